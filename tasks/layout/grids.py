"""Rows, columns and cells of one table, from the rules drawn in it and the white space between its words.

Drawn edges part a table wherever there are any: what they close in is a cell, and one that reaches over
several rows or columns spans them. Where rules leave several rows or columns open, words do it: columns
are parted by white space that next to no row crosses, rows are lines that stand level. That a table is one
is decided elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from schemas.document import Line, Page, Word
from schemas.geometry import BBox, union
from schemas.limits import MAX_EDGES, MAX_TABLE_EDGES, MAX_TABLE_PIECES
from schemas.tolerances import (
    APART_SIZES,
    FEW,
    FEW_LINES,
    GAP_SIZES,
    HALF,
    LINE_PT,
    MAJORITY,
    MINORITY,
    MOST,
    NEARLY_ALL,
    PLURAL,
    PROSE_LINE_WORDS,
    SAME_EDGE_PT,
    SAME_PLACE_PT,
    SERIES,
    WORD_LETTERS,
)
from schemas.word_columns import sides_of
from tasks.layout.cells import Enclosures
from tasks.layout.levels import Shelf

LEAST_HEIGHT_PT = 0.1
"""A damaged font may give its letters no height."""

MAX_GROWTH_STEPS = 8
MAX_GROWTH = 3.0
"""A drawn grid so many times as large as what was found of its table is a frame around more than that."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell; `row` and `column` count from 0, spans from 1.

    `lines` has its words as they are read, cut at line ends and wide gaps.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Sequence[Word], ...]

    @property
    def bbox(self) -> BBox:
        return _around(word for line in self.lines for word in line)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table row by row; `is_ruled` when drawn edges part its rows and columns.

    No two cells share a place, no row and no column is empty.
    """

    row_count: int
    column_count: int
    is_ruled: bool
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one line within one ruled cell; `cell` has the edges that close it in."""

    words: Sequence[Word]
    bbox: BBox
    cell: BBox
    is_number: bool


@dataclass(frozen=True, slots=True)
class _Interval:
    """A row from top to bottom, or a column from left to right, in points.

    `band` is the number of the stretch between drawn edges that it lies in.
    """

    start: float
    end: float
    band: int = 0

    def share(self, start: float, end: float) -> float:
        """Length in common with another stretch."""
        return min(self.end, end) - max(self.start, start)


def find_grids(page: Page, lines: Sequence[Line], text: str) -> list[Grid]:
    """The grids that `lines` of a table on `page` stand in, from left to right; mostly one.

    Args:
        page: with what is drawn on it.
        lines: of the table, in any order; those without a place are left out.
        text: of the document.
    """
    placed = [line for line in lines if any(word.bbox is not None for word in line.words)]
    if not placed:
        return []
    enclosures = _enclosures(page, _around(word for line in placed for word in line.words))
    pieces = [piece for line in placed for piece in _pieces(line, enclosures, text)]
    if len(pieces) > MAX_TABLE_PIECES:
        return []
    is_ruled = enclosures.parts_both
    rows = _rows(pieces)
    columns = _columns(pieces, rows)
    strips = _strips(pieces, columns, is_ruled=is_ruled)
    if len(strips) == 1:
        return [_fill(pieces, rows, columns, is_ruled=is_ruled)]
    grids = []
    for strip in strips:
        own_rows = _rows(strip)
        grids.append(_fill(strip, own_rows, _columns(strip, own_rows), is_ruled=is_ruled))
    return grids


def _strips(pieces: Sequence[_Piece], columns: Sequence[_Interval], *, is_ruled: bool) -> list[list[_Piece]]:
    """Pieces parted where two tables stand side by side, whose rows or rules are not level."""
    held: list[list[_Piece]] = [[] for _ in columns]
    for piece in pieces:
        held[_best(columns, piece.bbox.x0, piece.bbox.x0 + 1)].append(piece)
    held = [column for column in held if column]
    is_level = _are_rules_level if is_ruled else _is_level
    strips: list[list[list[_Piece]]] = []
    for column in held:
        if strips and (len(strips[-1]) < PLURAL or is_level(strips[-1][-1], column)):
            strips[-1].append(column)
        else:
            strips.append([column])
    if len(strips) > 1 and len(strips[-1]) < PLURAL:
        last = strips.pop()
        strips[-1] += last
    return [[piece for column in strip for piece in column] for strip in strips]


