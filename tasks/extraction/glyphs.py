"""The glyphs of one page as arrays, whichever library read them: the form between readers and words.

A page holds thousands of letters, and what is asked of them is the same for each; so they are columns here,
and only words, lines and losses become objects. Nothing is judged here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemas.document import Style
from schemas.reasons import EditCode

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]

SLANTED = -1
"""The angle of glyphs that run neither level nor upright."""

LEVEL_RATIO = 0.05
"""A baseline that climbs less than this share of its way is level: scans lie a little askew."""

SLANT_RATIO = 0.1
"""A glyph sheared more than this is slanted by its matrix; its box is then wider than its advance."""

INVISIBLE_RENDER_MODES = frozenset({3, 7})
STROKED_RENDER_MODES = frozenset({2, 6})

UNREAD = 0xFFFD
"""Stands for a glyph whose letter is not known."""

GUESSES = 0xF0000
"""With its number in the font, stands for one that has a number: private letters that no text holds."""

MAX_GUESS = 0xFFFF
PLAIN_GLYPHS = 29
"""In the standard order of TrueType, the glyphs of plain letters stand so many places before their codes."""


class Origin(NamedTuple):
    """What the file says in place of a letter, and why it is read otherwise; U+FFFD for nothing."""

    letters: str
    reason: EditCode


_COLUMNS = (
    "codes",
    "x0",
    "top",
    "x1",
    "bottom",
    "x",
    "y",
    "angle",
    "style",
    "tag",
    "piece",
    "hidden",
    "unseen",
    "mapped",
    "origin",
)


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """Letters in drawing order, one for each place of the arrays; lengths in points, origin top left.

    Attributes:
        codes: code point of each letter; a glyph that stands for several is shared out among them.
        x0, top, x1, bottom: the box of each letter.
        x, y: the pen on the baseline.
        angle: 0, 90, 180 or 270 degrees, or `SLANTED`.
        style, tag: places in `styles` and `tags`.
        piece: 0 for a letter with a glyph of its own, else its number among those of one glyph, from 1.
        hidden: drawn without ink, as the text layer of a scan is.
        unseen: drawn, and nobody sees it: clipped away, covered, of its ground's colour, switched off.
        mapped: the file says which letter the glyph stands for.
        origin: place in `origins` of what the file says in place of the letter, -1 where it says just that.
        styles: the looks on the page, each once.
        tags: the roles a tagged PDF gives, each once; None for no role.
        origins: what the file says in place of letters that are read as others.
    """

    codes: NDArray[np.uint32]
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    x: Floats
    y: Floats
    angle: NDArray[np.int16]
    style: Indices
    tag: Indices
    piece: NDArray[np.uint8]
    hidden: Flags
    unseen: Flags
    mapped: Flags
    origin: Indices
    styles: tuple[Style, ...]
    tags: tuple[str | None, ...]
    origins: tuple[Origin, ...] = ()

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, which: Indices | Flags) -> Glyphs:
        """Those at the given places, or where the flag is set."""
        return replace(self, **{name: getattr(self, name)[which] for name in _COLUMNS})

    @property
    def sizes(self) -> Floats:
        """Size of each letter in points."""
        return np.array([style.size_pt for style in self.styles], dtype=np.float64)[self.style]

    @property
    def blank(self) -> Flags:
        return has(self.codes, BLANK)

    def text(self) -> str:
        return text_of(self.codes)


assert set(_COLUMNS) == {field.name for field in fields(Glyphs)} - {"styles", "tags", "origins"}


def no_glyphs() -> Glyphs:
    """What an empty page holds."""
    none: dict[str, Any] = {name: np.zeros(0) for name in _COLUMNS}
    none |= {name: np.zeros(0, dtype=np.intp) for name in ("style", "tag", "origin")}
    none |= {name: np.zeros(0, dtype=bool) for name in ("hidden", "unseen", "mapped")}
    none |= {
        "codes": np.zeros(0, dtype=np.uint32),
        "angle": np.zeros(0, dtype=np.int16),
        "piece": np.zeros(0, dtype=np.uint8),
    }
    return Glyphs(**none, styles=(), tags=())


def is_mode(modes: Indices, those: Iterable[int]) -> Flags:
    """Which render modes are some of those few."""
    found: Flags = np.logical_or.reduce([modes == mode for mode in those])
    return found


def angles_of(a: Floats, b: Floats) -> NDArray[np.int16]:
    """Angles of text from the first two numbers of its matrices."""
    level, upright = np.abs(b) <= LEVEL_RATIO * np.abs(a), np.abs(a) <= LEVEL_RATIO * np.abs(b)
    angles = np.where(level, np.where(a >= 0, 0, 180), np.where(upright, np.where(b > 0, 90, 270), SLANTED))
    return angles.astype(np.int16)


def share_out(glyphs: Glyphs) -> Glyphs:
    """Letters that came with the whole box of the glyph they are part of, each with its own part of it.

    They run as their script does: those of an Arabic ligature from the right, with the points on them.
    """
    shared = np.flatnonzero(glyphs.piece)
    if not shared.size:
        return glyphs
    number = glyphs.piece[shared].astype(np.intp)
    first = np.flatnonzero(number == 1)
    letters = np.diff(np.append(first, len(number)))
    count = np.repeat(letters, letters)
    is_backward = np.repeat(np.logical_or.reduceat(has(glyphs.codes[shared], RIGHT_TO_LEFT), first), letters)
    start = np.where(is_backward, count - number, number - 1) / count
    step = 1.0 / count
    angle = glyphs.angle[shared]
    across, along = np.isin(angle, (0, 180, SLANTED)), np.isin(angle, (180, 90))
    low = np.where(along, 1.0 - start - step, start)
    columns = {name: getattr(glyphs, name).copy() for name in ("x0", "top", "x1", "bottom", "x", "y")}
    for is_this, near, far, pen in ((across, "x0", "x1", "x"), (~across, "top", "bottom", "y")):
        which = shared[is_this]
        edge, length = columns[near][which], (columns[far] - columns[near])[which]
        columns[near][which] = edge + low[is_this] * length
        columns[far][which] = edge + (low + step)[is_this] * length
        columns[pen][which] += np.where(along, -start, start)[is_this] * length
    return replace(glyphs, **columns)


def text_of(codes: NDArray[np.uint32]) -> str:
    """The letters with these code points; lone surrogates stay what they are."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


