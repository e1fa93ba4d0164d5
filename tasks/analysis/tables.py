"""Table blocks → tables with their cells, what heads them, their numbers and their caption.

Blocks of one page that belong to one table are put together, headings that stand inside it with them; the
blocks keep their owners and their text. What a grid is made of stands in `tasks.layout.grids`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from schemas.article import Table, TableCell
from schemas.cross_rules import MAX_PLACES_PER_CELL
from schemas.document import Document, Line, Page, Word
from schemas.geometry import BBox, Span, union
from schemas.kinds import HeaderOf
from schemas.layout import Block, BlockLabel
from schemas.wording import plain, word_count
from tasks.analysis.story import Story
from tasks.articles.edits import line_end
from tasks.articles.numbers import NumberReader
from tasks.layout.grids import Grid, GridCell, enclosing, find_grids, find_open, is_figure

OPEN_LABELS = frozenset({BlockLabel.TEXT, BlockLabel.LIST_ITEM, BlockLabel.HEADING})
"""Blocks of these labels may hold rows and columns that were not taken for a table."""

MAX_BLOCKS = 400
"""A page with more blocks of tables than this is a drawing; which belong together is asked of each two."""

NEAR_RATIO = 2.5
"""Blocks of one table stand no further above each other than so many heights of their lines."""

LEVEL_SHARE = 0.7
"""Blocks side by side are of one table when this share of the shorter one's lines stands level."""

LEVEL_PT = 3.0
MAX_INNER_WORDS = 12
"""A block inside a table that was not taken for cells is a label or a number, no text laid over it."""

MAX_LABEL_GAP_PT = 40.0
MIN_LABELS = 3
MAX_LABEL_WORDS = 3
"""So many lines at least, with no more words than this on average, beside a table say what its rows are."""

MAX_HEAD_ROWS = 3
MIN_SIDE = 2
MIN_CELLS = 5
MIN_FILLED_SHARE = 0.5
"""What has fewer rows or columns, or cells in fewer of its places, is no table."""
CAPTION_GAP_PT = 30.0
MAX_CAPTION_WORDS = 60
LABEL_SHARE = 0.6
"""First cells of rows are their heads when so many of them are words."""

_NUMBERED = re.compile(r"\W*\w+\W{1,3}(?:\d{1,3}|[IVX]{1,5})\s*[.:–—-]")
_YEAR = range(1900, 2101)

_FAULTS = (ArithmeticError, LookupError, ValueError)
"""What odd numbers of a damaged file may raise; it costs a table and never an article."""


@dataclass(frozen=True, slots=True)
class IssueTables:
    """Tables of an issue in reading order, and the articles, by position, with one that could not be read."""

    tables: tuple[Table, ...]
    failed: frozenset[int]

    def flags(self, article: int) -> tuple[str, ...]:
        """What is to be told of an article."""
        return ("table_unread",) if article in self.failed else ()


@dataclass(frozen=True, slots=True)
class _Place:
    """Lines of a page that may be a table, and the blocks they are of, in reading order."""

    lines: Sequence[Line]
    blocks: Sequence[Block]


def find_tables(document: Document, blocks: Sequence[Block], story: Story) -> IssueTables:
    """Tables of the issue; one that fails is told by its article's flag and stops nothing."""
    labels = [verdict.label for verdict in story.verdicts]
    pages: dict[int, list[Block]] = {}
    for block in blocks:
        if block.bbox is not None:
            pages.setdefault(block.page, []).append(block)
    tables: list[Table] = []
    failed: set[int] = set()
    for number, placed in pages.items():
        owned = [block for block in placed if block.index in story.owners]
        cells = [block for block in owned if labels[block.index] is BlockLabel.TABLE]
        rest = [block for block in placed if labels[block.index] is not BlockLabel.TABLE]
        if len(cells) > MAX_BLOCKS:
            failed |= {story.owners[block.index] for block in cells}
            continue
        try:
            places = _places(document, number, owned, cells, rest, labels)
        except _FAULTS:
            failed |= {story.owners[block.index] for block in owned}
            continue
        boxes = [union(map(_box, place.blocks)) for place in places]
        for place in sorted(places, key=lambda place: place.blocks[0].index):
            try:
                tables += _read(document, place, owned, labels, story.owners, boxes)
            except _FAULTS:
                failed |= {story.owners[b.index] for b in place.blocks if b.index in story.owners}
    return IssueTables(tuple(tables), frozenset(failed))


