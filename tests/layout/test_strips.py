"""White strips of a region, against the plain definitions of what is left, right, across and blocked."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from schemas.geometry import BBox
from schemas.tolerances import MINORITY, PLURAL
from tasks.layout.strips import Extent, find_strips

GUTTER_PT = 5.0


def region(draw: random.Random) -> list[Extent]:
    """Items in columns and across them, some level with others, and a few rules."""
    items = []
    for _ in range(draw.randrange(2, 30)):
        x0, top = draw.choice([0.0, 2.4, 50.0, 52.0, 100.0]), float(draw.randrange(0, 100, 5))
        width, height = draw.choice([20.0, 44.0, 46.0, 97.0]), draw.choice([5.0, 10.0, 40.0])
        if draw.random() < 0.1:
            items.append(Extent(BBox(x0, top, x0 + width, top + 0.5), 0.0, is_rule=True))
        else:
            items.append(Extent(BBox(x0, top, x0 + width, top + height), height / 5, is_rule=False))
    return items


def cut(items: Sequence[Extent], edge: float) -> tuple[list[Extent], list[Extent], list[Extent]]:
    left = [i for i in items if i.bbox.x1 <= edge - GUTTER_PT]
    right = [i for i in items if i.bbox.x0 >= edge - 0.1]
    return left, right, [i for i in items if i not in left and i not in right]


def blocks(a: Extent, b: Extent) -> bool:
    return a.bbox.overlap_y(b.bbox) > MINORITY * min(a.bbox.height, b.bbox.height)


def texts(items: Sequence[Extent]) -> list[Extent]:
    return [i for i in items if not i.is_rule]


def most(left: Sequence[Extent], right: Sequence[Extent], spanning: Sequence[Extent]) -> float:
    """The best score: all lines of each band face each other, and each run of spanning text costs one."""
    facing, runs, state = 0.0, 0, False
    bands: list[list[Extent]] = []
    for item in sorted([*left, *right, *spanning], key=lambda i: i.bbox.center_y):
        if not bands or (item in spanning) != state:
            bands.append([])
            state = item in spanning
        bands[-1].append(item)
    for band in bands:
        if band[0] in spanning:
            runs += bool(texts(band))
        else:
            sides = ([i.weight for i in band if i in side] for side in (left, right))
            facing += min(map(sum, sides))
    return facing - runs + PLURAL


@pytest.mark.parametrize("seed", range(60))
def test_strips(seed: int) -> None:
    items = list(dict.fromkeys(region(random.Random(seed))))
    found = {strip.edge: strip for strip in find_strips(items, GUTTER_PT)}
    for edge in sorted({round(i.bbox.x0, 1) for i in items}):
        left, right, spanning = cut(items, edge)
        assert (edge in found) == bool(texts(left) and texts(right))
        if edge in found:
            strip = found[edge]
            sides = texts([*left, *right])
            assert strip.spanning == len(spanning)
            assert strip.is_blocked == any(blocks(s, i) for s in texts(spanning) for i in sides)
            assert strip.most >= most(left, right, spanning) - 1e-9