def _are_rules_level(left: Sequence[_Piece], right: Sequence[_Piece]) -> bool:
    """Whether rules over and under the cells of two neighbouring columns go on from one to the other.

    Of few cells nothing is said: they may span rows whose other cells are empty.
    """
    few, many = sorted(
        ({(piece.cell.top, piece.cell.bottom) for piece in side} for side in (left, right)), key=len
    )
    if len(few) < FEW_LINES:
        return True
    edges = sorted(edge for cell in many for edge in cell)
    level = sum(all(_is_among(edge, edges) for edge in cell) for cell in few)
    return level >= HALF * len(few)


def _is_among(edge: float, edges: Sequence[float]) -> bool:
    """Whether one of the sorted `edges` is the same but for the width of a rule."""
    at = bisect_left(edges, edge - SAME_PLACE_PT)
    return at < len(edges) and edges[at] <= edge + SAME_PLACE_PT


def _is_level(left: Sequence[_Piece], right: Sequence[_Piece]) -> bool:
    """Whether lines of two neighbouring columns stand in common rows."""
    few, many = sorted((left, right), key=len)
    heights = [piece.bbox.center_y for piece in many]
    level = sum(any(abs(piece.bbox.center_y - y) <= SAME_EDGE_PT for y in heights) for piece in few)
    return level >= MAJORITY * len(few)


def enclosing(page: Page, around: BBox) -> BBox:
    """The box that holds part of a table, grown to the drawn grid that the part lies in."""
    wide, high = page.width_pt or 0.0, page.height_pt or 0.0
    outlines = [frame.bbox for frame in page.frames if frame.is_stroked]
    edges = [*page.rules, *(side for box in outlines for side in box.sides())]
    edges = [
        edge
        for edge in edges
        if max(edge.width, edge.height) >= LINE_PT
        and edge.width < NEARLY_ALL * wide
        and edge.height < NEARLY_ALL * high
    ][:MAX_EDGES]
    grown = around
    for _ in range(MAX_GROWTH_STEPS):
        reach = BBox(
            grown.x0 - SAME_EDGE_PT,
            grown.top - SAME_EDGE_PT,
            grown.x1 + SAME_EDGE_PT,
            grown.bottom + SAME_EDGE_PT,
        )
        larger = union([grown, *(edge for edge in edges if _touches(edge, reach))])
        if larger == grown:
            break
        grown = larger
    return grown if grown.area <= MAX_GROWTH * around.area else around


def _enclosures(page: Page, around: BBox) -> Enclosures:
    """What rules and outlines in a table close in; grounds are asked only where those do not part it."""
    outlines = [frame.bbox for frame in page.frames if frame.is_stroked]
    drawn = _near([*page.rules, *(side for box in outlines for side in box.sides())], around)
    enclosures = Enclosures(drawn, _closed(around, drawn))
    if enclosures.parts_both:
        return enclosures
    grounds = [frame.bbox for frame in page.frames if not frame.is_stroked]
    both = [*drawn, *_near([side for box in grounds for side in box.sides()], around)]
    return Enclosures(both, _closed(around, both))


def _near(edges: Sequence[BBox], around: BBox) -> list[BBox]:
    """Edges of some length that lie in a table or right at it."""
    near = BBox(around.x0 - LINE_PT, around.top - LINE_PT, around.x1 + LINE_PT, around.bottom + LINE_PT)
    found = [edge for edge in edges if max(edge.width, edge.height) >= LINE_PT and _touches(edge, near)]
    return found[:MAX_TABLE_EDGES]


