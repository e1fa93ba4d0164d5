"""Calls to follow the publisher, and the handles beside them."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import calls
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair, codes_given
from tests.road import page_document, prose_lines


def called(*lines: str, text_below: bool = False) -> Document:
    """A text, and lines apart from it in bold letters; over a text of their own, or over none."""
    sheet = page().lines(prose_lines(0, 8), at=(72, 60))
    for place, line in enumerate(lines):
        sheet.line(line, at=(72, 300 + 40 * place), bold=True)
    if text_below:
        sheet.lines(prose_lines(1, 8), at=(72, 300 + 14 * len(lines)))
    return page_document(sheet)


PAIRS = (
    Pair(
        "call_alone",
        NoiseCode.CONTACT,
        Example(lambda: called("Follow us on Instagram!"), "Follow us"),
        Example(lambda: called("Follow us on Instagram!", text_below=True), "Follow us"),
    ),
    Pair(
        "network_and_handle",
        NoiseCode.CONTACT,
        Example(lambda: called("Facebook: @hill_club"), "Facebook"),
        Example(lambda: called("Facebook came to town"), "Facebook"),
    ),
    Pair(
        "handle_below",
        NoiseCode.CONTACT,
        Example(lambda: called("Find us on Facebook", "@hill_club"), "@hill_club"),
        Example(lambda: called("The quay in May", "@hill_club"), "@hill_club"),
    ),
    Pair(
        "address_above",
        NoiseCode.CONTACT,
        Example(lambda: called("www.hill.example.org", "Like us on Facebook"), "www.hill"),
        Example(lambda: called("www.hill.example.org is new", "Like us on Facebook"), "www.hill"),
    ),
    Pair(
        "row_of_handles",
        NoiseCode.CONTACT,
        Example(lambda: called("@hill_club @hillclub @hill_club"), "@hill_club"),
        Example(lambda: called("@hill_club and @hillclub"), "@hill_club"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(calls.find, pair)


@pytest.mark.parametrize(
    "words",
    [
        "Scan to visit our website",
        "Besök vår hemsida",
        "Síguenos en Facebook",
        "Folgen Sie uns auf Instagram",
    ],
)
def test_calls_are_told_in_many_languages(words: str) -> None:
    assert codes_given(calls.find, Example(lambda: called(words), words)) == {NoiseCode.CONTACT}
