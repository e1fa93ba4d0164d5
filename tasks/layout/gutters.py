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
from math import inf

from schemas.document import Direction, Line, Style, Word
from schemas.geometry import BBox, Span, union
from schemas.tolerances import (
    GAP_SIZES,
    PLURAL,
    PROSE_LINE_WORDS,
    SAME_EDGE_PT,
    SAME_PLACE_PT,
    SERIES,
    WIDE_SIZES,
)
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


_ENDS, _FREE, _BLANK, _CROSSED = range(4)
"""What a line leaves of a strip in which a gutter may be."""


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
        if style is None or x1 - x0 < _least_width(style.size_pt, usual):
            continue
        narrowest = GAP_SIZES * style.size_pt
        assert line.bbox is not None
        if near is None:
            near = around.near(line.bbox)
            in_other_rows = [entry for entry in near if not entry[1].shares_row(line.bbox)]
        if _are_parted(x0, x1, line.bbox, borders, in_other_rows):
            cuts.append(index)
            continue
        edges = _edges(x0 + narrowest, x1, style.size_pt, near)
        is_prose = min(index - (cuts or [0])[-1], len(line.words) - index) >= PROSE_LINE_WORDS
        middle = line.bbox.center_y if is_prose else None
        if any(_is_gutter(edge - narrowest, edge, middle, in_other_rows, text) for edge in edges):
            cuts.append(index)
    return _without_blanks_of_a_side(gaps, cuts, styles) if len(cuts) > 1 else cuts


def _least_width(size_pt: float, blank: float) -> float:
    """Width in points that no `blank` between words has, not even in a justified line."""
    return min(max(GAP_SIZES * size_pt, PLURAL * blank), size_pt)


def _without_blanks_of_a_side(
    gaps: Sequence[tuple[int, float, float]], cuts: Sequence[int], styles: Sequence[Style | None]
) -> list[int]:
    """The `cuts` that are wider than the blanks of their own column; the one beside may be set tighter.

    What lies between the nearest wider cuts is of one column.
    """
    widths = {index: x1 - x0 for index, x0, x1 in gaps}
    known = set(cuts)
    kept: list[int] = []
    for cut in cuts:
        wider = [other for other in cuts if widths[other] > widths[cut]]
        first = max((other for other in wider if other < cut), default=-1)
        last = min((other for other in wider if other > cut), default=len(styles))
        blanks = (w for i, w in widths.items() if first < i < last and i not in known)
        style = styles[cut]
        if style is not None and widths[cut] >= _least_width(style.size_pt, min(blanks, default=0.0)):
            kept.append(cut)
    return kept


def _are_parted(
    x0: float, x1: float, box: BBox, borders: Sequence[BBox], near: Sequence[tuple[Line, BBox]]
) -> bool:
    """Whether one of the `borders` is drawn through a gap from `x0` to `x1` of a line, from top to bottom.

    A line that is drawn through the words of several lines above and below is a guide or part of a drawing.
    """
    return any(
        x0 <= border.center_x <= x1
        and border.top <= box.top
        and box.bottom <= border.bottom
        and sum(_is_struck(line, place, border) for line, place in near) < PLURAL
        for border in borders
    )


def _is_struck(line: Line, place: BBox, border: BBox) -> bool:
    """Whether an upright rule is drawn through a word of a line."""
    x = border.center_x
    return (
        place.x0 < x < place.x1
        and border.top <= place.top
        and place.bottom <= border.bottom
        and any(
            word.bbox is not None and word.bbox.x0 + SAME_PLACE_PT < x < word.bbox.x1 - SAME_PLACE_PT
            for word in line.words
        )
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


def _is_gutter(
    x0: float, x1: float, middle: float | None, near: Sequence[tuple[Line, BBox]], text: str
) -> bool:
    """Whether lines above and below start at `x1` and (nearly) none has a word between `x0` and `x1`.

    Beside running text, told by its `middle`, it is enough if several do so between the next two heads or
    full lines, and with more than a blank before them.
    """
    starts: list[float] = []
    crossings: list[float] = []
    blanks = 0
    for line, place in near:
        if abs(place.x0 - x1) <= SAME_EDGE_PT:
            starts.append(place.center_y)
        elif place.x0 < x1 - SAME_EDGE_PT and place.x1 > x0 + SAME_EDGE_PT:
            state = _through(line, x0, x1, text)
            if state == _FREE:
                starts.append(place.center_y)
            elif state == _CROSSED:
                crossings.append(place.center_y)
            blanks += state == _BLANK
    count = len(starts) + blanks
    if count >= PLURAL and len(crossings) * 2 < count:
        return True
    if middle is None:
        return False
    top = max((y for y in crossings if y < middle), default=-inf)
    bottom = min((y for y in crossings if y > middle), default=inf)
    return sum(top < y < bottom for y in starts) >= SERIES


def _through(line: Line, x0: float, x1: float, text: str) -> int:
    """Whether `line` only ends inside the strip, leaves it free, leaves a blank there or has a word in it."""
    state = _ENDS
    before: Word | None = None
    for word in line.words:
        box = word.bbox
        if box is None:
            continue
        if box.x0 < x1 - SAME_EDGE_PT and box.x1 > x0 + SAME_EDGE_PT:
            return _CROSSED
        if state == _ENDS and abs(box.x0 - x1) <= SAME_EDGE_PT:
            end = before.bbox.x1 - _blank_end(before, text) if before and before.bbox else -inf
            state = _FREE if box.x0 - end >= x1 - x0 else _BLANK
        before = word
    return state
