"""Order of a page: columns, bands and boxes, by recursive cuts along white space.

Lines are first chained to runs of text (one line right under the other), which are never torn. A
region is then cut at the gutter that most text faces each other over; what spans the gutter (a
headline, a picture's full-width text) cuts the region into bands above and below it. Boxes are one
piece from outside and a page of their own inside.
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
from schemas.storeys import Storeys, stripe_pt
from schemas.tolerances import (
    CELL_WORDS,
    DISPLAY,
    FAR_SIZES,
    FEW_LINES,
    GAP_SIZES,
    HALF,
    HEAD_LINES,
    HEADLINE,
    LARGER,
    LINE_PT,
    MAJORITY,
    MIN_RULE_PT,
    MOST,
    NEAR_BLOCKS,
    PLURAL,
    PROSE_LINE_WORDS,
    ROUNDING,
    SAME_PLACE_PT,
    SERIES,
    SMALLER,
    WIDE_SIZES,
    WORD_LETTERS,
)
from schemas.word_columns import style_at, styles_of
from tasks.layout.boxes import TextBox
from tasks.layout.insets import find_insets
from tasks.layout.levels import Shelf, covering, level_with, shares_beside
from tasks.layout.strips import Extent, Strip, find_strips

CHAIN_GAP_RATIO = 0.75
"""Lines further apart than this share of their size are not chained."""

MIN_FACING_PROSE = 1.0
"""So many facing lines are enough between two columns of running text, where others need several."""

AISLE_PT = 50.0
"""About half a column: lines that overlap sideways are looked for in stripes of the page so wide."""

MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that flow from the first to the last in one column of the page or of a box."""

    lines: tuple[Line, ...]
    column: BBox
    box: TextBox | None


@dataclass(frozen=True, slots=True)
class _Item:
    """A run of lines, a box by its number, or (with neither) a rule between what is above and below it."""

    bbox: BBox
    lines: tuple[Line, ...]
    box: int | None = None

    @property
    def is_rule(self) -> bool:
        return not self.lines and self.box is None

    @property
    def weight(self) -> float:
        """How many lines of text it counts for beside others."""
        return float(len(self.lines)) if self.box is None else self.bbox.height / LINE_PT

    @property
    def extent(self) -> Extent:
        return Extent(self.bbox, self.weight, self.is_rule)


@dataclass(frozen=True, slots=True)
class _Inset:
    """Lines that stand over a gutter, and a line beside them on either side."""

    lines: tuple[Line, ...]
    left: Line
    right: Line


_Cut = tuple[list[_Item], list[_Item], list[_Item]]
"""What stands left and right of a gutter, and what spans it."""


def order_page(
    lines: Sequence[Line], boxes: Sequence[TextBox], separators: Sequence[BBox], *, right_to_left: bool
) -> list[Region]:
    """Regions of a page in reading order; they partition `lines` (all with boxes, all upright)."""
    places = [box_of(line) for line in lines]
    homes = covering([box.bbox for box in boxes], [place.center_y for place in places])
    owners = [_smallest(place, boxes, near) for place, near in zip(places, homes, strict=True)]
    size = _usual_size(lines)
    tree = _Tree(lines, boxes, owners, separators, size, right_to_left=right_to_left)
    regions = tree.regions()
    placed = {id(line) for region in regions for line in region.lines}
    left_over = _by_rows([line for line in lines if id(line) not in placed])
    if left_over:
        regions.append(Region(tuple(left_over), union(box_of(line) for line in left_over), None))
    return regions


