"""What an issue is: its kind, title, label, date, languages, contents and warnings, each decided once.

All that a row says of its issue, and that is neither counted nor copied, is decided here; the rows only
tabulate it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from schemas.article import Accounting, Article, ContentsEntry
from schemas.cross_rules import find_doubts
from schemas.document import Document, Loss
from schemas.kinds import UNDETERMINED, IssueKind, IssueStatus
from schemas.layout import Block
from schemas.lexicon import lexicon
from schemas.profile import SourceProfile
from schemas.reasons import LossCode, NoiseCode
from schemas.rows import IssueRow, IssueRows
from schemas.titles import Titles
from schemas.wording import plain
from tasks.analysis.languages import IssueLanguages, tell_languages
from tasks.analysis.story import Story
from tasks.articles.issue_date import find_issue_date
from tasks.articles.kinds import has_press_label

DIGEST_ENTRIES = 8
"""Entries of a contents list from which on its issue is a digest."""

MAX_LOST_SHARE = 0.02
_TOLD_LOSSES = {
    (LossCode.UNMAPPED, LossCode.CONTROL): "could not be read",
    (LossCode.OFF_PAGE, LossCode.INVISIBLE): "are nowhere to be seen on the pages, and left out",
    (LossCode.NOTE,): "stand in form fields or notes without a picture, and are left out",
}
"""What is said of losses beyond `MAX_LOST_SHARE`; of the last, always. A second print is told of nowhere."""

MAX_LISTED_ENTRIES = 5
MIN_NAME_LETTERS = 2
"""A price or a number is no name, however large."""

SAME_SIZE_SHARE = 0.95
"""Lines of one name are at least this large beside each other."""


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What is true of an issue as a whole.

    Attributes:
        title: the publication's name, or the headline where the issue is one article.
        label: the first volume, number and date line, as printed.
        published_on: the day, or the first day of the month or quarter, that the issue says.
        languages: of the issue and of each article in order.
        entry_count: entries of the contents list, of which `matched_count` have an article.
        in_contents: of each article in order, whether the contents list has it; None without a list.
        warnings: what a person should look at, a sentence each.
    """

    kind: IssueKind
    title: str | None
    label: str | None
    published_on: date | None
    languages: IssueLanguages
    entry_count: int
    matched_count: int
    in_contents: tuple[bool | None, ...]
    warnings: tuple[str, ...]


def establish(
    document: Document,
    profile: SourceProfile,
    blocks: Sequence[Block],
    entries: Sequence[ContentsEntry],
    story: Story,
    accounting: Accounting,
) -> IssueFacts:
    """The facts of one issue. Kind and title of its source's profile win; its language fills a gap only."""
    articles = story.articles
    titles = Titles([article.title for article in articles])
    announced = Titles([entry.title for entry in entries])
    missing = [entry.title for entry in entries if not titles.has(entry.title)]
    languages = tell_languages([article.body for article in articles], profile.language)
    known = languages.main if languages.main != UNDETERMINED else None
    dated = find_issue_date(_lines_that_date(blocks, story), known)
    labels = [plain(block.text) for block in _blocks_of(blocks, story, NoiseCode.ISSUE_LINE)]
    return IssueFacts(
        kind=profile.kind or _kind(document, blocks, entries, story),
        title=profile.title or _title(blocks, story),
        label=labels[0] if labels else None,
        published_on=dated.first_day if dated is not None else None,
        languages=languages,
        entry_count=len(entries),
        matched_count=len(entries) - len(missing),
        in_contents=tuple(announced.has(article.title) if entries else None for article in articles),
        warnings=(
            *document.notes,
            *_doubts_of_contents(missing, len(entries)),
            *_doubts_of_losses(document.losses, accounting.total),
            *_doubts_of_text(articles),
            *_surprises(profile, articles, accounting),
        ),
    )


def status_of(warnings: Sequence[str]) -> IssueStatus:
    """How an issue with these warnings is published."""
    return IssueStatus.PUBLISHED_WITH_WARNINGS if warnings else IssueStatus.PUBLISHED


