"""PDF → pages of glyphs and drawings, through pdfplumber. The only module that knows the library.

Pages are closed as they are done, so memory does not grow with their number. What the library cannot
read becomes an `IssueError` in one sentence; what it reads is handed on unjudged.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

import pdfplumber
from pdfminer.encodingdb import EncodingDB
from pdfminer.layout import LTChar, LTCurve, LTFigure, LTImage, LTItem, LTPage
from pdfminer.pdfdocument import PDFNoOutlines, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import apply_matrix_rect
from pdfplumber.page import Page as PlumberPage
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from schemas.document import Frame, OutlineEntry, Style
from schemas.errors import IssueError
from schemas.geometry import BBox
from schemas.limits import ReadLimits
from tasks.extraction.fonts import FontLook, font_look
from tasks.extraction.glyphs import Glyph

EXTRACTOR = f"pdfplumber {version('pdfplumber')}"

RULE_THICKNESS_PT = 3.0
"""A drawn shape thinner than this in one direction is a rule, not a box."""

FRAME_EDGE_PT = 14.0
"""All points of a rounded box lie this close to the edges of its bounding box."""

SLANT_RATIO = 0.1
"""A glyph sheared more than this is slanted by its matrix; its box is then wider than its advance."""

INVISIBLE_RENDER_MODES = frozenset({3, 7})
STROKED_RENDER_MODES = frozenset({2, 6})
_UNREAD = "\ufffd"
_WIN_ANSI = EncodingDB.encodings["WinAnsiEncoding"]
_WIN_ANSI_REST = {173: "-", **dict.fromkeys((127, 129, 141, 143, 144, 157), "•")}
"""Codes that the library takes for a blank or for nothing; by the PDF standard a hyphen, and bullets."""

_BROKEN = (PdfminerException, MalformedPDFException, PDFException, PSException)
_MALFORMED = (
    *_BROKEN,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    NotImplementedError,
    EOFError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as drawn: its size in points, glyphs in drawing order, drawings on the visible part.

    `fault` says what in the page's drawing instructions could not be read; what they drew before it
    is there, what they would have drawn after it is not.
    """

    number: int
    width_pt: float
    height_pt: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[BBox, ...]
    frames: tuple[Frame, ...]
    images: tuple[BBox, ...]
    fault: str | None = None


class PdfFile:
    """An opened PDF: page by page, and what it says of itself."""

    def __init__(self, data: bytes, limits: ReadLimits) -> None:
        """Open `data`; raises `IssueError` when it is no readable PDF or beyond `limits`."""
        if b"%PDF-" not in data[:1024]:
            raise IssueError(
                "extract", "not_a_pdf", "is not a PDF whatever its name says; replace or remove it"
            )
        try:
            self._pdf = pdfplumber.open(io.BytesIO(data))
            page_count = len(self._pdf.pages)
        except RecursionError as error:
            raise _too_deep() from error
        except _MALFORMED as error:
            raise _open_error(error) from error
        if page_count == 0:
            raise IssueError(
                "extract", "no_pages", "holds no pages: its page tree is broken; get a fresh copy"
            )
        if page_count > limits.max_pages:
            raise IssueError(
                "extract",
                "too_many_pages",
                f"has {page_count} pages, more than the limit of {limits.max_pages}; "
                "raise BULLETINS_MAX_PAGES or split it",
            )
        self._limits = limits
        self.page_count = page_count

    def pages(self) -> Iterator[RawPage]:
        """Each page once, in order; a page is released before the next is read."""
        budget = self._limits.max_chars
        for page in self._pdf.pages:
            try:
                raw = _read_page(page, budget)
            except RecursionError as error:
                raise _too_deep() from error
            except _MALFORMED as error:
                raise IssueError(
                    "extract",
                    "broken_page",
                    f"has a page that cannot be read (page {page.page_number}: {_short(error)}); "
                    "get a fresh copy",
                ) from error
            finally:
                page.close()
            budget -= len(raw.glyphs)
            yield raw

    @property
    def metadata_title(self) -> str | None:
        """Title the file gives itself, if it is a non-empty string."""
        title = self._pdf.metadata.get("Title")
        return title.strip() or None if isinstance(title, str) else None

    def outline(self) -> tuple[OutlineEntry, ...]:
        """Bookmarks whose target page can be told; an unreadable outline counts as none."""
        numbers = {page.page_obj.pageid: page.page_number for page in self._pdf.pages}
        entries: list[OutlineEntry] = []
        try:
            for level, title, destination, action, _ in self._pdf.doc.get_outlines():
                target = self._target(destination, action)
                page = numbers.get(getattr(target, "objid", None))
                text = " ".join(str(title).replace("\x00", "").split())
                if text:
                    entries.append(OutlineEntry(text, level, page))
        except (PDFNoOutlines, *_MALFORMED, RecursionError):
            return tuple(entries)
        return tuple(entries)

    def _target(self, destination: Any, action: Any) -> Any:
        if destination is None and action is not None:
            destination = resolve1(resolve1(action).get("D"))
        if isinstance(destination, (bytes, str)):
            name = destination if isinstance(destination, bytes) else destination.encode()
            destination = resolve1(self._pdf.doc.get_dest(name))
        elif destination is not None and not isinstance(destination, list):
            destination = resolve1(getattr(destination, "name", destination))
        if isinstance(destination, dict):
            destination = resolve1(destination.get("D"))
        return destination[0] if isinstance(destination, list) and destination else None


