"""Letters at control codes of TeX's fonts, where nothing names them: ligatures, accents, `ß`, `æ`.

A font without names for them, or with a map that hands the codes on, leaves gaps in its words: `of ce`. What
is read here is only what has ink, stands at small letters that are told, and leaves hardly anything else of
its font unread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from schemas.reasons import EditCode
from tasks.extraction.glyphs import CONTROL, GUESSES, UNREAD, Flags, Floats, Glyphs, Indices, Origin, has

_LIGATURES = "ﬀﬁﬂﬃﬄ"
OLD_ENCODING: Mapping[int, str] = {0x7F: "¨", **dict(enumerate(_LIGATURES + "ıȷ`´ˇ˘¯˚¸ßæœøÆŒØ", start=0x0B))}
"""What TeX's first fonts (OT1) have there …"""

CORK_ENCODING: Mapping[int, str] = dict(enumerate(_LIGATURES, start=0x1B))
"""… and those with all letters of Western languages (T1)."""

LAST_CONTROL, DELETE = 0x1F, 0x7F
MIN_WIDTH = 0.15
MAX_GAP = 0.15
"""Widths of letters, and gaps to the letters beside them, as shares of the size."""

MIN_SHARE = 0.8
"""So much of what is unread in a font must be in one of the encodings."""

MIN_KINDS = 2
"""So many different ligatures are believed in any font, and one in those that go by a name of TeX's."""

_TEX_FONT = re.compile(r"(?:cm|ec|lm|sf)[a-z]{1,6}\d{1,4}", re.IGNORECASE)
WIDTHS = (0.8, 1.2)
"""Ligatures are as wide as their letters, give or take these factors."""

_TYPED = re.compile("(?<=[a-z])[\x0e\x0f](?=[a-z])")
_TYPED_TOO = re.compile("(?<![\n\x0c])[\x0b\x0c\x0e\x0f](?=[a-z])|(?<=[a-z])[\x0b\x0e\x0f]")


def with_tex_letters(glyphs: Glyphs) -> Glyphs:
    """Glyphs with such letters read, font by font; a ligature is one letter, which is spelled out later."""
    numbers = np.where(glyphs.codes >= GUESSES, glyphs.codes - GUESSES, glyphs.codes)
    is_low = (numbers <= LAST_CONTROL) | (numbers == DELETE)
    if is_low.any():
        is_low &= glyphs.x1 - glyphs.x0 >= MIN_WIDTH * glyphs.sizes
    if not is_low.any():
        return glyphs
    numbers = numbers.astype(np.intp)
    is_unread = ~glyphs.mapped | has(glyphs.codes, CONTROL)
    fonts = np.array([style.font for style in glyphs.styles])[glyphs.style]
    for font in np.unique(fonts[is_low]).tolist():
        low = np.flatnonzero(is_low & (fonts == font))
        others = int(np.count_nonzero(is_unread & ~is_low & (fonts == font)))
        encoding = _encoding(glyphs, numbers, low, others)
        if encoding is not None:
            glyphs = _read_by(encoding, glyphs, numbers, low)
    return glyphs


def with_typed_tex_letters(text: str) -> str:
    """A text export with the ligatures read that its converter left as control codes.

    Two of them are codes of line ends and form feeds: these are read only where others are there, and where a
    word goes on behind them.
    """
    if not _TYPED.search(text):
        return text
    return _TYPED_TOO.sub(lambda match: OLD_ENCODING[ord(match[0])], text)


def _encoding(glyphs: Glyphs, numbers: Indices, low: Indices, others: int) -> Mapping[int, str] | None:
    """The encoding of a font with `low` among its codes and `others` unread, if it is known."""
    inside = low[_is_at_small_letter(glyphs, low)]
    name = glyphs.styles[int(glyphs.style[low[0]])].font
    needed = 1 if _TEX_FONT.fullmatch(name) else MIN_KINDS
    for encoding in (OLD_ENCODING, CORK_ENCODING):
        told = np.count_nonzero(np.isin(numbers[low], list(encoding)))
        ligatures = {
            number: encoding[number]
            for number in numbers[inside].tolist()
            if number in encoding and encoding[number] in _LIGATURES
        }
        if len(ligatures) >= needed and told >= MIN_SHARE * (len(low) + others):
            return encoding if _are_wide_enough(glyphs, numbers, inside, ligatures) else None
    return None


def _are_wide_enough(glyphs: Glyphs, numbers: Indices, inside: Indices, ligatures: Mapping[int, str]) -> bool:
    """Whether ligatures are as wide as their letters in the same font, as far as these are there."""
    is_of_font = glyphs.style == glyphs.style[inside[0]]
    widths = glyphs.x1 - glyphs.x0
    for number, ligature in ligatures.items():
        parts = [
            widths[is_of_font & (glyphs.codes == ord(letter)) & glyphs.mapped]
            for letter in unicodedata.normalize("NFKC", ligature)
        ]
        own = widths[inside[(numbers[inside] == number) & is_of_font[inside]]]
        if own.size and all(part.size for part in parts):
            share = float(own[0]) / sum(float(part[0]) for part in parts)
            if not WIDTHS[0] <= share <= WIDTHS[1]:
                return False
    return True


def _is_at_small_letter(glyphs: Glyphs, places: Indices) -> Flags:
    """Which of these stand right before or behind a small letter that is told."""
    letters = glyphs.text()
    is_small = np.zeros(len(glyphs), dtype=bool)
    for beside in {place + step for place in places.tolist() for step in (-1, 1)}:
        if 0 <= beside < len(glyphs):
            is_small[beside] = letters[beside].islower() and glyphs.mapped[beside]
    before, behind = np.maximum(places - 1, 0), np.minimum(places + 1, len(glyphs) - 1)
    reach = MAX_GAP * glyphs.sizes[places]
    return (is_small[before] & _are_close(glyphs, before, places, reach)) | (
        is_small[behind] & _are_close(glyphs, places, behind, reach)
    )


def _are_close(glyphs: Glyphs, left: Indices, right: Indices, reach: Floats) -> Flags:
    """Which of these pairs stand on one level without a gap to speak of."""
    gap, shift = np.abs(glyphs.x0[right] - glyphs.x1[left]), np.abs(glyphs.y[right] - glyphs.y[left])
    close: Flags = (gap <= reach) & (shift <= reach)
    return close


def _read_by(encoding: Mapping[int, str], glyphs: Glyphs, numbers: Indices, low: Indices) -> Glyphs:
    codes, mapped, origin = glyphs.codes.copy(), glyphs.mapped.copy(), glyphs.origin.copy()
    origins = list(glyphs.origins)
    for number in np.unique(numbers[low]).tolist():
        if number in encoding:
            which = low[numbers[low] == number]
            codes[which], mapped[which], origin[which] = ord(encoding[number]), True, len(origins)
            origins.append(Origin(chr(UNREAD), EditCode.FONT))
    return replace(glyphs, codes=codes, mapped=mapped, origin=origin, origins=tuple(origins))
