"""Lines that stand at the same place on several pages: running heads, running feet, page numbers.

Only place and likeness are measured here; what such a line is, the noise rules say. The lines are
taken out of the columns before the columns are looked for, since they belong to none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from schemas.document import Document, Line, Page
from schemas.geometry import BBox
from schemas.limits import LOOK_BACK
from schemas.tolerances import (
    CELL_WORDS,
    DISPLAY,
    FAR_SIZES,
    FEW,
    FEW_LINES,
    GAP_SIZES,
    HALF,
    HEADLINE,
    LARGER,
    LINE_PT,
    PLURAL,
    PROSE_LINE_WORDS,
    SAME_EDGE_PT,
    SAME_PLACE_PT,
    SAME_WORDS,
    SMALLER,
    TELLING_LETTERS,
)
from schemas.word_columns import style_at
from tasks.layout.boxes import find_tables
from tasks.layout.counters import counted_stretches
from tasks.layout.looks import look_of

MARGIN_SHARE = 0.16
"""Running heads and feet stand within this share of the page's height from its top or bottom."""

Entry = tuple[Page, Line, str]
"""A line near the edge of its page, with its pattern."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """`pages`: on how many pages the line stands; `is_top`: in the upper margin."""

    pages: int
    is_top: bool


def find_repeated(document: Document, body_pt: float) -> Mapping[int, Repeated]:
    """Repeated margin lines of `document`, whose running text is set in `body_pt`, by where they begin."""
    candidates: dict[bool, list[Entry]] = {True: [], False: []}
    for page in document.pages:
        outer = _outer(document, page)
        cells = _cells(page, [line for line, _ in outer])
        for line, is_top in outer:
            if line.span.start in cells:
                continue
            candidates[is_top].append((page, line, pattern_of(document.slice(line.span))))
    found: dict[int, Repeated] = {}
    for is_top, entries in candidates.items():
        groups = list(_alike(entries))
        fixed = _in_one_corner(groups)
        for group in groups:
            pages = {page.number for page, _, _ in group}
            least = HALF * len(document.pages) if _is_display(group, body_pt) else 0
            if (
                len(pages) >= max(PLURAL, least)
                and _shares_a_cut(group)
                and any(_is_at_edge(page, line) for page, line, _ in group)
                and not _is_running_text(group, fixed, body_pt, is_top=is_top)
                and not (is_top and _heads_sheets(document, group, body_pt))
            ):
                for _, line, _ in group:
                    found[line.span.start] = Repeated(len(pages), is_top)
    for start in _under_headlines(candidates[True], found, body_pt):
        del found[start]
    for is_top, entries in candidates.items():
        found.update(_in_their_place(entries, found, body_pt, is_top=is_top))
        found.update(_mirrored(document, entries, found, is_top=is_top))
    return found if document.has_boxes else found | _counted(document)


def _counted(document: Document) -> dict[int, Repeated]:
    """Running lines at the numbers that count the pages of an export without page breaks."""
    found: dict[int, Repeated] = {}
    for page in document.pages:
        texts = [document.slice(line.span) for line in page.lines]
        stretches = list(counted_stretches(texts, [pattern_of(text) for text in texts]))
        for at in (at for stretch in stretches for at in stretch):
            found[page.lines[at].span.start] = Repeated(len(stretches), is_top=False)
    return found


def _cells(page: Page, lines: Sequence[Line]) -> set[int]:
    """Starts of the short lines that stand in a ruled table: figures repeat there, too."""
    short = [(line, line.bbox) for line in lines if len(line.words) <= CELL_WORDS and line.bbox]
    if not short or not (page.rules or page.frames):
        return set()
    tables = [box.bbox for box in find_tables(page, page.lines)]
    return {
        line.span.start
        for line, place in short
        if any(table.contains(place, slack_pt=SAME_EDGE_PT) for table in tables)
    }


def _is_display(group: Sequence[Entry], body_pt: float) -> bool:
    """Whether the lines are much larger than running text, as headlines are and running heads are not."""
    return body_pt > 0 and look_of(group[0][1].words).size_pt >= DISPLAY * body_pt


def _shares_a_cut(group: Sequence[Entry]) -> bool:
    """Whether lines on several pages are of one weight and slant, as a running line is from page to page."""
    pages: dict[tuple[bool, bool], set[int]] = defaultdict(set)
    for page, line, _ in group:
        look = look_of(line.words)
        pages[look.is_bold, look.is_italic].add(page.number)
    return max(map(len, pages.values())) >= PLURAL


def _in_one_corner(groups: Sequence[Sequence[Entry]]) -> set[int]:
    """Where those lines begin that stand at one place of several pages."""
    return {
        line.span.start
        for group in groups
        if len({page.number for page, _, _ in group}) >= PLURAL and _has_one_corner(group)
        for _, line, _ in group
    }


def _has_one_corner(group: Sequence[Entry]) -> bool:
    places = [line.bbox for _, line, _ in group if line.bbox is not None]
    return all(_is_same_corner(places[0], place) for place in places)


def _is_running_text(group: Sequence[Entry], fixed: Collection[int], body_pt: float, *, is_top: bool) -> bool:
    """Whether most of the lines, alike by chance, stand inside a paragraph that goes on towards the edge.

    `fixed` lines, at one place of several pages, are none of its.
    """
    if _has_one_corner(group):
        return False
    starts = {line.span.start for _, line, _ in group}.union(fixed)
    inside = sum(
        look_of(line.words).size_pt >= SMALLER * body_pt
        and any(
            other.span.start not in starts and _leads_on(line, other, is_top=is_top) for other in page.lines
        )
        for page, line, _ in group
    )
    return 2 * inside > len(group)


def _heads_sheets(document: Document, group: Sequence[Entry], body_pt: float) -> bool:
    """Whether the lines are the first heads of sheets of one form: further down, the same heads come back.

    They stand right over running text, in the look of heads that each of their pages repeats under it.
    """
    if not body_pt or not all(_is_over_text(page, line, body_pt) for page, line, _ in group):
        return False
    repeated: set[str] | None = None
    for page, line, pattern in group:
        assert line.bbox is not None
        below = {
            pattern_of(document.slice(other.span))
            for other in page.lines
            if other.bbox is not None
            and other.bbox.center_y > MARGIN_SHARE * (page.height_pt or 0.0)
            and len(other.words) >= PLURAL
            and _is_head(other, body_pt)
            and _font_of(other) == _font_of(line)
        } - {pattern}
        repeated = below if repeated is None else repeated & below
    return bool(repeated)


def _is_over_text(page: Page, line: Line, body_pt: float) -> bool:
    """Whether a head has running text right under it."""
    if line.bbox is None or not _is_head(line, body_pt):
        return False
    size = look_of(line.words).size_pt
    own = line.bbox
    below = [
        (other.bbox.top, other)
        for other in page.lines
        if other.bbox is not None
        and other.bbox.top >= own.bottom - SAME_EDGE_PT
        and other.bbox.overlap_x(own) > 0
    ]
    if not below:
        return False
    top, nearest = min(below, key=lambda entry: entry[0])
    is_text = len(nearest.words) >= PROSE_LINE_WORDS and not _is_head(nearest, body_pt)
    return is_text and top - own.bottom <= FAR_SIZES * size


def _is_head(line: Line, body_pt: float) -> bool:
    look = look_of(line.words)
    return look.is_bold or look.size_pt >= LARGER * body_pt


def _is_same_corner(a: BBox, b: BBox) -> bool:
    return abs(a.top - b.top) <= SAME_PLACE_PT and abs(a.x0 - b.x0) <= SAME_PLACE_PT


def _leads_on(line: Line, other: Line, *, is_top: bool) -> bool:
    """Whether `other` is the next line towards the page's edge, in one column and one look."""
    if min(len(line.words), len(other.words)) < PROSE_LINE_WORDS:
        return False
    return _is_next_in_column(line, other, is_top=is_top) and (
        style_at(line.words, -1) == style_at(other.words, 0)
    )


