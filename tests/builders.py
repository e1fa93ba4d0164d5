"""Rows of small, valid issues for tests to break or to publish; built without the pipeline.

Pages of bulletins are built elsewhere; here are only the rows that stages hand over at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from schemas.cross_rules import text_sha256
from schemas.document import count_visible
from schemas.profile import SourceProfile, profile_sha256
from schemas.rows import (
    ArticleLinkRow,
    ArticleRow,
    BlockRow,
    DateRow,
    EditRow,
    IssueRow,
    IssueRows,
    LinkRow,
    MentionRow,
    TableCellRow,
    TableRow,
)
from schemas.run_rows import FailureRow, RunRow
from schemas.source_rows import SourceRow, source_row
from schemas.version import PIPELINE_VERSION

SHA256 = "0" * 64


@dataclass(frozen=True)
class Item:
    """An article to build: a title block and a body block on one page."""

    title: str
    body: str
    page: int = 1
    section: str | None = None


@dataclass(frozen=True)
class Waste:
    """A block that is in no article."""

    text: str
    code: str
    label: str
    page: int = 1


ITEMS = (
    Item("Lake level rises", "The lake rose by a hand.\n\nFarmers are content.", 1, "News"),
    Item("Ferry timetable changes", "From May the ferry leaves at nine.", 2, "News"),
)
WASTE = (
    Waste("Lake Digest May", "F101", "page_header", 1),
    Waste("1", "F103", "page_number", 1),
    Waste("2", "F103", "page_number", 2),
)


def block_row(issue_id: str, ordinal: int, text: str, page: int, label: str) -> BlockRow:
    """A kept block without an owner yet."""
    return {
        "block_id": f"{issue_id}#b{ordinal}",
        "issue_id": issue_id,
        "article_id": None,
        "ordinal": ordinal,
        "page": page,
        "x0": 72.0,
        "top": 40.0 + 20 * ordinal,
        "x1": 300.0,
        "bottom": 52.0 + 20 * ordinal,
        "label": label,
        "noise_code": None,
        "rule": "default",
        "evidence": "",
        "confidence": 1.0,
        "text": text,
        "char_count": count_visible(text),
        "body_start": None,
        "body_end": None,
    }


def article_row(issue_id: str, position: int, item: Item) -> ArticleRow:
    return {
        "article_id": f"{issue_id}#a{position}",
        "issue_id": issue_id,
        "position": position,
        "section": item.section,
        "kicker": None,
        "title": item.title,
        "subtitle": None,
        "title_confidence": 0.9,
        "boundary_confidence": 0.8,
        "order_confidence": 0.9,
        "byline": None,
        "byline_names": [],
        "dateline": None,
        "body": item.body,
        "language": "en",
        "language_confidence": 0.99,
        "language_from": "text",
        "published_on": date(2024, 5, 1),
        "published_from": "issue",
        "page_first": item.page,
        "page_last": item.page,
        "word_count": len(item.body.split()),
        "char_count": count_visible(item.title + item.body),
        "in_contents": None,
        "captions": [],
        "tables": [],
        "flags": [],
        "text_sha256": text_sha256(item.title, item.body),
    }


def issue_row(issue_id: str, articles: Sequence[ArticleRow], blocks: Sequence[BlockRow]) -> IssueRow:
    kept = sum(block["char_count"] for block in blocks if block["noise_code"] is None)
    lost = sum(block["char_count"] for block in blocks if (block["noise_code"] or "").startswith("X"))
    total = sum(block["char_count"] for block in blocks)
    return {
        "issue_id": issue_id,
        "source_path": f"{issue_id}.pdf",
        "source_sha256": SHA256,
        "source_bytes": 1000,
        "media_type": "application/pdf",
        "kind": "digest",
        "kind_confidence": 0.9,
        "title": "Lake Digest",
        "issue_label": "No. 5",
        "published_on": date(2024, 5, 1),
        "period_start": date(2024, 5, 1),
        "period_end": date(2024, 5, 31),
        "date_precision": "month",
        "date_from": "issue_line",
        "volume": None,
        "number": "5",
        "language": "en",
        "page_count": max(block["page"] for block in blocks),
        "article_count": len(articles),
        "contents_entry_count": 0,
        "contents_matched_count": 0,
        "char_count": total,
        "char_count_articles": kept,
        "char_count_noise": total - kept - lost,
        "char_count_edits": 0,
        "char_count_lost": lost,
        "status": "published",
        "warnings": [],
        "extractor": "test 1",
        "pipeline_version": PIPELINE_VERSION,
        "profile_sha256": profile_sha256(SourceProfile()),
    }


def issue_rows(
    issue_id: str = "lake/may", items: Sequence[Item] = ITEMS, waste: Sequence[Waste] = WASTE
) -> IssueRows:
    """Valid rows of an issue with `items` first and `waste` after them, and no edits."""
    articles = [article_row(issue_id, position, item) for position, item in enumerate(items)]
    blocks: list[BlockRow] = []
    for article, item in zip(articles, items, strict=True):
        for text, label in ((item.title, "title"), (item.body, "text")):
            block = block_row(issue_id, len(blocks), text, item.page, label)
            block["article_id"] = article["article_id"]
            if label == "text":
                block["body_start"], block["body_end"] = 0, len(text)
            blocks.append(block)
    for piece in waste:
        block = block_row(issue_id, len(blocks), piece.text, piece.page, piece.label)
        block["noise_code"] = piece.code
        block["rule"] = f"noise.{piece.label}"
        block["evidence"] = "stands apart"
        blocks.append(block)
    return IssueRows(issue_row(issue_id, articles, blocks), articles, blocks, [])


def mention_row(article: ArticleRow) -> MentionRow:
    """A mention of the first letters of an article's title."""
    return {
        "issue_id": article["issue_id"],
        "article_id": article["article_id"],
        "field": "title",
        "offset": 0,
        "length": 3,
        "kind": "country",
        "surface": article["title"][:3],
        "code": "NO",
        "office": None,
        "method": "name",
        "confidence": 0.9,
    }


