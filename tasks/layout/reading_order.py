"""Order of a page: columns, bands and boxes, by recursive cuts along white space.

Lines are first chained to runs of text (one line right under the other), which are never torn. A
region is then cut at the gutter that most text faces each other over; what spans the gutter (a
headline, a picture's full-width text) cuts the region into bands above and below it. Boxes are one
piece from outside and a page of their own inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from schemas.document import Line
from schemas.geometry import BBox, union
from tasks.layout.boxes import TextBox

GUTTER_RATIO = 0.5
"""Narrowest gutter as a share of the usual letter size."""

CHAIN_GAP_RATIO = 0.75
"""Lines further apart than this share of their size are not chained."""

CHAIN_SIZE_RATIO = 1.3
SPAN_PENALTY = 1.5
"""Lines of text that have to face each other for each band that spans the gutter."""

MIN_FACING_LINES = 2.0
MIN_FACING_PROSE = 1.0
"""Facing lines that are enough between two columns of running text."""

PROSE_WORDS = 4
"""Lines of running text hold at least this many words."""

MIN_COLUMN_LINES = 6
MIN_END_LINES = 2
"""The end of a text, at the head of a column beside a full one, has at least this many lines."""

HEAD_RATIO = 1.15
"""Heads are larger than their text by this factor."""

MAX_LINES_UNDER_HEAD = 2
"""Bylines and the like between a headline and its columns."""

MAX_BAND_GAP = 3.0
"""Text under a coloured band begins within this many of its line heights."""

BLOCKED_SHARE = 0.3
MAX_DEPTH = 40
MIN_RULE_PT = 60.0
"""Horizontal rules shorter than this are underlines."""

ROW_SHARE = 0.8
"""Share of lines with a neighbour on the same baseline from which two columns are a table's."""

ROW_FILL = 0.55
"""Columns of a table fill less than this share of their width with text."""

ROW_WORDS = 2
"""Cells of a table rarely hold more words than this in a line."""

MIN_LABELS = 3
MAX_LABEL_LINES = 3
MAX_LABEL_WORDS = 3
"""A label before its text, such as a name or a source, has few lines of few words."""

LEVEL_RATIO = 0.6
"""Label and text stand level when their middles or tops differ by less than this share of a line."""

MAX_MARK_GAP_PT = 40.0
MAX_MARKER_CHARS = 3
MAX_MARKER_RATIO = 1.6
"""A marker is hardly larger than the lines it marks; a drop cap is."""

