"""PDF → pages of glyphs and drawings, through pdfplumber: the reference, and the way out.

Slow and exact: `tasks.extraction.pdfium` is held against it, and what that one cannot read comes here. Pages
are closed as they are done, so memory does not grow with their number. What the library cannot read becomes
an `IssueError` in one sentence; what it reads is handed on unjudged.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import Any, TypeAlias

import numpy as np
import pdfplumber
from pdfminer.encodingdb import EncodingDB, name2unicode
from pdfminer.layout import LTChar, LTCurve, LTFigure, LTImage, LTPage
from pdfminer.pdfdocument import PDFNoOutlines, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect, mult_matrix
from pdfplumber.page import Page as PlumberPage
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from schemas.document import OutlineEntry, Style
from schemas.errors import IssueError
from schemas.geometry import BBox
from schemas.limits import ReadLimits
from tasks.extraction.actual_text import decode, with_actual_text
from tasks.extraction.fonts import FontLook, look_of, mac_style
from tasks.extraction.glyph_names import numbers_of
from tasks.extraction.glyphs import (
    GUESSES,
    INVISIBLE_RENDER_MODES,
    MAX_GUESS,
    PLAIN_GLYPHS,
    SLANT_RATIO,
    STROKED_RENDER_MODES,
    UNREAD,
    Floats,
    Glyphs,
    angles_of,
    no_glyphs,
    share_out,
)
from tasks.extraction.pages import (
    UNBOUNDED,
    RawPage,
    Shapes,
    cut_to,
    images_on,
    seen_through,
    sort_shapes,
)
from tasks.extraction.refusals import encrypted, require_pdf, too_many_characters, too_many_pages
from tasks.extraction.symbols import read_symbols

EXTRACTOR = f"pdfplumber {version('pdfplumber')}"

_UNREAD = chr(UNREAD)
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


_Rectangle: TypeAlias = tuple[float, float, float, float]
"""x0, y0, x1, y1 in the library's coordinates."""

_EVERYWHERE: _Rectangle = (-UNBOUNDED, -UNBOUNDED, UNBOUNDED, UNBOUNDED)

_Char: TypeAlias = tuple[LTChar, int, str | None, bool, FontLook, int]
"""A character with its render mode, its tags, whether it is mapped, the look of its font, and which words of
the file stand in place of it (-1 for none)."""


class PlumberFile:
    """An opened PDF: page by page, and what it says of itself."""

    def __init__(self, data: bytes, limits: ReadLimits) -> None:
        """Open `data`; raises `IssueError` when it is no readable PDF or beyond `limits`."""
        require_pdf(data)
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
            raise too_many_pages(page_count, limits)
        self.page_count = page_count

    def page(self, number: int, budget: int) -> RawPage:
        """Page `number` of at most `budget` characters; it is released again at once.

        Raises:
            IssueError: it cannot be read at all, or holds more characters than that.
        """
        pages = self._pdf.pages
        if number > len(pages):
            sentence = f"has a page that only one reader finds (page {number}); get a fresh copy"
            raise IssueError("extract", "broken_page", sentence)
        page = pages[number - 1]
        try:
            return _read_page(page, budget)
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

    @property
    def is_portfolio(self) -> bool:
        """Whether the file is a collection of others, shown by their names."""
        try:
            collection = resolve1(self._pdf.doc.catalog.get("Collection"))
        except _MALFORMED:
            return False
        return isinstance(collection, dict) and getattr(collection.get("View"), "name", "") != "H"

    @property
    def attachment_count(self) -> int:
        """How many files are attached, as far as they stand in one list."""
        try:
            names = resolve1(resolve1(self._pdf.doc.catalog.get("Names", {})).get("EmbeddedFiles", {}))
            listed = resolve1(resolve1(names).get("Names", []))
            return len(listed) // 2
        except _MALFORMED:
            return 0

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
        return encrypted()
    if any(isinstance(cause, RecursionError) for cause in causes):
        return _too_deep()
    return IssueError("extract", "broken_pdf", f"is a damaged PDF ({_short(error)}); get a fresh copy")


def _too_deep() -> IssueError:
    return IssueError("extract", "broken_pdf", "is a damaged PDF (nested without end); get a fresh copy")


