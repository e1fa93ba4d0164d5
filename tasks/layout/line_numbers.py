"""Numbers of lines in the margin: laws, court papers and drafts count every line, or every fifth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from schemas.document import Direction, Document, Line, Page, Word, box_of
from schemas.geometry import Span, union
from schemas.tolerances import MANY, MINORITY, MOST, NEARLY_ALL, SAME_EDGE_PT
from tasks.layout.levels import level_with

STEPS = frozenset({1, 2, 5, 10})

_NUMBER = re.compile(r"\d{1,4}")


def part_line_numbers(document: Document, page: Page) -> tuple[tuple[Line, ...], frozenset[int]]:
    """The page's lines with the numbers of lines as lines of their own, and where in the text these begin."""
    numbers: list[Line] = []
    others: list[Line] = []
    for line in page.lines:
        if line.direction is not Direction.HORIZONTAL or line.bbox is None:
            continue
        number, rest = _parted(document, line)
        if number is not None:
            numbers.append(number)
        if rest is not None:
            others.append(rest)
    counting = [column for column in _columns(numbers) if _counts(document, column)]
    found = {
        line.span.start: line
        for column, rows in zip(counting, _rows_beside(counting, others), strict=True)
        if _is_beside_text(document, column, rows)
        for line in column
    }
    if not found:
        return page.lines, frozenset()
    lines: list[Line] = []
    for line in page.lines:
        number, rest = (
            _parted(document, line) if found.keys() & {w.span.start for w in line.words} else (None, line)
        )
        lines += [part for part in (number, rest) if part is not None]
    return tuple(lines), frozenset(found)


def _parted(document: Document, line: Line) -> tuple[Line | None, Line | None]:
    """The number that a line begins or ends with, and the rest of it."""
    text = document.slice(line.span)
    if _NUMBER.fullmatch(text.partition(" ")[0]):
        return _cut(line, line.words[:1]), _cut(line, line.words[1:])
    if _NUMBER.fullmatch(text.rpartition(" ")[2]):
        return _cut(line, line.words[-1:]), _cut(line, line.words[:-1])
    return None, line


def _cut(line: Line, words: Sequence[Word]) -> Line | None:
    boxes = [word.bbox for word in words if word.bbox is not None]
    if not words or not boxes:
        return None
    return replace(line, span=Span(words[0].span.start, words[-1].span.end), words=words, bbox=union(boxes))


def _columns(numbers: Sequence[Line]) -> Iterator[list[Line]]:
    """Numbers that begin, or end, under each other, from the top down."""
    seen: set[tuple[int, ...]] = set()
    for edge in ("x1", "x0"):
        ordered = sorted(numbers, key=lambda line: getattr(box_of(line), edge))
        column: list[Line] = []
        for line in [*ordered, None]:
            if line is not None and (
                not column or getattr(box_of(line), edge) - getattr(box_of(column[0]), edge) <= SAME_EDGE_PT
            ):
                column.append(line)
                continue
            key = tuple(sorted(one.span.start for one in column))
            if len(column) >= MANY and key not in seen:
                seen.add(key)
                yield sorted(column, key=lambda one: box_of(one).top)
            column = [] if line is None else [line]


def _counts(document: Document, column: Sequence[Line]) -> bool:
    values = [int(document.slice(line.span)) for line in column]
    steps = [after - before for before, after in pairwise(values)]
    return any(steps.count(step) >= NEARLY_ALL * len(steps) for step in STEPS)


def _rows_beside(columns: Sequence[Sequence[Line]], others: Sequence[Line]) -> Iterator[list[list[Line]]]:
    """For each column, of each number the lines that share its row, in order; one sweep for all columns."""
    boxes = [box_of(line) for column in columns for line in column]
    level = iter(level_with(boxes, [box_of(other) for other in others]) if boxes else ())
    for column in columns:
        yield [
            [others[i] for i in beside if box_of(line).shares_row(box_of(others[i]))]
            for line, beside in zip(column, islice(level, len(column)), strict=True)
        ]


def _is_beside_text(document: Document, column: Sequence[Line], rows: Sequence[Sequence[Line]]) -> bool:
    """Whether running text stands on one side of the numbers, in their `rows`, and nothing on the other."""
    left, right = min(box_of(line).x0 for line in column), max(box_of(line).x1 for line in column)
    beside = [row[0] for row in rows if len(row) == 1]
    if len(beside) < MOST * len(column):
        return False
    if not all(box_of(other).x0 > right for row in rows for other in row) and not all(
        box_of(other).x1 < left for row in rows for other in row
    ):
        return False
    goes_on = sum(document.slice(line.span)[:1].islower() for line in beside)
    return goes_on >= MINORITY * len(beside)