def _closed(around: BBox, edges: Sequence[BBox]) -> BBox:
    """The box of a table's words, up to the edges that are drawn around it."""
    flat = [edge.center_y for edge in edges if edge.width > edge.height]
    upright = [edge.center_x for edge in edges if edge.height >= edge.width]
    return BBox(
        min(around.x0, *upright, around.x0),
        min(around.top, *flat, around.top),
        max(around.x1, *upright, around.x1),
        max(around.bottom, *flat, around.bottom),
    )


def _touches(edge: BBox, box: BBox) -> bool:
    return edge.x0 <= box.x1 and edge.x1 >= box.x0 and edge.top <= box.bottom and edge.bottom >= box.top


def _pieces(line: Line, enclosures: Enclosures, text: str) -> list[_Piece]:
    """A line cut where its words lie in different ruled cells, or far apart."""
    runs: list[tuple[BBox, list[Word]]] = []
    end = float("inf")
    for word in line.words:
        box = word.bbox
        if box is None:
            continue
        cell = enclosures.cell(box)
        is_far = box.x0 > end and box.x0 - end >= GAP_SIZES * box.height
        # Where nothing is drawn it is the same object each time, and no edges need be compared.
        if runs and (runs[-1][0] is cell or runs[-1][0] == cell) and not is_far:
            runs[-1][1].append(word)
        else:
            runs.append((cell, [word]))
        end = box.x1
    return [
        _Piece(
            tuple(words),
            _around(words),
            cell,
            is_figure(text[words[0].span.start : words[-1].span.end]),
        )
        for cell, words in runs
    ]


def is_figure(text: str) -> bool:
    """Whether a text is of figures mostly: a unit or a mark may stand beside them."""
    figures = sum(map(str.isdecimal, text))
    return figures > 0 and sum(map(str.isalpha, text)) <= figures


def find_open(lines: Sequence[Line], text: str) -> list[list[Line]]:
    """Runs of lines of one column that stand in rows and columns, though nothing says they are a table.

    Args:
        lines: of one column or box of a page, in any order.
        text: of the document.
    """
    placed = [line for line in lines if any(sides_of(line.words))]
    if len(placed) < SERIES:
        return []
    nothing_drawn = Enclosures([], _around(word for line in placed for word in line.words))
    pieces = [
        piece
        for line in placed
        for piece in _pieces(line, nothing_drawn, text)
        if any(map(str.isalnum, text[piece.words[0].span.start : piece.words[-1].span.end]))
    ]
    found = []
    for run in _runs(_text_levels(pieces)):
        rows = [level for level in run if len(level) >= PLURAL]
        if len(rows) >= max(SERIES, MOST * len(run)) and _is_aligned(rows, text):
            box = union(piece.bbox for level in run for piece in level)
            found.append([line for line in placed if _is_within(line, box)])
    return found


def _runs(levels: Iterable[list[_Piece]]) -> list[list[list[_Piece]]]:
    """Lines of several pieces near under each other; between two a line may go on under a later piece."""
    runs: list[list[list[_Piece]]] = [[]]
    for level in levels:
        run = runs[-1]
        if run and not (_gap(run[-1], level) <= APART_SIZES * level[0].bbox.height and _follows(run, level)):
            run = []
            runs.append(run)
        if run or len(level) >= PLURAL:
            run.append(level)
    return [run[:-1] if run and len(run[-1]) < PLURAL else run for run in runs]


def _follows(run: Sequence[Sequence[_Piece]], level: Sequence[_Piece]) -> bool:
    if _gap(run[-1], level) > APART_SIZES * level[0].bbox.height:
        return False
    if len(level) >= PLURAL:
        return True
    above = run[-1]
    return len(above) >= PLURAL and level[0].bbox.x0 > min(piece.bbox.x1 for piece in above)


def _is_within(line: Line, box: BBox) -> bool:
    around = _around(line.words)
    return box.top <= around.center_y <= box.bottom