def _short(error: BaseException) -> str:
    inner = error.args[0] if error.args and isinstance(error.args[0], BaseException) else error
    words = " ".join(str(inner).split())
    return f"{type(inner).__name__}: {words[:80]}" if words else type(inner).__name__


class _Interpreter(PDFPageInterpreter):
    """Tells its device of clips and of names of glyphs, which the library does not heed."""

    device: _GlyphDevice

    def init_resources(self, resources: Any) -> None:
        super().init_resources(resources)
        specs = resolve1((resources or {}).get("Font")) or {}
        for name, font in self.fontmap.items():
            if id(font) not in self.device.numbers:
                self.device.numbers[id(font)] = font, numbers_of(_unknown_names(resolve1(specs[name])))

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        self._outer_clips: list[_Rectangle] = []

    def do_q(self) -> None:
        super().do_q()
        self._outer_clips.append(self.device.clip)

    def do_Q(self) -> None:  # noqa: N802
        super().do_Q()
        if self._outer_clips:
            self.device.clip = self._outer_clips.pop()

    def do_W(self) -> None:  # noqa: N802
        points = [
            apply_matrix_pt(self.ctm, point)
            for _, *numbers in self.curpath
            for point in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        if points:
            x, y = zip(*points, strict=True)
            self.device.cut_clip((min(x), min(y), max(x), max(y)))

    def do_W_a(self) -> None:  # noqa: N802
        self.do_W()


class _GlyphDevice(PDFPageAggregatorWithMarkedContent):
    """Collects glyphs with what the library's own objects leave out: render mode and nested tags.

    `clips` are the boxes of what can be seen of shapes, by their `id`; `numbers` are those that
    names of glyphs say in place of letters, by the `id` of their font, kept so that it stays its own.
    """

    def __init__(self, page: PlumberPage, budget: int) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
        self.budget = budget
        self.chars: list[_Char] = []
        self.ctm_of_page: Any = None
        self.layout: LTPage | None = None
        self.words: dict[int, str] = {}
        self._tags: list[str] = []
        self._spans: list[int] = []
        self._render_mode = 0
        self._looks: dict[int, tuple[Any, FontLook]] = {}
        self.numbers: dict[int, tuple[Any, Mapping[int, int]]] = {}
        self.clip = _EVERYWHERE
        self.clips: dict[int, _Rectangle] = {}
        self._clips_around: list[_Rectangle] = []

    def begin_page(self, page: Any, ctm: Any) -> None:
        self.ctm_of_page = ctm
        super().begin_page(page, ctm)
        assert isinstance(self.cur_item, LTPage)
        self.layout = self.cur_item

    def begin_figure(self, name: Any, bbox: Any, matrix: Any) -> None:
        self._clips_around.append(self.clip)
        super().begin_figure(name, bbox, matrix)
        # The library takes the upper right corner of a form's box for its width and height.
        self.cut_clip(apply_matrix_rect(mult_matrix(matrix, self.ctm), bbox))

    def end_figure(self, name: Any) -> None:
        super().end_figure(name)
        self.clip = self._clips_around.pop()

    def cut_clip(self, box: _Rectangle) -> None:
        """Nothing outside the box is seen from now on."""
        x0, y0, x1, y1 = seen_through(np.array([self.clip]), np.array([box]))[0].tolist()
        self.clip = (x0, y0, x1, y1)

    def paint_path(self, *arguments: Any, **named: Any) -> None:
        before = len(self.cur_item)
        super().paint_path(*arguments, **named)
        self.clips.update((id(item), self.clip) for item in self.cur_item._objs[before:])

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        name = tag.name if isinstance(tag.name, str) else tag.name.decode("latin-1")
        self._tags.append(name)
        words = resolve1(props.get("ActualText")) if isinstance(props, dict) else None
        if isinstance(words, bytes) and not self._in_words:
            self._spans.append(len(self.words))
            self.words[len(self.words)] = decode(words)
        else:
            self._spans.append(self._in_words[-1] if self._in_words else -1)

    def end_tag(self) -> None:
        if self._tags:
            self._tags.pop()
            self._spans.pop()

    @property
    def _in_words(self) -> list[int]:
        return [span for span in self._spans[-1:] if span >= 0]

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
            raise too_many_characters()
        _, numbers = self.numbers.get(id(font), (font, {}))
        text, is_mapped = _letter(font, cid, numbers)
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
            (
                item,
                self._render_mode,
                "/".join(self._tags) or None,
                is_mapped,
                self._look(font),
                self._spans[-1] if self._spans else -1,
            )
        )
        return item.adv

    def _look(self, font: Any) -> FontLook:
        """Look of `font`, found out once; the font is kept so that its id stays its own."""
        known = self._looks.get(id(font))
        if known is None:
            known = self._looks[id(font)] = (font, font_look(font))
        return known[1]


