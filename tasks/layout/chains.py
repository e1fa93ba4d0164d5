"""Lines of a page → runs of text: one line right under the other, in about one size."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from schemas.document import Line, box_of
from schemas.geometry import BBox
from schemas.storeys import stripe_pt
from schemas.tolerances import FAR_SIZES, GAP_SIZES, HEADLINE, MINORITY
from tasks.layout.items import size_of

CHAIN_GAP_RATIO = 0.75
"""Lines further apart than this share of their size are not chained."""


AISLE_PT = 50.0
"""About half a column: lines that overlap sideways are looked for in stripes of the page so wide."""


def chain_lines(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of lines that stand right under each other, each line in one run."""
    ordered = sorted(lines, key=lambda line: (box_of(line).top, box_of(line).x0))
    boxes = [box_of(line) for line in ordered]
    sizes = [size_of(line) for line in ordered]
    near = _Aisles(boxes)
    below: list[list[int]] = [[] for _ in ordered]
    above: list[list[int]] = [[] for _ in ordered]
    for i, box in enumerate(boxes):
        under = near.after(i, box.bottom, CHAIN_GAP_RATIO * sizes[i] + 2.0)
        for at, j in enumerate(under):
            other = boxes[j]
            if other.center_y > box.bottom - MINORITY * box.height and not any(
                _stands_between(boxes[k], box, other) for k in under[:at]
            ):
                below[i].append(j)
                above[j].append(i)
    chains: list[list[Line]] = []
    taken: set[int] = set()
    for i in range(len(ordered)):
        if i in taken:
            continue
        chain, current = [i], i
        while len(below[current]) == 1 and len(above[below[current][0]]) == 1:
            following = below[current][0]
            if not _same_run(sizes[current], sizes[following]):
                break
            if _is_set_apart(boxes[current], boxes[following], sizes[current]):
                break
            chain.append(following)
            current = following
        taken.update(chain)
        chains.append([ordered[k] for k in chain])
    return chains


class _Aisles:
    """Boxes in the order of their upper edges, by the narrow upright aisles of the page they stand in."""

    def __init__(self, ordered: Sequence[BBox]) -> None:
        self._boxes = ordered
        self._width_pt = stripe_pt(AISLE_PT, [x for box in ordered for x in (box.x0, box.x1)])
        self._aisles: defaultdict[int, list[int]] = defaultdict(list)
        for index, box in enumerate(ordered):
            for aisle in self._of(box):
                self._aisles[aisle].append(index)

    def after(self, index: int, bottom: float, reach_pt: float) -> list[int]:
        """Boxes behind number `index` that overlap it sideways and begin within `reach_pt` below `bottom`."""
        box = self._boxes[index]
        found: set[int] = set()
        for aisle in self._of(box):
            row = self._aisles[aisle]
            for at in range(bisect_right(row, index), len(row)):
                other = self._boxes[row[at]]
                if other.top - bottom > reach_pt:
                    break
                if box.overlap_x(other) > 0:
                    found.add(row[at])
        return sorted(found)

    def _of(self, box: BBox) -> range:
        return range(int(box.x0 // self._width_pt), int(box.x1 // self._width_pt) + 1)


def _stands_between(box: BBox, above: BBox, below: BBox) -> bool:
    """Whether a box that overlaps `above` sideways stands between it and `below`."""
    upper, lower = above.center_y + MINORITY * above.height, below.center_y - MINORITY * below.height
    return upper < box.center_y < lower and box.overlap_x(below) > 0


def _same_run(size_pt: float, other_pt: float) -> bool:
    """Whether letters of two sizes may be of one run of lines."""
    small, large = sorted((size_pt, other_pt))
    return large <= HEADLINE * max(small, 1.0)


def _is_set_apart(above: BBox, below: BBox, size_pt: float) -> bool:
    """Whether white space parts two lines that have neither an edge nor the middle in common."""
    if below.top - above.bottom < GAP_SIZES * size_pt:
        return False
    shifts = (below.x0 - above.x0, below.x1 - above.x1, below.center_x - above.center_x)
    return min(map(abs, shifts)) > FAR_SIZES * size_pt
