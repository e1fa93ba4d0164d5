"""Letters of fonts whose widths the file leaves out: how wide they are is told by what they are.

Without a table of widths each letter of a font counts as wide as the format's default, one size, and the text
is set by moves back after every letter. By their boxes all letters then lie over each other.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from schemas.letter_widths import set_width
from schemas.tolerances import GAP_SIZES, KEY_LETTERS, MAJORITY, SMALLER
from tasks.extraction.glyphs import DENSE, Flags, Floats, Glyphs, has

DEFAULT_WIDTH = 1.0
"""Width in sizes of a letter that a font of many letters tells no width of."""

SAME_WIDTH = 0.02
"""Widths closer than this share of the size are one."""


def with_usual_widths(glyphs: Glyphs) -> Glyphs:
    """The glyphs, those of fonts without widths as wide as such letters are, and no wider than to the next.

    Only level text is judged, and in scripts whose letters differ in width. Fonts of fewer than `KEY_LETTERS`
    letters on the page are left as they are, and so are those whose letters are as wide as they say: what
    follows a letter then stands behind it.
    """
    size = glyphs.sizes
    level = (glyphs.angle == 0) & (glyphs.piece == 0) & ~has(glyphs.codes, DENSE)
    default = level & (np.abs(glyphs.x1 - glyphs.x0 - DEFAULT_WIDTH * size) <= SAME_WIDTH * size)
    if np.count_nonzero(default) < KEY_LETTERS:
        return glyphs
    step = _steps(glyphs, size)
    fonts = np.unique([style.font for style in glyphs.styles], return_inverse=True)[1][glyphs.style]
    without = np.zeros(len(glyphs), dtype=bool)
    for font in np.unique(fonts[default]).tolist():
        of_font = level & (fonts == font)
        without |= of_font & _are_set_back(default[of_font], step[of_font], size[of_font])
    which = np.flatnonzero(without)
    if not which.size:
        return glyphs
    usual = np.array([set_width(chr(code)) for code in glyphs.codes[which].tolist()]) * size[which]
    x1 = glyphs.x1.copy()
    room = np.fmin(step, DEFAULT_WIDTH * size)[which]
    x1[which] = glyphs.x0[which] + np.where(glyphs.blank[which], room, np.fmin(usual, room))
    return replace(glyphs, x1=x1)


def _steps(glyphs: Glyphs, size: Floats) -> Floats:
    """Way from each pen to that of the next letter of its line, NaN at the end of one."""
    step = np.append(np.diff(glyphs.x), np.nan)
    is_level = np.append(np.abs(np.diff(glyphs.y)) <= GAP_SIZES * size[:-1], False)
    return np.where(is_level & (step > 0), step, np.nan)


def _are_set_back(default: Flags, step: Floats, size: Floats) -> bool:
    """Whether all letters of a font have the default width, and most are followed before it ends."""
    told = np.isfinite(step)
    if len(default) < KEY_LETTERS or not default.all() or np.count_nonzero(told) < KEY_LETTERS:
        return False
    return float(np.mean(step[told] < SMALLER * DEFAULT_WIDTH * size[told])) >= MAJORITY
