"""What faces each other over a gutter: bands of columns, columns of a table, labels and their texts."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from schemas.document import box_of
from schemas.geometry import BBox
from schemas.tolerances import (
    CELL_WORDS,
    FEW_LINES,
    HALF,
    HEAD_LINES,
    LARGER,
    MAJORITY,
    MINORITY,
    MOST,
    PROSE_LINE_WORDS,
    SAME_PLACE_PT,
    SERIES,
    WIDE_SIZES,
)
from schemas.word_columns import style_at
from tasks.layout.items import Item, WordCounts, line_height, size_of, usual_words
from tasks.layout.levels import level_with, shares_beside


def facing_bands(
    left: Sequence[Item], right: Sequence[Item], spanning: Sequence[Item]
) -> tuple[list[tuple[list[Item], list[Item]]], int]:
    """What stands left and right between runs of spanning text, and how many such runs there are."""
    across = {id(i) for i in spanning}
    band_of: dict[int, int] = {}
    runs = 0
    for number, band in enumerate(part_at([*left, *right, *spanning], spanning)):
        if id(band[0]) in across:
            runs += not all(i.is_rule for i in band)
        else:
            band_of.update(dict.fromkeys(map(id, band), number))
    bands: defaultdict[int, tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
    for side, items in enumerate((left, right)):
        for item in items:
            bands[band_of[id(item)]][side].append(item)
    return [bands[number] for number in sorted(bands)], runs


def facing_lines(left: Sequence[Item], right: Sequence[Item]) -> float:
    """The smaller count of lines on one side that have something beside them on the other."""
    if not left or not right:
        return 0.0

    shares = shares_beside([i.bbox for i in left], [i.bbox for i in right], SAME_PLACE_PT)
    totals = []
    for items, covered in zip((left, right), shares, strict=True):
        total = 0.0
        for item, share in zip(items, covered, strict=True):
            total += share * item.weight
        totals.append(total)
    return min(totals)


def is_tabular(left: Sequence[Item], right: Sequence[Item], counts: WordCounts) -> bool:
    """Whether two sides are columns of a table or labels with values: rows line up and stay short."""
    a = [box_of(line) for item in left for line in item.lines]
    b = [box_of(line) for item in right for line in item.lines]
    if not a or not b:
        return False
    fewer, more = (a, b) if len(a) <= len(b) else (b, a)
    feet = sorted(y.bottom for y in more)
    partnered = sum(_is_near(feet, x.bottom, MINORITY * x.height) for x in fewer)
    if partnered < MOST * len(fewer):
        return False
    if min(_widest(a), _widest(b)) < WIDE_SIZES:
        return True
    words = sorted((usual_words(left, counts), usual_words(right, counts)))
    if words[1] <= CELL_WORDS and _gap(a, b) > min(_width(a), _width(b)):
        return True
    return min(_fill(a), _fill(b)) < MAJORITY and words[0] <= CELL_WORDS


def _gap(a: Sequence[BBox], b: Sequence[BBox]) -> float:
    """White space between two sides, in points."""
    return max(min(x.x0 for x in b) - max(x.x1 for x in a), min(x.x0 for x in a) - max(x.x1 for x in b))


def _width(boxes: Sequence[BBox]) -> float:
    return max(box.x1 for box in boxes) - min(box.x0 for box in boxes)


def _is_near(ordered: Sequence[float], value: float, reach: float) -> bool:
    """Whether one of the ordered values lies no further than `reach` from `value`."""
    at = bisect_left(ordered, value)
    return any(abs(value - other) <= reach for other in ordered[max(0, at - 1) : at + 1])


def are_labelled(left: Sequence[Item], right: Sequence[Item], counts: WordCounts, *, rtl: bool) -> bool:
    """Whether the start side of a gutter holds a label for each text on its other side, row by row.

    Labels have few lines, shorter than those of text, but for heads in the margin: those are bold, or
    larger, beside plain texts.
    """
    from_gutter = (
        sorted(left, key=lambda item: -item.bbox.x1),
        sorted(right, key=lambda item: item.bbox.x0),
    )
    starts, ends = reversed(from_gutter) if rtl else from_gutter
    if sum(0 < len(item.lines) <= FEW_LINES for item in starts) < SERIES:
        return False
    pairs = _facing_pairs(starts, ends)
    if len(pairs) < SERIES:
        return False
    are_short = all(len(label.lines) <= HEAD_LINES for label, _ in pairs)
    are_short = are_short and usual_words([label for label, _ in pairs], counts) < PROSE_LINE_WORDS
    if not are_short and not all(_is_side_head(label, text) for label, text in pairs):
        return False
    if usual_words([text for _, text in pairs], counts) < PROSE_LINE_WORDS:
        return False
    return all(
        abs(label.bbox.center_y - text.bbox.center_y) <= HALF * line_height(label)
        or abs(label.bbox.top - text.bbox.top) <= HALF * line_height(label)
        for label, text in pairs
    )


def _facing_pairs(starts: Sequence[Item], ends: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Items on the two sides of a gutter that face each other and nothing else; none if one faces several."""
    before = level_with([i.bbox for i in ends], [i.bbox for i in starts])
    behind = level_with([i.bbox for i in starts], [i.bbox for i in ends])
    known: dict[int, list[Item]] = {}
    pairs: list[tuple[Item, Item]] = []
    for text, level in zip(ends, before, strict=True):
        if not text.lines:
            continue
        labels = _nearest(text, starts, level)
        if len(labels) != 1 or not starts[labels[0]].lines:
            continue
        label = labels[0]
        if label not in known:
            known[label] = [ends[i] for i in _nearest(starts[label], ends, behind[label])]
        if len(known[label]) > 1:
            return []
        if known[label] and known[label][0] is text:
            pairs.append((starts[label], text))
    return pairs