def _places(
    document: Document,
    number: int,
    owned: Sequence[Block],
    cells: Sequence[Block],
    rest: Sequence[Block],
    labels: Sequence[BlockLabel],
) -> list[_Place]:
    """What may be a table on page `number`: blocks taken for one, and rows and columns in running text."""
    places = _marked(cells, rest, document.pages[number - 1])
    inside = {block.index for place in places for block in place.blocks}
    open_ = [block for block in owned if block.index not in inside and labels[block.index] in OPEN_LABELS]
    return places + _open(open_, document.text)


def _marked(cells: Sequence[Block], rest: Sequence[Block], page: Page) -> list[_Place]:
    """Places of the blocks that were taken for tables, with what else stands inside them."""
    places = []
    for group in _groups(cells):
        whole = [*group, *_inner(group, rest, page)]
        places.append(_Place([line for block in whole for line in block.lines], whole))
    return places


def _open(blocks: Sequence[Block], text: str) -> list[_Place]:
    """Places in columns of running text whose lines stand in rows and columns."""
    regions: dict[int, list[Block]] = {}
    for block in blocks:
        regions.setdefault(block.region, []).append(block)
    places = []
    for region in regions.values():
        owner = {line.span.start: block for block in region for line in block.lines}
        for lines in find_open([line for block in region for line in block.lines], text):
            held = {block.index: block for line in lines for block in [owner[line.span.start]]}
            places.append(_Place(lines, [held[index] for index in sorted(held)]))
    return places


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks that belong to one table, directly or through others."""
    groups: list[list[Block]] = []
    for block in blocks:
        near = [group for group in groups if any(_belong(block, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append(sorted([block, *(b for group in near for b in group)], key=lambda b: b.index))
    return sorted(groups, key=lambda group: group[0].index)


def _belong(block: Block, other: Block) -> bool:
    """Whether two blocks are of one table: near above each other, or side by side with level lines."""
    one, two = _box(block), _box(other)
    if one.overlap_x(two) > 0:
        gap = max(one.top, two.top) - min(one.bottom, two.bottom)
        return gap <= NEAR_RATIO * min(_line_height(block), _line_height(other))
    short, tall = sorted((block, other), key=lambda b: len(b.lines))
    heights = _heights(tall)
    level = sum(any(abs(y - height) <= LEVEL_PT for height in heights) for y in _heights(short))
    return level >= LEVEL_SHARE * len(short.lines)


def _inner(group: Sequence[Block], others: Sequence[Block], page: Page) -> list[Block]:
    """Blocks that belong into a table, whatever they were taken for: short ones inside, and its labels."""
    own = union(map(_box, group))
    around = enclosing(page, own)
    is_frame = own.contains(around, slack_pt=LEVEL_PT)
    heights = [y for block in group for y in _heights(block)]
    return [
        block
        for block in others
        if (
            around.contains_point(_box(block).center_x, _box(block).center_y)
            and len(block.text.split()) <= MAX_INNER_WORDS
        )
        or (is_frame and _labels_rows(block, own, heights))
    ]


def _labels_rows(block: Block, table: BBox, heights: Sequence[float]) -> bool:
    """Whether the lines of a block right beside a table are short and level with its rows."""
    box = _box(block)
    gap = max(table.x0 - box.x1, box.x0 - table.x1)
    count = len(block.lines)
    if not 0 <= gap <= MAX_LABEL_GAP_PT or count < MIN_LABELS:
        return False
    if len(block.text.split()) > MAX_LABEL_WORDS * count:
        return False
    level = sum(any(abs(y - height) <= LEVEL_PT for height in heights) for y in _heights(block))
    return level >= LEVEL_SHARE * count


def _read(
    document: Document,
    place: _Place,
    owned: Sequence[Block],
    labels: Sequence[BlockLabel],
    owners: Mapping[int, int],
    around: Sequence[BBox],
) -> list[Table]:
    page = document.pages[place.blocks[0].page - 1]
    words = Counter[int]()
    for block in place.blocks:
        if block.index in owners:
            words[owners[block.index]] += word_count(block.text)
    article = max(words, key=lambda article: (words[article], -article))
    inside = {block.index for block in place.blocks}
    others = [block for block in owned if block.index not in inside]
    tables = []
    for grid in find_grids(page, place.lines, document.text):
        if not _is_filled(grid):
            continue
        bbox = union(cell.bbox for cell in grid.cells)
        tables.append(
            Table(
                article=article,
                page=page.number,
                bbox=bbox,
                row_count=grid.row_count,
                column_count=grid.column_count,
                is_ruled=grid.is_ruled,
                caption=_caption(bbox, others, labels, around),
                cells=_cells(document, grid),
            )
        )
    return tables


def _is_filled(grid: Grid) -> bool:
    """Whether what was found has rows and columns, and cells in most places: labels of a chart have not."""
    filled = sum(cell.row_span * cell.column_span for cell in grid.cells)
    places = grid.row_count * grid.column_count
    is_grid = min(grid.row_count, grid.column_count) >= MIN_SIDE and len(grid.cells) >= MIN_CELLS
    return is_grid and MIN_FILLED_SHARE * places <= filled and places <= MAX_PLACES_PER_CELL * len(grid.cells)


def _caption(
    bbox: BBox, others: Sequence[Block], labels: Sequence[BlockLabel], around: Sequence[BBox]
) -> str | None:
    """The nearest line over a table that names it, or else under it and not right over another one.

    Args:
        bbox: of the table.
        others: blocks of its page that are no part of it.
        labels: of all blocks.
        around: places of all tables of the page.
    """
    named: list[tuple[bool, float, str]] = []
    for block in others:
        box = _box(block)
        above, below = bbox.top - box.bottom, box.top - bbox.bottom
        is_above = -LEVEL_PT <= above <= CAPTION_GAP_PT
        is_below = -LEVEL_PT <= below <= CAPTION_GAP_PT and labels[block.index] is not BlockLabel.HEADING
        if not (is_above or is_below) or not box.overlap_x(bbox):
            continue
        if not is_above and any(_is_over(box, other) for other in around):
            continue
        text = plain(block.text)
        if _may_name(text, labels[block.index]):
            named.append((not is_above, above if is_above else below, text))
    return min(named)[2] if named else None


def _may_name(text: str, label: BlockLabel) -> bool:
    """Whether a block is short, and numbered or headed as the name of a table is."""
    is_numbered = _NUMBERED.match(text) is not None
    is_head = label in {BlockLabel.CAPTION, BlockLabel.HEADING}
    return (is_numbered or is_head) and word_count(text) <= MAX_CAPTION_WORDS


def _is_over(line: BBox, table: BBox) -> bool:
    return -LEVEL_PT <= table.top - line.bottom <= CAPTION_GAP_PT and line.overlap_x(table) > 0


def _cells(document: Document, grid: Grid) -> tuple[TableCell, ...]:
    texts = {(cell.row, cell.column): _text(document, cell) for cell in grid.cells}
    reader = NumberReader(texts.values())
    numbers = {
        (cell.row, cell.column): reader.read(texts[cell.row, cell.column]) if len(cell.lines) == 1 else None
        for cell in grid.cells
    }
    heads = _head_rows(grid, texts, numbers)
    is_labelled = _has_labels(grid, numbers, heads)
    return tuple(
        TableCell(
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            text=texts[cell.row, cell.column],
            number=numbers[cell.row, cell.column],
            header=(
                HeaderOf.COLUMN
                if cell.row < heads
                else HeaderOf.ROW
                if is_labelled and cell.column == 0 and numbers[cell.row, 0] is None
                else None
            ),
            bbox=cell.bbox,
        )
        for cell in grid.cells
    )


def _text(document: Document, cell: GridCell) -> str:
    """The cell's lines as one text."""
    text = ""
    for words in cell.lines:
        line = " ".join(document.slice(_span_of(words)).split())
        text += (line_end(text[-1], line[0]) if text and line else "") + line
    return text


