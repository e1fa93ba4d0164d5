"""Rows of the published datasets as plain Python values, before Pandera and Parquet see them.

Meaning, units and checks of the columns stand in `schemas.dictionary`; a test holds the two together.
`runs` and `failures` are not here: they are written by the run, not derived from an issue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypedDict


class IssueRow(TypedDict):
    """One row of `issues`."""

    issue_id: str
    source_path: str
    source_sha256: str
    source_bytes: int
    media_type: str
    kind: str
    kind_confidence: float
    title: str | None
    issue_label: str | None
    published_on: date | None
    period_start: date | None
    period_end: date | None
    date_precision: str | None
    date_from: str | None
    volume: str | None
    number: str | None
    language: str | None
    page_count: int
    article_count: int
    contents_entry_count: int
    contents_matched_count: int
    char_count: int
    char_count_articles: int
    char_count_noise: int
    char_count_edits: int
    char_count_lost: int
    status: str
    warnings: list[str]
    extractor: str
    pipeline_version: str
    profile_sha256: str


class ArticleRow(TypedDict):
    """One row of `articles`."""

    article_id: str
    issue_id: str
    position: int
    section: str | None
    kicker: str | None
    title: str
    subtitle: str | None
    title_confidence: float
    boundary_confidence: float
    order_confidence: float
    byline: str | None
    byline_names: list[str]
    dateline: str | None
    body: str
    language: str | None
    language_confidence: float | None
    language_from: str | None
    published_on: date | None
    published_from: str | None
    page_first: int
    page_last: int
    word_count: int
    char_count: int
    in_contents: bool | None
    captions: list[str]
    tables: list[str]
    flags: list[str]
    text_sha256: str


class BlockRow(TypedDict):
    """One row of `blocks`, the ledger."""

    block_id: str
    issue_id: str
    article_id: str | None
    ordinal: int
    page: int
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None
    label: str
    noise_code: str | None
    rule: str
    evidence: str
    confidence: float
    text: str
    char_count: int
    body_start: int | None
    body_end: int | None


class EditRow(TypedDict):
    """One row of `edits`; `offset` and `length` count characters of the block's `text`."""

    issue_id: str
    article_id: str
    block_id: str
    offset: int
    length: int
    replacement: str
    reason: str
    original: str | None


class TableRow(TypedDict):
    """One row of `tables`."""

    table_id: str
    issue_id: str
    article_id: str
    position: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    row_count: int
    column_count: int
    is_ruled: bool
    caption: str | None


class TableCellRow(TypedDict):
    """One row of `table_cells`; `row` and `column` count from 0."""

    table_id: str
    issue_id: str
    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    number: float | None
    header: str | None
    x0: float
    top: float
    x1: float
    bottom: float


class DateRow(TypedDict):
    """One row of `dates`; `offset` counts characters of the article's `field`."""

    issue_id: str
    article_id: str
    field: str
    offset: int
    text: str
    starts_on: date
    ends_on: date
    precision: str
    role: str
    is_relative: bool
    block_id: str | None


class MentionRow(TypedDict):
    """One row of `mentions`; `offset` and `length` count characters of the article's `field`."""

    issue_id: str
    article_id: str
    field: str
    offset: int
    length: int
    kind: str
    surface: str
    code: str | None
    office: str | None
    method: str
    confidence: float


class LinkRow(TypedDict):
    """One row of `links`; `offset` and `length` count characters of the article's `field`."""

    issue_id: str
    article_id: str
    field: str
    offset: int
    length: int
    kind: str
    surface: str
    target: str


class ArticleLinkRow(TypedDict):
    """One row of `article_links`, which is made of the articles of all issues and so is in no `IssueRows`."""

    issue_id: str
    article_id: str
    relation: str
    earlier_article_id: str
    earlier_issue_id: str
    similarity: float


@dataclass(frozen=True, slots=True)
class IssueRows:
    """Everything one issue publishes."""

    issue: IssueRow
    articles: list[ArticleRow]
    blocks: list[BlockRow]
    edits: list[EditRow]
    tables: list[TableRow] = field(default_factory=list)
    table_cells: list[TableCellRow] = field(default_factory=list)
    dates: list[DateRow] = field(default_factory=list)
    mentions: list[MentionRow] = field(default_factory=list)
    links: list[LinkRow] = field(default_factory=list)

    def by_dataset(self) -> dict[str, Sequence[Mapping[str, Any]]]:
        """The rows of each dataset, in the dictionary's order of datasets."""
        return {
            "issues": [self.issue],
            "articles": self.articles,
            "blocks": self.blocks,
            "edits": self.edits,
            "tables": self.tables,
            "table_cells": self.table_cells,
            "dates": self.dates,
            "mentions": self.mentions,
            "links": self.links,
        }
