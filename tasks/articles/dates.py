"""Dates in many languages: found in a line, read, and told apart from other numbers.

What a date says of its paragraph is for `datelines`, and of the issue for `issue_date`.

Names of months come from the lexicon, the calendar from the standard library: neither the clock
nor the locale has a say. A date in figures whose day and month could be swapped is read by the
language's custom; English has none (03/04/2024), so there it is read only with a country
(`en-GB`, `en-US`), and else not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from schemas.kinds import DatePrecision
from schemas.lexicon import words
from schemas.lexicon.calendar import ERAS, MAX_DAY_DIGITS, MAX_FILLERS, MAX_NAME_TOKENS, MONTHS_OF, YEARS
from schemas.lexicon.tokens import NUMBER, Token, fold, tokenize

_FIGURES = re.compile(r"(?<![\d./-])(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?![\d/-]|\.\d)")
_EAST_ASIAN = re.compile(
    r"(?:(?P<era>令和|平成)\s*)?(?P<year>\d{1,4}|元)\s*[年년]\s*(?P<month>\d{1,2})\s*[月월](?:\s*(?P<day>\d{1,2})\s*[日號号일])?"
)
_VIETNAMESE = re.compile(
    r"(?:(?P<day>\d{1,2})\s+)?tháng\s+(?P<month>\d{1,2})\s*(?:năm|[/,-])\s*(?P<year>\d{4})", re.IGNORECASE
)
_QUARTER = re.compile(
    r"\bQ(?P<q>[1-4])\W{0,3}(?P<y>(?:19|20)\d\d)\b|\b(?P<y2>(?:19|20)\d\d)\W{0,3}Q(?P<q2>[1-4])\b"
)
_YEAR_ONLY = re.compile(r"\W*((?:18|19|20)\d\d)\W*")
_NUMBER_SIGN = re.compile(r"\d|第")
"""No date is without figures, or numerals behind their sign."""

_RANGE_SIGN = re.compile(r"\s*(?:[-–—/&]|\.\s?[-–—])\s*")


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A day, a longer time that is said as a whole, or a range of either.

    Attributes:
        first_day: the day, or the first day of the month, season, quarter or year.
        until: of a range, the first day of its last day, month, …
    """

    first_day: date
    precision: DatePrecision
    until: date | None = None

    @property
    def last_day(self) -> date:
        """The last day that is meant: the day itself, or the end of the month, season or year."""
        start = self.until or self.first_day
        months = MONTHS_OF.get(self.precision)
        if months is None:
            return start
        years, month = divmod(start.month - 1 + months, 12)
        return date(start.year + years, month + 1, 1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LocatedDate:
    """A date and the offsets of its words in the text."""

    start: int
    end: int
    value: ParsedDate


@dataclass(frozen=True, slots=True)
class Mention:
    """Month with its year, its day or both, and the offsets of its words in the text.

    `until` has the month and the day at the end of a range; both ends of a range say a day, or neither does.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    until: tuple[int, int | None] | None = None

    @property
    def located(self) -> LocatedDate | None:
        return None if self.year is None else self.in_year(self.year)

    def in_year(self, year: int) -> LocatedDate | None:
        """The mention as that of a year, which a range may end after."""
        first_day = calendar_day(year, self.month, self.day or 1)
        if first_day is None:
            return None
        precision = DatePrecision.MONTH if self.day is None else DatePrecision.DAY
        return LocatedDate(self.start, self.end, ParsedDate(first_day, precision, self._last(first_day)))

    def _last(self, first_day: date) -> date | None:
        if self.until is None:
            return None
        month, day = self.until
        if (day is None) is not (self.day is None):
            return None
        last = calendar_day(first_day.year + (month < first_day.month), month, day or 1)
        return None if last is None or last <= first_day else last


def find_dates(text: str, language: str | None = None) -> list[LocatedDate]:
    """Days and months with their year in `text`, and ranges of them, in order."""
    located = (mention.located for mention in find_mentions(text, language))
    return [found for found in located if found is not None]


def parse_date(text: str, language: str | None = None) -> ParsedDate | None:
    """The date that the whole of `text` says; weekday and filling words do not count."""
    for found in find_dates(text, language):
        if is_filling(text[: found.start]) and is_filling(text[found.end :]):
            return found.value
    quarter = _QUARTER.fullmatch(text.strip())
    if quarter:
        return _quarter(quarter)
    year = _YEAR_ONLY.fullmatch(text)
    return ParsedDate(date(int(year.group(1)), 1, 1), DatePrecision.YEAR) if year else None


def find_quarters(text: str) -> list[LocatedDate]:
    """Quarters named by a letter and a figure: `Q4 2015`, `2015 Q1`."""
    return [LocatedDate(*match.span(), _quarter(match)) for match in _QUARTER.finditer(text)]


def _quarter(match: re.Match[str]) -> ParsedDate:
    year, quarter = int(match["y"] or match["y2"]), int(match["q"] or match["q2"])
    return ParsedDate(date(year, 3 * quarter - 2, 1), DatePrecision.QUARTER)


def find_mentions(text: str, language: str | None) -> list[Mention]:
    """Dates with and without a year, in order and not overlapping."""
    if not _NUMBER_SIGN.search(text):
        return []
    found: list[Mention] = []
    for mention in (*_in_figures(text, language), *_with_signs(text), *_with_names(text, language)):
        if all(mention.end <= other.start or other.end <= mention.start for other in found):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _in_figures(text: str, language: str | None) -> Iterator[Mention]:
    for match in _FIGURES.finditer(text):
        first, sign, second, third = int(match[1]), match[2], int(match[3]), int(match[4])
        if len(match[1]) == 4:
            year, month, day = first, second, third
        elif len(match[4]) == 4:
            parts = _day_and_month(first, second, sign, language)
            if parts is None:
                continue
            (day, month), year = parts, third
        else:
            continue
        year = _common_year(year, language)
        if calendar_day(year, month, day) is not None:
            yield Mention(match.start(), match.end(), year, month, day)


def _day_and_month(first: int, second: int, sign: str, language: str | None) -> tuple[int, int] | None:
    """Day and month of two figures; None when they may be swapped and no custom decides."""
    if first == second or first > 12:
        return first, second
    if second > 12:
        return second, first
    if sign == "." or (words.dates_of(language).order if language else ""):
        return first, second
    if language is not None and "-" in language:
        return (second, first) if language.upper().endswith("-US") else (first, second)
    return None


def _with_signs(text: str) -> Iterator[Mention]:
    """`2024年10月10日`, `令和6年7月`, `2024년 3월`, `ngày 5 tháng 7 năm 2023`."""
    if text.isascii():
        return
    for pattern, signs in ((_EAST_ASIAN, "年년"), (_VIETNAMESE, "áÁ")):
        for match in pattern.finditer(text) if any(sign in text for sign in signs) else ():
            parts = match.groupdict()
            year = 1 if parts["year"] == "元" else int(parts["year"])
            year += ERAS.get(parts.get("era") or "", 0)
            day = int(parts["day"]) if parts["day"] else None
            if calendar_day(year, int(parts["month"]), day or 1) is not None:
                yield Mention(match.start(), match.end(), year, int(parts["month"]), day)


def _with_names(text: str, language: str | None) -> list[Mention]:
    """Dates with the name of a month, last first: a range lends its year to the month before it."""
    tokens, beginnings = tokenize(text), _first_keys(language)
    found: list[Mention] = []
    for position in [place for place, token in enumerate(tokens) if token.key in beginnings][::-1]:
        month, length = _month_at(tokens, position, language)
        if month is None or (found and tokens[position].start >= found[-1].start):
            continue
        mention = _around_month(text, tokens, position, length, month, language)
        if found and mention.year is None and is_range(text[mention.end : found[-1].start]):
            mention = _spanning(mention, found.pop())
        found.append(mention)
    return [mention for mention in found if _is_possible(mention)]


def _spanning(first: Mention, last: Mention) -> Mention:
    """One mention for both ends of a range."""
    year = last.year - 1 if last.year is not None and first.month > last.month else last.year
    return Mention(first.start, last.end, year, first.month, first.day, last.until or (last.month, last.day))


def _is_possible(mention: Mention) -> bool:
    """Whether a mention says a year or a day, and such a day exists."""
    if mention.year is None:
        return mention.day is not None
    return calendar_day(mention.year, mention.month, mention.day or 1) is not None


def _month_at(tokens: Sequence[Token], position: int, language: str | None) -> tuple[int | None, int]:
    for names in (words.dates_of(language).months, words.dates_of(None).months):
        for length in range(min(MAX_NAME_TOKENS, len(tokens) - position), 0, -1):
            month = names.get(" ".join(token.key for token in tokens[position : position + length]))
            if month is not None:
                return month, length
    return None, 0


@cache
def _first_keys(language: str | None) -> frozenset[str]:
    """First words of the names of months, to pass over other words quickly."""
    names = (*words.dates_of(language).months, *words.dates_of(None).months)
    return frozenset(name.split(" ")[0] for name in names)


def _around_month(
    text: str, tokens: Sequence[Token], position: int, length: int, month: int, language: str | None
) -> Mention:
    """Day and year on either side of a month's name."""
    behind = position + length
    before, after = _number_before(text, tokens, position), _number_after(tokens, behind)
    day_after = after is not None and _is_short_day(tokens[after])
    if after is not None and day_after:
        last = _range_end(text, tokens, after)
        year_at = _number_after(tokens, last + 1)
        if before is None or (year_at is not None and as_year(tokens[year_at], language)):
            return _month_day(tokens, position, (after, last), month, year_at, language)
    start, end = tokens[position].start, tokens[behind - 1].end
    day = year = until = None
    if before is not None and _is_day(tokens[before]) and not _counts_issues(tokens, before):
        first = _range_start(text, tokens, before)
        day, start = tokens[first].value, tokens[first].start
        until = (month, tokens[before].value) if first != before else None
        before = _number_before(text, tokens, first)
    if after is not None and (year := as_year(tokens[after], language)):
        end = tokens[after].end
    elif before is not None and (year := as_year(tokens[before], language)):
        start = tokens[before].start
        if day is None and after is not None and day_after:
            day, end = tokens[after].value, tokens[after].end
    return Mention(start, end, year, month, day, until)


def _month_day(
    tokens: Sequence[Token],
    position: int,
    days: tuple[int, int],
    month: int,
    year_at: int | None,
    language: str | None,
) -> Mention:
    """`July 12`, `July 12–14, 2023`: `days` are the places of the first and the last day."""
    first, last = days
    year = None if year_at is None else as_year(tokens[year_at], language)
    end = tokens[last if year is None or year_at is None else year_at].end
    until = None if first == last else (month, tokens[last].value)
    return Mention(tokens[position].start, end, year, month, tokens[first].value, until)


def _counts_issues(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number belongs to the word before it, which counts issues: `No. 2 July – December 2015`."""
    issue = words.phrases("issue")
    return any(
        issue.match_at(tokens, start) == place - start + 1 for start in range(max(0, place - 2), place)
    )


def _is_short_day(token: Token) -> bool:
    return _is_day(token) and token.end - token.start <= MAX_DAY_DIGITS


def _number_before(text: str, tokens: Sequence[Token], position: int) -> int | None:
    for place in range(position - 1, max(position - 2 - MAX_FILLERS, -1), -1):
        if tokens[place].key == NUMBER:
            return None if "," in text[tokens[place].end : tokens[position].start] else place
        if not is_filler(tokens[place]):
            return None
    return None


def _number_after(tokens: Sequence[Token], position: int) -> int | None:
    for place in range(position, min(position + 1 + MAX_FILLERS, len(tokens))):
        if tokens[place].key == NUMBER:
            return place
        if not is_filler(tokens[place]):
            return None
    return None


def _range_start(text: str, tokens: Sequence[Token], position: int) -> int:
    """First of two days in `12–14 July`, else the one day."""
    for back in (1, 2):
        place = position - back
        if (
            place >= 0
            and _is_day(tokens[place])
            and is_range(text[tokens[place].end : tokens[position].start])
        ):
            return place
    return position


def _range_end(text: str, tokens: Sequence[Token], position: int) -> int:
    """Last of two days in `July 12–14`, else the one day."""
    for ahead in (1, 2):
        place = position + ahead
        if (
            place < len(tokens)
            and _is_day(tokens[place])
            and is_range(text[tokens[position].end : tokens[place].start])
        ):
            return place
    return position


def is_range(text: str) -> bool:
    """Whether what stands between two dates makes them one span of time."""
    return bool(_RANGE_SIGN.fullmatch(text)) or (fold(text.strip(" .")) in _range_words())


def _is_day(token: Token) -> bool:
    return token.value is not None and 1 <= token.value <= 31


def as_year(token: Token, language: str | None) -> int | None:
    year = _common_year(token.value or 0, language)
    return year if year in YEARS else None


def _common_year(year: int, language: str | None) -> int:
    """A year of the language's own era in common years; others as they are."""
    dates = words.dates_of(language or "th")
    return year - dates.year_offset if dates.year_offset and dates.era_from <= year < 3000 else year


def calendar_day(year: int, month: int, day: int) -> date | None:
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_filler(token: Token) -> bool:
    """Whether a token is an ordinal's ending or a word that stands in dates: `th`, `of`, `den`, `года`."""
    return token.key in words.words("ordinals") or token.key in _date_words()


def is_weekday(token: Token) -> bool:
    return token.key in _weekdays()


def is_filling(text: str) -> bool:
    """Whether only weekdays, filling words and punctuation stand in `text`."""
    return all(
        is_filler(token) or is_weekday(token) or token.key in _range_words() for token in tokenize(text)
    )


@cache
def _date_words() -> frozenset[str]:
    return frozenset(token.key for word in words.words("date_words") for token in tokenize(word))


@cache
def _range_words() -> frozenset[str]:
    return frozenset(fold(word) for word in words.words("range_words"))


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(token.key for word in words.words("weekdays") for token in tokenize(word))
