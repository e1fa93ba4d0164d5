"""Glyphs of a page → words → lines. Geometry only; columns and blocks are made in `tasks.layout`.

Drawing order is the first guide, since files draw a line in one go far more often than not; place on
the page corrects it. A line here may still run over a narrow gutter: the layout splits it there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from schemas.document import Direction, Style, is_symbol_font
from schemas.geometry import BBox, union
from tasks.extraction.glyphs import Glyph

WORD_GAP_RATIO = 0.15
"""A gap wider than this share of the size parts words; 3 points flat would glue them."""

BLANK_MIN_RATIO = 0.02
"""A blank that leaves less than this share of the size between its neighbours parts nothing."""

RUN_GAP_RATIO = 3.0
"""Glyphs drawn one after the other on one baseline stay one run up to this many sizes of gap."""

JOIN_GAP_RATIO = 0.6
"""Runs drawn apart are one line when the gap is smaller than this share of the size."""

MARKER_GAP_RATIO = 2.5
"""A bullet or number stands up to this many sizes before the text it belongs to."""

DENSE_GAP_RATIO = 0.9
"""Characters of scripts without blanks are one word up to this gap, however a line is justified."""

_DENSE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
MARKER_MAX_CHARS = 4
BASELINE_RATIO = 0.5
"""Baselines closer than this share of the larger size are one line (superscripts included)."""

DROP_CAP_RATIO = 2.0
"""Neighbouring glyphs whose sizes differ more than this are a drop cap and its text."""


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word before it has a span: `u0`/`u1` run along the writing direction, `v` is the baseline."""

    text: str
    bbox: BBox
    style: Style
    tag: str | None
    u0: float
    u1: float
    v: float


@dataclass(frozen=True, slots=True)
class RawLine:
    """Words of one baseline in logical order; `rank` is the place of its first glyph in drawing order."""

    words: tuple[RawWord, ...]
    direction: Direction
    rank: int

    @property
    def bbox(self) -> BBox:
        return union(word.bbox for word in self.words)


@dataclass(frozen=True, slots=True)
class _Placed:
    glyph: Glyph
    u0: float
    u1: float
    v: float
    rank: int


def group_lines(glyphs: Sequence[Glyph]) -> list[RawLine]:
    """Lines of the page in drawing order; each non-blank glyph is in exactly one word of one line."""
    runs = _runs([_place(glyph, rank) for rank, glyph in enumerate(glyphs)])
    lines = [line for run in runs if (line := _line(run)) is not None]
    return sorted(_join_neighbours(lines), key=lambda line: line.rank)


def _place(glyph: Glyph, rank: int) -> _Placed:
    box, (x, y) = glyph.bbox, glyph.origin
    if glyph.angle == 90:
        return _Placed(glyph, -box.bottom, -box.top, x, rank)
    if glyph.angle == 270:
        return _Placed(glyph, box.top, box.bottom, -x, rank)
    if glyph.angle == 180:
        return _Placed(glyph, -box.x1, -box.x0, -y, rank)
    return _Placed(glyph, box.x0, box.x1, y, rank)


def is_right_to_left(text: str) -> bool:
    """Whether the strong characters of `text` are mostly Hebrew, Arabic and their like."""
    kinds = Counter(unicodedata.bidirectional(character) for character in text)
    return kinds["R"] + kinds["AL"] > kinds["L"]


def _runs(placed: Sequence[_Placed]) -> list[list[_Placed]]:
    runs: list[list[_Placed]] = []
    last: _Placed | None = None
    for item in placed:
        if last is not None and _continues(last, item):
            runs[-1].append(item)
        else:
            runs.append([item])
        last = item
    return runs


def _continues(last: _Placed, item: _Placed) -> bool:
    a, b = last.glyph, item.glyph
    if a.angle != b.angle:
        return False
    large, small = max(a.style.size_pt, b.style.size_pt), min(a.style.size_pt, b.style.size_pt)
    if a.angle is None:
        return abs(item.u0 - last.u1) <= large and abs(item.v - last.v) <= large
    if large > DROP_CAP_RATIO * max(small, 1.0) and not (a.is_blank or b.is_blank):
        return False
    if abs(item.v - last.v) > BASELINE_RATIO * large:
        return False
    if is_right_to_left(a.text + b.text):
        return max(last.u0 - item.u1, item.u0 - last.u1) <= RUN_GAP_RATIO * large
    return -0.5 * large <= item.u0 - last.u1 <= RUN_GAP_RATIO * large


