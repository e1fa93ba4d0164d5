"""What is drawn on a page beside blocks: grounds and pictures.

Where it is, and nothing of what it means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.geometry import BBox
from schemas.tolerances import MINORITY

NEAR_PICTURE_PT = 15.0
"""A picture is at a block when it is nearer than this, above or below."""

PAIRS_AT_A_TIME = 1 << 16
"""So many pairs of a block and a drawing are compared at once, to stay within memory on any page."""

Edges = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
"""Left, top, right and bottom edges."""


def corners(box: BBox | None) -> tuple[float, float, float, float]:
    """Edges of a box, no numbers where there is none."""
    return (np.nan,) * 4 if box is None else (box.x0, box.top, box.x1, box.bottom)


def any_pair(
    boxes: NDArray[np.float64], drawn: Sequence[BBox], is_pair: Callable[[Edges, Edges], NDArray[np.bool_]]
) -> NDArray[np.bool_]:
    """For which of the boxes, shape (boxes, 4), `is_pair` is true with any of what is drawn."""
    found = np.zeros(len(boxes), dtype=bool)
    if not drawn:
        return found
    x0, top, x1, bottom = np.array([corners(box) for box in drawn]).T
    step = max(1, PAIRS_AT_A_TIME // len(drawn))
    for start in range(0, len(boxes), step):
        ours = boxes[start : start + step, :, None]
        left, upper, right, lower = ours.transpose(1, 0, 2)
        found[start : start + step] = is_pair((left, upper, right, lower), (x0, top, x1, bottom)).any(axis=1)
    return found


def is_on(box: Edges, ground: Edges) -> NDArray[np.bool_]:
    """Whether the middle of `box` is on a ground."""
    (x0, top, x1, bottom), (left, upper, right, lower) = box, ground
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    return (left <= x) & (x <= right) & (upper <= y) & (y <= lower)


def is_at(box: Edges, picture: Edges) -> NDArray[np.bool_]:
    """Whether a picture ends right above `box` or begins right below it."""
    (x0, top, x1, bottom), (left, upper, right, lower) = box, picture
    is_near = (abs(lower - top) < NEAR_PICTURE_PT) | (abs(bottom - upper) < NEAR_PICTURE_PT)
    shared = np.maximum(0.0, np.minimum(right, x1) - np.maximum(left, x0))
    is_beside: NDArray[np.bool_] = is_near & (shared > MINORITY * (x1 - x0))
    return is_beside
