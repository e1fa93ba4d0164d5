"""Grids that hold data stay tables; those that lay out notices become regions of blocks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from schemas.layout import Block
from tasks.layout.pages import lay_out
from tests.build import Page, page
from tests.road import page_document, prose_lines

LEADING = 12.0
LEFT, RIGHT, TOP = 72.0, 520.0, 60.0
PADDING = 4.0

Cell = str | Sequence[str]
Row = Sequence[Cell]


def notice(number: int, lines: int = 3) -> list[str]:
    """Running text of a cell half as wide as the page."""
    return [" ".join(line.split()[:6]) for line in prose_lines(number, lines)]


def sheet(*rows: Row) -> Page:
    """A grid of `rows` of cells, each a line or several, with rules on all sides of each."""
    made, top = page(), TOP
    width = (RIGHT - LEFT) / max(map(len, rows))
    for row in rows:
        texts = [[cell] if isinstance(cell, str) else list(cell) for cell in row]
        for number, cell in enumerate(texts):
            made.lines(cell, at=(LEFT + number * width + PADDING, top + PADDING), leading=LEADING)
        bottom = top + max(map(len, texts)) * LEADING + PADDING
        for number in range(len(row)):
            made.rule((LEFT + number * width, top), (LEFT + number * width, bottom))
        made.rule((RIGHT, top), (RIGHT, bottom))
        made.rule((LEFT, top), (RIGHT, top))
        top = bottom
    return made.rule((LEFT, top), (RIGHT, top))


def blocks(sheet: Page) -> list[tuple[bool, str]]:
    """Whether each block of the sheet is a table, and its text."""
    text = page().lines(prose_lines(9, 30), at=(72, 60))
    found: tuple[Block, ...] = lay_out(page_document(sheet, text))
    return [(block.is_in_table, block.text) for block in found if block.page == 1]


SCHEDULE: list[Row] = [
    ("Day", "Hour", "What"),
    ("Monday", "7 pm", "Choir in the hall"),
    ("Tuesday", "6 pm", ["Boats are painted on the", "east pier for the regatta", "until it gets dark"]),
    ("Friday", "9 am", "Market"),
]
FORMS: list[Row] = [("Ward", "Beds", "Free"), ("North", "14", "3"), ("South", "20", "0"), ("West", "9", "9")]


def texts(rows: Sequence[Row]) -> list[str]:
    return [line for row in rows for cell in row for line in ([cell] if isinstance(cell, str) else cell)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(FORMS, id="figures"),
        pytest.param(SCHEDULE, id="schedule_with_a_description"),
        pytest.param(
            [(name, notice(number)) for number, name in enumerate(("Rope", "Lamp", "Bell"))],
            id="terms_and_what_they_mean",
        ),
    ],
)
def test_a_table_of_data_stays_one(rows: Sequence[Row]) -> None:
    ((is_table, text),) = blocks(sheet(*rows))
    assert is_table
    assert sorted(text.split("\n")) == sorted(texts(rows))


def test_columns_of_figures_without_rules_between_their_rows_are_a_table() -> None:
    """The rule between two columns may end under their heads."""
    made = page().rect((72, 60, 520, 76)).rect((72, 76, 220, 300)).rect((220, 76, 520, 300))
    made.rule((370, 60), (370, 76)).line("Ward", at=(76, 62)).line("Beds", at=(224, 62))
    made.line("Free", at=(374, 62)).lines([f"Ward {n}" for n in range(14)], at=(76, 80))
    for left in (224, 374):
        made.lines([str(7 * n) for n in range(14)], at=(left, 80))
    ((is_table, _),) = blocks(made)
    assert is_table


def test_notices_side_by_side_are_read_cell_by_cell() -> None:
    cells = [notice(number) for number in range(4)]
    found = blocks(sheet(cells[:2], cells[2:]))
    assert not any(is_table for is_table, _ in found)
    assert sorted(text for _, text in found) == sorted("\n".join(cell) for cell in cells)


def test_a_recipe_is_no_table() -> None:
    """Its ingredients are as many lines as its text, but no row of the one belongs to one of the other."""
    left = ["Two cups of flour", "One cup of cream", "Three small eggs", "Salt as you like", "A lemon"]
    right = notice(1, 5)
    found = blocks(sheet((left, right)))
    assert found == [(False, "\n".join(left)), (False, "\n".join(right))]


def test_pictures_count_for_no_cells() -> None:
    """A picture beside each notice is no label of it, and no empty cell of a table."""
    rows = [("", ["Monday, 4 May", "Inn at the Pier", "Telephone 555 0101", "Soup and bread", "Cake"])] * 3
    assert not any(is_table for is_table, _ in blocks(sheet(*rows)))


def test_bands_of_title_and_date_over_their_text_are_heads_of_it() -> None:
    rows: list[Row] = []
    for number in range(4):
        rows += [(f"Event {number}", f"May {number + 1}"), (prose_lines(number, 2),)]
    found = blocks(sheet(*rows))
    assert not any(is_table for is_table, _ in found)
    assert [text.split("\n")[0] for _, text in found if text.startswith("Event")] == [
        f"Event {number}" for number in range(4)
    ]


def test_rows_of_data_in_a_page_laid_out_with_a_grid_are_a_table_in_it() -> None:
    text = prose_lines(1, 9)
    rows: list[Row] = [
        (ward, ["12 beds", "3 cots", "2 boats"], "full") for ward in ("North", "South", "West")
    ]
    found = blocks(sheet((text,), *rows))
    assert [is_table for is_table, _ in found] == [False, True]
    assert found[0][1].split("\n") == text
    assert sorted(found[1][1].split("\n")) == sorted(texts(rows))


@pytest.mark.parametrize(("count", "is_table"), [(5, True), (2, False)], ids=["rows", "two cells"])
def test_rows_of_data_beside_a_column_of_lines_are_a_table(count: int, *, is_table: bool) -> None:
    """The column is one cell of the grid, as high as all the rows."""
    left = ["Monday 4 May", "9 am at Linn", *prose_lines(1, 6, width=30)]
    bottom = 60 + 12 * len(left) + 8
    made = page().rect((72, 60, 300, bottom)).rect((300, 60, 520, bottom)).lines(left, at=(76, 64))
    step = (bottom - 60) / count
    for number in range(count):
        top = 60 + step * number
        made.rule((300, top), (520, top)).line(f"Ward {number}", at=(304, top + 4))
        made.line(f"{7 * number} beds", at=(414, top + 4))
    found = blocks(made.rule((410, 60), (410, bottom)))
    assert next(table for table, text in found if "beds" in text) is is_table
    assert not any(table for table, text in found if "Monday" in text)
    if is_table:
        assert found[-1][1].split("\n")[:4] == ["Ward 0", "0 beds", "Ward 1", "7 beds"]


def test_a_box_in_the_text_of_another_is_no_cell() -> None:
    """The edges of both make rows and columns, but what they close lies over each other."""
    made = page().rect((72, 60, 520, 300)).rect((200, 120, 520, 240))
    made.lines(["Pier one", "Pier two"], at=(210, 130))
    made.lines(["Lamps", "Ropes", "Bells"], at=(80, 130)).lines(["Harbour", "Office"], at=(80, 64))
    assert not any(is_table for is_table, _ in blocks(made))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("", ["Low", "Middle", "High", "Gone"]), ("", "")], id="one_cell_with_text"),
        pytest.param([(["Anna Quay", "Pier 4", "Lakeside"],)] * 4, id="cards_under_each_other"),
        pytest.param(
            [
                ("Notices", ""),
                (notice(0, 4), ["Every Friday", "Friends of the lake", "Coffee at nine", "In the hall"]),
            ],
            id="a_short_notice_beside_a_long_one",
        ),
    ],
)
def test_a_frame_around_lines_is_no_table(rows: Sequence[Row]) -> None:
    assert not any(is_table for is_table, _ in blocks(sheet(*rows)))


def test_a_list_beside_boxes_is_no_column_of_a_table() -> None:
    """Lines of columns ruled apart make rows."""
    made = page().rect((72, 60, 296, 300)).rect((296, 60, 520, 210)).rect((296, 210, 408, 300))
    made.rule((408, 210), (408, 300))
    made.lines([f"Boat {n}" for n in range(16)], at=(80, 64))
    made.lines([f"Pier {n}" for n in range(10)], at=(304, 64)).lines(["Lamps", "Ropes"], at=(304, 230))
    assert not any(is_table for is_table, _ in blocks(made))