def _line(run: list[_Placed]) -> RawLine | None:
    if not any(not item.glyph.is_blank for item in run):
        return None
    first_rank = min(item.rank for item in run if not item.glyph.is_blank)
    rtl = is_right_to_left("".join(item.glyph.text for item in run))
    if rtl:
        run = _in_reading_direction(run)
    words = _words(run, rtl=rtl)
    if rtl:
        words = _logical_order(words)
    upright = run[0].glyph.angle in {0, 180}
    return RawLine(tuple(words), Direction.HORIZONTAL if upright else Direction.VERTICAL, first_rank)


def _in_reading_direction(run: list[_Placed]) -> list[_Placed]:
    """Glyphs of a right-to-left run from its beginning; files draw it from either end.

    Drawing order is kept or turned round as a whole: pieces of ligatures and marks overlap, so that
    their places alone would shuffle the letters.
    """
    steps = [b.u0 - a.u0 for a, b in zip(run, run[1:], strict=False)]
    ascending = sum(step > 0 for step in steps)
    return run[::-1] if ascending > len(steps) - ascending else run


def _words(run: Sequence[_Placed], *, rtl: bool) -> list[RawWord]:
    threshold = WORD_GAP_RATIO + _tracking(run, rtl=rtl)
    words: list[list[_Placed]] = []
    last: _Placed | None = None
    saw_blank = False
    for item in run:
        if item.glyph.is_blank:
            saw_blank = True
            continue
        size = (
            item.glyph.style.size_pt
            if last is None
            else max(item.glyph.style.size_pt, last.glyph.style.size_pt)
        )
        gap = 0.0 if last is None else (last.u0 - item.u1 if rtl else item.u0 - last.u1)
        room = DENSE_GAP_RATIO if last is not None and _is_dense(last) and _is_dense(item) else threshold
        if (
            last is None
            or gap > room * size
            or _is_pi(item) != _is_pi(last)
            or (saw_blank and (item.glyph.angle is None or gap > BLANK_MIN_RATIO * size))
        ):
            words.append([item])
        else:
            words[-1].append(item)
        last, saw_blank = item, False
    return [_word(word, rtl=rtl) for word in words]


def _is_dense(item: _Placed) -> bool:
    """Whether the glyph is of a script without blanks between words."""
    return bool(_DENSE.match(item.glyph.text))


def _is_pi(item: _Placed) -> bool:
    """Whether the glyph comes from a font of pictures: its letters are no letters of the word."""
    return is_symbol_font(item.glyph.style.font)


def _tracking(run: Sequence[_Placed], *, rtl: bool) -> float:
    """Usual gap between neighbouring letters as a share of the size: above 0 for spaced-out text."""
    gaps = []
    for last, item in zip(run, run[1:], strict=False):
        if last.glyph.is_blank or item.glyph.is_blank:
            continue
        gap = last.u0 - item.u1 if rtl else item.u0 - last.u1
        gaps.append(gap / max(item.glyph.style.size_pt, 1.0))
    if len(gaps) < 3:
        return 0.0
    return max(0.0, median(gaps))


def _word(items: list[_Placed], *, rtl: bool) -> RawWord:
    if rtl and not is_right_to_left("".join(item.glyph.text for item in items)):
        items = _turned(items)
    styles = Counter(item.glyph.style for item in items)
    tags = Counter(item.glyph.tag for item in items)
    return RawWord(
        text="".join(item.glyph.text for item in items),
        bbox=union(item.glyph.bbox for item in items),
        style=styles.most_common(1)[0][0],
        tag=tags.most_common(1)[0][0],
        u0=min(item.u0 for item in items),
        u1=max(item.u1 for item in items),
        v=items[0].v,
    )


