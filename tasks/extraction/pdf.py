"""PDF → pages of glyphs and drawings: PDFium reads them, and pdfplumber what PDFium cannot.

Which of them read what is said in the data (`extractor`, `notes`). What neither reads becomes an
`IssueError` in one sentence, which is pdfplumber's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from schemas.document import OutlineEntry
from schemas.errors import IssueError
from schemas.limits import ReadLimits
from tasks.extraction import pdfium, plumber
from tasks.extraction.glyphs import Glyphs
from tasks.extraction.inline_pictures import OpenPictures
from tasks.extraction.missing_widths import with_usual_widths
from tasks.extraction.packed import require_unpacked_at_most
from tasks.extraction.pages import RawPage
from tasks.extraction.pdfium import PdfiumFile, UnreadableError
from tasks.extraction.plumber import PlumberFile
from tasks.extraction.refusals import portfolio, require_pdf

UNTOLD_SHARE = 0.05
"""Where PDFium cannot tell more than this share of a page's letters, the other reader is asked, too."""

PLACE_BITS = 20
MIN_UNTOLD = 20
MAX_IN_VAIN = 3
"""After so many pages on which the other reader could tell no more, it is asked no more."""


class PdfFile:
    """An opened PDF: page by page, and what it says of itself. Closed by `close`, or as a context.

    Attributes:
        page_count: how many pages it has.
        attachment_count: how many files are attached to it.
        open_picture_count: pictures in the content of its pages that have no end, and hide what follows.
        read_otherwise: numbers of the pages that PDFium could not load, as they are met.
        told_otherwise: numbers of those whose letters only the other reader could tell.
        is_read_otherwise: PDFium could not open it at all.
    """

    def __init__(self, data: bytes, limits: ReadLimits) -> None:
        """Open `data`; raises `IssueError` when it is no readable PDF or beyond `limits`."""
        require_pdf(data)
        pictures = OpenPictures()
        require_unpacked_at_most(limits.max_stream_bytes, data, pictures.look_at)
        self.open_picture_count = pictures.count
        self._data, self._limits = data, limits
        self._first: PdfiumFile | None = None
        self._other: PlumberFile | None = None
        self.read_otherwise: list[int] = []
        self.told_otherwise: list[int] = []
        self._in_vain = 0
        try:
            self._first = PdfiumFile(data, limits)
        except UnreadableError:
            self._other = PlumberFile(data, limits)
        self.is_read_otherwise = self._first is None
        self.page_count = self._said.page_count
        self.attachment_count = self._said.attachment_count
        if self.attachment_count and self._is_portfolio():
            self.close()
            raise portfolio(self.attachment_count)

    def _is_portfolio(self) -> bool:
        if self._other is None:
            try:
                self._other = PlumberFile(self._data, self._limits)
            except IssueError:
                return False
        return self._other.is_portfolio

    @property
    def is_xfa(self) -> bool:
        """Whether the file holds a form that only some programs can draw."""
        return self._first is not None and self._first.is_xfa

    @property
    def _said(self) -> PdfiumFile | PlumberFile:
        """The reader that is asked what the file says of itself."""
        said = self._first or self._other
        assert said is not None
        return said

    def close(self) -> None:
        if self._first is not None:
            self._first.close()

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def pages(self) -> Iterator[RawPage]:
        """Each page once, in order; a page is released before the next is read.

        Raises:
            IssueError: neither reader can read one, or all hold more characters than the limit.
        """
        budget = self._limits.max_chars
        for number in range(1, self.page_count + 1):
            raw = self._page(number, budget)
            budget -= len(raw.glyphs)
            yield replace(raw, glyphs=with_usual_widths(raw.glyphs))

    def _page(self, number: int, budget: int) -> RawPage:
        if self._first is None:
            return self._page_of_other(number, budget)
        try:
            page = self._first.page(number, budget)
        except UnreadableError:
            self.read_otherwise.append(number)
            return self._page_of_other(number, budget)
        untold = _untold(page)
        if untold < max(MIN_UNTOLD, UNTOLD_SHARE * len(page.glyphs)) or self._in_vain >= MAX_IN_VAIN:
            return page
        try:
            other = self._page_of_other(number, budget)
        except IssueError:
            return page
        if _untold(other) > untold / 2 and _guesses(other) == _guesses(page):
            self._in_vain += 1
            return page
        self.told_otherwise.append(number)
        return _seen_alike(other, page)

    def _page_of_other(self, number: int, budget: int) -> RawPage:
        if self._other is None:
            self._other = PlumberFile(self._data, self._limits)
        return self._other.page(number, budget)

    @property
    def extractor(self) -> str:
        """Who has read the pages so far."""
        if self.is_read_otherwise:
            return plumber.EXTRACTOR
        if self.read_otherwise or self.told_otherwise:
            return f"{pdfium.EXTRACTOR}, {plumber.EXTRACTOR}"
        return pdfium.EXTRACTOR

    @property
    def metadata_title(self) -> str | None:
        """Title the file gives itself, if it is a non-empty string."""
        return self._said.metadata_title

    def outline(self) -> tuple[OutlineEntry, ...]:
        """Bookmarks whose target page can be told; an unreadable outline counts as none."""
        return self._said.outline()


def _seen_alike(page: RawPage, judged: RawPage) -> RawPage:
    """`page` with what nobody sees of it as in `judged`, the same page by the reader that can tell."""
    unseen, hidden = (
        np.isin(_places(page.glyphs), _places(judged.glyphs.take(flags)))
        for flags in (judged.glyphs.unseen, judged.glyphs.hidden)
    )
    return replace(page, glyphs=replace(page.glyphs, unseen=unseen, hidden=hidden))


def _places(glyphs: Glyphs) -> NDArray[np.int64]:
    """Where the pen stands for each letter, in whole points, as one number."""
    x, y = (np.rint(one).astype(np.int64) for one in (glyphs.x, glyphs.y))
    return (x << PLACE_BITS) + y


def _guesses(page: RawPage) -> set[int]:
    """Numbers of letters that are not known; other ones where a reader knows what names of glyphs say."""
    return set(np.unique(page.glyphs.codes[~page.glyphs.mapped]).tolist())


def _untold(page: RawPage) -> int:
    """How many letters of a page are not known."""
    return int(np.count_nonzero(~page.glyphs.mapped))
