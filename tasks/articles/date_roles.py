"""What a date says of its article: when it was published, a deadline, an event, or no more than itself."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from schemas.kinds import DatePrecision, DateRole
from schemas.lexicon import words
from schemas.lexicon.calendar import MAX_PHRASE_TOKENS
from schemas.lexicon.tokens import Token, fold, tokenize
from schemas.lexicon.words import PhraseSet
from schemas.tolerances import NEAR_CHARS, TELLING_LETTERS
from tasks.articles.dates import is_filler, is_weekday
from tasks.articles.periods import Period

NEWS_DAYS = 31
"""What happened up to so long before an issue is told as news."""

_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.|h|uhr|Uhr)\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}h\d\d\b", re.I
)
_SENTENCE_END = re.compile(r"[.!?。؟]\s+(?=[^\W\d_a-z])|\n")
_PLANNED = frozenset({DatePrecision.DAY, DatePrecision.MONTH})


def role_of(text: str, found: Period, language: str | None, anchor: date | None) -> DateRole:
    """Role of a date in `text` of this language, in an article of the day `anchor`; its own date aside."""
    if _is_deadline(text, found, language, anchor):
        return DateRole.DEADLINE
    return DateRole.EVENT if _is_event(text, found, anchor) else DateRole.MENTIONED


def _is_deadline(text: str, found: Period, language: str | None, anchor: date | None) -> bool:
    """Whether a word such as `by` or `no later than` leads to a day that was still to come."""
    if anchor is not None and found.value.last_day < anchor:
        return False
    before = text[max(0, found.start - 2 * NEAR_CHARS) : found.start]
    sentence = before[max((end.end() for end in _SENTENCE_END.finditer(before)), default=0) :]
    tokens = list(tokenize(_CLOCK.sub(" ", sentence)))
    phrases = words.own_phrases("deadline_words", language)
    if any(len(phrase) >= TELLING_LETTERS for phrase in phrases.find(tokens)):
        return True
    while tokens:
        if _ends_with(tokens, phrases):
            return True
        if not _is_passed_over(tokens[-1]):
            break
        tokens.pop()
    after = text[found.end : found.end + NEAR_CHARS].lstrip().casefold()
    return after.startswith(words.own_entries("deadline_after", language))


def _ends_with(tokens: list[Token], phrases: PhraseSet) -> bool:
    starts = range(max(0, len(tokens) - MAX_PHRASE_TOKENS), len(tokens))
    return any(phrases.match_at(tokens, start) == len(tokens) - start for start in starts)


def _is_passed_over(token: Token) -> bool:
    return is_filler(token) or is_weekday(token) or token.key in _at_words()


def _is_event(text: str, found: Period, anchor: date | None) -> bool:
    """A day with its weekday or hour beside it, or one not long before the issue or after it."""
    value = found.value
    if value.precision not in _PLANNED:
        return False
    if value.precision is DatePrecision.MONTH:
        return anchor is not None and value.first_day > anchor
    if anchor is not None and value.last_day >= anchor - timedelta(days=NEWS_DAYS):
        return True
    before = tokenize(text[max(0, found.start - NEAR_CHARS) : found.start])
    return (bool(before) and is_weekday(before[-1])) or bool(
        _CLOCK.match(text[found.end : found.end + NEAR_CHARS].lstrip(" ,;|@–-"))
    )


@cache
def _at_words() -> frozenset[str]:
    return frozenset(fold(word) for word in (*words.words("at_words"), *words.words("weak_at_words")))
