"""How black the lines of a scan are printed: its text layer does not tell which of them are bold.

Recognised words have places and no weights. The picture under them has: letters of one size take up a third
more ink in bold. A line is bold where it is so much blacker than most of its page, and by far more than those
lines differ among themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from schemas.document import Direction, Style
from schemas.letter_widths import set_width
from tasks.extraction.pages import Pixels
from tasks.extraction.words import RawLine, RawWord

BOLD_INK = 1.25
"""So many times as much ink as usual, for letters of their number and size, makes a line bold …"""

PALE, DEVIATIONS = 0.3, 5.0
"""… if it is further above the usual one than that is above the line that this share of all is paler than, so
many times, as logarithms: two and a half standard deviations of plain lines."""

MOST_INK = 2.5
"""What is so many times as black as usual is no letters, but a picture behind them."""

LEAST_INK = 0.05
"""Ink of plain letters, in squares of their size; where most have less, they are not in the picture."""

MIN_LINES = 5
"""Of fewer lines none is usual."""

MIN_LETTERS = 3
LEAST_ROOM = 0.1
WHITE = 255.0


def with_bold_lines(lines: Sequence[RawLine], picture: Pixels, scale: float) -> list[RawLine]:
    """The lines of a page, bold where `picture`, of `scale` pixels a point, shows them so."""
    inks = np.array([_ink(line, picture, scale) for line in lines])
    known = inks[inks > 0]
    if known.size < MIN_LINES or (usual := float(np.median(known))) < LEAST_INK:
        return list(lines)
    pale = float(np.quantile(known, PALE))
    least = max(BOLD_INK * usual, usual * (usual / pale) ** DEVIATIONS)
    is_bold = (least <= inks) & (inks <= MOST_INK * usual)
    bold: dict[Style, Style] = {}
    return [_in_bold(line, bold) if is_it else line for line, is_it in zip(lines, is_bold, strict=True)]


def _ink(line: RawLine, picture: Pixels, scale: float) -> float:
    """Ink of most words of a line, in squares of their letters' size a letter; 0 where it cannot be told."""
    if line.direction is not Direction.HORIZONTAL or sum(len(word.text) for word in line.words) < MIN_LETTERS:
        return 0.0
    inks = np.array([_ink_of_word(word, picture, scale) for word in line.words])
    order = np.argsort(inks, kind="stable")
    letters = np.cumsum(np.array([len(word.text) for word in line.words])[order])
    return float(inks[order][np.searchsorted(letters, letters[-1] / 2)])


def _ink_of_word(word: RawWord, picture: Pixels, scale: float) -> float:
    """What differs from the ground that most of a word's box shows, white letters on black as well."""
    box = word.bbox
    left, top, right, bottom = (max(0, round(edge * scale)) for edge in (box.x0, box.top, box.x1, box.bottom))
    pixels = picture[top:bottom, left:right]
    if not pixels.size:
        return 0.0
    ground = float(np.median(pixels))
    ink = float(np.abs(pixels - ground).sum()) / max(ground, WHITE - ground) / scale**2
    # Its width times the size in which its letters would be so wide.
    room = box.width**2 / max(LEAST_ROOM, set_width(word.text))
    return ink / max(LEAST_ROOM, room)


def _in_bold(line: RawLine, bold: dict[Style, Style]) -> RawLine:
    """The line in bold; words of one style share one afterwards, too, which `bold` knows."""
    words = []
    for word in line.words:
        if word.style not in bold:
            bold[word.style] = replace(word.style, is_bold=True)
        words.append(word._replace(style=bold[word.style]))
    return replace(line, words=tuple(words))
