"""Rules drawn on pages, and which lines of text they underline.

What an underline means is for the stages to say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from schemas.document import Document
from schemas.geometry import BBox

UNDERLINE_GAP_PT = 4.0
"""An underline lies this close to the foot of its line, and is about as long."""


class DrawnRules:
    """Horizontal rules of each page by their height, for the question what stands over or under one."""

    def __init__(self, document: Document) -> None:
        self._pages = [
            sorted((rule.center_y, rule.x0, rule.x1) for rule in page.rules if rule.width > rule.height)
            for page in document.pages
        ]

    def between(self, page: int, top: float, bottom: float) -> Iterator[tuple[float, float, float]]:
        """Height, left and right end of the rules between two heights of page number `page`, in points."""
        rules = self._pages[page - 1]
        for rule in islice(rules, bisect_left(rules, (top,)), None):
            if rule[0] > bottom:
                return
            yield rule

    def underline(self, page: int, line: BBox) -> bool:
        """Whether a rule of page number `page` runs right under a line, from its beginning to its end.

        Under words of a line it may run on under the blank behind them.
        """
        near = self.between(page, line.bottom - 2 * UNDERLINE_GAP_PT, line.bottom + 2 * UNDERLINE_GAP_PT)
        return any(
            -UNDERLINE_GAP_PT <= y - line.bottom <= UNDERLINE_GAP_PT
            and abs(x0 - line.x0) <= UNDERLINE_GAP_PT
            and -UNDERLINE_GAP_PT <= x1 - line.x1 <= max(UNDERLINE_GAP_PT, line.height)
            for y, x0, x1 in near
        )