def font_look(font: Any) -> FontLook:
    """What `font` (the library's font object) looks like."""
    raw = getattr(font, "fontname", "") or ""
    name = raw.decode("latin-1") if isinstance(raw, bytes) else str(raw)
    descriptor = getattr(font, "descriptor", None) or {}
    flags, weight = resolve1(descriptor.get("Flags")), resolve1(descriptor.get("FontWeight"))
    return look_of(
        name,
        flags if isinstance(flags, int) else 0,
        # What is there and no number hides the program, as a number does.
        (weight if isinstance(weight, (int, float)) else 0) if weight is not None else None,
        _program_style(descriptor) if weight is None else 0,
    )


def _program_style(descriptor: Any) -> int:
    """Style bits of the embedded TrueType program; 0 when there is none to read."""
    try:
        stream = resolve1(descriptor.get("FontFile2"))
        return mac_style(stream.get_data()) if isinstance(stream, PDFStream) else 0
    except _MALFORMED:
        return 0


def _unknown_names(spec: Any) -> dict[int, str]:
    """Names of a font's glyphs that are names of no letters, by their codes."""
    encoding = resolve1(spec.get("Encoding")) if isinstance(spec, dict) else None
    listed = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
    unknown: dict[int, str] = {}
    code = 0
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, int):
            code = one
            continue
        name = getattr(one, "name", None)
        if isinstance(name, str) and not _is_letter_name(name):
            unknown[code] = name
        code += 1
    return unknown


def _is_letter_name(name: str) -> bool:
    try:
        name2unicode(name)
    except (KeyError, ValueError):
        return False
    return True


def _letter(font: Any, cid: int, numbers: Mapping[int, int]) -> tuple[str, bool]:
    """What code `cid` of `font` stands for; `(text, is_mapped)`.

    A glyph whose name is a number is no more than that, unless the number agrees with the code.
    """
    number = numbers.get(cid)
    if number is not None and not _is_in_map(font, cid) and cid - number not in (0, PLAIN_GLYPHS):
        return chr(GUESSES + min(number, MAX_GUESS)), False
    if cid in _WIN_ANSI_REST and getattr(font, "cid2unicode", None) is _WIN_ANSI and not font.unicode_map:
        return _WIN_ANSI_REST[cid], True
    try:
        text: str = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return chr(GUESSES + cid) if 0 <= cid <= MAX_GUESS else _UNREAD, False
    if _UNREAD in text or any("\ue000" <= c <= "\uf8ff" for c in text):
        return read_symbols(text, str(font.fontname))
    return text, True


def _is_in_map(font: Any, cid: int) -> bool:
    """Whether the file's own map says which letter a code is."""
    try:
        return bool(font.unicode_map and font.unicode_map.get_unichr(cid))
    except KeyError:
        return False


def _read_page(page: PlumberPage, budget: int) -> RawPage:
    device = _GlyphDevice(page, budget)
    fault = None
    try:
        _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
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
    shapes, images = _drawings(layout, device.clips, height, visible)
    drawn_on = BBox(0.0, 0.0, visible.width, visible.height)
    rules, frames = sort_shapes(shapes, drawn_on)
    return RawPage(
        page.page_number,
        visible.width,
        visible.height,
        _glyphs(device.chars, device.words, height, visible),
        rules,
        frames,
        images_on(images, drawn_on),
        fault,
    )


def _clip(box: BBox, page: BBox) -> BBox:
    """The part of `box` on the page; an empty one keeps its place on its edge."""
    cut, _ = cut_to(np.array([[box.x0, box.top, box.x1, box.bottom]]), page)
    return BBox(*cut[0].tolist())


def _flip(box: _Rectangle, height: float, visible: BBox) -> _Rectangle:
    """A box of the library's in our coordinates: origin at the visible page's top left corner."""
    x0, y0, x1, y1 = box
    return x0 - visible.x0, height - y1 - visible.top, x1 - visible.x0, height - y0 - visible.top


