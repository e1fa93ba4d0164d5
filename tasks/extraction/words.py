"""Glyphs of a page → words → lines. Geometry only; columns and blocks are made in `tasks.layout`.

Drawing order is the first guide, since files draw a line in one go far more often than not; place on
the page corrects it. A line here may still run over a narrow gutter: the layout splits it there.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from schemas.document import Direction, Respelling, Style, is_symbol_font
from schemas.geometry import BBox, union
from schemas.reasons import EditCode
from tasks.extraction.glyphs import (
    CURSIVE,
    DENSE,
    LEFT_TO_RIGHT,
    RIGHT_TO_LEFT,
    SLANTED,
    STACKED,
    Flags,
    Floats,
    Glyphs,
    Indices,
    Origin,
    has,
    text_of,
)
from tasks.extraction.overlays import find_overlays
from tasks.extraction.small_capitals import with_small_capitals

WORD_GAP_RATIO = 0.15
"""A gap wider than this share of the size parts words; 3 points flat would glue them."""

BLANK_MIN_RATIO = 0.02
"""A blank that leaves less than this share of the size between its neighbours parts nothing."""

JOINED_GAP_RATIO = 0.6
"""Arabic letters are one word up to this gap where blanks part the words of their line: what joins two of
them is often wider than the file says."""

RUN_GAP_RATIO = 3.0
"""Glyphs drawn one after the other on one baseline stay one run up to this many sizes of gap."""

JOIN_GAP_RATIO = 0.6
"""Runs drawn apart are one line when the gap is smaller than this share of the size."""

MARKER_GAP_RATIO = 2.5
"""A bullet or number stands up to this many sizes before the text it belongs to."""

DENSE_GAP_RATIO = 0.9
"""Characters of scripts without blanks are one word up to this gap, however a line is justified."""

OVERLAP_RATIO = 0.5
"""… and down to this much overlap: letters pushed together, and what is drawn over the end of a word."""

STACKED_OVERLAP_RATIO = 1.5
"""Letters that stand over, under and before each other lie as far back as this: vowels of Indic scripts."""

WIDE_TRACKING_RATIO = 1.0
"""Letters further apart than so many sizes are spaced out only if no two of their run stand close."""

MAX_SMALL = 0x10000
MIN_GAPS = 3
"""A run with fewer gaps between letters does not tell whether it is spaced out."""

LEAST_SIZE_PT = 1.0
MARKER_MAX_CHARS = 4
BASELINE_RATIO = 0.5
"""Baselines closer than this share of the larger size are one line (superscripts included)."""

_MARK = re.compile(r"[(\[]?(?:[0-9]{1,3}(?:[,–-][0-9]{1,3}){0,2}|[^\W\d_]{1,3}|[*†‡§¶#°®™©]{1,3})[)\]]?")
"""What marks a footnote, an ordinal or an index, or stands in a formula."""

_LEFT_TO_RIGHT_PART = re.compile(
    r"[0-9A-Za-z\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9]"
    r"(?:[.,:/\u066b\u066c-]?[0-9A-Za-z\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9])+"
)
"""Figures and Latin letters, which run to the right in any line."""

MARK_LEAST_RATIO, MARK_MOST_RATIO = 0.3, 0.85
"""A mark is as large as these shares of its line's size …"""

MARK_MOST_RISE_RATIO, MARK_MOST_DROP_RATIO = 0.75, 0.3
"""… with its baseline at most so far above or below the line's: higher stands what belongs to no word."""

SAME_SIZE_SLACK = 0.1
LEVEL_SLACK = 0.1
"""What fills a gap of a line is of its size and on its level, give or take these shares of the size."""

DROP_CAP_RATIO = 2.0
"""Neighbouring glyphs whose sizes differ more than this are a drop cap and its text."""


class RawWord(NamedTuple):
    """A word before it has a span: `u0`/`u1` run along the writing direction, `v` is the baseline."""

    text: str
    bbox: BBox
    style: Style
    tag: str | None
    u0: float
    u1: float
    v: float
    respellings: tuple[Respelling, ...] = ()


