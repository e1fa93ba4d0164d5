"""Heads in a row over columns in a row: each head right before the column under it."""

from __future__ import annotations

from tasks.layout.pages import lay_out
from tests.build import page
from tests.road import page_document, prose_lines

LEFT, RIGHT = (60.0, 300.0), (300.0, 540.0)


def first_words(*, bold: bool = True, text_top: float = 90) -> list[str]:
    """The first words of the blocks of a page: two bands with a head each, and two columns under them."""
    sheet = page()
    for number, ((x0, x1), head) in enumerate(((LEFT, "Otters are back"), (RIGHT, "A new roof at Linn"))):
        sheet.rect((x0, 60, x1, 82), fill="#003366")
        sheet.line(head, at=(x0 + 6, 65), size=10, bold=bold, color="#ffffff")
        sheet.lines(prose_lines(number, 5, width=44), at=(x0 + 6, text_top))
    return [" ".join(block.text.split()[:2]) for block in lay_out(page_document(sheet))]


TEXTS = [" ".join(prose_lines(number, 5)[0].split()[:2]) for number in range(2)]


def test_each_head_is_read_with_the_column_under_it() -> None:
    assert first_words() == ["Otters are", TEXTS[0], "A new", TEXTS[1]]


def test_heads_in_one_bar_are_read_with_the_cells_under_them_where_a_border_parts_it() -> None:
    sheet = page().rect((60, 60, 540, 82), fill="#dddddd").rect((60, 60, 540, 82))
    sheet.rule((300, 60), (300, 400)).rule((60, 60), (60, 400)).rule((540, 60), (540, 400))
    sheet.rule((60, 82), (540, 82)).rule((60, 400), (540, 400))
    for number, (x0, head) in enumerate(((60, "Otters are back"), (300, "A new roof at Linn"))):
        sheet.line(head, at=(x0 + 6, 65), size=12, bold=True)
        sheet.lines(prose_lines(number, 5, width=44), at=(x0 + 6, 90))
    found = [" ".join(block.text.split()[:2]) for block in lay_out(page_document(sheet))]
    assert found == ["Otters are", TEXTS[0], "A new", TEXTS[1]]


def test_heads_far_above_the_columns_stay_in_their_row() -> None:
    assert first_words(text_top=180)[:2] == ["Otters are", "A new"]


def test_lines_in_the_look_of_the_text_are_no_heads() -> None:
    assert first_words(bold=False)[:2] == ["Otters are", "A new"]
