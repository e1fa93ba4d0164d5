"""Order of a page: columns, bands and boxes, by recursive cuts along white space.

Lines are first chained to runs of text (`chains`), which are never torn. A region is then cut at the gutter
that most text faces each other over (`strips`, `facing`); what spans the gutter (a headline, a picture's
full-width text) cuts the region into bands above and below it (`column_heads`). What stands side by side in a
column is put in rows (`rows`). Boxes are one piece from outside and a page of their own inside.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from statistics import median

from schemas.document import Line, box_of
from schemas.geometry import BBox, union
from schemas.limits import LOOK_BACK
from schemas.tolerances import (
    FEW_LINES,
    GAP_SIZES,
    HALF,
    LARGER,
    LINE_PT,
    MAJORITY,
    MIN_RULE_PT,
    PLURAL,
    PROSE_LINE_WORDS,
    ROUNDING,
    SAME_EDGE_PT,
    SAME_PLACE_PT,
    WIDE_SIZES,
)
from schemas.word_columns import style_at, styles_of
from tasks.layout.boxes import TextBox
from tasks.layout.chains import chain_lines
from tasks.layout.column_heads import (
    count_kickers,
    heads_some_columns,
    heads_to_their_text,
    is_short_head_of_columns,
)
from tasks.layout.facing import are_labelled, facing_bands, facing_lines, is_tabular, part_at
from tasks.layout.insets import find_insets
from tasks.layout.items import Item, WordCounts, are_as_large, line_height, size_of, usual_words
from tasks.layout.levels import Shelf, covering, level_with
from tasks.layout.rows import by_rows, by_rows_of_items
from tasks.layout.strips import Strip, find_strips

MIN_FACING_PROSE = 1.0
"""So many facing lines are enough between two columns of running text, where others need several."""

MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that flow from the first to the last in one column of the page or of a box."""

    lines: tuple[Line, ...]
    column: BBox
    box: TextBox | None


@dataclass(frozen=True, slots=True)
class _Inset:
    """Lines that stand over a gutter, and a line beside them on either side."""

    lines: tuple[Line, ...]
    left: Line
    right: Line


_Cut = tuple[list[Item], list[Item], list[Item]]
"""What stands left and right of a gutter, and what spans it."""


def order_page(
    lines: Sequence[Line],
    boxes: Sequence[TextBox],
    separators: Sequence[BBox],
    word_counts: WordCounts,
    *,
    right_to_left: bool,
) -> list[Region]:
    """Regions of a page in reading order; they partition `lines` (all with boxes, all upright).

    `word_counts` says how many words lines have that set no blanks between them.
    """
    places = [box_of(line) for line in lines]
    homes = covering([box.bbox for box in boxes], [place.center_y for place in places])
    owners = [_smallest(place, boxes, near) for place, near in zip(places, homes, strict=True)]
    size = _usual_size(lines)
    tree = _Tree(lines, boxes, owners, separators, size, word_counts, right_to_left=right_to_left)
    regions = tree.regions()
    placed = {id(line) for region in regions for line in region.lines}
    left_over = by_rows([line for line in lines if id(line) not in placed])
    if left_over:
        regions.append(Region(tuple(left_over), union(box_of(line) for line in left_over), None))
    return regions


def _smallest(place: BBox, boxes: Sequence[TextBox], near: Iterable[int]) -> int | None:
    """Number of the smallest box of those `near` that holds the middle of a line, a table before others."""
    homes = [
        (boxes[index].bbox.area, index)
        for index in near
        if boxes[index].bbox.contains_point(place.center_x, place.center_y)
        and boxes[index].bbox.overlap_x(place) >= MAJORITY * place.width
    ]
    tables = [home for home in homes if boxes[home[1]].is_table]
    return min(tables or homes)[1] if homes else None


def _parents(boxes: Sequence[TextBox]) -> list[int | None]:
    """For each box the number of the smallest larger one that holds its middle."""
    near = covering([box.bbox for box in boxes], [box.bbox.center_y for box in boxes])
    parents: list[int | None] = []
    for index, box in enumerate(boxes):
        inner = box.bbox
        homes = [
            (boxes[i].bbox.area, i)
            for i in near[index]
            if boxes[i].bbox.area > inner.area
            and boxes[i].bbox.contains_point(inner.center_x, inner.center_y)
        ]
        parents.append(min(homes)[1] if homes else None)
    return parents


