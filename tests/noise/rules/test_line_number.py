"""Numbers of lines: they count running text; where text does not run on, numbers are its own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import line_number
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair
from tests.road import page_document, prose_lines

FIRST = 501


def numbered(lines: Sequence[str]) -> Document:
    labels = [str(FIRST + place) for place in range(len(lines))]
    sheet = page().lines(labels, at=(40, 80), leading=14).lines(lines, at=(90, 80), leading=14)
    return page_document(sheet)


def rows() -> list[str]:
    return [f"Household {place} of the lane" for place in range(8)]


PAIRS = (
    Pair(
        "beside_running_text",
        NoiseCode.LINE_NUMBER,
        Example(lambda: numbered(prose_lines(0, 8)), str(FIRST)),
        Example(lambda: numbered(rows()), str(FIRST)),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(line_number.find, pair)
