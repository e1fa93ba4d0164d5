"""Spreads cut into two pages: which lines run over the inner edge, and in which order all is read."""

from __future__ import annotations

import pytest

from tasks.layout.spreads import find_crossings
from tests.build import Page, page, pdf
from tests.reading import block_texts, blocks_of, read

WIDTH = 595.0
LEFT_HALF, RIGHT_HALF = "The ferry sails", "again in spring"
ABOVE = ["Reeds were cut all winter long", "and dried until the spring came."]
BELOW = ["A boat leaves the quay at nine", "but never on days of high wind."]
OVER = ["Goats eat the hedge of the school", "and nobody knows whose goats."]
UNDER = ["Lamps burn all night at the mill", "since the wheel turns once again."]


def ending_at(made: Page, text: str, x1: float, top: float) -> Page:
    """`made` with a headline that ends at `x1`."""
    wide = read(pdf(page().line(text, at=(0, 100), size=24, bold=True))).pages[0].lines[0].bbox
    assert wide is not None
    return made.line(text, at=(x1 - wide.width, top), size=24, bold=True)


def left_page(*, ends_at: float = WIDTH - 1) -> Page:
    """Text above and below a headline that ends at `ends_at`."""
    made = page().lines(ABOVE, at=(60, 150)).lines(BELOW, at=(60, 350))
    return ending_at(made, LEFT_HALF, ends_at, 300)


def right_page(*, begins_at: float = 3, top: float = 300, size: float = 24) -> Page:
    made = page().lines(OVER, at=(60, 150)).lines(UNDER, at=(60, 350))
    return made.line(RIGHT_HALF, at=(begins_at, top), size=size, bold=True)


def test_a_headline_over_both_pages_is_one_and_parts_them() -> None:
    data = pdf(left_page(), right_page())
    above, over, head, below, under = blocks_of(data)
    assert (above.text, over.text) == ("\n".join(ABOVE), "\n".join(OVER))
    assert (head.text, head.page) == (f"{LEFT_HALF}\n{RIGHT_HALF}", 1)
    assert head.bbox is not None
    assert head.bbox.x0 > 60
    assert (below.text, under.text) == ("\n".join(BELOW), "\n".join(UNDER))
    assert [block.page for block in (above, over, below, under)] == [1, 2, 1, 2]


def test_a_headline_of_two_lines_over_both_pages_is_read_line_by_line() -> None:
    left = ending_at(left_page(), "No wind", WIDTH - 1, 326)
    right = right_page().line("no sailing", at=(3, 326), size=24, bold=True)
    texts = block_texts(pdf(left, right))
    assert f"{LEFT_HALF} / {RIGHT_HALF} / No wind / no sailing" in texts


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (left_page(ends_at=535), right_page()),
        (left_page(), right_page(begins_at=60)),
        (left_page(), right_page(top=310)),
        (left_page(), right_page(size=20)),
    ],
    ids=["a margin on the left page", "a margin on the right page", "another height", "another size"],
)
def test_near_misses(left: Page, right: Page) -> None:
    document = read(pdf(left, right))
    assert not find_crossings(document.pages, ())
    assert [block.page for block in blocks_of(pdf(left, right))] == [1, 1, 1, 2, 2, 2]


def test_pages_of_unlike_size_are_no_spread() -> None:
    wide = page()
    wide.width = 700.0
    wide.line(RIGHT_HALF, at=(3, 300), size=24, bold=True)
    assert not find_crossings(read(pdf(left_page(), wide)).pages, ())


def test_a_right_page_begins_no_other_spread() -> None:
    middle = ending_at(right_page(), "end here", WIDTH - 1, 500)
    last = page().line("begin there", at=(3, 500), size=24, bold=True)
    document = read(pdf(left_page(), middle, last))
    assert len(find_crossings(document.pages, ())) == 1


def test_running_lines_run_over_nothing() -> None:
    document = read(pdf(left_page(), right_page()))
    starts = {line.span.start for line in document.pages[0].lines}
    assert not find_crossings(document.pages, starts)
