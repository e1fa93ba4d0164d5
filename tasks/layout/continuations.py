"""Sentences that break off at the foot of a column and go on at the head of another.

White space alone does not say whether a column goes on beside a headline, under a picture or next to another
article. A sentence does: where its first half stands in one region and its second half in the next column, or
further down in its own, the second one is read behind the first. Regions that follow each other in the middle
of a sentence stay as they are. What `reading_order` found is changed nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.document import Document, box_of
from schemas.geometry import union
from schemas.tolerances import FAR_SIZES, HALF, PLURAL, SAME_EDGE_PT, WIDE_SIZES
from schemas.word_columns import style_at
from tasks.layout.items import size_of
from tasks.layout.looks import look_of
from tasks.layout.reading_order import Region

_JOINTS = frozenset(",-\u00ad‐")
"""What may stand at the end of a line in the middle of a sentence, letters aside."""


def with_continuations(document: Document, regions: Sequence[Region]) -> list[Region]:
    """The regions of a page in order, each second half of a sentence behind its first half."""
    ends = [_breaks_off(document, region) for region in regions]
    starts = [_goes_on(document, region) for region in regions]
    joined = {
        at for at, (a, b) in enumerate(pairwise(regions)) if ends[at] and starts[at + 1] and _look_alike(a, b)
    }
    loose_ends = [at for at, is_end in enumerate(ends) if is_end and at not in joined]
    loose_starts = [at for at, is_start in enumerate(starts) if is_start and at - 1 not in joined]
    behind = _pairs(regions, loose_ends, loose_starts) if loose_ends and loose_starts else {}
    if not behind:
        return list(regions)
    moved = {start: _with_row(regions, start, joined) for start in behind.values()}
    inner = {at for run in moved.values() for at in run}
    ordered: list[int] = []
    for first in (at for at in range(len(regions)) if at not in inner):
        ordered += _unrolled(first, behind, moved)
    is_whole = sorted(ordered) == list(range(len(regions)))
    return [regions[at] for at in ordered] if is_whole else list(regions)


def _unrolled(first: int, behind: dict[int, int], moved: dict[int, list[int]]) -> Iterator[int]:
    """A region, and behind it what is read behind it, and behind that."""
    yield first
    if first in behind:
        for at in moved[behind[first]]:
            yield from _unrolled(at, behind, moved)


def _pairs(regions: Sequence[Region], ends: Sequence[int], starts: Sequence[int]) -> dict[int, int]:
    """For regions that break off the one that goes on, where there is no choice, or none any more."""
    open_to = {end: [s for s in starts if s != end and _is_next(regions[end], regions[s])] for end in ends}
    pairs: dict[int, int] = {}
    while (single := next((end for end, found in open_to.items() if len(found) == 1), None)) is not None:
        (start,) = open_to.pop(single)
        if _leads_to(start, single, pairs):
            continue
        pairs[single] = start
        open_to = {end: [s for s in found if s != start] for end, found in open_to.items()}
    return pairs


def _leads_to(first: int, last: int, pairs: dict[int, int]) -> bool:
    """Whether the pairs lead from one region to another."""
    while first in pairs and first != last:
        first = pairs[first]
    return first == last


def _with_row(regions: Sequence[Region], start: int, joined: set[int]) -> list[int]:
    """A region and those behind it that go on with its text, or begin level with it in its look.

    Boxes that stand lower between these are read with them.
    """
    run, boxes = [start], list[int]()
    for at in range(start + 1, len(regions)):
        region = regions[at]
        is_level = abs(_top(region) - _top(regions[start])) <= HALF * size_of(region.lines[0])
        is_text = region.box is regions[start].box and _has_look_of(region, regions[start])
        if at - 1 in joined or (is_level and is_text):
            run += [*boxes, at]
            boxes = []
        elif region.box is not regions[start].box and _top(region) > _top(regions[start]):
            boxes.append(at)
        else:
            break
    return run


def _breaks_off(document: Document, region: Region) -> bool:
    """Whether a region's last line is full and ends in the middle of a sentence."""
    last = region.lines[-1]
    text = document.slice(last.span)
    if len(region.lines) < PLURAL or not (text[-1:].isalpha() or text[-1:] in _JOINTS):
        return False
    right = max(box_of(line).x1 for line in region.lines)
    return right - box_of(last).x1 <= HALF * size_of(last)


def _goes_on(document: Document, region: Region) -> bool:
    return document.text[region.lines[0].span.start].islower()


def _look_alike(before: Region, after: Region) -> bool:
    style = style_at(before.lines[-1].words, -1)
    return style is not None and style == style_at(after.lines[0].words, 0)


def _has_look_of(region: Region, other: Region) -> bool:
    one, two = (look_of(r.lines[0].words) for r in (region, other))
    return abs(one.size_pt - two.size_pt) <= HALF and one.is_bold == two.is_bold


def _is_next(before: Region, after: Region) -> bool:
    """Whether a region stands beside another one in the next column, or below it in its own."""
    if before.box is not after.box or not _look_alike(before, after):
        return False
    last, first = before.lines[-1], after.lines[0]
    column, size = union(box_of(line) for line in before.lines[-PLURAL:]), size_of(last)
    start = box_of(first)
    if start.top >= column.bottom - SAME_EDGE_PT:
        return abs(start.x0 - column.x0) <= FAR_SIZES * size
    is_beside = 0 < start.x0 - column.x1 <= WIDE_SIZES * size
    return is_beside and box_of(after.lines[-1]).bottom > _top(before)


def _top(region: Region) -> float:
    return box_of(region.lines[0]).top
