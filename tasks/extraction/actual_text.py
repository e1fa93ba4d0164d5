"""Letters that a file gives in place of what it draws (`/ActualText`): ligatures, signs drawn as shapes.

They are what a reader's copy says, and often all that says it: the glyphs under them may have no letters.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Mapping

import numpy as np

from tasks.extraction.glyphs import CONTROL, RIGHT_TO_LEFT, SLANTED, Glyphs, Indices, has

SAME_LINE_RATIO = 0.8
"""Glyphs whose pens stand on baselines nearer than this share of their size are of one line: dots and other
marks of Arabic and Indic letters may be drawn by themselves, well above or below."""

JOINERS = "\u200c\u200d"
"""What says whether two letters are joined is part of the spelling of Persian and Indic words."""

LONGEST_RATIO = 4
"""Words for at most so many times as many letters as there are glyphs; longer ones describe a picture."""

MOST_LETTERS = 250
"""A place among the letters of one glyph is a number of a byte."""


def decode(raw: bytes) -> str:
    """A text string of a PDF, with what is no letter of it taken off."""
    if raw.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        text = raw.decode("utf-16", "replace")
    elif raw.startswith(codecs.BOM_UTF8):
        text = raw.decode("utf-8-sig", "replace")
    else:
        text = raw.decode("latin-1")
    kept = (letter for letter in text if letter.isprintable() or letter.isspace() or letter in JOINERS)
    return " ".join("".join(kept).split())


def with_actual_text(glyphs: Glyphs, spans: Indices, words: Mapping[int, str]) -> tuple[Glyphs, Indices]:
    """The glyphs with those of each span in its words, and for each of them which glyph it was.

    `spans` has a number for each glyph, that of its words or one without any. Words over several lines stay
    as they are drawn: where in them a line ends is not said.
    """
    if not words:
        return glyphs, np.arange(len(glyphs))
    sources: list[Indices] = []
    said: list[tuple[int, Indices, str]] = []
    count = 0
    for part in np.split(np.arange(len(glyphs)), np.flatnonzero(np.diff(spans)) + 1):
        text = words.get(int(spans[part[0]]), "") if len(part) else ""
        if text and _is_for(glyphs, part, text):
            said.append((count, part, text))
            part = part if _is_letter_by_letter(part, text) else np.full(len(text), part[0])
        sources.append(part)
        count += len(part)
    if not said:
        return glyphs, np.arange(len(glyphs))
    source = np.concatenate(sources)
    respelled = glyphs.take(source)
    for first, part, text in said:
        _respell(respelled, slice(first, first + len(text)), glyphs, part, text)
    return respelled, source


def _is_letter_by_letter(part: Indices, text: str) -> bool:
    """Whether each glyph is a letter of the words; vowel points and their letter are drawn in any order."""
    return len(text) == len(part) and not any(map(unicodedata.combining, text))


def _is_for(glyphs: Glyphs, part: Indices, text: str) -> bool:
    """Whether words can stand in the place of the glyphs of one span."""
    if glyphs.blank[part].all() or len(text) > MOST_LETTERS:
        return False
    is_read = glyphs.mapped[part] & ~has(glyphs.codes[part], CONTROL)
    if len(text) > LONGEST_RATIO * len(part) and bool(is_read.all()):
        return False
    angle = int(glyphs.angle[part[0]])
    across = glyphs.y[part] if angle in {0, 180} else glyphs.x[part]
    is_one_way = bool((glyphs.angle[part] == angle).all()) and angle != SLANTED
    return is_one_way and float(np.ptp(across)) <= SAME_LINE_RATIO * float(glyphs.sizes[part[0]])


def _respell(respelled: Glyphs, rows: slice, glyphs: Glyphs, part: Indices, text: str) -> None:
    """Writes `text` and its places, those of the glyphs `part`, into rows of the new glyphs."""
    codes = np.array([ord(letter) for letter in text], dtype=np.uint32)
    respelled.mapped[rows] = True
    if _is_letter_by_letter(part, text):
        is_backward = has(codes, RIGHT_TO_LEFT).any() and glyphs.x[part[-1]] > glyphs.x[part[0]]
        respelled.codes[rows] = codes[::-1] if is_backward else codes
        return
    respelled.codes[rows] = codes
    base = part[np.argmax(glyphs.x1[part] - glyphs.x0[part])]
    respelled.y[rows] = glyphs.y[base]
    respelled.piece[rows] = np.arange(1, len(text) + 1) if len(text) > 1 else 0
    for edge, outermost in (("x0", np.min), ("top", np.min), ("x1", np.max), ("bottom", np.max)):
        getattr(respelled, edge)[rows] = outermost(getattr(glyphs, edge)[part])
