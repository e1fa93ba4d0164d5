"""What extraction hands over: one text that is never edited, with spans and boxes laid over it.

A `Document` looks the same whichever reader made it (PDF today, text exports, OCR later). It holds
what the source says and where; it holds no judgement about what any of it means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from schemas.geometry import BBox, Span
from schemas.reasons import EditCode, LossCode


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One bulletin under `raw/`, by content.

    Attributes:
        issue_id: `<source>/<slug of the path below the source>`, stable for ever.
        source: slug of the folder directly under `raw/`, or `unsorted`.
        slug: the part of `issue_id` after the source; no separators, safe as a file name.
        relative_path: path below `raw/`, with `/`.
        sha256: hexadecimal digest of the bytes.
        size_bytes: length of the file.
        media_type: `application/pdf`, `text/plain` or `text/markdown`.
    """

    issue_id: str
    source: str
    slug: str
    relative_path: str
    sha256: str
    size_bytes: int
    media_type: str


class Direction(StrEnum):
    """Way a line runs on the upright page."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


LIGHT_CHANNEL = 0xE0
"""Least red, green and blue of a colour that cannot be read on white paper."""


PALE_CHANNEL = 0xB3
"""Least red, green and blue of letters that are hardly darker than white paper."""


KEPT_TEXTS = 2048
"""Texts whose characters are counted once: those of blocks are asked for by three stages."""

KEPT_NAMES = 1024
"""Colours and fonts whose sort is kept in mind: bulletins have a dozen, and ask for each word."""


@lru_cache(maxsize=KEPT_NAMES)
def _least_channel(color: str) -> int:
    return min(bytes.fromhex(color[1:]))


@dataclass(frozen=True, slots=True)
class Style:
    """Look of a run of glyphs; `size_pt` as read to 0.1 point, `color` as `#rrggbb` or None.

    The size of small capitals is that of their capitals.
    """

    font: str
    size_pt: float
    is_bold: bool
    is_italic: bool
    color: str | None = None
    is_small_capitals: bool = False

    @property
    def is_light(self) -> bool:
        """Whether the letters are white or nearly so: they are read on a dark ground only."""
        return self.color is not None and _least_channel(self.color) >= LIGHT_CHANNEL

    @property
    def is_pale(self) -> bool:
        """Whether the letters are hardly darker than white paper, or as white: they are to be read past."""
        return self.color is not None and _least_channel(self.color) >= PALE_CHANNEL


@dataclass(frozen=True, slots=True)
class Respelling:
    """Letters of a word that are read as others than the file says.

    Attributes:
        start, end: their place in the word.
        original: what the file says there, U+FFFD for each letter that it does not tell.
        reason: why they are read otherwise.
    """

    start: int
    end: int
    original: str
    reason: EditCode


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs without white space between them. `bbox` and `style` are None for text inputs.

    `tag` is the role a tagged PDF gives the glyphs (`Artifact`, `H1`, `P`, …), None when untagged.
    """

    span: Span
    bbox: BBox | None = None
    style: Style | None = None
    tag: str | None = None
    respellings: tuple[Respelling, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one baseline without a wide gap between them, in logical order.

    `Document.text[line.span.start:line.span.end]` is the line's text with single blanks between
    words where the page shows space. `blank_before` counts empty lines above it (text inputs).
    `is_overlay` tells a line that is drawn across others: it belongs to no column. `words` is a tuple or,
    far into a long document, what makes one when it is asked (`schemas.word_columns`).
    """

    page: int
    span: Span
    words: Sequence[Word]
    bbox: BBox | None = None
    direction: Direction = Direction.HORIZONTAL
    blank_before: int = 0
    is_overlay: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawn rectangle larger than a rule: a box around text, a fill behind it, a table cell."""

    bbox: BBox
    is_stroked: bool
    fill: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """One visible page. `width_pt`/`height_pt` are None for text inputs.

    `rules` are thin drawn lines as boxes, `frames` drawn rectangles, `images` placed pictures.
    """

    number: int
    width_pt: float | None = None
    height_pt: float | None = None
    lines: tuple[Line, ...] = ()
    rules: tuple[BBox, ...] = ()
    frames: tuple[Frame, ...] = ()
    images: tuple[BBox, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """Glyphs of the source that are not in the text, with the reason and, where known, the place.

    `count` is the number of non-blank glyphs; `text` what could be read of them, if anything.
    """

    code: LossCode
    page: int
    count: int
    text: str = ""
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: `level` from 1, `page` None when its target is not a page of the document."""

    title: str
    level: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """What extraction made of an issue.

    Attributes:
        text: every readable glyph once; lines parted by line feeds, pages by form feeds.
        pages: in order, numbered from 1; the lines of all pages partition the words of `text`.
        losses: glyphs of the source that `text` does not hold.
        outline: the file's bookmarks in order.
        metadata_title: the title the file gives itself, often wrong.
        extractor: name and version of the reader and of the library under it.
        garbled_fonts: fonts whose letters form no words, since the file tells them wrongly.
        scale: its lengths are points of the page times this; 1 as it is read.
        body_pt: size of its running text, in points times the scale; 0 until lengths are in the usual size.
        notes: fallbacks that reading took, in the words of a person; recorded as warnings.
    """

    text: str
    pages: tuple[Page, ...]
    losses: tuple[Loss, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    metadata_title: str | None = None
    extractor: str = ""
    notes: tuple[str, ...] = ()
    garbled_fonts: frozenset[str] = frozenset()
    scale: float = 1.0
    body_pt: float = 0.0

    @property
    def has_boxes(self) -> bool:
        """Whether lines have places on a page (False for text inputs)."""
        return any(page.width_pt is not None for page in self.pages)

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]


_SYMBOL_FONTS = ("symbol", "wingding", "webding", "dingbat", "embellish", "ornament", "bullets", "marlett")


@lru_cache(maxsize=KEPT_NAMES)
def is_symbol_font(name: str) -> bool:
    """Whether a font holds pictures in the places of letters, going by its name."""
    low = name.lower()
    return any(part in low for part in _SYMBOL_FONTS)


def box_of(line: Line) -> BBox:
    """Where a line stands; asked of those that have a place on a page."""
    assert line.bbox is not None
    return line.bbox


@lru_cache(maxsize=KEPT_TEXTS)
def count_visible(text: str) -> int:
    """Characters of `text` that are not white space: the unit of all accounting."""
    return sum(map(len, text.split()))