# What can be asked of a letter; each a bit of its entry in `_TRAITS`.
_KNOWN, BLANK, CONTROL, RIGHT_TO_LEFT, LEFT_TO_RIGHT, DENSE, PRIVATE, CURSIVE, STACKED = (
    1 << bit for bit in range(9)
)

_CURSIVE = re.compile(r"[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufbff\ufe70-\ufefc]")
_STACKED = re.compile(r"[\u0900-\u0e7f\u0e80-\u109f\u1780-\u17ff]")
_DENSE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_CODE_POINTS = 0x110000
_TRAITS: NDArray[np.uint16] = np.zeros(_CODE_POINTS, dtype=np.uint16)
"""Traits by code point, found out when first asked for."""

_TESTS: dict[int, Callable[[str], bool]] = {
    BLANK: str.isspace,
    CONTROL: lambda letter: unicodedata.category(letter) in {"Cc", "Cn", "Cs"} and not letter.isspace(),
    RIGHT_TO_LEFT: lambda letter: unicodedata.bidirectional(letter) in {"R", "AL"},
    LEFT_TO_RIGHT: lambda letter: unicodedata.bidirectional(letter) == "L",
    DENSE: lambda letter: _DENSE.match(letter) is not None,
    CURSIVE: lambda letter: _CURSIVE.match(letter) is not None,
    STACKED: lambda letter: _STACKED.match(letter) is not None,
    PRIVATE: lambda letter: "\ue000" <= letter <= "\uf8ff" or letter == chr(UNREAD),
}
"""`BLANK` parts words; `CONTROL` stands for no letter: control, unassigned or surrogate code points; the
strong ones of either direction; `DENSE` scripts have no blanks between words; `CURSIVE` letters are joined to
each other; `STACKED` ones stand over, under and before each other; `PRIVATE` means what its font wants it
to."""


def has(codes: NDArray[np.uint32], trait: int) -> Flags:
    """Which of the letters have a trait, one of the names above."""
    traits = _TRAITS.take(codes)
    if not traits.all():
        for code in set(codes[traits == 0].tolist()):
            _TRAITS[code] = _KNOWN | sum(bit for bit, test in _TESTS.items() if test(chr(code)))
        traits = _TRAITS.take(codes)
    asked: Flags = (traits & trait) != 0
    return asked
