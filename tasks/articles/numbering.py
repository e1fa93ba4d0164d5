"""Volume and number of an issue, as its volume, number and date lines print them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas.lexicon import lexicon, words
from schemas.lexicon.tokens import NUMBER, Token, tokenize
from schemas.tolerances import LINE_CHARS
from tasks.articles.periods import find_periods

_MARKS = " \t,;:|·•–—-/()[]._*"
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROMAN = re.compile(r"[IVXLC]+|[ivxlc]+")
_LAST_FIGURE = re.compile(r"(?<=\w)\s+(?:#\s?)?(\d{1,3})$")
_YEAR_AND_NUMBER = re.compile(r"\s*((?:19|20)\d\d\s?/\s?\d{1,4})\s*")


@dataclass(frozen=True, slots=True)
class Numbering:
    """Volume and number as printed; None where none is."""

    volume: str | None = None
    number: str | None = None


def find_numbering(lines: Iterable[str]) -> Numbering:
    """The first volume and the first number in `lines`; years, weeks and quarters are neither."""
    volume = number = None
    for line in lines:
        head = line[:LINE_CHARS]
        if number is None and (match := _YEAR_AND_NUMBER.fullmatch(head)):
            number = match[1]
            continue
        counted = _LAST_FIGURE.search(head)
        if number is None and counted and lexicon().has_publication_word(head[: counted.start()]):
            number = counted[1]
        for is_volume, value in _numbers_in(head):
            volume = value if is_volume and volume is None else volume
            number = value if not is_volume and number is None else number
    return Numbering(volume, number)


def without_numbering(name: str) -> str:
    """A series' name without the date, volume and number that its line goes on or begins with."""
    periods = find_periods(name)
    spans = [(one.start, one.end) for one in periods]
    tokens = tokenize(name)
    spans += [(tokens[start].start, tokens[end - 1].end) for _, _, start, end in _phrases_in(name)]
    for start, end in sorted(spans, reverse=True):
        if not name[:start].strip(_MARKS) or not name[end:].strip(_MARKS):
            name = f"{name[:start].rstrip(_MARKS)} {name[end:].lstrip(_MARKS)}".strip()
    return " ".join(name.strip(_MARKS).split())


def _numbers_in(line: str) -> Iterable[tuple[bool, str]]:
    """Each number behind or before its word, and whether that word is one for volumes."""
    return ((is_volume, value) for is_volume, value, _, _ in _phrases_in(line))


def _phrases_in(line: str) -> Iterator[tuple[bool, str, int, int]]:
    """As `_numbers_in`, with the first token and the one behind the last."""
    tokens = tokenize(line)
    position = 0
    while position < len(tokens):
        lengths = {
            category: words.phrases(category).match_at(tokens, position)
            for category in ("volume", "issue", "weeks", "quarters")
        }
        length = max(lengths.values())
        if not length:
            position += 1
            continue
        end = _with_number(line, tokens, position, position + length)
        value = _value(line, tokens[position:end])
        is_span = length in (lengths["weeks"], lengths["quarters"])
        if value is not None and not is_span:
            yield length == lengths["volume"], value, position, end
        position = end


def _with_number(line: str, tokens: Sequence[Token], start: int, end: int) -> int:
    """The end of a phrase, with the number behind it where it has none itself."""
    if any(token.key == NUMBER for token in tokens[start:end]) or end >= len(tokens):
        return end
    following = tokens[end]
    is_number = following.key == NUMBER or _ROMAN.fullmatch(line[following.start : following.end])
    return end + 1 if is_number else end


def _value(line: str, tokens: Sequence[Token]) -> str | None:
    """The number among the tokens of a phrase, as printed; None for a year or where there is none."""
    for token in tokens:
        if token.key == NUMBER:
            printed = line[token.start : token.end]
            return None if _YEAR.fullmatch(printed) else printed
    last = tokens[-1] if len(tokens) > 1 else None
    printed = "" if last is None else line[last.start : last.end]
    return printed if _ROMAN.fullmatch(printed) else None
