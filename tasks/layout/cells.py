"""What the cells of a drawn grid hold: data, or the paragraphs of a page laid out with a table.

Word processors, newsletter templates and e-mail builders put notices, heads and pictures side by side in
the cells of a table. Such a cell holds several lines or running text of its own; the cells of a table of
data are short, or stand beside a short one that says what their text is of. Which edges make a grid is
found in `boxes`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from schemas.document import Line
from schemas.geometry import BBox, union
from schemas.tolerances import (
    CARD_LINES,
    CELL_WORDS,
    FEW,
    HALF,
    HEAD_LINES,
    LINE_WORDS,
    MIN_RULE_PT,
    MOST,
    NEARLY_ALL,
    PLURAL,
    PROSE_LINE_WORDS,
    SAME_EDGE_PT,
    SERIES,
)
from tasks.layout.levels import level_with


@dataclass(frozen=True, slots=True)
class Cell:
    """What edges of a grid close in, with words and middle (in points) of each line in it, one at least."""

    bbox: BBox
    line_words: tuple[int, ...]
    line_heights: tuple[float, ...]

    @property
    def words(self) -> int:
        return sum(self.line_words)

    @property
    def is_running(self) -> bool:
        """Whether it holds running text, as far as the number of words tells."""
        return self.words >= LINE_WORDS and self.words >= PROSE_LINE_WORDS * len(self.line_words)


def find_cells(edges: Sequence[BBox], lines: Iterable[Line]) -> list[Cell]:
    """The cells between `edges` that hold words of `lines`; a line over several cells is cut for it."""
    grid = Enclosures(edges, union(edges))
    found: dict[BBox, list[tuple[int, float]]] = {}
    for line in lines:
        places = [word.bbox for word in line.words if word.bbox is not None]
        if not places:
            continue
        for cell, words in grid.shares(places).items():
            found.setdefault(cell, []).append((words, places[0].center_y))
    return [
        Cell(bbox, tuple(words for words, _ in held), tuple(y for _, y in held))
        for bbox, held in found.items()
    ]


def hold_data(cells: Sequence[Cell], *, columns: int) -> bool:
    """Whether the cells of a grid of so many `columns` are those of a table of data."""
    lines = [words for cell in cells for words in cell.line_words]
    if len(cells) < PLURAL:
        return False
    limit = CARD_LINES if columns > 1 else PLURAL
    are_ruled_columns = columns >= SERIES and median(lines) <= CELL_WORDS and _has_rows(cells)
    if len(lines) > limit * len(cells) and not are_ruled_columns:
        return False
    most = HALF * sum(lines)
    return _text_words(cells) <= most and _words_in_overlaps(cells) <= most


def find_data(cells: Sequence[Cell]) -> list[BBox]:
    """Rows of short cells, right under each other in a grid that lays out a page: tables within it."""
    tables: list[list[Cell]] = [[]]
    for row in _rows(cells):
        if len(row) < PLURAL or any(cell.is_running for cell in row):
            tables.append([])
        else:
            tables[-1] += row
    return [union(cell.bbox for cell in table) for table in tables if len(_rows(table)) >= SERIES]


def beside_no_column(cells: Sequence[Cell]) -> list[Cell]:
    """The cells but for columns of lines, beside which others stand in rows."""
    boxes = [cell.bbox for cell in cells]
    return [
        cell
        for cell, level in zip(cells, level_with(boxes, boxes), strict=True)
        if len(cell.line_words) <= CARD_LINES or _fewest_rows([boxes[i] for i in level]) < SERIES
    ]


def _fewest_rows(boxes: Sequence[BBox]) -> int:
    """How many of some boxes stand under each other, none beside the one before."""
    count, bottom = 0, float("-inf")
    for box in sorted(boxes, key=lambda box: box.bottom):
        if box.top >= bottom - SAME_EDGE_PT:
            count, bottom = count + 1, box.bottom
    return count


def _has_rows(cells: Sequence[Cell]) -> bool:
    """Whether the lines of the longest cell stand level with other ones, as rows of columns do."""
    longest = max((cell.line_heights for cell in cells), key=len)
    heights = [y for cell in cells for y in cell.line_heights]
    level = sum(sum(abs(y - other) <= SAME_EDGE_PT for other in heights) > 1 for y in longest)
    return level >= MOST * len(longest)


def _text_words(cells: Sequence[Cell]) -> int:
    """Words of running text that no label stands beside."""
    labels = [cell.bbox for cell in cells if not cell.is_running and len(cell.line_words) <= HEAD_LINES]
    return sum(
        cell.words
        for cell in cells
        if cell.is_running
        and not any(label.overlap_y(cell.bbox) >= NEARLY_ALL * cell.bbox.height for label in labels)
    )


def _words_in_overlaps(cells: Sequence[Cell]) -> int:
    """Words of cells that lie over another one: what touches there is a drawing, or boxes."""
    boxes = [cell.bbox for cell in cells]
    return sum(
        cell.words
        for number, (cell, level) in enumerate(zip(cells, level_with(boxes, boxes), strict=True))
        if any(i != number and _overlap(cell.bbox, boxes[i]) for i in level)
    )


def _overlap(a: BBox, b: BBox) -> bool:
    return a.overlap_area(b) > FEW * min(a.area, b.area)


def _rows(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells that share some height with one of their row, from top to bottom."""
    rows: list[list[Cell]] = []
    bottom = float("-inf")
    for cell in sorted(cells, key=lambda cell: cell.bbox.top):
        if cell.bbox.top < bottom - SAME_EDGE_PT:
            rows[-1].append(cell)
        else:
            rows.append([cell])
        bottom = max(bottom, cell.bbox.bottom)
    return rows


