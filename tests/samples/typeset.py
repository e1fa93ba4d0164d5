"""Sets text on pages: fonts, line breaking with hyphenation, columns, boxes and pictures.

It knows how a page is made, not what stands on it. Lengths are PDF points, the origin of every place
is the top left corner of the page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)
FONT_FOLDER = Path(__file__).parent / "fonts"
CUTS = (
    "LanternSerif-Regular",
    "LanternSerif-Italic",
    "LanternSerif-Bold",
    "LanternSans-Regular",
    "LanternSans-Italic",
    "LanternSans-Bold",
    "LanternSans-Black",
)
ASCENT = 0.76  # share of the size between the top of a line's letters and its baseline
MIN_HYPHEN_PART = 3
_RUNS = re.compile(r"(\*\*|__)")
_BREAK = re.compile(
    r"(?<=[aeiouyäöüáéíóúàèêâаеёиоуыэюя])([bcdfghklmnprstvwxzбвгджзклмнпрстфхцчшщьй])"
    r"(?=[bcdfgklmnpqrstvwzбвгджзклмнпрстфхцчшщ][aeiouyäöüáéíóúàèêâаеёиоуыэюя])",
    re.IGNORECASE,
)
_CLUSTER = re.compile(
    r"[cgpstw]h|ck|gn|qu|[bcfgp]l|[bcdfgpt]r|s[cpktw]|ng|ld|[бгкп]л|[бвгдкпт]р|ст", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Face:
    """How a paragraph is set: family `Serif` or `Sans`, cut, size and leading in points."""

    family: str = "Serif"
    cut: str = "Regular"
    size: float = 9.4
    leading: float = 12.4
    color: str = "#1d1d1b"
    align: str = "justify"
    indent: float = 0.0
    hang: float = 0.0
    ligatures: bool = False
    hyphenate: bool = True

    @property
    def font(self) -> str:
        return f"Lantern{self.family}-{self.cut}"

    def but(self, **changes: object) -> Face:
        """This face with some things changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Box:
    """A column on a page (numbered from 1) that text may fill."""

    page: int
    x: float
    top: float
    width: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or a part of one, in one font."""

    text: str
    font: str
    glue: bool  # whether the next piece follows without a blank


@dataclass(frozen=True, slots=True)
class SetLine:
    """Pieces of one line, its indent, and the width it is to fill."""

    pieces: tuple[Piece, ...]
    indent: float
    width: float
    is_last: bool


class DoesNotFitError(ValueError):
    """The text is longer than its boxes."""


def register_fonts() -> None:
    """Makes the sample fonts known to reportlab; may be called again."""
    rl_config.useA85 = 0  # binary streams are a fifth smaller
    for cut in CUTS:
        if cut not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(cut, str(FONT_FOLDER / f"{cut}.ttf")))


def text_width(text: str, font: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, font, size))


class Book:
    """Pages that are drawn in any order and written in page order."""

    def __init__(self, page_count: int, title: str, size: tuple[float, float] = A4) -> None:
        register_fonts()
        self.title = title
        self.width, self.height = size
        self._marks: list[list[Callable[[Canvas], None]]] = [[] for _ in range(page_count)]
        self.bookmarks: list[tuple[str, int]] = []

    def mark(self, page: int, draw: Callable[[Canvas], None]) -> None:
        self._marks[page - 1].append(draw)

    def text(self, page: int, x: float, top: float, text: str, face: Face) -> None:
        """One line; `x` is its left end, its middle or its right end as `face.align` says."""
        width = text_width(text, face.font, face.size)
        left = x - {"right": width, "center": width / 2}.get(face.align, 0.0)
        self.string(page, left, top + ASCENT * face.size, text, face.font, face)

    def string(self, page: int, x: float, baseline: float, text: str, font: str, face: Face) -> None:
        self.words(page, baseline, [(x, Piece(text, font, glue=False))], face)

    def words(self, page: int, baseline: float, words: list[tuple[float, Piece]], face: Face) -> None:
        """Pieces on one baseline, each at its own `x`."""

        def draw(canvas: Canvas) -> None:
            canvas.setFillColor(HexColor(face.color))
            text = canvas.beginText()
            font = ""
            for x, piece in words:
                if piece.font != font:
                    font = piece.font
                    text.setFont(font, face.size)
                text.setTextOrigin(round(x, 2), round(self.height - baseline, 2))
                text.textOut(piece.text)
            canvas.drawText(text)

        self.mark(page, draw)

    def rect(
        self,
        page: int,
        box: tuple[float, float, float, float],
        *,
        fill: str | None = None,
        stroke: str | None = None,
        line_width: float = 0.6,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """A rectangle `(x0, top, x1, bottom)`."""
        x0, top, x1, bottom = box

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            if fill:
                canvas.setFillColor(HexColor(fill))
            if stroke:
                canvas.setStrokeColor(HexColor(stroke))
                canvas.setLineWidth(line_width)
            if dash:
                canvas.setDash(*dash)
            width, height = x1 - x0, bottom - top
            canvas.rect(
                x0, self.height - bottom, width, height, fill=int(bool(fill)), stroke=int(bool(stroke))
            )
            canvas.restoreState()

        self.mark(page, draw)

    def rule(self, page: int, x0: float, y: float, x1: float, color: str, line_width: float = 0.5) -> None:
        """A horizontal line."""

        def draw(canvas: Canvas) -> None:
            canvas.setStrokeColor(HexColor(color))
            canvas.setLineWidth(line_width)
            canvas.line(x0, self.height - y, x1, self.height - y)

        self.mark(page, draw)

    def picture(self, page: int, box: tuple[float, float, float, float], data: bytes) -> None:
        """A bitmap stretched over `(x0, top, x1, bottom)`."""
        x0, top, x1, bottom = box

        def draw(canvas: Canvas) -> None:
            canvas.drawImage(ImageReader(io.BytesIO(data)), x0, self.height - bottom, x1 - x0, bottom - top)

        self.mark(page, draw)

    def to_bytes(self) -> bytes:
        """The PDF; the same bytes for the same marks."""
        buffer = io.BytesIO()
        canvas = Canvas(
            buffer,
            pagesize=(self.width, self.height),
            invariant=1,
            pageCompression=1,
            initialFontName="LanternSans-Regular",
        )
        canvas.setTitle(self.title)
        for number, marks in enumerate(self._marks, start=1):
            for draw in marks:
                draw(canvas)
            for index, (title, page) in enumerate(self.bookmarks):
                if page == number:
                    canvas.bookmarkPage(f"b{index}")
                    canvas.addOutlineEntry(title, f"b{index}")
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()


@dataclass(slots=True)
class Flow:
    """A pen that fills boxes one after the other."""

    book: Book
    boxes: list[Box]
    index: int = 0
    y: float = field(default=-1.0)

    def __post_init__(self) -> None:
        if self.y < 0:
            self.y = self.boxes[0].top

    @property
    def box(self) -> Box:
        return self.boxes[self.index]

    def space(self, points: float) -> None:
        """White space, but none at the head of a box."""
        if self.y > self.box.top:
            self.y += points

    def next_box(self) -> None:
        self.index += 1
        if self.index == len(self.boxes):
            raise DoesNotFitError(f"{self.boxes[-1]} is full")
        self.y = self.box.top

    def paragraph(self, text: str, face: Face, *, notch: tuple[float, int] = (0.0, 0)) -> None:
        """Sets one paragraph; `notch` keeps a width free at the left of the first lines."""
        rest = _pieces(text, face)
        number = 0
        while rest:
            if self.y + face.leading > self.box.bottom + 0.5:
                self.next_box()
            indent = face.indent if number == 0 else face.hang
            indent += notch[0] if number < notch[1] else 0.0
            line, rest = _take_line(rest, face, indent, self.box.width - indent)
            self._set(line, face)
            self.y += face.leading
            number += 1

    def drop_cap(self, text: str, face: Face, color: str, lines: int = 3) -> None:
        """A paragraph whose first letter is `lines` high."""
        size = face.leading * lines * 1.22
        cap = face.but(cut="Bold", size=size, color=color, align="left")
        width = text_width(text[0], cap.font, size) + 4
        baseline = self.y + (lines - 1) * face.leading + ASCENT * face.size
        self.book.string(self.box.page, self.box.x, baseline, text[0], cap.font, cap)
        self.paragraph(text[1:], face.but(indent=0.0), notch=(width, lines))

    def picture(self, data: bytes, height: float, caption: str, face: Face) -> None:
        """A picture as wide as the column, with its caption below."""
        if self.y + height + 2 * face.leading > self.box.bottom:
            self.next_box()
        box = self.box
        self.book.picture(box.page, (box.x, self.y, box.x + box.width, self.y + height), data)
        self.y += height + 4
        self.paragraph(caption, face)
        self.y += 8

    def _set(self, line: SetLine, face: Face) -> None:
        gaps = sum(not piece.glue for piece in line.pieces[:-1])
        natural = _line_width(line.pieces, face.size)
        slack = line.width - natural
        stretch = slack / gaps if face.align == "justify" and gaps and not line.is_last else 0.0
        x = self.box.x + line.indent + {"center": slack / 2, "right": slack}.get(face.align, 0.0)
        placed = []
        for number, piece in enumerate(line.pieces):
            shown = _shown(line.pieces, number)
            placed.append((x, replace(piece, text=shown)))
            x += text_width(shown, piece.font, face.size) + (0.0 if piece.glue else stretch)
        self.book.words(self.box.page, self.y + ASCENT * face.size, placed, face)


def balance(trial: Callable[[Book, float], None], page_count: int, first: float, limit: float) -> float:
    """The least bottom, from `first` up to `limit`, at which `trial` fits its columns."""
    bottom = first
    while bottom <= limit:
        try:
            trial(Book(page_count, "trial"), bottom)
        except DoesNotFitError:
            bottom += 1.0
        else:
            return bottom
    raise DoesNotFitError(f"no bottom up to {limit} pt is enough")


def _pieces(text: str, face: Face) -> list[Piece]:
    """Words of a marked-up paragraph; `**` switches bold, `__` italic."""
    if face.ligatures:
        text = text.replace("fi", "\ufb01").replace("fl", "\ufb02")
    cut = face.cut
    pieces: list[Piece] = []
    is_open = False  # whether the last word may go on in another cut
    for part in _RUNS.split(text):
        if part in ("**", "__"):
            marked = "Bold" if part == "**" else "Italic"
            cut = face.cut if cut == marked else marked
            continue
        font = f"Lantern{face.family}-{cut}"
        words = part.split()
        if is_open and words and not part[0].isspace():
            pieces[-1] = replace(pieces[-1], glue=True)
        pieces.extend(Piece(word, font, glue=False) for word in words)
        is_open = bool(part) and not part[-1].isspace()
    return pieces


def _line_width(pieces: tuple[Piece, ...], size: float) -> float:
    return sum(text_width(_shown(pieces, number), piece.font, size) for number, piece in enumerate(pieces))


def _shown(pieces: tuple[Piece, ...], number: int) -> str:
    """A piece's text, with the blank that parts it from the next one."""
    is_end = number == len(pieces) - 1
    return pieces[number].text + ("" if is_end or pieces[number].glue else " ")