def _smallest(place: BBox, boxes: Sequence[TextBox], near: Iterable[int]) -> int | None:
    """Number of the smallest box of those `near` that holds the middle of a line, a table before others."""
    homes = [
        (boxes[index].bbox.area, index)
        for index in near
        if boxes[index].bbox.contains_point(place.center_x, place.center_y)
        and boxes[index].bbox.overlap_x(place) >= 0.7 * place.width
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


def _widened(items: Sequence[_Item]) -> list[_Item]:
    """`items` with light lines made as wide as the columns that begin at one height under them.

    White letters stand on a dark ground; one across the columns parts them, wherever its words stand.
    """
    light = [_is_light(item) for item in items]
    if 2 * sum(len(i.lines) for i in compress(items, light)) >= sum(len(i.lines) for i in items):
        return list(items)
    pairs = zip(items, light, strict=True)
    return [_over_its_columns(item, items) if is_light else item for item, is_light in pairs]


def _is_light(item: _Item) -> bool:
    styles = [style for line in item.lines for style in styles_of(line.words)]
    return all(style is not None and style.is_light for style in styles)


def _over_its_columns(band: _Item, items: Sequence[_Item]) -> _Item:
    beside = [i.bbox for i in items if i is not band and i.bbox.overlap_y(band.bbox) > 0]
    start = max((b.x1 for b in beside if b.x1 <= band.bbox.x0), default=float("-inf"))
    end = min((b.x0 for b in beside if b.x0 >= band.bbox.x1), default=float("inf"))
    below = [i for i in items if i.bbox.top >= band.bbox.bottom and start < i.bbox.x0 and i.bbox.x1 < end]
    under = min((i for i in below if i.bbox.overlap_x(band.bbox) > 0), key=lambda i: i.bbox.top, default=None)
    if under is None or under.bbox.top - band.bbox.bottom > WIDE_SIZES * _line_height(under):
        return band
    row = [i.bbox for i in below if abs(i.bbox.top - under.bbox.top) <= 0.5 * _line_height(under)]
    wide = union((band.bbox, *row))
    return replace(band, bbox=replace(band.bbox, x0=wide.x0, x1=wide.x1))


def _item(chain: Sequence[Line]) -> _Item:
    return _Item(union(box_of(line) for line in chain), tuple(chain))


def _usual_size(lines: Sequence[Line]) -> float:
    sizes = [style.size_pt for line in lines for style in styles_of(line.words) if style is not None]
    return median(sizes) if sizes else 10.0


class _Tree:
    """Recursive cutting of one page; holds what does not change on the way down."""

    def __init__(
        self,
        lines: Sequence[Line],
        boxes: Sequence[TextBox],
        owners: Sequence[int | None],
        separators: Sequence[BBox],
        size_pt: float,
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
        self._rtl = right_to_left

    def regions(self) -> list[Region]:
        return self._inside(None)

    def _inside(self, box_index: int | None) -> list[Region]:
        own = self._lines[box_index]
        box = None if box_index is None else self._boxes[box_index]
        if box is not None and box.is_table:
            return [Region(tuple(_by_rows(own)), box.bbox, box)] if own else []
        chains = chain_lines(own)
        insets = self._insets(chains, own)
        if insets:
            aside = {id(line) for inset in insets for line in inset.lines}
            chains = chain_lines([line for line in own if id(line) not in aside])
        items = _widened([_item(chain) for chain in chains])
        items += [_Item(self._boxes[index].bbox, (), index) for index in self._children[box_index]]
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
        return not is_plain or not _are_as_large(_size(line), self._size_pt)

    def _put_in(self, inset: _Inset, regions: list[Region], box: TextBox | None) -> None:
        """A headline before the column on its left, anything else behind the one on its right."""
        is_head = _size(inset.lines[0]) >= LARGER * self._size_pt
        beside = inset.left if is_head else inset.right
        homes = [at for at, region in enumerate(regions) if any(line is beside for line in region.lines)]
        at = (homes[0] if is_head else homes[0] + 1) if homes else len(regions)
        regions.insert(at, Region(inset.lines, union(box_of(line) for line in inset.lines), box))

    def _rules_between(self, items: Sequence[_Item]) -> list[_Item]:
        """Horizontal rules with text above and below them that they do not touch."""
        if not items:
            return []
        boxes = [item.bbox for item in items]
        inner = union(boxes)
        level = sorted(self._rule_shelf.between(inner.top, inner.bottom))
        rules = [self._rules[i] for i in level if inner.x0 <= self._rules[i].center_x <= inner.x1]
        thick = [_thick(rule) for rule in rules]
        return [
            _Item(rule, ())
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
            regions += self._inside(item.box)
        if lines:
            regions.append(Region(tuple(lines), column, box))
        return regions

    def _cut(self, items: list[_Item], depth: int) -> list[list[_Item]]:
        """Leaves of the region of `items`, in reading order."""
        if len(items) <= 1 or depth > MAX_DEPTH:
            return [_by_rows_of_items(items, rtl=self._rtl)] if items else []
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
            return [_by_rows_of_items(items, rtl=self._rtl)]
        left, right, spanning = best
        beside = self._split_before_head(items, spanning, strips)
        if beside is not None:
            parts = beside
        elif spanning:
            parts = _heads_to_their_text(_bands(items, spanning), spanning)
        else:
            parts = self._split_above_head(items) or ([right, left] if self._rtl else [left, right])
        return [leaf for part in parts for leaf in self._cut(part, depth + 1)]

    def _split_above_head(self, items: Sequence[_Item]) -> list[list[_Item]] | None:
        """The region cut above a headline over some columns, if the others wait beside it for its text."""
        texts = sorted((i for i in items if not i.is_rule), key=lambda i: i.bbox.top)
        tops = [i.bbox.top for i in texts]
        bottoms = sorted(i.bbox.bottom for i in texts)
        for at, head in enumerate(texts):
            if head.box is not None or _size(head.lines[0]) < LARGER * self._size_pt:
                continue
            first = bisect_left(tops, head.bbox.bottom - 1)
            above = bisect_right(bottoms, head.bbox.top + 1)
            is_alone = above + len(texts) - first + 1 == len(texts)
            if not is_alone or not above:
                continue
            if _heads_some_columns(head, texts, first) or _is_short_head_of_columns(head, texts[first:]):
                start = texts[at - _count_kickers(texts, at)].bbox.top
                parts: list[list[_Item]] = [[], []]
                for item in items:
                    parts[item.bbox.center_y >= start].append(item)
                return parts if parts[0] else None
        return None

    def _best_gutter(
        self, items: Sequence[_Item], strips: Sequence[Strip], *, is_first_enough: bool = False
    ) -> _Cut | None:
        """Left and right of the gutter most text faces each other over, and what spans it.

        Of equal ones the widest is chosen, and of these the first. Strips that promise most are looked
        at first, those that cannot be chosen any more not at all. The first gutter found is enough where
        only whether there is one matters.
        """
        best: tuple[float, float, float] | None = None
        choice: _Cut | None = None
        for strip in sorted(strips, key=lambda strip: -strip.most):
            floor = MIN_FACING_PROSE if best is None else max(best[0], MIN_FACING_PROSE)
            if strip.most < floor - ROUNDING:
                break
            left, right, spanning = cut = self._cut_at(items, strip.edge)
            score = self._score(left, right, spanning, strip.edge, floor)
            width = strip.edge - max(i.bbox.x1 for i in left)
            rank = (score, width, -strip.edge)
            if score >= floor and (best is None or rank > best) and score >= _least_score(left, right, score):
                best, choice = rank, cut
                if is_first_enough:
                    break
        return choice

    def _cut_at(self, items: Sequence[_Item], edge: float) -> _Cut:
        """What stands left and right of a gutter at `edge`, and what does neither."""
        cut: _Cut = ([], [], [])
        for item in items:
            is_left = item.bbox.x1 <= edge - self._gutter_pt
            is_right = item.bbox.x0 >= edge - SAME_PLACE_PT
            if is_left:
                cut[0].append(item)
            if is_right:
                cut[1].append(item)
            if not is_left and not is_right:
                cut[2].append(item)
        return cut

    def _split_before_head(
        self, items: Sequence[_Item], spanning: Sequence[_Item], strips: Sequence[Strip]
    ) -> list[list[_Item]] | None:
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
            if score >= _least_score(left, right, score):
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
        self, left: list[_Item], right: list[_Item], spanning: list[_Item], edge: float, floor: float
    ) -> float:
        """Lines of text that face each other over the gutter, less one for each spanning band.

        A drawn rule is worth several lines. What would be less than `floor` may come back as 0.
        """
        bands, runs = _facing_bands(left, right, spanning)
        most = sum(min(sum(i.weight for i in side) for side in sides) for sides in bands)
        if most - runs + PLURAL < floor - ROUNDING:
            return 0.0
        facing = 0.0
        for sides in bands:
            facing += _facing(*sides)
        if facing <= 0:
            return 0.0
        start = max(i.bbox.x1 for i in left) - 2
        ruled = bisect_left(self._upright, start) < bisect_right(self._upright, edge + 2)
        score = facing - runs + (PLURAL if ruled else 0.0)
        if score < floor:
            return 0.0
        if not ruled and (_is_tabular(left, right) or _are_labelled(left, right, rtl=self._rtl)):
            return 0.0
        return score


def _facing_bands(
    left: Sequence[_Item], right: Sequence[_Item], spanning: Sequence[_Item]
) -> tuple[list[tuple[list[_Item], list[_Item]]], int]:
    """What stands left and right between runs of spanning text, and how many such runs there are."""
    across = {id(i) for i in spanning}
    band_of: dict[int, int] = {}
    runs = 0
    for number, band in enumerate(_bands([*left, *right, *spanning], spanning)):
        if id(band[0]) in across:
            runs += not all(i.is_rule for i in band)
        else:
            band_of.update(dict.fromkeys(map(id, band), number))
    bands: defaultdict[int, tuple[list[_Item], list[_Item]]] = defaultdict(lambda: ([], []))
    for side, items in enumerate((left, right)):
        for item in items:
            bands[band_of[id(item)]][side].append(item)
    return [bands[number] for number in sorted(bands)], runs


def _facing(left: Sequence[_Item], right: Sequence[_Item]) -> float:
    """The smaller count of lines on one side that have something beside them on the other."""
    if not left or not right:
        return 0.0

    shares = shares_beside([i.bbox for i in left], [i.bbox for i in right], SAME_PLACE_PT)
    totals = []
    for items, covered in zip((left, right), shares, strict=True):
        total = 0.0
        for item, share in zip(items, covered, strict=True):
            total += share * item.weight
        totals.append(total)
    return min(totals)


def _least_score(left: Sequence[_Item], right: Sequence[_Item], score: float) -> float:
    """What `score` has to reach; the words are only counted where they matter."""
    if not MIN_FACING_PROSE <= score < PLURAL:
        return PLURAL
    return MIN_FACING_PROSE if _ends_a_text(left, right) else PLURAL


def _ends_a_text(left: Sequence[_Item], right: Sequence[_Item]) -> bool:
    """Whether one side is a column of running text and the other one the few last lines of such a text."""
    fewer, more = sorted((left, right), key=lambda side: sum(len(i.lines) for i in side))
    if sum(len(i.lines) for i in more) < FEW_LINES or sum(len(i.lines) for i in fewer) < PLURAL:
        return False
    return min(_usual_words(fewer), _usual_words(more)) >= PROSE_LINE_WORDS


def _heads_some_columns(head: _Item, texts: Sequence[_Item], first: int) -> bool:
    """Whether columns begin at one height below `head`, at least two under it and one beside it.

    `texts` stand in the order of their upper edges; those from number `first` on are below the head.
    """
    for start in range(first, min(first + NEAR_BLOCKS + 1, len(texts))):
        reach = 0.5 * _line_height(texts[start])
        end = start
        while end < len(texts) and texts[end].bbox.top - texts[start].bbox.top <= reach:
            end += 1
        row = texts[start:end]
        if len(row) > 1:
            under = [i for i in row if i.bbox.overlap_x(head.bbox) > 0]
            return 2 <= len(under) < len(row)
    return False


def _is_short_head_of_columns(head: _Item, below: Sequence[_Item]) -> bool:
    """Whether `head`, no wider than its column, heads the column beside that one, too.

    That begins level with the text under the head, as wide as it, and both are running text in one look.
    """
    texts = [i for i in below if len(i.lines) >= PLURAL]
    under = next((i for i in texts if i.bbox.overlap_x(head.bbox) > 0), None)
    beside = next((i for i in below if i.bbox.overlap_x(head.bbox) <= 0), None)
    if under is None or beside is None or len(beside.lines) < PLURAL:
        return False
    if not _look_alike(under.lines[-1], beside.lines[0]):
        return False
    reach = 0.5 * _line_height(beside)
    begun = [box_of(line).top for line in under.lines[: NEAR_BLOCKS + 1]]
    is_level = any(abs(top - beside.bbox.top) <= reach for top in begun)
    is_even = abs(under.bbox.width - beside.bbox.width) <= _line_height(beside)
    return is_level and is_even and min(_usual_words([under]), _usual_words([beside])) >= PROSE_LINE_WORDS


def _look_alike(one: Line, other: Line) -> bool:
    """Whether lines are of about one size and both upright or both slanted; a caption is not as its text."""
    styles = style_at(one.words, 0), style_at(other.words, 0)
    if styles[0] is None or styles[1] is None:
        return styles[0] is styles[1]
    return _are_as_large(styles[0].size_pt, styles[1].size_pt) and styles[0].is_italic == styles[1].is_italic


def _are_as_large(one_pt: float, other_pt: float) -> bool:
    """Whether two sizes differ by no more than the making of a file explains."""
    return min(one_pt, other_pt) >= SMALLER * max(one_pt, other_pt)


def _count_kickers(texts: Sequence[_Item], at: int) -> int:
    """How many single lines right over the headline at `at` stand nearer to it than to what is above them."""
    count = 0
    while at - count >= 2:
        kicker = texts[at - count - 1]
        room = kicker.bbox.top - max(item.bbox.bottom for item in texts[: at - count - 1])
        gap = texts[at - count].bbox.top - kicker.bbox.bottom
        if len(kicker.lines) != 1 or kicker.bbox.overlap_x(texts[at].bbox) <= 0 or not 0 <= gap < room:
            break
        count += 1
    return count


def _line_height(item: _Item) -> float:
    return item.bbox.height / max(len(item.lines), 1)


def _heads_to_their_text(bands: Sequence[list[_Item]], spanning: Sequence[_Item]) -> list[list[_Item]]:
    """Bands with each headline or kicker that stands alone below columns given to the wide text under it."""
    wide = {id(i) for i in spanning}
    result = [list(band) for band in bands]
    for above, below in zip(result, result[1:], strict=False):
        if id(below[0]) in wide and not all(i.is_rule for i in below):
            heads = _lone_heads(above, next(i for i in below if not i.is_rule))
            moved = {id(i) for i in heads}
            above[:] = [i for i in above if id(i) not in moved]
            below[:0] = heads
    return [band for band in result if band]


def _lone_heads(band: Sequence[_Item], text: _Item) -> list[_Item]:
    """The last items of `band` from a headline or kicker on: alone in their rows, and nearer to `text`."""
    if not text.lines:
        return []
    ordered = sorted((i for i in band if not i.is_rule), key=lambda i: i.bbox.bottom)
    first, following = len(ordered), text
    for index in range(len(ordered) - 1, 0, -1):
        item = ordered[index]
        room = item.bbox.top - ordered[index - 1].bbox.bottom
        if item.box is not None or room < 0:
            break
        gap = following.bbox.top - item.bbox.bottom
        is_kicker = len(item.lines) == 1 and _size(text.lines[0]) >= LARGER * _size(item.lines[0])
        is_head = _size(item.lines[0]) >= LARGER * _size(text.lines[0])
        if (is_head or is_kicker) and gap < room:
            first = index
        following = item
    return ordered[first:]


def _is_tabular(left: Sequence[_Item], right: Sequence[_Item]) -> bool:
    """Whether two sides are columns of a table or labels with values: rows line up and stay short."""
    a = [box_of(line) for item in left for line in item.lines]
    b = [box_of(line) for item in right for line in item.lines]
    if not a or not b:
        return False
    fewer, more = (a, b) if len(a) <= len(b) else (b, a)
    feet = sorted(y.bottom for y in more)
    partnered = sum(_is_near(feet, x.bottom, 0.35 * x.height) for x in fewer)
    if partnered < MOST * len(fewer):
        return False
    if min(_widest(a), _widest(b)) < WIDE_SIZES:
        return True
    words = sorted((_usual_words(left), _usual_words(right)))
    if words[1] <= CELL_WORDS and _gap(a, b) > min(_width(a), _width(b)):
        return True
    return min(_fill(a), _fill(b)) < MAJORITY and words[0] <= CELL_WORDS


def _gap(a: Sequence[BBox], b: Sequence[BBox]) -> float:
    """White space between two sides, in points."""
    return max(min(x.x0 for x in b) - max(x.x1 for x in a), min(x.x0 for x in a) - max(x.x1 for x in b))


def _width(boxes: Sequence[BBox]) -> float:
    return max(box.x1 for box in boxes) - min(box.x0 for box in boxes)


def _is_near(ordered: Sequence[float], value: float, reach: float) -> bool:
    """Whether one of the ordered values lies no further than `reach` from `value`."""
    at = bisect_left(ordered, value)
    return any(abs(value - other) <= reach for other in ordered[max(0, at - 1) : at + 1])


def _are_labelled(left: Sequence[_Item], right: Sequence[_Item], *, rtl: bool) -> bool:
    """Whether the start side of a gutter holds a label for each text on its other side, row by row.

    Labels have few lines, shorter than those of text, but for heads in the margin: those are bold, or
    larger, beside plain texts.
    """
    from_gutter = (
        sorted(left, key=lambda item: -item.bbox.x1),
        sorted(right, key=lambda item: item.bbox.x0),
    )
    starts, ends = reversed(from_gutter) if rtl else from_gutter
    if sum(0 < len(item.lines) <= FEW_LINES for item in starts) < SERIES:
        return False
    pairs = _facing_pairs(starts, ends)
    if len(pairs) < SERIES:
        return False
    are_short = all(len(label.lines) <= HEAD_LINES for label, _ in pairs)
    are_short = are_short and _usual_words([label for label, _ in pairs]) < PROSE_LINE_WORDS
    if not are_short and not all(_is_side_head(label, text) for label, text in pairs):
        return False
    if _usual_words([text for _, text in pairs]) < PROSE_LINE_WORDS:
        return False
    return all(
        abs(label.bbox.center_y - text.bbox.center_y) <= HALF * _line_height(label)
        or abs(label.bbox.top - text.bbox.top) <= HALF * _line_height(label)
        for label, text in pairs
    )


def _facing_pairs(starts: Sequence[_Item], ends: Sequence[_Item]) -> list[tuple[_Item, _Item]]:
    """Items on the two sides of a gutter that face each other and nothing else; none if one faces several."""
    before = level_with([i.bbox for i in ends], [i.bbox for i in starts])
    behind = level_with([i.bbox for i in starts], [i.bbox for i in ends])
    known: dict[int, list[_Item]] = {}
    pairs: list[tuple[_Item, _Item]] = []
    for text, level in zip(ends, before, strict=True):
        if not text.lines:
            continue
        labels = _nearest(text, starts, level)
        if len(labels) != 1 or not starts[labels[0]].lines:
            continue
        label = labels[0]
        if label not in known:
            known[label] = [ends[i] for i in _nearest(starts[label], ends, behind[label])]
        if len(known[label]) > 1:
            return []
        if known[label] and known[label][0] is text:
            pairs.append((starts[label], text))
    return pairs


def _is_side_head(label: _Item, text: _Item) -> bool:
    """Whether a label is bold or larger beside a text that is neither."""
    if _size(label.lines[0]) >= LARGER * _size(text.lines[0]):
        return True
    head, plain = (style_at(item.lines[0].words, 0) for item in (label, text))
    return head is not None and plain is not None and head.is_bold and not plain.is_bold


def _nearest(item: _Item, others: Sequence[_Item], level: Iterable[int]) -> list[int]:
    """Numbers of those of `others`, all on one side of `item`, that stand beside it with nothing between.

    `level` are the numbers of those that share some height with it, first those that begin nearest to it.
    """
    nearest: list[int] = []
    hidden_from = float("inf")
    for i in level:
        if others[i].is_rule:
            continue
        distance = _distance(others[i], item)
        if distance >= hidden_from:
            break
        nearest.append(i)
        hidden_from = min(hidden_from, distance + others[i].bbox.width)
    return nearest


def _distance(a: _Item, b: _Item) -> float:
    return max(a.bbox.x0 - b.bbox.x1, b.bbox.x0 - a.bbox.x1)


def _fill(boxes: Sequence[BBox]) -> float:
    return median(b.width for b in boxes) / max(_width(boxes), 1.0)


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


def _size(line: Line) -> float:
    sizes = [style.size_pt for style in styles_of(line.words) if style is not None]
    return max(sizes) if sizes else box_of(line).height


def chain_lines(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of lines that stand right under each other, each line in one run."""
    ordered = sorted(lines, key=lambda line: (box_of(line).top, box_of(line).x0))
    boxes = [box_of(line) for line in ordered]
    sizes = [_size(line) for line in ordered]
    near = _Aisles(boxes)
    below: list[list[int]] = [[] for _ in ordered]
    above: list[list[int]] = [[] for _ in ordered]
    for i, box in enumerate(boxes):
        under = near.after(i, box.bottom, CHAIN_GAP_RATIO * sizes[i] + 2.0)
        for at, j in enumerate(under):
            other = boxes[j]
            if other.center_y > box.bottom - 0.25 * box.height and not any(
                _stands_between(boxes[k], box, other) for k in under[:at]
            ):
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
            if not _same_run(sizes[current], sizes[following]):
                break
            if _is_set_apart(boxes[current], boxes[following], sizes[current]):
                break
            chain.append(following)
            current = following
        taken.update(chain)
        chains.append([ordered[k] for k in chain])
    return chains


class _Aisles:
    """Boxes in the order of their upper edges, by the narrow upright aisles of the page they stand in."""

    def __init__(self, ordered: Sequence[BBox]) -> None:
        self._boxes = ordered
        self._width_pt = stripe_pt(AISLE_PT, [x for box in ordered for x in (box.x0, box.x1)])
        self._aisles: defaultdict[int, list[int]] = defaultdict(list)
        for index, box in enumerate(ordered):
            for aisle in self._of(box):
                self._aisles[aisle].append(index)

    def after(self, index: int, bottom: float, reach_pt: float) -> list[int]:
        """Boxes behind number `index` that overlap it sideways and begin within `reach_pt` below `bottom`."""
        box = self._boxes[index]
        found: set[int] = set()
        for aisle in self._of(box):
            row = self._aisles[aisle]
            for at in range(bisect_right(row, index), len(row)):
                other = self._boxes[row[at]]
                if other.top - bottom > reach_pt:
                    break
                if box.overlap_x(other) > 0:
                    found.add(row[at])
        return sorted(found)

    def _of(self, box: BBox) -> range:
        return range(int(box.x0 // self._width_pt), int(box.x1 // self._width_pt) + 1)


def _stands_between(box: BBox, above: BBox, below: BBox) -> bool:
    """Whether a box that overlaps `above` sideways stands between it and `below`."""
    is_between = above.center_y + 0.3 * above.height < box.center_y < below.center_y - 0.3 * below.height
    return is_between and box.overlap_x(below) > 0


def _same_run(size_pt: float, other_pt: float) -> bool:
    """Whether letters of two sizes may be of one run of lines."""
    small, large = sorted((size_pt, other_pt))
    return large <= HEADLINE * max(small, 1.0)


def _is_set_apart(above: BBox, below: BBox, size_pt: float) -> bool:
    """Whether white space parts two lines that have neither an edge nor the middle in common."""
    if below.top - above.bottom < GAP_SIZES * size_pt:
        return False
    shifts = (below.x0 - above.x0, below.x1 - above.x1, below.center_x - above.center_x)
    return min(map(abs, shifts)) > FAR_SIZES * size_pt


def _by_rows(lines: Sequence[Line]) -> list[Line]:
    """Lines of a table: row by row, left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: box_of(line).center_y):
        if rows and box_of(line).center_y - box_of(rows[-1][0]).center_y <= 0.5 * box_of(line).height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: box_of(line).x0)]


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
    storeys = Storeys([item.bbox for item in items])
    for item in sorted(_with_marks(items), key=lambda item: item.bbox.x0):
        near = storeys.beside(item.bbox) if item.lines else ()
        partner = next((i for i in near if joined[i].lines and _shares_rows(joined[i], item)), None)
        if partner is None:
            storeys.add(len(joined), item.bbox)
            joined.append(item)
        else:
            other = joined[partner]
            joined[partner] = _Item(
                union((other.bbox, item.bbox)), tuple(_by_rows([*other.lines, *item.lines]))
            )
            storeys.add(partner, joined[partner].bbox)
    return joined


