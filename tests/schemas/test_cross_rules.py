"""Pins each rule between the rows of one issue: what breaks it, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from schemas.cross_rules import find_contradictions, find_doubts, text_sha256
from schemas.rows import IssueRows
from tests.builders import (
    ITEMS,
    WASTE,
    Item,
    Waste,
    date_row,
    edit_row,
    issue_rows,
    link_row,
    mention_row,
    table_rows,
)

Change = Callable[[IssueRows], None]


def _set(table: str, row: int, **values: object) -> Change:
    """A change of some values of one row; of the issue's row when `table` is `issue`."""

    def change(rows: IssueRows) -> None:
        record: Any = rows.issue if table == "issue" else getattr(rows, table)[row]
        record.update(values)

    return change


def _edit(block: int, offset: int, length: int, **values: object) -> Change:
    def change(rows: IssueRows) -> None:
        edit = edit_row(rows, block, offset, length)
        edit.update(values)  # type: ignore[typeddict-item]
        rows.edits.append(edit)

    return change


def _date(**values: object) -> Change:
    def change(rows: IssueRows) -> None:
        row = date_row(rows)
        row.update(values)  # type: ignore[typeddict-item]
        rows.dates.append(row)

    return change


def _body(text: str) -> Change:
    """Another body for the first article, with the digest and the place that belong to it."""

    def change(rows: IssueRows) -> None:
        article = rows.articles[0]
        article["body"] = text
        rows.blocks[1]["body_end"] = len(text)
        article["text_sha256"] = text_sha256(article["title"], text)

    return change


def test_whole_issue_has_no_contradiction() -> None:
    rows = issue_rows()
    rows.edits.extend([edit_row(rows, 1, 0, 3), edit_row(rows, 1, 3, 0), edit_row(rows, 3, 1, 2)])
    rows.dates.extend([date_row(rows), date_row(rows, 1)])
    rows.issue["char_count_edits"] = 5
    rows.issue["char_count_articles"] -= 5
    assert find_contradictions(rows) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_date(issue_id="lake/june"), "dates name another issue: lake/june"),
        (_date(article_id="x"), "a date belongs to x, which is no article of the issue"),
        (_date(offset=1), "a date at 1 does not stand in the body of lake/may#a0"),
        (_date(field="title"), "a date at 0 does not stand in the title of lake/may#a0"),
        (_date(ends_on=date(2024, 5, 2)), "a date at 0 of article lake/may#a0 ends before it begins"),
        (_set("issue", 0, period_end=None), "published_on, period_start and period_end do not agree"),
        (_set("issue", 0, published_on=None), "published_on, period_start and period_end do not agree"),
        (_set("issue", 0, period_end=date(2024, 4, 30)), "period_end is before period_start"),
        (_set("articles", 0, issue_id="lake/june"), "articles name another issue: lake/june"),
        (_set("blocks", 0, issue_id="lake/june"), "blocks name another issue: lake/june"),
        (_set("articles", 1, position=2), "positions of articles"),
        (_set("blocks", 1, ordinal=9), "ordinals of blocks"),
        (_set("blocks", 0, article_id=None), "block lake/may#b0 has no owner"),
        (_set("blocks", 0, noise_code="B503"), "block lake/may#b0 has two owners"),
        (_set("blocks", 0, article_id="lake/may#a9"), "which is no article of the issue"),
        (_set("issue", 0, char_count_articles=1), "kept blocks hold 100 characters"),
        (_set("issue", 0, char_count_noise=1), "noise blocks hold 15 characters"),
        (_set("issue", 0, char_count_lost=1), "losses hold 0 characters"),
        (_set("issue", 0, char_count=1), "the parts sum to 115 characters"),
        (_set("blocks", 0, text="Lake level"), "block lake/may#b0 counts 14 characters, its text has 9"),
        (_set("blocks", 0, x0=None), "has half a box"),
        (_set("blocks", 0, x0=400.0), "turned inside out"),
        (_set("blocks", 0, body_end=3), "block lake/may#b0 has half a place in a body"),
        (_set("blocks", 4, body_start=0, body_end=3), "block lake/may#b4 has half a place in a body"),
        (_set("blocks", 1, body_start=None, body_end=None), "body of article lake/may#a0 do not make it up"),
        (_set("blocks", 1, body_start=4), "body of article lake/may#a0 do not make it up"),
        (_set("blocks", 1, body_end=30), "body of article lake/may#a0 do not make it up"),
        (_set("blocks", 1, body_end=60), "body of article lake/may#a0 do not make it up"),
        (_set("blocks", 0, body_start=40, body_end=46), "body of article lake/may#a0 do not make it up"),
        (_set("blocks", 0, page=3), "stands on page 3 of 2"),
        (_set("articles", 0, page_first=2, page_last=1), "stands on pages 2 to 1 of 2"),
        (_set("articles", 1, page_last=3), "stands on pages 2 to 3 of 2"),
        (_edit(1, 0, 3, block_id="lake/may#b99"), "names block lake/may#b99, which does not exist"),
        (_edit(1, 0, 3, article_id="lake/may#a1"), "not its owner"),
        (_edit(4, 0, 3), "not its owner"),
        (_edit(0, 14, 3), "reaches beyond the text"),
        (_set("issue", 0, article_count=3), "article_count says 3, there are 2 articles"),
        (_set("issue", 0, contents_matched_count=1), "more entries of the contents list"),
        (_set("issue", 0, warnings=["Odd."]), "status is published with 1 warnings"),
        (_set("issue", 0, status="published_with_warnings"), "with 0 warnings"),
        (_set("articles", 0, body="Another body."), "text_sha256 of article lake/may#a0"),
        (_body("The lake\u00ad rose."), "soft hyphen"),
        (_body("The lake\x0c rose."), "control character"),
        (_body("**Levels** rose.\n\nMore."), "** markup, and no warning says so"),
    ],
)
def test_contradiction_is_told(change: Change, fault: str) -> None:
    rows = issue_rows()
    change(rows)
    faults = find_contradictions(rows)
    assert any(fault in found for found in faults), faults


