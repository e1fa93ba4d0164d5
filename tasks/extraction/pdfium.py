"""PDF → pages of glyphs and drawings, through PDFium: the reader that is asked first.

One call for a page's text, one for each character's place, and all else once for each text object: that is
what makes it many times faster than `tasks.extraction.plumber`, which it is held against. What PDFium cannot
open or load is an `UnreadableError`, for the other reader to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from schemas.document import Loss, OutlineEntry
from schemas.errors import IssueError
from schemas.geometry import BBox
from schemas.limits import ReadLimits
from tasks.extraction import pdfium_api as api
from tasks.extraction.pages import RawPage, Shapes, images_on, is_scan, sort_shapes
from tasks.extraction.pdfium_notes import Notes
from tasks.extraction.pdfium_objects import ObjectReader, Paths
from tasks.extraction.pdfium_picture import draw_in_grey
from tasks.extraction.pdfium_sight import Sight
from tasks.extraction.pdfium_text import Sheet, TextReader, TooManyCharactersError
from tasks.extraction.refusals import encrypted, too_many_characters, too_many_pages

EXTRACTOR = f"pypdfium2 {api.VERSION}"

MAX_OUTLINE_ENTRIES = 10_000
"""An outline of more entries than this goes round in circles."""

QUARTERS = 4
XFA_FORM_TYPES = frozenset({2, 3})
"""What `FPDF_GetFormType` says of forms in XFA, with and without pages of their own."""


class UnreadableError(Exception):
    """What PDFium cannot open or load."""


class PdfiumFile:
    """An opened PDF: page by page, and what it says of itself. Closed by `close`, or as a context."""

    def __init__(self, data: bytes, limits: ReadLimits) -> None:
        """Open `data`.

        Raises:
            IssueError: it is encrypted, or beyond `limits`.
            UnreadableError: PDFium cannot open it, or finds no page in it.
        """
        self._pdfium: Any = api.library()
        self._data = np.frombuffer(data, dtype=np.uint8)
        self._handle = self._pdfium.FPDF_LoadMemDocument64(self._data.ctypes.data, len(data), 0)
        if not self._handle:
            if self._pdfium.FPDF_GetLastError() == api.ERROR_PASSWORD:
                raise encrypted()
            raise UnreadableError
        self._limits = limits
        self._notes = Notes(self._pdfium, self._handle)
        self.page_count: int = self._pdfium.FPDF_GetPageCount(self._handle)
        try:
            if self.page_count == 0:
                raise UnreadableError
            if self.page_count > limits.max_pages:
                raise too_many_pages(self.page_count, limits)
        except (IssueError, UnreadableError):
            self.close()
            raise
        self._objects = ObjectReader(self._pdfium)
        self._texts = TextReader(self._pdfium)
        self._sight = Sight(self._pdfium)

    def close(self) -> None:
        if self._handle:
            self._notes.close()
            self._pdfium.FPDF_CloseDocument(self._handle)
            self._handle = 0

    def __enter__(self) -> PdfiumFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def page(self, number: int, budget: int) -> RawPage:
        """Page `number` of at most `budget` characters; it is released again at once.

        Raises:
            IssueError: it holds more characters than that.
            UnreadableError: PDFium cannot load it.
        """
        page, losses = self._loaded(number)
        try:
            return replace(self._read(page, number, budget), losses=losses)
        except TooManyCharactersError as error:
            raise too_many_characters() from error
        finally:
            self._pdfium.FPDF_ClosePage(page)

    def _loaded(self, number: int) -> tuple[int, tuple[Loss, ...]]:
        """The page with its fields and notes printed on it, and what of them could not be."""
        page = self._pdfium.FPDF_LoadPage(self._handle, number - 1)
        if not page:
            raise UnreadableError
        is_printed, losses = self._notes.print_on(page, number)
        if is_printed:
            self._pdfium.FPDF_ClosePage(page)
            page = self._pdfium.FPDF_LoadPage(self._handle, number - 1)
            if not page:
                raise UnreadableError
        return page, losses

    @property
    def attachment_count(self) -> int:
        return max(0, int(self._pdfium.FPDFDoc_GetAttachmentCount(self._handle)))

    @property
    def is_xfa(self) -> bool:
        """Whether the file holds a form that only some programs can draw."""
        return self._pdfium.FPDF_GetFormType(self._handle) in XFA_FORM_TYPES

    def _read(self, page: int, number: int, budget: int) -> RawPage:
        sheet = self._sheet(page)
        drawn = self._objects.read(page)
        glyphs, of = self._texts.read(page, drawn.texts, sheet, budget)
        glyphs = self._sight.judged(page, drawn, glyphs, of, sheet)
        visible = BBox(0.0, 0.0, sheet.width, sheet.height)
        rules, frames = sort_shapes(_shapes(drawn.paths, sheet), visible)
        images = images_on(sheet.boxes(drawn.images), visible)
        raw = RawPage(number, sheet.width, sheet.height, glyphs, rules, frames, images)
        if not (glyphs.hidden & ~glyphs.blank).any() or not is_scan(images, visible):
            return raw
        picture, scale = draw_in_grey(self._pdfium, page, drawn.pictures, sheet)
        return replace(raw, picture=picture, picture_scale=scale)

    def _sheet(self, page: int) -> Sheet:
        box = np.zeros(4, dtype=np.float32)
        if not self._pdfium.FPDF_GetPageBoundingBox(page, box.ctypes.data):
            raise UnreadableError
        left, top, right, bottom = box.tolist()
        if not (right > left and top > bottom):
            raise UnreadableError
        return Sheet.of(left, bottom, right, top, self._pdfium.FPDFPage_GetRotation(page) % QUARTERS)

    @property
    def metadata_title(self) -> str | None:
        """Title the file gives itself, if it is a non-empty string."""
        size = self._pdfium.FPDF_GetMetaText(self._handle, b"Title", 0, 0)
        units = np.zeros(size, dtype=np.uint8)
        self._pdfium.FPDF_GetMetaText(self._handle, b"Title", units.ctypes.data, size)
        return _decoded(units).strip() or None

    def outline(self) -> tuple[OutlineEntry, ...]:
        """Bookmarks that lead somewhere, in order."""
        pdfium, document = self._pdfium, self._handle
        entries: list[OutlineEntry] = []
        seen: set[int] = set()
        # The next one to look at, and its level; a child comes before its parent's neighbour.
        stack = [(pdfium.FPDFBookmark_GetFirstChild(document, 0), 1)]
        while stack and len(seen) < MAX_OUTLINE_ENTRIES:
            bookmark, level = stack.pop()
            if not bookmark or bookmark in seen:
                continue
            seen.add(bookmark)
            stack.append((pdfium.FPDFBookmark_GetNextSibling(document, bookmark), level))
            stack.append((pdfium.FPDFBookmark_GetFirstChild(document, bookmark), level + 1))
            if (entry := self._entry(bookmark, level)) is not None:
                entries.append(entry)
        return tuple(entries)

    def _entry(self, bookmark: int, level: int) -> OutlineEntry | None:
        pdfium, document = self._pdfium, self._handle
        destination = pdfium.FPDFBookmark_GetDest(document, bookmark)
        if not destination:
            action = pdfium.FPDFBookmark_GetAction(bookmark)
            if not action:
                return None
            destination = pdfium.FPDFAction_GetDest(document, action)
        index = pdfium.FPDFDest_GetDestPageIndex(document, destination) if destination else -1
        size = pdfium.FPDFBookmark_GetTitle(bookmark, 0, 0)
        units = np.zeros(size, dtype=np.uint8)
        pdfium.FPDFBookmark_GetTitle(bookmark, units.ctypes.data, size)
        title = " ".join(_decoded(units).split())
        return OutlineEntry(title, level, index + 1 if index >= 0 else None) if title else None


def pages_of(file: PdfiumFile) -> Iterator[int]:
    """Numbers of the file's pages, from 1."""
    yield from range(1, file.page_count + 1)


def _decoded(units: np.ndarray[Any, np.dtype[np.uint8]]) -> str:
    """A string of PDFium's: UTF-16 with a zero at its end."""
    return units.tobytes().decode("utf-16-le", "replace").replace("\0", "")


def _shapes(paths: Paths, sheet: Sheet) -> Shapes:
    x, y = sheet.points(paths.points[:, 0], paths.points[:, 1])
    return Shapes(x, y, paths.first, paths.stroked, paths.fills, sheet.boxes(paths.clips))
