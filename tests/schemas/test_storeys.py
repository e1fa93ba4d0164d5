"""Storeys against the plain definition, on boxes anywhere."""

from __future__ import annotations

import random

import pytest

from schemas.geometry import BBox
from schemas.storeys import Storeys

SEEDS = range(30)


def boxes_anywhere(draw: random.Random, most: int = 40) -> list[BBox]:
    """Boxes that overlap, touch, share edges and have no height at all."""
    boxes = []
    for _ in range(draw.randrange(most)):
        top, height = float(draw.randrange(60)), float(draw.choice([0, 1, 2, 5, 20, 60]))
        left = float(draw.randrange(60))
        boxes.append(BBox(left, top, left + draw.randrange(1, 30), top + height))
    return boxes


@pytest.mark.parametrize("seed", SEEDS)
def test_storeys_leave_out_nothing_near(seed: int) -> None:
    draw = random.Random(seed)
    boxes = boxes_anywhere(draw)
    storeys = Storeys(boxes)
    for number, box in enumerate(boxes):
        storeys.add(number, box)
    for box in boxes_anywhere(draw):
        near = {
            number
            for number, other in enumerate(boxes)
            if other.top <= box.bottom + 3 and box.top - 3 <= other.bottom
        }
        found = storeys.beside(box, slack_pt=3)
        assert found == sorted(found)
        assert near <= set(found)


def test_a_page_far_beyond_paper_has_few_storeys() -> None:
    tower = BBox(0.0, 0.0, 10.0, 1e9)
    storeys = Storeys([tower])
    storeys.add(7, tower)
    assert storeys.beside(BBox(0.0, 5e8, 1.0, 5e8 + 1)) == [7]