@pytest.mark.parametrize(
    ("body", "doubt"),
    [
        ("**Levels** rose.\n\nMore.", "body of article lake/may#a0 holds ** markup"),
        (
            "The lake rose.\nLake  Digest May\nby a hand.",
            'body of article lake/may#a0 holds the running line "Lake Digest May"',
        ),
        ("The lake rose.\n\n- 1 -\n\nby a hand.", "body of article lake/may#a0 holds the page number 1"),
    ],
)
def test_what_looks_like_noise_in_a_body_is_published_with_a_warning_only(body: str, doubt: str) -> None:
    rows = issue_rows()
    _body(body)(rows)
    assert find_doubts(rows) == [doubt]
    assert find_contradictions(rows) == [f"{doubt}, and no warning says so"]
    _set("issue", 0, warnings=[doubt], status="published_with_warnings")(rows)
    assert find_contradictions(rows) == []


@pytest.mark.parametrize(
    "body",
    [
        "The lake rose.\n\n** Provisional figures.",
        "The Lake Digest May issue tells more.",
        "Levels by day:\n1\n4\n9",
        "In short: 1",
        "Levels\tby\tday",
    ],
    ids=["asterisks of a note", "header inside a sentence", "list of numbers", "number in a line", "tabs"],
)
def test_body_that_only_looks_noisy_passes(body: str) -> None:
    rows = issue_rows()
    _body(body)(rows)
    assert find_doubts(rows) == []


def test_running_line_of_another_page_may_stand_in_a_body() -> None:
    rows = issue_rows(waste=[Waste("Lake Digest May", "F101", "page_header", 2)])
    _body("Lake Digest May\nis read by all.")(rows)
    assert find_doubts(rows) == []


