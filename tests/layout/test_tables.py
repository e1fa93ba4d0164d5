"""A ruled table stays one; a report's head and running text that it frames become blocks of their own."""

from __future__ import annotations

import pytest

from schemas.layout import Block
from tasks.layout.pages import lay_out
from tests.build import Page, page
from tests.road import page_document, prose_lines

ROW_PT = 14.0
LEFT, RIGHT = 72.0, 520.0
CELLS = (76.0, 300.0, 400.0)
FIGURES = [(f"Ward {n}", str(n), str(7 * n)) for n in range(9)]
TEXT = prose_lines(0, 8)


def grid(*rows: tuple[str, ...], head: str = "") -> Page:
    """A table with rules around each cell; a row of one text and the head have one cell."""
    sheet, top = page(), 60.0
    if head:
        sheet.line(head, at=(CELLS[0], top), size=16)
        _close(sheet, top, top + 20, 1)
        top += 20
    for cells in rows:
        for cell, left in zip(cells, CELLS, strict=False):
            sheet.line(cell, at=(left, top + 1))
        _close(sheet, top, top + ROW_PT, len(cells))
        top += ROW_PT
    return sheet


def _close(sheet: Page, top: float, bottom: float, cells: int) -> None:
    for y in (top - 1, bottom - 1):
        sheet.rule((LEFT, y), (RIGHT, y))
    for x in (LEFT, *(left - 4 for left in CELLS[1:cells]), RIGHT):
        sheet.rule((x, top - 1), (x, bottom - 1))


def blocks(sheet: Page) -> list[tuple[bool, str]]:
    """Whether each block of the table's page is a table, and its text."""
    found: tuple[Block, ...] = lay_out(page_document(sheet, page().lines(TEXT * 3, at=(72, 60))))
    return [(block.is_in_table, block.text) for block in found if block.page == 1]


def table(*rows: tuple[str, ...]) -> tuple[bool, str]:
    return True, "\n".join(cell for row in rows for cell in row)


def test_a_display_line_over_rows_of_cells_is_no_cell() -> None:
    assert blocks(grid(*FIGURES, head="Fever of the lakes")) == [
        (False, "Fever of the lakes"),
        table(*FIGURES),
    ]


def test_running_text_in_a_table_is_text_under_its_head() -> None:
    first, *others = blocks(grid(*FIGURES, ("Response",), *((line,) for line in TEXT)))
    assert first == table(*FIGURES)
    assert not any(is_table for is_table, _ in others)
    assert "\n".join(text for _, text in others).split("\n") == ["Response", *TEXT]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(("Figures of the last row are those of the night before, as far as known",), id="note"),
        pytest.param(("Boats that were out on the lake in the night", "a", "b"), id="label_with_values"),
    ],
)
def test_a_table_with_little_text_stays_whole(row: tuple[str, ...]) -> None:
    rows = [*FIGURES[:5], row, *FIGURES[5:]]
    assert blocks(grid(*rows)) == [table(*rows)]
