"""One page as drawn, whichever library read it, and what its drawings are: rules, frames or pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from schemas.document import Frame, Loss
from schemas.geometry import BBox
from schemas.tolerances import SAME_EDGE_PT
from tasks.extraction.glyphs import Flags, Floats, Glyphs, Indices

RULE_THICKNESS_PT = 3.0
"""A drawn shape thinner than this in one direction is a rule, not a box."""

FRAME_EDGE_PT = 14.0
"""All points of a rounded box lie this close to the edges of its bounding box."""

FRAME_EDGE_SHARE = 0.25
"""… and, where it is small, this close as a share of its shorter side."""

CORNERS = 4

WHITE = "#ffffff"

MAX_PAIRS = 1_000_000
"""So many pairs of rules and white boxes are looked at on a page."""

SCAN_SHARE = 0.5
"""Invisible text on a page whose pictures cover this share of it is a scan's text layer."""

UNBOUNDED = 1e7
"""Clips reach so far where nothing clips: further than any page, in points."""


Pixels = NDArray[np.uint8]
"""Brightness of a page, row by row from the top; 0 is black."""


@dataclass(frozen=True, slots=True, eq=False)
class RawPage:
    """One page as drawn: its size in points, glyphs in drawing order, drawings on the visible part.

    `fault` says what in the page's drawing instructions could not be read; what they drew before it
    is there, what they would have drawn after it is not. `losses` are words that it shows and does not draw.
    `picture` is the page in grey, `picture_scale` pixels a point, where its letters are a scan's text layer.
    """

    number: int
    width_pt: float
    height_pt: float
    glyphs: Glyphs
    rules: tuple[BBox, ...]
    frames: tuple[Frame, ...]
    images: tuple[BBox, ...]
    fault: str | None = None
    losses: tuple[Loss, ...] = ()
    picture: Pixels | None = None
    picture_scale: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Drawn shapes of a page, each a chain of points; origin at the visible page's top left corner.

    Attributes:
        x, y: places of all points, in points.
        first: where each shape's points begin.
        stroked: whether its edge is drawn.
        fills: its colour as `#rrggbb`, None where it is not filled or with something else.
        clips: the box of what can be seen of each, as `(x0, top, x1, bottom)`.
    """

    x: Floats
    y: Floats
    first: Indices
    stroked: Sequence[bool]
    fills: Sequence[str | None]
    clips: Floats


def sort_shapes(shapes: Shapes, page: BBox) -> tuple[tuple[BBox, ...], tuple[Frame, ...]]:
    """Rules and frames among the shapes that touch the page, cut to it; other shapes are only ornament."""
    if not shapes.first.size:
        return (), ()
    count = len(shapes.first)
    boxes = np.array(
        [
            np.minimum.reduceat(shapes.x, shapes.first),
            np.minimum.reduceat(shapes.y, shapes.first),
            np.maximum.reduceat(shapes.x, shapes.first),
            np.maximum.reduceat(shapes.y, shapes.first),
        ]
    ).T
    cut, touches = cut_to(seen_through(boxes, shapes.clips), page)
    width, height = cut[:, 2] - cut[:, 0], cut[:, 3] - cut[:, 1]
    thin = np.minimum(width, height) <= RULE_THICKNESS_PT
    long = np.maximum(width, height) > RULE_THICKNESS_PT
    of_shape = np.repeat(np.arange(count), np.diff(np.append(shapes.first, len(shapes.x))))
    is_frame = touches & ~thin & _boxlike(shapes, boxes, of_shape)
    is_rule = touches & thin & long
    is_cover = is_frame & np.array([fill == WHITE for fill in shapes.fills], dtype=bool)
    rules = tuple(_seen_of_rules(cut, np.flatnonzero(is_rule), np.flatnonzero(is_cover)))
    frames = tuple(
        Frame(BBox(*cut[shape].tolist()), shapes.stroked[shape], shapes.fills[shape])
        for shape in np.flatnonzero(is_frame).tolist()
    )
    return rules, frames


def _seen_of_rules(boxes: Floats, rules: Indices, covers: Indices) -> Iterator[BBox]:
    """What is seen of rules beside the white boxes that are drawn over them; all are in drawing order.

    A box covers no rule along its edge. On pages with too many of both, every rule counts as seen.
    """
    x0, top, x1, bottom = boxes[covers].T
    are_few = len(rules) * len(covers) <= MAX_PAIRS
    for rule in rules.tolist():
        box = BBox(*boxes[rule].tolist())
        over = np.zeros(0, dtype=np.intp)
        if are_few and len(covers) and covers[-1] > rule:
            is_upright = box.height > box.width
            low, high, at = (x0, x1, box.center_x) if is_upright else (top, bottom, box.center_y)
            start, end = (top, bottom) if is_upright else (x0, x1)
            first, last = (box.top, box.bottom) if is_upright else (box.x0, box.x1)
            is_over = (covers > rule) & (low < at - SAME_EDGE_PT) & (at + SAME_EDGE_PT < high)
            over = np.flatnonzero(is_over & (start < last) & (first < end))
        if not len(over):
            yield box
            continue
        for a, b in _rest(first, last, sorted(zip(start[over].tolist(), end[over].tolist(), strict=True))):
            if b - a > RULE_THICKNESS_PT:
                yield replace(box, top=a, bottom=b) if is_upright else replace(box, x0=a, x1=b)


def _rest(first: float, last: float, taken: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Stretches from `first` to `last` that none of those `taken`, in order, holds."""
    for start, end in taken:
        if start > first:
            yield first, start
        first = max(first, end)
    if first < last:
        yield first, last