@dataclass(frozen=True, slots=True)
class RawLine:
    """Words of one baseline in logical order; `rank` is the place of its first glyph in drawing order.

    `bbox` covers its words, `size_pt` is that of the largest. An overlay is drawn across other lines.
    """

    words: tuple[RawWord, ...]
    direction: Direction
    rank: int
    bbox: BBox
    size_pt: float
    is_overlay: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """Glyphs along the way they run: `u0`/`u1` from the beginning, `v` across; `strong` tells direction."""

    glyphs: Glyphs
    u0: Floats
    u1: Floats
    v: Floats
    sizes: Floats
    blank: Flags
    strong: Indices

    @classmethod
    def of(cls, glyphs: Glyphs) -> _Placed:
        strong = has(glyphs.codes, RIGHT_TO_LEFT).astype(np.intp) - has(glyphs.codes, LEFT_TO_RIGHT)
        return cls(glyphs, *_along(glyphs), glyphs.sizes, glyphs.blank, strong)


def _along(glyphs: Glyphs) -> tuple[Floats, Floats, Floats]:
    """Where each glyph begins and ends on its way, and where its baseline is across it."""
    if not glyphs.angle.any():
        return glyphs.x0, glyphs.x1, glyphs.y
    ways = [glyphs.angle == 90, glyphs.angle == 270, glyphs.angle == 180]
    return (
        np.select(ways, [-glyphs.bottom, glyphs.top, -glyphs.x1], glyphs.x0),
        np.select(ways, [-glyphs.top, glyphs.bottom, -glyphs.x0], glyphs.x1),
        np.select(ways, [glyphs.x, -glyphs.x, -glyphs.y], glyphs.y),
    )


def group_lines(glyphs: Glyphs) -> list[RawLine]:
    """Lines of the page in drawing order; each non-blank glyph is in exactly one word of one line."""
    if glyphs.blank.all():
        return []
    runs = _lines(_Placed.of(glyphs))
    across = find_overlays(runs)
    lines = _join_neighbours(_with_marks([run for n, run in enumerate(runs) if n not in across]))
    lines += [replace(runs[n], is_overlay=True) for n in across]
    return sorted(lines, key=lambda line: line.rank)


def is_right_to_left(text: str) -> bool:
    """Whether the strong characters of `text` are mostly Hebrew, Arabic and their like."""
    kinds = Counter(unicodedata.bidirectional(character) for character in text)
    return kinds["R"] + kinds["AL"] > kinds["L"]


def _starts_of_runs(placed: _Placed) -> Indices:
    """Where glyphs do not go on from the one drawn before them."""
    u0, u1, angle, blank = placed.u0, placed.u1, placed.glyphs.angle, placed.blank
    large = np.maximum(placed.sizes[1:], placed.sizes[:-1])
    small = np.minimum(placed.sizes[1:], placed.sizes[:-1])
    step, shift = u0[1:] - u1[:-1], np.abs(placed.v[1:] - placed.v[:-1])
    is_drop_cap = (large > DROP_CAP_RATIO * np.maximum(small, LEAST_SIZE_PT)) & ~(blank[1:] | blank[:-1])
    is_backward = placed.strong[1:] + placed.strong[:-1] > 0
    reach = RUN_GAP_RATIO * large
    # A blank has no ink: what begins over it, however wide it is told, goes on behind its beginning.
    lap = u0[1:] - np.where(blank[:-1] & ~blank[1:], u0[:-1], u1[:-1])
    stacked = has(placed.glyphs.codes, STACKED)
    overlap = np.where(stacked[1:] & stacked[:-1], STACKED_OVERLAP_RATIO, OVERLAP_RATIO)
    follows = np.where(
        is_backward,
        np.maximum(u0[:-1] - u1[1:], step) <= reach,
        (-overlap * large <= lap) & (step <= reach),
    )
    level = ~is_drop_cap & (shift <= BASELINE_RATIO * large) & follows
    slanted = (np.abs(step) <= large) & (shift <= large)
    continues = (angle[1:] == angle[:-1]) & np.where(angle[:-1] == SLANTED, slanted, level)
    return np.concatenate([[0], np.flatnonzero(~continues) + 1])


