"""Boxes and spans: the one coordinate system of the whole road.

Lengths are PDF points (times a document's `scale`), the origin is the top left corner of the visible page, y
grows downwards. Spans are half-open offsets into the text of a document. Nothing here knows what a box
contains.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.tolerances import HALF


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range `[start, end)` of characters in `Document.text`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class BBox:
    """Box on one page, in points, top-left origin; `x0 <= x1` and `top <= bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def center_x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def center_y(self) -> float:
        return (self.top + self.bottom) / 2

    def overlap_x(self, other: BBox) -> float:
        """Length shared with `other` on the horizontal axis, 0 when they stand side by side."""
        begin = self.x0 if self.x0 > other.x0 else other.x0
        end = self.x1 if self.x1 < other.x1 else other.x1
        return end - begin if end > begin else 0.0

    def overlap_y(self, other: BBox) -> float:
        """Length shared with `other` on the vertical axis, 0 when one stands above the other."""
        begin = self.top if self.top > other.top else other.top
        end = self.bottom if self.bottom < other.bottom else other.bottom
        return end - begin if end > begin else 0.0

    def overlap_area(self, other: BBox) -> float:
        return self.overlap_x(other) * self.overlap_y(other)

    def shares_row(self, other: BBox) -> bool:
        """Whether the two stand beside each other: at least half of the lower one is level with the other."""
        return self.overlap_y(other) >= HALF * min(self.height, other.height)

    def shares_column(self, other: BBox) -> bool:
        """Whether the two stand over each other: at least half of the narrower one."""
        return self.overlap_x(other) >= HALF * min(self.width, other.width)

    def scaled(self, factor: float) -> BBox:
        return BBox(self.x0 * factor, self.top * factor, self.x1 * factor, self.bottom * factor)

    def sides(self) -> tuple[BBox, BBox, BBox, BBox]:
        """Its upper, lower, left and right side, each without a width."""
        return (
            BBox(self.x0, self.top, self.x1, self.top),
            BBox(self.x0, self.bottom, self.x1, self.bottom),
            BBox(self.x0, self.top, self.x0, self.bottom),
            BBox(self.x1, self.top, self.x1, self.bottom),
        )

    def contains_point(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def contains(self, other: BBox, *, slack_pt: float = 0.0) -> bool:
        """Whether `other` lies within this box grown by `slack_pt` on every side."""
        return (
            other.x0 >= self.x0 - slack_pt
            and other.x1 <= self.x1 + slack_pt
            and other.top >= self.top - slack_pt
            and other.bottom <= self.bottom + slack_pt
        )


def union(boxes: Iterable[BBox]) -> BBox:
    """Smallest box around `boxes`; at least one is required."""
    first, *others = boxes
    if not others:
        return first
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for box in others:
        if box.x0 < x0:
            x0 = box.x0
        if box.top < top:
            top = box.top
        if box.x1 > x1:
            x1 = box.x1
        if box.bottom > bottom:
            bottom = box.bottom
    return BBox(x0, top, x1, bottom)
