"""Rows of the published datasets as plain Python values, before Pandera and Parquet see them.

Meaning, units and checks of the columns stand in `schemas.dictionary`; a test holds the two together.
`runs` and `failures` are not here: they are written by the run, not derived from an issue.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict


class IssueRow(TypedDict):
    """One row of `issues`."""

    issue_id: str
    source_path: str
    source_sha256: str
    source_bytes: int
    media_type: str
    kind: str
    title: str | None
    issue_label: str | None
    published_on: date | None
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


class EditRow(TypedDict):
    """One row of `edits`; `offset` and `length` count characters of the block's `text`."""

    issue_id: str
    article_id: str
    block_id: str
    offset: int
    length: int
    replacement: str
    reason: str


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


@dataclass(frozen=True, slots=True)
class IssueRows:
    """Everything one issue publishes."""

    issue: IssueRow
    articles: list[ArticleRow]
    blocks: list[BlockRow]
    edits: list[EditRow]
    mentions: list[MentionRow] = field(default_factory=list)
    links: list[LinkRow] = field(default_factory=list)
