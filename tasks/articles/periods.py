"""Dates of every precision in a text, with both ends: days, months, seasons, quarters, and relative days.

Days and months are read by `dates`; here come the longer times (`Fall 2015`, `4th quarter 2018`), and what
means a day only beside another day, the anchor: `12 October` without a year, `next Tuesday`, `tomorrow`. The
anchor is the date of the article or of its issue; without one, nothing relative is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from schemas.kinds import DatePrecision
from schemas.lexicon import words
from schemas.lexicon.calendar import (
    MAX_FILLERS,
    MAX_NAME_TOKENS,
    MIN_WEEKDAY_CHARS,
    SEASON_MONTHS,
    WEEK_DAYS,
    YEAR_DAYS,
)
from schemas.lexicon.tokens import NUMBER, Token, key_of, tokenize
from schemas.tolerances import NEAR_CHARS
from tasks.articles.dates import (
    LocatedDate,
    Mention,
    ParsedDate,
    as_year,
    find_mentions,
    find_quarters,
    is_filler,
    is_range,
)

_A_YEAR = re.compile(r"(?<!\d)(?:1[89]|20|2[45])\d\d(?!\d)|\d/\d\d(?!\d)")
_DAYS_BEHIND = 120
"""So far before the anchor a day without a year may lie, else ahead of it, as most announcements do."""


@dataclass(frozen=True, slots=True)
class Period:
    """A date in a text; `is_relative` when its year or more was taken from the anchor."""

    start: int
    end: int
    value: ParsedDate
    is_relative: bool = False

    def has_figures(self, text: str) -> bool:
        """Whether it is a day of a month, which any date of the issue may lend its year."""
        return any(character.isdecimal() for character in text[self.start : self.end])


def find_periods(text: str, language: str | None = None, anchor: date | None = None) -> list[Period]:
    """All dates of `text`, in order and not overlapping."""
    mentions = find_mentions(text, language)
    found = _joined(text, [period for one in mentions if (period := _told(text, one, language, anchor))])
    others = [*_longer(text, language), *_relative(text, language, anchor)]
    for period in others:
        if all(period.end <= one.start or one.end <= period.start for one in found):
            found.append(period)
    return sorted(found, key=lambda period: period.start)


def _told(text: str, mention: Mention, language: str | None, anchor: date | None) -> Period | None:
    """The mention with its own year, or with that which brings it nearest to the anchor."""
    located = mention.located
    if located is not None:
        return Period(located.start, located.end, located.value)
    if anchor is None or mention.day is None or mention.year is not None:
        return None
    weekday = _weekday_beside(text, mention, language)
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    candidates = [one for year in years if (one := mention.in_year(year)) is not None]
    nearby = [one for one in candidates if _is_near(one, anchor)]
    fitting = [one for one in candidates if one.value.first_day.weekday() == weekday]
    chosen = next((one for one in nearby if one in fitting), None) or next(iter(nearby or fitting), None)
    return None if chosen is None else Period(chosen.start, chosen.end, chosen.value, is_relative=True)


def _is_near(located: LocatedDate, anchor: date) -> bool:
    return -_DAYS_BEHIND <= (located.value.first_day - anchor).days < YEAR_DAYS - _DAYS_BEHIND


def _weekday_beside(text: str, mention: Mention, language: str | None) -> int | None:
    """The day of the week named directly before a date, 0 for Monday."""
    before = list(tokenize(text[max(0, mention.start - NEAR_CHARS) : mention.start]))
    while before and is_filler(before[-1]):
        before.pop()
    return words.own_numbered("weekdays", language).get(before[-1].key) if before else None


def _joined(text: str, periods: Sequence[Period]) -> list[Period]:
    """Two dates with a year each that are the ends of a range as one: `30 Dec 2023 – 2 Jan 2024`."""
    joined: list[Period] = []
    for period in periods:
        last = joined[-1] if joined else None
        if last is not None and _makes_range(text, last, period):
            value = ParsedDate(last.value.first_day, last.value.precision, period.value.first_day)
            joined[-1] = Period(last.start, period.end, value, last.is_relative)
        else:
            joined.append(period)
    return joined


def _makes_range(text: str, first: Period, last: Period) -> bool:
    one, other = first.value, last.value
    return (
        one.until is None
        and other.until is None
        and one.precision is other.precision
        and one.first_day < other.first_day
        and first.is_relative == last.is_relative
        and is_range(text[first.end : last.start])
    )


def _longer(text: str, language: str | None) -> Iterator[Period]:
    """Seasons and quarters with their year."""
    if _A_YEAR.search(text) is None:
        return
    for quarter in find_quarters(text):
        yield Period(quarter.start, quarter.end, quarter.value)
    tokens = tokenize(text)
    if _telling_keys().isdisjoint(token.key for token in tokens):
        return
    beginnings = _beginnings(language)
    position = 0
    while position < len(tokens):
        if tokens[position].key not in beginnings:
            position += 1
            continue
        found = _quarter_at(tokens, position, language) or _season_at(text, tokens, position, language)
        if found is None:
            position += 1
            continue
        period, position = found
        yield period


@cache
def _telling_keys() -> frozenset[str]:
    """The longest word of each season and quarter, to pass over other texts quickly."""
    names = (*words.words("seasons"), *words.words("quarters"), *words.words("quarter_names"))
    return frozenset(max(key_of(name).split(" "), key=len) for name in names)


@cache
def _beginnings(language: str | None) -> frozenset[str]:
    """The keys with which a season or a quarter begins, in the language's own words and in all."""
    names = (*words.own_numbered("seasons", language), *words.own_numbered("quarter_names", language))
    return frozenset(name.split(" ")[0] for name in names) | words.phrases("quarters").by_first.keys()