def _widened(items: Sequence[Item]) -> list[Item]:
    """`items` with light lines made as wide as the columns that begin at one height under them.

    White letters stand on a dark ground; one across the columns parts them, wherever its words stand.
    """
    light = [_is_light(item) for item in items]
    if 2 * sum(len(i.lines) for i in compress(items, light)) >= sum(len(i.lines) for i in items):
        return list(items)
    pairs = zip(items, light, strict=True)
    return [_over_its_columns(item, items) if is_light else item for item, is_light in pairs]


def _is_light(item: Item) -> bool:
    styles = [style for line in item.lines for style in styles_of(line.words)]
    return all(style is not None and style.is_light for style in styles)


def _over_its_columns(band: Item, items: Sequence[Item]) -> Item:
    beside = [i.bbox for i in items if i is not band and i.bbox.overlap_y(band.bbox) > 0]
    start = max((b.x1 for b in beside if b.x1 <= band.bbox.x0), default=float("-inf"))
    end = min((b.x0 for b in beside if b.x0 >= band.bbox.x1), default=float("inf"))
    below = [i for i in items if i.bbox.top >= band.bbox.bottom and start < i.bbox.x0 and i.bbox.x1 < end]
    under = min((i for i in below if i.bbox.overlap_x(band.bbox) > 0), key=lambda i: i.bbox.top, default=None)
    if under is None or under.bbox.top - band.bbox.bottom > WIDE_SIZES * line_height(under):
        return band
    row = [i.bbox for i in below if abs(i.bbox.top - under.bbox.top) <= HALF * line_height(under)]
    wide = union((band.bbox, *row))
    return replace(band, bbox=replace(band.bbox, x0=wide.x0, x1=wide.x1))


def _item(chain: Sequence[Line]) -> Item:
    return Item(union(box_of(line) for line in chain), tuple(chain))


def _usual_size(lines: Sequence[Line]) -> float:
    sizes = [style.size_pt for line in lines for style in styles_of(line.words) if style is not None]
    return median(sizes) if sizes else LINE_PT