NARROW_SIZES = 4.0
"""A column narrower than this many line heights holds numbers or marks."""


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that flow from the first to the last in one column of the page or of a box."""

    lines: tuple[Line, ...]
    column: BBox
    box: TextBox | None


@dataclass(frozen=True, slots=True)
class _Item:
    """A run of lines, a box, or (with neither) a rule that parts what is above it from what is below."""

    bbox: BBox
    lines: tuple[Line, ...]
    box: TextBox | None = None

    @property
    def is_rule(self) -> bool:
        return not self.lines and self.box is None

    @property
    def weight(self) -> float:
        """How many lines of text it stands for."""
        return float(len(self.lines))


_Cut = tuple[list[_Item], list[_Item], list[_Item]]
"""What stands left and right of a gutter, and what spans it."""


def order_page(
    lines: Sequence[Line], boxes: Sequence[TextBox], separators: Sequence[BBox], *, right_to_left: bool
) -> list[Region]:
    """Regions of a page in reading order; they partition `lines` (all with boxes, all upright)."""
    owner: dict[int, int] = {}
    for index, line in enumerate(lines):
        home = _smallest(line, boxes)
        if home is not None:
            owner[index] = home
    size = _usual_size(lines)
    tree = _Tree(lines, boxes, owner, separators, size, right_to_left=right_to_left)
    regions = tree.regions()
    placed = {id(line) for region in regions for line in region.lines}
    left_over = _by_rows([line for line in lines if id(line) not in placed])
    if left_over:
        regions.append(Region(tuple(left_over), union(_box(line) for line in left_over), None))
    return regions


def _smallest(line: Line, boxes: Sequence[TextBox]) -> int | None:
    """Index of the smallest box that holds the middle of `line`."""
    place = line.bbox
    assert place is not None
    homes = [
        (box.bbox.area, index)
        for index, box in enumerate(boxes)
        if box.bbox.contains_point(place.center_x, place.center_y)
        and box.bbox.overlap_x(place) >= 0.7 * place.width
    ]
    tables = [home for home in homes if boxes[home[1]].is_table]
    return min(tables or homes)[1] if homes else None


def _widened(items: Sequence[_Item]) -> list[_Item]:
    """`items` with light lines made as wide as the columns that begin at one height under them.

    White letters stand on a dark ground; one across the columns parts them, wherever its words stand.
    """
    if 2 * sum(i.weight for i in items if _is_light(i)) >= sum(i.weight for i in items):
        return list(items)
    return [_over_its_columns(item, items) if _is_light(item) else item for item in items]


def _is_light(item: _Item) -> bool:
    styles = [word.style for line in item.lines for word in line.words]
    return all(style is not None and style.is_light for style in styles)


def _over_its_columns(band: _Item, items: Sequence[_Item]) -> _Item:
    beside = [i.bbox for i in items if i is not band and i.bbox.overlap_y(band.bbox) > 0]
    start = max((b.x1 for b in beside if b.x1 <= band.bbox.x0), default=float("-inf"))
    end = min((b.x0 for b in beside if b.x0 >= band.bbox.x1), default=float("inf"))
    below = [i for i in items if i.bbox.top >= band.bbox.bottom and start < i.bbox.x0 and i.bbox.x1 < end]
    under = min((i for i in below if i.bbox.overlap_x(band.bbox) > 0), key=lambda i: i.bbox.top, default=None)
    if under is None or under.bbox.top - band.bbox.bottom > MAX_BAND_GAP * _line_height(under):
        return band
    row = [i.bbox for i in below if abs(i.bbox.top - under.bbox.top) <= 0.5 * _line_height(under)]
    wide = union((band.bbox, *row))
    return replace(band, bbox=replace(band.bbox, x0=wide.x0, x1=wide.x1))


def _usual_size(lines: Sequence[Line]) -> float:
    sizes = [word.style.size_pt for line in lines for word in line.words if word.style is not None]
    return median(sizes) if sizes else 10.0


class _Tree:
    """Recursive cutting of one page; holds what does not change on the way down."""

    def __init__(
        self,
        lines: Sequence[Line],
        boxes: Sequence[TextBox],
        owner: dict[int, int],
        separators: Sequence[BBox],
        size_pt: float,
        *,
        right_to_left: bool,
    ) -> None:
        self._lines = lines
        self._boxes = boxes
        self._owner = owner
        self._separators = separators
        self._size_pt = size_pt
        self._gutter_pt = GUTTER_RATIO * size_pt
        self._rtl = right_to_left

    def regions(self) -> list[Region]:
        return self._inside(None)

    def _inside(self, box_index: int | None) -> list[Region]:
        own = [line for index, line in enumerate(self._lines) if self._owner.get(index) == box_index]
        box = None if box_index is None else self._boxes[box_index]
        if box is not None and box.is_table:
            return [Region(tuple(_by_rows(own)), box.bbox, box)] if own else []
        items = _widened([_Item(union(_box(line) for line in c), tuple(c)) for c in chain_lines(own)])
        for index, child in enumerate(self._boxes):
            if index != box_index and self._parent(index) == box_index and self._holds_text(index):
                items.append(_Item(child.bbox, (), child))
        items += self._rules_between(items)
        regions: list[Region] = []
        for leaf in self._cut(items, depth=0):
            texts = [item for item in leaf if not item.is_rule]
            if texts:
                regions += self._leaf(texts, box)
        return regions

    def _rules_between(self, items: Sequence[_Item]) -> list[_Item]:
        """Horizontal rules with text above and below them that they do not touch."""
        if not items:
            return []
        inner = union(item.bbox for item in items)
        return [
            _Item(rule, ())
            for rule in self._separators
            if rule.width >= MIN_RULE_PT
            and inner.contains_point(rule.center_x, rule.center_y)
            and not any(item.bbox.overlap_area(_thick(rule)) > 0 for item in items)
        ]

    def _parent(self, index: int) -> int | None:
        inner = self._boxes[index].bbox
        homes = [
            (other.bbox.area, i)
            for i, other in enumerate(self._boxes)
            if i != index
            and other.bbox.area > inner.area
            and other.bbox.contains_point(inner.center_x, inner.center_y)
        ]
        return min(homes)[1] if homes else None

    def _holds_text(self, index: int) -> bool:
        return index in self._owner.values() or any(
            self._parent(i) == index and self._holds_text(i) for i in range(len(self._boxes)) if i != index
        )

    def _leaf(self, items: Sequence[_Item], box: TextBox | None) -> list[Region]:
        """A column: its text is one region, interrupted where a box stands in it."""
        column = union(item.bbox for item in items)
        regions: list[Region] = []
        lines: list[Line] = []
        for item in items:
            if item.box is None:
                lines += item.lines
                continue
            if lines:
                regions.append(Region(tuple(lines), column, box))
                lines = []
            regions += self._inside(self._boxes.index(item.box))
        if lines:
            regions.append(Region(tuple(lines), column, box))
        return regions

    def _cut(self, items: list[_Item], depth: int) -> list[list[_Item]]:
        """Leaves of the region of `items`, in reading order."""
        if len(items) <= 1 or depth > MAX_DEPTH:
            return [_by_rows_of_items(items, rtl=self._rtl)] if items else []
        best = self._best_gutter(items, is_strict=True)
        if best is None:
            best = self._best_gutter(items, is_strict=False)
            halves = None if best is None else self._split_across(items)
            if halves is not None:
                return [leaf for half in halves for leaf in self._cut(half, depth + 1)]
        if best is None:
            return [_by_rows_of_items(items, rtl=self._rtl)]
        left, right, spanning = best
        beside = self._split_before_head(items, spanning)
        if beside is not None:
            parts = beside
        elif spanning:
            parts = _heads_to_their_text(_bands(items, spanning), spanning)
        else:
            parts = self._split_above_head(items) or ([right, left] if self._rtl else [left, right])
        return [leaf for part in parts for leaf in self._cut(part, depth + 1)]

    def _split_above_head(self, items: Sequence[_Item]) -> list[list[_Item]] | None:
        """The region cut above a headline over some columns, if the others wait beside it for its text."""
        texts = [i for i in items if not i.is_rule]
        for head in sorted(texts, key=lambda i: i.bbox.top):
            if head.box is not None or _size(head.lines[0]) < HEAD_RATIO * self._size_pt:
                continue
            below = [i for i in texts if i.bbox.top >= head.bbox.bottom - 1]
            above = [i for i in texts if i.bbox.bottom <= head.bbox.top + 1]
            is_alone = len(above) + len(below) + 1 == len(texts)
            if is_alone and above and _heads_some_columns(head, below):
                parts: list[list[_Item]] = [[], []]
                for item in items:
                    parts[item.bbox.center_y >= head.bbox.top].append(item)
                return parts
        return None

    def _best_gutter(self, items: Sequence[_Item], *, is_strict: bool) -> _Cut | None:
        """Left and right of the gutter most text faces each other over, and what spans it.

        Strictly, nothing may span it at the height of what it parts: such a region is cut across first.
        """
        best: tuple[float, float] | None = None
        choice: _Cut | None = None
        for edge, cut in self._gutters(items):
            left, right, spanning = cut
            if is_strict and _is_blocked(spanning, (*left, *right)):
                continue
            score = self._score(left, right, spanning, edge)
            width = edge - max(i.bbox.x1 for i in left)
            if score >= _least_score(left, right) and (best is None or (score, width) > best):
                best, choice = (score, width), cut
        return choice

    def _gutters(self, items: Sequence[_Item]) -> Iterator[tuple[float, _Cut]]:
        """Where the text right of each white strip begins, and what the strip parts."""
        for edge in sorted({round(item.bbox.x0, 1) for item in items}):
            left = [i for i in items if i.bbox.x1 <= edge - self._gutter_pt]
            right = [i for i in items if i.bbox.x0 >= edge - 0.1]
            if all(i.is_rule for i in left) or all(i.is_rule for i in right):
                continue
            taken = {id(i) for i in (*left, *right)}
            yield edge, (left, right, [i for i in items if id(i) not in taken])

    def _split_before_head(
        self, items: Sequence[_Item], spanning: Sequence[_Item]
    ) -> list[list[_Item]] | None:
        """The region cut beside a headline over its later columns, when the column before starts lower.

        Such a column, below a picture as a rule, ends the text before the headline: it is read first.
        """
        heads = [i for i in spanning if not i.is_rule]
        if not heads:
            return None
        for edge, (left, right, crossing) in self._gutters(items):
            first, rest = (right, left) if self._rtl else (left, right)
            if crossing or any(i in first for i in heads):
                continue
            if not self._starts_lower(first, rest, heads[0]):
                continue
            if self._score(left, right, [], edge) >= _least_score(left, right):
                return [first, rest]
        return None

    def _starts_lower(self, column: Sequence[_Item], rest: Sequence[_Item], head: _Item) -> bool:
        """Whether `column` begins below the first line of the text that stands in `rest` under `head`."""
        under = [i for i in rest if i.bbox.top >= head.bbox.bottom - 1 and i.bbox.overlap_x(head.bbox) > 0]
        texts = [i for i in under if not i.is_rule]
        if not texts or any(i.box is not None for i in column):
            return False
        top = min(i.bbox.top for i in column if not i.is_rule)
        return top - min(i.bbox.top for i in texts) >= _line_height(min(texts, key=lambda i: i.bbox.top))

    def _split_across(self, items: Sequence[_Item]) -> tuple[list[_Item], list[_Item]] | None:
        """The region cut at its widest white band all the way across; a rule in it counts double."""
        ordered = sorted((i for i in items if not i.is_rule), key=lambda i: i.bbox.top)
        best: tuple[float, float] | None = None
        bottom = ordered[0].bbox.bottom if ordered else 0.0
        for item in ordered:
            gap = item.bbox.top - bottom
            if gap > 0:
                middle = (item.bbox.top + bottom) / 2
                ruled = any(bottom - 1 <= i.bbox.center_y <= item.bbox.top + 1 for i in items if i.is_rule)
                best = max(best or (0.0, 0.0), (gap * (2 if ruled else 1), middle))
            bottom = max(bottom, item.bbox.bottom)
        if best is None:
            return None
        above = [i for i in items if i.bbox.center_y <= best[1]]
        below = [i for i in items if i.bbox.center_y > best[1]]
        return (above, below) if above and below else None

    def _score(self, left: list[_Item], right: list[_Item], spanning: list[_Item], edge: float) -> float:
        """Lines of text that face each other over the gutter, less what the spanning bands cost."""
        facing = 0.0
        runs = 0
        spanning_ids = {id(i) for i in spanning}
        for band in _bands([*left, *right, *spanning], spanning):
            members = {id(i) for i in band}
            spans = [i for i in band if id(i) in spanning_ids]
            if spans:
                runs += not all(i.is_rule for i in spans)
                continue
            facing += _facing([i for i in left if id(i) in members], [i for i in right if id(i) in members])
        if facing <= 0:
            return 0.0
        ruled = any(
            s.height > s.width and max(i.bbox.x1 for i in left) - 2 <= s.center_x <= edge + 2
            for s in self._separators
        )
        if not ruled and (_is_tabular(left, right) or _are_labelled(left, right, rtl=self._rtl)):
            return 0.0
        return facing - SPAN_PENALTY * runs + (2.0 if ruled else 0.0)


def _is_blocked(spanning: Sequence[_Item], sides: Sequence[_Item]) -> bool:
    """Whether a spanning item stands beside text that it should stand above or below."""
    return any(
        s.bbox.overlap_y(i.bbox) > BLOCKED_SHARE * min(s.bbox.height, i.bbox.height)
        for s in spanning
        if not s.is_rule
        for i in sides
        if not i.is_rule
    )


def _facing(left: Sequence[_Item], right: Sequence[_Item]) -> float:
    """The smaller count of lines on one side that have something beside them on the other."""
    if not left or not right:
        return 0.0

    def beside(items: Sequence[_Item], others: Sequence[_Item]) -> float:
        total = 0.0
        for item in items:
            covered = min(1.0, sum(item.bbox.overlap_y(o.bbox) for o in others) / max(item.bbox.height, 1.0))
            weight = item.weight if item.box is None else item.bbox.height / 12.0
            total += covered * weight
        return total

    return min(beside(left, right), beside(right, left))


def _least_score(left: Sequence[_Item], right: Sequence[_Item]) -> float:
    return MIN_FACING_PROSE if _ends_a_text(left, right) else MIN_FACING_LINES


def _ends_a_text(left: Sequence[_Item], right: Sequence[_Item]) -> bool:
    """Whether one side is a column of running text and the other one the few last lines of such a text."""
    fewer, more = sorted((left, right), key=lambda side: sum(len(i.lines) for i in side))
    if sum(len(i.lines) for i in more) < MIN_COLUMN_LINES or sum(len(i.lines) for i in fewer) < MIN_END_LINES:
        return False
    return min(_usual_words(fewer), _usual_words(more)) >= PROSE_WORDS


def _heads_some_columns(head: _Item, below: Sequence[_Item]) -> bool:
    """Whether columns begin at one height below `head`, at least two under it and one beside it."""
    waiting = sorted(below, key=lambda i: i.bbox.top)
    for _ in range(MAX_LINES_UNDER_HEAD + 1):
        if not waiting:
            return False
        first = waiting[0]
        row = [i for i in waiting if i.bbox.top - first.bbox.top <= 0.5 * _line_height(first)]
        if len(row) > 1:
            under = [i for i in row if i.bbox.overlap_x(head.bbox) > 0]
            return 2 <= len(under) < len(row)
        waiting = waiting[1:]
    return False


def _line_height(item: _Item) -> float:
    return item.bbox.height / max(len(item.lines), 1)


def _heads_to_their_text(bands: Sequence[list[_Item]], spanning: Sequence[_Item]) -> list[list[_Item]]:
    """Bands with each headline that stands alone below columns given to the wide text that it heads."""
    wide = {id(i) for i in spanning}
    result = [list(band) for band in bands]
    for above, below in zip(result, result[1:], strict=False):
        if id(below[0]) in wide and not all(i.is_rule for i in below):
            heads = _lone_heads(above, next(i for i in below if not i.is_rule))
            above[:] = [i for i in above if i not in heads]
            below[:0] = heads
    return [band for band in result if band]


def _lone_heads(band: Sequence[_Item], text: _Item) -> list[_Item]:
    """The last items of `band` from a headline on: nothing beside them, and `text` nearer than the rest."""
    if not text.lines:
        return []
    rest = sorted((i for i in band if not i.is_rule), key=lambda i: i.bbox.bottom)
    stack: list[_Item] = []
    heads: list[_Item] = []
    while len(rest) > 1:
        item = rest.pop()
        room = item.bbox.top - max(i.bbox.bottom for i in rest)
        if item.box is not None or room < 0:
            break
        gap = (stack[0] if stack else text).bbox.top - item.bbox.bottom
        stack.insert(0, item)
        if _size(item.lines[0]) >= HEAD_RATIO * _size(text.lines[0]) and gap < room:
            heads = list(stack)
    return heads


def _is_tabular(left: Sequence[_Item], right: Sequence[_Item]) -> bool:
    """Whether two sides are columns of a table or labels with values: rows line up and stay short."""
    a = [_box(line) for item in left for line in item.lines]
    b = [_box(line) for item in right for line in item.lines]
    if not a or not b:
        return False
    fewer, more = (a, b) if len(a) <= len(b) else (b, a)
    partnered = sum(any(abs(x.bottom - y.bottom) <= 0.35 * x.height for y in more) for x in fewer)
    if partnered < ROW_SHARE * len(fewer):
        return False
    if min(_widest(a), _widest(b)) < NARROW_SIZES:
        return True
    return min(_fill(a), _fill(b)) < ROW_FILL and min(_usual_words(left), _usual_words(right)) <= ROW_WORDS


def _are_labelled(left: Sequence[_Item], right: Sequence[_Item], *, rtl: bool) -> bool:
    """Whether the start side of a gutter holds a short label for each text on its other side, row by row."""
    starts, ends = (right, left) if rtl else (left, right)
    pairs: list[tuple[_Item, _Item]] = []
    for text in ends:
        labels = _nearest(text, starts)
        if not text.lines or len(labels) != 1 or not labels[0].lines:
            continue
        texts = _nearest(labels[0], ends)
        if len(texts) > 1:
            return False
        if texts and texts[0] is text:
            pairs.append((labels[0], text))
    if len(pairs) < MIN_LABELS:
        return False
    are_short = all(len(label.lines) <= MAX_LABEL_LINES for label, _ in pairs)
    words = _usual_words([label for label, _ in pairs]), _usual_words([text for _, text in pairs])
    if not are_short or words[0] > MAX_LABEL_WORDS or words[1] < PROSE_WORDS:
        return False
    return all(
        abs(label.bbox.center_y - text.bbox.center_y) <= LEVEL_RATIO * _line_height(label)
        or abs(label.bbox.top - text.bbox.top) <= LEVEL_RATIO * _line_height(label)
        for label, text in pairs
    )


def _nearest(item: _Item, others: Sequence[_Item]) -> list[_Item]:
    """Those of `others`, all on one side of `item`, that stand beside it with nothing between."""
    level = [o for o in others if not o.is_rule and o.bbox.overlap_y(item.bbox) > 0]
    return [
        o
        for o in level
        if not any(_distance(p, item) + p.bbox.width <= _distance(o, item) for p in level if p is not o)
    ]


def _distance(a: _Item, b: _Item) -> float:
    return max(a.bbox.x0 - b.bbox.x1, b.bbox.x0 - a.bbox.x1)


def _fill(boxes: Sequence[BBox]) -> float:
    whole = max(b.x1 for b in boxes) - min(b.x0 for b in boxes)
    return median(b.width for b in boxes) / max(whole, 1.0)


def _usual_words(items: Sequence[_Item]) -> float:
    return median([len(line.words) for item in items for line in item.lines] or [0])


def _widest(boxes: Sequence[BBox]) -> float:
    """Width of the widest line in line heights."""
    return max(b.width / max(b.height, 1.0) for b in boxes)


def _bands(items: Sequence[_Item], spanning: Sequence[_Item]) -> list[list[_Item]]:
    """Items from top to bottom, parted where runs of spanning items begin and end."""
    is_spanning = {id(i) for i in spanning}
    bands: list[list[_Item]] = []
    state: bool | None = None
    for item in sorted(items, key=lambda i: i.bbox.center_y):
        mine = id(item) in is_spanning
        if mine != state or not bands:
            bands.append([])
            state = mine
        bands[-1].append(item)
    return bands


def _thick(rule: BBox) -> BBox:
    """A rule with a little height, so that it can be compared with boxes of text."""
    return BBox(rule.x0, rule.center_y - 0.5, rule.x1, rule.center_y + 0.5)


def _box(line: Line) -> BBox:
    assert line.bbox is not None
    return line.bbox


def _size(line: Line) -> float:
    sizes = [word.style.size_pt for word in line.words if word.style is not None]
    return max(sizes) if sizes else _box(line).height


def chain_lines(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of lines that stand right under each other, each line in one run."""
    ordered = sorted(lines, key=lambda line: (_box(line).top, _box(line).x0))
    below: dict[int, list[int]] = {i: [] for i in range(len(ordered))}
    above: dict[int, list[int]] = {i: [] for i in range(len(ordered))}
    for i, line in enumerate(ordered):
        for j in range(i + 1, len(ordered)):
            other = ordered[j]
            if _box(other).top - _box(line).bottom > CHAIN_GAP_RATIO * _size(line) + 2.0:
                break
            if _box(other).center_y <= _box(line).bottom - 0.25 * _box(line).height:
                continue
            if _box(line).overlap_x(_box(other)) > 0 and not _is_shadowed(ordered, i, j):
                below[i].append(j)
                above[j].append(i)
    chains: list[list[Line]] = []
    taken: set[int] = set()
    for i in range(len(ordered)):
        if i in taken:
            continue
        chain, current = [i], i
        while len(below[current]) == 1 and len(above[below[current][0]]) == 1:
            following = below[current][0]
            if not _same_run(ordered[current], ordered[following]):
                break
            chain.append(following)
            current = following
        taken.update(chain)
        chains.append([ordered[k] for k in chain])
    return chains


