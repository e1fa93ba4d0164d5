"""Pins what is published of a printed table: its cells, heads, numbers, caption and article."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from schemas.rows import IssueRows
from tasks.analysis import tables
from tests.build import Page, page
from tests.road import issue_of, page_document, prose_lines

BOATS = [["Boat", "May", "June"], ["Heron", "12", "1,448"], ["Plover", "7", "31"], ["Teal", "Nil", "4"]]
XS = (72, 200, 300, 380)


def _article() -> Page:
    made = page().line("Boats at the quay", at=(72, 80), size=20, bold=True)
    return made.lines(prose_lines(0, 6), at=(72, 120))


def _with_table(made: Page, rows: Sequence[Sequence[str]], *, top: float = 300.0) -> Page:
    """`rows` in a ruled grid, with text under it."""
    return _grid(made, rows, top).lines(prose_lines(6, 6), at=(72, top + 16 * len(rows) + 40))


def _grid(made: Page, rows: Sequence[Sequence[str]], top: float) -> Page:
    """`rows` in a ruled grid, sixteen points each."""
    for number, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            made.line(text, at=(x + 4, top + 4 + 16 * number), size=9)
    bottom = top + 16 * len(rows)
    for number in range(len(rows) + 1):
        made.rule((XS[0], top + 16 * number), (XS[len(rows[0])], top + 16 * number))
    for x in XS[: len(rows[0]) + 1]:
        made.rule((x, top), (x, bottom))
    return made


def _cells(rows: IssueRows) -> list[tuple[str, float | None, str | None]]:
    return [(cell["text"], cell["number"], cell["header"]) for cell in rows.table_cells]


def test_a_table_has_its_article_place_and_size() -> None:
    rows = issue_of(page_document(_with_table(_article(), BOATS)))
    (table,) = rows.tables
    assert table["article_id"] == rows.articles[0]["article_id"]
    assert (table["page"], table["row_count"], table["column_count"], table["is_ruled"]) == (1, 4, 3, True)
    assert 300 <= table["top"] < table["bottom"] <= 364
    assert rows.articles[0]["tables"] == ["Boat\nMay\nJune\nHeron\n12\n1,448\nPlover\n7\n31\nTeal\nNil\n4"]


def test_cells_have_their_heads_and_numbers() -> None:
    assert _cells(issue_of(page_document(_with_table(_article(), BOATS)))) == [
        ("Boat", None, "column"),
        ("May", None, "column"),
        ("June", None, "column"),
        ("Heron", None, "row"),
        ("12", 12.0, None),
        ("1,448", 1448.0, None),
        ("Plover", None, "row"),
        ("7", 7.0, None),
        ("31", 31.0, None),
        ("Teal", None, "row"),
        ("Nil", None, None),
        ("4", 4.0, None),
    ]


def test_years_head_columns_though_they_are_numbers() -> None:
    years = [["Boat", "2025", "2026"], ["Heron", "12", "14"], ["Plover", "7", "31"]]
    heads = [cell[2] for cell in _cells(issue_of(page_document(_with_table(_article(), years))))]
    assert heads == ["column"] * 3 + ["row", None, None] * 2


def test_a_table_of_words_has_its_first_row_as_head() -> None:
    words = [["Boat", "Berth", "Keeper"], ["Heron", "East", "Oona"], ["Plover", "West", "Piet"]]
    heads = [cell[2] for cell in _cells(issue_of(page_document(_with_table(_article(), words))))]
    assert heads == ["column"] * 3 + [None] * 6


def test_names_and_what_they_have_need_no_head() -> None:
    pairs = [["Day", "Friday"], ["Date", "14 May 2026"], ["Hour", "6:30"], ["Place", "East quay"]]
    assert {cell[2] for cell in _cells(issue_of(page_document(_with_table(_article(), pairs))))} == {None}


@pytest.mark.parametrize(
    ("text", "top", "caption"),
    [
        pytest.param("Table 2: Boats by month", 286, "Table 2: Boats by month", id="over_it"),
        pytest.param("Tableau 2. Les bateaux", 366, "Tableau 2. Les bateaux", id="under_it"),
        pytest.param("They came home in May, all of them.", 286, None, id="a_sentence"),
        pytest.param("Table 2: Boats by month", 240, None, id="too_far"),
    ],
)
def test_the_numbered_line_at_a_table_is_its_caption(text: str, top: float, caption: str | None) -> None:
    made = _with_table(_article().line(text, at=(72, top), size=10), BOATS)
    assert issue_of(page_document(made)).tables[0]["caption"] == caption


def test_a_line_over_the_next_table_is_no_caption_of_the_one_above_it() -> None:
    made = _grid(_article(), BOATS, 300).line("Table 2: Boats by month", at=(72, 372), size=10)
    rows = issue_of(page_document(_with_table(made, BOATS, top=390)))
    assert [table["caption"] for table in rows.tables] == [None, "Table 2: Boats by month"]


def test_rows_and_columns_in_running_text_are_a_table_and_stay_in_the_body() -> None:
    made = _article()
    for number, row in enumerate(BOATS):
        for x, text in zip(XS, row, strict=False):
            made.line(text, at=(x, 220 + 12 * number), size=10)
    rows = issue_of(page_document(made.lines(prose_lines(6, 6), at=(72, 290))))
    (table,) = rows.tables
    assert (table["row_count"], table["column_count"], table["is_ruled"]) == (4, 3, False)
    assert all(text in rows.articles[0]["body"] for row in BOATS for text in row)


def test_an_article_without_a_table_has_none() -> None:
    rows = issue_of(page_document(_article().lines(prose_lines(6, 6), at=(72, 300))))
    assert (rows.tables, rows.table_cells) == ([], [])


def test_a_page_of_too_many_pieces_of_tables_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BLOCKS", 0)
    rows = issue_of(page_document(_with_table(_article(), BOATS)))
    assert (rows.tables, rows.articles[0]["flags"]) == ([], ["table_unread"])


@pytest.mark.parametrize("step", ["find_grids", "find_open"])
def test_a_table_that_fails_flags_its_article_and_stops_nothing(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(tables, step, fail)
    rows = issue_of(page_document(_with_table(_article(), BOATS)))
    assert rows.tables == []
    assert rows.articles[0]["flags"] == ["table_unread"]
    assert rows.articles[0]["tables"] != []