def _with_marks(items: Sequence[_Item]) -> list[_Item]:
    """Each mark given to the text on its row: marks far from each other may belong to one text."""
    texts = [item for item in items if item.lines and not _is_marker(item)]
    boxes = [text.bbox for text in texts]
    marks: dict[int, list[Line]] = {}
    result: list[_Item] = []
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
            one = _Item(box_of(line), (line,))
            home = next((i for i in near if _is_beside(one, texts[i])), None)
            if home is None:
                left.append(line)
            else:
                marks.setdefault(home, []).append(line)
        if left:
            result.append(_Item(union(box_of(line) for line in left), tuple(left)))
    for index, text in enumerate(texts):
        lines = _by_rows([*text.lines, *marks[index]]) if index in marks else text.lines
        result.append(_Item(union(box_of(line) for line in lines), tuple(lines)))
    return result


def _is_beside(mark: _Item, text: _Item) -> bool:
    """Whether a mark stands before a line of a text, whose other lines may begin further left."""
    rows = [place for line in text.lines if _on_one_row(mark.bbox, place := box_of(line))]
    is_before = all(mark.bbox.x0 < row.x0 and mark.bbox.overlap_x(row) <= 0 for row in rows)
    is_near = any(row.x0 - mark.bbox.x1 <= WIDE_SIZES * LINE_PT for row in rows)
    return is_before and is_near and _marks_lines(mark, text)


