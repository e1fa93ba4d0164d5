"""Insets: a headline, a pull quote or a caption at a picture, that two columns of text make way for.

The lines beside an inset end before it and begin behind it; those right above or below it run on to the
gutter, and from there. So it parts no columns, wherever it stands over the gutter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.geometry import BBox
from schemas.tolerances import GAP_SIZES, MAJORITY, MOST, SAME_EDGE_PT, WIDE_SIZES
from tasks.layout.levels import level_with


@dataclass(frozen=True, slots=True)
class Inset:
    """Numbers of an item and of a line beside it on its left and on its right."""

    item: int
    left: int
    right: int


def find_insets(items: Sequence[BBox], lines: Sequence[BBox]) -> Iterator[Inset]:
    """Those of `items` that `lines` make way for on both sides."""
    reach = [_widened(item, lines) for item in items]
    for number, near in enumerate(level_with(reach, lines)):
        item = items[number]
        level = [i for i in near if lines[i].overlap_y(item) > 0]
        left = [i for i in level if lines[i].x1 <= item.x0 + 1]
        right = [i for i in level if lines[i].x0 >= item.x1 - 1]
        if min(_covered([lines[i] for i in side], item) for side in (left, right)) < MAJORITY:
            continue
        nearest = Inset(number, max(left, key=lambda i: lines[i].x1), min(right, key=lambda i: lines[i].x0))
        rows = [lines[i] for i in near if lines[i].overlap_y(item) <= 0]
        if _is_over_gutter(item, lines[nearest.left], lines[nearest.right], rows):
            yield nearest


def _is_over_gutter(item: BBox, left: BBox, right: BBox, rows: Sequence[BBox]) -> bool:
    """Whether the columns of the lines beside an item run on to a gutter above or below it."""
    to_gutter = [r for r in rows if abs(r.x0 - left.x0) <= SAME_EDGE_PT and item.x0 < r.x1 < item.x1]
    from_gutter = [r for r in rows if item.x0 < r.x0 < item.x1 and r.x1 > right.x0]
    is_parted = any(a.x1 < b.x0 and a.overlap_y(b) > 0 for a in to_gutter for b in from_gutter)
    slack = max(SAME_EDGE_PT, GAP_SIZES * item.height)
    is_column = any(abs(r.x0 - item.x0) <= slack and abs(r.x1 - item.x1) <= slack for r in rows)
    return is_parted and not is_column and item.width <= MOST * (right.x1 - left.x0)


def _widened(item: BBox, lines: Sequence[BBox]) -> BBox:
    """What an inset's surroundings reach up and down to."""
    heights = sorted(line.height for line in lines)
    reach = WIDE_SIZES * heights[len(heights) // 2] if heights else 0.0
    return BBox(item.x0, item.top - reach, item.x1, item.bottom + reach)


def _covered(lines: Sequence[BBox], item: BBox) -> float:
    """Share of an item's height from the first to the last of the lines beside it."""
    if not lines or item.height <= 0:
        return 0.0
    first, last = min(line.top for line in lines), max(line.bottom for line in lines)
    return (min(last, item.bottom) - max(first, item.top)) / item.height