def _take_line(rest: list[Piece], face: Face, indent: float, width: float) -> tuple[SetLine, list[Piece]]:
    """The first line of `rest` and what is left; at least one piece is taken."""
    count = 1
    while count < len(rest) and _line_width(tuple(rest[: count + 1]), face.size) <= width:
        count += 1
    while count > 1 and count < len(rest) and rest[count - 1].glue:
        count -= 1
    taken, left = rest[:count], rest[count:]
    if left and face.hyphenate and face.align in ("justify", "left"):
        room = width - _line_width((*taken, Piece("", left[0].font, glue=False)), face.size)
        parts = _hyphenate(left[0], face.size, room)
        if parts:
            taken, left = [*taken, parts[0]], [parts[1], *left[1:]]
    return SetLine(tuple(taken), indent, width, is_last=not left), left


def _hyphenate(piece: Piece, size: float, room: float) -> tuple[Piece, Piece] | None:
    """`piece` in two, the first with a hyphen and as long as `room` allows; None if it cannot be."""
    word = piece.text
    if not word.strip(".,;:").isalpha() or word[0].isupper():
        return None
    for match in reversed(list(_BREAK.finditer(word))):
        at = match.end()
        is_cluster = _CLUSTER.fullmatch(word[at - 1 : at + 1])
        head = word[:at] + "-"
        if is_cluster or at < MIN_HYPHEN_PART or len(word.rstrip(".,;:")) - at < MIN_HYPHEN_PART:
            continue
        if text_width(head, piece.font, size) <= room:
            return Piece(head, piece.font, glue=False), replace(piece, text=word[at:])
    return None
