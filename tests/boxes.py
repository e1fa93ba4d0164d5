"""Boxes at random, for tests that hold a quick way of asking about them against the plain one."""

from __future__ import annotations

import random

from schemas.geometry import BBox


def boxes_anywhere(draw: random.Random, most: int = 40) -> list[BBox]:
    """Boxes that overlap, touch, share edges and have no height at all."""
    boxes = []
    for _ in range(draw.randrange(most)):
        top, height = float(draw.randrange(60)), float(draw.choice([0, 1, 2, 5, 20, 60]))
        left = float(draw.randrange(60))
        boxes.append(BBox(left, top, left + draw.randrange(1, 30), top + height))
    return boxes