def _gap(above: Sequence[_Piece], below: Sequence[_Piece]) -> float:
    return min(p.bbox.top for p in below) - max(p.bbox.bottom for p in above)


def _is_aligned(rows: Sequence[Sequence[_Piece]], text: str) -> bool:
    """Whether what follows the first pieces of rows is short, under each other, and follows no marks."""
    ordered = [sorted(row, key=lambda piece: piece.bbox.x0) for row in rows]
    firsts = [text[row[0].words[0].span.start : row[0].words[-1].span.end] for row in ordered]
    marks = sum(len(first) < WORD_LETTERS for first in firsts)
    if marks > MINORITY * len(rows) and median(map(len, rows)) <= PLURAL:
        return False
    if median(len(piece.words) for row in ordered for piece in row) > PROSE_LINE_WORDS:
        return False
    gaps = [
        (right.bbox.x0 - left.bbox.x1) / max(LEAST_HEIGHT_PT, right.bbox.height)
        for row in ordered
        for left, right in zip(row, row[1:], strict=False)
    ]
    if median(gaps) < APART_SIZES:
        return False
    edges = Counter[int]()
    for row in ordered:
        # Lines of justified text all end at one edge, too; only numbers are set to the right on purpose.
        sides = {piece.bbox.x0 for piece in row[1:]} | {p.bbox.x1 for p in row[1:] if p.is_number}
        places = {round(x / SAME_EDGE_PT) for x in sides}
        edges.update(places | {place + 1 for place in places})
    return max(edges.values()) >= MOST * len(rows)


