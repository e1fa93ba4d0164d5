"""Drawn boxes that hold text, and ruled tables: what the page's rules, fills and frames enclose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from schemas.document import Frame, Line, Page
from schemas.geometry import BBox, union
from schemas.limits import MAX_EDGES
from schemas.storeys import Storeys
from schemas.tolerances import (
    FEW,
    HEAD_LINES,
    LINE_PT,
    MIN_RULE_PT,
    MOST,
    NEARLY_ALL,
    PLURAL,
    SAME_EDGE_PT,
    SERIES,
    WIDE_SIZES,
)
from tasks.layout.cells import (
    Cell,
    beside_no_column,
    find_cells,
    find_data,
    hold_data,
    join_rules,
    upright_borders,
)
from tasks.layout.levels import Shelf, covering

_NO_FILL = frozenset({None, "#ffffff"})


@dataclass(frozen=True, slots=True)
class TextBox:
    """A box that sets its text apart; `is_table` when rules part it into rows of cells."""

    bbox: BBox
    is_table: bool


def find_boxes(page: Page, lines: Sequence[Line]) -> list[TextBox]:
    """Boxes and tables on `page` that hold at least one line, largest first, none twice."""
    if page.width_pt is None or page.height_pt is None:
        return []
    tables = find_tables(page, lines)
    places = _Places([line.bbox for line in lines if line.bbox is not None])
    limit = MOST * page.width_pt * page.height_pt
    borders = upright_borders(page.rules)
    candidates = [
        part
        for box in (*_merge_stripes(page), *_closed_by_rules(page))
        for part in _cells_of_bar(box, borders, places)
    ]
    boxes = [b for b in candidates if min(b.width, b.height) >= LINE_PT and b.area <= limit]
    storeys = Storeys([table.bbox for table in tables])
    for number, table in enumerate(tables):
        storeys.add(number, table.bbox)
    plain = [
        TextBox(box, is_table=False)
        for box in _distinct([b for b in boxes if places.held_by(b, most=1) and not places.run_out_of(b)])
        if not any(
            tables[i].bbox.contains(box, slack_pt=SAME_EDGE_PT)
            for i in storeys.beside(box, slack_pt=SAME_EDGE_PT)
        )
    ]
    plain = _join_header_bars(plain, places)
    return sorted([*tables, *plain], key=lambda box: -box.bbox.area)


def find_tables(page: Page, lines: Sequence[Line]) -> list[TextBox]:
    """Tables on `page`, those with rules on all sides first."""
    if page.width_pt is None or page.height_pt is None:
        return []
    limit = MOST * page.width_pt * page.height_pt
    grids = _tables(page, lines)
    grids += [t for t in _striped(page, lines) if not any(t.bbox.overlap_area(g.bbox) > 0 for g in grids)]
    ruled = [t for t in _ruled_rows(page, lines) if not any(t.bbox.overlap_area(g.bbox) > 0 for g in grids)]
    return [table for table in (*grids, *ruled) if table.bbox.area <= limit]


class _Places:
    """Boxes of the lines of a page, for the question which of them a drawn box holds."""

    def __init__(self, places: Sequence[BBox]) -> None:
        self._places = places
        self._shelf = Shelf([place.center_y for place in places])

    def held_by(self, box: BBox, *, most: int) -> int:
        """How many lines `box` holds, counted up to `most`."""
        return sum(1 for _ in islice(self.numbers_in(box), most))

    def run_out_of(self, box: BBox) -> bool:
        """Whether more lines begin or end in `box` than it holds: a drawing or ground under running text."""
        held = crossing = 0
        for number in self._shelf.between(box.top, box.bottom):
            place = self._places[number]
            held += _holds(box, place)
            crossing += _crosses_a_side(box, place)
        return crossing > held

    def numbers_in(self, box: BBox) -> Iterator[int]:
        """Numbers of the lines that `box` holds."""
        return (i for i in self._shelf.between(box.top, box.bottom) if _holds(box, self._places[i]))


def _join_header_bars(boxes: Sequence[TextBox], places: _Places) -> list[TextBox]:
    """A bar that holds only a head, in or right on top of a box as wide, is that box's upper part."""
    result: dict[int, TextBox] = dict(enumerate(boxes))
    tops = sorted((box.bbox.top, number) for number, box in result.items())
    for number in sorted(result, key=lambda n: boxes[n].bbox.area):
        bar = boxes[number].bbox
        is_joined = result.get(number) is not boxes[number]
        if is_joined or places.held_by(bar, most=HEAD_LINES + 1) > HEAD_LINES:
            continue
        first = bisect_left(tops, (bar.top - 2 * SAME_EDGE_PT, -1))
        last = bisect_right(tops, (bar.bottom + 2 * SAME_EDGE_PT, -1))
        near = sorted({n for _, n in tops[first:last] if n in result and n != number})
        home = next((n for n in near if _is_head_of(bar, result[n].bbox)), None)
        if home is not None:
            whole = union((bar, result[home].bbox))
            del result[number]
            result[home] = TextBox(whole, is_table=False)
            insort(tops, (whole.top, home))
    return list(result.values())


