"""White strips of a region: where its columns may be parted, and what each strip could be worth.

One sweep over all strips from left to right. An item is right of a strip, then spans it, then stands left
of it; so what spans a strip, and whether that stands beside what it parts, is counted on, not asked anew.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from schemas.geometry import BBox
from schemas.tolerances import MINORITY, PLURAL, SAME_PLACE_PT
from tasks.layout.levels import meet


@dataclass(frozen=True, slots=True)
class Extent:
    """One item of a region: its box, the lines of text it stands for, and whether it is a drawn rule."""

    bbox: BBox
    weight: float
    is_rule: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """A place where text right of a gutter may begin, with text on both sides.

    Attributes:
        edge: where the text on the right begins.
        spanning: how many items, rules among them, are neither left nor right of it.
        is_blocked: one of these stands beside text that it should stand above or below.
        most: no gutter here can score more.
    """

    edge: float
    spanning: int
    is_blocked: bool
    most: float


def find_strips(items: Sequence[Extent], gutter_pt: float) -> list[Strip]:
    """Strips of `items` at least `gutter_pt` wide with text on both sides, from left to right."""
    edges = sorted({round(item.bbox.x0, 1) for item in items})
    begins = [edge - SAME_PLACE_PT for edge in edges]
    ends = [edge - gutter_pt for edge in edges]
    # An item is right of the edges before its first number and left of those from its second on.
    places = [(bisect_right(begins, i.bbox.x0), bisect_left(ends, i.bbox.x1)) for i in items]
    blocked = _blocked(items, places, len(edges))
    runs = _runs(items, places, len(edges))
    count = len(edges) + 1
    left, right, spanning = [0.0] * count, [0.0] * count, [0] * count
    lefts, rights = [0] * count, [0] * count
    for item, (first, second) in zip(items, places, strict=True):
        if first < second:
            spanning[first] += 1
            spanning[second] -= 1
        if not item.is_rule:
            left[second] += item.weight
            lefts[second] += 1
            right[first] -= item.weight
            rights[first] -= 1
    texts = [item for item in items if not item.is_rule]
    right[0] += sum(item.weight for item in texts)
    rights[0] += len(texts)
    numbers = zip(*map(accumulate, (lefts, rights, spanning)), strict=True)
    weights = zip(*map(accumulate, (left, right)), strict=True)
    totals = zip(edges, numbers, weights, blocked, runs, strict=False)
    return [
        Strip(edge, across, is_blocked, min(a, b) - least_runs + PLURAL)
        for edge, (on_left, on_right, across), (a, b), is_blocked, least_runs in totals
        if on_left and on_right
    ]


def _blocked(items: Sequence[Extent], places: Sequence[tuple[int, int]], count: int) -> list[bool]:
    """For each edge, whether of two texts beside each other exactly one spans it."""
    texts = [(item.bbox, place) for item, place in zip(items, places, strict=True) if not item.is_rule]
    boxes = [box for box, _ in texts]
    changes = [0] * (count + 1)
    is_done = [first >= second for _, (first, second) in texts]

    def block(i: int, j: int) -> None:
        """Block the edges that number `i` spans and `j` does not; with all of them `i` is done."""
        (first, second), (begin, end) = texts[i][1], texts[j][1]
        changes[first] += 1
        changes[second] -= 1
        begin, end = max(first, begin), min(second, end)
        if begin < end:
            changes[begin] -= 1
            changes[end] += 1
        else:
            is_done[i] = True

    def pair(i: int, j: int) -> None:
        a, b = boxes[i], boxes[j]
        shared = min(a.bottom, b.bottom) - max(a.top, b.top)
        if shared > MINORITY * min(a.bottom - a.top, b.bottom - b.top):
            for one, two in ((i, j), (j, i)):
                if not is_done[one]:
                    block(one, two)

    meet(boxes, [-1] * len(boxes), is_done, pair)
    return [total > 0 for total in accumulate(changes[:count])]


def _runs(items: Sequence[Extent], places: Sequence[tuple[int, int]], count: int) -> Iterator[int]:
    """For each edge, the least number of runs of text that span it, from top to bottom.

    Items whose middles lie at one height are taken together, those that span last, as the bands of a
    region have them. A run of rules alone counts for nothing, so each rule may cost one run.
    """
    levels: defaultdict[float, list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        levels[item.bbox.center_y].append(index)
    rows = [levels[y] for y in sorted(levels)]
    sizes = [len(row) for row in rows]
    across = [0] * (len(rows) + 1)
    row_of = {index: number for number, row in enumerate(rows) for index in row}
    moves: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for index, (first, second) in enumerate(places):
        if first < second:
            moves[first].append((index, 1))
            moves[second].append((index, -1))

    def begins(row: int) -> bool:
        if row >= len(rows) or not across[row]:
            return False
        return across[row] < sizes[row] or row == 0 or not across[row - 1]

    total = rules = 0
    for edge in range(count):
        for index, change in moves[edge]:
            row = row_of[index]
            total -= begins(row) + begins(row + 1)
            across[row] += change
            total += begins(row) + begins(row + 1)
            rules += change * items[index].is_rule
        yield max(0, total - rules)