def _open_error(error: BaseException) -> IssueError:
    """The one sentence for a file that does not open."""
    causes = [error, *error.args]
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        return IssueError(
            "extract", "encrypted", "is encrypted and needs a password; put in a copy without one"
        )
    if any(isinstance(cause, RecursionError) for cause in causes):
        return _too_deep()
    return IssueError("extract", "broken_pdf", f"is a damaged PDF ({_short(error)}); get a fresh copy")


def _too_deep() -> IssueError:
    return IssueError("extract", "broken_pdf", "is a damaged PDF (nested without end); get a fresh copy")


def _short(error: BaseException) -> str:
    inner = error.args[0] if error.args and isinstance(error.args[0], BaseException) else error
    words = " ".join(str(inner).split())
    return f"{type(inner).__name__}: {words[:80]}" if words else type(inner).__name__


class _GlyphDevice(PDFPageAggregatorWithMarkedContent):
    """Collects glyphs with what the library's own objects leave out: render mode and nested tags."""

    def __init__(self, page: PlumberPage, budget: int) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
        self.budget = budget
        self.chars: list[tuple[LTChar, int, str | None, bool, FontLook]] = []
        self.ctm_of_page: Any = None
        self.layout: LTPage | None = None
        self._tags: list[str] = []
        self._render_mode = 0
        self._looks: dict[int, tuple[Any, FontLook]] = {}

    def begin_page(self, page: Any, ctm: Any) -> None:
        self.ctm_of_page = ctm
        super().begin_page(page, ctm)
        assert isinstance(self.cur_item, LTPage)
        self.layout = self.cur_item

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        name = tag.name if isinstance(tag.name, str) else tag.name.decode("latin-1")
        self._tags.append(name)

    def end_tag(self) -> None:
        if self._tags:
            self._tags.pop()

    def tag_cur_item(self) -> None:
        """Nothing to do: tags are kept with the glyphs."""

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._render_mode = int(textstate.render) if isinstance(textstate.render, (int, float)) else 0
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        if len(self.chars) >= self.budget:
            raise IssueError(
                "extract",
                "too_many_characters",
                "holds more characters than the limit; raise BULLETINS_MAX_CHARS or split it",
            )
        text, is_mapped = _letter(font, cid)
        item = LTChar(
            matrix,
            font,
            fontsize,
            scaling,
            rise,
            text,
            font.char_width(cid),
            font.char_disp(cid),
            ncs,
            graphicstate,
        )
        self.chars.append(
            (item, self._render_mode, "/".join(self._tags) or None, is_mapped, self._look(font))
        )
        return item.adv

    def _look(self, font: Any) -> FontLook:
        """Look of `font`, found out once; the font is kept so that its id stays its own."""
        known = self._looks.get(id(font))
        if known is None:
            known = self._looks[id(font)] = (font, font_look(font))
        return known[1]


