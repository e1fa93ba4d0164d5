"""A ruled table stays one; a report's head and running text that it frames become blocks of their own."""

from __future__ import annotations

import pytest

from schemas.layout import Block
from tasks.layout.pages import lay_out
from tests.build import Page, page
from tests.road import page_document, prose_lines

ROW_PT = 14.0
TEXT = prose_lines(0, 8)


def framed(*rows: tuple[str, ...], size: float = 10) -> Page:
    """Ruled rows from the top: a text for each cell, the first row as large as told."""
    sheet, top = page(), 60.0
    sheet.rule((72, top - 3), (520, top - 3))
    for number, cells in enumerate(rows):
        for cell, left in zip(cells, (76, 300, 400), strict=False):
            sheet.line(cell, at=(left, top), size=size if number == 0 else 10)
        top += size + 4 if number == 0 else ROW_PT
        sheet.rule((72, top - 3), (520, top - 3))
    return sheet


def blocks(sheet: Page) -> list[Block]:
    return list(lay_out(page_document(sheet, page().lines(TEXT * 3, at=(72, 60)))))


FIGURES = [(f"Ward {n}", str(n), str(7 * n)) for n in range(9)]


def test_a_display_line_over_rows_of_cells_is_no_cell() -> None:
    head, table = blocks(framed(("Fever of the lakes",), *FIGURES, size=16))[:2]
    assert (head.text, head.is_in_table) == ("Fever of the lakes", False)
    assert table.is_in_table
    assert table.text.startswith("Ward 0\n0\n0\nWard 1")


def test_running_text_in_a_table_is_text_under_its_head() -> None:
    rows = [*FIGURES, ("Response",), *((line,) for line in TEXT)]
    table, *others = [block for block in blocks(framed(*rows)) if block.page == 1]
    assert table.text.endswith("Ward 8\n8\n56")
    assert not any(block.is_in_table for block in others)
    assert "\n".join(block.text for block in others).split("\n") == ["Response", *TEXT]


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param(("Figures of the last row are those of the night before",), id="a note"),
        pytest.param(("Visitors", "a", "b"), id="letters as values"),
    ],
)
def test_a_table_with_little_text_stays_whole(extra: tuple[str, ...]) -> None:
    (table,) = [block for block in blocks(framed(*FIGURES[:5], extra, *FIGURES[5:])) if block.page == 1]
    assert table.is_in_table