def _is_next_in_column(line: Line, other: Line, *, is_top: bool) -> bool:
    """Whether `other` stands right over `line`, or else right under it, in one column."""
    if line.bbox is None or other.bbox is None:
        return False
    gap = line.bbox.top - other.bbox.bottom if is_top else other.bbox.top - line.bbox.bottom
    return abs(gap) <= GAP_SIZES * line.bbox.height and line.bbox.shares_column(other.bbox)


def _under_headlines(entries: Sequence[Entry], found: Mapping[int, Repeated], body_pt: float) -> set[int]:
    """Starts of the lines that stand under a headline of their page's own: what each item repeats."""
    starts: set[int] = set()
    for page, line, _ in entries:
        if line.span.start not in found or line.bbox is None or not body_pt:
            continue
        starts.update(
            line.span.start
            for other in page.lines
            if other.bbox is not None
            and other.span.start not in found
            and len(other.words) >= PROSE_LINE_WORDS
            and other.bbox.bottom <= line.bbox.center_y
            and other.bbox.overlap_x(line.bbox) > 0
            and look_of(other.words).size_pt >= HEADLINE * body_pt
        )
    return starts


def _in_their_place(
    entries: Sequence[Entry], found: Mapping[int, Repeated], body_pt: float, *, is_top: bool
) -> dict[int, Repeated]:
    """Outermost lines that stand where other pages have a running line, in its look: left and right heads.

    The last lines of columns end there, too, where that line stands in the text's own look.
    """
    running = [(page.number, line) for page, line, _ in entries if line.span.start in found]
    taken = {number for number, _ in running}
    places = _Places([line for _, line in running])
    more: dict[int, Repeated] = {}
    for page, line, _ in entries:
        if page.number in taken or line.bbox is None or not _is_outermost(page, line, is_top=is_top):
            continue
        twin = places.first_at(line)
        if twin is not None and not _belongs_to_text(page, line, body_pt, is_top=is_top):
            more[line.span.start] = Repeated(found[twin.span.start].pages, is_top)
    return more