def _shares_rows(a: _Item, b: _Item) -> bool:
    if a.bbox.overlap_y(b.bbox) < 0.5 * min(a.bbox.height, b.bbox.height) or a.bbox.overlap_x(b.bbox) > 0:
        return False
    for mark, text in ((a, b), (b, a)):
        if _is_marker(mark) and not _is_marker(text) and mark.bbox.x0 < text.bbox.x0:
            return _marks_lines(mark, text)
    return min(len(a.lines), len(b.lines)) > 1 and _is_tabular([a], [b])


def _marks_lines(mark: _Item, text: _Item) -> bool:
    """Whether most marks stand beside a line of the text, in about its size."""
    if _size(mark.lines[0]) > DISPLAY * min(map(_size, text.lines)):
        return False
    lines = [box_of(line) for line in text.lines]
    beside = [any(_on_one_row(box_of(line), other) for other in lines) for line in mark.lines]
    return 2 * sum(beside) >= len(beside)


def _on_one_row(a: BBox, b: BBox) -> bool:
    return a.overlap_y(b) >= 0.5 * min(a.height, b.height)


def _is_marker(item: _Item) -> bool:
    """Bullets or numbers that stand alone before the lines of a list; a drop cap is none."""
    if not item.lines:
        return False
    return all(len(line.words) == 1 and len(line.span) < WORD_LETTERS for line in item.lines)


def _goes_before(item: _Item, other: _Item, *, rtl: bool) -> bool:
    shared = item.bbox.overlap_y(other.bbox)
    if shared < 0.5 * min(item.bbox.height, other.bbox.height) or item.bbox.overlap_x(other.bbox) > 0:
        return False
    if len(item.lines) == len(other.lines) == 1 and not _is_level(item.bbox, other.bbox):
        return False
    return item.bbox.x0 > other.bbox.x0 if rtl else item.bbox.x0 < other.bbox.x0


def _is_level(a: BBox, b: BBox) -> bool:
    """Whether two lines have their upper edges, middles or feet at about one height."""
    reach = HALF / 2 * max(a.height, b.height)
    return min(abs(a.top - b.top), abs(a.center_y - b.center_y), abs(a.bottom - b.bottom)) <= reach
