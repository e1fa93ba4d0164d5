"""What stands side by side in a column: marks before their lines, columns of a table, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.document import Line, box_of
from schemas.geometry import BBox, union
from schemas.storeys import Storeys
from schemas.tolerances import DISPLAY, HALF, LINE_PT, SAME_EDGE_PT, WIDE_SIZES, WORD_LETTERS
from tasks.layout.facing import is_tabular
from tasks.layout.items import Item, WordCounts, size_of
from tasks.layout.levels import level_with


def by_rows(lines: Sequence[Line]) -> list[Line]:
    """Lines of a table: row by row, left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: box_of(line).center_y):
        if rows and box_of(line).center_y - box_of(rows[-1][0]).center_y <= HALF * box_of(line).height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: box_of(line).x0)]


def by_rows_of_items(items: Sequence[Item], counts: WordCounts, *, rtl: bool) -> list[Item]:
    """A column from top to bottom; what stands side by side in it goes from its start edge."""
    result: list[Item] = []
    for item in sorted(_join_rows(items, counts), key=lambda item: (item.bbox.top, item.bbox.x0)):
        at = len(result)
        while at > 0 and _goes_before(item, result[at - 1], rtl=rtl):
            at -= 1
        result.insert(at, item)
    return result


def _join_rows(items: Sequence[Item], counts: WordCounts) -> list[Item]:
    """Runs of lines that are columns of one table become one item, row by row."""
    joined: list[Item] = []
    storeys = Storeys([item.bbox for item in items])
    for item in sorted(_with_marks(items), key=lambda item: item.bbox.x0):
        near = storeys.beside(item.bbox) if item.lines else ()
        partner = next((i for i in near if joined[i].lines and _shares_rows(joined[i], item, counts)), None)
        if partner is None:
            storeys.add(len(joined), item.bbox)
            joined.append(item)
        else:
            other = joined[partner]
            joined[partner] = Item(
                union((other.bbox, item.bbox)), tuple(by_rows([*other.lines, *item.lines]))
            )
            storeys.add(partner, joined[partner].bbox)
    return joined


def _with_marks(items: Sequence[Item]) -> list[Item]:
    """Each mark given to the text on its row: marks far from each other may belong to one text."""
    texts = [item for item in items if item.lines and not _is_marker(item)]
    boxes = [text.bbox for text in texts]
    marks: dict[int, list[Line]] = {}
    result: list[Item] = []
    for item in items:
        if item.lines and not _is_marker(item):
            continue
        if not item.lines:
            result.append(item)
            continue
        left = []
        for line, near in zip(
            item.lines, level_with([box_of(line) for line in item.lines], boxes), strict=True
        ):
            one = Item(box_of(line), (line,))
            home = next((i for i in near if _is_beside(one, texts[i])), None)
            if home is None:
                left.append(line)
            else:
                marks.setdefault(home, []).append(line)
        if left:
            result.append(Item(union(box_of(line) for line in left), tuple(left)))
    for index, text in enumerate(texts):
        lines = by_rows([*text.lines, *marks[index]]) if index in marks else text.lines
        result.append(Item(union(box_of(line) for line in lines), tuple(lines)))
    return result


def _is_beside(mark: Item, text: Item) -> bool:
    """Whether a mark stands before a line of a text, whose other lines may begin further left."""
    rows = [place for line in text.lines if mark.bbox.shares_row(place := box_of(line))]
    is_before = all(mark.bbox.x0 < row.x0 and mark.bbox.overlap_x(row) <= 0 for row in rows)
    is_near = any(row.x0 - mark.bbox.x1 <= WIDE_SIZES * LINE_PT for row in rows)
    return is_before and is_near and _marks_lines(mark, text)


def _shares_rows(a: Item, b: Item, counts: WordCounts) -> bool:
    if not a.bbox.shares_row(b.bbox) or a.bbox.overlap_x(b.bbox) > 0:
        return False
    for mark, text in ((a, b), (b, a)):
        if _is_marker(mark) and not _is_marker(text) and mark.bbox.x0 < text.bbox.x0:
            return _marks_lines(mark, text)
    return min(len(a.lines), len(b.lines)) > 1 and is_tabular([a], [b], counts)


def _marks_lines(mark: Item, text: Item) -> bool:
    """Whether most marks stand beside a line of the text, in about its size."""
    if size_of(mark.lines[0]) > DISPLAY * min(map(size_of, text.lines)):
        return False
    lines = [box_of(line) for line in text.lines]
    beside = [any(box_of(line).shares_row(other) for other in lines) for line in mark.lines]
    return 2 * sum(beside) >= len(beside)


def _is_marker(item: Item) -> bool:
    """Bullets or numbers that stand alone before the lines of a list; a drop cap is none."""
    if not item.lines:
        return False
    return all(len(line.words) == 1 and len(line.span) < WORD_LETTERS for line in item.lines)


def _goes_before(item: Item, other: Item, *, rtl: bool) -> bool:
    if not item.bbox.shares_row(other.bbox) or item.bbox.overlap_x(other.bbox) > SAME_EDGE_PT:
        return False
    if len(item.lines) == len(other.lines) == 1 and not _is_level(item.bbox, other.bbox):
        return False
    return item.bbox.x0 > other.bbox.x0 if rtl else item.bbox.x0 < other.bbox.x0


def _is_level(a: BBox, b: BBox) -> bool:
    """Whether two lines have their upper edges, middles or feet at about one height."""
    reach = HALF / 2 * max(a.height, b.height)
    return min(abs(a.top - b.top), abs(a.center_y - b.center_y), abs(a.bottom - b.bottom)) <= reach
