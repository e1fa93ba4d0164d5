"""Text as comparable tokens: case, accents, width forms, punctuation and markup do not count.

Every comparison with a word list goes through here, for the lists as for the bulletin, so both
sides are folded alike. Each token keeps its place in the text it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from schemas.numbers import whole_number

KEPT_TEXTS = 512
"""Texts whose tokens are kept in mind: rules ask for those of one block one right after the other."""

NUMBER = "#"
"""Key of every number token; the number itself is `Token.value`."""

_HAN_DIGITS = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_HAN_UNITS = {"十": 10, "百": 100}
_HAN_NUMERALS = "".join((*_HAN_DIGITS, *_HAN_UNITS))

# Vowel and tone signs are no word characters for `re`, yet part of the words of these scripts.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0970-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u17b4-\u17d3\u00ad\u200b-\u200d\u2060"
)
_LETTER = r"[^\W\d_\u02bc]"
_WORD_OF_LETTERS = rf"{_LETTER}++(?:[{_SIGNS}]++{_LETTER}*+)*+"
_TOKEN = re.compile(
    rf"(?P<number>\d+|(?<=第)[{_HAN_NUMERALS}]+)"
    rf"|第(?=[\d{_HAN_NUMERALS}])"
    rf"|{_WORD_OF_LETTERS}"
    r"|№|/"
)
_PLAIN_TOKEN = re.compile(rf"\d+|{_WORD_OF_LETTERS}|№|/")
"""The same where no Han numerals stand behind a `第`, which alone makes them a number."""

WORD = re.compile(rf"[^\W_]++(?:[{_SIGNS}]++[^\W_]*+)*+")
"""A run of letters, figures and the signs on them."""

_COLONS = ":：៖"
_COLON = re.compile(rf"\.?\s*[{_COLONS}]")
_DROPPED = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u00ad\u200b-\u200d\u2060]")
_UNIFIED = str.maketrans({"ı": "i", "ي": "ی", "ى": "ی", "ك": "ک"})
_UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


class Token(NamedTuple):
    """One word, number, `№` or slash; `start` and `end` are offsets in the text it came from.

    `value` is the number of a number token, None when it is too long to be meant as one.
    """

    key: str
    start: int
    end: int
    value: int | None = None
    has_colon: bool = False


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """Form of a word used for comparison: no case, accents, vowel points or width forms."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return unicodedata.normalize("NFC", _DROPPED.sub("", decomposed).translate(_UNIFIED)).casefold()


@lru_cache(maxsize=KEPT_TEXTS)
def tokenize(text: str) -> tuple[Token, ...]:
    """Words, numbers and slashes of `text` in order; everything else parts tokens and is left out."""
    has_colons = any(sign in text for sign in _COLONS)
    if has_colons or "第" in text:
        return tuple(_tokens(text, has_colons=has_colons))
    return tuple(map(_plain_token, _PLAIN_TOKEN.finditer(text)))


def forget_texts() -> None:
    """Empty the memory of texts: a full one writes on an old text's page for each new one."""
    tokenize.cache_clear()
    fold.cache_clear()


def first_key(text: str) -> str | None:
    """Key of the first token of `text`, None when it has none."""
    match = _TOKEN.search(text)
    return None if match is None else _key(match)


def key_of(text: str) -> str:
    """Folded tokens of `text` joined by blanks, every number as `#`."""
    return " ".join(token.key for token in tokenize(text))


def keys_in(text: str) -> set[str]:
    """Keys of the tokens of `text`, each once: half the price where their places do not matter."""
    if "第" in text:
        return {token.key for token in tokenize(text)}
    return {NUMBER if raw[0].isdecimal() else fold(raw) for raw in set(_PLAIN_TOKEN.findall(text))}


def is_unspaced(word: str) -> bool:
    """Whether `word` is of a script that sets no blanks between words."""
    return not word.isascii() and bool(_UNSPACED.search(word))


def _tokens(text: str, *, has_colons: bool) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        has_colon = has_colons and _COLON.match(text, end) is not None
        if match.lastgroup == "number":
            yield Token(NUMBER, start, end, _value(match.group()), has_colon)
        else:
            yield Token(fold(match.group()), start, end, None, has_colon)


_token = partial(tuple.__new__, Token)
"""A token of its five values; a named tuple's own constructor takes twice as long."""


def _plain_token(match: re.Match[str]) -> Token:
    """The token of a text without colons and without numerals behind a `第`."""
    raw = match.group()
    start, end = match.span()
    if raw[0].isdecimal():
        return _token((NUMBER, start, end, whole_number(raw), False))
    return _token((fold(raw), start, end, None, False))


def _key(match: re.Match[str]) -> str:
    return NUMBER if match.lastgroup == "number" else fold(match.group())


def _value(digits: str) -> int | None:
    if not digits[0].isdecimal():
        return _han_value(digits)
    return whole_number(digits)


def _han_value(numerals: str) -> int:
    total, digit = 0, None
    for numeral in numerals:
        if numeral in _HAN_UNITS:
            total += (1 if digit is None else digit) * _HAN_UNITS[numeral]
            digit = None
        else:
            digit = _HAN_DIGITS[numeral]
    return total + (digit or 0)