def _turned(items: list[_Placed]) -> list[_Placed]:
    """A number or Latin word met from its end, turned round; punctuation outside it stays where it is."""
    strong = [index for index, item in enumerate(items) if item.glyph.text[:1].isalnum()]
    if not strong:
        return items
    first, last = strong[0], strong[-1] + 1
    return [*items[:first], *items[first:last][::-1], *items[last:]]


def _logical_order(words: list[RawWord]) -> list[RawWord]:
    """Turn runs of left-to-right words inside a right-to-left line back into their own order."""
    ordered: list[RawWord] = []
    embedded: list[RawWord] = []
    for word in words:
        if is_right_to_left(word.text) or not any(c.isalnum() for c in word.text):
            ordered += [*reversed(embedded), word]
            embedded = []
        else:
            embedded.append(word)
    return ordered + list(reversed(embedded))


def _join_neighbours(lines: list[RawLine]) -> list[RawLine]:
    """Join runs that were drawn apart but stand on one baseline without a gap to speak of."""
    upright = sorted(
        (line for line in lines if line.direction is Direction.HORIZONTAL),
        key=lambda line: (line.words[0].v, line.bbox.x0),
    )
    joined = [line for line in lines if line.direction is not Direction.HORIZONTAL]
    open_rows: list[RawLine] = []
    for line in upright:
        v = line.words[0].v
        still_open: list[RawLine] = []
        for other in open_rows:
            reach = BASELINE_RATIO * max(_size(other), _size(line))
            (still_open if v - other.words[0].v <= reach else joined).append(other)
        open_rows = still_open
        merged = line
        while (partner := next((o for o in open_rows if _adjoin(o, merged)), None)) is not None:
            open_rows.remove(partner)
            merged = _merge(partner, merged)
        open_rows.append(merged)
    return joined + open_rows


def _size(line: RawLine) -> float:
    return max(word.style.size_pt for word in line.words)


def _adjoin(a: RawLine, b: RawLine) -> bool:
    left, right = sorted((a, b), key=lambda line: line.bbox.x0)
    size_left, size_right = _size(left), _size(right)
    size = max(size_left, size_right)
    if size > DROP_CAP_RATIO * min(size_left, size_right):
        return False
    gap = right.bbox.x0 - left.bbox.x1
    if gap < -0.3 * size:
        return False
    overlap = left.bbox.overlap_y(right.bbox)
    if overlap < 0.5 * min(left.bbox.height, right.bbox.height):
        return False
    text = "".join(word.text for word in left.words)
    is_bullet = len(text) == 1 and not text.isalnum() and text not in "-–—("
    is_short = len(text) <= MARKER_MAX_CHARS and not text[-1:].isalnum()
    is_marker = is_short and (is_bullet or left.rank < right.rank)
    return gap <= (MARKER_GAP_RATIO if is_marker and len(left.words) == 1 else JOIN_GAP_RATIO) * size


def _merge(a: RawLine, b: RawLine) -> RawLine:
    left, right = sorted((a, b), key=lambda line: line.bbox.x0)
    if is_right_to_left("".join(word.text for word in (*a.words, *b.words))):
        seen = sorted((*a.words, *b.words), key=lambda word: -word.u1)
        return RawLine(tuple(_logical_order(seen)), a.direction, min(a.rank, b.rank))
    words = left.words + right.words
    gap = abs(right.bbox.x0 - left.bbox.x1)
    if gap <= WORD_GAP_RATIO * max(_size(left), _size(right)) and _same_word(left.words[-1], right.words[0]):
        glued = replace(
            left.words[-1],
            text=left.words[-1].text + right.words[0].text,
            bbox=union((left.words[-1].bbox, right.words[0].bbox)),
            u1=right.words[0].u1,
        )
        words = (*left.words[:-1], glued, *right.words[1:])
    return RawLine(words, left.direction, min(a.rank, b.rank))


def _same_word(left: RawWord, right: RawWord) -> bool:
    """Whether two touching pieces drawn apart read as one left-to-right word."""
    if is_symbol_font(left.style.font) != is_symbol_font(right.style.font):
        return False
    return left.u1 <= right.u0 + 0.3 * left.style.size_pt and not is_right_to_left(left.text + right.text)
