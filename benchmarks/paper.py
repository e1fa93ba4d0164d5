"""Pages to print on: the samples' typesetter, with East Asian fonts and freedom in the drawing order.

How a bulletin is laid out belongs to `benchmarks.desk`; this only draws.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.samples.typeset import A4, ASCENT, Book, Face, Flow, Piece, text_width

CID_FONTS = {"zh": "STSong-Light", "ja": "HeiseiMin-W3", "ko": "HYSMyeongJo-Medium"}
NO_LINE_START = "。，、；：！？）」』”’）·・.,"
NO_LINE_END = "（「『“‘"
SMALL_CAP_SHARE = 0.78
SHADOW_PT = 0.35


@dataclass(frozen=True, slots=True)
class CidFace(Face):
    """A face in a font of the reader's own, named by the file but not embedded."""

    name: str = "STSong-Light"

    @property
    def font(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """Pieces on one baseline that wait to be drawn."""

    page: int
    baseline: float
    words: tuple[tuple[float, Piece], ...]
    face: Face


Order = Callable[[list[DrawnLine]], list[DrawnLine]]


class Paper(Book):
    """A book that draws its text last and in any order; `hyphen` stands at the ends of broken words."""

    def __init__(self, page_count: int, title: str, size: tuple[float, float] = A4) -> None:
        super().__init__(page_count, title, size)
        for font in CID_FONTS.values():
            if font not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(UnicodeCIDFont(font))
        self.lines: list[DrawnLine] = []
        self.hyphen = "-"

    def words(self, page: int, baseline: float, words: list[tuple[float, Piece]], face: Face) -> None:
        x, last = words[-1]
        if last.text.endswith("-"):
            words = [*words[:-1], (x, replace(last, text=last.text[:-1] + self.hyphen))]
        self.lines.append(DrawnLine(page, baseline, tuple(words), face))

    def overprint(self, page: int, x: float, top: float, text: str, face: Face) -> None:
        """A line printed twice, a little apart: a poor man's bold."""
        for shift in (0.0, SHADOW_PT):
            self.text(page, x + shift, top, text, face)

    def spaced(self, page: int, x: float, top: float, text: str, face: Face, spacing: float) -> None:
        """A line whose letters stand `spacing` points apart."""

        def draw(canvas: Canvas) -> None:
            canvas.setFillColor(HexColor(face.color))
            line = canvas.beginText(x, self.height - top - ASCENT * face.size)
            line.setFont(face.font, face.size)
            line.setCharSpace(spacing)
            line.textOut(text)
            line.setCharSpace(0)
            canvas.drawText(line)

        self.mark(page, draw)

    def small_caps(self, page: int, x: float, top: float, text: str, face: Face) -> None:
        """A line of capitals, the first of each word larger; each size is drawn by itself."""
        small = face.but(size=face.size * SMALL_CAP_SHARE)
        baseline = top + ASCENT * face.size
        for word in text.split():
            for part, cut in ((word[0].upper(), face), (word[1:].upper(), small)):
                if part:
                    self.string(page, x, baseline, part, cut.font, cut)
                    x += text_width(part, cut.font, cut.size)
            x += text_width(" ", face.font, face.size)

    @property
    def last_page(self) -> int:
        return max(line.page for line in self.lines)

    def keep(self, page_count: int) -> None:
        """Throws empty pages at the end away."""
        self._marks = self._marks[:page_count]

    def draw_lines(self, order: Order | None = None) -> None:
        """Draws what waits, in the order in which it was written unless told."""
        lines = order(self.lines) if order else self.lines
        for line in lines:
            super().words(line.page, line.baseline, list(line.words), line.face)
        self.lines = []


def by_rows(lines: list[DrawnLine]) -> list[DrawnLine]:
    """Lines of neighbouring columns after each other, from the top of a page to its foot."""
    return sorted(lines, key=lambda line: (line.page, round(line.baseline), line.words[0][0]))


def scrambled(seed: str) -> Order:
    """Lines in no order at all."""

    def order(lines: list[DrawnLine]) -> list[DrawnLine]:
        return random.Random(seed).sample(lines, len(lines))

    return order


def set_paragraph(flow: Flow, text: str, face: Face) -> None:
    """One paragraph in any script that runs from left to right."""
    if not isinstance(face, CidFace):
        flow.paragraph(text, face)
        return
    for number, line in enumerate(_cid_lines(text.replace("**", ""), face, flow.box.width)):
        if flow.y + face.leading > flow.box.bottom + 0.5:
            flow.next_box()
        indent = face.indent if number == 0 else 0.0
        x = flow.box.x + indent
        flow.book.string(flow.box.page, x, flow.y + ASCENT * face.size, line, face.font, face)
        flow.y += face.leading


def wrap(text: str, face: Face, width: float) -> list[str]:
    """The lines of `text` in a width, without hyphens."""
    if isinstance(face, CidFace):
        return list(_cid_lines(text, face, width))
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, face.font, face.size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _cid_lines(text: str, face: CidFace, width: float) -> Iterator[str]:
    line = ""
    for token in _tokens(text):
        room = width - (face.indent if face.indent else 0.0)
        is_too_wide = text_width((line + token).rstrip(), face.font, face.size) > room
        if line and is_too_wide and token[0] not in NO_LINE_START and line[-1] not in NO_LINE_END:
            yield line.rstrip()
            line = ""
        line += token
    if line:
        yield line.rstrip()


def _tokens(text: str) -> list[str]:
    """Where a line may break: after each blank in Korean and Latin words, after each other character."""
    tokens: list[str] = []
    for char in text:
        is_joined = tokens and tokens[-1][-1] != " " and not _breaks_anywhere(char)
        if is_joined and not _breaks_anywhere(tokens[-1][-1]):
            tokens[-1] += char
        else:
            tokens.append(char)
    return tokens


def _breaks_anywhere(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\u3000" <= char <= "\u30ff" or "\uff00" <= char <= "\uffef"
