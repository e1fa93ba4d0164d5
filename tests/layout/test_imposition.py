"""Folded leaflets held as printed: the front on the right half of the first side, the last page beside it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.build import Page, page, pdf
from tests.reading import blocks_of

SHEET = (842.0, 595.0)
TEXTS = [
    ["Reeds were cut all winter long", "and dried until the spring came."],
    ["A boat leaves the quay at nine", "but never on days of high wind."],
    ["Goats eat the hedge of the school", "and nobody knows whose goats."],
    ["Lamps burn all night at the mill", "since the wheel turns once again."],
    ["The otter has come back to the weir", "and takes a trout for each of us."],
    ["A choir meets in the boathouse now", "until the roof of the hall is tight."],
    ["Nobody has mended the long pier yet", "though planks have lain there a year."],
    ["The baker goes round by the lake", "with bread and news on Thursdays."],
]
LEAFLET = [(4, 1), (2, 3)]
"""Printed pages on the left and the right half of each side."""


def side(
    pages: tuple[int, int], *, numbers: str = "", head: tuple[str, float] | None = None, head_x: float = 470
) -> Page:
    made = page(*SHEET)
    for x, number in zip((50, 470), pages, strict=True):
        made.lines(TEXTS[number - 1], at=(x, 200))
        if numbers:
            made.line(numbers.format(number), at=(x + 150, 560), size=8)
    return made.line(head[0], at=(head_x, 60), size=head[1], bold=True) if head else made


def order(sides: Sequence[Page]) -> list[int]:
    """The printed pages in the order in which their texts are read."""
    texts = ["\n".join(text) for text in TEXTS]
    return [texts.index(block.text) + 1 for block in blocks_of(pdf(*sides)) if block.text in texts]


def test_printed_numbers_tell_the_order() -> None:
    assert order([side(pages, numbers="{}") for pages in LEAFLET]) == [1, 2, 3, 4]


def test_sheets_lie_in_each_other() -> None:
    sides = [side(pages, numbers="{}") for pages in ((8, 1), (2, 7), (6, 3), (4, 5))]
    assert order(sides) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_number_on_some_pages_is_enough() -> None:
    assert order([side(LEAFLET[0]), side(LEAFLET[1], numbers="{}")]) == [1, 2, 3, 4]


def test_the_name_of_the_issue_on_the_right_tells_the_front() -> None:
    sides = [side(LEAFLET[0], head=("LAKE DIGEST", 26)), side(LEAFLET[1])]
    assert order(sides) == [1, 2, 3, 4]


def test_what_stands_outside_the_columns_stays_with_its_half() -> None:
    blocks = blocks_of(pdf(*(side(pages, numbers="{}") for pages in LEAFLET)))
    assert [block.text for block in blocks if block.text.isdecimal()] == ["1", "2", "3", "4"]
    assert [block.page for block in blocks if len(block.lines) == 2] == [1, 2, 2, 1]


@pytest.mark.parametrize(
    "sides",
    [
        pytest.param([side((1, 2), numbers="{}"), side((3, 4), numbers="{}")], id="numbers_in_order"),
        pytest.param([side((1, 2)), side((3, 4))], id="nothing_tells"),
        pytest.param(
            [side((1, 2), head=("LAKE DIGEST", 26), head_x=50), side((3, 4))], id="name_on_the_left"
        ),
        pytest.param([side((1, 2), head=("On the lake", 12)), side((3, 4))], id="a_head_like_others"),
        pytest.param([side((1, 2), head=("LAKE DIGEST", 26), head_x=350), side((3, 4))], id="over_the_fold"),
    ],
)
def test_sides_that_are_read_as_they_stand(sides: Sequence[Page]) -> None:
    assert order(sides) == [1, 2, 3, 4]


def test_an_odd_number_of_sides_is_no_leaflet() -> None:
    sides = [side((1, 2), head=("LAKE DIGEST", 26)), side((3, 4)), side((5, 6))]
    assert order(sides) == [1, 2, 3, 4, 5, 6]
