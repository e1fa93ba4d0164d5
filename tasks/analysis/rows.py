"""Models → rows of the published datasets: ids are made and digits cut here, and nothing is decided."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import overload

from schemas.article import Accounting, Article, Table
from schemas.document import Document, SourceFile, count_visible
from schemas.geometry import BBox
from schemas.kinds import DateField
from schemas.layout import Block, BlockLabel
from schemas.profile import SourceProfile, profile_sha256
from schemas.reasons import MEANINGS
from schemas.rows import (
    ArticleRow,
    BlockRow,
    DateRow,
    EditRow,
    IssueRow,
    IssueRows,
    TableCellRow,
    TableRow,
)
from schemas.version import PIPELINE_VERSION
from schemas.wording import letters, word_count
from tasks.analysis.dating import SaidDate
from tasks.analysis.enrichment import enrich
from tasks.analysis.facts import IssueFacts, status_of
from tasks.analysis.story import Story
from tasks.analysis.tables import IssueTables

ID_DIGITS = 10


def tabulate(
    document: Document,
    source: SourceFile,
    profile: SourceProfile,
    blocks: Sequence[Block],
    story: Story,
    accounting: Accounting,
    facts: IssueFacts,
    tables: IssueTables,
) -> IssueRows:
    """Rows of one issue, sorted as they are published."""
    article_ids = _article_ids(source.issue_id, story.articles)
    dated = facts.dating.issue
    issue = IssueRow(
        issue_id=source.issue_id,
        source_path=source.relative_path,
        source_sha256=source.sha256,
        source_bytes=source.size_bytes,
        media_type=source.media_type,
        kind=facts.kind,
        kind_confidence=round(facts.kind_confidence, 2),
        title=facts.title,
        issue_label=facts.label,
        published_on=None if dated is None else dated.value.first_day,
        period_start=None if dated is None else dated.value.first_day,
        period_end=None if dated is None else dated.value.last_day,
        date_precision=None if dated is None else dated.value.precision,
        date_from=None if dated is None else dated.origin,
        volume=facts.dating.numbering.volume,
        number=facts.dating.numbering.number,
        language=facts.languages.main,
        page_count=len(document.pages),
        article_count=len(story.articles),
        contents_entry_count=facts.entry_count,
        contents_matched_count=facts.matched_count,
        char_count=accounting.total,
        char_count_articles=accounting.in_articles,
        char_count_noise=accounting.in_noise,
        char_count_edits=accounting.in_edits,
        char_count_lost=accounting.lost,
        status=status_of(facts.warnings),
        warnings=list(facts.warnings),
        extractor=document.extractor,
        pipeline_version=PIPELINE_VERSION,
        profile_sha256=profile_sha256(profile),
    )
    articles = [
        _article_row(article, article_id, source.issue_id, facts, tables.flags(article.position))
        for article, article_id in zip(story.articles, article_ids, strict=True)
    ]
    block_ids = {b.index: f"{source.issue_id}:p{b.page:04d}-{b.index:05d}" for b in blocks}
    owners = {index: article_ids[position] for index, position in story.owners.items()}
    edits = [
        EditRow(
            issue_id=source.issue_id,
            article_id=owners[edit.block],
            block_id=block_ids[edit.block],
            offset=edit.offset,
            length=edit.length,
            replacement=edit.replacement,
            reason=edit.reason,
            original=edit.original,
        )
        for index in sorted(story.edits)
        for edit in sorted(story.edits[index], key=lambda e: (e.offset, e.length))
    ]
    articles, mentions, links = enrich(articles)
    return IssueRows(
        issue,
        articles,
        _block_rows(document, source.issue_id, blocks, story, block_ids, owners),
        edits,
        tables=_table_rows(document, source.issue_id, article_ids, tables.tables),
        table_cells=_cell_rows(document, source.issue_id, tables.tables),
        dates=_date_rows(source.issue_id, article_ids, story, block_ids, facts),
        mentions=mentions,
        links=links,
    )


def _article_ids(issue_id: str, articles: Sequence[Article]) -> list[str]:
    """Ids from the titles, so that a reprocessed article keeps its own; equal titles are numbered."""
    seen: Counter[str] = Counter()
    ids = []
    for article in articles:
        digest = hashlib.sha256(letters(article.title).encode()).hexdigest()[:ID_DIGITS]
        seen[digest] += 1
        ids.append(f"{issue_id}:a-{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else ""))
    return ids


def _article_row(
    article: Article, article_id: str, issue_id: str, facts: IssueFacts, table_flags: Sequence[str]
) -> ArticleRow:
    language, dating = facts.languages.articles[article.position], facts.dating.articles[article.position]
    return ArticleRow(
        article_id=article_id,
        issue_id=issue_id,
        position=article.position,
        section=article.section,
        kicker=article.kicker,
        title=article.title,
        subtitle=article.subtitle,
        title_confidence=article.title_confidence,
        boundary_confidence=article.boundary_confidence,
        order_confidence=article.order_confidence,
        byline=article.byline,
        byline_names=list(article.byline_names),
        dateline=article.dateline,
        body=article.body,
        language=language.code,
        language_confidence=language.confidence,
        language_from=language.origin,
        published_on=dating.published_on,
        published_from=dating.origin,
        page_first=article.page_first,
        page_last=article.page_last,
        word_count=word_count(article.body),
        char_count=count_visible(article.body),
        in_contents=facts.in_contents[article.position],
        captions=list(article.captions),
        tables=list(article.tables),
        flags=[*article.flags, *language.flags, *dating.flags, *table_flags],
        text_sha256=hashlib.sha256(f"{article.title}\n{article.body}".encode()).hexdigest(),
    )


def _date_rows(
    issue_id: str,
    article_ids: Sequence[str],
    story: Story,
    block_ids: Mapping[int, str],
    facts: IssueFacts,
) -> list[DateRow]:
    """Dates by article, in the order they are said; those of the title first."""
    return [
        DateRow(
            issue_id=issue_id,
            article_id=article_id,
            field=said.field,
            offset=said.offset,
            text=said.text,
            starts_on=said.starts_on,
            ends_on=said.ends_on,
            precision=said.precision,
            role=said.role,
            is_relative=said.is_relative,
            block_id=_block_at(said, article, story, block_ids),
        )
        for article, article_id, dating in zip(
            story.articles, article_ids, facts.dating.articles, strict=True
        )
        for said in dating.said
    ]


def _block_at(said: SaidDate, article: Article, story: Story, block_ids: Mapping[int, str]) -> str | None:
    """The block in which a date of a body begins."""
    if said.field is not DateField.BODY:
        return None
    places = ((index, story.places.get(index)) for index in article.blocks)
    return next(
        (block_ids[index] for index, place in places if place and place.start <= said.offset < place.end),
        None,
    )


def _block_rows(
    document: Document,
    issue_id: str,
    blocks: Sequence[Block],
    story: Story,
    block_ids: dict[int, str],
    owners: dict[int, str],
) -> list[BlockRow]:
    rows: list[BlockRow] = []
    for block, verdict in zip(blocks, story.verdicts, strict=True):
        box, place = _on_page(block.bbox, document), story.places.get(block.index)
        rows.append(
            BlockRow(
                block_id=block_ids[block.index],
                issue_id=issue_id,
                article_id=owners.get(block.index),
                ordinal=len(rows),
                page=block.page,
                x0=box.x0 if box else None,
                top=box.top if box else None,
                x1=box.x1 if box else None,
                bottom=box.bottom if box else None,
                label=verdict.label,
                noise_code=verdict.code,
                rule=verdict.rule,
                evidence=verdict.evidence,
                confidence=round(verdict.confidence, 2),
                text=block.text,
                char_count=count_visible(block.text),
                body_start=place.start if place else None,
                body_end=place.end if place else None,
            )
        )
    for number, loss in enumerate(document.losses):
        box = _on_page(loss.bbox, document)
        rows.append(
            BlockRow(
                block_id=f"{issue_id}:p{loss.page:04d}-x{number:04d}",
                issue_id=issue_id,
                article_id=None,
                ordinal=len(rows),
                page=loss.page,
                x0=box.x0 if box else None,
                top=box.top if box else None,
                x1=box.x1 if box else None,
                bottom=box.bottom if box else None,
                label=BlockLabel.LOSS,
                noise_code=loss.code,
                rule="extraction",
                evidence=MEANINGS[loss.code],
                confidence=1.0,
                text=loss.text,
                char_count=loss.count,
                body_start=None,
                body_end=None,
            )
        )
    return rows


def _table_id(issue_id: str, position: int) -> str:
    return f"{issue_id}:t{position:04d}"


def _table_rows(
    document: Document, issue_id: str, article_ids: Sequence[str], tables: Sequence[Table]
) -> list[TableRow]:
    return [
        TableRow(
            table_id=_table_id(issue_id, position),
            issue_id=issue_id,
            article_id=article_ids[table.article],
            position=position,
            page=table.page,
            x0=box.x0,
            top=box.top,
            x1=box.x1,
            bottom=box.bottom,
            row_count=table.row_count,
            column_count=table.column_count,
            is_ruled=table.is_ruled,
            caption=table.caption,
        )
        for position, table in enumerate(tables)
        for box in (_on_page(table.bbox, document),)
    ]


def _cell_rows(document: Document, issue_id: str, tables: Sequence[Table]) -> list[TableCellRow]:
    return [
        TableCellRow(
            table_id=_table_id(issue_id, position),
            issue_id=issue_id,
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            text=cell.text,
            number=cell.number,
            header=cell.header,
            x0=box.x0,
            top=box.top,
            x1=box.x1,
            bottom=box.bottom,
        )
        for position, table in enumerate(tables)
        for cell in table.cells
        for box in (_on_page(cell.bbox, document),)
    ]


@overload
def _on_page(box: BBox, document: Document) -> BBox: ...
@overload
def _on_page(box: BBox | None, document: Document) -> BBox | None: ...
def _on_page(box: BBox | None, document: Document) -> BBox | None:
    """A box in points of the page, to a hundredth of one: the same on every machine."""
    if box is None:
        return None
    place = box.scaled(1 / document.scale)
    return BBox(round(place.x0, 2), round(place.top, 2), round(place.x1, 2), round(place.bottom, 2))