class _Tree:
    """Recursive cutting of one page; holds what does not change on the way down."""

    def __init__(
        self,
        lines: Sequence[Line],
        boxes: Sequence[TextBox],
        owners: Sequence[int | None],
        separators: Sequence[BBox],
        size_pt: float,
        word_counts: WordCounts,
        *,
        right_to_left: bool,
    ) -> None:
        self._boxes = boxes
        self._lines: defaultdict[int | None, list[Line]] = defaultdict(list)
        for line, owner in zip(lines, owners, strict=True):
            self._lines[owner].append(line)
        self._children = self._with_text(_parents(boxes))
        self._rules = [rule for rule in separators if rule.width >= MIN_RULE_PT]
        self._rule_shelf = Shelf([rule.center_y for rule in self._rules])
        self._upright = sorted(rule.center_x for rule in separators if rule.height > rule.width)
        self._size_pt = size_pt
        self._gutter_pt = GAP_SIZES * size_pt
        self._counts = word_counts
        self._rtl = right_to_left

    def regions(self) -> list[Region]:
        return self._inside(None)

    def _inside(self, box_index: int | None) -> list[Region]:
        own = self._lines[box_index]
        box = None if box_index is None else self._boxes[box_index]
        if box is not None and box.is_table:
            return [Region(tuple(by_rows(own)), box.bbox, box)] if own else []
        chains = chain_lines(own)
        insets = self._insets(chains, own)
        if insets:
            aside = {id(line) for inset in insets for line in inset.lines}
            chains = chain_lines([line for line in own if id(line) not in aside])
        items = _widened([_item(chain) for chain in chains])
        items += [Item(self._boxes[index].bbox, (), index) for index in self._children[box_index]]
        items += self._rules_between(items)
        regions: list[Region] = []
        for leaf in self._cut(items, depth=0):
            texts = [item for item in leaf if not item.is_rule]
            if texts:
                regions += self._leaf(texts, box)
        for inset in insets:
            self._put_in(inset, regions, box)
        return regions

    def _insets(self, chains: Sequence[Sequence[Line]], lines: Sequence[Line]) -> list[_Inset]:
        """Short runs of lines in a look of their own that the columns beside them make way for."""
        short = [_item(chain) for chain in chains if len(chain) <= FEW_LINES and self._is_other(chain[0])]
        if not short or len(short) > LOOK_BACK:
            return []
        found = find_insets([item.bbox for item in short], [box_of(line) for line in lines])
        return [_Inset(short[i.item].lines, lines[i.left], lines[i.right]) for i in found]

    def _is_other(self, line: Line) -> bool:
        """Whether a line is not set as running text is."""
        style = style_at(line.words, 0)
        is_plain = style is not None and not style.is_bold and not style.is_italic
        return not is_plain or not are_as_large(size_of(line), self._size_pt)

    def _put_in(self, inset: _Inset, regions: list[Region], box: TextBox | None) -> None:
        """A headline before the column on its left, anything else behind the one on its right."""
        is_head = size_of(inset.lines[0]) >= LARGER * self._size_pt
        beside = inset.left if is_head else inset.right
        homes = [at for at, region in enumerate(regions) if any(line is beside for line in region.lines)]
        at = (homes[0] if is_head else homes[0] + 1) if homes else len(regions)
        regions.insert(at, Region(inset.lines, union(box_of(line) for line in inset.lines), box))

    def _rules_between(self, items: Sequence[Item]) -> list[Item]:
        """Horizontal rules with text above and below them that they do not touch."""
        if not items:
            return []
        boxes = [item.bbox for item in items]
        inner = union(boxes)
        level = sorted(self._rule_shelf.between(inner.top, inner.bottom))
        rules = [self._rules[i] for i in level if inner.x0 <= self._rules[i].center_x <= inner.x1]
        thick = [_thick(rule) for rule in rules]
        return [
            Item(rule, ())
            for rule, place, near in zip(rules, thick, level_with(thick, boxes), strict=True)
            if not any(boxes[i].overlap_area(place) > 0 for i in near)
        ]

    def _with_text(self, parents: Sequence[int | None]) -> defaultdict[int | None, list[int]]:
        """The boxes right inside each box, and inside none, that hold text themselves or in an inner box."""
        holding: set[int] = set()
        for owner in self._lines:
            index = owner
            while index is not None and index not in holding:
                holding.add(index)
                index = parents[index]
        children: defaultdict[int | None, list[int]] = defaultdict(list)
        for index in sorted(holding):
            children[parents[index]].append(index)
        return children

    def _leaf(self, items: Sequence[Item], box: TextBox | None) -> list[Region]:
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
            regions += self._inside(item.box)
        if lines:
            regions.append(Region(tuple(lines), column, box))
        return regions

    def _cut(self, items: list[Item], depth: int) -> list[list[Item]]:
        """Leaves of the region of `items`, in reading order."""
        if len(items) <= 1 or depth > MAX_DEPTH:
            return [by_rows_of_items(items, self._counts, rtl=self._rtl)] if items else []
        strips = find_strips([item.extent for item in items], self._gutter_pt)
        best = self._best_gutter(items, [strip for strip in strips if not strip.is_blocked])
        if best is None:
            blocked = [strip for strip in strips if strip.is_blocked]
            halves = self._split_across(items)
            if halves is None:
                best = self._best_gutter(items, blocked)
            elif self._best_gutter(items, blocked, is_first_enough=True) is not None:
                return [leaf for half in halves for leaf in self._cut(half, depth + 1)]
        if best is None:
            narrow = find_strips([item.extent for item in items], SAME_EDGE_PT)
            best = self._best_gutter(items, [strip for strip in narrow if not strip.is_blocked], SAME_EDGE_PT)
        if best is None:
            return [by_rows_of_items(items, self._counts, rtl=self._rtl)]
        left, right, spanning = best
        beside = self._split_before_head(items, spanning, strips)
        if beside is not None:
            parts = beside
        elif spanning:
            parts = heads_to_their_text(part_at(items, spanning), spanning)
        else:
            parts = self._split_above_head(items) or ([right, left] if self._rtl else [left, right])
        return [leaf for part in parts for leaf in self._cut(part, depth + 1)]

    def _split_above_head(self, items: Sequence[Item]) -> list[list[Item]] | None:
        """The region cut above a headline over some columns, if the others wait beside it for its text."""
        texts = sorted((i for i in items if not i.is_rule), key=lambda i: i.bbox.top)
        tops = [i.bbox.top for i in texts]
        bottoms = sorted(i.bbox.bottom for i in texts)
        for at, head in enumerate(texts):
            if head.box is not None or size_of(head.lines[0]) < LARGER * self._size_pt:
                continue
            first = bisect_left(tops, head.bbox.bottom - 1)
            above = bisect_right(bottoms, head.bbox.center_y)
            is_alone = above + len(texts) - first + 1 == len(texts)
            if not is_alone or not above:
                continue
            if heads_some_columns(head, texts, first) or is_short_head_of_columns(
                head, texts[first:], self._counts
            ):
                start = texts[at - count_kickers(texts, at)].bbox.top
                parts: list[list[Item]] = [[], []]
                for item in items:
                    parts[item.bbox.center_y >= start].append(item)
                return parts if parts[0] else None
        return None

    def _best_gutter(
        self,
        items: Sequence[Item],
        strips: Sequence[Strip],
        narrowest_pt: float | None = None,
        *,
        is_first_enough: bool = False,
    ) -> _Cut | None:
        """Left and right of the gutter most text faces each other over, and what spans it.

        Of equal ones the widest is chosen, and of these the first. Strips that promise most are looked
        at first, those that cannot be chosen any more not at all. The first gutter found is enough where
        only whether there is one matters. Gutters `narrowest_pt` wide, which blanks between words may be,
        part many lines of running text only.
        """
        best: tuple[float, float, float] | None = None
        choice: _Cut | None = None
        for strip in sorted(strips, key=lambda strip: -strip.most):
            floor = MIN_FACING_PROSE if best is None else max(best[0], MIN_FACING_PROSE)
            if strip.most < floor - ROUNDING:
                break
            left, right, spanning = cut = self._cut_at(items, strip.edge, narrowest_pt)
            score = self._score(left, right, spanning, strip.edge, floor)
            width = strip.edge - max(i.bbox.x1 for i in left)
            rank = (score, width, -strip.edge)
            if (
                score >= floor
                and (best is None or rank > best)
                and score >= self._least_score(left, right, score)
                and (narrowest_pt is None or (score >= FEW_LINES and self._are_prose(left, right)))
            ):
                best, choice = rank, cut
                if is_first_enough:
                    break
        return choice

    def _are_prose(self, left: Sequence[Item], right: Sequence[Item]) -> bool:
        return min(usual_words(left, self._counts), usual_words(right, self._counts)) >= PROSE_LINE_WORDS

    def _cut_at(self, items: Sequence[Item], edge: float, narrowest_pt: float | None = None) -> _Cut:
        """What stands left and right of a gutter at `edge`, and what does neither."""
        cut: _Cut = ([], [], [])
        end = edge - (self._gutter_pt if narrowest_pt is None else narrowest_pt)
        for item in items:
            is_left = item.bbox.x1 <= end
            is_right = item.bbox.x0 >= edge - SAME_PLACE_PT
            if is_left:
                cut[0].append(item)
            if is_right:
                cut[1].append(item)
            if not is_left and not is_right:
                cut[2].append(item)
        return cut

    def _split_before_head(
        self, items: Sequence[Item], spanning: Sequence[Item], strips: Sequence[Strip]
    ) -> list[list[Item]] | None:
        """The region cut beside a headline over its later columns, when the column before starts lower.

        Such a column, below a picture as a rule, ends the text before the headline: it is read first.
        """
        heads = [i for i in spanning if not i.is_rule]
        if not heads:
            return None
        known = {id(i) for i in heads}
        for strip in strips:
            if strip.spanning:
                continue
            left, right, _ = self._cut_at(items, strip.edge)
            first, rest = (right, left) if self._rtl else (left, right)
            if any(id(i) in known for i in first) or not self._starts_lower(first, rest, heads[0]):
                continue
            score = self._score(left, right, [], strip.edge, MIN_FACING_PROSE)
            if score >= self._least_score(left, right, score):
                return [first, rest]
        return None

    def _starts_lower(self, column: Sequence[Item], rest: Sequence[Item], head: Item) -> bool:
        """Whether `column` begins below the first line of the text that stands in `rest` under `head`."""
        under = [i for i in rest if i.bbox.top >= head.bbox.bottom - 1 and i.bbox.overlap_x(head.bbox) > 0]
        texts = [i for i in under if not i.is_rule]
        if not texts or any(i.box is not None for i in column):
            return False
        top = min(i.bbox.top for i in column if not i.is_rule)
        return top - min(i.bbox.top for i in texts) >= line_height(min(texts, key=lambda i: i.bbox.top))

    def _split_across(self, items: Sequence[Item]) -> tuple[list[Item], list[Item]] | None:
        """The region cut at its widest white band all the way across; a rule in it counts double."""
        ordered = sorted((i for i in items if not i.is_rule), key=lambda i: i.bbox.top)
        rules = sorted(i.bbox.center_y for i in items if i.is_rule)
        best: tuple[float, float] | None = None
        bottom = ordered[0].bbox.bottom if ordered else 0.0
        for item in ordered:
            gap = item.bbox.top - bottom
            if gap > 0:
                middle = (item.bbox.top + bottom) / 2
                ruled = bisect_left(rules, bottom - 1) < bisect_right(rules, item.bbox.top + 1)
                best = max(best or (0.0, 0.0), (gap * (2 if ruled else 1), middle))
            bottom = max(bottom, item.bbox.bottom)
        if best is None:
            return None
        above = [i for i in items if i.bbox.center_y <= best[1]]
        below = [i for i in items if i.bbox.center_y > best[1]]
        return (above, below) if above and below else None

    def _score(
        self, left: list[Item], right: list[Item], spanning: list[Item], edge: float, floor: float
    ) -> float:
        """Lines of text that face each other over the gutter, less one for each spanning band.

        A drawn rule is worth several lines. What would be less than `floor` may come back as 0.
        """
        bands, runs = facing_bands(left, right, spanning)
        most = sum(min(sum(i.weight for i in side) for side in sides) for sides in bands)
        if most - runs + PLURAL < floor - ROUNDING:
            return 0.0
        facing = 0.0
        for sides in bands:
            facing += facing_lines(*sides)
        if facing <= 0:
            return 0.0
        start = max(i.bbox.x1 for i in left) - 2
        ruled = bisect_left(self._upright, start) < bisect_right(self._upright, edge + 2)
        score = facing - runs + (PLURAL if ruled else 0.0)
        if score < floor:
            return 0.0
        if not ruled and (is_tabular(left, right, self._counts) or self._are_labelled(left, right)):
            return 0.0
        return score

    def _are_labelled(self, left: Sequence[Item], right: Sequence[Item]) -> bool:
        return are_labelled(left, right, self._counts, rtl=self._rtl)

    def _least_score(self, left: Sequence[Item], right: Sequence[Item], score: float) -> float:
        """What `score` has to reach; the words are only counted where they matter."""
        if not MIN_FACING_PROSE <= score < PLURAL:
            return PLURAL
        return MIN_FACING_PROSE if _ends_a_text(left, right, self._counts) else PLURAL


def _ends_a_text(left: Sequence[Item], right: Sequence[Item], counts: WordCounts) -> bool:
    """Whether one side is a column of running text and the other one the few last lines of such a text."""
    fewer, more = sorted((left, right), key=lambda side: sum(len(i.lines) for i in side))
    if sum(len(i.lines) for i in more) < FEW_LINES or sum(len(i.lines) for i in fewer) < PLURAL:
        return False
    return min(usual_words(fewer, counts), usual_words(more, counts)) >= PROSE_LINE_WORDS


def _thick(rule: BBox) -> BBox:
    """A rule with a little height, so that it can be compared with boxes of text."""
    return BBox(rule.x0, rule.center_y - SAME_PLACE_PT / 2, rule.x1, rule.center_y + SAME_PLACE_PT / 2)
