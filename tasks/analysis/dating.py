"""When an issue and its articles were published, and every date the articles say.

Dates are found and judged by `tasks.articles`; here it is said which lines of an issue may date it, what its
articles take from it, and what a failure of all this leads to: an article flagged, and published without.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from schemas.article import Article
from schemas.kinds import UNDETERMINED, DateField, DateOrigin, DatePrecision, DateRole
from schemas.layout import Block
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from schemas.wording import plain
from tasks.analysis.languages import ArticleLanguage
from tasks.analysis.story import Story
from tasks.articles.date_roles import role_of
from tasks.articles.issue_date import DatingLine, IssueDate, find_issue_date
from tasks.articles.numbering import Numbering, find_numbering
from tasks.articles.own_date import OwnDate, find_own_date
from tasks.articles.periods import Period, find_periods

UNDATED = "dates_failed"
"""Flag of an article whose dates could not be read for a defect of ours."""

MAX_RELEASE_ARTICLES = 3
"""A release that was cut into so few may end with the line that dates it."""

FIRST_BLOCKS = 3
LAST_BLOCKS = 3
MAX_LINES_OF_DATE_BLOCK = 6
MAX_DATES_AN_ARTICLE = 500
"""A calendar of a year has no more; what comes behind them is left out."""

_ORIGINS = {
    NoiseCode.ISSUE_LINE: DateOrigin.ISSUE_LINE,
    NoiseCode.NAMEPLATE: DateOrigin.HEAD,
    NoiseCode.LETTERHEAD: DateOrigin.HEAD,
    NoiseCode.RUNNING_HEADER: DateOrigin.RUNNING_LINE,
    NoiseCode.RUNNING_FOOTER: DateOrigin.RUNNING_LINE,
}


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date in the title or the body of an article."""

    field: DateField
    offset: int
    text: str
    starts_on: date
    ends_on: date
    precision: DatePrecision
    role: DateRole
    is_relative: bool


@dataclass(frozen=True, slots=True)
class ArticleDating:
    """When one article was published, where that was read, and all dates it says."""

    published_on: date | None = None
    origin: DateOrigin | None = None
    said: tuple[SaidDate, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dating:
    """The date, volume and number of an issue, and the dates of its articles in order."""

    issue: IssueDate | None = None
    numbering: Numbering = field(default_factory=Numbering)
    articles: tuple[ArticleDating, ...] = ()


def tell_dates(
    blocks: Sequence[Block], story: Story, main: str, languages: Sequence[ArticleLanguage]
) -> Dating:
    """Dates of an issue in the language `main`, and of its articles in their `languages`."""
    known = _known(main)
    lines = list(_dating_lines(blocks, story))
    issue = find_issue_date(lines, known)
    numbering = find_numbering(line.text for line in lines if _may_number(line))
    articles = tuple(
        _tell_article(article, _known(language.code) or known, issue)
        for article, language in zip(story.articles, languages, strict=True)
    )
    return Dating(issue, numbering, articles)


_BODY_ORIGINS = frozenset({DateOrigin.DATE_LINE, DateOrigin.DATELINE, DateOrigin.CLOSING_LINE})


def _may_number(line: DatingLine) -> bool:
    """Whether a line may say volume and number: it is made of such, or names the series."""
    if line.origin in _BODY_ORIGINS:
        return False
    words = lexicon()
    return (
        line.origin is DateOrigin.ISSUE_LINE
        or words.is_issue_line(line.text)
        or words.has_publication_word(line.text)
        or words.names_situation_report(line.text)
    )


def _known(language: str) -> str | None:
    return None if language == UNDETERMINED else language


def _dating_lines(blocks: Sequence[Block], story: Story) -> Iterator[DatingLine]:
    """Lines that may date the issue: its head, running lines, only article, first page and end."""
    for code, origin in _ORIGINS.items():
        for block, verdict in zip(blocks, story.verdicts, strict=True):
            if verdict.code is code:
                yield from _lines_of(block, origin)
    if len(story.articles) == 1:
        own = story.articles[0]
        yield DatingLine(own.title, DateOrigin.TITLE)
        for index in own.blocks[:FIRST_BLOCKS]:
            yield DatingLine(plain(blocks[index].text), DateOrigin.DATELINE)
    for block, verdict in zip(blocks, story.verdicts, strict=True):
        is_short = block.text.count("\n") < MAX_LINES_OF_DATE_BLOCK
        if block.page == 1 and is_short and verdict.code not in _ORIGINS:
            yield from _lines_of(block, DateOrigin.DATE_LINE)
    if len(story.articles) <= MAX_RELEASE_ARTICLES:
        for index in story.articles[-1].blocks[-LAST_BLOCKS:]:
            yield from _lines_of(blocks[index], DateOrigin.CLOSING_LINE)


def _lines_of(block: Block, origin: DateOrigin) -> Iterator[DatingLine]:
    lines = block.text.split("\n")
    for line in lines:
        yield DatingLine(plain(line), origin)
    if len(lines) > 1:
        yield DatingLine(plain(block.text), origin)


def _tell_article(article: Article, language: str | None, issue: IssueDate | None) -> ArticleDating:
    anchor = None if issue is None else issue.value.first_day
    try:
        own = find_own_date(article.body, language, anchor)
        # A day beside the author stands in the byline, which is no part of the body.
        told = own or find_own_date(article.byline or "", language, anchor)
        day = anchor if told is None else told.value
        is_day = told is not None or (issue is not None and issue.value.precision is DatePrecision.DAY)
        said = tuple(_said(article, language, day, own, is_day=is_day))
    except (ValueError, OverflowError, IndexError, KeyError):
        return ArticleDating(anchor, None if issue is None else DateOrigin.ISSUE, flags=(UNDATED,))
    if told is not None:
        return ArticleDating(told.value, told.origin, said)
    return ArticleDating(anchor, None if issue is None else DateOrigin.ISSUE, said)


def _said(
    article: Article, language: str | None, day: date | None, own: OwnDate | None, *, is_day: bool
) -> Iterator[SaidDate]:
    """Dates of an article of the day `day`; those without figures only where a day is known."""
    count = 0
    day_line = article.dateline if article.dateline and article.dateline not in article.body else ""
    texts = {DateField.TITLE: article.title, DateField.DATELINE: day_line, DateField.BODY: article.body}
    for where, text in texts.items():
        for start, part in _paragraphs(text):
            for found in find_periods(part, language, day):
                if count >= MAX_DATES_AN_ARTICLE:
                    return
                if found.is_relative and not (is_day or found.has_figures(part)):
                    continue
                is_own = own is not None and where is DateField.BODY and start + found.start == own.offset
                role = DateRole.PUBLISHED if is_own else role_of(part, found, language, day)
                count += 1
                yield _as_said(where, start, part, found, role)


def _as_said(where: DateField, start: int, part: str, found: Period, role: DateRole) -> SaidDate:
    value = found.value
    return SaidDate(
        where,
        start + found.start,
        part[found.start : found.end],
        value.first_day,
        value.last_day,
        value.precision,
        role,
        found.is_relative,
    )


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text with their offsets."""
    start = 0
    for part in text.split("\n\n"):
        yield start, part
        start += len(part) + 2
