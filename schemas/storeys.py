"""Boxes of a page by the storeys they stand in, for the question what stands at the height of another.

Asking each of many boxes about each other one takes their square; most share no height.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from schemas.geometry import BBox

STOREY_PT = 24.0
"""About two lines: what may stand side by side is looked for in stripes of the page so high …"""

MAX_STRIPES = 500
"""… or, on a page far beyond any paper, in so many."""


def stripe_pt(usual_pt: float, edges: Sequence[float]) -> float:
    """Width of the stripes that what lies between these edges is parted into."""
    return max(usual_pt, (max(edges) - min(edges)) / MAX_STRIPES) if edges else usual_pt


class Storeys:
    """Numbers of boxes by the storeys of a page they stand in; boxes may be added, and may grow.

    Args:
        boxes: all that may come, to choose the height of a storey by.
    """

    def __init__(self, boxes: Sequence[BBox]) -> None:
        self._height_pt = stripe_pt(STOREY_PT, [y for box in boxes for y in (box.top, box.bottom)])
        self._storeys: defaultdict[int, set[int]] = defaultdict(set)

    def add(self, number: int, box: BBox) -> None:
        """Notes that `box`, or what it has grown to, has this number."""
        for storey in self._of(box, 0.0):
            self._storeys[storey].add(number)

    def beside(self, box: BBox, *, slack_pt: float = 0.0) -> list[int]:
        """Numbers of the boxes that may be as near to the height of `box` as `slack_pt`, in order."""
        return sorted({number for storey in self._of(box, slack_pt) for number in self._storeys[storey]})

    def _of(self, box: BBox, slack_pt: float) -> range:
        first, last = box.top - slack_pt, box.bottom + slack_pt
        return range(int(first // self._height_pt), int(last // self._height_pt) + 1)
