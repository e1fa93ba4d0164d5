"""Where a line that runs over two columns is cut, and where it is not."""

from __future__ import annotations

import pytest

from schemas.document import Direction, Line
from schemas.geometry import BBox, Span, union
from tasks.layout.gutters import cut_line, split_at_gutters
from tests.build import page, pdf
from tests.reading import PLAIN, Sheet, block_texts, line_texts, read

# Words of different lengths, so that only the gutter lines up.
LEFT = ["The reeds are cut in", "winter when the ice", "bears a man and cart", "and dried till spring"]
RIGHT = ["A boat leaves at nine", "and at noon but never", "on days of high wind", "or when the lake rises"]


def right_edge(text: str) -> float:
    """Where `text` ends that begins at 72."""
    box = Sheet().line(text, 72, 100).bbox
    assert box is not None
    return box.x1


def joined(lefts: list[str], rights: list[str], *, edge: float = 200.0) -> Sheet:
    """Lines that hold a left and a right part, the right one beginning at `edge`."""
    sheet = Sheet()
    for index, (left, right) in enumerate(zip(lefts, rights, strict=True)):
        sheet.line(f"{left}|{right}", 72, 100 + 12 * index, gap=edge - right_edge(left))
    return sheet


def typed(rows: list[str]) -> Sheet:
    """Lines whose letters and blanks are all of one width."""
    sheet = Sheet()
    for index, row in enumerate(rows):
        sheet.line(row.replace(" ", "|"), 72, 100 + 12 * index, gap=6.0)
    return sheet


def texts(sheet: Sheet, lines: list[Line]) -> list[str]:
    return [" ".join(sheet.text_of(line).split()) for line in lines]


def test_lines_over_two_columns_are_cut() -> None:
    sheet = joined(LEFT, RIGHT)
    expected = [part for pair in zip(LEFT, RIGHT, strict=True) for part in pair]
    assert texts(sheet, split_at_gutters(sheet.lines, sheet.text)) == expected


