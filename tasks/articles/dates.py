"""Dates in many languages: found in a line, read, and told apart from other numbers.

Names of months come from the lexicon, the calendar from the standard library: neither the clock
nor the locale has a say. A date in figures whose day and month could be swapped is read by the
language's custom; English has none (03/04/2024), so there it is read only with a country
(`en-GB`, `en-US`), and else not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from schemas.lexicon import lexicon, words
from schemas.lexicon.tokens import NUMBER, Token, fold, tokenize

_YEARS = range(1800, 2100)
_MAX_MONTH_TOKENS = 3
_MAX_FILLERS = 2
_MAX_DAY_DIGITS = 2
_MAX_LINE_CHARS = 400
_MAX_DATELINE_CHARS = 120
_MAX_PLACE_WORDS = 6
_MAX_SHORT_LINE_CHARS = 80
_MAX_CLOSING_CHARS = 100

_FIGURES = re.compile(r"(?<![\d./-])(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?![\d/-]|\.\d)")
_EAST_ASIAN = re.compile(
    r"(?:(?P<era>令和|平成)\s*)?(?P<year>\d{1,4}|元)\s*[年년]\s*(?P<month>\d{1,2})\s*[月월](?:\s*(?P<day>\d{1,2})\s*[日號号일])?"
)
_ERAS = {"令和": 2018, "平成": 1988}
_VIETNAMESE = re.compile(
    r"(?:(?P<day>\d{1,2})\s+)?tháng\s+(?P<month>\d{1,2})\s*(?:năm|[/,-])\s*(?P<year>\d{4})", re.IGNORECASE
)
_QUARTER = re.compile(
    r"\bQ(?P<q>[1-4])\W{0,3}(?P<y>(?:19|20)\d\d)\b|\b(?P<y2>(?:19|20)\d\d)\W{0,3}Q(?P<q2>[1-4])\b"
)
_YEAR_ONLY = re.compile(r"\W*((?:18|19|20)\d\d)\W*")
_RANGE_SIGN = re.compile(r"\s*(?:[-–—/&]|\.\s?[-–—])\s*")
_SEPARATOR = re.compile(
    r"\s*(?:[–—\u00ad]|--|(?<=\s)-(?=\s)|(?<=[\s\d.)])-(?=\s)|:(?=\s)|\.(?=\s+[^\s–—-]))\s*"
)
_BRACKETED = re.compile(r"\(([^()\n]{6,100})\)\s*[–—:-]?\s*")
_PARTING = ",;–—-\u00ad()"
_AGENCY = re.compile(r"\(([A-Z][A-Za-z&./ ]{1,18})\)|\[([A-Z][A-Za-z&./ ]{1,18})\]")
_LABEL = re.compile(r"[^\W\d]+\s*[:：]\s*")


class Precision(StrEnum):
    """How much of a date is said."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A day, or the first day of the month, quarter or year that is said."""

    first_day: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class LocatedDate:
    """A date and the offsets of its words in the text."""

    start: int
    end: int
    value: ParsedDate


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place, day or agency before an article's first sentence.

    Attributes:
        text: as printed, without the dash that follows.
        length: characters of the paragraph up to the first sentence.
        date: None when it names no year or no day.
    """

    text: str
    length: int
    place: str
    date: ParsedDate | None


@dataclass(frozen=True, slots=True)
class _Mention:
    """Day and month, perhaps without a year: what a dateline may say."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    @property
    def located(self) -> LocatedDate | None:
        if self.year is None:
            return None
        precision = Precision.MONTH if self.day is None else Precision.DAY
        first_day = _calendar_day(self.year, self.month, self.day or 1)
        return (
            None if first_day is None else LocatedDate(self.start, self.end, ParsedDate(first_day, precision))
        )


def find_dates(text: str, language: str | None = None) -> list[LocatedDate]:
    """Days and months with their year in `text`, in order. Of a range, the first day."""
    located = (mention.located for mention in _mentions(text, language))
    return [found for found in located if found is not None]


def parse_date(text: str, language: str | None = None) -> ParsedDate | None:
    """The date that the whole of `text` says; weekday and filling words do not count."""
    for found in find_dates(text, language):
        if _is_filling(text[: found.start]) and _is_filling(text[found.end :]):
            return found.value
    quarter = _QUARTER.fullmatch(text.strip())
    if quarter:
        return _quarter(quarter)
    year = _YEAR_ONLY.fullmatch(text)
    return ParsedDate(date(int(year.group(1)), 1, 1), Precision.YEAR) if year else None


