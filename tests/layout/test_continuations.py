"""Sentences that break off in one column and go on in another: which regions follow which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from schemas.document import Document, Line, Style, box_of
from schemas.geometry import BBox, union
from tasks.layout.boxes import TextBox
from tasks.layout.continuations import with_continuations
from tasks.layout.reading_order import Region
from tests.reading import BOLD, PLAIN, Sheet

BREAKS = ["The wardens of the lake counted", "boats until late in the evening"]
GOES_ON = ["and found that two of them had", "never come back to the quay."]
HEAD = ["Reeds are cut in winter"]
OTHER = ["Nets are mended in the old", "boathouse all through May."]
MORE = ["Lamps were lit on both of", "the piers until the morning."]
BOX = TextBox(BBox(0, 0, 500, 500), is_table=False)

Piece = tuple[Sequence[str], float, float, Style]


def order(
    pieces: Sequence[Piece], boxed: frozenset[int] = frozenset(), boxes: Sequence[TextBox] = (BOX,)
) -> list[int]:
    """Numbers of the pieces (texts, left edge, upper edge, look) in the order in which they come back."""
    sheet, regions = Sheet(), []
    for number, (texts, x, top, style) in enumerate(pieces):
        lines: list[Line] = sheet.column(texts, x, top, style=style)
        # Lines of a column are as wide as it.
        right = max(box_of(line).x1 for line in lines)
        lines = [replace(line, bbox=replace(box_of(line), x1=right)) for line in lines]
        column = union(box_of(line) for line in lines)
        regions.append(Region(tuple(lines), column, boxes[0] if number in boxed else None))
    found = with_continuations(Document(sheet.text, (sheet.page(),)), regions)
    numbers = {region.lines[0].span.start: number for number, region in enumerate(regions)}
    return [numbers[region.lines[0].span.start] for region in found]


TEXT, HEADLINE, LATE, NEAR, BESIDE = (
    (BREAKS, 60.0, 300.0, PLAIN),
    (HEAD, 60.0, 360.0, BOLD),
    (OTHER, 60.0, 380.0, PLAIN),
    (GOES_ON, 230.0, 290.0, PLAIN),
    (MORE, 400.0, 290.0, PLAIN),
)


def test_a_column_beside_a_headline_goes_on_with_the_text_over_it() -> None:
    assert order([TEXT, HEADLINE, LATE, NEAR]) == [0, 3, 1, 2]


def test_what_goes_on_before_its_beginning_is_read_behind_it() -> None:
    assert order([HEADLINE, NEAR, LATE, TEXT]) == [0, 2, 3, 1]


def test_a_column_goes_on_below_a_picture() -> None:
    below = (GOES_ON, 60.0, 500.0, PLAIN)
    caption = (HEAD, 60.0, 480.0, BOLD)
    assert order([TEXT, caption, below]) == [0, 2, 1]


def test_columns_level_with_the_one_that_goes_on_stay_with_it() -> None:
    note = (HEAD, 230.0, 330.0, PLAIN)
    pieces = [TEXT, HEADLINE, LATE, NEAR, note, BESIDE]
    assert order(pieces, frozenset({4})) == [0, 3, 4, 5, 1, 2]


def test_a_choice_is_made_where_only_one_is_left() -> None:
    """The middle one of three halves may go on in either column, the first in one alone."""
    first = (BREAKS, 60.0, 300.0, PLAIN)
    middle = (["and the reeds beside them, as the", "book of the old wardens tells of"], 230.0, 300.0, PLAIN)
    last = (GOES_ON, 400.0, 290.0, PLAIN)
    assert order([last, first, HEADLINE, middle]) == [1, 3, 0, 2]


UNLIKE = replace(PLAIN, size_pt=8.0)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (TEXT, (["Two boats had never come", "back to the quay."], 230.0, 290.0, PLAIN)),
        ((["Boats were counted until", "late in the evening."], 60.0, 300.0, PLAIN), NEAR),
        (TEXT, (GOES_ON, 230.0, 290.0, UNLIKE)),
        (TEXT, (GOES_ON, 420.0, 290.0, PLAIN)),
        (TEXT, (GOES_ON, 230.0, 400.0, PLAIN)),
        (TEXT, (GOES_ON, 230.0, 100.0, PLAIN)),
        ((BREAKS[:1], 60.0, 300.0, PLAIN), NEAR),
    ],
    ids=[
        "a capital",
        "a full stop",
        "another size",
        "not the next column",
        "beside what follows",
        "all of it above",
        "one line",
    ],
)
def test_other_columns_stay_where_they_are(first: Piece, second: Piece) -> None:
    assert order([first, HEADLINE, LATE, second]) == [0, 1, 2, 3]


def test_text_in_a_box_goes_on_inside_it() -> None:
    assert order([TEXT, HEADLINE, LATE, NEAR], frozenset({3})) == [0, 1, 2, 3]


def test_where_two_columns_may_go_on_nothing_is_moved() -> None:
    below = (["or so it was told by some of", "the people on the quay."], 60.0, 500.0, PLAIN)
    assert order([TEXT, HEADLINE, LATE, NEAR, HEADLINE, below]) == [0, 1, 2, 3, 4, 5]


def test_regions_in_the_middle_of_a_sentence_stay_together() -> None:
    following = (GOES_ON, 60.0, 330.0, PLAIN)
    assert order([TEXT, following, HEADLINE, NEAR]) == [0, 1, 2, 3]
