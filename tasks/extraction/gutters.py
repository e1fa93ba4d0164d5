"""Gutters of a page of characters: white strips that many lines in a row leave free between their words.

A line parts at a gutter where its white is nearest, so a gutter may waver by a character or two; a line that
leaves no white there crosses it, and the gutter ends. What stands on its two sides is asked in
`side_by_side.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from tasks.extraction.side_by_side import MIN_ROWS, count_rows

MIN_GAP = 2
"""Blanks between words that are no mere space."""

MAX_DRIFT = 2
"""Characters by which a line's gap may stand beside its gutter."""

MAX_TIGHT = 2
"""Lines in a row that may leave a mere space at a gutter, between lines that leave more."""

MAX_WIDTH = 400
"""Columns of characters in which gutters are looked for."""

MAX_INDENT = 8
"""White in front of a line that may be its gutter's; what lies before is the empty column on the left."""

MAX_PLACES = 8
"""So many places are tried on a page."""

PAGE_LINES = 80
"""Lines that a page usually has at most."""

MIN_DIP = 0.9
"""Two places are two gutters if between them the gaps fall below this share of the rarer one's."""

_DRIFTS = sorted(range(-MAX_DRIFT, MAX_DRIFT + 1), key=abs)
_GAP = re.compile(rf"(?<=\S) {{{MIN_GAP},}}(?=\S)|^ {{{MIN_GAP},}}(?=\S)")


@dataclass(frozen=True, slots=True)
class Gutter:
    """A white strip over the lines from `start` on, each of which parts at its place in `cuts`."""

    start: int
    cuts: tuple[int, ...]
    row_count: int
    """Lines with text on both sides."""

    @property
    def stop(self) -> int:
        return self.start + len(self.cuts)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a line parts: its right side begins at or behind `at`; `is_tight` if a mere space is left."""

    at: int
    is_tight: bool = False


def find_gutters(texts: Sequence[str]) -> list[Gutter]:
    """The gutters of a page's lines, those beside most lines first; they may overlap.

    An export without page breaks is one long page, so each stretch as long as a page has places of its own,
    which hold from the stretch before it to the one behind.
    """
    found = list(_gutters(texts, range(len(texts)), range(len(texts))))
    for start in range(0, len(texts), PAGE_LINES) if len(texts) > PAGE_LINES else ():
        sample = range(start, min(start + PAGE_LINES, len(texts)))
        around = range(max(start - PAGE_LINES, 0), min(sample.stop + PAGE_LINES, len(texts)))
        found += _gutters(texts, sample, around)
    return sorted(found, key=lambda gutter: -gutter.row_count)


def _gutters(texts: Sequence[str], sample: range, around: range) -> Iterator[Gutter]:
    """The gutters in the lines `around` at the places that the lines of `sample` have."""
    for column in _places(texts[sample.start : sample.stop]):
        yield from _along(texts, around, column)


def _places(texts: Sequence[str]) -> list[int]:
    """Columns of characters where right sides may begin, those behind most gaps first."""
    counts = _gap_counts(texts)
    found: list[int] = []
    for column in sorted(range(len(counts)), key=lambda column: (-counts[column], -column)):
        if counts[column] < MIN_ROWS or len(found) == MAX_PLACES:
            break
        if all(_is_apart(counts, column, other) for other in found):
            found.append(column)
    return found


def _gap_counts(texts: Sequence[str]) -> list[int]:
    """For each column of characters in how many lines it ends a gap or a part of one."""
    steps = [0] * (MAX_WIDTH + 2)
    for text in texts:
        for gap in _GAP.finditer(text, 0, MAX_WIDTH):
            start = gap.start() if gap.start() else max(gap.end() - MAX_INDENT, 0)
            steps[start + MIN_GAP] += 1
            steps[gap.end() + 1] -= 1
    return list(accumulate(steps))


def _is_apart(counts: Sequence[int], column: int, other: int) -> bool:
    """Whether fewer gaps stand between two places than at `column`, which has the fewer of the two."""
    between = counts[min(column, other) + 1 : max(column, other)]
    return min(between, default=counts[column]) < MIN_DIP * counts[column]


def _along(texts: Sequence[str], rows: range, column: int) -> Iterator[Gutter]:
    """The gutters at `column` in some lines: runs of them that do not cross it."""
    cuts = [_cut(texts[number], column) for number in rows]
    sides = [
        (texts[number][: cut.at].strip(), texts[number][cut.at :].strip()) if cut else ("", "")
        for number, cut in zip(rows, cuts, strict=True)
    ]
    for start, stop in stretches(_are_open(cuts, sides)):
        row_count = count_rows(
            [left for left, _ in sides[start:stop]], [right for _, right in sides[start:stop]]
        )
        if row_count >= MIN_ROWS:
            yield Gutter(rows.start + start, tuple(cut.at for cut in cuts[start:stop] if cut), row_count)


def _are_open(cuts: Sequence[_Cut | None], sides: Sequence[tuple[str, str]]) -> list[bool]:
    """Which lines do not cross: of tight ones those between lines with text on both sides."""
    is_open = [cut is not None for cut in cuts]
    for start, stop in stretches([cut is not None and cut.is_tight for cut in cuts]):
        is_held = start > 0 and stop < len(cuts) and all(sides[start - 1]) and all(sides[stop])
        is_open[start:stop] = [is_held and stop - start <= MAX_TIGHT] * (stop - start)
    return is_open


def stretches(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where runs of true flags begin and end."""
    start = 0
    for is_true, run in groupby(flags):
        stop = start + sum(1 for _ in run)
        if is_true:
            yield start, stop
        start = stop


def _cut(text: str, column: int) -> _Cut | None:
    """Where a line parts at the gutter left of `column`; None where it crosses."""
    if len(text) <= column:
        return _Cut(column)
    places = [column + drift for drift in _DRIFTS if column + drift >= MIN_GAP]
    free = next((at for at in places if not text[at - MIN_GAP : at].strip()), None)
    if free is not None:
        return _Cut(free)
    return next((_Cut(at, is_tight=True) for at in places if text[at - 1 : at].isspace()), None)