def _belongs_to_text(page: Page, line: Line, body_pt: float, *, is_top: bool) -> bool:
    """Whether a line goes on with running text: one of its look is the next away from the page's edge."""
    look = look_of(line.words)
    return look.size_pt >= SMALLER * body_pt and any(
        max(len(line.words), len(other.words)) >= PROSE_LINE_WORDS
        and look_of(other.words) == look
        and _is_next_in_column(line, other, is_top=not is_top)
        for other in page.lines
    )


def _mirrored(
    document: Document, entries: Sequence[Entry], found: Mapping[int, Repeated], *, is_top: bool
) -> dict[int, Repeated]:
    """Outermost lines at one height whose first word on one page, and last on another, counts the pages.

    So stand the heads of left and right pages, whose other words may never come back.
    """
    counting: dict[tuple[float, int], list[tuple[Page, Line, int]]] = defaultdict(list)
    for page, line, _ in entries:
        if line.span.start in found or len(line.words) < 2 or line.bbox is None:
            continue
        for end in (0, -1):
            number = document.slice(line.words[end].span)
            if number.isdecimal() and _is_outermost(page, line, is_top=is_top):
                counting[look_of(line.words).size_pt, int(number) - page.number].append((page, line, end))
    more: dict[int, Repeated] = {}
    for group in counting.values():
        tops = [line.bbox.top for _, line, _ in group if line.bbox is not None]
        pages = len({page.number for page, *_ in group})
        is_mirrored = pages >= PLURAL and len({end for *_, end in group}) == 2
        if is_mirrored and max(tops) - min(tops) <= SAME_EDGE_PT:
            more.update({line.span.start: Repeated(pages, is_top) for _, line, _ in group})
    return more


class _Places:
    """Lines by their look and height, the first of those at one height and in one look."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._tops: dict[tuple[str, float], dict[float, int]] = {}
        for number, line in enumerate(lines):
            look = _font_of(line)
            if look is not None and line.bbox is not None:
                self._tops.setdefault(look, {}).setdefault(line.bbox.top, number)

    def first_at(self, line: Line) -> Line | None:
        """The first line at the height of `line` and in its look."""
        look = _font_of(line)
        if look is None or line.bbox is None:
            return None
        tops = self._tops.get(look, {}).items()
        numbers = [n for top, n in tops if abs(top - line.bbox.top) <= SAME_EDGE_PT]
        return self._lines[min(numbers)] if numbers else None


def _font_of(line: Line) -> tuple[str, float] | None:
    style = style_at(line.words, 0)
    return None if style is None else (style.font, style.size_pt)


def _is_outermost(page: Page, line: Line, *, is_top: bool) -> bool:
    boxes = [other.bbox for other in page.lines if other.bbox is not None]
    assert line.bbox is not None
    if is_top:
        return line.bbox.top <= min(box.top for box in boxes) + 1
    return line.bbox.bottom >= max(box.bottom for box in boxes) - 1


def pattern_of(text: str) -> str:
    """`text` with its numbers as `#`, without blanks and case: what stays the same from page to page."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\d+", "#", "".join(folded.split()))


