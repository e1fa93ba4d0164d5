"""The date an article gives itself: in its dateline, in a line of its own, or in its last line.

Days of events stand under titles, too. A line is taken for the article's date when it says so (`Posted on
…`), when the author or the source stands beside the day, or when it says a place and a day at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from schemas.kinds import DateOrigin, DatePrecision
from schemas.lexicon import words
from schemas.lexicon.tokens import tokenize
from schemas.tolerances import LABEL_WORDS, NEAR_BLOCKS, SHORT_LINE_CHARS
from schemas.wording import word_count
from tasks.articles.datelines import closing_date, dateline
from tasks.articles.dates import is_filler, is_filling, is_weekday
from tasks.articles.periods import Period, find_periods

_BESIDE = re.compile(r"(?<!\s)(?:\s*+[|·•/–—]\s*+|\s++-\s++)")
_MARKS = " \t|·•/–—-.,:;()[]*_"


@dataclass(frozen=True, slots=True)
class OwnDate:
    """The day an article was published, where it says so, and where that stands in its body."""

    value: date
    origin: DateOrigin
    offset: int


def find_own_date(body: str, language: str | None, anchor: date | None) -> OwnDate | None:
    """The day on which the article with this body was published, as it says itself.

    Args:
        body: paragraphs parted by blank lines.
        language: of the article, where it is known.
        anchor: a day of the issue, that lends a dateline its year.
    """
    return _in_dateline(body, language, anchor) or _in_line(body, language) or _in_closing(body, language)


def _in_dateline(body: str, language: str | None, anchor: date | None) -> OwnDate | None:
    first = body.split("\n\n", 1)[0]
    found = dateline(first, language)
    if found is None:
        return None
    head = first[: found.length]
    days = [one for one in find_periods(head, language, anchor) if _is_day(one)]
    return OwnDate(days[0].value.first_day, DateOrigin.DATELINE, days[0].start) if days else None


def _in_line(body: str, language: str | None) -> OwnDate | None:
    """A day in one of the first lines, behind a word for publishing or beside the author or the source."""
    start = 0
    for line in body.split("\n", 2 * NEAR_BLOCKS)[: 2 * NEAR_BLOCKS - 1]:
        if 0 < len(line) <= SHORT_LINE_CHARS:
            days = [one for one in find_periods(line, language) if _is_day(one)]
            if len(days) == 1 and _dates_article(line, days[0]):
                return OwnDate(days[0].value.first_day, DateOrigin.DATE_LINE, start + days[0].start)
        start += len(line) + 1
    return None


def _dates_article(line: str, day: Period) -> bool:
    before, after = line[: day.start], line[day.end :]
    if word_count(after) > LABEL_WORDS or word_count(before) > LABEL_WORDS:
        return False
    tokens = [token for token in tokenize(before) if not (is_filler(token) or is_weekday(token))]
    published = words.phrases("published_words")
    if tokens and published.match_at(tokenize(before), 0):
        return is_filling(after) or _BESIDE.match(after) is not None
    if before.strip(_MARKS) and is_filling(after):
        source = before.strip(_MARKS)
        return _is_parted(before) and (source[0].isupper() or "." in source)
    return False


def _is_parted(before: str) -> bool:
    """Whether a stroke or dash stands directly before the day."""
    return any(match.end() == len(before) for match in _BESIDE.finditer(before))


def _in_closing(body: str, language: str | None) -> OwnDate | None:
    last = body.rstrip().rsplit("\n", 1)[-1]
    day = closing_date(last, language)
    if day is None or last == body:
        return None
    offset = len(body.rstrip()) - len(last)
    places = [one for one in find_periods(last, language) if _is_day(one)]
    return OwnDate(day.first_day, DateOrigin.CLOSING_LINE, offset + places[0].start) if places else None


def _is_day(found: Period) -> bool:
    return found.value.precision is DatePrecision.DAY and found.value.until is None
