"""Signs that a file tells by the code of another: a hyphen as a soft one, a quotation mark as a control.

Programs that make a file anew of another one's glyphs name them by their place in the code page of Windows,
where quotation marks and dashes stand at control codes, and hyphens by the name that soft ones have, too.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from schemas.reasons import EditCode
from tasks.extraction.glyphs import UNREAD, Flags, Glyphs, Indices, Origin

SOFT_HYPHEN, HYPHEN = 0xAD, ord("-")
FIRST_CONTROL, LAST_CONTROL = 0x80, 0x9F
"""Control codes beyond ASCII, which no page draws."""

WINDOWS = "cp1252"
MIN_WIDTH = 0.1
"""Letters narrower than this share of their size have no ink."""

MAX_GAP = 0.15
"""What stands right behind a letter is no further away than this share of its size."""


def with_signs(glyphs: Glyphs) -> Glyphs:
    """`glyphs` with such signs read as what is drawn."""
    is_control = (glyphs.codes >= FIRST_CONTROL) & (glyphs.codes <= LAST_CONTROL)
    is_soft = glyphs.codes == SOFT_HYPHEN
    if not (is_control | is_soft).any():
        return glyphs
    has_ink = glyphs.mapped & (glyphs.x1 - glyphs.x0 >= MIN_WIDTH * glyphs.sizes)
    codes, origin = glyphs.codes.copy(), glyphs.origin.copy()
    origins = list(glyphs.origins)
    for code in np.unique(codes[is_control & has_ink]).tolist():
        sign = bytes([code]).decode(WINDOWS, "ignore")
        if sign:
            which = is_control & has_ink & (glyphs.codes == code)
            codes[which], origin[which] = ord(sign), len(origins)
            origins.append(Origin(chr(UNREAD), EditCode.FONT))
    hyphens = _hyphens(glyphs, is_soft & has_ink)
    codes[hyphens], origin[hyphens] = HYPHEN, len(origins)
    origins.append(Origin(chr(SOFT_HYPHEN), EditCode.FONT))
    return replace(glyphs, codes=codes, origin=origin, origins=tuple(origins))


def _hyphens(glyphs: Glyphs, soft: Flags) -> Flags:
    """Which soft hyphens are plain ones: all of a font that has one elsewhere than at the end of a line."""
    places = np.flatnonzero(soft)
    inside = places[_are_close(glyphs, places, 1) | ~_are_close(glyphs, places, -1)]
    fonts = np.array([style.font for style in glyphs.styles])[glyphs.style]
    return soft & np.isin(fonts, np.unique(fonts[inside]))


def _are_close(glyphs: Glyphs, places: Indices, step: int) -> Flags:
    """Which of these have a letter right behind (`step` 1) or right before them (-1)."""
    others = np.clip(places + step, 0, len(glyphs) - 1)
    left, right = (places, others) if step > 0 else (others, places)
    reach = MAX_GAP * glyphs.sizes[places]
    gap, shift = np.abs(glyphs.x0[right] - glyphs.x1[left]), np.abs(glyphs.y[right] - glyphs.y[left])
    close: Flags = (others != places) & ~glyphs.blank[others] & (gap <= reach) & (shift <= reach)
    return close
