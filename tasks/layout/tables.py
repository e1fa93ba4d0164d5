"""What in a ruled table is no table: word processors frame a report's head and its running text, too.

Rows of cells stay a table; display lines and rows of running text become blocks like any other. Where
a table lies is found in `boxes`, its lines come row by row from `reading_order`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from schemas.document import Line, box_of
from schemas.geometry import BBox, union
from schemas.tolerances import HEADLINE, MAJORITY, MINORITY, PHRASE_WORDS, TITLE_WORDS, WORD_LETTERS
from tasks.layout.looks import look_of_lines


@dataclass(frozen=True, slots=True)
class TablePart:
    """Neighbouring rows of a ruled table, with their lines in order."""

    lines: tuple[Line, ...]
    is_table: bool


def table_parts(lines: Sequence[Line], text: str, body_pt: float) -> list[TablePart]:
    """The rows of a table in their order, parted into cells and running text.

    Args:
        lines: lines of the table, row by row.
        text: text of the document.
        body_pt: size of the issue's text in points.
    """
    rows = _rows(lines)
    width = union(box_of(line) for line in lines).width
    is_text = [_is_running(row, text, width) for row in rows]
    is_text = _with_ends(rows, is_text, text)
    words = sum(len(_words(row, text)) for row, running in zip(rows, is_text, strict=True) if running)
    if words < TITLE_WORDS:
        is_text = [False] * len(rows)
    is_text = [running or _is_display(row, body_pt) for row, running in zip(rows, is_text, strict=True)]
    pairs = zip(rows, is_text, strict=True)
    return [
        TablePart(tuple(line for row, _ in part for line in row), not running)
        for running, part in groupby(pairs, key=lambda pair: pair[1])
    ]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines whose heights overlap stand in one row: figures are often set a little off their label."""
    rows: list[list[Line]] = []
    row: BBox | None = None
    for line in lines:
        box = box_of(line)
        if row is not None and min(row.bottom, box.bottom) - max(row.top, box.top) > MINORITY * box.height:
            rows[-1].append(line)
            row = union((row, box))
        else:
            rows.append([line])
            row = box
    return rows


def _is_running(row: Sequence[Line], text: str, width: float) -> bool:
    box = union(box_of(line) for line in row)
    return _is_lone(row, text) and len(_words(row, text)) >= PHRASE_WORDS and box.width >= MAJORITY * width


def _with_ends(rows: Sequence[Sequence[Line]], is_text: Sequence[bool], text: str) -> list[bool]:
    """Running text with the heads right over it, and the short lines that end its paragraphs."""
    padded = [False, *is_text, False]
    return [
        running or (_is_lone(row, text) and (above or below))
        for row, running, above, below in zip(rows, is_text, padded, padded[2:], strict=False)
    ]


def _is_lone(row: Sequence[Line], text: str) -> bool:
    """Whether a row has one text, perhaps behind a mark of a list."""
    *marks, last = (_text(line, text) for line in row)
    return len(last) >= WORD_LETTERS and all(len(mark) < WORD_LETTERS for mark in marks)


def _is_display(row: Sequence[Line], body_pt: float) -> bool:
    return look_of_lines(row).size_pt >= HEADLINE * body_pt


def _words(row: Sequence[Line], text: str) -> list[str]:
    return [word for line in row for word in _text(line, text).split()]


def _text(line: Line, text: str) -> str:
    return text[line.span.start : line.span.end]