def _lines(placed: _Placed) -> list[RawLine]:
    """One line for each run that is not blank."""
    starts = _starts_of_runs(placed)
    lengths = np.diff(np.append(starts, len(placed.glyphs)))
    run = np.repeat(np.arange(len(starts)), lengths)
    is_backward = np.add.reduceat(placed.strong, starts) > 0
    order = np.arange(len(placed.glyphs))
    for number in np.flatnonzero(is_backward).tolist():
        part = slice(starts[number], starts[number] + lengths[number])
        order[part] = _in_reading_direction(placed, order[part])
    shown = order[~placed.blank[order]]
    kept: dict[float, float] = {}
    words = _words(placed, shown, _starts_of_words(placed, order, run, is_backward), run, is_backward, kept)
    rank = np.full(len(starts), len(placed.glyphs))
    np.minimum.at(rank, run[shown], shown)
    runs, first = np.unique(run[shown[words.first]], return_index=True)
    parts = [words.words[begin:end] for begin, end in pairwise([*first.tolist(), len(words.words)])]
    for line in np.flatnonzero(is_backward[runs]).tolist():
        parts[line] = _logical_order(parts[line])
    is_level = (placed.glyphs.angle[starts[runs]] % 180 == 0).tolist()
    return list(
        map(
            RawLine,
            map(tuple, parts),
            [Direction.HORIZONTAL if level else Direction.VERTICAL for level in is_level],
            rank[runs].tolist(),
            _boxes(_outlines(words.edges, first), kept),
            np.maximum.reduceat(words.sizes, first).tolist(),
        )
    )


def _raw_line(words: Iterable[RawWord], direction: Direction, rank: int) -> RawLine:
    parts = tuple(words)
    boxes = [word.bbox for word in parts]
    return RawLine(parts, direction, rank, union(boxes), max([word.style.size_pt for word in parts]))


def _in_reading_direction(placed: _Placed, run: Indices) -> Indices:
    """Glyphs of a right-to-left run from its beginning; files draw it from either end.

    Drawing order is kept, or turned round stretch by stretch, as most steps from letter to letter go: pieces
    of ligatures and marks overlap, so that their places alone would shuffle the letters. A stretch ends where
    what follows lies wholly to the left of it: some files draw word after word from the right, and the
    letters of each from the left. The letters of one glyph stay in their order.
    """
    u0, u1 = placed.u0[run], placed.u1[run]
    steps = np.diff(u0)
    is_letter = placed.strong[run] > 0
    between_letters = steps[is_letter[1:] & is_letter[:-1]]
    telling = between_letters if between_letters.size else steps
    ascending = np.count_nonzero(telling > 0)
    if ascending <= len(telling) - ascending:
        return run
    stretch = np.zeros(len(run), dtype=np.intp)
    start = 0
    for back in (np.flatnonzero(steps < 0) + 1).tolist():
        if u1[back] <= u0[start:back].min() + JOIN_GAP_RATIO * placed.sizes[run[back]] / 2:
            stretch[back:] += 1
            start = back
    glyph = np.cumsum(placed.glyphs.piece[run] <= 1, dtype=np.intp)
    return run[np.lexsort((np.arange(len(run)), -glyph, stretch))]


def _starts_of_words(placed: _Placed, order: Indices, run: Indices, is_backward: Flags) -> Indices:
    """Places among the shown glyphs, in reading direction, at which a word begins."""
    at = np.flatnonzero(~placed.blank[order])
    last, item = order[at[:-1]], order[at[1:]]
    backward = is_backward[run[item]]
    gap = np.where(
        backward, placed.u0[last] - placed.u1[item], placed.u0[item] - _right_edges(placed, order)[last]
    )
    same_run, saw_blank = run[item] == run[last], np.diff(at) > 1
    tracking = _tracking(
        gap, placed.sizes[item], np.where(same_run & ~saw_blank, run[item], -1), len(is_backward)
    )
    dense = has(placed.glyphs.codes, DENSE)
    room = np.where(dense[last] & dense[item], DENSE_GAP_RATIO, WORD_GAP_RATIO + tracking[run[item]])
    joined = has(placed.glyphs.codes, CURSIVE)
    has_blanks = np.bincount(run[item], same_run & saw_blank, len(is_backward)) > 0
    room = np.where(joined[last] & joined[item] & has_blanks[run[item]], JOINED_GAP_RATIO, room)
    size = np.maximum(placed.sizes[item], placed.sizes[last])
    pictures = np.array([is_symbol_font(style.font) for style in placed.glyphs.styles])[placed.glyphs.style]
    slanted = placed.glyphs.angle[item] == SLANTED
    begins = (
        ~same_run
        | (gap > room * size)
        | (pictures[item] != pictures[last])
        | (saw_blank & (slanted | (gap > BLANK_MIN_RATIO * size)))
        | _are_number_and_mark(placed, last, item)
    )
    return np.concatenate([[0], np.flatnonzero(begins) + 1])


