"""Reads small test pages through the real extraction and layout; glyphs and lines made by hand.

What pages are drawn with is in `tests.build`. Nothing is checked here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from schemas.document import Document, Line, Page, SourceFile, Style, Word
from schemas.geometry import BBox, Span, union
from schemas.layout import Block
from schemas.limits import ReadLimits
from schemas.word_columns import WordColumns
from tasks.extraction.glyphs import SLANTED, Glyphs, share_out
from tasks.extraction.read import read_document
from tasks.layout.pages import lay_out

PDF = SourceFile("hill/one", "hill", "one", "hill/one.pdf", "0" * 64, 1, "application/pdf")
TEXT = replace(PDF, relative_path="hill/one.txt", media_type="text/plain")
PLAIN = Style("Helvetica", 10.0, is_bold=False, is_italic=False, color="#000000")
BOLD = replace(PLAIN, font="Helvetica-Bold", is_bold=True)
DESCENT_SHARE = 0.2
LETTER_SHARE = 0.5
BLANK_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph as drawn, for pages made by hand; several letters share its box. `angle` None is slanted."""

    text: str
    bbox: BBox
    origin: tuple[float, float]
    angle: int | None
    style: Style
    tag: str | None
    is_hidden: bool
    is_mapped: bool


def columns(items: Iterable[Glyph]) -> Glyphs:
    """Glyphs in the form that readers hand on."""
    letters = [
        (one, letter, number if len(one.text) > 1 else 0)
        for one in items
        for number, letter in enumerate(one.text, start=1)
    ]
    styles = list(dict.fromkeys(one.style for one, *_ in letters))
    tags = list(dict.fromkeys(one.tag for one, *_ in letters))
    return share_out(
        Glyphs(
            codes=np.array([ord(letter) for _, letter, _ in letters], dtype=np.uint32),
            x0=np.array([one.bbox.x0 for one, *_ in letters], dtype=np.float64),
            top=np.array([one.bbox.top for one, *_ in letters], dtype=np.float64),
            x1=np.array([one.bbox.x1 for one, *_ in letters], dtype=np.float64),
            bottom=np.array([one.bbox.bottom for one, *_ in letters], dtype=np.float64),
            x=np.array([one.origin[0] for one, *_ in letters], dtype=np.float64),
            y=np.array([one.origin[1] for one, *_ in letters], dtype=np.float64),
            angle=np.array(
                [SLANTED if one.angle is None else one.angle for one, *_ in letters], dtype=np.int16
            ),
            style=np.array([styles.index(one.style) for one, *_ in letters], dtype=np.intp),
            tag=np.array([tags.index(one.tag) for one, *_ in letters], dtype=np.intp),
            piece=np.array([piece for *_, piece in letters], dtype=np.uint8),
            hidden=np.array([one.is_hidden for one, *_ in letters], dtype=bool),
            unseen=np.zeros(len(letters), dtype=bool),
            mapped=np.array([one.is_mapped for one, *_ in letters], dtype=bool),
            origin=np.full(len(letters), -1),
            styles=tuple(styles),
            tags=tuple(tags),
        )
    )


def rows(glyphs: Glyphs) -> list[Glyph]:
    """The letters of a page one by one."""
    return [
        Glyph(
            letter,
            BBox(x0, top, x1, bottom),
            (x, y),
            None if angle == SLANTED else angle,
            glyphs.styles[style],
            glyphs.tags[tag],
            hidden,
            mapped,
        )
        for letter, x0, top, x1, bottom, x, y, angle, style, tag, hidden, mapped in zip(
            glyphs.text(),
            glyphs.x0.tolist(),
            glyphs.top.tolist(),
            glyphs.x1.tolist(),
            glyphs.bottom.tolist(),
            glyphs.x.tolist(),
            glyphs.y.tolist(),
            glyphs.angle.tolist(),
            glyphs.style.tolist(),
            glyphs.tag.tolist(),
            glyphs.hidden.tolist(),
            glyphs.mapped.tolist(),
            strict=True,
        )
    ]


