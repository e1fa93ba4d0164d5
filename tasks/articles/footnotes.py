"""Footnotes: small letters behind a mark, which end a page or a column of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.document import Document, Line, Page
from schemas.geometry import BBox
from schemas.layout import Block
from schemas.tolerances import HALF, MOST, PLURAL, SAME_EDGE_PT, SMALLER
from schemas.word_columns import styles_of
from schemas.wording import plain

_FOOTNOTE = re.compile(r"^(?:\[?\d{1,2}\]?|[*†‡¹²³⁴⁵⁶⁷⁸⁹])\s*\S")
_NOTE = re.compile(r"^(?:\[?\d{1,2}\]?(?![.):/–-])|[*†‡¹²³⁴⁵⁶⁷⁸⁹])\s*[^\W\d]")
"""A note above the last fifth of a page; a number with a dot or a bracket is a list's, or a date's."""


def find_footnotes(document: Document, blocks: Sequence[Block], body_pt: float) -> frozenset[int]:
    """Indices of the blocks in small letters behind a note's mark near the foot of a page, or among notes.

    `body_pt` is the size of running text, in points; 0 where there is none, and then there are no notes.
    """
    if not body_pt:
        return frozenset()
    feet: dict[int, _Foot] = {}
    found = []
    for block in blocks:
        height = document.pages[block.page - 1].height_pt
        if block.bbox is None or block.style is None or height is None:
            continue
        if block.style.size_pt > SMALLER * body_pt or block.bbox.top < HALF * height:
            continue
        is_marked = block.bbox.top >= MOST * height and _FOOTNOTE.match(plain(block.text))
        if not is_marked and block.page not in feet:
            feet[block.page] = _Foot(document, document.pages[block.page - 1], body_pt)
        if is_marked or feet[block.page].has_note_over(block.bbox):
            found.append(block.index)
    return frozenset(found)


class _Foot:
    """The lines of a page from the last one up, and which of them are as large as running text."""

    def __init__(self, document: Document, page: Page, body_pt: float) -> None:
        self._document = document
        self._middle = HALF * (page.height_pt or 0.0)
        boxed = [(line.bbox, line) for line in page.lines if line.bbox is not None]
        boxed.sort(key=lambda entry: entry[0].top)
        self._lines = [
            (box, line, len(line.words) >= PLURAL and _size_of(line) > SMALLER * body_pt)
            for box, line in reversed(boxed)
        ]

    def has_note_over(self, box: BBox) -> bool:
        """Whether a note begins right under the last running text of the column, at `box` or over it.

        It may go on in paragraphs without a mark. A raised mark may stand on a line of its own.
        """
        below: list[tuple[BBox, Line]] = []
        for other, line, is_text in self._lines:
            if other.overlap_x(box) <= 0:
                continue
            if is_text:
                break
            if other.top < self._middle:
                return False
            below.append((other, line))
        else:
            return False
        if not below or box.top < below[-1][0].top - SAME_EDGE_PT:
            return False
        first = (self._document.slice(line.span) for _, line in reversed(below[-PLURAL:]))
        return bool(_NOTE.match(" ".join(first)))


def _size_of(line: Line) -> float:
    return max((style.size_pt for style in styles_of(line.words) if style is not None), default=0.0)