def test_parts_have_boxes_of_their_own() -> None:
    sheet = joined(LEFT, RIGHT)
    left, right = split_at_gutters(sheet.lines, sheet.text)[:2]
    assert left.bbox is not None
    assert right.bbox is not None
    assert (left.bbox.x0, left.bbox.x1) == (72, right_edge(LEFT[0]))
    assert right.bbox.x0 == pytest.approx(200)


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        (joined(LEFT[:1], RIGHT[:1]), "a gap nobody lines up with"),
        (joined(LEFT[:2], RIGHT[:2]), "one other line is not enough"),
        (joined(LEFT[:1] * 4, RIGHT, edge=right_edge(LEFT[0]) + 4), "no wider than between words"),
        (typed(["a ox in it", "b is on it", "c at an ox", "d of an ox"]), "words of a typewriter line up"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_lines_stay_whole(sheet: Sheet, why: str) -> None:
    assert split_at_gutters(sheet.lines, sheet.text) == sheet.lines, why


def test_a_first_line_indented_in_its_column_is_cut_off() -> None:
    """The column's edge is where the lines around begin, not where this one does."""
    sheet = joined(LEFT, RIGHT, edge=200)
    sheet.line("and stacked on sleds|It sails on", 72, 148, gap=212 - right_edge("and stacked on sleds"))
    assert texts(sheet, split_at_gutters(sheet.lines, sheet.text))[-2:] == [
        "and stacked on sleds",
        "It sails on",
    ]


def test_a_wide_blank_where_no_column_begins_stays() -> None:
    sheet = joined(LEFT, RIGHT, edge=200)
    sheet.line("and stacked on sleds|It sails on", 72, 148, gap=240 - right_edge("and stacked on sleds"))
    assert texts(sheet, split_at_gutters(sheet.lines, sheet.text))[-1] == "and stacked on sleds It sails on"


@pytest.mark.parametrize(
    ("x", "top", "bottom", "is_cut"),
    [(180, 60, 200, True), (110, 60, 200, False), (180, 98, 114, False), (180, 104, 200, False)],
    ids=["a border of cells", "through a word", "a stroke between two words", "begins below"],
)
def test_a_border_drawn_through_a_gap_cuts_the_line(
    x: float, top: float, bottom: float, is_cut: bool
) -> None:
    sheet = joined(["Boats for hire"], ["Reeds for roofs"])
    sheet.line("A line that nothing is drawn through", 72, 300)
    lines = split_at_gutters(sheet.lines, sheet.text, [BBox(x, top, x + 0.5, bottom)])
    assert texts(sheet, lines)[0] == ("Boats for hire" if is_cut else "Boats for hire Reeds for roofs")


@pytest.mark.parametrize(("end", "is_cut"), [("，", True), ("」", True), ("木", False), (",", False)])
def test_the_blank_half_of_a_full_width_sign_is_part_of_the_gap(end: str, *, is_cut: bool) -> None:
    lefts = ["Boats for hi", "Reeds for ro", f"Lake and ri{end}", "Ice and snow"]
    sheet = joined(lefts, RIGHT, edge=right_edge(lefts[0]) + 4)
    lines = split_at_gutters(sheet.lines, sheet.text)
    assert (texts(sheet, lines)[2:4] == [lefts[2], RIGHT[2]]) is is_cut
    if is_cut:
        assert lines[2].bbox is not None
        assert lines[2].bbox.x1 == right_edge(lefts[0]) - 5


def test_a_column_that_begins_behind_the_gap_cuts_it() -> None:
    sheet = Sheet()
    sheet.line("Left text|right text begins", 72, 100, gap=40)
    edge = sheet.lines[0].words[2].bbox
    assert edge is not None
    sheet.column(["and goes on below", "for two more lines"], edge.x0, 112)
    assert texts(sheet, split_at_gutters(sheet.lines, sheet.text))[:2] == ["Left text", "right text begins"]


FULL = [
    "Nobody who has seen the lake in March forgets it",
    "when whole fields of ice move off with a groan and",
    "pile up on the western shore as high as a barn so",
    "that children climb them against all good advice",
    "until one fine morning there is only water left",
    "which looks as though nothing had ever happened",
]


def test_words_across_the_gap_keep_the_line_whole() -> None:
    sheet = joined(LEFT[:3], RIGHT[:3])
    sheet.column(FULL[:3], 72, 136)
    sheet.column(FULL[3:], 72, 64)
    assert split_at_gutters(sheet.lines, sheet.text) == sheet.lines


@pytest.mark.parametrize(
    ("lefts", "are_cut"), [(LEFT, True), (["On Monday", "On Tuesday", "On Thursday", "On Friday"], False)]
)
def test_a_few_lines_of_columns_between_full_lines_are_cut(lefts: list[str], *, are_cut: bool) -> None:
    """Days and what happens on them are read across."""
    sheet = joined(lefts, RIGHT)
    sheet.column(FULL[:3], 72, 148)
    sheet.column(FULL[3:], 72, 64)
    assert (len(split_at_gutters(sheet.lines, sheet.text)) == 14) is are_cut


def test_a_blank_that_lines_up_in_a_loosely_set_column_is_no_gutter() -> None:
    """A line of few words, set to the width of its column, has wide blanks."""
    sheet = Sheet()
    lefts = ["it has so far", "was it few so"] * 2
    for index, (left, right) in enumerate(zip(lefts, RIGHT, strict=True)):
        first = sheet.line(left.replace(" ", "|"), 72, 100 + 12 * index, gap=9.0)
        second = sheet.line(right, 240, 100 + 12 * index)
        sheet.lines[-2:] = [
            Line(
                1,
                Span(first.span.start, second.span.end),
                (*first.words, *second.words),
                union(line.bbox for line in (first, second) if line.bbox is not None),
            )
        ]
    cut = texts(sheet, split_at_gutters(sheet.lines, sheet.text))
    assert cut == [part for pair in zip(lefts, RIGHT, strict=True) for part in pair]


def test_a_line_drawn_through_words_is_no_border() -> None:
    sheet = joined(["Boats for hire"], ["Reeds for roofs"])
    border = BBox(180, 0, 180.5, 800)
    assert len(split_at_gutters(sheet.lines, sheet.text, [border])) == 2
    sheet.column(FULL, 72, 124)
    assert len(split_at_gutters(sheet.lines, sheet.text, [border])) == 7


def test_ragged_ends_of_lines_are_no_words_across_the_gap() -> None:
    lefts = ["Ice", "The reeds are cut in", "and are dried on poles", "Ice again"]
    sheet = joined(lefts, RIGHT)
    assert len(split_at_gutters(sheet.lines, sheet.text)) == 8


@pytest.mark.parametrize("markers", [["1.", "2.", "3."], ["•", "•", "•"], ["a)", "b)", "c)"]])
def test_a_marker_stays_with_its_text(markers: list[str]) -> None:
    """Hanging markers: every line under an item begins where its text does."""
    sheet = Sheet()
    for index, (marker, text, more) in enumerate(zip(markers, LEFT, RIGHT, strict=False)):
        sheet.line(f"{marker}|{text}", 72, 100 + 24 * index, gap=12.0)
        sheet.line(more, 72 + 5 * len(marker) + 12, 112 + 24 * index)
    assert split_at_gutters(sheet.lines, sheet.text) == sheet.lines


def test_a_marker_in_the_second_column_stays_with_its_text() -> None:
    sheet = joined(LEFT, [f"{number}.|{text}" for number, text in enumerate(RIGHT, 1)])
    expected = [part for pair in zip(LEFT, RIGHT, strict=True) for part in pair]
    found = texts(sheet, split_at_gutters(sheet.lines, sheet.text))
    assert [text.split(". ")[-1] for text in found] == expected


def test_a_short_word_is_no_marker() -> None:
    sheet = joined(["It", "So", "If", "An"], RIGHT)
    assert len(split_at_gutters(sheet.lines, sheet.text)) == 8


def test_vertical_lines_are_left_alone() -> None:
    sheet = joined(LEFT, RIGHT)
    upright = [Line(1, line.span, line.words, line.bbox, Direction.VERTICAL) for line in sheet.lines]
    assert split_at_gutters(upright, sheet.text) == upright


def test_cut_line_keeps_every_word_once() -> None:
    line = Sheet().line("one two three four", 72, 100)
    parts = cut_line(line, [1, 3])
    assert [len(part.words) for part in parts] == [1, 2, 1]
    assert tuple(word for part in parts for word in part.words) == line.words
    assert cut_line(line, []) == [line]


def test_a_page_that_joins_its_columns_line_by_line() -> None:
    """A typewriter page: each line of the file runs over both columns."""
    rows = [f"{left:<24}{right}" for left, right in zip(LEFT, RIGHT, strict=True)]
    data = pdf(page().lines(rows, at=(72, 100), font="mono", size=PLAIN.size_pt))
    assert line_texts(read(data))[0].split() == [*LEFT[0].split(), *RIGHT[0].split()]
    assert block_texts(data) == [" / ".join(LEFT), " / ".join(RIGHT)]