def is_scan(images: Sequence[BBox], visible: BBox) -> bool:
    """Whether a page is so much covered by pictures that letters without ink are what they show."""
    return sum(image.overlap_area(visible) for image in images) >= SCAN_SHARE * visible.area


def images_on(boxes: Floats, page: BBox) -> tuple[BBox, ...]:
    """The boxes `(x0, top, x1, bottom)` that touch the page, cut to it."""
    cut, touches = cut_to(boxes, page)
    return tuple(BBox(*box) for box in cut[touches].tolist())


def seen_through(boxes: Floats, clips: Floats) -> Floats:
    """The part of each box within its clip; where nothing is seen, one without width or height."""
    low, high = np.maximum(boxes[:, :2], clips[:, :2]), np.minimum(boxes[:, 2:], clips[:, 2:])
    return np.concatenate([low, np.maximum(low, high)], axis=1)


def cut_to(boxes: Floats, page: BBox) -> tuple[Floats, Flags]:
    """Boxes cut to the page, and which of them touch it; empty boxes keep their place on its edge."""
    touches = ~(
        (boxes[:, 2] < page.x0)
        | (boxes[:, 3] < page.top)
        | (boxes[:, 0] > page.x1)
        | (boxes[:, 1] > page.bottom)
    )
    x0, top = np.clip(boxes[:, 0], page.x0, page.x1), np.clip(boxes[:, 1], page.top, page.bottom)
    x1 = np.maximum(x0, np.minimum(boxes[:, 2], page.x1))
    bottom = np.maximum(top, np.minimum(boxes[:, 3], page.bottom))
    return np.array([x0, top, x1, bottom]).T, touches


def _boxlike(shapes: Shapes, boxes: Floats, of_shape: Indices) -> Flags:
    """Which shapes run along their bounding box and round all four corners, as (rounded) boxes do."""
    x0, low, x1, high = boxes[of_shape].T
    side = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    slack = np.minimum(FRAME_EDGE_PT, FRAME_EDGE_SHARE * side)[of_shape]
    left, right = np.abs(shapes.x - x0) <= slack, np.abs(shapes.x - x1) <= slack
    at_low, at_high = np.abs(shapes.y - low) <= slack, np.abs(shapes.y - high) <= slack
    points = np.diff(np.append(shapes.first, len(shapes.x)))
    at_edge = np.logical_and.reduceat(left | right | at_low | at_high, shapes.first)
    in_corner = (left | right) & (at_low | at_high)
    corner = np.where(in_corner, 1 << (2 * left + at_low).astype(np.uint8), 0)
    has_all = np.bitwise_or.reduceat(corner, shapes.first) == (1 << CORNERS) - 1
    boxlike: Flags = (points >= CORNERS) & at_edge & has_all
    return boxlike