def link_row(article: ArticleRow) -> LinkRow:
    """A link of the first letters of an article's body."""
    return {
        "issue_id": article["issue_id"],
        "article_id": article["article_id"],
        "field": "body",
        "offset": 0,
        "length": 3,
        "kind": "web",
        "surface": article["body"][:3],
        "target": "https://lake.example",
    }


def edit_row(rows: IssueRows, block: int, offset: int, length: int) -> EditRow:
    """An edit that takes `length` characters out of one of the blocks of `rows`."""
    edited = rows.blocks[block]
    return {
        "issue_id": rows.issue["issue_id"],
        "article_id": edited["article_id"] or "",
        "block_id": edited["block_id"],
        "offset": offset,
        "length": length,
        "replacement": "",
        "reason": "E601",
        "original": None,
    }


def table_rows(rows: IssueRows) -> tuple[TableRow, list[TableCellRow]]:
    """A table of two rows and columns in the first article of `rows`; one cell heads both columns."""
    issue_id = rows.issue["issue_id"]
    table: TableRow = {
        "table_id": f"{issue_id}#t0",
        "issue_id": issue_id,
        "article_id": rows.articles[0]["article_id"],
        "position": 0,
        "page": 1,
        "x0": 72.0,
        "top": 200.0,
        "x1": 300.0,
        "bottom": 240.0,
        "row_count": 2,
        "column_count": 2,
        "is_ruled": True,
        "caption": "Level of the lake",
    }
    cells: list[TableCellRow] = [
        {
            "table_id": table["table_id"],
            "issue_id": issue_id,
            "row": row,
            "column": column,
            "row_span": 1,
            "column_span": span,
            "text": text,
            "number": number,
            "header": header,
            "x0": 72.0 + 100 * column,
            "top": 200.0 + 20 * row,
            "x1": 120.0 + 100 * column,
            "bottom": 212.0 + 20 * row,
        }
        for row, column, span, text, number, header in (
            (0, 0, 2, "Levels", None, "column"),
            (1, 0, 1, "May", None, "row"),
            (1, 1, 1, "3.5", 3.5, None),
        )
    ]
    return table, cells