def _rows(pieces: Sequence[_Piece]) -> list[_Interval]:
    """Rows from top to bottom: between drawn edges, and where those leave several open, line by line."""
    edges = _levels(y for piece in pieces for y in (piece.cell.top, piece.cell.bottom))
    bands: dict[int, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        first = bisect_left(edges, piece.cell.top - SAME_EDGE_PT)
        if bisect_left(edges, piece.cell.bottom - SAME_EDGE_PT) - first <= 1:
            bands[first].append(piece)
    rows: list[_Interval] = []
    for first in range(len(edges) - 1):
        band = bands.get(first, [])
        is_closed = len(bands) > 1 and not _is_open(band)
        rows += [_Interval(edges[first], edges[first + 1], first)] if is_closed else _text_rows(band, first)
    return rows or _text_rows(pieces)


def _is_open(band: Sequence[_Piece]) -> bool:
    """Whether what two edges close in are several rows, as numbers under each other in columns tell."""
    levels = _text_levels(band)
    if len(levels) < PLURAL:
        return False
    columns: dict[BBox, int] = defaultdict(int)
    numbers: dict[BBox, int] = defaultdict(int)
    for piece in band:
        columns[piece.cell] += 1
        numbers[piece.cell] += piece.is_number
    has_numbers = any(
        numbers[cell] >= PLURAL and numbers[cell] >= count - 1 for cell, count in columns.items()
    )
    level = sum(len(level) >= PLURAL for level in levels)
    no_edge_parts_columns = len(columns) == 1
    return (no_edge_parts_columns or has_numbers) and level >= MOST * len(levels)


def _text_levels(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces that stand level, from top to bottom."""
    levels: list[list[_Piece]] = []
    box: BBox | None = None
    for piece in sorted(pieces, key=lambda p: (p.bbox.center_y, p.bbox.x0)):
        if box is not None and box.shares_row(piece.bbox):
            levels[-1].append(piece)
        else:
            levels.append([piece])
            box = piece.bbox
    return levels


def _text_rows(pieces: Sequence[_Piece], band: int = 0) -> list[_Interval]:
    """Rows that no edge parts: lines that stand level, with those that only go on with what is above."""
    rows: list[list[list[_Piece]]] = []
    for level in _text_levels(pieces):
        if rows and _goes_on(rows[-1], level):
            rows[-1].append(level)
        else:
            rows.append([level])
    boxes = [union(piece.bbox for level in row for piece in level) for row in rows]
    return [_Interval(box.top, box.bottom, band) for box in boxes]


def _goes_on(row: Sequence[Sequence[_Piece]], level: Sequence[_Piece]) -> bool:
    """Whether a line has no number and only text right under text of the row above, which has more."""
    if HALF * len(row[0]) < len(level) or any(piece.is_number for piece in level):
        return False
    above = [piece for line in row for piece in line]
    bottom = max(piece.bbox.bottom for piece in above)
    return all(
        piece.bbox.top - bottom <= GAP_SIZES * piece.bbox.height
        and any(piece.bbox.overlap_x(other.bbox) > 0 and not other.is_number for other in above)
        for piece in level
    )


def _columns(pieces: Sequence[_Piece], rows: Sequence[_Interval]) -> list[_Interval]:
    """Columns from left to right, parted by drawn edges and by white space that few rows cross."""
    edges = _levels(x for piece in pieces for x in (piece.cell.x0, piece.cell.x1))
    columns: list[_Interval] = []
    for band, (left, right) in enumerate(zip(edges, edges[1:], strict=False)):
        within = [p for p in pieces if left - SAME_EDGE_PT <= p.cell.x0 and p.cell.x1 <= right + SAME_EDGE_PT]
        cuts = _white_cuts(within, rows)
        ends = [left, *cuts, right]
        columns += [_Interval(a, b, band) for a, b in zip(ends, ends[1:], strict=False)]
    return columns


def _white_cuts(pieces: Sequence[_Piece], rows: Sequence[_Interval]) -> list[float]:
    """Where white space parts columns between two edges: the middles of the gaps that few rows cross."""
    if not pieces:
        return []
    taken: dict[int, list[BBox]] = defaultdict(list)
    for piece in pieces:
        taken[_best(rows, piece.bbox.top, piece.bbox.bottom)].append(piece.bbox)
    least = GAP_SIZES * median(piece.bbox.height for piece in pieces)
    parted = sum(len(boxes) > 1 for boxes in taken.values())
    limit = max(FEW * parted, parted >= SERIES)
    gaps = _gaps(taken.values(), limit)
    return [(a + b) / 2 for a, b in gaps if b - a >= least and _parts(taken.values(), a, b)]


def _gaps(rows: Iterable[Sequence[BBox]], limit: float) -> list[tuple[float, float]]:
    """Stretches from left to right that no more than `limit` rows have text in."""
    steps: list[tuple[float, int]] = []
    for boxes in rows:
        end = float("-inf")
        for box in sorted(boxes, key=lambda box: box.x0):
            if box.x0 > end:
                steps += [(box.x0, 1), (box.x1, -1)]
            elif box.x1 > end:
                steps[-1] = (box.x1, -1)
            end = max(end, box.x1)
    gaps: list[tuple[float, float]] = []
    depth, since = 0, float("-inf")
    for x, step in sorted(steps):
        if step > 0 and depth <= limit < depth + step and since > float("-inf"):
            gaps.append((since, x))
        depth += step
        if step < 0 and depth <= limit < depth - step:
            since = x
    return gaps


def _parts(rows: Iterable[Sequence[BBox]], left: float, right: float) -> bool:
    """Whether some row has text on both sides of a gap."""
    middle = (left + right) / 2
    return any(
        any(box.x1 <= middle for box in boxes) and any(box.x0 >= middle for box in boxes) for boxes in rows
    )


def _fill(
    pieces: Sequence[_Piece], rows: Sequence[_Interval], columns: Sequence[_Interval], *, is_ruled: bool
) -> Grid:
    """Every piece in its cell; rows and columns without any are gone."""
    homes: dict[tuple[int, int], list[_Piece]] = defaultdict(list)
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    cells: dict[BBox, list[_Piece]] = defaultdict(list)
    for piece in sorted(pieces, key=lambda p: (p.bbox.center_y, p.bbox.x0)):
        cells[piece.cell].append(piece)
    tops, lefts = (Shelf([one.start for one in intervals]) for intervals in (rows, columns))
    for cell, held in cells.items():
        down = _spans(rows, tops, (cell.top, cell.bottom), [(p.bbox.top, p.bbox.bottom) for p in held])
        right = _spans(columns, lefts, (cell.x0, cell.x1), [(p.bbox.x0, p.bbox.x1) for p in held])
        for piece, (top, bottom), (first, last) in zip(held, down, right, strict=True):
            homes[top, first].append(piece)
            end = ends.get((top, first), (top, first))
            ends[top, first] = max(end[0], bottom), max(end[1], last)
    return _packed(homes, ends, is_ruled=is_ruled)


def _spans(
    intervals: Sequence[_Interval],
    shelf: Shelf,
    cell: tuple[float, float],
    texts: Sequence[tuple[float, float]],
) -> list[tuple[int, int]]:
    """First and last of the intervals that each piece of a ruled cell stands in; `shelf` has their starts.

    What stands alone in a cell that reaches over drawn edges beside it has all of the cell; else each
    piece has what its text reaches.
    """
    first, last = cell[0] - SAME_EDGE_PT, cell[1] + SAME_EDGE_PT
    inside = sorted(i for i in shelf.between(first, last) if intervals[i].end <= last)
    if len(texts) == 1 and len({intervals[i].band for i in inside}) > 1:
        return [(inside[0], inside[-1])]
    found = []
    for text in texts:
        reached = [i for i in inside if intervals[i].share(*text) > 0]
        best = _best(intervals, *text)
        found.append((reached[0], reached[-1]) if reached else (best, best))
    return found


def _best(intervals: Sequence[_Interval], start: float, end: float) -> int:
    """The interval that has most in common with a stretch, or lies nearest; they follow each other."""
    first = max(0, bisect_right(intervals, start, key=_start) - 2)
    behind = min(len(intervals), bisect_right(intervals, end, key=_start) + 1)
    return max(range(first, behind), key=lambda i: (intervals[i].share(start, end), -i))


def _start(interval: _Interval) -> float:
    return interval.start


def _packed(
    homes: Mapping[tuple[int, int], Sequence[_Piece]],
    ends: Mapping[tuple[int, int], tuple[int, int]],
    *,
    is_ruled: bool,
) -> Grid:
    """Cells with their numbers and spans over the rows and columns that are left."""
    rows = sorted({row for row, _ in homes})
    columns = sorted({column for _, column in homes})
    taken = {(bisect_left(rows, row), bisect_left(columns, column)) for row, column in homes}
    cells = []
    for (row, column), held in sorted(homes.items()):
        at = bisect_left(rows, row), bisect_left(columns, column)
        last = ends[row, column]
        tall, wide = bisect_right(rows, last[0]) - at[0], bisect_right(columns, last[1]) - at[1]
        while wide > 1 and any((at[0], at[1] + i) in taken for i in range(1, wide)):
            wide -= 1
        while tall > 1 and any((at[0] + i, at[1] + j) in taken for i in range(1, tall) for j in range(wide)):
            tall -= 1
        taken |= {(at[0] + i, at[1] + j) for i in range(tall) for j in range(wide)}
        cells.append(GridCell(*at, tall, wide, tuple(piece.words for piece in _in_order(held))))
    return Grid(len(rows), len(columns), is_ruled, tuple(cells))


def _in_order(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces of a cell line by line, each line as it is read."""
    return [
        piece
        for level in _text_levels(pieces)
        for piece in sorted(level, key=lambda piece: piece.words[0].span.start)
    ]


def _levels(values: Iterable[float]) -> list[float]:
    """Values in order, those nearer than an edge is wide as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SAME_EDGE_PT:
            found.append(value)
    return found


def _around(words: Iterable[Word]) -> BBox:
    return union(word.bbox for word in words if word.bbox is not None)