def _right_edges(placed: _Placed, order: Indices) -> Floats:
    """Where each glyph ends, or the one before it, if that is of the same cluster and goes on further."""
    stacked = has(placed.glyphs.codes[order], STACKED)
    edges = placed.u1.copy()
    pair = np.flatnonzero(stacked[1:] & stacked[:-1])
    edges[order[pair + 1]] = np.maximum(placed.u1[order[pair + 1]], placed.u1[order[pair]])
    return edges


def _are_number_and_mark(placed: _Placed, last: Indices, item: Indices) -> Flags:
    """Where a digit follows another that is of another size on another level: `2019` and its note `3`."""
    sizes = placed.sizes
    large, small = np.maximum(sizes[last], sizes[item]), np.minimum(sizes[last], sizes[item])
    is_digit = (placed.glyphs.codes >= ord("0")) & (placed.glyphs.codes <= ord("9"))
    is_moved = np.abs(placed.v[item] - placed.v[last]) > LEVEL_SLACK * large
    return is_digit[last] & is_digit[item] & (small <= MARK_MOST_RATIO * large) & is_moved


def _tracking(gap: Floats, size: Floats, run: Indices, runs: int) -> Floats:
    """Usual gap between neighbouring letters of each run as a share of the size: above 0 for spaced-out text.

    `run` is -1 where two letters are no neighbours.
    """
    share = gap / np.maximum(size, LEAST_SIZE_PT)
    order = np.flatnonzero(run >= 0)
    order = order[np.argsort(share[order])]
    # Numbers of two bytes are sorted many times faster than others.
    order = order[np.argsort(run[order].astype(np.uint16 if runs <= MAX_SMALL else np.int64), kind="stable")]
    count = np.bincount(run[order], minlength=runs)
    first = np.cumsum(count) - count
    told = count >= MIN_GAPS
    tracking = np.zeros(runs)
    middle = first[told] + count[told] // 2
    below = first[told] + (count[told] - 1) // 2
    ranked = share[order]
    usual = np.maximum(0.0, (ranked[middle] + ranked[below]) / 2)
    are_cells = (usual > WIDE_TRACKING_RATIO) & (ranked[first[told]] <= WORD_GAP_RATIO)
    tracking[told] = np.where(are_cells, 0.0, usual)
    return tracking


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """Words in reading direction; `first` are the places of their first glyphs among those shown.

    `edges` are their left, top, right and bottom edges, `sizes` those of their letters.
    """

    words: list[RawWord]
    first: Indices
    edges: list[Floats]
    sizes: Floats