def date_row(rows: IssueRows, article: int = 0) -> DateRow:
    """The word in the body of one of the articles of `rows` at its beginning, as if it were a date."""
    dated = rows.articles[article]
    return {
        "issue_id": rows.issue["issue_id"],
        "article_id": dated["article_id"],
        "field": "body",
        "offset": 0,
        "text": dated["body"].split()[0],
        "starts_on": date(2024, 5, 3),
        "ends_on": date(2024, 5, 4),
        "precision": "day",
        "role": "event",
        "is_relative": False,
        "block_id": None,
    }


def article_link_row(rows: IssueRows, relation: str = "recurring") -> ArticleLinkRow:
    """The first article of `rows` as one that comes back to an article of another issue."""
    return {
        "issue_id": rows.issue["issue_id"],
        "article_id": rows.articles[0]["article_id"],
        "relation": relation,
        "earlier_article_id": "lake/may:a-00000000",
        "earlier_issue_id": "lake/may",
        "similarity": 0.25,
    }


def failure_row(issue_id: str = "lake/june", *, last_good_published: bool = False) -> FailureRow:
    return {
        "issue_id": issue_id,
        "source_path": f"{issue_id}.pdf",
        "source_sha256": SHA256,
        "profile_sha256": None,
        "pipeline_version": PIPELINE_VERSION,
        "stage": "extract",
        "code": "encrypted",
        "sentence": "the file asks for a password; save it without one",
        "is_transient": False,
        "attempts": 1,
        "first_seen": datetime(2024, 6, 1, 3, tzinfo=UTC),
        "last_seen": datetime(2024, 6, 2, 3, tzinfo=UTC),
        "run_id": "20240602T030000000000Z-0123abcd",
        "last_good_published": last_good_published,
        "next_try": None,
    }


def run_row(run_id: str = "20240602T030000000000Z-0123abcd") -> RunRow:
    return {
        "run_id": run_id,
        "kind": "ingest",
        "engine": "direct",
        "started_by": "anna",
        "started_at": datetime(2024, 6, 2, 3, tzinfo=UTC),
        "finished_at": datetime(2024, 6, 2, 3, 0, 5, tzinfo=UTC),
        "seconds": 5.0,
        "status": "completed_with_failures",
        "found_count": 2,
        "published_count": 1,
        "unchanged_count": 0,
        "failed_count": 1,
        "still_failing_count": 0,
        "article_count": 2,
        "workers": 2,
        "pipeline_version": PIPELINE_VERSION,
        "python_version": "3.11.0",
        "pyarrow_version": "26.0.1",
        "stale_count": 0,
        "new_issues": [],
        "notices": [],
        "notice_count": 0,
        "isolation": "full",
    }


def source_rows() -> list[SourceRow]:
    told = SourceProfile(
        title="Lake Digest",
        publisher="Lake Office",
        country="NO",
        homepage="https://lake.example/",
        licence="CC-BY-4.0",
        terms="https://lake.example/terms",
        language="en",
    )
    return [source_row("lake", told), source_row("sea", SourceProfile())]


def rows_of(dataset: str) -> list[Any]:
    """Valid rows of any dataset, to be broken."""
    rows = issue_rows()
    table, cells = table_rows(rows)
    by_name: dict[str, list[Any]] = {
        "issues": [rows.issue],
        "articles": rows.articles,
        "blocks": rows.blocks,
        "sources": source_rows(),
        "edits": [edit_row(rows, 1, 0, 3)],
        "tables": [table],
        "table_cells": cells,
        "dates": [date_row(rows)],
        "mentions": [mention_row(rows.articles[0])],
        "links": [link_row(rows.articles[0])],
        "article_links": [article_link_row(rows)],
        "runs": [run_row()],
        "failures": [failure_row()],
    }
    return by_name[dataset]
