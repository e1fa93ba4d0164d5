"""Builds small test PDFs in a few words: `pdf(page().line("Title", at=(72, 40), size=18, bold=True))`.

Only what a page shows is said here. What a reader should make of it belongs to the tests; finished
bulletins belong to `tests.samples`. Places are PDF points from the top left corner of the page;
the `top` of a line is the top of its glyph boxes as pdfplumber reports them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Self, TypedDict, Unpack, cast

from pdfminer.fontmetrics import FONT_METRICS
from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from tests.samples.typeset import register_fonts

A4 = (595.0, 842.0)
DEFAULT_SIZE = 10.0
INVISIBLE_MODE = 3

Place = tuple[float, float]
Rectangle = tuple[float, float, float, float]

# Names by (bold, italic). The plain fonts know Western letters only, the embedded ones more.
_PLAIN_FONTS = {
    "sans": ("Helvetica", "Helvetica-Oblique", "Helvetica-Bold", "Helvetica-BoldOblique"),
    "serif": ("Times-Roman", "Times-Italic", "Times-Bold", "Times-BoldItalic"),
    "mono": ("Courier", "Courier-Oblique", "Courier-Bold", "Courier-BoldOblique"),
}
_EMBEDDED_FONTS = {
    "sans": ("LanternSans-Regular", "LanternSans-Italic", "LanternSans-Bold"),
    "serif": ("LanternSerif-Regular", "LanternSerif-Italic", "LanternSerif-Bold"),
}


class Look(TypedDict, total=False):
    """How a line is drawn.

    `font` is `sans`, `serif` or `mono`; `spacing` is points between letters; `angle` turns the line
    counter-clockwise around its start; `invisible` draws it so that nobody sees it; `tag` is the role
    that a tagged PDF gives it, such as `Artifact` or `H1`.
    """

    size: float
    font: str
    bold: bool
    italic: bool
    color: str
    spacing: float
    angle: float
    invisible: bool
    tag: str


@dataclass(slots=True)
class Page:
    """One page in the making; each method adds something and gives the page back."""

    width: float = A4[0]
    height: float = A4[1]
    crop: Rectangle | None = None
    rotate: int = 0
    marks: list[Callable[[Canvas], None]] = field(default_factory=list)
    bookmarks: list[tuple[str, int]] = field(default_factory=list)

    def line(self, text: str, *, at: Place, **look: Unpack[Look]) -> Self:
        """One line of text whose glyph boxes begin at `at`; places off the page are fine."""
        font = font_name(text, look)
        size = look.get("size", DEFAULT_SIZE)
        x, top = at

        def draw(canvas: Canvas) -> None:
            if tag := look.get("tag"):
                canvas._code.append(f"/{tag} BMC")
            canvas.saveState()
            canvas.translate(x, self.height - top)
            canvas.rotate(look.get("angle", 0.0))
            canvas.setFillColor(HexColor(look.get("color", "#000000")))
            words = canvas.beginText(0, -ascent(font) * size)
            words.setFont(font, size)
            words.setCharSpace(look.get("spacing", 0.0))
            words.setTextRenderMode(INVISIBLE_MODE if look.get("invisible") else 0)
            words.textOut(text)
            canvas.drawText(words)
            canvas.restoreState()
            if look.get("tag"):
                canvas._code.append("EMC")

        self.marks.append(draw)
        return self

    def lines(
        self, texts: Iterable[str], *, at: Place, leading: float | None = None, **look: Unpack[Look]
    ) -> Self:
        """Lines below each other, `leading` points apart (1.2 times the size unless told)."""
        x, top = at
        step = leading or look.get("size", DEFAULT_SIZE) * 1.2
        for number, text in enumerate(texts):
            self.line(text, at=(x, top + number * step), **look)
        return self

    def overprint(self, text: str, *, at: Place, shift: float = 0.3, **look: Unpack[Look]) -> Self:
        """The same line twice, the second `shift` points to the right: a shadow or a fake bold."""
        x, top = at
        return self.line(text, at=at, **look).line(text, at=(x + shift, top), **look)

    def rect(self, box: Rectangle, *, stroke: str | None = "#000000", fill: str | None = None) -> Self:
        """A rectangle `(x0, top, x1, bottom)`."""
        x0, top, x1, bottom = box

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            canvas.setStrokeColor(HexColor(stroke or "#000000"))
            canvas.setFillColor(HexColor(fill or "#ffffff"))
            width, height = x1 - x0, bottom - top
            canvas.rect(
                x0, self.height - bottom, width, height, stroke=int(bool(stroke)), fill=int(bool(fill))
            )
            canvas.restoreState()

        self.marks.append(draw)
        return self

    def clipped(self, clip: Rectangle, content: Page, *, as_form: bool = False, more_points: int = 0) -> Self:
        """What another page as high holds, seen through `(x0, top, x1, bottom)`; drawn as a form if asked.

        The clip's outline has so many points more than its corners.
        """
        x0, top, x1, bottom = clip

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            window = canvas.beginPath()
            window.rect(x0, self.height - bottom, x1 - x0, bottom - top)
            for number in range(more_points):
                window.lineTo(x0 + number % 2, self.height - bottom)
            canvas.clipPath(window, stroke=0, fill=0)
            if as_form:
                name = f"form{len(canvas._code)}"
                canvas.beginForm(name, 0, 0, self.width, self.height)
            for mark in content.marks:
                mark(canvas)
            if as_form:
                canvas.endForm()
                canvas.doForm(name)
            canvas.restoreState()

        self.marks.append(draw)
        return self

    def enlarged(self, factor: float) -> Page:
        """A page so many times as wide and as high with the same on it."""
        assert self.crop is None
        assert not self.rotate

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            canvas.scale(factor, factor)
            for mark in self.marks:
                mark(canvas)
            canvas.restoreState()

        return Page(factor * self.width, factor * self.height, marks=[draw], bookmarks=self.bookmarks)

    def rule(self, start: Place, end: Place, *, thickness: float = 0.5) -> Self:
        """A thin line from `start` to `end`."""

        def draw(canvas: Canvas) -> None:
            canvas.setLineWidth(thickness)
            canvas.line(start[0], self.height - start[1], end[0], self.height - end[1])

        self.marks.append(draw)
        return self

    def image(self, box: Rectangle, *, color: str = "#7799aa") -> Self:
        """A picture of one colour over `(x0, top, x1, bottom)`."""
        x0, top, x1, bottom = box

        def draw(canvas: Canvas) -> None:
            bitmap = ImageReader(Image.new("RGB", (8, 8), color))
            canvas.drawImage(bitmap, x0, self.height - bottom, x1 - x0, bottom - top)

        self.marks.append(draw)
        return self

    def scan(self, picture: Image.Image) -> Self:
        """A picture over the whole page."""
        self.marks.append(
            lambda canvas: canvas.drawImage(ImageReader(picture), 0, 0, self.width, self.height)
        )
        return self

    def bookmark(self, title: str, *, level: int = 1) -> Self:
        """An entry of the file's outline that leads to this page."""
        self.bookmarks.append((title, level))
        return self