class Enclosures:
    """Edges of a grid, for the question what they close in around a word.

    Args:
        edges: drawn ones.
        around: what the grid lies in; it closes in what no edge does.
    """

    def __init__(self, edges: Sequence[BBox], around: BBox) -> None:
        self._around = around
        self._rows = join_rules(edges, horizontal=True)
        self._columns = join_rules(edges, horizontal=False)
        self._heights = [row.center_y for row in self._rows]
        self._lefts = [column.center_x for column in self._columns]
        self._widths = [(row.x0 - SAME_EDGE_PT, row.x1 + SAME_EDGE_PT) for row in self._rows]
        self._depths = [(column.top - SAME_EDGE_PT, column.bottom + SAME_EDGE_PT) for column in self._columns]

    def shares(self, words: Sequence[BBox]) -> Mapping[BBox, int]:
        """How many of the words of one line lie in each cell."""
        first, last = self.cell(words[0]), self.cell(words[-1])
        if first == last:
            return {first: len(words)}
        return Counter(map(self.cell, words))

    @property
    def parts_both(self) -> bool:
        """Whether edges part it both ways."""
        inner = self._around
        rows = [y for y in self._heights if inner.top + SAME_EDGE_PT < y < inner.bottom - SAME_EDGE_PT]
        columns = [x for x in self._lefts if inner.x0 + SAME_EDGE_PT < x < inner.x1 - SAME_EDGE_PT]
        return bool(rows and columns)

    def cell(self, word: BBox) -> BBox:
        """The box that edges close in around the middle of a word."""
        if not self._rows and not self._columns:
            return self._around
        x, y = word.center_x, word.center_y
        below, right = bisect_right(self._heights, y), bisect_right(self._lefts, x)
        row_above = _first_over(self._widths, range(below - 1, -1, -1), x)
        row_below = _first_over(self._widths, range(below, len(self._widths)), x)
        on_the_left = _first_over(self._depths, range(right - 1, -1, -1), y)
        on_the_right = _first_over(self._depths, range(right, len(self._depths)), y)
        around = self._around
        return BBox(
            around.x0 if on_the_left is None else self._lefts[on_the_left],
            around.top if row_above is None else self._heights[row_above],
            around.x1 if on_the_right is None else self._lefts[on_the_right],
            around.bottom if row_below is None else self._heights[row_below],
        )


def _first_over(stretches: Sequence[tuple[float, float]], order: Iterable[int], at: float) -> int | None:
    """Number of the first stretch, in the order given, that `at` lies in."""
    for number in order:
        start, end = stretches[number]
        if start <= at <= end:
            return number
    return None


def upright_borders(rules: Sequence[BBox]) -> list[BBox]:
    """Upright rules, joined, that are long enough for the border of columns; from left to right."""
    return [rule for rule in join_rules(rules, horizontal=False) if rule.height >= MIN_RULE_PT]


def join_rules(rules: Sequence[BBox], *, horizontal: bool) -> list[BBox]:
    """Rules of one direction; those on one line that touch are joined end to end. Sorted across it."""

    def across(rule: BBox) -> float:
        return rule.center_y if horizontal else rule.center_x

    def along(rule: BBox) -> float:
        return rule.x0 if horizontal else rule.top

    joined: list[BBox] = []
    alike = (rule for rule in rules if (rule.width >= rule.height) == horizontal)
    for rule in sorted(alike, key=lambda b: (round(across(b) / SAME_EDGE_PT), along(b))):
        last = joined[-1] if joined else None
        if last is not None and abs(across(last) - across(rule)) <= SAME_EDGE_PT:
            gap = rule.x0 - last.x1 if horizontal else rule.top - last.bottom
            if gap <= SAME_EDGE_PT:
                joined[-1] = union((last, rule))
                continue
        joined.append(rule)
    return sorted(joined, key=across)
