"""Whether letters form words at all, in whichever language: fonts lie about what they draw.

Two witnesses must agree that they do not. Groups of three letters are those of no known language, and words
are not built like words: signs or capitals within them, or no vowel. A language that is not known fails the
first and not the second. Written in plain letters only, all languages are known well enough for the first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from schemas.lexicon.detector import is_known, known_share

MIN_GROUPS = 100
"""Fewer groups of three letters say nothing."""

MAX_WORDS = 200
MAX_NONSENSE_SHARE = 0.45
"""Real text of known languages has at least 0.7 of its groups in common with one of them; ciphers, less than
this."""

MAX_PLAIN_NONSENSE_SHARE = 0.25
"""… and text in the plain letters from a to z less than this is none, however its words are built."""

PLAIN_SHARE = 0.9
MIN_PLAIN_SHARE = 0.5
"""No language in Latin letters has fewer plain ones than this share."""

MIN_CHUNKS = 20
MAX_ODD_CHUNKS = 0.6
"""Where words are too few to be judged, so many of them are odd in nonsense."""

MIN_CHUNK_LETTERS = 3
MAX_ODD_WORDS = 0.15
"""Share of words that are not built like words, from which on a text may be nonsense."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_ADDRESS = re.compile(r"@|://|www\.")
_CHUNK = re.compile(r"\S{4,}")
_SIGN_INSIDE = re.compile(r"[^\W\d_][^\w\s'’.,:/@&()\-‐–­]+[^\W\d_]")
_CAPITAL_INSIDE = re.compile(r"[^\W\d_]*[a-zа-яα-ω][A-ZА-ЯΑ-Ω]")
_VOWELS = frozenset("aeiouyæøœıəаеёиоуыэюяіїєөүұәўαεηιουω")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
_MIN_SCRIPT_SHARE = 0.8


def readable_share(text: str) -> float | None:
    """Share of the text's groups of three letters that the language most like it has; None when too few.

    None, too, for scripts whose words are not judged here.
    """
    groups = _groups(text)
    return None if groups is None else known_share(groups)


def is_nonsense(text: str) -> bool:
    """Whether the letters of a text form no words of any language."""
    letters = "".join(filter(str.isalpha, text))
    if not _is_judged(letters):
        return False
    groups = _groups(text)
    if groups is None:
        return len(_chunks(text)) >= MIN_CHUNKS and odd_words(text) > MAX_ODD_CHUNKS
    if is_known(groups, MAX_NONSENSE_SHARE):
        return False
    plain = sum(map(str.isascii, letters)) / len(letters)
    is_strange = plain >= PLAIN_SHARE or (
        plain < MIN_PLAIN_SHARE and unicodedata.name(letters[0]).startswith("LATIN")
    )
    is_unknown = is_strange and known_share(groups) < MAX_PLAIN_NONSENSE_SHARE
    return is_unknown or odd_words(text) > MAX_ODD_WORDS


def _groups(text: str) -> Counter[str] | None:
    """Groups of three letters of the text's words, blanks round them; None as in `readable_share`."""
    words = [word for word in _WORD.findall(text) if not _is_acronym(word)][:MAX_WORDS]
    if not _is_judged("".join(words)):
        return None
    groups = Counter(
        padded[place : place + 3]
        for padded in (f" {word} " for word in words)
        for place in range(len(padded) - 2)
    )
    return groups if groups.total() >= MIN_GROUPS else None


def _is_judged(letters: str) -> bool:
    if not letters:
        return False
    judged = sum(
        count
        for letter, count in Counter(letters).items()
        if unicodedata.name(letter, "").startswith(_SCRIPTS)
    )
    return judged >= _MIN_SCRIPT_SHARE * len(letters)


def odd_words(text: str) -> float:
    """Share of words with a sign or a capital inside, or without a vowel."""
    chunks = _chunks(text)
    return sum(map(_is_odd, chunks)) / len(chunks) if chunks else 0.0


def _chunks(text: str) -> list[str]:
    """What stands between blanks and has letters, each once; addresses of the web are none."""
    chunks = dict.fromkeys(chunk for chunk in _CHUNK.findall(text) if not _ADDRESS.search(chunk))
    return [chunk for chunk in chunks if sum(map(str.isalpha, chunk)) >= MIN_CHUNK_LETTERS][:MAX_WORDS]


def _is_odd(chunk: str) -> bool:
    if _SIGN_INSIDE.search(chunk) or _CAPITAL_INSIDE.match(chunk):
        return True
    return not chunk.isupper() and not _has_vowel(chunk)


def _is_acronym(word: str) -> bool:
    return word.isupper() and not _has_vowel(word)


def _has_vowel(word: str) -> bool:
    return not _VOWELS.isdisjoint(unicodedata.normalize("NFD", word.lower()))
