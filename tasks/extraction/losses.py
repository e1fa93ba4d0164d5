"""Glyphs of one page: which of them a reader of the page can see and read.

Everything that does not become text leaves as a `Loss` with its reason; nothing vanishes.
Words and lines are made in `tasks.extraction.words`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from schemas.document import Loss
from schemas.geometry import BBox
from schemas.reasons import LossCode
from tasks.extraction.glyphs import CONTROL, Flags, Floats, Glyphs, Indices, has
from tasks.extraction.pages import is_scan
from tasks.extraction.shadows import shadows

SAME_PLACE_RATIO = 0.2
"""Two equal glyphs closer than this share of their size are one glyph printed twice."""

SAME_PLACE_WIDTH_RATIO = 0.4
"""… and closer than this share of their width: the two l of a narrow `ll` are two letters."""

SIZE_SLACK = 1.25
"""The sizes of two glyphs printed in one place differ less than this."""

X_STEPS = 16.0
"""Places from left to right are ordered by so many steps a point."""

X_BITS, BAND_BITS = 22, 20
"""With the 21 of a code point they fit into a whole number."""

X_LIMIT, BAND_LIMIT = 1 << (X_BITS - 1), 1 << (BAND_BITS - 1)
LEAST_SIZE_PT = 1.0
LEAST_WIDTH_PT = 0.1

UNREADABLE = (LossCode.UNMAPPED, LossCode.CONTROL)
"""What is lost so has no text."""


def sort_out(glyphs: Glyphs, page: int, visible: BBox, images: Sequence[BBox]) -> tuple[Glyphs, list[Loss]]:
    """Readable glyphs in drawing order, and the losses of everything else on the page."""
    is_layer = is_scan(images, visible)
    left = np.ones(len(glyphs), dtype=bool)
    blank = glyphs.blank
    losses = []
    for code, lost in _reasons(glyphs, visible, is_layer=is_layer):
        losses += _losses(code, glyphs, lost & left & ~blank, page)
        left &= ~lost
    readable = glyphs.take(left)
    for find in (shadows, _overprinted):
        doubled = find(readable)
        if doubled.any():
            losses += _losses(LossCode.OVERPRINTED, readable, doubled & ~readable.blank, page)
            readable = readable.take(~doubled)
    return readable, sorted(losses, key=lambda loss: loss.code)


def _reasons(glyphs: Glyphs, visible: BBox, *, is_layer: bool) -> list[tuple[LossCode, Flags]]:
    """Why glyphs are not read, the first reason that holds first; a glyph's middle says where it is."""
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    on_page = (visible.x0 <= x) & (x <= visible.x1) & (visible.top <= y) & (y <= visible.bottom)
    return [
        (LossCode.OFF_PAGE, ~on_page),
        (LossCode.INVISIBLE, glyphs.unseen | (glyphs.hidden & (not is_layer))),
        (LossCode.UNMAPPED, ~glyphs.mapped),
        (LossCode.CONTROL, has(glyphs.codes, CONTROL)),
    ]


def _losses(code: LossCode, glyphs: Glyphs, lost: Flags, page: int) -> list[Loss]:
    """The loss of those glyphs, or none."""
    if not lost.any():
        return []
    gone = glyphs.take(lost)
    return [
        Loss(
            code=code,
            page=page,
            count=len(gone),
            text="" if code in UNREADABLE else gone.text(),
            bbox=BBox(
                float(gone.x0.min()), float(gone.top.min()), float(gone.x1.max()), float(gone.bottom.max())
            ),
        )
    ]


def _overprinted(glyphs: Glyphs) -> Flags:
    """Which glyphs stand at (nearly) the same place as an equal one drawn before them."""
    doubled = np.zeros(len(glyphs), dtype=bool)
    sizes = np.maximum(glyphs.sizes, LEAST_SIZE_PT)
    suspects = np.flatnonzero(_has_equal_neighbour(glyphs, sizes))
    if not suspects.size:
        return doubled
    columns = (
        suspects,
        glyphs.codes[suspects],
        glyphs.x[suspects],
        glyphs.y[suspects],
        sizes[suspects],
        np.maximum((glyphs.x1 - glyphs.x0)[suspects], LEAST_WIDTH_PT),
    )
    seen: dict[tuple[int, int, int], list[tuple[float, float, float]]] = defaultdict(list)
    for place, code, x, y, size, width in zip(*(column.tolist() for column in columns), strict=True):
        column, row = int(x // size), int(y // size)
        tolerance = SAME_PLACE_RATIO * size
        along = min(tolerance, SAME_PLACE_WIDTH_RATIO * width)
        if any(
            abs(other_x - x) <= along
            and abs(other_y - y) <= tolerance
            and abs(other_size - size) <= tolerance
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other_x, other_y, other_size in seen.get((code, column + dx, row + dy), ())
        ):
            doubled[place] = True
        else:
            seen[code, column, row].append((x, y, size))
    return doubled


def _has_equal_neighbour(glyphs: Glyphs, sizes: Floats) -> Flags:
    """Glyphs that may have an equal one at their place; the others surely have none.

    Two of one place share a band of the page, or one of the bands half a band further down. Within a band
    whatever lies between them from left to right is as near to either as they are to each other, so looking
    at the next one is enough. How near two of one place are depends on the width of the later one: the widest
    of all equal glyphs stands for it.
    """
    suspect = np.zeros(len(glyphs), dtype=bool)
    reading = np.flatnonzero(~glyphs.blank)
    if reading.size < 2:
        return suspect
    codes, x, y, size = (
        glyphs.codes[reading].astype(np.int64),
        glyphs.x[reading],
        glyphs.y[reading],
        sizes[reading],
    )
    widths = np.maximum((glyphs.x1 - glyphs.x0)[reading], LEAST_WIDTH_PT)
    widest: Floats | None = None
    height = 2 * SAME_PLACE_RATIO * float(size.max())
    step = np.clip(x * X_STEPS, -X_LIMIT, X_LIMIT - 1).astype(np.int64) + X_LIMIT
    for shift in (0.0, 0.5):
        band = (
            np.clip(np.floor(y / height + shift), -BAND_LIMIT, BAND_LIMIT - 1).astype(np.int64) + BAND_LIMIT
        )
        row = (codes << BAND_BITS) | band
        order: Indices = np.argsort((row << X_BITS) | step)
        one, other = order[:-1], order[1:]
        if widest is None:
            widest = _widest_alike(codes, order, widths)
        reach = np.minimum(
            SAME_PLACE_RATIO * SIZE_SLACK * np.maximum(size[one], size[other]),
            SAME_PLACE_WIDTH_RATIO * widest[one],
        )
        near = (row[one] == row[other]) & (np.abs(x[other] - x[one]) <= reach + 1 / X_STEPS)
        suspect[reading[one[near]]] = True
        suspect[reading[other[near]]] = True
    return suspect


def _widest_alike(codes: Indices, order: Indices, widths: Floats) -> Floats:
    """For each glyph the width of the widest one of the same letter; `order` has equal letters together."""
    ordered = codes[order]
    begins = np.concatenate([[0], np.flatnonzero(ordered[1:] != ordered[:-1]) + 1])
    widest = np.zeros(len(codes))
    count = np.diff(np.append(begins, len(codes)))
    widest[order] = np.repeat(np.maximum.reduceat(widths[order], begins), count)
    return widest