def _cells_of_bar(box: BBox, borders: Sequence[BBox], places: _Places) -> list[BBox]:
    """A bar with heads side by side is as many bars where borders of columns part it; else the box."""
    inner = sorted(
        border.center_x
        for border in borders
        if box.x0 + LINE_PT < border.center_x < box.x1 - LINE_PT
        and border.top <= box.top + SAME_EDGE_PT
        and border.bottom > box.bottom + SAME_EDGE_PT
    )
    if not inner or places.held_by(box, most=HEAD_LINES + 1) > HEAD_LINES:
        return [box]
    edges = [box.x0, *inner, box.x1]
    parts = [BBox(x0, box.top, x1, box.bottom) for x0, x1 in pairwise(edges)]
    return parts if all(places.held_by(part, most=1) for part in parts) else [box]


def _is_head_of(bar: BBox, box: BBox) -> bool:
    """Whether a bar lies right on top of a larger box as wide, or at its head inside it."""
    if box.area <= bar.area:
        return False
    is_as_wide = abs(bar.x0 - box.x0) <= 2 * SAME_EDGE_PT and abs(bar.x1 - box.x1) <= 2 * SAME_EDGE_PT
    is_on_top = -SAME_EDGE_PT <= box.top - bar.bottom <= SAME_EDGE_PT
    is_inside = box.contains(bar, slack_pt=SAME_EDGE_PT) and bar.top - box.top <= 2 * SAME_EDGE_PT
    return is_as_wide and (is_on_top or is_inside)


def _holds(box: BBox, place: BBox) -> bool:
    return box.contains_point(place.center_x, place.center_y) and box.overlap_area(place) >= MOST * place.area


def _crosses_a_side(box: BBox, place: BBox) -> bool:
    """Whether the left or right side of a box is drawn through a line, far from both of its ends."""
    return any(place.x0 + LINE_PT < side < place.x1 - LINE_PT for side in (box.x0, box.x1))


def _merge_stripes(page: Page) -> list[BBox]:
    """Stroked frames as they are; filled ones of one colour that touch are stripes of one box."""
    strokes = [frame.bbox for frame in page.frames if frame.is_stroked and frame.fill in _NO_FILL]
    return strokes + _merged_fills(page.frames)


def _merged_fills(frames: Sequence[Frame]) -> list[BBox]:
    """Filled boxes that can be seen; those of one colour that touch are one."""
    fills: dict[str | None, list[BBox]] = {}
    for frame in frames:
        if frame.fill not in _NO_FILL:
            fills.setdefault(frame.fill, []).append(frame.bbox)
    result: list[BBox] = []
    for boxes in fills.values():
        merged: list[BBox] = []
        storeys = Storeys(boxes)
        for box in sorted(boxes, key=lambda b: (b.x0, b.top)):
            near = storeys.beside(box, slack_pt=SAME_EDGE_PT)
            partner = next((i for i in near if _is_stripe_of(box, merged[i])), len(merged))
            if partner == len(merged):
                merged.append(box)
            else:
                merged[partner] = union((merged[partner], box))
            storeys.add(partner, merged[partner])
        result += merged
    return result


