"""Models → rows of the published datasets. One row per fact; nothing is decided here but names."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from schemas.article import Accounting, Article, ContentsEntry
from schemas.cross_rules import find_doubts
from schemas.document import Document, SourceFile, count_visible
from schemas.kinds import IssueKind, IssueStatus
from schemas.layout import Block, BlockLabel
from schemas.lexicon import lexicon
from schemas.profile import SourceProfile, profile_sha256
from schemas.reasons import MEANINGS, NoiseCode
from schemas.rows import ArticleRow, BlockRow, EditRow, IssueRow, IssueRows
from schemas.version import PIPELINE_VERSION
from schemas.wording import letters, plain, same_title, word_count
from tasks.analysis.story import Story
from tasks.articles.issue_date import find_issue_date
from tasks.articles.kinds import has_press_label

DIGEST_ENTRIES = 8
ID_DIGITS = 10
MAX_LOST_SHARE = 0.02
MIN_NAME_LETTERS = 2
"""A price or a number is no name, however large."""

SAME_SIZE_SHARE = 0.95
"""Lines of one name are at least this large beside each other."""


def tabulate(
    document: Document,
    source: SourceFile,
    profile: SourceProfile,
    blocks: Sequence[Block],
    entries: Sequence[ContentsEntry],
    story: Story,
    accounting: Accounting,
) -> IssueRows:
    """Rows of one issue, sorted as they are published."""
    article_ids = _article_ids(source.issue_id, story.articles)
    matched = [any(same_title(entry.title, a.title) for a in story.articles) for entry in entries]
    language = _issue_language(story.articles) or profile.language
    warnings = _warnings(document, profile, entries, matched, story, accounting)
    found = find_issue_date(_head_and_foot(blocks, story), language)
    published_on = found.first_day if found is not None else None
    head = [
        plain(b.text) for b, v in zip(blocks, story.verdicts, strict=True) if v.code is NoiseCode.ISSUE_LINE
    ]
    plates = [b for b, v in zip(blocks, story.verdicts, strict=True) if v.code is NoiseCode.NAMEPLATE]
    kind = _kind(document, profile, blocks, entries, story)
    issue = IssueRow(
        issue_id=source.issue_id,
        source_path=source.relative_path,
        source_sha256=source.sha256,
        source_bytes=source.size_bytes,
        media_type=source.media_type,
        kind=kind,
        title=profile.title or (story.articles[0].title if len(story.articles) == 1 else _name_on(plates)),
        issue_label=head[0] if head else None,
        published_on=published_on,
        language=language,
        page_count=len(document.pages),
        article_count=len(story.articles),
        contents_entry_count=len(entries),
        contents_matched_count=sum(matched),
        char_count=accounting.total,
        char_count_articles=accounting.in_articles,
        char_count_noise=accounting.in_noise,
        char_count_edits=accounting.in_edits,
        char_count_lost=accounting.lost,
        status=IssueStatus.PUBLISHED,
        warnings=warnings,
        extractor=document.extractor,
        pipeline_version=PIPELINE_VERSION,
        profile_sha256=profile_sha256(profile),
    )
    articles: list[ArticleRow] = []
    for article, article_id in zip(story.articles, article_ids, strict=True):
        in_contents = any(same_title(e.title, article.title) for e in entries) if entries else None
        articles.append(_article_row(article, article_id, source.issue_id, issue, in_contents=in_contents))
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
    rows = IssueRows(
        issue, articles, _block_rows(document, source.issue_id, blocks, story, block_ids, owners), edits
    )
    warnings += find_doubts(rows)
    if warnings:
        issue["status"] = IssueStatus.PUBLISHED_WITH_WARNINGS
    return rows


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
    article: Article, article_id: str, issue_id: str, issue: IssueRow, *, in_contents: bool | None
) -> ArticleRow:
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
        dateline=article.dateline,
        body=article.body,
        language=article.language or issue["language"],
        language_confidence=article.language_confidence,
        published_on=issue["published_on"],
        page_first=article.page_first,
        page_last=article.page_last,
        word_count=word_count(article.body),
        char_count=count_visible(article.body),
        in_contents=in_contents,
        captions=list(article.captions),
        tables=list(article.tables),
        flags=list(article.flags),
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


def _issue_language(articles: Sequence[Article]) -> str | None:
    weights: Counter[str] = Counter()
    for article in articles:
        if article.language:
            weights[article.language] += len(article.body)
    return max(weights, key=lambda code: (weights[code], code)) if weights else None


def _head_and_foot(blocks: Sequence[Block], story: Story) -> list[str]:
    """Lines that may date the issue: its head, running lines, and the last lines of its last article."""
    dated = {NoiseCode.ISSUE_LINE, NoiseCode.NAMEPLATE, NoiseCode.LETTERHEAD}
    running = {NoiseCode.RUNNING_HEADER, NoiseCode.RUNNING_FOOTER}
    heads = [b for b, v in zip(blocks, story.verdicts, strict=True) if v.code in dated]
    heads += [b for b, v in zip(blocks, story.verdicts, strict=True) if v.code in running]
    lines = [plain(line) for b in heads for line in b.text.split("\n")]
    if len(story.articles) == 1:
        own = story.articles[0]
        lines += [own.title, *(plain(blocks[i].text) for i in (*own.blocks[:3], *own.blocks[-2:]))]
    return lines


def _name_on(plates: Sequence[Block]) -> str | None:
    """The publication's name: the largest lines of its nameplate, the longest line of a text input."""
    plates = [block for block in plates if sum(map(str.isalpha, block.text)) >= MIN_NAME_LETTERS]
    if not plates:
        return None
    largest = max(block.style.size_pt if block.style else 0.0 for block in plates)
    if not largest:
        return max((plain(block.text) for block in plates), key=len)
    names = [plain(b.text) for b in plates if b.style and b.style.size_pt >= SAME_SIZE_SHARE * largest]
    return " ".join(dict.fromkeys(names))


