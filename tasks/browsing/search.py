"""What of the overview a search finds, and what it shows of it.

Words of three letters and more are asked of the index of runs of three letters; shorter ones, which are many
in Chinese, Japanese and Korean, of the texts themselves. All have to be there, in any order; words in double
quotes belong together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MIN_INDEXED_CHARS = 3
"""The index knows nothing shorter."""

CHARS_AROUND = 110
"""So much of the text is shown on either side of the first word that was found."""

MAX_WORD_CHARS = 20
"""Longer words, and texts without blanks, are cut anywhere."""

_TERM = re.compile(r'"([^"]+)"|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of SQL on the overview's rows, and the values it names."""

    sql: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of an excerpt; `is_found`: it is one of the words."""

    text: str
    is_found: bool = False


def terms_of(search: str) -> list[str]:
    """Words and quoted phrases of what a person typed."""
    found = (match[1] or match[2] for match in _TERM.finditer(search))
    return [" ".join(term.split()) for term in found if term.strip()]


def conditions(terms: Sequence[str]) -> list[Condition]:
    """What the rows of the overview have to meet that hold all of `terms`."""
    long = [term for term in terms if len(term) >= MIN_INDEXED_CHARS]
    met = [_in_text(number, term) for number, term in enumerate(terms) if len(term) < MIN_INDEXED_CHARS]
    if long:
        asked = " ".join(f'"{term}"' for term in long)
        found = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH :words"
        sql = f"article_id IN (SELECT article_id FROM articles WHERE rowid IN ({found}))"
        met.insert(0, Condition(sql, {"words": asked}))
    return met


def _in_text(number: int, term: str) -> Condition:
    name = f"word_{number}"
    escaped = re.sub(r"([\\%_])", r"\\\1", term)
    like = f"LIKE :{name} ESCAPE '\\'"
    sql = f"article_id IN (SELECT article_id FROM articles WHERE title {like} OR body {like})"
    return Condition(sql, {name: f"%{escaped}%"})


def excerpt(body: str, terms: Sequence[str]) -> list[Shown]:
    """Where the first of `terms` stands in `body`, with all of them told apart; its beginning without any."""
    text = " ".join(body.split())
    if not terms:
        return [Shown(_cut(text, 0, 2 * CHARS_AROUND))]
    patterns = [re.escape(term) for term in terms]
    first = next(filter(None, (re.search(pattern, text, re.IGNORECASE) for pattern in patterns)), None)
    start = max(0, first.start() - CHARS_AROUND) if first else 0
    end = CHARS_AROUND + (first.end() if first else CHARS_AROUND)
    longest_first = "|".join(sorted(patterns, key=len, reverse=True))
    return _told_apart(_cut(text, start, end), re.compile(longest_first, re.IGNORECASE))


def _told_apart(text: str, pattern: re.Pattern[str]) -> list[Shown]:
    pieces, at = [], 0
    for match in pattern.finditer(text):
        pieces += [Shown(text[at : match.start()]), Shown(match[0], is_found=True)]
        at = match.end()
    pieces.append(Shown(text[at:]))
    return [piece for piece in pieces if piece.text]


def _cut(text: str, start: int, end: int) -> str:
    """`text` from `start` to `end`, or from and to a blank near them; dots tell of what is left out."""
    if start > 0 and (blank := text.find(" ", start, start + MAX_WORD_CHARS)) >= 0:
        start = blank
    if end < len(text) and (blank := text.rfind(" ", max(end - MAX_WORD_CHARS, start + 1), end)) >= 0:
        end = blank
    before, after = "… " if start > 0 else "", " …" if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"
