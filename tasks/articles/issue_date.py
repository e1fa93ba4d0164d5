"""The date of an issue: which of the dates printed in it says when it was published.

Dates are read by `dates` and `periods`, lines of place and date by `datelines`; here they are only ranked.
What a file says of itself (when it was made, what it is called) is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, auto

from schemas.kinds import DateOrigin, DatePrecision
from schemas.lexicon import lexicon, words
from schemas.lexicon.calendar import MAX_PHRASE_TOKENS
from schemas.lexicon.tokens import Token, tokenize
from schemas.tolerances import LINE_CHARS, PROSE_LINE_WORDS, SHORT_LINE_CHARS
from tasks.articles.datelines import closing_date, dateline
from tasks.articles.dates import ParsedDate, is_filler, is_filling, is_weekday
from tasks.articles.periods import Period, find_periods

_LABEL = re.compile(r"(?<![^\W\d])[^\W\d]++\s*+[:：]\s*+")


class _Rank(IntEnum):
    """How surely a line dates its issue, the best first."""

    NUMBERED_DAY = auto()
    PUBLISHED = auto()
    ISSUE_LINE = auto()
    CLOSING = auto()
    DATELINE = auto()
    LONGER = auto()
    LEADING_DAY = auto()
    LAST_IN_LINE = auto()
    LOOSE = auto()
    LOOSE_WEEKDAY = auto()
    LAST_LINE = auto()


@dataclass(frozen=True, slots=True)
class DatingLine:
    """A line that may date the issue, and what it is."""

    text: str
    origin: DateOrigin


@dataclass(frozen=True, slots=True)
class IssueDate:
    """The date of an issue, and in what sort of line it was read."""

    value: ParsedDate
    origin: DateOrigin


def find_issue_date(lines: Sequence[DatingLine], language: str | None = None) -> IssueDate | None:
    """The time an issue is dated with, from lines that may say it.

    In this order: a day in a volume, number and date line or behind a word for publishing; a longer time in
    such a line; the last place-and-date line; a dateline; a month, season or quarter in a short line; a day
    that begins a short line or follows its label; a date that ends one; a date alone on a line of the first
    page, or on one of the last lines.
    Dates inside sentences are events, not the issue's.
    """
    ranked: list[tuple[_Rank, int, IssueDate]] = []
    for position, line in enumerate(lines):
        found = _date_of(line, language)
        if found is not None:
            rank, value, origin = found
            place = -position if rank in {_Rank.CLOSING, _Rank.LAST_LINE} else position
            ranked.append((rank, place, IssueDate(value, origin)))
    return min(ranked, key=lambda item: item[:2])[2] if ranked else None


def _date_of(line: DatingLine, language: str | None) -> tuple[_Rank, ParsedDate, DateOrigin] | None:
    """Rank, date and origin of one line; None when it dates no issue."""
    head = line.text[:LINE_CHARS]
    dates = find_periods(head, language)
    if not dates:
        return None
    rank = _RANKS.get(line.origin, _head_rank)(line, head, dates[0])
    if rank is not None:
        return rank, dates[0].value, line.origin
    closing = closing_date(head.rstrip(" :"), language)
    if closing is not None:
        is_end = line.origin is DateOrigin.CLOSING_LINE
        return _Rank.CLOSING if is_end else _Rank.DATELINE, closing, line.origin
    lead = dateline(head, language)
    if lead is None or lead.date is None:
        return None
    return _Rank.DATELINE, lead.date, line.origin


def _head_rank(line: DatingLine, head: str, found: Period) -> _Rank | None:
    """Rank of a line of the head, a running line or a title."""
    numbered = _numbered_rank(line, head, found)
    return _short_line_rank(head, found) if numbered is None else numbered


def _numbered_rank(line: DatingLine, head: str, found: Period) -> _Rank | None:
    """Rank of a line of volume, number and date, or of one that says when it was published."""
    is_day = found.value.precision is DatePrecision.DAY
    if is_day and _follows(head, found, "published_words"):
        return _Rank.PUBLISHED
    is_short = len(head) <= SHORT_LINE_CHARS
    if lexicon().is_issue_line(head) or (is_short and line.origin is DateOrigin.ISSUE_LINE):
        if is_day:
            return _Rank.NUMBERED_DAY
        return _Rank.ISSUE_LINE if line.origin is DateOrigin.ISSUE_LINE else _Rank.LONGER
    is_numbered = _follows(head, found, "issue") and is_filling(head[found.end :])
    if is_numbered and len(head) <= LINE_CHARS:
        return _Rank.NUMBERED_DAY if is_day else _Rank.ISSUE_LINE
    return None


def _follows(head: str, found: Period, category: str) -> bool:
    """Whether a phrase of the category stands directly before the date, words that fill dates aside."""
    tokens = list(tokenize(head[: found.start]))
    while tokens and (is_filler(tokens[-1]) or is_weekday(tokens[-1])):
        if _ends_with(tokens, category):
            return True
        tokens.pop()
    return _ends_with(tokens, category)


def _ends_with(tokens: Sequence[Token], category: str) -> bool:
    phrases = words.phrases(category)
    starts = range(max(0, len(tokens) - MAX_PHRASE_TOKENS), len(tokens))
    return any(phrases.match_at(tokens, start) == len(tokens) - start for start in starts)


def _loose_rank(_line: DatingLine, head: str, found: Period) -> _Rank | None:
    """Rank of a line of the first page: all of it is a date, or says that something was published then."""
    if found.value.precision is DatePrecision.DAY and _follows(head, found, "published_words"):
        return _Rank.PUBLISHED
    before, after = head[: found.start], head[found.end :]
    if not (is_filling(before) and is_filling(after)):
        return None
    has_weekday = any(is_weekday(token) for token in (*tokenize(before), *tokenize(after)))
    return _Rank.LOOSE_WEEKDAY if has_weekday else _Rank.LOOSE


def _short_line_rank(head: str, found: Period) -> _Rank | None:
    if len(head) > SHORT_LINE_CHARS:
        return None
    is_day = found.value.precision is DatePrecision.DAY
    before, after = head[: found.start], head[found.end :]
    if is_day and is_filling(_LABEL.sub("", before)):
        return _Rank.LEADING_DAY
    words_before = before.split()
    if words_before and words_before[-1][0].islower():
        return None
    is_last = is_filling(after) or lexicon().is_issue_line(head[found.start :]) or _names_only(after)
    if not is_last:
        return None
    return _Rank.LAST_IN_LINE if is_day else _Rank.LONGER


def _closing_rank(_line: DatingLine, head: str, found: Period) -> _Rank | None:
    """Rank of one of the last lines: all of it is a day."""
    is_day = found.value.precision is DatePrecision.DAY
    is_whole = is_filling(head[: found.start]) and is_filling(head[found.end :])
    return _Rank.LAST_LINE if is_day and is_whole else None


def _dateline_rank(_line: DatingLine, head: str, found: Period) -> _Rank | None:
    """Rank of a first paragraph: it begins with a day, and then its first sentence."""
    is_day = found.value.precision is DatePrecision.DAY
    after = head[found.end :].lstrip(" .,:–—-")
    begins = is_filling(head[: found.start]) and (not after or after[0].isupper())
    return _Rank.DATELINE if is_day and begins else None


_RANKS = {
    DateOrigin.DATE_LINE: _loose_rank,
    DateOrigin.CLOSING_LINE: _closing_rank,
    DateOrigin.DATELINE: _dateline_rank,
}
"""How lines are ranked that are not of the head."""


def _names_only(after: str) -> bool:
    """Whether a few words with one for a publication are all that follows: `JULY 2017 NEWSLETTER`."""
    return len(after.split()) < PROSE_LINE_WORDS and lexicon().has_publication_word(after)
