"""Columns that an export keeps side by side, as `pdftotext -layout` does, one below the other.

A gutter is a place where many lines in a row hold two blanks or more between words. Both sides have to be
running text: tables, lists of names and forms stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from schemas.wording import word_count

MIN_SPLIT_LINES = 5
MIN_SPLIT_SHARE = 0.5
MIN_GAP = 2
MAX_WIDTH = 250
"""Columns of characters in which gutters are looked for."""

MAX_GUTTERS = 6
"""So many places are tried on a page."""

MIN_GUTTER_DISTANCE = 5
MAX_DEPTH = 3
MIN_LINE_WORDS = 3.5
MIN_LETTER_SHARE = 0.7
MIN_GOING_ON_SHARE = 0.3
"""Lines of running text, few of which begin anew."""

MAX_MARGIN = 4
MIN_RTL_SHARE = 0.5
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)]*\s*\Z")
_GAP = re.compile(rf"(?<=\S) {{{MIN_GAP},}}(?=\S)|^ {{{MIN_GAP},}}(?=\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a page or a column's part of it; `offset` in the page, `is_first` where a column begins."""

    offset: int
    text: str
    is_first: bool = False


def part_columns(pieces: Sequence[Piece], depth: int = MAX_DEPTH) -> list[Piece]:
    """The lines of a page with columns read one after the other; as they are where there are none."""
    if depth == 0 or _is_right_to_left(pieces):
        return list(pieces)
    for column in _gutters(pieces):
        bands = _bands(pieces, column)
        if bands:
            return _parted(pieces, column, bands, depth)
    return list(pieces)


def _parted(pieces: Sequence[Piece], column: int, bands: Iterable[range], depth: int) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    for band in bands:
        found += pieces[at : band.start]
        lines = pieces[band.start : band.stop]
        found += part_columns(_begun([Piece(p.offset, p.text[:column]) for p in lines]), depth - 1)
        right = [Piece(p.offset + column, p.text[column:]) for p in lines]
        found += part_columns(_begun(right), depth - 1)
        at = band.stop
    return found + _begun(pieces[at:])


def _begun(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` with the first that is not blank marked as one that begins a column."""
    first = next((n for n, piece in enumerate(pieces) if piece.text.strip()), None)
    return [
        Piece(piece.offset, piece.text, is_first=True) if number == first else piece
        for number, piece in enumerate(pieces)
    ]


def _gutters(pieces: Sequence[Piece]) -> list[int]:
    """Places where right columns may begin, those in most lines first."""
    counts: Counter[int] = Counter()
    for piece in pieces:
        for gap in _GAP.finditer(piece.text, 0, MAX_WIDTH):
            counts.update(range(gap.start() + MIN_GAP, gap.end() + 1))
    found: list[int] = []
    for column, count in sorted(counts.items(), key=lambda item: (-item[1], -item[0])):
        if count < MIN_SPLIT_LINES or len(found) == MAX_GUTTERS:
            break
        if all(abs(column - other) >= MIN_GUTTER_DISTANCE for other in found):
            found.append(column)
    return found


def _bands(pieces: Sequence[Piece], column: int) -> list[range]:
    """Runs of lines with running text on both sides of `column`."""
    found: list[range] = []
    start: int | None = None
    for number in range(len(pieces) + 1):
        if number < len(pieces) and not _crosses(pieces[number].text, column):
            start = number if start is None else start
        elif start is not None:
            band = _band(pieces, range(start, number), column)
            if band is not None:
                found.append(band)
            start = None
    return found


def _band(pieces: Sequence[Piece], run: range, column: int) -> range | None:
    """The lines of `run` from the first with text on the right to the last; None where it is no prose."""
    on_right = [n for n in run if pieces[n].text[column:].strip()]
    if not on_right:
        return None
    end = _end_of_left(pieces, range(on_right[-1] + 1, run.stop))
    lines = [pieces[n].text for n in range(on_right[0], end)]
    split = [text for text in lines if text[:column].strip() and text[column:].strip()]
    filled = sum(bool(text.strip()) for text in lines)
    if len(split) < max(MIN_SPLIT_LINES, MIN_SPLIT_SHARE * filled):
        return None
    sides = ([text[:column] for text in lines], [text[column:] for text in lines])
    return range(on_right[0], end) if all(map(_is_running_text, sides)) else None


def _end_of_left(pieces: Sequence[Piece], run: range) -> int:
    """Where the left column ends, if it goes on below the right one: with whole sentences at its margin."""
    end, has_blank = run.start, False
    for number in run:
        text = pieces[number].text
        has_blank = has_blank or not text.strip()
        if text.strip() and not _is_at_margin(text):
            break
        if text.strip() and (not has_blank or _SENTENCE_END.search(text)):
            end = number + 1
    return end


def _crosses(text: str, column: int) -> bool:
    """Whether a line has text right before `column` and goes on behind it."""
    return bool(text[column - MIN_GAP : column].strip()) and bool(text[column:].strip())


def _is_at_margin(text: str) -> bool:
    return bool(text.strip()) and len(text) - len(text.lstrip()) <= MAX_MARGIN


def _is_running_text(lines: Sequence[str]) -> bool:
    """Whether lines have several words each, mostly letters, and go on from one to the next."""
    texts = [line.strip() for line in lines if line.strip()]
    visible = sum(not c.isspace() for text in texts for c in text)
    letter_share = sum(unicodedata.category(c)[0] in "LM" for text in texts for c in text) / max(visible, 1)
    going_on = sum(not text[0].isupper() and text[0].isalpha() for text in texts)
    return (
        len(texts) >= MIN_SPLIT_LINES
        and median(map(word_count, texts)) >= MIN_LINE_WORDS
        and letter_share >= MIN_LETTER_SHARE
        and going_on >= MIN_GOING_ON_SHARE * len(texts)
    )


def _is_right_to_left(pieces: Sequence[Piece]) -> bool:
    sample = "".join(piece.text for piece in pieces[:40])
    letters = [c for c in sample if c.isalpha()]
    rtl = sum(unicodedata.bidirectional(c) in {"R", "AL"} for c in letters)
    return rtl > MIN_RTL_SHARE * len(letters)
