"""Headlines and captions over a gutter that two columns make way for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from schemas.document import Style
from schemas.geometry import BBox
from tasks.layout.insets import Inset, find_insets
from tasks.layout.reading_order import order_page
from tests.reading import PLAIN, Sheet

LARGE = replace(PLAIN, size_pt=20.0)
SMALL = replace(PLAIN, size_pt=8.0, is_bold=True)
FULL, HALF = "reeds and ice by boat and quay at the mill", "reeds and ice by boat"


def wrapped(inset: str, style: Style, *, rows: int = 3) -> Sheet:
    """Two columns, 40 to 265 and 285 to 510, that make way for an inset over the gutter in some rows."""
    sheet = Sheet()
    for column, x in (("a", 40.0), ("b", 285.0)):
        for number in range(1, 11):
            is_beside = 4 <= number < 4 + rows
            begin = x + 110 if is_beside and column == "b" else x
            sheet.line(f"{column}{number} {HALF if is_beside else FULL}", begin, 100 + 12.0 * number)
    sheet.line(inset, 215, 147 + 6.0 * rows - style.size_pt / 2, style=style)
    return sheet


def first_words(sheet: Sheet) -> list[str]:
    regions = order_page(sheet.lines, [], [], {}, right_to_left=False)
    return [sheet.text_of(line).split()[0] for region in regions for line in region.lines]


COLUMNS = [*(f"a{n}" for n in range(1, 11)), *(f"b{n}" for n in range(1, 11))]


def test_a_headline_in_the_middle_is_read_before_both_columns() -> None:
    assert first_words(wrapped("Harbour news", LARGE)) == ["Harbour", *COLUMNS]


def test_a_caption_in_the_middle_is_read_behind_both_columns() -> None:
    assert first_words(wrapped("The pier, seen from a boat", SMALL, rows=1)) == [*COLUMNS, "The"]


def box(x0: float, top: float, x1: float, height: float = 10) -> BBox:
    return BBox(x0, top, x1, top + height)


LEFT, RIGHT = box(40, 100, 200), box(350, 100, 500)
INSET = box(220, 100, 330)
BELOW = [box(40, 112, 260), box(280, 112, 500)]


@pytest.mark.parametrize(
    ("lines", "is_inset"),
    [
        pytest.param([LEFT, RIGHT, *BELOW], True, id="columns_go_on_below"),
        pytest.param([LEFT, RIGHT, box(40, 88, 260), box(280, 88, 500)], True, id="columns_go_on_above"),
        pytest.param([LEFT, *BELOW], False, id="nothing_on_the_right"),
        pytest.param([LEFT, RIGHT], False, id="nothing_above_or_below"),
        pytest.param([LEFT, RIGHT, box(40, 112, 500)], False, id="one_line_below"),
        pytest.param([LEFT, RIGHT, box(40, 160, 260), box(280, 160, 500)], False, id="columns_far_below"),
        pytest.param(
            [LEFT, RIGHT, box(220, 112, 265), box(285, 112, 330)], False, id="a_head_over_columns_of_its_own"
        ),
        pytest.param([LEFT, RIGHT, *BELOW, box(220, 88, 330)], False, id="a_line_of_a_column"),
        pytest.param(
            [replace(LEFT, top=106, bottom=116), RIGHT, *BELOW], False, id="hardly_anything_on_the_left"
        ),
    ],
)
def test_what_is_an_inset(lines: Sequence[BBox], *, is_inset: bool) -> None:
    assert list(find_insets([INSET], lines)) == ([Inset(0, 0, 1)] if is_inset else [])


def test_a_headline_wider_than_most_of_both_columns_parts_them() -> None:
    wide = [box(40, 100, 80), box(460, 100, 500), box(40, 112, 260), box(280, 112, 500)]
    assert not list(find_insets([box(85, 100, 455)], wide))
