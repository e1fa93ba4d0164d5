"""Twice as much of anything costs about twice the work: calls are counted, since time wanders."""

from __future__ import annotations

import math
import sys
from types import FrameType
from typing import Any

import pytest

from benchmarks.growth import CURVES, SOURCE, Curve, exponent
from schemas.profile import SourceProfile
from tasks.analysis.issue import analyse_issue

SIZES = {
    "pages": 12,
    "various_margins": 12,
    "boxes_of_a_page": 60,
    "lines_of_a_page": 400,
    "columns_of_a_page": 400,
    "pictures_of_a_page": 1000,
    "blocks_of_a_page": 150,
    "titles": 60,
    "contents_entries": 60,
    "bookmarks": 60,
    "words_of_a_line": 1000,
    "contact_panels": 12,
    "pull_quotes": 12,
    "jump_lines": 20,
    "rows_of_a_table": 100,
    "numbered_lines": 200,
    "rules_of_a_page": 100,
    "paragraphs_of_an_export": 100,
}
MOST = 1.3
"""Exponent of the calls between a size and twice that; sorting and small sizes cost a little more."""


def calls(curve: Curve, size: int) -> int:
    """Calls of functions, the interpreter's own among them, that thinking about one document takes."""
    document = curve.make(size, size)
    count = 0

    def note(_: FrameType, event: str, __: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        analyse_issue(document, SOURCE, SourceProfile())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve.name)
def test_twice_the_size_is_twice_the_work(curve: Curve) -> None:
    size = SIZES[curve.name]
    calls(curve, 1 + size // 8)  # what is loaded at first use
    assert math.log2(calls(curve, 2 * size) / calls(curve, size)) < MOST


def test_the_exponent_of_a_square() -> None:
    assert exponent([(n, n * n / 1000) for n in (1, 2, 4, 8, 16, 32)]) == pytest.approx(2.0)
