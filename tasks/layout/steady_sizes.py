"""Sizes of type that were badly measured, made steady: lines of one size are told in one size again.

The text layer of a scan tells each word or line in a size that was measured on the picture. It wavers by some
percent, and by a quarter with the letters of a line that rise and hang; what compares sizes would see many
looks where there is one. How wide words are is measured far better than how high they are, and tells a size,
too. So a page is seen to waver by itself: of its lines right under each other in one font, too many differ a
little in the size that is told, and mostly not in how wide their words are.

A page that does not waver stays as it is. What this makes is for the stages behind it only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from schemas.document import Direction, Document, Line, Page, Style, Word, box_of
from schemas.geometry import BBox, union
from schemas.letter_widths import set_width
from schemas.tolerances import (
    FAR_SIZES,
    FEW,
    HEADLINE,
    MAJORITY,
    MANY,
    MINORITY,
    PLURAL,
    ROUNDING,
    TELLING_LETTERS,
)
from schemas.word_columns import WordColumns, WordSlice, sides_of
from tasks.layout.looks import dominant_style

CLASS_REACH = 2.5
"""Lines of one class are no further from its middle, in standard deviations of the measuring."""

WITHIN_DEVIATION = 0.7
"""Share of what errs at random that is off by less than the standard deviation."""

LEAST_PT = 0.1
"""Damaged fonts may give their letters no size or no width."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two lines of one font right under each other: their sizes as told, and as the widths of words tell."""

    told: tuple[float, float]
    wide: tuple[float, float]

    @property
    def is_near(self) -> bool:
        """Whether the sizes differ as told, and by little."""
        small, large = sorted(self.told)
        return (1 + ROUNDING) * small < large <= HEADLINE * small

    @property
    def is_alike(self) -> bool:
        """Whether widths tell one size for both rather than the difference that is told."""
        told, wide = (float(np.log(one / other)) for one, other in (self.told, self.wide))
        return abs(wide) < abs(wide - told)


def with_steady_sizes(document: Document) -> Document:
    """`document` with the sizes of lines drawn together to a few, on pages where they waver.

    The boxes of those lines become as high as letters of their sizes are; baselines and sides stay.
    """
    if not document.has_boxes:
        return document
    lines = [line for page in _wavering(document) for line in _level(page)]
    if not lines:
        return document
    sizes = dict(zip((line.span.start for line in lines), _steady(document, lines), strict=True))
    return replace(document, pages=tuple(map(_Setter(sizes).page, document.pages)))


def _wavering(document: Document) -> Sequence[Page]:
    """All pages if the issue wavers as a whole, otherwise those that do: a scan may be bound in."""
    pairs = [list(_neighbours(document, page)) for page in document.pages]
    if _wavers([pair for of_page in pairs for pair in of_page]):
        return document.pages
    return [page for page, of_page in zip(document.pages, pairs, strict=True) if _wavers(of_page)]


def _wavers(pairs: Sequence[_Pair]) -> bool:
    """Whether sizes often differ a little, in more than one way, and mostly by what widths do not confirm.

    In what is typeset names may be a little larger than the addresses under them: they are wider, too.
    """
    near = [pair for pair in pairs if pair.is_near]
    if (
        len(pairs) < MANY
        or len(near) < MINORITY * len(pairs)
        or len({frozenset(pair.told) for pair in near}) < PLURAL
    ):
        return False
    return sum(pair.is_alike for pair in near) >= MAJORITY * len(near)


def _neighbours(document: Document, page: Page) -> Iterator[_Pair]:
    """Lines of some length right under each other in one font."""
    looks = [(line, dominant_style((line,))) for line in _level(page) if len(line.span) >= TELLING_LETTERS]
    for (line, style), (below, other) in pairwise(looks):
        if style is None or other is None or not _is_one_font(style, other):
            continue
        told = style.size_pt, other.size_pt
        if min(told) >= LEAST_PT and _is_under(line, below, max(told)):
            wide = told if told[0] == told[1] else (_size(document, line), _size(document, below))
            yield _Pair(told, wide)


def _is_one_font(one: Style, other: Style) -> bool:
    return (one.font, one.is_bold, one.is_italic) == (other.font, other.is_bold, other.is_italic)


def _is_under(line: Line, below: Line, size_pt: float) -> bool:
    box, other = box_of(line), box_of(below)
    return box.overlap_x(other) > 0 and 0 < other.center_y - box.center_y <= FAR_SIZES * size_pt


def _level(page: Page) -> list[Line]:
    """The lines whose sizes can be compared."""
    level = (line for line in page.lines if line.direction is Direction.HORIZONTAL and not line.is_overlay)
    return [line for line in level if line.bbox is not None]


def _size(document: Document, line: Line) -> float:
    """The size in points in which the words of a line would be as wide as they are in a usual face."""
    wanted = sum(set_width(document.slice(word.span)) for word in line.words)
    width = sum(side[1] - side[0] for side in sides_of(line.words) if side is not None)
    return max(LEAST_PT, width / max(LEAST_PT, wanted))


