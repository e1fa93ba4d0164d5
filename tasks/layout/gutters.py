"""Cut lines that a file runs over two columns.

A gap inside a line is a gutter when lines above or below start right behind it and (nearly) nothing
crosses it there, or when a long upright rule is drawn through it, the border of two cells. A wide gap nobody
lines up with is a tab or a justified space and stays; so does the one between a list's bullet or number and
its text, whatever lines up there. The blank half of a full-width stop or closing bracket belongs to the gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.document import Direction, Line, Word
from schemas.geometry import BBox, Span, union
from schemas.tolerances import GAP_SIZES, PLURAL, SAME_EDGE_PT, WIDE_SIZES
from schemas.word_columns import sides_of, styles_of
from tasks.layout.cells import upright_borders
from tasks.layout.levels import Shelf
from tasks.layout.looks import is_list_marker

REACH_LINES = 8.0
"""How far above and below, in line heights, other lines are asked."""

_BLANK_ON_THE_RIGHT = frozenset("，。、；：！？．」』）】》〉］｝")
"""Signs as wide as they are high, whose ink ends in their left half."""


def split_at_gutters(lines: Sequence[Line], text: str, rules: Sequence[BBox] = ()) -> list[Line]:
    """`lines` of the document's `text` with every line that runs over a gutter cut there; order is kept.

    `rules` are those drawn on the page of the lines.
    """
    around = _Around(lines)
    borders = upright_borders(rules)
    result: list[Line] = []
    for line in lines:
        cuts = _cuts(line, around, borders, text) if line.direction is Direction.HORIZONTAL else []
        parts = cut_line(line, _behind_no_marker(line, cuts, text))
        result += [*(_without_blank_end(part, text) for part in parts[:-1]), parts[-1]]
    return result


def cut_line(line: Line, cuts: Sequence[int]) -> list[Line]:
    """`line` cut before the words at the indices `cuts`."""
    if not cuts:
        return [line]
    edges = [0, *cuts, len(line.words)]
    return [_part(line, line.words[a:b]) for a, b in zip(edges, edges[1:], strict=False) if b > a]


def _part(line: Line, words: Sequence[Word]) -> Line:
    boxes = [word.bbox for word in words if word.bbox is not None]
    return replace(
        line,
        words=words,
        span=Span(words[0].span.start, words[-1].span.end),
        bbox=union(boxes) if boxes else None,
    )


def _without_blank_end(line: Line, text: str) -> Line:
    """A part of a line with the box of what is drawn, where its last sign is blank on the right."""
    blank = _blank_end(line.words[-1], text)
    if line.bbox is None or not blank:
        return line
    return replace(line, bbox=replace(line.bbox, x1=line.bbox.x1 - blank))


def _blank_end(word: Word, text: str) -> float:
    """White space in points within the last sign of a word."""
    if word.style is None or text[word.span.end - 1 : word.span.end] not in _BLANK_ON_THE_RIGHT:
        return 0.0
    return GAP_SIZES * word.style.size_pt


def _behind_no_marker(line: Line, cuts: Sequence[int], text: str) -> list[int]:
    """The `cuts` that leave no list marker alone: it belongs to the text behind it."""
    kept: list[int] = []
    for cut in cuts:
        first = line.words[kept[-1] if kept else 0].span
        if line.words[cut - 1].span != first or not is_list_marker(text[first.start : first.end]):
            kept.append(cut)
    return kept


class _Around:
    """The upright lines of a page, for the question which of them are near another in height."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = [
            (line, line.bbox)
            for line in lines
            if line.direction is Direction.HORIZONTAL and line.bbox is not None
        ]
        self._shelf = Shelf([box.center_y for _, box in self._lines])

    def near(self, box: BBox) -> list[tuple[Line, BBox]]:
        """Lines whose middle is within reach of that of `box`, with their boxes."""
        middle, reach = box.center_y, REACH_LINES * max(box.height, 1.0)
        found = (self._lines[i] for i in self._shelf.between(middle - reach - 1, middle + reach + 1))
        return [(line, place) for line, place in found if abs(place.center_y - middle) <= reach]