def _is_stripe_of(box: BBox, other: BBox) -> bool:
    same_edges = abs(box.x0 - other.x0) <= SAME_EDGE_PT and abs(box.x1 - other.x1) <= SAME_EDGE_PT
    return same_edges and box.top - other.bottom <= SAME_EDGE_PT and other.top - box.bottom <= SAME_EDGE_PT


def _closed_by_rules(page: Page) -> list[BBox]:
    """Cells that horizontal and vertical rules close on all four sides, the smallest ones."""
    rules = _Rules(page.rules)
    found = (rules.smallest_cell(row, column) for row, column in rules.corners())
    return [cell for cell in found if cell is not None]


class _Rules:
    """Horizontal and vertical rules of a page, joined, and which of them cross: rows and columns of cells.

    Rows are numbered from top to bottom, columns from left to right.
    """

    def __init__(self, rules: Sequence[BBox]) -> None:
        self._rows = join_rules(rules, horizontal=True)
        self._columns = join_rules(rules, horizontal=False)
        self._heights = [row.center_y for row in self._rows]
        self._lefts = [column.center_x for column in self._columns]
        depths = [BBox(0.0, c.top - SAME_EDGE_PT, 0.0, c.bottom + SAME_EDGE_PT) for c in self._columns]
        widths = [BBox(0.0, r.x0 - SAME_EDGE_PT, 0.0, r.x1 + SAME_EDGE_PT) for r in self._rows]
        self._columns_at = covering(depths, self._heights)
        self._rows_at = covering(widths, self._lefts)

    def corners(self) -> Iterator[tuple[int, int]]:
        """Each row with each column that it crosses."""
        for row, columns in enumerate(self._columns_at):
            rule = self._rows[row]
            for column in columns:
                if rule.x0 - SAME_EDGE_PT <= self._lefts[column] <= rule.x1 + SAME_EDGE_PT:
                    yield row, column

    def smallest_cell(self, top: int, left: int) -> BBox | None:
        """The smallest cell whose upper left corner is that of a row and a column, None when none is."""
        x, y = self._lefts[left], self._heights[top]
        beside, under = self._columns_at[top], self._rows_at[left]
        lower = bisect_right(self._heights, y + SAME_EDGE_PT)
        for right in islice(beside, bisect_right(beside, left), None):
            x1 = self._lefts[right]
            if x1 <= x + LINE_PT / 2:
                continue
            if x1 > self._rows[top].x1 + SAME_EDGE_PT:
                break
            depth = min(self._columns[left].bottom, self._columns[right].bottom) + SAME_EDGE_PT
            for bottom in islice(under, bisect_left(under, lower), None):
                y1 = self._heights[bottom]
                if y1 > depth:
                    break
                if self._rows[bottom].x1 + SAME_EDGE_PT >= x1:
                    return BBox(x, y, x1, y1)
        return None


def _distinct(boxes: Sequence[BBox]) -> list[BBox]:
    kept: list[BBox] = []
    storeys = Storeys(boxes)
    for box in sorted(boxes, key=lambda b: (-b.area, b.top, b.x0)):
        near = (kept[i] for i in storeys.beside(box, slack_pt=SAME_EDGE_PT))
        if not any(k.contains(box, slack_pt=SAME_EDGE_PT) and box.area >= NEARLY_ALL * k.area for k in near):
            storeys.add(len(kept), box)
            kept.append(box)
    return kept


