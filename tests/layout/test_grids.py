"""Pins in which row and column the words of a table stand, with and without rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.geometry import BBox, union
from tasks.layout.grids import Grid, enclosing, find_grids, find_open
from tests.build import Page, page, pdf
from tests.reading import read
from tests.road import prose_lines

ROW_PT = 16.0


def _grids(content: Page) -> list[list[tuple[int, int, int, int, str]]]:
    """Place, spans and text of each cell of each grid."""
    document = read(pdf(content))
    first = document.pages[0]
    return [
        [
            (
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                " ".join(document.slice(word.span) for line in cell.lines for word in line),
            )
            for cell in grid.cells
        ]
        for grid in find_grids(first, first.lines, document.text)
    ]


def _texts(content: Page) -> list[list[str]]:
    """Rows of the only grid, with an empty text where no cell begins."""
    (cells,) = _grids(content)
    rows = 1 + max(cell[0] for cell in cells)
    columns = 1 + max(cell[1] for cell in cells)
    found = {(row, column): text for row, column, _, _, text in cells}
    return [[found.get((row, column), "") for column in range(columns)] for row in range(rows)]


def _set(rows: Sequence[Sequence[str]], xs: Sequence[float], *, top: float = 100.0) -> Page:
    """`rows` set at the left edges `xs`, with nothing drawn."""
    made = page()
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=True):
            if text:
                made.line(text, at=(x, top + ROW_PT * number), size=9)
    return made


def _ruled(made: Page, xs: Sequence[float], ys: Sequence[float]) -> Page:
    for y in ys:
        made.rule((xs[0], y), (xs[-1], y))
    for x in xs:
        made.rule((x, ys[0]), (x, ys[-1]))
    return made


BOATS = [["Boat", "May", "June"], ["Heron", "12", "9"], ["Plover", "7", "31"], ["Teal", "", "4"]]


def test_white_space_parts_columns_and_lines_rows() -> None:
    assert _texts(_set(BOATS, (72, 200, 300))) == BOATS


def test_rules_part_cells_however_near_their_words() -> None:
    made = _set([["Heron", "Plover"], ["12", "7"]], (72, 104))
    assert _texts(_ruled(made, (70, 101, 140), (98, 114, 130))) == [["Heron", "Plover"], ["12", "7"]]


def test_a_line_of_several_cells_is_cut_at_the_rules() -> None:
    made = _ruled(page().line("one two three", at=(72, 100), size=9), (70, 89.5, 108, 140), (98, 114))
    assert [text for *_, text in _grids(made)[0]] == ["one", "two", "three"]


def test_a_row_between_rules_may_have_several_lines() -> None:
    made = _set([["Days with", "12"], ["strong wind", ""], ["Nights", "3"]], (72, 200))
    assert _texts(_ruled(made, (70, 190, 260), (98, 130, 146))) == [
        ["Days with strong wind", "12"],
        ["Nights", "3"],
    ]


def test_rows_that_rules_leave_open_are_told_by_their_numbers() -> None:
    made = _set(BOATS, (72, 200, 300))
    assert _texts(_ruled(made, (70, 190, 290, 360), (98, 114, 166))) == BOATS


def test_a_line_without_a_number_goes_on_with_the_cell_above() -> None:
    made = page()
    made.line("Days with", at=(72, 100), size=9).line("12", at=(200, 100), size=9)
    made.line("strong wind", at=(72, 110), size=9)
    made.line("Nights", at=(72, 140), size=9).line("3", at=(200, 140), size=9)
    assert _texts(made) == [["Days with strong wind", "12"], ["Nights", "3"]]


def test_a_head_spans_the_columns_it_is_set_over() -> None:
    made = _set([["Boat", "", ""], *BOATS[1:]], (72, 200, 300))
    made.line("Days at sea in spring and summer", at=(198, 84), size=9)
    (cells,) = _grids(made)
    assert [cell[:4] for cell in cells if cell[4].startswith("Days")] == [(0, 1, 1, 2)]


def test_a_ruled_cell_spans_the_rows_and_columns_beside_it() -> None:
    made = page()
    for text, at in (("North", (72, 108)), ("12", (204, 100)), ("9", (204, 116)), ("All of them", (72, 132))):
        made.line(text, at=at, size=9)
    for start, end in (
        ((70, 98), (260, 98)), ((200, 114), (260, 114)), ((70, 130), (260, 130)), ((70, 146), (260, 146)),
        ((70, 98), (70, 146)), ((200, 98), (200, 130)), ((260, 98), (260, 146)),
    ):  # fmt: skip
        made.rule(start, end)
    assert _grids(made) == [
        [(0, 0, 2, 1, "North"), (0, 1, 1, 1, "12"), (1, 1, 1, 1, "9"), (2, 0, 1, 2, "All of them")]
    ]


def test_empty_rows_and_columns_are_gone() -> None:
    made = _set([["Heron", "12"], ["Plover", "7"]], (72, 304))
    assert _texts(_ruled(made, (70, 150, 230, 300, 360), (80, 98, 114, 130, 160))) == [
        ["Heron", "12"],
        ["Plover", "7"],
    ]


def test_grounds_part_cells_where_no_rule_does() -> None:
    made = page()
    for row, texts in enumerate([["Heron", "12"], ["Plover", "7"]]):
        for column, text in enumerate(texts):
            x, y = 70 + 34 * column, 98 + ROW_PT * row
            made.rect((x, y, x + 33, y + 15), stroke=None, fill="#ddeeff")
            made.line(text, at=(x + 2, y + 2), size=9)
    assert _texts(made) == [["Heron", "12"], ["Plover", "7"]]


def test_tables_side_by_side_whose_rows_are_not_level_are_two() -> None:
    made = _set(BOATS, (72, 140, 190))
    for number, (name, count) in enumerate([("Ropes", "14"), ("Lamps", "3"), ("Nets", "8"), ("Oars", "2")]):
        made.line(name, at=(300, 107 + 19 * number), size=9).line(count, at=(400, 107 + 19 * number), size=9)
    left, right = _grids(made)
    assert {text for *_, text in left} == {text for row in BOATS for text in row if text}
    assert [text for *_, text in right] == ["Ropes", "14", "Lamps", "3", "Nets", "8", "Oars", "2"]


def _two_lists(pitch: float, count: int) -> Page:
    """Two ruled lists of names and numbers that touch, the second with rows `pitch` high."""
    made = page()
    for x, height in ((70, 16.0), (200, pitch)):
        ys = [100 + height * number for number in range(count + 1)]
        for number, y in enumerate(ys[:-1]):
            made.line(f"Name{number}", at=(x + 4, y + 3), size=8).line(
                str(number), at=(x + 90, y + 3), size=8
            )
        _ruled(made, (x, x + 80, x + 130), ys)
    return made


@pytest.mark.parametrize(
    ("pitch", "count", "sizes"),
    [(13.0, 12, [24, 24]), (16.0, 12, [48]), (13.0, 5, [20])],
    ids=["rules do not go on", "one table", "too few to tell"],
)
def test_ruled_tables_that_touch_are_two_where_no_rule_goes_on(
    pitch: float, count: int, sizes: list[int]
) -> None:
    grids = _grids(_two_lists(pitch, count))
    assert [len(cells) for cells in grids] == sizes
    if len(grids) == 2:
        assert [(row, column, text) for row, column, *_, text in grids[1]][:3] == [
            (0, 0, "Name0"),
            (0, 1, "0"),
            (1, 0, "Name1"),
        ]


def test_a_part_of_a_table_grows_to_its_drawn_grid_but_not_to_the_frame_of_the_page() -> None:
    made = _ruled(_set(BOATS, (72, 200, 300)), (70, 190, 290, 360), (98, 114, 130, 146, 162))
    made.rect((20, 20, 575, 820))
    (first,) = read(pdf(made)).pages
    boxes = [line.bbox for line in first.lines if line.bbox is not None]
    around = enclosing(first, union(box for box in boxes if box.x0 > 190))
    assert (round(around.x0), round(around.x1)) == (70, 360)


def _open(content: Page) -> list[str]:
    document = read(pdf(content))
    return [
        " / ".join(document.slice(line.span) for line in lines)
        for lines in find_open(document.pages[0].lines, document.text)
    ]


def test_rows_and_columns_in_running_text_are_found() -> None:
    made = _set(BOATS, (72, 200, 300)).lines(prose_lines(0, 4), at=(72, 200))
    assert _open(made) == ["Boat / May / June / Heron / 12 / 9 / Plover / 7 / 31 / Teal / 4"]


def test_a_line_that_goes_on_does_not_end_them() -> None:
    rows = [["Heron", "12"], ["Plover", "7"], ["", "(in repair)"], ["Teal", "4"], ["Swan", "2"]]
    assert _open(_set([*rows, ["All of them", ""]], (72, 200))) == [
        "Heron / 12 / Plover / 7 / (in repair) / Teal / 4 / Swan / 2"
    ]


@pytest.mark.parametrize(
    ("rows", "xs"),
    [
        pytest.param([["1.", "reeds"], ["2.", "ice"], ["3.", "salt"]], (72, 92), id="a_list"),
        pytest.param([["reeds", "12"], ["ice", "7"]], (72, 200), id="two_rows"),
        pytest.param([["reeds grow well", "in wet ground by"]] * 3, (72, 145), id="narrow_gaps"),
        pytest.param([["ice", "no boat leaves the quay while it stands"]] * 3, (72, 200), id="sentences"),
    ],
)
def test_what_is_no_table(rows: list[list[str]], xs: tuple[float, ...]) -> None:
    assert _open(_set(rows, xs)) == []


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5), st.integers(0, 7), st.sampled_from(["7", "12", "reeds", "ice and salt"])
        ),
        min_size=1,
        max_size=20,
    ),
    st.lists(st.integers(0, 6), max_size=4),
    st.lists(st.integers(0, 8), max_size=4),
)
def test_each_word_has_one_cell_and_no_place_two(
    placed: list[tuple[int, int, str]], xs: list[int], ys: list[int]
) -> None:
    made = page()
    for column, row, text in dict.fromkeys(placed):
        made.line(text, at=(72 + 40.0 * column, 100 + 9.0 * row), size=9)
    for x in xs:
        made.rule((70 + 40.0 * x, 98), (70 + 40.0 * x, 180))
    for y in ys:
        made.rule((70, 98 + 9.0 * y), (320, 98 + 9.0 * y))
    document = read(pdf(made))
    lines = document.pages[0].lines
    grids = find_grids(document.pages[0], lines, document.text)
    held = [word for grid in grids for cell in grid.cells for line in cell.lines for word in line]
    assert sorted(word.span.start for word in held) == sorted(
        w.span.start for line in lines for w in line.words
    )
    for grid in grids:
        _check_places(grid)


def _check_places(grid: Grid) -> None:
    places = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert len(set(places)) == len(places)
    assert {cell.row for cell in grid.cells} == set(range(grid.row_count))
    assert {cell.column for cell in grid.cells} == set(range(grid.column_count))
    assert all(row < grid.row_count and column < grid.column_count for row, column in places)


def test_letters_without_height_are_no_fault() -> None:
    document = read(pdf(_set(BOATS, (72, 200, 300))))

    def flat(box: BBox | None) -> BBox | None:
        if box is None or box.x0 < 190:
            return box
        middle = (box.top + box.bottom) / 2
        return BBox(box.x0, middle, box.x1, middle)

    lines = [
        replace(line, words=tuple(replace(word, bbox=flat(word.bbox)) for word in line.words))
        for line in document.pages[0].lines
    ]
    assert len(find_open(lines, document.text)) <= 1