def _is_shadowed(ordered: Sequence[Line], i: int, j: int) -> bool:
    """Whether another line stands between the two."""
    a, b = _box(ordered[i]), _box(ordered[j])
    for k in range(i + 1, j):
        c = _box(ordered[k])
        if a.center_y + 0.3 * a.height < c.center_y < b.center_y - 0.3 * b.height and (
            c.overlap_x(a) > 0 and c.overlap_x(b) > 0
        ):
            return True
    return False


def _same_run(a: Line, b: Line) -> bool:
    large, small = max(_size(a), _size(b)), min(_size(a), _size(b))
    return large <= CHAIN_SIZE_RATIO * max(small, 1.0)


def _by_rows(lines: Sequence[Line]) -> list[Line]:
    """Lines of a table: row by row, left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: _box(line).center_y):
        if rows and _box(line).center_y - _box(rows[-1][0]).center_y <= 0.5 * _box(line).height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: _box(line).x0)]


def _by_rows_of_items(items: Sequence[_Item], *, rtl: bool) -> list[_Item]:
    """A column from top to bottom; what stands side by side in it goes from its start edge."""
    result: list[_Item] = []
    for item in sorted(_join_rows(items), key=lambda item: (item.bbox.top, item.bbox.x0)):
        at = len(result)
        while at > 0 and _goes_before(item, result[at - 1], rtl=rtl):
            at -= 1
        result.insert(at, item)
    return result


def _join_rows(items: Sequence[_Item]) -> list[_Item]:
    """Runs of lines that are columns of one table become one item, row by row."""
    joined: list[_Item] = []
    for item in sorted(_with_marks(items), key=lambda item: item.bbox.x0):
        partner = next((o for o in joined if o.lines and item.lines and _shares_rows(o, item)), None)
        if partner is None:
            joined.append(item)
        else:
            lines = _by_rows([*partner.lines, *item.lines])
            joined[joined.index(partner)] = _Item(union((partner.bbox, item.bbox)), tuple(lines))
    return joined


def _with_marks(items: Sequence[_Item]) -> list[_Item]:
    """Each mark given to the text on its row: marks far from each other may belong to one text."""
    texts = [item for item in items if item.lines and not _is_marker(item)]
    marks: dict[int, list[Line]] = {}
    result: list[_Item] = []
    for item in items:
        if item in texts:
            continue
        if not item.lines:
            result.append(item)
            continue
        left = []
        for line in item.lines:
            one = _Item(_box(line), (line,))
            home = next((i for i, text in enumerate(texts) if _is_beside(one, text)), None)
            if home is None:
                left.append(line)
            else:
                marks.setdefault(home, []).append(line)
        if left:
            result.append(_Item(union(_box(line) for line in left), tuple(left)))
    for index, text in enumerate(texts):
        lines = _by_rows([*text.lines, *marks[index]]) if index in marks else text.lines
        result.append(_Item(union(_box(line) for line in lines), tuple(lines)))
    return result


def _is_beside(mark: _Item, text: _Item) -> bool:
    """Whether a mark stands before a line of a text."""
    is_before = mark.bbox.x0 < text.bbox.x0 and mark.bbox.overlap_x(text.bbox) <= 0
    return is_before and text.bbox.x0 - mark.bbox.x1 <= MAX_MARK_GAP_PT and _marks_lines(mark, text)


def _shares_rows(a: _Item, b: _Item) -> bool:
    if a.bbox.overlap_y(b.bbox) < 0.5 * min(a.bbox.height, b.bbox.height) or a.bbox.overlap_x(b.bbox) > 0:
        return False
    for mark, text in ((a, b), (b, a)):
        if _is_marker(mark) and not _is_marker(text) and mark.bbox.x0 < text.bbox.x0:
            return _marks_lines(mark, text)
    return min(len(a.lines), len(b.lines)) > 1 and _is_tabular([a], [b])


def _marks_lines(mark: _Item, text: _Item) -> bool:
    """Whether most marks stand beside a line of the text, in about its size."""
    if _size(mark.lines[0]) > MAX_MARKER_RATIO * min(map(_size, text.lines)):
        return False
    lines = [_box(line) for line in text.lines]
    beside = [any(_on_one_row(_box(line), other) for other in lines) for line in mark.lines]
    return 2 * sum(beside) >= len(beside)


def _on_one_row(a: BBox, b: BBox) -> bool:
    return a.overlap_y(b) >= 0.5 * min(a.height, b.height)


def _is_marker(item: _Item) -> bool:
    """Bullets or numbers that stand alone before the lines of a list; a drop cap is none."""
    if not item.lines:
        return False
    return all(len(line.words) == 1 and len(line.span) <= MAX_MARKER_CHARS for line in item.lines)


def _goes_before(item: _Item, other: _Item, *, rtl: bool) -> bool:
    shared = item.bbox.overlap_y(other.bbox)
    if shared < 0.5 * min(item.bbox.height, other.bbox.height) or item.bbox.overlap_x(other.bbox) > 0:
        return False
    return item.bbox.x0 > other.bbox.x0 if rtl else item.bbox.x0 < other.bbox.x0