def _letter(font: Any, cid: int) -> tuple[str, bool]:
    """What code `cid` of `font` stands for; `(text, is_mapped)`."""
    if cid in _WIN_ANSI_REST and getattr(font, "cid2unicode", None) is _WIN_ANSI and not font.unicode_map:
        return _WIN_ANSI_REST[cid], True
    try:
        text: str = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return _UNREAD, False
    if _UNREAD in text or any("\ue000" <= c <= "\uf8ff" for c in text):
        return _symbol(text, font.fontname)
    return text, True


_SYMBOLS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF06F: "○", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0A8: "◻",
    0xF02D: "-", 0xF028: "☎", 0xF02A: "✉", 0xF038: "💻", 0xF0E0: "→", 0xF0E8: "➔", 0xF076: "❖",
    0xF0B0: "°", 0xF0BE: "—", 0xF020: " ", 0xF06E: "■", 0xF071: "❑", 0xF0DC: "➜", 0xF0F0: "⇨",
    0xF6AE: "(", 0xF6AF: ")", 0xF6B6: "«", 0xF6B7: "»", 0xF6BA: "-", 0xF6BB: "–", 0xF6BC: "—",
}  # fmt: skip
_SMALL_FORMS = range(0xF721, 0xF7FF)
"""Where Adobe's fonts keep small capitals and old-style figures: the low byte is the ordinary letter."""


def _symbol(text: str, font_name: Any) -> tuple[str, bool]:
    """Read a private-use glyph of a symbol font; `(text, is_mapped)`.

    Word processors shift such fonts' codes to U+F000; the low byte is an ordinary letter in all but
    symbol fonts, where only well-known pictures are read. Marks set for capitals have places of their own.
    """
    name = str(font_name).lower()
    out = []
    for character in text:
        code = ord(character)
        if code in _SYMBOLS:
            out.append(_SYMBOLS[code])
        elif code in _SMALL_FORMS and chr(code & 0xFF).isprintable():
            out.append(chr(code & 0xFF))
        elif 0xF020 <= code <= 0xF0FF and not any(
            k in name for k in ("symbol", "wingding", "webding", "dingbat")
        ):
            out.append(chr(code - 0xF000))
        elif "\ue000" <= character <= "\uf8ff" or character == _UNREAD:
            return _UNREAD, False
        else:
            out.append(character)
    return "".join(out), True


def _read_page(page: PlumberPage, budget: int) -> RawPage:
    device = _GlyphDevice(page, budget)
    fault = None
    try:
        PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except _MALFORMED as error:
        if device.layout is None:
            raise
        fault = _short(error)
    layout = device.layout
    assert layout is not None
    height = layout.height
    crop = page.page_obj.cropbox or page.page_obj.mediabox
    cx0, cy0, cx1, cy1 = apply_matrix_rect(device.ctm_of_page, crop)
    full = BBox(0.0, 0.0, layout.width, height)
    visible = _clip(BBox(min(cx0, cx1), height - max(cy0, cy1), max(cx0, cx1), height - min(cy0, cy1)), full)
    if visible.area <= 0:
        visible = full
    styles: dict[tuple[Any, ...], Style] = {}
    glyphs = tuple(_glyph(*entry, height, visible, styles) for entry in device.chars)
    rules, frames, images = _drawings(layout, height, visible)
    return RawPage(
        page.page_number,
        visible.width,
        visible.height,
        glyphs,
        tuple(rules),
        tuple(frames),
        tuple(images),
        fault,
    )


def _clip(box: BBox, page: BBox) -> BBox:
    """The part of `box` on the page; empty boxes keep their place on its edge."""
    x0, top = min(max(box.x0, page.x0), page.x1), min(max(box.top, page.top), page.bottom)
    return BBox(x0, top, max(x0, min(box.x1, page.x1)), max(top, min(box.bottom, page.bottom)))


def _flip(item: LTItem, height: float, visible: BBox) -> BBox:
    """Box of a library object in our coordinates: origin at the visible page's top left corner."""
    x0, y0, x1, y1 = item.bbox  # type: ignore[attr-defined]
    return BBox(x0 - visible.x0, height - y1 - visible.top, x1 - visible.x0, height - y0 - visible.top)


