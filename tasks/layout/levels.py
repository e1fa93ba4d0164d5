"""What stands at one height of a page, found in one sweep from top to bottom.

Asking each of many boxes about each other one takes their square; most share no height. Nothing here
knows what a box holds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from schemas.geometry import BBox
from schemas.tolerances import ROUNDING

MIN_ROOM = 16
"""Boxes that have been passed are put away when there are more than this, and twice those still open."""


def covering(boxes: Sequence[BBox], heights: Sequence[float]) -> list[list[int]]:
    """For each of `heights` the indices of the boxes that it lies in, edges included, in order."""
    falling = sorted(range(len(boxes)), key=lambda i: boxes[i].top)
    found: list[list[int]] = [[] for _ in heights]
    open_: list[int] = []
    begun = 0
    for query in sorted(range(len(heights)), key=heights.__getitem__):
        y = heights[query]
        open_ = [i for i in open_ if boxes[i].bottom >= y]
        while begun < len(falling) and boxes[falling[begun]].top <= y:
            if boxes[falling[begun]].bottom >= y:
                open_.append(falling[begun])
            begun += 1
        found[query] = sorted(open_)
    return found


def level_with(boxes: Sequence[BBox], others: Sequence[BBox]) -> list[list[int]]:
    """For each of `boxes` the indices of those of `others` that share some height with it, in order."""
    sides = (boxes, others)
    found: list[list[int]] = [[] for _ in boxes]
    open_: tuple[list[int], list[int]] = ([], [])
    falling = sorted(
        ((side, index) for side in (0, 1) for index in range(len(sides[side]))),
        key=lambda entry: sides[entry[0]][entry[1]].top,
    )
    for side, index in falling:
        box = sides[side][index]
        if box.bottom <= box.top:
            continue
        across = sides[1 - side]
        beside = open_[1 - side]
        beside[:] = [i for i in beside if across[i].bottom > box.top]
        if side == 0:
            found[index] += beside
        else:
            for i in beside:
                found[i].append(index)
        open_[side].append(index)
    for row in found:
        row.sort()
    return found


def meet(
    boxes: Sequence[BBox], sides: Sequence[int], is_done: Sequence[bool], pair: Callable[[int, int], None]
) -> None:
    """Calls `pair` with the numbers of each two boxes that share some height, once, until both are done.

    Args:
        boxes: boxes of a page.
        sides: of each box 0 or 1: boxes meet those of the other side; or for all -1: they all meet.
        is_done: of each box whether it needs to meet no more; `pair` may change it.
        pair: called while one of the two is not done; of two that are, it may or may not be.
    """
    waiting: tuple[list[int], list[int]] = ([], [])
    resting: tuple[list[int], list[int]] = ([], [])
    room = [MIN_ROOM, MIN_ROOM]
    for index in sorted(range(len(boxes)), key=lambda i: boxes[i].top):
        top = boxes[index].top
        if boxes[index].bottom <= top:
            continue
        own, other = max(sides[index], 0), 0 if sides[index] < 0 else 1 - sides[index]
        met = [i for i in waiting[other] if boxes[i].bottom > top]
        for i in met:
            pair(i, index)
        for i in reversed(resting[other]):
            if is_done[index]:
                break
            if boxes[i].bottom > top:
                pair(i, index)
        waiting[other][:] = [i for i in met if not is_done[i]]
        resting[other].extend(i for i in met if is_done[i])
        if len(resting[other]) > room[other]:
            resting[other][:] = [i for i in resting[other] if boxes[i].bottom > top]
            room[other] = MIN_ROOM + 2 * len(resting[other])
        (resting if is_done[index] else waiting)[own].append(index)


def shares_beside(
    left: Sequence[BBox], right: Sequence[BBox], least_pt: float
) -> tuple[list[float], list[float]]:
    """Of each box the share of its height, 0..1, that it has in common with boxes of the other side.

    Heights count for at least `least_pt`. Where several stand beside a box, their heights are added up.
    """
    boxes = [*left, *right]
    needed = [max(box.height, least_pt) for box in boxes]
    sums = [0.0] * len(boxes)
    is_done = [False] * len(boxes)
    shared: list[list[tuple[int, float]]] = [[] for _ in boxes]

    def pair(i: int, j: int) -> None:
        height = boxes[i].overlap_y(boxes[j])
        for one, two in ((i, j), (j, i)):
            if not is_done[one]:
                shared[one].append((two, height))
                sums[one] += height
                is_done[one] = sums[one] > needed[one] * (1 + ROUNDING)

    meet(boxes, [0] * len(left) + [1] * len(right), is_done, pair)
    shares = [
        1.0 if is_done[i] else min(1.0, sum(height for _, height in sorted(shared[i])) / needed[i])
        for i in range(len(boxes))
    ]
    return shares[: len(left)], shares[len(left) :]


class Shelf:
    """Boxes of a page by their upper edges, for questions about a stretch of its height."""

    def __init__(self, tops: Sequence[float]) -> None:
        self._order = sorted(range(len(tops)), key=tops.__getitem__)
        self._tops = [tops[i] for i in self._order]

    def between(self, low: float, high: float) -> list[int]:
        """Indices of what begins from `low` to `high`, both included, by height, then in order."""
        return self._order[bisect_left(self._tops, low) : bisect_right(self._tops, high)]

    def from_(self, low: float) -> Iterator[int]:
        """Indices of what begins at `low` or below it, from top to bottom."""
        return islice(self._order, bisect_left(self._tops, low), None)