def page(
    width: float = A4[0], height: float = A4[1], *, crop: Rectangle | None = None, rotate: int = 0
) -> Page:
    """An empty page.

    `crop` is the visible part as `(x0, top, x1, bottom)`. `rotate` turns the finished page clockwise by
    90, 180 or 270 degrees: places are those before the turn.
    """
    return Page(width, height, crop, rotate)


def pdf(*pages: Page, title: str = "", password: str | None = None, unicode_maps: bool = True) -> bytes:
    """The PDF of `pages`, the same bytes for the same pages.

    Without `unicode_maps`, embedded fonts lose the table that tells which letter a glyph stands for:
    letters beyond the Western ones can then be seen but not read.
    """
    register_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=0, encrypt=password)
    canvas.setTitle(title)
    for number, content in enumerate(pages, start=1):
        _draw_page(canvas, content, number)
    canvas.save()
    data = buffer.getvalue()
    return data if unicode_maps else _without_unicode_maps(data)


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of hand-written objects, numbered from 1, the first of them the catalog; for odd files."""
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    count = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer


def font_name(text: str, look: Look) -> str:
    """The font a line is drawn in: a plain one where it knows the letters, else an embedded one."""
    family = look.get("font", "sans")
    index = look.get("italic", False) + 2 * look.get("bold", False)
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return _EMBEDDED_FONTS[family][index]
    return _PLAIN_FONTS[family][index]


def ascent(font: str) -> float:
    """Share of the size between the top of a glyph box and the baseline."""
    plain = FONT_METRICS.get(font)
    descent = cast(float, plain[0]["Descent"] if plain else pdfmetrics.getFont(font).face.descent)
    return 1.0 + descent / 1000


def _draw_page(canvas: Canvas, content: Page, number: int) -> None:
    is_turned = content.rotate in (90, 270)
    # reportlab swaps the sides of a turned page; given swapped, they come out as they were.
    canvas.setPageSize((content.height, content.width) if is_turned else (content.width, content.height))
    canvas.setPageRotation(content.rotate)
    x0, top, x1, bottom = content.crop or (0.0, 0.0, content.width, content.height)
    canvas.setCropBox((x0, content.height - bottom, x1, content.height - top))
    for draw in content.marks:
        draw(canvas)
    for index, (title, level) in enumerate(content.bookmarks):
        key = f"p{number}-{index}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(title, key, level - 1)
    canvas.showPage()


def _without_unicode_maps(data: bytes) -> bytes:
    """Blanks the references to the maps in place, so that no offset of the file moves."""
    return re.sub(rb"/ToUnicode \d+ \d+ R", lambda match: b" " * len(match[0]), data)
