"""Columns that an export keeps side by side, as `pdftotext -layout` does, one below the other.

A gutter (`gutters.py`) parts a page where what stands beside it is read downwards (`side_by_side.py`); each
side is then parted likewise. Tables, lists of names and forms stay as they are, and so do pages written from
right to left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.extraction.gutters import Gutter, find_gutters, stretches
from tasks.extraction.side_by_side import are_columns, is_table

MAX_DEPTH = 5
"""Times that sides are parted again: a page of six columns comes apart whatever the order of its gutters."""

MAX_HEAD_LINES = 2
"""Lines by themselves above the right column that are no part of it."""

MAX_MARGIN = 4
MIN_RTL_SHARE = 0.5
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)]*\s*\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a page or a column's part of it; `offset` in the page, `is_first` where a column begins."""

    offset: int
    text: str
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class _Band:
    """Two columns in the lines from `start` on, each of which parts at its place in `cuts`."""

    start: int
    cuts: Sequence[int]

    @property
    def stop(self) -> int:
        return self.start + len(self.cuts)


def part_columns(pieces: Sequence[Piece], depth: int = MAX_DEPTH) -> list[Piece]:
    """The lines of a page with columns read one after the other; as they are where there are none."""
    if depth == 0 or _is_right_to_left(pieces):
        return list(pieces)
    found: list[Piece] = []
    at = 0
    for band in _bands([piece.text.rstrip() for piece in pieces]):
        lines = list(zip(pieces[band.start : band.stop], band.cuts, strict=True))
        left = [Piece(piece.offset, piece.text[:cut]) for piece, cut in lines]
        right = [Piece(piece.offset + cut, piece.text[cut:]) for piece, cut in lines]
        found += pieces[at : band.start]
        found += part_columns(_begun(left), depth - 1) + part_columns(_begun(right), depth - 1)
        at = band.stop
    return found + (_begun(pieces[at:]) if at else list(pieces))


def _begun(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` with the first that is not blank marked as one that begins a column."""
    first = next((n for n, piece in enumerate(pieces) if piece.text.strip()), None)
    return [
        Piece(piece.offset, piece.text, is_first=True) if number == first else piece
        for number, piece in enumerate(pieces)
    ]


def _bands(texts: Sequence[str]) -> list[_Band]:
    """Lines with columns on both sides of a gutter, in order; where gutters overlap, the longer counts."""
    is_taken = [False] * len(texts)
    found: list[_Band] = []
    for gutter in find_gutters(texts):
        band = _band(texts, gutter, _free(gutter, is_taken))
        if band is not None:
            found.append(band)
            is_taken[band.start : band.stop] = [True] * len(band.cuts)
    return sorted(found, key=lambda band: band.start)


def _free(gutter: Gutter, is_taken: Sequence[bool]) -> range:
    """The longest run of a gutter's lines that no other has taken."""
    best = range(gutter.start, gutter.start)
    start = gutter.start
    for number in range(gutter.start, gutter.stop + 1):
        if number == gutter.stop or is_taken[number]:
            best = max(best, range(start, number), key=len)
            start = number + 1
    return best


def _band(texts: Sequence[str], gutter: Gutter, run: range) -> _Band | None:
    """The lines of `run` from the first with text on the right to the last; None if they are read across."""
    cuts = gutter.cuts[run.start - gutter.start : run.stop - gutter.start]
    left = [texts[number][:cut].strip() for number, cut in zip(run, cuts, strict=True)]
    right = [texts[number][cut:].strip() for number, cut in zip(run, cuts, strict=True)]
    core = _core(left, right)
    on_right = [number for number in core if right[number]]
    if not on_right:
        return None
    start, below = on_right[0], on_right[-1] + 1
    next_right = next((number for number in range(below, len(right)) if right[number]), len(right))
    stop = _end_of_left([texts[number] for number in run[:next_right]], below)
    if not are_columns(left[start:stop], right[start:stop]):
        return None
    return _Band(run.start + start, cuts[start:stop])


def _core(left: Sequence[str], right: Sequence[str]) -> range:
    """The lines between the tables and heads by themselves that stand above and below columns."""
    is_filled = [bool(a or b) for a, b in zip(left, right, strict=True)]
    parts = [range(*part) for part in stretches(is_filled)]
    first = next(
        (
            n
            for n, part in enumerate(parts)
            if not (_is_head(left, right, part) or _is_table(left, right, part))
        ),
        len(parts),
    )
    ends = (part.stop for part in reversed(parts[first:]) if not _is_table(left, right, part))
    return range(parts[first].start, next(ends)) if first < len(parts) else range(0)


def _is_head(left: Sequence[str], right: Sequence[str], part: range) -> bool:
    return len(part) <= MAX_HEAD_LINES and not any(left[number] for number in part)


def _is_table(left: Sequence[str], right: Sequence[str], part: range) -> bool:
    return is_table(left[part.start : part.stop], right[part.start : part.stop])


def _end_of_left(texts: Sequence[str], start: int) -> int:
    """Where the left column ends, if it goes on below the right one: with whole sentences at its margin."""
    end, has_blank = start, False
    for number in range(start, len(texts)):
        text = texts[number]
        has_blank = has_blank or not text.strip()
        if text.strip() and not _is_at_margin(text):
            break
        if text.strip() and (not has_blank or _SENTENCE_END.search(text)):
            end = number + 1
    return end


def _is_at_margin(text: str) -> bool:
    return len(text) - len(text.lstrip()) <= MAX_MARGIN


def _is_right_to_left(pieces: Sequence[Piece]) -> bool:
    sample = "".join(piece.text for piece in pieces[:40])
    letters = [c for c in sample if c.isalpha()]
    rtl = sum(unicodedata.bidirectional(c) in {"R", "AL"} for c in letters)
    return rtl > MIN_RTL_SHARE * len(letters)