def find_issue_date(lines: Sequence[str], language: str | None = None) -> ParsedDate | None:
    """The day, month or quarter an issue was published, from lines that may say it.

    In this order: a day in a volume, number and date line; the last place-and-date line; a
    dateline; a month or quarter in a date line; a date that begins a line or follows a label; a
    month in a short line. Dates inside sentences are events, not the issue's.
    """
    ranked: list[tuple[int, int, ParsedDate]] = []
    for position, line in enumerate(lines):
        found = _issue_date_of(line, language)
        if found is not None:
            rank, value = found
            ranked.append((rank, -position if rank == _CLOSING_RANK else position, value))
    return min(ranked, key=lambda item: item[:2])[2] if ranked else None


def dateline(text: str, language: str | None = None) -> Dateline | None:
    """The dateline a paragraph begins with: `Tromsø, 9 June 2022 –`, `PARIS (AFP) –`."""
    head = text[:_MAX_DATELINE_CHARS]
    bracketed = _BRACKETED.match(head)
    if bracketed and bracketed.end() < len(text):
        return _dateline(bracketed.group(1), bracketed.end(), language)
    for separator in _SEPARATOR.finditer(head):
        if separator.end() == len(text):
            return None
        found = _dateline(text[: separator.start()], separator.end(), language)
        if found is not None and (found.date is not None or not separator.group().strip().startswith(".")):
            return found
    return None


def is_closing_place_date(text: str, language: str | None = None) -> bool:
    """Whether a line says a place and a day and nothing else: `Port Lumen, 9 August 2019`."""
    return _closing_date(text, language) is not None


def _closing_date(text: str, language: str | None) -> ParsedDate | None:
    line = text.strip(" \t\n*_()")
    if not line or len(line) > _MAX_CLOSING_CHARS:
        return None
    found = _dateline(line.rstrip(" ."), len(line), language)
    if found is None or found.date is None or found.date.precision is not Precision.DAY:
        return None
    return found.date


_CLOSING_RANK = 1


def _issue_date_of(line: str, language: str | None) -> tuple[int, ParsedDate] | None:
    """Rank (0 is best) and date of one line, None when it dates no issue."""
    head = line[:_MAX_LINE_CHARS]
    dates = find_dates(head, language)
    if not dates:
        quarter = _QUARTER.search(head) if len(head) <= _MAX_SHORT_LINE_CHARS else None
        return (3, _quarter(quarter)) if quarter else None
    first = dates[0].value
    is_day = first.precision is Precision.DAY
    if lexicon().is_issue_line(head):
        return (0 if is_day else 3), first
    closing = _closing_date(head, language)
    if closing is not None:
        return _CLOSING_RANK, closing
    lead = dateline(head, language)
    if lead is not None and lead.date is not None:
        return 2, lead.date
    if len(head) > _MAX_SHORT_LINE_CHARS:
        return None
    before = head[: dates[0].start]
    if is_day and _is_filling(_LABEL.sub("", before)):
        return 4, first
    after = head[dates[0].start :]
    is_last = _is_filling(head[dates[0].end :]) or lexicon().is_issue_line(after)
    words_before = before.split()
    return (5, first) if is_last and not (words_before and words_before[-1][0].islower()) else None


def _quarter(match: re.Match[str]) -> ParsedDate:
    year, quarter = int(match["y"] or match["y2"]), int(match["q"] or match["q2"])
    return ParsedDate(date(year, 3 * quarter - 2, 1), Precision.QUARTER)


def _mentions(text: str, language: str | None) -> list[_Mention]:
    """Dates with and without a year, in order and not overlapping."""
    found: list[_Mention] = []
    for mention in (*_in_figures(text, language), *_with_signs(text), *_with_names(text, language)):
        if all(mention.end <= other.start or other.end <= mention.start for other in found):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _in_figures(text: str, language: str | None) -> Iterator[_Mention]:
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
        if _calendar_day(year, month, day) is not None:
            yield _Mention(match.start(), match.end(), year, month, day)


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


def _with_signs(text: str) -> Iterator[_Mention]:
    """`2024年10月10日`, `令和6年7月`, `2024년 3월`, `ngày 5 tháng 7 năm 2023`."""
    for pattern in (_EAST_ASIAN, _VIETNAMESE):
        for match in pattern.finditer(text):
            parts = match.groupdict()
            year = 1 if parts["year"] == "元" else int(parts["year"])
            year += _ERAS.get(parts.get("era") or "", 0)
            day = int(parts["day"]) if parts["day"] else None
            if _calendar_day(year, int(parts["month"]), day or 1) is not None:
                yield _Mention(match.start(), match.end(), year, int(parts["month"]), day)


