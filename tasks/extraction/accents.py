"""Accents that a file sets as letters of their own, put on their letters: TeX draws `ü` as `¨` and `u`.

An accent belongs to the letter over which it stands, wherever in the file it is drawn; one with a place of
its own on the line is no accent but an apostrophe or a quotation mark, and stays.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import numpy as np

from schemas.reasons import EditCode
from tasks.extraction.glyphs import Floats, Glyphs, Indices, Origin

COMBINING = {
    "`": "\u0300", "´": "\u0301", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0304",
    "ˉ": "\u0304", "˘": "\u0306", "˙": "\u0307", "¨": "\u0308", "˚": "\u030a", "˝": "\u030b", "ˇ": "\u030c",
    "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip
"""Accents as letters of their own, and as marks on the letter before them."""

DOTLESS = {"ı": "i", "ȷ": "j"}
"""Letters that have no dot since an accent stands there."""

MIN_OVERLAP = 0.6
"""An accent stands over its letter with this share of the narrower of both."""

MAX_RISE = 0.45
MAX_FALL = 0.1
"""Accents of capitals are set so much higher than those of small letters, or hardly lower; in sizes."""

SIZE_RATIO = 1.5
LEAST_SIZE_PT = 1.0
NEIGHBOURS = 3
"""So many letters to either side of an accent are looked at in each band of the page."""


def with_accents(glyphs: Glyphs) -> Glyphs:
    """Glyphs with each accent on its letter, which keeps its place; the accent itself is gone."""
    is_accent = _IS_ACCENT[np.minimum(glyphs.codes, len(_IS_ACCENT) - 1)]
    if not is_accent.any():
        return glyphs
    accents = np.flatnonzero(is_accent)
    bases = _letters_under(glyphs, accents, np.flatnonzero(~is_accent & ~glyphs.blank))
    codes, origin, origins = glyphs.codes.copy(), glyphs.origin.copy(), list(glyphs.origins)
    gone = np.zeros(len(glyphs), dtype=bool)
    for accent, base in zip(accents.tolist(), bases.tolist(), strict=True):
        letter = accented(chr(codes[base]), chr(codes[accent])) if base >= 0 else None
        if letter is None:
            continue
        said = origins[origin[base]].letters if origin[base] >= 0 else chr(codes[base])
        mark = chr(codes[accent])
        origins.append(Origin(mark + said if accent < base else said + mark, EditCode.ACCENT))
        codes[base], origin[base], gone[accent] = ord(letter), len(origins) - 1, True
    if not gone.any():
        return glyphs
    return replace(glyphs, codes=codes, origin=origin, origins=tuple(origins)).take(~gone)


def accented(letter: str, accent: str) -> str | None:
    """The letter with the accent on it; None where there is no such letter."""
    mark = COMBINING.get(accent, accent)
    whole = unicodedata.normalize("NFC", DOTLESS.get(letter, letter) + mark)
    return whole if len(whole) == 1 else None


LAST_MARK = 0x36F
_IS_ACCENT = np.zeros(LAST_MARK + 2, dtype=bool)
"""By code point; the last entry stands for all behind it."""

_IS_ACCENT[[*map(ord, COMBINING), *range(0x300, LAST_MARK + 1)]] = True


def _letters_under(glyphs: Glyphs, accents: Indices, letters: Indices) -> Indices:
    """For each accent the letter that it stands over, as a place among the glyphs; -1 where there is none.

    Letters are looked up in bands as high as the largest of them, and from left to right within a band.
    """
    found = np.full(len(accents), -1)
    if not letters.size:
        return found
    sizes = glyphs.sizes
    band = np.floor(glyphs.y / max(LEAST_SIZE_PT, float(sizes[letters].max())))
    band -= band.min() - 1
    width = float(glyphs.x1.max() - glyphs.x0.min()) + LEAST_SIZE_PT
    along = ((glyphs.x0 + glyphs.x1) / 2 - glyphs.x0.min()) / (2 * width)
    order = letters[np.argsort((band + along)[letters])]
    places = (band + along)[order]
    nearest = np.full(len(accents), np.inf)
    for shift in (-1, 0, 1):
        first = np.searchsorted(places, (band + along)[accents] + shift)
        for step in range(-NEIGHBOURS, NEIGHBOURS):
            base = order[np.clip(first + step, 0, len(order) - 1)]
            distance = _distances(glyphs, sizes, accents, base)
            found = np.where(distance < nearest, base, found)
            nearest = np.minimum(distance, nearest)
    return found


def _distances(glyphs: Glyphs, sizes: Floats, accents: Indices, bases: Indices) -> Floats:
    """How far accents stand from these letters, in points; without end where they do not stand over them."""
    size = np.maximum(sizes[accents], sizes[bases])
    rise = glyphs.y[bases] - glyphs.y[accents]
    x0, x1 = glyphs.x0, glyphs.x1
    overlap = np.minimum(x1[accents], x1[bases]) - np.maximum(x0[accents], x0[bases])
    narrower = np.minimum((x1 - x0)[accents], (x1 - x0)[bases])
    stands_over = (
        (glyphs.angle[accents] == 0)
        & (glyphs.angle[bases] == 0)
        & (size <= SIZE_RATIO * np.minimum(sizes[accents], sizes[bases]))
        & (-MAX_FALL * size <= rise)
        & (rise <= MAX_RISE * size)
        & (overlap >= MIN_OVERLAP * narrower)
    )
    off = np.abs(x0[accents] + x1[accents] - x0[bases] - x1[bases]) / 2
    distances: Floats = np.where(stands_over, np.abs(rise) + off, np.inf)
    return distances