def _cuts(line: Line, around: _Around, borders: Sequence[BBox], text: str) -> list[int]:
    gaps, styles = _gaps(line, text), styles_of(line.words)
    near: list[tuple[Line, BBox]] | None = None
    in_other_rows: list[tuple[Line, BBox]] = []
    usual = min(x1 - x0 for _, x0, x1 in gaps) if len(gaps) > 1 else 0.0
    cuts = []
    for index, x0, x1 in gaps:
        style = styles[index]
        if style is None:
            continue
        narrowest = GAP_SIZES * style.size_pt
        wanted = min(max(narrowest, PLURAL * usual), style.size_pt)
        if x1 - x0 < wanted:
            continue
        assert line.bbox is not None
        if _are_parted(x0, x1, line.bbox, borders):
            cuts.append(index)
            continue
        if near is None:
            near = around.near(line.bbox)
            in_other_rows = [entry for entry in near if not entry[1].shares_row(line.bbox)]
        edges = _edges(x0 + narrowest, x1, style.size_pt, near)
        if any(_is_gutter(edge - narrowest, edge, in_other_rows) for edge in edges):
            cuts.append(index)
    return cuts


def _are_parted(x0: float, x1: float, box: BBox, borders: Sequence[BBox]) -> bool:
    """Whether one of the `borders` is drawn through a gap from `x0` to `x1` of a line, from top to bottom."""
    return any(
        x0 <= border.center_x <= x1 and border.top <= box.top and box.bottom <= border.bottom
        for border in borders
    )


def _gaps(line: Line, text: str) -> list[tuple[int, float, float]]:
    """White space between neighbouring words: index of the later word, and where it begins and ends."""
    has_blank_ends = not _BLANK_ON_THE_RIGHT.isdisjoint(text[line.span.start : line.span.end])
    gaps = []
    for index, (before, word) in enumerate(pairwise(sides_of(line.words)), start=1):
        if before is not None and word is not None:
            (_, end), (start, _) = (before, word) if before[0] <= word[0] else (word, before)
            blank = _blank_end(line.words[index - 1], text) if has_blank_ends else 0.0
            gaps.append((index, end - blank, start))
    return gaps


def _edges(x0: float, x1: float, size_pt: float, near: Sequence[tuple[Line, BBox]]) -> list[float]:
    """Where the column behind a gap may begin: at its end, or where lines below an indented one start."""
    first, last = max(x0, x1 - WIDE_SIZES * size_pt), x1 - SAME_EDGE_PT
    starts = {
        round(word.bbox.x0, 1)
        for line, place in near
        if place.x0 < last and place.x1 >= first
        for word in line.words
        if word.bbox is not None and first <= word.bbox.x0 < last
    }
    return [x1, *sorted(starts)]


def _is_gutter(x0: float, x1: float, near: Sequence[tuple[Line, BBox]]) -> bool:
    """Whether lines above and below start at `x1` and (nearly) none has a word between `x0` and `x1`."""
    starts = crossings = 0
    for line, place in near:
        if abs(place.x0 - x1) <= SAME_EDGE_PT:
            starts += 1
        elif place.x0 < x1 - SAME_EDGE_PT and place.x1 > x0 + SAME_EDGE_PT:
            state = _through(line, x0, x1)
            starts += state == 1
            crossings += state == 2
    return starts >= PLURAL and crossings * 2 < starts


def _through(line: Line, x0: float, x1: float) -> int:
    """0 when `line` only ends inside the strip, 1 when it leaves it free, 2 when a word stands in it."""
    follows = False
    for word in line.words:
        box = word.bbox
        if box is None:
            continue
        if box.x0 < x1 - SAME_EDGE_PT and box.x1 > x0 + SAME_EDGE_PT:
            return 2
        follows = follows or abs(box.x0 - x1) <= SAME_EDGE_PT
    return 1 if follows else 0