def _glyphs(chars: Sequence[_Char], words: Mapping[int, str], height: float, visible: BBox) -> Glyphs:
    """The library's characters as columns; one that stands for several letters is shared out among them."""
    styles: dict[Style, int] = {}
    tags: dict[str | None, int] = {}
    rows: list[tuple[Any, ...]] = []
    matrices = np.array([char.matrix for char, *_ in chars], dtype=np.float64).reshape(-1, 6)
    angles_of_chars = angles_of(matrices[:, 0], matrices[:, 1]).tolist()
    for (char, mode, tag, is_mapped, look, span), angle in zip(chars, angles_of_chars, strict=True):
        a, _, c, d, e, f = char.matrix
        x0, top, x1, bottom = _flip(char.bbox, height, visible)
        if angle == 0 and abs(c) > SLANT_RATIO * abs(d):
            x0, x1 = sorted((e - visible.x0, e + char.adv * a - visible.x0))
            look = replace(look, is_italic=True)
        size = char.width if angle in {90, 270} else char.height
        color = to_hex(char.graphicstate.ncolor)
        style = Style(
            look.name,
            round(abs(size), 1),
            look.is_bold or mode in STROKED_RENDER_MODES,
            look.is_italic,
            color,
        )
        place = (
            angle,
            styles.setdefault(style, len(styles)),
            tags.setdefault(tag, len(tags)),
            mode in INVISIBLE_RENDER_MODES,
            is_mapped,
            span,
        )
        drawn = (x0, top, x1, bottom, e - visible.x0, height - f - visible.top)
        letters = char.get_text() or " "
        rows += [
            (ord(letter), *drawn, number if len(letters) > 1 else 0, *place)
            for number, letter in enumerate(letters, start=1)
        ]
    if not rows:
        return no_glyphs()
    codes, x0s, tops, x1s, bottoms, xs, ys, pieces, angles, of_style, of_tag, hidden, mapped, spans = zip(
        *rows, strict=True
    )
    whole = Glyphs(
        codes=np.array(codes, dtype=np.uint32),
        x0=np.array(x0s, dtype=np.float64),
        top=np.array(tops, dtype=np.float64),
        x1=np.array(x1s, dtype=np.float64),
        bottom=np.array(bottoms, dtype=np.float64),
        x=np.array(xs, dtype=np.float64),
        y=np.array(ys, dtype=np.float64),
        angle=np.array(angles, dtype=np.int16),
        style=np.array(of_style, dtype=np.intp),
        tag=np.array(of_tag, dtype=np.intp),
        piece=np.array(pieces, dtype=np.uint8),
        hidden=np.array(hidden, dtype=bool),
        unseen=np.zeros(len(rows), dtype=bool),
        mapped=np.array(mapped, dtype=bool),
        origin=np.full(len(rows), -1),
        styles=tuple(styles),
        tags=tuple(tags),
    )
    spelled, _ = with_actual_text(whole, np.array(spans, dtype=np.intp), words)
    return share_out(spelled)


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


def _drawings(
    layout: LTPage, clips: Mapping[int, _Rectangle], height: float, visible: BBox
) -> tuple[Shapes, Floats]:
    """Shapes and the boxes of pictures in our coordinates, on the visible page or not."""
    curves: list[LTCurve] = []
    images: list[_Rectangle] = []
    stack: list[Sequence[Any]] = [list(layout)]
    while stack:
        for item in stack.pop():
            if isinstance(item, LTFigure):
                stack.append(list(item))
            elif isinstance(item, LTImage):
                images.append(item.bbox)
            elif isinstance(item, LTCurve):
                curves.append(item)

    def flipped(boxes: Sequence[_Rectangle]) -> Floats:
        return np.array([_flip(box, height, visible) for box in boxes], dtype=np.float64).reshape(-1, 4)

    points = np.array([point for curve in curves for point in curve.pts], dtype=np.float64).reshape(-1, 2)
    counts = np.array([len(curve.pts) for curve in curves], dtype=np.intp)
    shapes = Shapes(
        points[:, 0] - visible.x0,
        height - points[:, 1] - visible.top,
        np.cumsum(counts) - counts,
        [bool(curve.stroke) for curve in curves],
        [to_hex(curve.non_stroking_color) if curve.fill else None for curve in curves],
        flipped([clips[id(curve)] for curve in curves]),
    )
    return shapes, flipped(images)