def _head_rows(
    grid: Grid, texts: Mapping[tuple[int, int], str], numbers: Mapping[tuple[int, int], float | None]
) -> int:
    """How many rows at the top head the columns: those before the first row of figures, years aside."""
    rows: dict[int, list[float | None]] = {row: [] for row in range(grid.row_count)}
    for place, text in texts.items():
        if numbers[place] is not None or is_figure(text):
            rows[place[0]].append(numbers[place])
    first = next((row for row in range(grid.row_count) if not _heads(rows[row])), None)
    if first is None:
        return 0 if _is_like_the_rest(grid, texts) else _spanning_rows(grid) + 1
    if grid.column_count == MIN_SIDE and sum(n is not None for n in numbers.values()) < grid.row_count / 2:
        return 0  # names and what they have
    return first if first <= max(MAX_HEAD_ROWS, grid.row_count / 2) else 0


def _spanning_rows(grid: Grid) -> int:
    """How many rows at the top have a cell over several columns, and so a row of heads under it."""
    spanning = {cell.row for cell in grid.cells if cell.column_span > 1}
    most = min(MAX_HEAD_ROWS, grid.row_count) - 1
    return next((row for row in range(most) if row not in spanning), most)


def _is_like_the_rest(grid: Grid, texts: Mapping[tuple[int, int], str]) -> bool:
    """Whether the first row of a table of words heads nothing: it has figures where other rows have some.

    Nor does it in two columns, which are mostly names and what they have.
    """
    if grid.column_count == MIN_SIDE:
        return True
    figures = {place: any(map(str.isdecimal, text)) for place, text in texts.items()}
    for column in (column for row, column in texts if row == 0 and figures[row, column]):
        below = [figures[place] for place in texts if place[0] > 0 and place[1] == column]
        if sum(below) >= MIN_FILLED_SHARE * len(below):
            return True
    return False


def _heads(numbers: Sequence[float | None]) -> bool:
    """Whether a row with these figures may head columns: none, or several years."""
    return not numbers or (len(numbers) > 1 and all(number in _YEAR for number in numbers))


def _has_labels(grid: Grid, numbers: Mapping[tuple[int, int], float | None], heads: int) -> bool:
    """Whether the first column says what the rows are of, and others have numbers."""
    first = [numbers[row, column] for row, column in numbers if column == 0 and row >= heads]
    others = [numbers[row, column] for row, column in numbers if column > 0 and row >= heads]
    words = sum(number is None for number in first)
    return bool(first) and words >= LABEL_SHARE * len(first) and any(n is not None for n in others)


def _span_of(words: Sequence[Word]) -> Span:
    return Span(words[0].span.start, words[-1].span.end)


def _box(block: Block) -> BBox:
    assert block.bbox is not None
    return block.bbox


def _heights(block: Block) -> list[float]:
    return [line.bbox.center_y for line in block.lines if line.bbox is not None]


def _line_height(block: Block) -> float:
    return median(line.bbox.height for line in block.lines if line.bbox is not None)
