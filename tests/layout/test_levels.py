"""What stands at one height: each sweep against the plain definition, on boxes anywhere."""

from __future__ import annotations

import random

import pytest

from schemas.geometry import BBox
from tasks.layout.levels import Shelf, covering, level_with, meet, shares_beside
from tests.boxes import boxes_anywhere

SEEDS = range(30)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_covers_a_height(seed: int) -> None:
    draw = random.Random(seed)
    boxes, heights = boxes_anywhere(draw), [draw.randrange(200) / 2 for _ in range(30)]
    expected = [[i for i, b in enumerate(boxes) if b.top <= y <= b.bottom] for y in heights]
    assert covering(boxes, heights) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_level(seed: int) -> None:
    draw = random.Random(seed)
    boxes, others = boxes_anywhere(draw), boxes_anywhere(draw)
    expected = [[i for i, other in enumerate(others) if box.overlap_y(other) > 0] for box in boxes]
    assert level_with(boxes, others) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_all_that_are_level_meet_once(seed: int) -> None:
    boxes = boxes_anywhere(random.Random(seed))
    met: list[tuple[int, int]] = []
    meet(boxes, [-1] * len(boxes), [False] * len(boxes), lambda i, j: met.append((min(i, j), max(i, j))))
    pairs = ((i, j) for j in range(len(boxes)) for i in range(j) if boxes[i].overlap_y(boxes[j]) > 0)
    assert sorted(met) == sorted(pairs)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_not_done_meets_all_of_the_other_side(seed: int) -> None:
    draw = random.Random(seed)
    boxes = boxes_anywhere(draw)
    sides = [draw.randrange(2) for _ in boxes]
    needed = [draw.choice([0, 1, 3, 100]) for _ in boxes]
    met: list[list[int]] = [[] for _ in boxes]
    is_done = [count == 0 for count in needed]

    def pair(i: int, j: int) -> None:
        for one, two in ((i, j), (j, i)):
            met[one].append(two)
            is_done[one] = len(met[one]) >= needed[one]

    meet(boxes, sides, is_done, pair)
    for i, box in enumerate(boxes):
        level = {j for j, b in enumerate(boxes) if sides[j] != sides[i] and b.overlap_y(box) > 0}
        assert len(set(met[i])) == len(met[i])
        assert set(met[i]) <= level
        assert is_done[i] or set(met[i]) == level


def covered(box: BBox, others: list[BBox]) -> float:
    return min(1.0, sum(box.overlap_y(other) for other in others) / max(box.height, 1.0))


@pytest.mark.parametrize("seed", SEEDS)
def test_shares_beside(seed: int) -> None:
    draw = random.Random(seed)
    left, right = boxes_anywhere(draw), boxes_anywhere(draw)
    expected = [covered(box, right) for box in left], [covered(box, left) for box in right]
    assert shares_beside(left, right, 1.0) == expected


def test_a_shelf_by_height() -> None:
    shelf = Shelf([5.0, 1.0, 3.0, 3.0])
    assert shelf.between(1.0, 3.0) == [1, 2, 3]
    assert shelf.between(3.5, 4.0) == []