def _quarter_at(tokens: Sequence[Token], position: int, language: str | None) -> tuple[Period, int] | None:
    number, length = _named(tokens, position, words.own_numbered("quarter_names", language))
    if number is None:
        length = words.phrases("quarters").match_at(tokens, position)
        values = [token.value for token in tokens[position : position + length] if token.key == NUMBER]
        if not values or values[0] is None or not 1 <= values[0] <= len(SEASON_MONTHS):
            return None
        number = values[0] - 1
    year = _year_beside(tokens, position, position + length, language)
    if year is None:
        return None
    value, first, last = year
    starts = date(value, 3 * number + 1, 1)
    return Period(tokens[first].start, tokens[last].end, ParsedDate(starts, DatePrecision.QUARTER)), last + 1


def _season_at(
    text: str, tokens: Sequence[Token], position: int, language: str | None
) -> tuple[Period, int] | None:
    """`Fall 2015`, `2015 Fall`, `Winter 2014/15`, `Fall/Winter 2025`."""
    names = words.own_numbered("seasons", language)
    season, length = _named(tokens, position, names)
    if season is None or season >= len(SEASON_MONTHS):
        return None
    end, until = position + length, None
    second_at = end + (end < len(tokens) and is_range(text[tokens[end - 1].end : tokens[end].end]))
    if second_at < len(tokens) and is_range(text[tokens[end - 1].end : tokens[second_at].start]):
        until, length = _named(tokens, second_at, names)
        end = second_at + length if until is not None else end
    year = _year_beside(tokens, position, end, language)
    if year is None or (until is not None and until >= len(SEASON_MONTHS)):
        return None
    value, first, last = year
    month = SEASON_MONTHS[season]
    last_month = None if until is None or until == season else SEASON_MONTHS[until]
    starts = date(value - (last_month is not None and last_month < month), month, 1)
    ends = None if last_month is None else date(value, last_month, 1)
    return Period(
        tokens[first].start, tokens[last].end, ParsedDate(starts, DatePrecision.SEASON, ends)
    ), last + 1


def _named(tokens: Sequence[Token], position: int, names: Mapping[str, int]) -> tuple[int | None, int]:
    """Number of the name that begins at a token, and its length in tokens."""
    for length in range(min(MAX_NAME_TOKENS, len(tokens) - position), 0, -1):
        number = names.get(" ".join(token.key for token in tokens[position : position + length]))
        if number is not None:
            return number, length
    return None, 0


def _year_beside(
    tokens: Sequence[Token], start: int, end: int, language: str | None
) -> tuple[int, int, int] | None:
    """The year behind or before the tokens from `start` to `end`, and the first and last token with it.

    Of two years, as in `2014/15`, the first.
    """
    for place in range(end, min(end + MAX_FILLERS + 1, len(tokens))):
        year = as_year(tokens[place], language)
        if year is not None:
            return year, start, _end_of_years(tokens, place)
        if not is_filler(tokens[place]):
            break
    for place in range(start - 1, max(start - 1 - MAX_FILLERS, -1), -1):
        year = as_year(tokens[place], language)
        if year is not None:
            return year, place, end - 1
        if not is_filler(tokens[place]):
            break
    return None


def _end_of_years(tokens: Sequence[Token], place: int) -> int:
    following = tokens[place + 1 : place + 3]
    is_pair = len(following) == 2 and following[0].key == "/" and following[1].key == NUMBER
    return place + 2 if is_pair else place


def _relative(text: str, language: str | None, anchor: date | None) -> Iterator[Period]:
    """`tomorrow`, `next Tuesday`, `vendredi dernier`, in the words of the language alone."""
    pattern = _relative_words(language)
    if anchor is None or pattern is None:
        return
    for match in pattern.finditer(text):
        day = _relative_day(match, language, anchor)
        if day is not None:
            yield Period(*match.span(), ParsedDate(day, DatePrecision.DAY), is_relative=True)


def _relative_day(match: re.Match[str], language: str | None, anchor: date) -> date | None:
    if match["near"]:
        number = words.own_numbered("relative_days", language).get(key_of(match["near"]))
        return None if number is None else anchor + timedelta(days=number - 1)
    weekday = words.own_numbered("weekdays", language).get(key_of(match["day"] or match["day_first"]))
    if weekday is None:
        return None
    ahead = (weekday - anchor.weekday()) % WEEK_DAYS
    pointer = key_of(match["pointer"] or match["pointer_last"])
    if pointer in _keys(language, "last_words"):
        return anchor - timedelta(days=(anchor.weekday() - weekday) % WEEK_DAYS or WEEK_DAYS)
    is_next = pointer in _keys(language, "next_words")
    return anchor + timedelta(days=(ahead or WEEK_DAYS) if is_next else ahead)


@cache
def _relative_words(language: str | None) -> re.Pattern[str] | None:
    """A pattern of what is relative in the language; None where its words are not known."""
    weekdays = words.own_entries("weekdays", language)
    days = _alternatives(day for day in weekdays if len(day) >= MIN_WEEKDAY_CHARS)
    near = _alternatives(words.own_entries("relative_days", language))
    pointers = _alternatives(
        entry
        for category in ("next_words", "last_words", "this_words")
        for entry in words.own_entries(category, language)
    )
    if not (days and near and pointers):
        return None
    return re.compile(
        rf"\b(?:(?P<near>{near})|(?P<pointer>{pointers})\s(?P<day>{days})"
        rf"|(?P<day_first>{days})\s(?P<pointer_last>{pointers}))\b",
        re.IGNORECASE,
    )


def _alternatives(entries: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, entries), key=len, reverse=True))


@cache
def _keys(language: str | None, category: str) -> frozenset[str]:
    return frozenset(map(key_of, words.own_entries(category, language)))
