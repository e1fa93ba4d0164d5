"""One size of type for all issues: distances are judged on pages whose running text is as large as usual.

A page can be drawn at any scale: for a folder of half the size, as slides, in the points of a screen. Whether
two lines begin at one edge, whether a rule is long or a gap wide, does not depend on that. What this makes is
for the stages behind it only; what is published is told in points of the page again.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from math import isclose

import numpy as np

from schemas.document import Document, Frame, Line, Page, Style, Word
from schemas.geometry import BBox
from schemas.word_columns import EDGE, WordColumns, WordSlice
from tasks.layout.looks import look_of_lines

USUAL_PT = 11.0
"""Size of running text that all distances in points are chosen for: the middle of bulletins."""


def at_usual_size(document: Document) -> Document:
    """`document` with all lengths scaled so that its running text is set in `USUAL_PT`.

    One without boxes, or without letters that have a size, stays as it is; so does one that is in that size.
    """
    lines = (line for page in document.pages for line in page.lines if not line.is_overlay)
    body_pt = look_of_lines(lines).size_pt
    if not document.has_boxes or not body_pt or isclose(body_pt, USUAL_PT):
        return document
    scale = USUAL_PT / body_pt
    resizer = _Resizer(scale)
    return replace(
        document,
        pages=tuple(map(resizer.page, document.pages)),
        losses=tuple(
            replace(loss, bbox=resizer.box(loss.bbox)) if loss.bbox is not None else loss
            for loss in document.losses
        ),
        scale=scale * document.scale,
    )


class _Resizer:
    """What stands on pages, with its lengths times `scale`; words of one style share one afterwards, too."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._styles: dict[int, Style] = {}
        self._resized_styles: dict[Style, Style] = {}
        self._columns: dict[int, tuple[WordColumns, WordColumns]] = {}

    def page(self, page: Page) -> Page:
        self._columns.clear()
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

    def _line(self, line: Line) -> Line:
        words = line.words
        resized = words.of_columns(self._resized) if type(words) is WordSlice else self._words(words)
        box = self.box(line.bbox) if line.bbox is not None else None
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
            edges = array(EDGE, (np.frombuffer(columns.edges) * self._scale).tolist())
            styles = replace(columns.styles, values=tuple(map(self._style, columns.styles.values)))
            resized = replace(columns, edges=edges, styles=styles)
            known = self._columns[id(columns)] = columns, resized
        return known[1]