def _with_names(text: str, language: str | None) -> list[_Mention]:
    """Dates with the name of a month, last first: a range lends its year to the month before it."""
    tokens = tokenize(text)
    found: list[_Mention] = []
    for position in range(len(tokens) - 1, -1, -1):
        month, length = _month_at(tokens, position, language)
        if month is None or (found and tokens[position].start >= found[-1].start):
            continue
        mention = _around_month(text, tokens, position, length, month, language)
        if found and mention.year is None and _is_range(text[mention.end : found[-1].start]):
            mention = _spanning(mention, found.pop())
        found.append(mention)
    return [mention for mention in found if _is_possible(mention)]


def _spanning(first: _Mention, last: _Mention) -> _Mention:
    """One mention for both ends of a range, with the first end's day and month."""
    year = last.year - 1 if last.year is not None and first.month > last.month else last.year
    return _Mention(first.start, last.end, year, first.month, first.day)


def _is_possible(mention: _Mention) -> bool:
    """Whether a mention says a year or a day, and such a day exists."""
    if mention.year is None:
        return mention.day is not None
    return _calendar_day(mention.year, mention.month, mention.day or 1) is not None


def _month_at(tokens: Sequence[Token], position: int, language: str | None) -> tuple[int | None, int]:
    if tokens[position].key not in _first_keys(language):
        return None, 0
    for names in (words.dates_of(language).months, words.dates_of(None).months):
        for length in range(min(_MAX_MONTH_TOKENS, len(tokens) - position), 0, -1):
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
) -> _Mention:
    """Day and year on either side of a month's name."""
    behind = position + length
    before, after = _number_before(text, tokens, position), _number_after(tokens, behind)
    day_after = after is not None and _is_short_day(tokens[after])
    if after is not None and day_after:
        last = _range_end(text, tokens, after)
        year_at = _number_after(tokens, last + 1)
        if before is None or (year_at is not None and _as_year(tokens[year_at], language)):
            return _month_day(tokens, position, (after, last), month, year_at, language)
    start, end = tokens[position].start, tokens[behind - 1].end
    day = year = None
    if before is not None and _is_day(tokens[before]):
        first = _range_start(text, tokens, before)
        day, start = tokens[first].value, tokens[first].start
        before = _number_before(text, tokens, first)
    if after is not None and (year := _as_year(tokens[after], language)):
        end = tokens[after].end
    elif before is not None and (year := _as_year(tokens[before], language)):
        start = tokens[before].start
        if day is None and after is not None and day_after:
            day, end = tokens[after].value, tokens[after].end
    return _Mention(start, end, year, month, day)


def _month_day(
    tokens: Sequence[Token],
    position: int,
    days: tuple[int, int],
    month: int,
    year_at: int | None,
    language: str | None,
) -> _Mention:
    """`July 12`, `July 12–14, 2023`: `days` are the places of the first and the last day."""
    first, last = days
    year = None if year_at is None else _as_year(tokens[year_at], language)
    end = tokens[last if year is None or year_at is None else year_at].end
    return _Mention(tokens[position].start, end, year, month, tokens[first].value)


def _is_short_day(token: Token) -> bool:
    return _is_day(token) and token.end - token.start <= _MAX_DAY_DIGITS


def _number_before(text: str, tokens: Sequence[Token], position: int) -> int | None:
    for place in range(position - 1, max(position - 2 - _MAX_FILLERS, -1), -1):
        if tokens[place].key == NUMBER:
            return None if "," in text[tokens[place].end : tokens[position].start] else place
        if not _is_filler(tokens[place]):
            return None
    return None


def _number_after(tokens: Sequence[Token], position: int) -> int | None:
    for place in range(position, min(position + 1 + _MAX_FILLERS, len(tokens))):
        if tokens[place].key == NUMBER:
            return place
        if not _is_filler(tokens[place]):
            return None
    return None


def _range_start(text: str, tokens: Sequence[Token], position: int) -> int:
    """First of two days in `12–14 July`, else the one day."""
    for back in (1, 2):
        place = position - back
        if (
            place >= 0
            and _is_day(tokens[place])
            and _is_range(text[tokens[place].end : tokens[position].start])
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
            and _is_range(text[tokens[position].end : tokens[place].start])
        ):
            return place
    return position