def _outer(document: Document, page: Page) -> list[tuple[Line, bool]]:
    """The outermost lines of a page, with whether they stand in its upper margin.

    A lone number under all else is told at any height: what is printed may be smaller than the page.
    """
    placed = [(line.bbox, line) for line in page.lines if line.bbox is not None and not line.is_overlay]
    if not placed or page.height_pt is None:
        return _outer_by_order(page)
    height = page.height_pt
    by_top = sorted(placed, key=lambda entry: entry[0].top)
    by_bottom = sorted(placed, key=lambda entry: -entry[0].bottom)
    top = [(line, True) for box, line in by_top[: 2 * FEW_LINES] if box.center_y <= MARGIN_SHARE * height]
    bottom = [
        (line, False)
        for number, (box, line) in enumerate(by_bottom[: 2 * FEW_LINES])
        if box.center_y >= (1 - MARGIN_SHARE) * height
        or (number == 0 and document.slice(line.span).isdecimal())
    ]
    return top + bottom


def _outer_by_order(page: Page) -> list[tuple[Line, bool]]:
    """For pages without boxes the first and last lines are the outer ones."""
    count = min(FEW_LINES, int(FEW * len(page.lines)))
    if count == 0:
        return []
    return [(line, True) for line in page.lines[:count]] + [(line, False) for line in page.lines[-count:]]


def _is_at_edge(page: Page, line: Line) -> bool:
    """Whether nothing but few lines stand between the line and the page's edge; always with a box."""
    edge = (*page.lines[: FEW_LINES // 2], *page.lines[-FEW_LINES // 2 :])
    return line.bbox is not None or any(other.span == line.span for other in edge)


def _alike(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Groups of lines that read alike and stand at one height."""
    groups: list[list[Entry]] = []
    patterns = _Patterns()
    for entry in entries:
        if not entry[2]:
            continue
        home = next(
            (
                number
                for number in patterns.like(entry[2], entry[0].number)
                if _matches(groups[number][0], entry) or _matches(groups[number][-1], entry)
            ),
            len(groups),
        )
        if home == len(groups):
            groups.append([])
        groups[home].append(entry)
        patterns.note(home, entry[2], entry[0].number)
    return groups


class _Patterns:
    """First and last patterns of groups, for the question which groups may read like another line.

    The library measures how like a pattern is to all others at once. Groups that no page within reach has
    added to are left out: an issue of a thousand pages has no more to compare on its last than on its 200th.
    """

    def __init__(self) -> None:
        self._first: list[str] = []
        self._last: list[str] = []
        self._pages: OrderedDict[int, int] = OrderedDict()
        self._groups: defaultdict[str, set[int]] = defaultdict(set)

    def note(self, group: int, pattern: str, page: int) -> None:
        """`pattern`, on `page`, is the last one of `group`, and the first one of a new group."""
        if group == len(self._first):
            self._first.append(pattern)
            self._last.append(pattern)
        elif self._last[group] != self._first[group]:
            self._drop(group, self._last[group])
        self._last[group] = pattern
        self._groups[pattern].add(group)
        self._pages[group] = page
        self._pages.move_to_end(group)

    def like(self, pattern: str, page: int) -> list[int]:
        """Groups whose first or last pattern is `pattern` or one like it, in order."""
        while self._pages and page - next(iter(self._pages.values())) > LOOK_BACK:
            group, _ = self._pages.popitem(last=False)
            for known in {self._first[group], self._last[group]}:
                self._drop(group, known)
        found = set(self._groups.get(pattern, ()))
        if len(pattern) >= TELLING_LETTERS:
            alike = process.extract(
                pattern, list(self._groups), scorer=fuzz.ratio, score_cutoff=SAME_WORDS, limit=None
            )
            found.update(*(self._groups[known] for known, _, _ in alike))
        return sorted(found)

    def _drop(self, group: int, pattern: str) -> None:
        self._groups[pattern].discard(group)
        if not self._groups[pattern]:
            del self._groups[pattern]


def _matches(entry: Entry, other: Entry) -> bool:
    (_, line, pattern), (_, other_line, other_pattern) = entry, other
    if not _same_height(line.bbox, other_line.bbox):
        return False
    if pattern == other_pattern:
        return True
    shortest = min(len(pattern), len(other_pattern))
    return shortest >= TELLING_LETTERS and fuzz.ratio(pattern, other_pattern) >= SAME_WORDS


def _same_height(a: BBox | None, b: BBox | None) -> bool:
    if a is None or b is None:
        return True
    return abs(a.top - b.top) <= LINE_PT / 2 or abs(a.bottom - b.bottom) <= LINE_PT / 2
