"""One size of type for all issues: distances are judged on pages whose running text is as large as usual.

A page can be drawn at any scale: for a folder of half the size, as slides, in the points of a screen. Whether
two lines begin at one edge, whether a rule is long or a gap wide, does not depend on that. What this makes is
for the stages behind it only; what is published is told in points of the page again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from math import isclose

from schemas.document import Document, Frame, Line, Page, Style, Word
from schemas.geometry import BBox
from schemas.word_columns import WordColumns, WordSlice
from tasks.layout.looks import look_of_lines
from tasks.layout.steady_sizes import with_steady_sizes

USUAL_PT = 11.0
"""Size of running text that all distances in points are chosen for: the middle of bulletins."""


def at_usual_size(document: Document) -> Document:
    """`document` with all lengths scaled so that its running text is set in `USUAL_PT`.

    Sizes that waver are made steady before. One without boxes, or without letters that have a size, stays as
    it is; so does one that was brought to that size before. Where nobody else holds `document`, a page goes
    as soon as the other is made.
    """
    if document.body_pt or not document.has_boxes:
        return document
    document = with_steady_sizes(document)
    body_pt = body_size_pt(document)
    if not body_pt or isclose(body_pt, USUAL_PT):
        return replace(document, body_pt=body_pt)
    scale = USUAL_PT / body_pt
    resizer = _Resizer(scale)
    losses = tuple(
        replace(loss, bbox=resizer.box(loss.bbox)) if loss.bbox is not None else loss
        for loss in document.losses
    )
    left = deque(document.pages)
    document = replace(
        document, pages=(), losses=losses, scale=scale * document.scale, body_pt=scale * body_pt
    )
    pages = []
    while left:
        pages.append(resizer.page(left.popleft()))
    return replace(document, pages=tuple(pages))


def body_size_pt(document: Document) -> float:
    """Size of running text, in points times the document's scale; 0 without letters that have a size."""
    lines = (line for page in document.pages for line in page.lines if not line.is_overlay)
    return document.body_pt or look_of_lines(lines).size_pt


class _Resizer:
    """What stands on pages, with its lengths times `scale`; words of one style share one afterwards, too."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._styles: dict[int, Style] = {}
        self._resized_styles: dict[Style, Style] = {}
        self._columns: dict[int, tuple[WordColumns, WordColumns]] = {}
        self._edges: dict[float, float] = {}

    def page(self, page: Page) -> Page:
        self._columns.clear()
        self._edges.clear()
        return Page(
            page.number,
            page.width_pt and page.width_pt * self._scale,
            page.height_pt and page.height_pt * self._scale,
            tuple(map(self._line, page.lines)),
            tuple(map(self.box, page.rules)),
            tuple(Frame(self.box(frame.bbox), frame.is_stroked, frame.fill) for frame in page.frames),
            tuple(map(self.box, page.images)),
        )

    def box(self, box: BBox) -> BBox:
        return box.scaled(self._scale)

    def _line_box(self, box: BBox) -> BBox:
        """Lines of a page have edges in common, as numbers they share."""
        return BBox(self._edge(box.x0), self._edge(box.top), self._edge(box.x1), self._edge(box.bottom))

    def _edge(self, edge: float) -> float:
        known = self._edges.get(edge)
        if known is None:
            known = self._edges[edge] = edge * self._scale
        return known

    def _line(self, line: Line) -> Line:
        words = line.words
        resized = words.of_columns(self._resized) if type(words) is WordSlice else self._words(words)
        box = self._line_box(line.bbox) if line.bbox is not None else None
        return Line(
            line.page, line.span, resized, box, line.direction, line.blank_before, is_overlay=line.is_overlay
        )

    def _words(self, words: Sequence[Word]) -> tuple[Word, ...]:
        # Every word of an issue passes here: property by property, a third of the time is spared.
        spans = [word.span for word in words]
        boxes = [word.bbox and word.bbox.scaled(self._scale) for word in words]
        styles = [word.style and self._style(word.style) for word in words]
        tags = [word.tag for word in words]
        said = [word.respellings for word in words]
        return tuple(map(Word, spans, boxes, styles, tags, said))

    def _style(self, style: Style) -> Style:
        # Told apart as objects: a page has one of each look, and to compare takes longer.
        known = self._styles.get(id(style))
        if known is None:
            resized = replace(style, size_pt=style.size_pt * self._scale)
            known = self._styles[id(style)] = self._resized_styles.setdefault(resized, resized)
        return known

    def _resized(self, columns: WordColumns) -> WordColumns:
        """Columns are shared by the lines of a page, and so are they afterwards."""
        known = self._columns.get(id(columns))
        if known is None:
            resized = columns.resized(self._scale, self._style)
            known = self._columns[id(columns)] = columns, resized
        return known[1]