def _steady(document: Document, lines: Sequence[Line]) -> list[float]:
    """The size of each line in points, to 0.1 as it is read: that of its class."""
    letters = np.array([max(1, sum(len(word.span) for word in line.words)) for line in lines])
    sizes = np.log([_size(document, line) for line in lines])
    centres = _centres(sizes, letters, CLASS_REACH * _deviation(lines, sizes))
    nearest = _nearest(np.sort(centres), sizes)
    is_usual = nearest == centres[0]
    told = np.array([_told_size(line) for line in lines])
    usual_pt = _weighed_middle(told[is_usual], letters[is_usual])
    return [round(usual_pt * scale, 1) for scale in np.exp(nearest - centres[0]).tolist()]


def _deviation(lines: Sequence[Line], sizes: Floats) -> float:
    """Standard deviation of what was measured of lines of one size; most neighbours are that."""
    apart = [
        abs(size - other)
        for (line, size), (below, other) in pairwise(zip(lines, sizes.tolist(), strict=True))
        if line.page == below.page and _is_under(line, below, box_of(below).height)
    ]
    # Both lines err.
    return float(np.quantile(apart, WITHIN_DEVIATION)) / math.sqrt(2) if apart else 0.0


def _told_size(line: Line) -> float:
    """The middle one of the sizes that the letters of a line are told in, in points."""
    styled = [(word.style.size_pt, len(word.span)) for word in line.words if word.style is not None]
    sizes, letters = map(np.array, zip(*styled, strict=True))
    return _weighed_middle(sizes, letters)


def _centres(sizes: Floats, letters: NDArray[np.int64], reach: float) -> Floats:
    """Middles of the classes, that with most letters first; none is within twice the reach of another."""
    order = np.argsort(sizes, kind="stable")
    left, weight = sizes[order], letters[order]
    centres: list[float] = []
    while left.size:
        before = np.concatenate([[0], np.cumsum(weight)])
        ends = np.searchsorted(left, left + 2 * reach, side="right")
        first = int(np.argmax(before[ends] - before[:-1]))
        within = slice(first, int(ends[first]))
        centres.append(_weighed_middle(left[within], weight[within]))
        is_apart = np.abs(left - centres[-1]) > 2 * reach
        left, weight = left[is_apart], weight[is_apart]
    return np.array(centres)


def _nearest(ordered: Floats, values: Floats) -> Floats:
    """The one of `ordered` that is nearest to each value."""
    return ordered[np.searchsorted((ordered[1:] + ordered[:-1]) / 2, values)]


def _weighed_middle(values: Floats, weights: NDArray[np.int64]) -> float:
    """The median of values of which each counts so many times."""
    order = np.argsort(values, kind="stable")
    before = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(before, before[-1] / 2)])


class _Setter:
    """Sets lines in other sizes; words of one look share one afterwards, too."""

    def __init__(self, sizes: Mapping[int, float]) -> None:
        """`sizes` in points by where a line begins in the text; lines that it lacks keep theirs."""
        self._sizes = sizes
        self._styles: dict[tuple[Style, float], Style] = {}

    def page(self, page: Page) -> Page:
        lines = [self._line(line) for line in page.lines]
        if any(type(line.words) is WordSlice for line in page.lines):
            lines = _with_columns(lines)
        return replace(page, lines=tuple(lines))

    def _line(self, line: Line) -> Line:
        size_pt = self._sizes.get(line.span.start)
        if size_pt is None:
            return line
        words = tuple(self._word(word, size_pt) for word in line.words)
        return replace(line, words=words, bbox=union(box for word in words if (box := word.bbox) is not None))

    def _word(self, word: Word, size_pt: float) -> Word:
        style, box = word.style, word.bbox
        if style is None or box is None:
            return word
        known = self._styles.get((style, size_pt))
        if known is None:
            known = self._styles[style, size_pt] = replace(style, size_pt=size_pt)
        scale = size_pt / max(LEAST_PT, style.size_pt)
        baseline = box.bottom - FEW * box.height
        top, bottom = (baseline + scale * (edge - baseline) for edge in (box.top, box.bottom))
        return replace(word, style=known, bbox=BBox(box.x0, top, box.x1, bottom))


def _with_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines of one page with their words kept as columns."""
    words = [word for line in lines for word in line.words]
    placed = [(word.bbox, word.style) for word in words if word.bbox is not None and word.style is not None]
    boxes, styles = zip(*placed, strict=True)
    columns = WordColumns.of(
        [word.span.start for word in words],
        [word.span.end for word in words],
        boxes,
        styles,
        [word.tag for word in words],
        [word.respellings for word in words],
    )
    parts = columns.parts([len(line.words) for line in lines])
    return [replace(line, words=part) for line, part in zip(lines, parts, strict=True)]