def _tables(page: Page, lines: Sequence[Line]) -> list[TextBox]:
    """Groups of touching rules and box sides that make rows and columns of short cells."""
    stroked = [frame.bbox for frame in page.frames if frame.is_stroked]
    filled = _merged_fills([frame for frame in page.frames if not frame.is_stroked])
    edges = [*page.rules, *(side for box in (*stroked, *filled) for side in box.sides())][:MAX_EDGES]
    placed = [line for line in lines if line.bbox is not None]
    places = _Places([line.bbox for line in placed if line.bbox is not None])
    tables = []
    for group in _components(edges):
        bbox = union(group)
        rows = _levels([e.center_y for e in group if e.width > e.height and e.width >= FEW * bbox.width]) - 1
        columns = _levels([e.center_x for e in group if e.height >= e.width]) - 1
        min_rows = 2 if columns > 1 else SERIES
        if rows < min_rows or columns < 1:
            continue
        inside = [placed[i] for i in places.numbers_in(bbox)]
        if len(inside) < SERIES:
            continue
        cells = find_cells(group, inside)
        found = [bbox] if hold_data(cells, columns=columns) else _tables_beside_text(cells)
        tables += [TextBox(table, is_table=True) for table in found]
    return tables


def _striped(page: Page, lines: Sequence[Line]) -> list[TextBox]:
    """Tables of which some rows have cells with a ground, with the same edges in each; others lie between."""
    rows: dict[tuple[str | None, int, int], list[BBox]] = {}
    for frame in page.frames:
        if frame.fill not in _NO_FILL:
            top, bottom = (round(end / SAME_EDGE_PT) for end in (frame.bbox.top, frame.bbox.bottom))
            rows.setdefault((frame.fill, top, bottom), []).append(frame.bbox)
    alike: dict[tuple[int, ...], list[list[BBox]]] = {}
    for row in rows.values():
        cells = sorted(_distinct(row), key=lambda cell: cell.x0)
        if len(cells) >= PLURAL and all(abs(b.x0 - a.x1) <= SAME_EDGE_PT for a, b in pairwise(cells)):
            edges = (cells[0].x0, *(cell.x1 for cell in cells))
            alike.setdefault(tuple(round(edge / SAME_EDGE_PT) for edge in edges), []).append(cells)
    tables = []
    for stripes in (run for same in alike.values() for run in _near(same)):
        whole = union(cell for row in stripes for cell in row)
        columns = [BBox(cell.x0, whole.top, cell.x1, whole.bottom) for cell in stripes[0]]
        inside = [line for line in lines if line.bbox is not None and _holds(whole, line.bbox)]
        sides = [side for box in (*columns, *(union(row) for row in stripes)) for side in box.sides()]
        is_series = len(stripes) >= SERIES and len(inside) >= SERIES
        if is_series and hold_data(find_cells(sides, inside), columns=len(columns)):
            tables.append(TextBox(whole, is_table=True))
    return tables


def _near(rows: Sequence[list[BBox]]) -> list[list[list[BBox]]]:
    """Rows of cells in runs from top to bottom, between which there is room for a few rows at most."""
    runs: list[list[list[BBox]]] = []
    for row in sorted(rows, key=lambda row: row[0].top):
        above = runs[-1][-1][0] if runs else None
        if above is not None and row[0].top - above.bottom <= WIDE_SIZES * above.height:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _tables_beside_text(cells: Sequence[Cell]) -> list[BBox]:
    """Tables in a grid that lays out a page, also beside columns of text or of other tables in it."""
    rest = {cell.bbox: cell for cell in beside_no_column(cells)}
    groups = _components(list(rest)[:MAX_EDGES])
    return [table for group in groups for table in find_data([rest[box] for box in group])]


def _ruled_rows(page: Page, lines: Sequence[Line]) -> list[TextBox]:
    """Tables drawn with horizontal rules alone: equally long ones, with spread-out rows between them."""
    alike: dict[tuple[int, int], list[BBox]] = {}
    for rule in page.rules:
        if rule.width >= MIN_RULE_PT and rule.width > rule.height:
            alike.setdefault((round(rule.x0 / SAME_EDGE_PT), round(rule.x1 / SAME_EDGE_PT)), []).append(rule)
    several = [rules for rules in alike.values() if len(rules) > PLURAL]
    if not several:
        return []
    cells = _Cells(lines)
    tables = []
    for rules in several:
        ordered = sorted(rules, key=lambda rule: rule.center_y)
        runs = [ordered[:1]]
        for rule in ordered[1:]:
            if cells.is_row(runs[-1][-1], rule):
                runs[-1].append(rule)
            else:
                runs.append([rule])
        tables += [TextBox(_with_open_rows(cells, run), is_table=True) for run in runs if len(run) > PLURAL]
    return tables


