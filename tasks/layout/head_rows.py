"""Heads in a row over columns in a row: newsletters set as tables put both in cells of their own.

Each head is read with the column under it. What the cells are is found in `boxes`, their order in
`reading_order`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile

from schemas.document import box_of
from schemas.geometry import BBox, union
from schemas.tolerances import HEAD_LINES, LARGER, LINE_PT, WIDE_SIZES
from tasks.layout.looks import look_of_lines
from tasks.layout.reading_order import Region


def with_heads_over_columns(regions: Sequence[Region]) -> list[Region]:
    """The regions of a page in order, each head of a row of heads right before the column under it."""
    ordered = list(regions)
    start = 0
    while start < len(ordered):
        count = _count_heads(ordered, start)
        if count:
            heads, columns = ordered[start : start + count], ordered[start + count : start + 2 * count]
            pairs = zip(heads, columns, strict=True)
            ordered[start : start + 2 * count] = [region for pair in pairs for region in pair]
        start += 2 * count or 1
    return ordered


def _count_heads(regions: Sequence[Region], start: int) -> int:
    """How many heads in a row begin at `start`, with as many columns behind them, each under its head."""
    most = sum(1 for _ in takewhile(_may_head, islice(regions, start, None)))
    for count in range(most, 1, -1):
        heads, columns = regions[start : start + count], regions[start + count : start + 2 * count]
        if len(columns) == count and _is_row(heads):
            pairs = list(zip(heads, columns, strict=True))
            if all(_is_over(_box(head), _box(column)) and _heads(head, column) for head, column in pairs):
                return count
    return 0


def _may_head(region: Region) -> bool:
    """Whether a box is as short as a head."""
    return region.box is not None and not region.box.is_table and len(region.lines) <= HEAD_LINES


def _is_row(heads: Sequence[Region]) -> bool:
    """Whether boxes stand level, from left to right, none over another."""
    boxes = [_box(head) for head in heads]
    return all(
        left.x1 <= right.x0 and left.shares_row(right) for left, right in zip(boxes, boxes[1:], strict=False)
    )


def _is_over(head: BBox, column: BBox) -> bool:
    is_near = -1.0 <= column.top - head.bottom <= WIDE_SIZES * LINE_PT
    return is_near and head.shares_column(column)


def _heads(head: Region, column: Region) -> bool:
    """Whether a region is set in bold or in larger letters than the one under it."""
    one, other = look_of_lines(head.lines), look_of_lines(column.lines)
    is_bolder = one.is_bold and not other.is_bold
    return is_bolder or one.size_pt >= LARGER * other.size_pt


def _box(region: Region) -> BBox:
    return union(box_of(line) for line in region.lines)
