"""Pins that owners seen side by side are told apart, and how pages without pictures are drawn."""

from __future__ import annotations

import pytest

from schemas.geometry import BBox
from tasks.review.overlay import COLOR_COUNT, Mark, assign_colors, estimate_page_size, place_labels, typeset


def _cell(column: int, row: int) -> BBox:
    return BBox(40 + 170 * column, 40 + 130 * row, 200 + 170 * column, 160 + 130 * row)


def test_owners_in_a_row_differ_even_when_colors_run_out() -> None:
    marks = [Mark(1, _cell(owner % 3, owner // 3), owner) for owner in range(30)]
    colors = assign_colors(marks, 30)
    assert set(colors) == set(range(COLOR_COUNT))
    assert all(a != b for a, b in zip(colors, colors[1:], strict=False))


def test_an_owner_on_the_same_page_matters_less_than_the_one_before() -> None:
    marks = [Mark(1 if owner == 7 else 2, _cell(owner % 3, owner), owner) for owner in range(9)]
    colors = assign_colors(marks, 9)
    assert colors[:8] == tuple(range(8))
    assert colors[8] != colors[7]


@pytest.mark.parametrize(("place", "color"), [((2, 5), 0), ((1, 0), 1)], ids=["far-from-0", "beside-0"])
def test_owners_side_by_side_differ(place: tuple[int, int], color: int) -> None:
    # The ninth owner gets the first one's colour, unless it stands beside it.
    marks = [Mark(1, _cell(0, 2 * owner), owner) for owner in range(8)]
    assert assign_colors([*marks, Mark(1, _cell(*place), 8)], 9)[8] == color


def test_boxes_of_nobody_and_owners_without_boxes_are_fine() -> None:
    assert assign_colors([Mark(1, _cell(0, 0), None)], 2) == (0, 1)
    assert assign_colors([], 0) == ()


def test_estimated_page_holds_every_box_with_a_margin() -> None:
    assert estimate_page_size([BBox(60, 50, 300, 90), BBox(320, 400, 540, 780)]) == (600, 830)
    assert estimate_page_size([BBox(0, 0, 100, 100)]) == (136, 136)


def test_lines_are_set_from_top_to_bottom_of_their_box() -> None:
    box = BBox(50, 100, 250, 124)
    first, second = typeset("one\ntwo", box)
    assert (first.text, second.text) == ("one", "two")
    assert first.x == second.x == 50
    assert second.baseline - first.baseline == pytest.approx(12)
    assert 100 < first.baseline < 112 < second.baseline < 124


def test_numbers_before_boxes_do_not_cover_each_other() -> None:
    head, text, other = BBox(50, 100, 90, 110), BBox(50, 100, 250, 140), BBox(300, 100, 400, 110)
    assert place_labels([head, text, text, other]) == (100, 107, 114, 100)