def _is_side_head(label: Item, text: Item) -> bool:
    """Whether a label is bold or larger beside a text that is neither."""
    if size_of(label.lines[0]) >= LARGER * size_of(text.lines[0]):
        return True
    head, plain = (style_at(item.lines[0].words, 0) for item in (label, text))
    return head is not None and plain is not None and head.is_bold and not plain.is_bold


def _nearest(item: Item, others: Sequence[Item], level: Iterable[int]) -> list[int]:
    """Numbers of those of `others`, all on one side of `item`, that stand beside it with nothing between.

    `level` are the numbers of those that share some height with it, first those that begin nearest to it.
    """
    nearest: list[int] = []
    hidden_from = float("inf")
    for i in level:
        if others[i].is_rule:
            continue
        distance = _distance(others[i], item)
        if distance >= hidden_from:
            break
        nearest.append(i)
        hidden_from = min(hidden_from, distance + others[i].bbox.width)
    return nearest


def _distance(a: Item, b: Item) -> float:
    return max(a.bbox.x0 - b.bbox.x1, b.bbox.x0 - a.bbox.x1)


def _fill(boxes: Sequence[BBox]) -> float:
    return median(b.width for b in boxes) / max(_width(boxes), 1.0)


def _widest(boxes: Sequence[BBox]) -> float:
    """Width of the widest line in line heights."""
    return max(b.width / max(b.height, 1.0) for b in boxes)


def part_at(items: Sequence[Item], spanning: Sequence[Item]) -> list[list[Item]]:
    """Items from top to bottom, parted where runs of spanning items begin and end."""
    is_spanning = {id(i) for i in spanning}
    bands: list[list[Item]] = []
    state: bool | None = None
    for item in sorted(items, key=lambda i: i.bbox.center_y):
        mine = id(item) in is_spanning
        if mine != state or not bands:
            bands.append([])
            state = mine
        bands[-1].append(item)
    return bands