def with_doubts(rows: IssueRows) -> IssueRows:
    """The rows with a warning for all in a body that looks like noise: by their ids, so it comes last."""
    warnings = [*rows.issue["warnings"], *find_doubts(rows)]
    issue: IssueRow = {**rows.issue, "warnings": warnings, "status": status_of(warnings)}
    return replace(rows, issue=issue)


def _blocks_of(blocks: Sequence[Block], story: Story, *codes: NoiseCode) -> list[Block]:
    """Blocks that are noise of one of these codes, in reading order."""
    return [block for block, verdict in zip(blocks, story.verdicts, strict=True) if verdict.code in codes]


def _lines_that_date(blocks: Sequence[Block], story: Story) -> list[str]:
    """Lines that may date the issue: its head, its running lines, and of its only article the ends."""
    heads = _blocks_of(blocks, story, NoiseCode.ISSUE_LINE, NoiseCode.NAMEPLATE, NoiseCode.LETTERHEAD)
    heads += _blocks_of(blocks, story, NoiseCode.RUNNING_HEADER, NoiseCode.RUNNING_FOOTER)
    lines = [plain(line) for block in heads for line in block.text.split("\n")]
    if len(story.articles) == 1:
        own = story.articles[0]
        lines += [own.title, *(plain(blocks[i].text) for i in (*own.blocks[:3], *own.blocks[-2:]))]
    return lines


def _title(blocks: Sequence[Block], story: Story) -> str | None:
    if len(story.articles) == 1:
        return story.articles[0].title
    return _name_on(_blocks_of(blocks, story, NoiseCode.NAMEPLATE))


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
    document: Document, blocks: Sequence[Block], entries: Sequence[ContentsEntry], story: Story
) -> IssueKind:
    if has_press_label(blocks, story.verdicts):
        return IssueKind.PRESS_RELEASE
    if len(story.articles) == 1:
        return IssueKind.REPORT if len(document.pages) > 1 else IssueKind.BULLETIN
    if len(entries) >= DIGEST_ENTRIES:
        return IssueKind.DIGEST
    heads = _blocks_of(blocks, story, NoiseCode.NAMEPLATE, NoiseCode.LETTERHEAD)
    names = " ".join(block.text for block in heads)
    return IssueKind.NEWSLETTER if lexicon().has_publication_word(names) else IssueKind.BULLETIN


def _doubts_of_contents(missing: Sequence[str], entry_count: int) -> list[str]:
    if not missing:
        return []
    listed = "; ".join(missing[:MAX_LISTED_ENTRIES])
    return [f"{len(missing)} of {entry_count} contents entries have no article: {listed}"]


def _doubts_of_losses(losses: Sequence[Loss], total: int) -> list[str]:
    """What of the issue is in none of its articles for other reasons than that it is noise."""
    doubts = []
    for codes, what in _TOLD_LOSSES.items():
        count = sum(loss.count for loss in losses if loss.code in codes)
        if count > MAX_LOST_SHARE * total or (count and LossCode.NOTE in codes):
            doubts.append(f"{count} of {total} characters {what}")
    return doubts


def _doubts_of_text(articles: Sequence[Article]) -> list[str]:
    doubts = []
    untitled = sum("untitled" in article.flags for article in articles)
    if untitled:
        doubts.append(f"articles without a headline: {untitled}")
    return doubts


def _surprises(profile: SourceProfile, articles: Sequence[Article], accounting: Accounting) -> list[str]:
    """Where the issue is not as its source's profile expects."""
    surprises = []
    if not profile.expected_articles.holds(len(articles)):
        surprises.append(f"{len(articles)} articles are outside what the source's profile expects")
    share = accounting.in_noise / accounting.total if accounting.total else 0.0
    if not profile.expected_noise_share.holds(share):
        surprises.append(f"a noise share of {share:.2f} is outside what the source's profile expects")
    return surprises
