"""Decoration: nothing that can be read as a word or a number."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import ornament
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair
from tests.road import page_document, prose, prose_lines, text_document


def export(line: str) -> Document:
    return text_document(f"{prose(0)}\n\n{line}\n\n{prose(1)}\n")


def lettered(text: str, size: float) -> Document:
    return page_document(page().lines(prose_lines(), at=(72, 120)).line(text, at=(200, 400), size=size))


def turned(text: str, *, left: float = 300) -> Document:
    return page_document(page().lines(prose_lines(), at=(72, 120)).line(text, at=(left, 700), angle=90))


PRINTER = "Printed in March on the old press of the mill"


PAIRS = (
    Pair(
        "no_letter_and_no_digit",
        NoiseCode.ORNAMENT,
        Example(lambda: export("~ ~ * ~ ~"), "~ ~"),
        Example(lambda: export("~ 5 ~"), "~ 5"),
    ),
    Pair(
        "converters_mark",
        NoiseCode.ORNAMENT,
        Example(lambda: export("**==> picture [20 x 12] intentionally omitted <==**"), "picture"),
        Example(lambda: export("The picture [20 x 12] was intentionally omitted"), "picture"),
    ),
    Pair(
        "giant_letters",
        NoiseCode.ORNAMENT,
        Example(lambda: lettered("Q", 64), "Q"),
        Example(lambda: lettered("Quay", 64), "Quay"),
    ),
    Pair(
        "turned_letters",
        NoiseCode.ORNAMENT,
        Example(lambda: turned("Lake News"), "Lake News"),
        Example(lambda: turned(PRINTER), "Printed in March"),
    ),
    Pair(
        "turned_text_along_the_edge",
        NoiseCode.ORNAMENT,
        Example(lambda: turned(PRINTER, left=570), "Printed in March"),
        Example(lambda: turned(PRINTER, left=480), "Printed in March"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(ornament.find, pair)
