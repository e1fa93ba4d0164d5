"""Datelines: the place, day or agency before an article's first sentence, or in a line of its own.

The place decides: a few capitalised words that name no paper, no issue and no body, parted from the
day. How dates themselves are read is in `dates`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from schemas.kinds import DatePrecision
from schemas.lexicon import words
from schemas.lexicon.tokens import Token, fold, tokenize
from schemas.tolerances import FEW_LINES, LABEL_WORDS, LINE_CHARS, NEAR_BLOCKS, SHORT_LINE_CHARS
from tasks.articles.dates import Mention, ParsedDate, find_mentions, is_filler, is_weekday

_SEPARATOR = re.compile(
    r"(?:(?<!\s)\s++)?(?:[–—\u00ad]|--|(?<=\s)-(?=\s)|(?<=[\s\d.)])-(?=\s)|:(?=\s)|\.(?=\s+[^\s–—-]))\s*"
)
_BRACKETED = re.compile(r"\(([^()\n]{6,100})\)\s*[–—:-]?\s*")
_HOUR = re.compile(r"\b\d{1,2}(?:[:.]\d{2}(?:\s*[ap]\.?m\b\.?)?|\s*[ap]\.?m\b\.?)", re.IGNORECASE)
_AROUND = " \t\n*_()"
_PARTING = ",;–—-\u00ad()"
_AGENCY = re.compile(r"\(([A-Z][A-Za-z&./ ]{1,18})\)|\[([A-Z][A-Za-z&./ ]{1,18})\]")


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


def dateline(text: str, language: str | None = None) -> Dateline | None:
    """The dateline a paragraph begins with: `Tromsø, 9 June 2022 –`, `PARIS (AFP) –`."""
    head = text[:LINE_CHARS]
    bracketed = _BRACKETED.match(head)
    if bracketed and bracketed.end() < len(text):
        return _read_dateline(bracketed.group(1), bracketed.end(), language)
    for separator in _SEPARATOR.finditer(head):
        if separator.end() == len(text):
            return None
        found = _read_dateline(text[: separator.start()], separator.end(), language)
        if found is not None and (found.date is not None or not separator.group().strip().startswith(".")):
            return found
    return None


def is_closing_place_date(text: str, language: str | None = None) -> bool:
    """Whether a line says a place and a day and nothing else: `Port Lumen, 9 August 2019`."""
    return closing_date(text, language) is not None


def closing_date(text: str, language: str | None = None) -> ParsedDate | None:
    """The day in a line that says a place and a day and nothing else; None for any other line."""
    line = text.strip(" \t\n*_()")
    if not line or len(line) > SHORT_LINE_CHARS:
        return None
    found = _read_dateline(line.rstrip(" ."), len(line), language)
    if found is None or found.date is None or found.date.precision is not DatePrecision.DAY:
        return None
    return found.date


def is_day_line(text: str, language: str | None = None) -> bool:
    """Whether a line says a day, with its year or an hour, and nothing else: `Friday, 9 June, 7:30 pm`."""
    found = _only_day(text, language)
    return found is not None and (found.year is not None or _HOUR.search(text, found.end) is not None)


def is_date_line(text: str, language: str | None = None) -> bool:
    """Whether a line says a day of a year and nothing else: `Tuesday, 9 June 2022`."""
    found = _only_day(text, language)
    return found is not None and found.year is not None


def _only_day(text: str, language: str | None) -> Mention | None:
    """The day beside which a line says its weekday and hour at most."""
    line = text.strip(" \t\n*_().")
    if not line or len(line) > SHORT_LINE_CHARS or not line[0].isalnum():
        return None
    mentions = find_mentions(line, language)
    if len(mentions) != 1 or mentions[0].day is None or mentions[0].until is not None:
        return None
    rest = tokenize(_HOUR.sub(" ", f"{line[: mentions[0].start]} {line[mentions[0].end :]}"))
    return mentions[0] if all(is_filler(token) or is_weekday(token) for token in rest) else None


def find_dateline(
    lead: str, heads: Sequence[str], lines: Sequence[str], closing: Sequence[str], language: str | None = None
) -> str | None:
    """The place and day an article gives: before its first sentence, or in a line at its head or end.

    A day without a place is told right under the title and at the very end; elsewhere it is rather that of
    something else.

    Args:
        lead: the first paragraph of its body.
        heads: lines that stand by themselves under the title.
        lines: of its body and byline, as printed.
        closing: those of them that stand by themselves at its end.
        language: in which months of one name are told apart; any where it is not known.
    """
    found = dateline(lead, language)
    if found is not None:
        return found.text
    ends = [*heads, *lines[:NEAR_BLOCKS], *lines[: -FEW_LINES - 1 : -1]]
    said = next((line for line in ends if is_closing_place_date(line, language)), None)
    said = said or next((line for line in heads if is_day_line(line, language)), None)
    said = said or next((line for line in closing if is_date_line(line, language)), None)
    return None if said is None else said.strip(_AROUND)


def _read_dateline(head: str, length: int, language: str | None) -> Dateline | None:
    """The dateline that `head` is, all of it: a place with a day or an agency, in either order."""
    mentions = [mention for mention in find_mentions(head, language) if mention.day is not None]
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


def _is_parted(head: str, mention: Mention, place_at: int) -> bool:
    """Whether a comma, dash or small word stands between the day and the place.

    A place behind the day needs a comma and the year: `9 June 2022, Tromsø`.
    """
    before, after = head[: mention.start].rstrip(), head[mention.end :].lstrip()
    tokens = tokenize(before)
    if place_at < mention.start:
        last = tokens[-1]
        is_led = is_filler(last) or last.key in words.words("at_words") or is_weekday(last)
        return before[-1] in _PARTING or is_led or _place_prefix(tokens) > 0
    return after[:1] == "," and mention.year is not None


def _trim_place(text: str) -> str:
    """A piece beside the date without punctuation, weekdays and words such as `le`, `den`, `on`."""
    piece = text.strip(" \t*_,.;:–—-\u00ad()/")
    tokens = list(tokenize(piece))
    while tokens and (is_filler(tokens[-1]) or is_weekday(tokens[-1]) or tokens[-1].key in _at_words()):
        tokens.pop()
    while tokens and (is_filler(tokens[0]) or is_weekday(tokens[0])):
        tokens.pop(0)
    prefix = _place_prefix(tokens)
    return piece[tokens[prefix].start : tokens[-1].end] if tokens[prefix:] else ""


def _place_prefix(tokens: Sequence[Token]) -> int:
    return words.phrases("place_date").match_at(tokens, 0) if tokens else 0


def _is_place(text: str) -> bool:
    """Up to six capitalised words without figures, and none that names a paper, an issue or a body."""
    parts = text.replace(",", " ").replace(".", " ").split()
    if not 1 <= len(parts) <= LABEL_WORDS or any(character.isdecimal() for character in text):
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