def _is_range(text: str) -> bool:
    """Whether what stands between two dates makes them one span of time."""
    return bool(_RANGE_SIGN.fullmatch(text)) or (fold(text.strip(" .")) in _range_words())


def _is_day(token: Token) -> bool:
    return token.value is not None and 1 <= token.value <= 31


def _as_year(token: Token, language: str | None) -> int | None:
    year = _common_year(token.value or 0, language)
    return year if year in _YEARS else None


def _common_year(year: int, language: str | None) -> int:
    """A year of the language's own era in common years; others as they are."""
    dates = words.dates_of(language or "th")
    return year - dates.year_offset if dates.year_offset and dates.era_from <= year < 3000 else year


def _calendar_day(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_filler(token: Token) -> bool:
    return token.key in words.words("ordinals") or token.key in _date_words()


def _is_filling(text: str) -> bool:
    """Whether only weekdays, filling words and punctuation stand in `text`."""
    return all(
        _is_filler(token) or token.key in _weekdays() or token.key in _range_words()
        for token in tokenize(text)
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


def _dateline(head: str, length: int, language: str | None) -> Dateline | None:
    """The dateline that `head` is, all of it: a place with a day or an agency, in either order."""
    mentions = [mention for mention in _mentions(head, language) if mention.day is not None]
    agency = _AGENCY.search(head)
    if ":" in head or len(mentions) > 1 or (not mentions and agency is None):
        return None
    rest = head
    if mentions:
        rest = f"{rest[: mentions[0].start]}\n{rest[mentions[0].end :]}"
    if agency is not None:
        rest = _AGENCY.sub("\n", rest)
    pieces = [_trim_place(piece) for piece in rest.split("\n")]
    places = [piece for piece in pieces if piece]
    if len(places) != 1 or not _is_place(places[0]):
        return None
    if not _is_parted(head, mentions[0], head.find(places[0])) if mentions else not places[0].isupper():
        return None
    located = mentions[0].located if mentions else None
    return Dateline(head.strip(" \t\n*_"), length, places[0], None if located is None else located.value)


def _is_parted(head: str, mention: _Mention, place_at: int) -> bool:
    """Whether a comma, dash or small word stands between the day and the place.

    A place behind the day needs a comma and the year: `9 June 2022, Tromsø`.
    """
    before, after = head[: mention.start].rstrip(), head[mention.end :].lstrip()
    tokens = tokenize(before)
    if place_at < mention.start:
        last = tokens[-1]
        is_led = _is_filler(last) or last.key in words.words("at_words") or last.key in _weekdays()
        return before[-1] in _PARTING or is_led or _place_prefix(tokens) > 0
    return after[:1] == "," and mention.year is not None


def _trim_place(text: str) -> str:
    """A piece beside the date without punctuation, weekdays and words such as `le`, `den`, `on`."""
    piece = text.strip(" \t*_,.;:–—-\u00ad()/")
    tokens = list(tokenize(piece))
    while tokens and (
        _is_filler(tokens[-1]) or tokens[-1].key in _weekdays() or tokens[-1].key in _at_words()
    ):
        tokens.pop()
    while tokens and (_is_filler(tokens[0]) or tokens[0].key in _weekdays()):
        tokens.pop(0)
    prefix = _place_prefix(tokens)
    return piece[tokens[prefix].start : tokens[-1].end] if tokens[prefix:] else ""


def _place_prefix(tokens: Sequence[Token]) -> int:
    return words.phrases("place_date").match_at(tokens, 0) if tokens else 0


def _is_place(text: str) -> bool:
    """Up to six capitalised words without figures, and none that names a paper, an issue or a body."""
    parts = text.replace(",", " ").replace(".", " ").split()
    if not 1 <= len(parts) <= _MAX_PLACE_WORDS or any(character.isdigit() for character in text):
        return False
    if (
        any(part[0].islower() and part.casefold() not in words.words("place_joints") for part in parts)
        or parts[0][0].islower()
    ):
        return False
    tokens = tokenize(text)
    if not tokens or tokens[0].key in _at_words() or tokens[0].key in words.words("not_places"):
        return False
    return not any(
        words.phrases(category).is_in(tokens)
        for category in ("issue", "publication", "organisation", "imprint")
    )


@cache
def _at_words() -> frozenset[str]:
    return frozenset(fold(word) for word in (*words.words("at_words"), *words.words("weak_at_words")))