def _words(
    placed: _Placed,
    shown: Indices,
    first: Indices,
    run: Indices,
    is_backward: Flags,
    kept: dict[float, float],
) -> _Words:
    """The shown glyphs as words that begin at `first`; `run` is that of each glyph, some go backwards."""
    glyphs, letters = placed.glyphs, text_of(placed.glyphs.codes[shown])
    begins, ends = first.tolist(), [*first[1:].tolist(), len(shown)]
    texts = [letters[begin:end] for begin, end in zip(begins, ends, strict=True)]
    turned: set[int] = set()
    for word in np.flatnonzero(is_backward[run[shown[first]]]).tolist():
        as_met = texts[word]
        texts[word] = _in_their_order(as_met, placed.u0[shown[begins[word] : ends[word]]])
        if texts[word] != as_met:
            turned.add(word)
    edges = _outlines([edge[shown] for edge in (glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom)], first)
    most = _most_common(glyphs.style[shown], first, ends)
    looks, styles = with_small_capitals(glyphs, shown, first, most, run[shown[first]])
    words = map(
        RawWord,
        texts,
        _boxes(edges, kept),
        map(styles.__getitem__, looks),
        map(glyphs.tags.__getitem__, _most_common(glyphs.tag[shown], first, ends)),
        np.minimum.reduceat(placed.u0[shown], first).tolist(),
        np.maximum.reduceat(placed.u1[shown], first).tolist(),
        placed.v[shown[first]].tolist(),
        _respellings(glyphs, shown, first, ends, turned),
    )
    return _Words(list(words), first, edges, np.array([style.size_pt for style in styles])[looks])


def _outlines(edges: Sequence[Floats], first: Indices) -> list[Floats]:
    """Left, top, right and bottom edges of what begins at each of these places, from those of its parts."""
    ends = (np.minimum, np.minimum, np.maximum, np.maximum)
    return [outermost.reduceat(edge, first) for edge, outermost in zip(edges, ends, strict=True)]


def _boxes(edges: Sequence[Floats], kept: dict[float, float]) -> Iterator[BBox]:
    """Boxes with equal numbers as one object, that in `kept`: words of a line have its height in common."""
    lists = [edge.tolist() for edge in edges]
    return map(BBox, *(map(kept.setdefault, numbers, numbers) for numbers in lists))


def _respellings(
    glyphs: Glyphs, shown: Indices, first: Indices, ends: Sequence[int], turned: Collection[int]
) -> list[tuple[Respelling, ...]]:
    """For each word, which of its letters are read as others than the file says; all of a turned one."""
    found: list[tuple[Respelling, ...]] = [()] * len(first)
    if not glyphs.origins:
        return found
    origin = glyphs.origin[shown]
    marked = np.flatnonzero(origin >= 0)
    for word in np.unique(np.searchsorted(first, marked, side="right") - 1).tolist():
        begin, end = int(first[word]), ends[word]
        said = [None if place < 0 else glyphs.origins[place] for place in origin[begin:end].tolist()]
        if word in turned:
            letters = text_of(glyphs.codes[shown[begin:end]])
            whole = "".join(o.letters if o else letter for o, letter in zip(said, letters, strict=True))
            reason = next(o.reason for o in said if o)
            found[word] = (Respelling(0, end - begin, whole, reason),)
        else:
            found[word] = tuple(_runs(said))
    return found


def _runs(said: Sequence[Origin | None]) -> Iterator[Respelling]:
    """Letters in a row that are read otherwise for one reason; those that stand for several are alone."""

    def kind(at: int) -> tuple[EditCode | None, int]:
        origin = said[at]
        if origin is None:
            return None, -1
        return origin.reason, -1 if len(origin.letters) == 1 else at

    for (reason, _), places in groupby(range(len(said)), kind):
        if reason is not None:
            run = list(places)
            original = "".join(origin.letters for at in run if (origin := said[at]) is not None)
            yield Respelling(run[0], run[-1] + 1, original, reason)


def _most_common(values: Indices, first: Indices, ends: Sequence[int]) -> list[int]:
    """The most common value of each word, the earliest of equals."""
    common: list[int] = values[first].tolist()
    is_mixed = np.minimum.reduceat(values, first) != np.maximum.reduceat(values, first)
    for word in np.flatnonzero(is_mixed).tolist():
        common[word] = Counter(values[first[word] : ends[word]].tolist()).most_common(1)[0][0]
    return common


def _turned(text: str) -> str:
    """A number or Latin word met from its end, turned round; punctuation outside it stays where it is."""
    strong = [index for index, letter in enumerate(text) if letter.isalnum()]
    if not strong:
        return text
    first, last = strong[0], strong[-1] + 1
    return text[:first] + text[first:last][::-1] + text[last:]


