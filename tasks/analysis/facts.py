"""What an issue is: its kind, title, label, date, languages, contents and warnings, each decided once.

All that a row says of its issue, and that is neither counted nor copied, is decided here; the rows only
tabulate it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.article import Accounting, Article, ContentsEntry
from schemas.cross_rules import find_doubts
from schemas.document import Document, Loss
from schemas.kinds import IssueKind, IssueStatus
from schemas.layout import Block
from schemas.profile import SourceProfile
from schemas.reasons import LossCode, NoiseCode
from schemas.rows import IssueRow, IssueRows
from schemas.titles import Titles
from schemas.wording import plain
from tasks.analysis.dating import Dating, tell_dates
from tasks.analysis.identity import identify
from tasks.analysis.languages import IssueLanguages, tell_languages
from tasks.analysis.story import Story

MAX_LOST_SHARE = 0.02
_TOLD_LOSSES = {
    (LossCode.UNMAPPED, LossCode.CONTROL): "could not be read",
    (LossCode.OFF_PAGE, LossCode.INVISIBLE): "are nowhere to be seen on the pages, and left out",
    (LossCode.NOTE,): "stand in form fields or notes without a picture, and are left out",
}
"""What is said of losses beyond `MAX_LOST_SHARE`; of the last, always. A second print is told of nowhere."""

MAX_LISTED_ENTRIES = 5


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What is true of an issue as a whole.

    Attributes:
        kind_confidence: 0..1; 1 where the source's profile says the kind.
        title: the name of the series.
        label: the first volume, number and date line, as printed.
        dating: the issue's date, volume and number, and the dates of its articles.
        languages: of the issue and of each article in order.
        entry_count: entries of the contents list, of which `matched_count` have an article.
        in_contents: of each article in order, whether the contents list has it; None without a list.
        warnings: what a person should look at, a sentence each.
    """

    kind: IssueKind
    kind_confidence: float
    title: str | None
    label: str | None
    dating: Dating
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
    identity = identify(document, blocks, entries, story)
    dating = tell_dates(blocks, story, languages.main, languages.articles)
    labels = [plain(block.text) for block in _blocks_of(blocks, story, NoiseCode.ISSUE_LINE)]
    return IssueFacts(
        kind=profile.kind or identity.kind,
        kind_confidence=1.0 if profile.kind else identity.confidence,
        title=profile.title or identity.name,
        label=labels[0] if labels else None,
        dating=dating,
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