def _glyph(
    char: LTChar,
    mode: int,
    tag: str | None,
    is_mapped: bool,
    look: FontLook,
    height: float,
    visible: BBox,
    styles: dict[tuple[Any, ...], Style],
) -> Glyph:
    a, b, c, d, e, f = char.matrix
    angle = _angle(a, b)
    bbox = _flip(char, height, visible)
    is_slanted = angle == 0 and abs(c) > SLANT_RATIO * abs(d)
    if is_slanted:
        left, right = sorted((e - visible.x0, e + char.adv * a - visible.x0))
        bbox = BBox(left, bbox.top, right, bbox.bottom)
        look = replace(look, is_italic=True)
    size = char.width if angle in {90, 270} else char.height
    key = (look, round(abs(size), 1), mode in STROKED_RENDER_MODES, _hashable(char))
    style = styles.get(key)
    if style is None:
        style = styles[key] = _style(*key)
    return Glyph(
        text=char.get_text(),
        bbox=bbox,
        origin=(e - visible.x0, height - f - visible.top),
        angle=angle,
        style=style,
        tag=tag,
        is_hidden=mode in INVISIBLE_RENDER_MODES,
        is_mapped=is_mapped,
    )


def _hashable(char: LTChar) -> Any:
    color = char.graphicstate.ncolor
    return tuple(color) if isinstance(color, (list, tuple)) else color


def _style(look: FontLook, size_pt: float, is_stroked: bool, color: Any) -> Style:
    return Style(look.name, size_pt, look.is_bold or is_stroked, look.is_italic, to_hex(color))


def _angle(a: float, b: float) -> int | None:
    if abs(b) <= 0.05 * abs(a):
        return 0 if a >= 0 else 180
    if abs(a) <= 0.05 * abs(b):
        return 90 if b > 0 else 270
    return None


def to_hex(color: Any) -> str | None:
    """A grey, RGB or CMYK colour as `#rrggbb`; None for patterns and anything else."""
    values = list(color) if isinstance(color, (list, tuple)) else [color]
    if not all(isinstance(v, (int, float)) for v in values):
        return None
    parts = [min(1.0, max(0.0, float(v))) for v in values]
    if len(parts) == 1:
        parts *= 3
    elif len(parts) == 4:
        parts = [(1 - channel) * (1 - parts[3]) for channel in parts[:3]]
    if len(parts) != 3:
        return None
    return "#" + "".join(f"{round(v * 255):02x}" for v in parts)


def _drawings(layout: LTPage, height: float, visible: BBox) -> tuple[list[BBox], list[Frame], list[BBox]]:
    """Rules, frames and images in our coordinates, only what touches the visible page."""
    rules: list[BBox] = []
    frames: list[Frame] = []
    images: list[BBox] = []
    page = BBox(0.0, 0.0, visible.width, visible.height)
    stack: list[Sequence[Any]] = [list(layout)]
    while stack:
        for item in stack.pop():
            if isinstance(item, LTFigure):
                stack.append(list(item))
                continue
            if not isinstance(item, (LTImage, LTCurve)):
                continue
            raw = _flip(item, height, visible)
            if raw.x1 < 0 or raw.bottom < 0 or raw.x0 > page.x1 or raw.top > page.bottom:
                continue
            box = _clip(raw, page)
            if isinstance(item, LTImage):
                images.append(box)
            elif min(box.width, box.height) <= RULE_THICKNESS_PT:
                if max(box.width, box.height) > RULE_THICKNESS_PT:
                    rules.append(box)
            elif _is_boxlike(item):
                fill = to_hex(item.non_stroking_color) if item.fill else None
                frames.append(Frame(box, bool(item.stroke), fill))
    return rules, frames, images


def _is_boxlike(curve: LTCurve) -> bool:
    """Whether a path runs along its bounding box and round all four corners, as (rounded) boxes do."""
    x0, y0, x1, y1 = curve.bbox
    slack = min(FRAME_EDGE_PT, 0.25 * min(x1 - x0, y1 - y0))
    near = [
        (abs(x - x0) <= slack, abs(x - x1) <= slack, abs(y - y0) <= slack, abs(y - y1) <= slack)
        for x, y in curve.pts
    ]
    if len(near) < 4 or not all(any(point) for point in near):
        return False
    corners = {(left, low) for left, right, low, high in near if (left or right) and (low or high)}
    return len(corners) == 4