def _with_open_rows(cells: _Cells, rules: Sequence[BBox]) -> BBox:
    """The box of a ruled table, with a first or last row that no rule closes."""
    first, last = rules[0], rules[-1]
    height = (last.center_y - first.center_y) / (len(rules) - 1)
    above = BBox(first.x0, first.top - height, first.x1, first.bottom - height)
    below = BBox(last.x0, last.top + height, last.x1, last.bottom + height)
    top = above.top if cells.is_row(above, first) else first.top
    bottom = below.bottom if cells.is_row(last, below) else last.bottom
    return BBox(first.x0, top, first.x1, bottom)


class _Cells:
    """The words of a page, for the question whether a row of a table lies between two rules."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._words = [word.bbox for line in lines for word in line.words if word.bbox is not None]
        self._shelf = Shelf([box.center_y for box in self._words])
        self._tallest = max((box.height for box in self._words), default=0.0)

    def is_row(self, above: BBox, below: BBox) -> bool:
        """Whether a line of cells that stand far apart lies between two rules."""
        height = below.center_y - above.center_y
        if height > WIDE_SIZES * self._tallest:
            return False
        between = ((i, self._words[i]) for i in self._shelf.between(above.center_y, below.center_y))
        numbered = [
            (box.x0, i, box)
            for i, box in between
            if above.center_y < box.center_y < below.center_y
            and above.x0 - SAME_EDGE_PT <= box.center_x <= above.x1 + SAME_EDGE_PT
        ]
        cells = [box for _, _, box in sorted(numbered, key=lambda cell: cell[:2])]
        if not cells or height > WIDE_SIZES * max(cell.height for cell in cells):
            return False
        return any(
            right.x0 - left.x1 >= WIDE_SIZES * right.height
            for left, right in zip(cells, cells[1:], strict=False)
        )


def _components(edges: Sequence[BBox]) -> list[list[BBox]]:
    """Edges that touch each other, directly or through others."""
    touch = _touching(edges)
    is_alone = (np.count_nonzero(touch, axis=1) == 1).tolist()
    is_left = np.ones(len(edges), dtype=bool)
    groups = []
    for index, edge in enumerate(edges):
        if is_alone[index]:
            groups.append([edge])
        elif is_left[index]:
            members = np.flatnonzero(_reached(touch, index))
            is_left[members] = False
            groups.append([edges[member] for member in members.tolist()])
    return groups


def _touching(edges: Sequence[BBox]) -> NDArray[np.bool_]:
    """Which edges touch which, themselves among them; `MAX_EDGES` is the bound of both sides."""
    x0, top, x1, bottom = np.array([(e.x0, e.top, e.x1, e.bottom) for e in edges]).reshape(-1, 4).T
    begins_before = (x0[:, None] <= x1 + SAME_EDGE_PT) & (top[:, None] <= bottom + SAME_EDGE_PT)
    touch: NDArray[np.bool_] = begins_before & begins_before.T
    np.fill_diagonal(touch, True)
    return touch


def _reached(touch: NDArray[np.bool_], first: int) -> NDArray[np.bool_]:
    """Which edges are reached from one, from each to those that it touches."""
    reached: NDArray[np.bool_] = touch[first]
    newly = reached
    while newly.any():
        newly = touch[newly].any(axis=0) & ~reached
        reached = reached | newly
    return reached


def _levels(values: Sequence[float]) -> int:
    ordered = sorted(values)
    return 1 + sum(b - a > SAME_EDGE_PT for a, b in zip(ordered, ordered[1:], strict=False))
