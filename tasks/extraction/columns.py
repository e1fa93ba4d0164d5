"""Columns that an export keeps side by side, as `pdftotext -layout` does, one below the other.

A gutter (`gutters.py`) parts a page where what stands beside it is read downwards (`side_by_side.py`); each
side is then parted likewise. Tables, lists of names and forms stay as they are, and so do pages written from
right to left.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.extraction.gutters import Gutter, find_gutters, stretches
from tasks.extraction.side_by_side import MIN_ROWS, are_columns, is_running_text, is_table

MAX_DEPTH = 5
"""Times that sides are parted again: a page of six columns comes apart whatever the order of its gutters."""

MAX_MARGIN = 4
"""Blanks before a line that begins at the margin of its column."""

MIN_RTL_SHARE = 0.5
"""Letters of the first lines that make a page one that is read from the right."""

_FIRST_RTL_LETTER = "\u05d0"
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
            found += _table_rows(texts, band) or [band]
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
    """The lines of `run` that hold columns; None where what stands on both sides is read across."""
    cuts = gutter.cuts[run.start - gutter.start : run.stop - gutter.start]
    lines = texts[run.start : run.stop]
    left = [text[:cut].strip() for text, cut in zip(lines, cuts, strict=True)]
    right = [text[cut:] for text, cut in zip(lines, cuts, strict=True)]
    rows = _rows(lines, left, _from_margin(right))
    if not are_columns(
        left[rows.start : rows.stop], [text.strip() for text in right[rows.start : rows.stop]]
    ):
        return None
    return _Band(run.start + rows.start, cuts[rows.start : rows.stop])


def _table_rows(texts: Sequence[str], band: _Band) -> list[_Band]:
    """Rows of a table whose cells hold texts; none where columns only happen to have paragraphs side by side.

    Between blank lines each row begins anew on both sides, though its cells are of unlike length.
    """
    cells = list(zip(texts[band.start : band.stop], band.cuts, strict=True))
    left, right = [text[:cut].strip() for text, cut in cells], [text[cut:].strip() for text, cut in cells]
    rows = [slice(*row) for row in stretches([bool(a or b) for a, b in zip(left, right, strict=True)])]
    if not all(_begins_anew(left[row.start]) and _begins_anew(right[row.start]) for row in rows):
        return []
    if sum(left[row].count("") != right[row].count("") for row in rows) < MIN_ROWS:
        return []
    return [_Band(band.start + row.start, band.cuts[row]) for row in rows]


def _begins_anew(text: str) -> bool:
    return text[:1].isupper() or text[:1].isdecimal()


def _from_margin(right: Sequence[str]) -> list[str]:
    """Right sides without the white in front of the place where most of them begin."""
    indents = [len(text) - len(text.lstrip()) for text in right]
    counts = Counter(indent for indent, text in zip(indents, right, strict=True) if text.strip())
    margin = max(counts, key=lambda indent: (counts[indent], -indent), default=0)
    return [text[min(indent, margin) :] for indent, text in zip(indents, right, strict=True)]


def _rows(texts: Sequence[str], left: Sequence[str], right: Sequence[str]) -> range:
    """The lines of columns, from the paragraph beside which the right one begins to where both end."""
    core = _core(left, right)
    on_right = [number for number in core if right[number].strip()]
    if not on_right:
        return range(0)
    start, below = on_right[0], on_right[-1] + 1
    while start > core.start and left[start - 1]:
        start -= 1
    next_right = next((number for number in range(below, len(right)) if right[number].strip()), len(right))
    return range(start, _end_of_left(texts[:next_right], below))


def _core(left: Sequence[str], right: Sequence[str]) -> range:
    """Lines without tables and running lines over and under them, and a head over the right side."""
    is_filled = [bool(a or b.strip()) for a, b in zip(left, right, strict=True)]
    parts = [slice(*part) for part in stretches(is_filled)]
    columns = [part for part in parts if not _is_across(left[part], right[part])]
    if not columns:
        return range(0)
    start = next((part.start for part in columns if any(left[part])), columns[0].start)
    over = [text.strip() for text in right[:start]]
    if is_running_text(over) or not is_running_text(left):
        start = columns[0].start
    return range(start, columns[-1].stop)


def _is_across(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether lines between blank ones are a table, or a single one whose ends stand far apart."""
    is_running_line = len(left) == 1 and bool(left[0]) and not _is_at_margin(right[0])
    return is_running_line or is_table(left, [text.strip() for text in right])


def _end_of_left(texts: Sequence[str], start: int) -> int:
    """Where the left column ends below the right one: right there, or with sentences at its margin."""
    end, has_blank = start, False
    for number in range(start, len(texts)):
        text = texts[number]
        if not text.strip():
            has_blank = True
        elif not has_blank:
            end = number + 1
        elif not _is_at_margin(text):
            break
        elif _SENTENCE_END.search(text):
            end = number + 1
    return end


def _is_at_margin(text: str) -> bool:
    return len(text) - len(text.lstrip()) <= MAX_MARGIN


def _is_right_to_left(pieces: Sequence[Piece]) -> bool:
    sample = "".join(piece.text for piece in pieces[:40])
    if max(sample, default="") < _FIRST_RTL_LETTER:
        return False
    letters = [c for c in sample if c.isalpha()]
    rtl = sum(unicodedata.bidirectional(c) in {"R", "AL"} for c in letters)
    return rtl > MIN_RTL_SHARE * len(letters)
