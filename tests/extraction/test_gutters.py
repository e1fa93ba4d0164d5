"""White strips in a page of characters: where they are, and which lines end them."""

from __future__ import annotations

import pytest

from tasks.extraction.gutters import Gutter, find_gutters

LEFT = ("the boats came", "in late on", "the last day", "of the week")
RIGHT = ("the bees were", "out in the", "warm wind of", "the morning")


def beside(*widths: int) -> list[str]:
    return [left.ljust(width) + right for left, width, right in zip(LEFT, widths, RIGHT, strict=True)]


def strips(texts: list[str]) -> list[tuple[int, tuple[int, ...]]]:
    return [(gutter.start, gutter.cuts) for gutter in find_gutters(texts)]


def test_a_gutter_says_where_each_line_parts() -> None:
    assert find_gutters(beside(20, 20, 20, 20)) == [Gutter(start=0, cuts=(20, 20, 20, 20), row_count=4)]


def test_lines_part_beside_a_gutter_that_wavers() -> None:
    texts = beside(20, 20, 22, 18)
    ((_, cuts),) = strips(texts)
    assert [text[cut:].strip() for text, cut in zip(texts, cuts, strict=True)] == list(RIGHT)


def test_a_line_that_leaves_no_white_ends_a_gutter() -> None:
    across = "harbourmasters' delegates"
    assert " " not in across[17:22]
    lines = beside(20, 20, 20, 20)
    assert [start for start, _ in strips([*lines, across, *lines])] == [0, 5]


TIGHT = "the nets of the hall out in the"


def test_a_line_may_leave_a_mere_space_between_lines_that_part() -> None:
    lines = beside(20, 20, 20, 20)
    ((start, cuts),) = strips([*lines, TIGHT, *lines])
    assert (start, len(cuts)) == (0, 9)
    assert TIGHT[cuts[4] :].strip() == "out in the"


def test_a_line_with_a_mere_space_over_a_gutter_is_no_part_of_it() -> None:
    ((start, cuts),) = strips([TIGHT, *beside(20, 20, 20, 20)])
    assert (start, len(cuts)) == (1, 4)


def test_three_lines_in_a_row_with_a_mere_space_end_a_gutter() -> None:
    lines = beside(20, 20, 20, 20)
    assert [start for start, _ in strips([*lines, TIGHT, TIGHT, TIGHT, *lines])] == [0, 7]


def test_lines_on_the_right_alone_hide_no_gutter_behind_an_indent() -> None:
    turns = [line for right in RIGHT for line in ("the boats came in on the day", " " * 30 + right)]
    indented = ["    of the men that are in the old hall"] * 8
    assert [cuts[0] for start, cuts in strips([*turns, *indented]) if start == 0] == [30]


@pytest.mark.parametrize(
    ("below", "first"),
    [
        pytest.param(beside(20, 20, 20, 20), 20, id="left"),
        pytest.param([" " * 20 + right.ljust(20) + right for right in RIGHT], 40, id="right"),
    ],
)
def test_the_gutter_beside_most_lines_comes_first(below: list[str], first: int) -> None:
    three = [left.ljust(20) + right.ljust(20) + left for left, right in zip(LEFT, RIGHT, strict=True)]
    longest, other = find_gutters([*three, *below])
    assert (longest.cuts[0], longest.row_count, other.row_count) == (first, 8, 4)


def test_pages_that_nothing_parts_have_gutters_of_their_own() -> None:
    widths = range(20, 116, 6)
    across = "~" * 150
    texts = [
        line
        for width in widths
        for line in [*(("boats " * 20)[: width - 2] + "  the bees" for _ in range(80)), across]
    ]
    whole = {gutter.start for gutter in find_gutters(texts) if gutter.row_count == 80}
    assert whole == {81 * number for number in range(len(widths))}


def test_two_gutters_are_told_apart() -> None:
    texts = [left.ljust(20) + right.ljust(20) + left for left, right in zip(LEFT, RIGHT, strict=True)]
    assert {cuts[0] for _, cuts in strips(texts)} == {20, 40}


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([], id="nothing"),
        pytest.param(["", ""], id="blank"),
        pytest.param(list(LEFT), id="one_column"),
        pytest.param(beside(20, 20, 20, 20)[:2], id="two_lines"),
    ],
)
def test_no_gutters(texts: list[str]) -> None:
    assert find_gutters(texts) == []
