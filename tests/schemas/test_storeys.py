"""Storeys against the plain definition, on boxes anywhere."""

from __future__ import annotations

import random

import pytest

from schemas.geometry import BBox
from schemas.storeys import Storeys
from tests.boxes import boxes_anywhere

SEEDS = range(30)


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