def _in_their_order(text: str, u0: Floats) -> str:
    """A word of a right-to-left run in the order of its letters; `u0` are their places along the line.

    Numbers and Latin words were met from their ends, as those inside a word (`ב-28`) may have been.
    """
    if not is_right_to_left(text):
        return _turned(text)

    def turn(part: re.Match[str]) -> str:
        return part[0][::-1] if u0[part.start()] > u0[part.end() - 1] else part[0]

    return _LEFT_TO_RIGHT_PART.sub(turn, text)


def _logical_order(words: Sequence[RawWord]) -> list[RawWord]:
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


def _with_marks(lines: list[RawLine]) -> list[RawLine]:
    """The runs, those that are raised or lowered marks in the lines they belong to, the smallest first."""
    level = [n for n, line in enumerate(lines) if line.direction is Direction.HORIZONTAL]
    marks = sorted((n for n in level if _MARK.fullmatch(_text(lines[n]))), key=lambda n: lines[n].size_pt)
    if not marks:
        return lines
    least = lines[marks[0]].size_pt / MARK_MOST_RATIO
    hosts = sorted((n for n in level if lines[n].size_pt >= least), key=lambda n: lines[n].words[0].v)
    levels = [lines[n].words[0].v for n in hosts]
    found = dict(enumerate(lines))
    for number in marks:
        mark = found[number]
        reach = MARK_MOST_RISE_RATIO * mark.size_pt / MARK_LEAST_RATIO
        v = mark.words[0].v
        near = hosts[bisect_left(levels, v - reach) : bisect_right(levels, v + reach)]
        marked = [n for n in near if n in found and _is_marked(found[n], mark)]
        if marked:
            host = min(marked, key=lambda n: abs(found[n].words[0].v - v))
            found[host] = _with_mark(found[host], found.pop(number))
    return list(found.values())


def _is_marked(line: RawLine, mark: RawLine) -> bool:
    """Whether a run stands as marks do: smaller, raised or lowered, right behind a word and on none."""
    size, box = line.size_pt, mark.bbox
    if not MARK_LEAST_RATIO * size <= mark.size_pt <= MARK_MOST_RATIO * size:
        return False
    if not -MARK_MOST_DROP_RATIO * size <= line.words[0].v - mark.words[0].v <= MARK_MOST_RISE_RATIO * size:
        return False
    if size > DROP_CAP_RATIO * mark.size_pt and len(_text(line)) == 1:
        return False
    gaps = _gaps(box, line)
    before, behind = reversed(gaps) if is_right_to_left(_text(line)) else gaps
    return abs(before) <= WORD_GAP_RATIO * size and behind >= -BLANK_MIN_RATIO * size


def _with_mark(line: RawLine, mark: RawLine) -> RawLine:
    if is_right_to_left(_text(line)):
        return _merge(line, mark)
    return _raw_line(_spliced(line.words, mark.words), line.direction, min(line.rank, mark.rank))


def _text(line: RawLine) -> str:
    return "".join([word.text for word in line.words])


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
            reach = BASELINE_RATIO * max(other.size_pt, line.size_pt)
            (still_open if v - other.words[0].v <= reach else joined).append(other)
        open_rows = still_open
        merged = line
        while (partner := next((o for o in open_rows if _adjoin(o, merged)), None)) is not None:
            open_rows.remove(partner)
            merged = _merge(partner, merged)
        open_rows.append(merged)
    return joined + open_rows


def _adjoin(a: RawLine, b: RawLine) -> bool:
    left, right = (b, a) if b.bbox.x0 < a.bbox.x0 else (a, b)
    size_left, size_right = left.size_pt, right.size_pt
    size = max(size_left, size_right)
    gap = right.bbox.x0 - left.bbox.x1
    if gap > MARKER_GAP_RATIO * size:
        return False
    if _fills_gap(a, b) or _fills_gap(b, a):
        return True
    if size > DROP_CAP_RATIO * min(size_left, size_right):
        return False
    if gap < -0.3 * size:
        return False
    if not left.bbox.shares_row(right.bbox):
        return False
    if gap <= JOIN_GAP_RATIO * size:
        return True
    return len(left.words) == 1 and _is_marker(left.words[0].text, is_first=left.rank < right.rank)


