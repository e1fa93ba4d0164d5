"""Accents that a text export sets beside their letters, put on them: `S¨ uchte`, `f¨ur`, `mu¨de`, `n ̈ahe`.

Converters write what a file draws one after the other. Whether an accent stands before its letter or behind
it is the same all through an export, so it is asked of all accents that have one meaning only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.extraction.accents import COMBINING, accented

_MARKS = r"[\u0300-\u036f]"
_SPACING = rf"(?: {_MARKS}|[¨ˆ˜ˇ˘˙˚˝¸˛´])"
"""An accent as a letter of its own; a blank with a mark is one, too."""

_AMBIGUOUS = "´"
"""Stands for an apostrophe or a quotation mark as well."""

_LETTER = r"[^\W\d_]"
_MARKED = re.compile(rf"({_LETTER})({_MARKS}+)")
_BEHIND = re.compile(rf"({_LETTER})({_MARKS}+|{_SPACING})")
_BEFORE = re.compile(rf"({_SPACING}) ?({_LETTER})")
_MARKED_OR_BEFORE = re.compile(rf"{_MARKED.pattern}|{_BEFORE.pattern}")


@dataclass(frozen=True, slots=True)
class Composed:
    """A text with its accents on their letters; `originals` has what stood for a letter, by its place."""

    text: str
    originals: dict[int, str]


class AccentStyle:
    """How an export sets its accents, told from its whole text."""

    def __init__(self, text: str) -> None:
        before = sum(_is_plain(match[2], match[1]) for match in _BEFORE.finditer(text))
        behind = sum(_is_plain(match[1], match[2]) for match in _BEHIND.finditer(text))
        self._pattern = _MARKED if not before + behind else _MARKED_OR_BEFORE if before >= behind else _BEHIND

    def compose(self, text: str) -> Composed:
        """`text` with each accent on its letter, where there is such a letter."""
        parts: list[str] = []
        originals: dict[int, str] = {}
        at = length = 0
        for match in self._pattern.finditer(text):
            letter, accents, *typed = match.groups()
            whole = _with_all(letter, accents) if letter else _with_all(typed[1], typed[0])
            if whole is not None:
                parts += [text[at : match.start()], whole]
                length += match.start() - at
                originals[length] = match[0]
                length += 1
                at = match.end()
        return Composed("".join([*parts, text[at:]]), originals)


def _is_plain(letter: str, accent: str) -> bool:
    """Whether this is a letter with an accent of its own, and can be nothing else."""
    return accent[0] in {" ", *COMBINING} - {_AMBIGUOUS} and _with_all(letter, accent) is not None


def _with_all(letter: str, accents: str) -> str | None:
    """The letter with one accent after the other on it; None where there is no such letter."""
    whole: str | None = letter
    for accent in accents.strip(" "):
        whole = accented(whole, accent) if whole else None
    return whole