def _kind(
    document: Document,
    profile: SourceProfile,
    blocks: Sequence[Block],
    entries: Sequence[ContentsEntry],
    story: Story,
) -> str:
    if profile.kind is not None:
        return profile.kind
    if has_press_label(blocks, story.verdicts):
        return IssueKind.PRESS_RELEASE
    if len(story.articles) == 1:
        return IssueKind.REPORT if len(document.pages) > 1 else IssueKind.BULLETIN
    if len(entries) >= DIGEST_ENTRIES:
        return IssueKind.DIGEST
    head = {NoiseCode.NAMEPLATE, NoiseCode.LETTERHEAD}
    names = " ".join(b.text for b, v in zip(blocks, story.verdicts, strict=True) if v.code in head)
    return IssueKind.NEWSLETTER if lexicon().has_publication_word(names) else IssueKind.BULLETIN


def _warnings(
    document: Document,
    profile: SourceProfile,
    entries: Sequence[ContentsEntry],
    matched: Sequence[bool],
    story: Story,
    accounting: Accounting,
) -> list[str]:
    warnings = list(document.notes)
    missing = [entry.title for entry, found in zip(entries, matched, strict=True) if not found]
    if missing:
        warnings.append(
            f"{len(missing)} of {len(entries)} contents entries have no article: {'; '.join(missing[:5])}"
        )
    if accounting.total and accounting.lost > MAX_LOST_SHARE * accounting.total:
        warnings.append(f"{accounting.lost} of {accounting.total} characters could not be read")
    untitled = sum("untitled" in article.flags for article in story.articles)
    if untitled:
        warnings.append(f"articles without a headline: {untitled}")
    if not profile.expected_articles.holds(len(story.articles)):
        warnings.append(f"{len(story.articles)} articles are outside what the source's profile expects")
    share = accounting.in_noise / accounting.total if accounting.total else 0.0
    if not profile.expected_noise_share.holds(share):
        warnings.append(f"a noise share of {share:.2f} is outside what the source's profile expects")
    return warnings