def _is_marker(text: str, *, is_first: bool) -> bool:
    """Whether a word is a bullet or number of what stands behind it; `is_first` when it is drawn first."""
    if len(text) > MARKER_MAX_CHARS or text[-1:].isalnum():
        return False
    return is_first or (len(text) == 1 and text not in "-–—(")


def _fills_gap(part: RawLine, line: RawLine) -> bool:
    """Whether the words of a run stand in gaps of `line`: ligatures that a file draws after all the rest."""
    is_alike = abs(part.size_pt - line.size_pt) <= SAME_SIZE_SLACK * line.size_pt
    if not is_alike or abs(part.words[0].v - line.words[0].v) > LEVEL_SLACK * line.size_pt:
        return False
    return len(part.words) < len(line.words) and all(_fills(word.bbox, line) for word in part.words)


def _fills(box: BBox, line: RawLine) -> bool:
    """Whether a box touches a word of the line and stands on none."""
    slack = WORD_GAP_RATIO * line.size_pt
    gaps = _gaps(box, line)
    return min(gaps) >= -slack and min(gaps) <= slack


def _gaps(box: BBox, line: RawLine) -> tuple[float, float]:
    """Room between a box and the words of a line to its left and right; below 0 if it stands on one."""
    left = max((w.bbox.x1 for w in line.words if w.bbox.center_x <= box.center_x), default=-math.inf)
    right = min((w.bbox.x0 for w in line.words if w.bbox.center_x > box.center_x), default=math.inf)
    return box.x0 - left, right - box.x1


def _merge(a: RawLine, b: RawLine) -> RawLine:
    rank = min(a.rank, b.rank)
    if is_right_to_left("".join(word.text for word in (*a.words, *b.words))):
        seen = sorted((*a.words, *b.words), key=lambda word: -word.u1)
        return _raw_line(_logical_order(seen), a.direction, rank)
    if _fills_gap(a, b):
        return _raw_line(_spliced(b.words, a.words), b.direction, rank)
    if _fills_gap(b, a):
        return _raw_line(_spliced(a.words, b.words), a.direction, rank)
    left, right = sorted((a, b), key=lambda line: line.bbox.x0)
    return _raw_line(_strung(left.words, right.words), left.direction, rank)


def _spliced(words: tuple[RawWord, ...], part: tuple[RawWord, ...]) -> tuple[RawWord, ...]:
    """`words` with those of `part` in the gaps where they stand."""
    for word in part:
        at = sum(other.bbox.center_x <= word.bbox.center_x for other in words)
        before, behind = words[:at], words[at:]
        words = _strung(before, (word,)) if before else (word,)
        words = _strung(words, behind) if behind else words
    return words


def _strung(left: tuple[RawWord, ...], right: tuple[RawWord, ...]) -> tuple[RawWord, ...]:
    """The words one after the other; where they touch, the last and the first may be one word."""
    last, first = left[-1], right[0]
    gap = abs(first.bbox.x0 - last.bbox.x1)
    size = max(word.style.size_pt for word in (*left, *right))
    if gap > WORD_GAP_RATIO * size or not _same_word(last, first):
        return left + right
    shift = len(last.text)
    glued = last._replace(
        text=last.text + first.text,
        bbox=union((last.bbox, first.bbox)),
        u1=first.u1,
        respellings=(
            *last.respellings,
            *(replace(one, start=one.start + shift, end=one.end + shift) for one in first.respellings),
        ),
    )
    return (*left[:-1], glued, *right[1:])


def _same_word(left: RawWord, right: RawWord) -> bool:
    """Whether two touching pieces drawn apart are one left-to-right word; a number and its mark are not."""
    sizes = (left.style.size_pt, right.style.size_pt)
    if left.text[-1].isdecimal() and right.text[0].isdecimal() and min(sizes) <= MARK_MOST_RATIO * max(sizes):
        return False
    if is_symbol_font(left.style.font) != is_symbol_font(right.style.font):
        return False
    return left.u1 <= right.u0 + 0.3 * left.style.size_pt and not is_right_to_left(left.text + right.text)
