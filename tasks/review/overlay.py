"""Geometry of a drawn overlay: which owner gets which colour, and pages drawn without their picture.

It knows boxes and numbered owners, neither what a block means nor how a page is written (HTML, SVG).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from schemas.geometry import BBox, union

COLOR_COUNT = 8
"""Colours that people with any sort of colour vision can tell apart, beside each other on white."""

NEAR_PT = 40.0
"""Boxes closer than this are seen side by side, so their owners should differ in colour."""

SAME_PAGE_COST, NEXT_COST, NEAR_COST = 1, 4, 8
"""How bad one colour for two owners is: on one page, one after the other, side by side."""

LINE_SHARE = 0.7
"""Size of letters as a share of the distance between their lines."""

LABEL_WIDTH_PT, LABEL_HEIGHT_PT = 18.0, 7.0
"""Room that the number before a box takes."""

MIN_MARGIN_PT = 36.0
"""White space around the boxes of a page whose size nobody knows any more: half an inch."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page, and the number of its owner (None: nobody's)."""

    page: int
    bbox: BBox
    owner: int | None


@dataclass(frozen=True, slots=True)
class TypesetLine:
    """A line of text set into a box: where its baseline begins, in points."""

    x: float
    baseline: float
    size_pt: float
    text: str


def assign_colors(marks: Sequence[Mark], owner_count: int) -> tuple[int, ...]:
    """Colour of each owner, 0 up to `COLOR_COUNT`: neighbours differ wherever colours suffice."""
    costs = _conflicts(marks, owner_count)
    colors: list[int] = []
    for owner in range(owner_count):
        price = [0] * COLOR_COUNT
        for other, color in enumerate(colors):
            price[color] += costs[other, owner]
        used = Counter(colors)
        colors.append(min(range(COLOR_COUNT), key=lambda color: (price[color], used[color], color)))
    return tuple(colors)


def _conflicts(marks: Sequence[Mark], owner_count: int) -> Counter[tuple[int, int]]:
    """How bad it would be if two owners, the lower number first, had one colour."""
    costs: Counter[tuple[int, int]] = Counter({(n, n + 1): NEXT_COST for n in range(owner_count - 1)})
    pages: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        pages[mark.page].append(mark)
    for page in pages.values():
        owners = sorted({mark.owner for mark in page if mark.owner is not None})
        costs.update(dict.fromkeys(combinations(owners, 2), SAME_PAGE_COST))
        near = {
            (min(a.owner, b.owner), max(a.owner, b.owner))
            for a, b in combinations(page, 2)
            if a.owner is not None and b.owner is not None and a.owner != b.owner and _is_near(a.bbox, b.bbox)
        }
        costs.update(dict.fromkeys(near, NEAR_COST))
    return costs


def _is_near(a: BBox, b: BBox) -> bool:
    gap_x = max(a.x0, b.x0) - min(a.x1, b.x1)
    gap_y = max(a.top, b.top) - min(a.bottom, b.bottom)
    return max(gap_x, gap_y) < NEAR_PT


def estimate_page_size(boxes: Iterable[BBox]) -> tuple[float, float]:
    """Width and height in points of a page that holds all of `boxes`, with margins like its left one."""
    around = union(boxes)
    margin = max(MIN_MARGIN_PT, around.x0)
    return around.x1 + margin, around.bottom + max(MIN_MARGIN_PT, around.top)


def typeset(text: str, bbox: BBox) -> tuple[TypesetLine, ...]:
    """The lines of `text` spread evenly over the height of `bbox`."""
    lines = text.split("\n")
    leading = bbox.height / len(lines)
    size = round(leading * LINE_SHARE, 2)
    return tuple(
        TypesetLine(bbox.x0, round(bbox.top + leading * number + size, 2), size, line)
        for number, line in enumerate(lines)
    )


def place_labels(boxes: Sequence[BBox]) -> tuple[float, ...]:
    """Upper edge of the number before each box: at its top, or lower where another number is."""
    placed: list[tuple[float, float]] = []
    for box in boxes:
        top = box.top
        beside = sorted(y for x, y in placed if abs(x - box.x0) < LABEL_WIDTH_PT)
        for taken in beside:
            if abs(taken - top) < LABEL_HEIGHT_PT:
                top = taken + LABEL_HEIGHT_PT
        placed.append((box.x0, round(top, 2)))
    return tuple(top for _, top in placed)