def test_printed_page_numbers_may_run_ahead_of_pages() -> None:
    rows = issue_rows(waste=[Waste("41", "F103", "page_number", 1), Waste("42", "F103", "page_number", 2)])
    _body("The lake rose.\n41\nby a hand.")(rows)
    assert any("page number 41" in doubt for doubt in find_doubts(rows))
    _body("The lake rose.\n1\nby a hand.")(rows)
    assert find_doubts(rows) == []


def test_losses_may_hide_their_text_but_not_their_number() -> None:
    rows = issue_rows(waste=[*WASTE, Waste("abc", "X003", "loss")])
    loss = rows.blocks[-1]
    loss["text"] = "a"
    assert find_contradictions(rows) == []
    loss["text"] = "abcd"
    assert any("counts 3 characters, its text has 4" in fault for fault in find_contradictions(rows))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_set("tables", 0, article_id="lake/may#a9"), "belongs to lake/may#a9, which is no article"),
        (_set("tables", 0, page=3), "table lake/may#t0 stands on page 3 of 2"),
        (_set("tables", 0, row_count=3), "a row or a column in which no cell begins"),
        (_set("tables", 0, column_count=3), "a row or a column in which no cell begins"),
        (_set("tables", 0, row_count=10**12), "for 3 cells"),
        (_set("table_cells", 2, table_id="lake/may#t1"), "names table lake/may#t1, which does not exist"),
        (_set("table_cells", 0, row_span=2), "cells of table lake/may#t0 share a place"),
        (_set("table_cells", 2, row_span=10**12), "a cell of table lake/may#t0 reaches beyond it"),
        (_set("table_cells", 2, column=2), "a cell of table lake/may#t0 reaches beyond it"),
    ],
)
def test_contradiction_of_a_table_is_told(change: Change, fault: str) -> None:
    rows = issue_rows()
    table, cells = table_rows(rows)
    rows.tables.append(table)
    rows.table_cells.extend(cells)
    assert find_contradictions(rows) == []
    change(rows)
    faults = find_contradictions(rows)
    assert any(fault in found for found in faults), faults


def test_article_without_block_is_told() -> None:
    rows = issue_rows(items=[*ITEMS, Item("Empty", "Nothing.", 2)])
    for block in rows.blocks:
        if block["article_id"] == "lake/may#a2":
            block["article_id"] = "lake/may#a1"
            block["body_start"] = block["body_end"] = None
    rows.articles[2]["body"], rows.articles[2]["text_sha256"] = "", text_sha256("Empty", "")
    assert find_contradictions(rows) == ["article lake/may#a2 owns no block"]


@pytest.mark.parametrize(
    "edits",
    [[(1, 5, 2), (1, 0, 2)], [(1, 0, 3), (1, 2, 2)], [(3, 0, 1), (1, 0, 1)]],
    ids=["backwards", "overlapping", "blocks backwards"],
)
def test_edits_run_forward_without_overlap(edits: list[tuple[int, int, int]]) -> None:
    rows = issue_rows()
    rows.edits.extend(edit_row(rows, *edit) for edit in edits)
    assert any("overlap or are out of order" in fault for fault in find_contradictions(rows))


def test_digest_is_of_title_line_feed_body() -> None:
    assert text_sha256("a", "b") == "7e18f737311b2dc3b2f269dd78396b0351f14fb66efa879f768cb23181883c78"


def test_mentions_and_links_stand_where_they_say() -> None:
    rows = issue_rows()
    rows.mentions.append(mention_row(rows.articles[0]))
    rows.links.append(link_row(rows.articles[0]))
    assert find_contradictions(rows) == []
    rows.mentions[0]["offset"] += 1
    rows.links[0]["article_id"] = "nobody"
    found = find_contradictions(rows)
    assert [fault.split(" of ")[0] for fault in found] == ["mentions", "links"]
