"""Models → rows of the published datasets: ids are made and digits cut here, and nothing is decided."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from schemas.article import Accounting, Article
from schemas.document import Document, SourceFile, count_visible
from schemas.layout import Block, BlockLabel
from schemas.profile import SourceProfile, profile_sha256
from schemas.reasons import MEANINGS
from schemas.rows import ArticleRow, BlockRow, EditRow, IssueRow, IssueRows
from schemas.version import PIPELINE_VERSION
from schemas.wording import letters, word_count
from tasks.analysis.enrichment import enrich
from tasks.analysis.facts import IssueFacts, status_of
from tasks.analysis.story import Story

ID_DIGITS = 10


def tabulate(
    document: Document,
    source: SourceFile,
    profile: SourceProfile,
    blocks: Sequence[Block],
    story: Story,
    accounting: Accounting,
    facts: IssueFacts,
) -> IssueRows:
    """Rows of one issue, sorted as they are published."""
    article_ids = _article_ids(source.issue_id, story.articles)
    issue = IssueRow(
        issue_id=source.issue_id,
        source_path=source.relative_path,
        source_sha256=source.sha256,
        source_bytes=source.size_bytes,
        media_type=source.media_type,
        kind=facts.kind,
        title=facts.title,
        issue_label=facts.label,
        published_on=facts.published_on,
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
        _article_row(article, article_id, source.issue_id, facts)
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
        )
        for index in sorted(story.edits)
        for edit in sorted(story.edits[index], key=lambda e: (e.offset, e.length))
    ]
    articles, mentions, links = enrich(articles)
    ledger = _block_rows(document, source.issue_id, blocks, story, block_ids, owners)
    return IssueRows(issue, articles, ledger, edits, mentions, links)


def _article_ids(issue_id: str, articles: Sequence[Article]) -> list[str]:
    """Ids from the titles, so that a reprocessed article keeps its own; equal titles are numbered."""
    seen: Counter[str] = Counter()
    ids = []
    for article in articles:
        digest = hashlib.sha256(letters(article.title).encode()).hexdigest()[:ID_DIGITS]
        seen[digest] += 1
        ids.append(f"{issue_id}:a-{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else ""))
    return ids


def _article_row(article: Article, article_id: str, issue_id: str, facts: IssueFacts) -> ArticleRow:
    language = facts.languages.articles[article.position]
    return ArticleRow(
        article_id=article_id,
        issue_id=issue_id,
        position=article.position,
        section=article.section,
        kicker=article.kicker,
        title=article.title,
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
        published_on=facts.published_on,
        page_first=article.page_first,
        page_last=article.page_last,
        word_count=word_count(article.body),
        char_count=count_visible(article.body),
        in_contents=facts.in_contents[article.position],
        captions=list(article.captions),
        tables=list(article.tables),
        flags=[*article.flags, *language.flags],
        text_sha256=hashlib.sha256(f"{article.title}\n{article.body}".encode()).hexdigest(),
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
        box = block.bbox
        rows.append(
            BlockRow(
                block_id=block_ids[block.index],
                issue_id=issue_id,
                article_id=owners.get(block.index),
                ordinal=len(rows),
                page=block.page,
                x0=_point(box.x0) if box else None,
                top=_point(box.top) if box else None,
                x1=_point(box.x1) if box else None,
                bottom=_point(box.bottom) if box else None,
                label=verdict.label,
                noise_code=verdict.code,
                rule=verdict.rule,
                evidence=verdict.evidence,
                confidence=round(verdict.confidence, 2),
                text=block.text,
                char_count=count_visible(block.text),
            )
        )
    for number, loss in enumerate(document.losses):
        box = loss.bbox
        rows.append(
            BlockRow(
                block_id=f"{issue_id}:p{loss.page:04d}-x{number:04d}",
                issue_id=issue_id,
                article_id=None,
                ordinal=len(rows),
                page=loss.page,
                x0=_point(box.x0) if box else None,
                top=_point(box.top) if box else None,
                x1=_point(box.x1) if box else None,
                bottom=_point(box.bottom) if box else None,
                label=BlockLabel.LOSS,
                noise_code=loss.code,
                rule="extraction",
                evidence=MEANINGS[loss.code],
                confidence=1.0,
                text=loss.text,
                char_count=loss.count,
            )
        )
    return rows


def _point(value: float) -> float:
    """A coordinate to a hundredth of a point: the same on every machine."""
    return round(value, 2)