def word_columns(words: Sequence[Word]) -> WordColumns:
    """Words that have a place, as long documents keep them."""
    return WordColumns.of(
        [word.span.start for word in words],
        [word.span.end for word in words],
        [word.bbox for word in words if word.bbox is not None],
        [word.style for word in words if word.style is not None],
        [word.tag for word in words],
        [word.respellings for word in words],
    )


def read(data: bytes, limits: ReadLimits | None = None) -> Document:
    """The document that a PDF's bytes hold."""
    return read_document(data, PDF, limits or ReadLimits())


def read_export(text: str) -> Document:
    """The document that a text export holds."""
    return read_document(text.encode(), TEXT, ReadLimits())


def line_texts(document: Document) -> list[str]:
    return [document.slice(line.span) for page in document.pages for line in page.lines]


def losses(document: Document) -> list[tuple[str, int, str]]:
    """Code, count and text of every loss."""
    return [(str(loss.code), loss.count, loss.text) for loss in document.losses]


def blocks_of(data: bytes) -> tuple[Block, ...]:
    return lay_out(read(data))


def block_texts(data: bytes) -> list[str]:
    """Texts of a PDF's blocks in reading order, line ends shown as ` / `."""
    return [block.text.replace("\n", " / ") for block in blocks_of(data)]


def glyph(
    text: str, x: float, y: float = 100.0, *, style: Style = PLAIN, width: float | None = None
) -> Glyph:
    """A glyph whose pen starts at `(x, y)` on the baseline; half as wide as its size unless told."""
    size = style.size_pt
    wide = LETTER_SHARE * size if width is None else width
    bottom = y + DESCENT_SHARE * size
    box = BBox(x, bottom - size, x + wide, bottom)
    return Glyph(text, box, (x, y), 0, style, None, is_hidden=False, is_mapped=True)


def glyphs(text: str, x: float, y: float = 100.0, *, step: float = 5.0, style: Style = PLAIN) -> list[Glyph]:
    """The letters of `text`, pens `step` points apart."""
    return [glyph(letter, x + step * index, y, style=style) for index, letter in enumerate(text)]


class Sheet:
    """Lines with places on one page, and the text they are spans of."""

    def __init__(self) -> None:
        self.text = ""
        self.lines: list[Line] = []

    def line(
        self, text: str, x: float, top: float, *, style: Style = PLAIN, gap: float | None = None
    ) -> Line:
        """A line whose letters are half as wide as their size; `gap` stands where `|` parts its words."""
        words: list[Word] = []
        pieces = [piece.split() for piece in text.split("|")]
        for number, piece in enumerate(pieces):
            if number:
                x += (gap or style.size_pt) - BLANK_SHARE * style.size_pt
            for word in piece:
                start = len(self.text)
                self.text += word + " "
                width = LETTER_SHARE * style.size_pt * len(word)
                box = BBox(x, top, x + width, top + style.size_pt)
                words.append(Word(Span(start, start + len(word)), box, style))
                x += width + BLANK_SHARE * style.size_pt
        span = Span(words[0].span.start, words[-1].span.end)
        made = Line(1, span, tuple(words), union(word.bbox for word in words if word.bbox is not None))
        self.lines.append(made)
        return made

    def column(self, texts: Sequence[str], x: float, top: float, *, style: Style = PLAIN) -> list[Line]:
        """Lines below each other, 1.2 sizes apart."""
        step = 1.2 * style.size_pt
        return [self.line(text, x, top + step * index, style=style) for index, text in enumerate(texts)]

    def text_of(self, line: Line) -> str:
        return self.text[line.span.start : line.span.end]

    def page(self, *, rules: Sequence[BBox] = ()) -> Page:
        return Page(1, 595.0, 842.0, tuple(self.lines), tuple(rules))
