"""Measures of the blocks of text exports: lengths of lines and what stands around, in place of looks.

They follow those of `tasks.articles.measures`, of which all that needs a box or a font says nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.layout import Block
from schemas.page_text import lengths_near, usual_length
from tasks.articles.evidence import ABSENT, Evidence
from tasks.articles.measures import MEASURES, measure

_LENGTHS: Mapping[str, str] = {
    "longest_line": "length of its longest line over that of the longest near",
    "longest_of_issue": "length of its longest line over that of the issue's long lines",
    "last_line": "length of its last line over that of the longest near",
    "near_of_issue": "length of the longest line near over that of the issue's long lines",
    "blank_above": "empty lines above it",
    "blank_below": "empty lines below it",
    "room_above": "room that the line above leaves for its first word, over the longest line near",
    "room_below": "room that its last line leaves for the first word below, over the longest line near",
    "longest_below": "length of the longest line of what is below, over that of the longest near",
}
_OF_OTHERS = (
    "words",
    "lines",
    "letter_share",
    "digit_share",
    "capitals",
    "capital_words",
    "first_capital",
    "first_small",
    "sentence_end",
    "colon_end",
    "bullet",
    "numbered",
    "running",
    "date",
    "contact",
    "rule_noise",
)
_OTHERS: Mapping[str, int] = {
    "second_above": -2,
    "first_above": -1,
    "first_below": 1,
    "second_below": 2,
    "third_below": 3,
}

EXPORT_MEASURES: Mapping[str, str] = {
    **MEASURES,
    **_LENGTHS,
    **{
        f"{name}_{side}": f"of the {side.replace('_', ' block ')}: {MEASURES[name]}"
        for side in _OTHERS
        for name in _OF_OTHERS
    },
}
"""What each column measures, in its order."""

_COLUMNS = [list(MEASURES).index(name) for name in _OF_OTHERS]


def measure_export(evidence: Evidence) -> NDArray[np.float64]:
    """A row for each block of an export, a column for each of `EXPORT_MEASURES`."""
    rows = measure(evidence)
    if not len(rows):
        return np.zeros((0, len(EXPORT_MEASURES)))
    around = [_shifted(rows[:, _COLUMNS], by) for by in _OTHERS.values()]
    return np.column_stack([rows, _lengths(evidence.blocks), *around])


def _shifted(columns: NDArray[np.float64], by: int) -> NDArray[np.float64]:
    """What is measured of the block so many below each block, `ABSENT` where there is none."""
    at = np.arange(len(columns)) + by
    inside = np.clip(at, 0, len(columns) - 1)
    return np.where((at == inside)[:, None], columns[inside], ABSENT)


def _lengths(blocks: Sequence[Block]) -> NDArray[np.float64]:
    """The columns of `_LENGTHS`, shape (blocks, measures)."""
    texts = [text for block in blocks for text in block.text.split("\n")]
    pages = np.array([block.page for block in blocks for _ in block.lines])
    length = np.array([len(text) for text in texts])
    word = np.array([len(text.split(maxsplit=1)[0]) for text in texts])
    usual = usual_length(length)
    count = np.array([len(block.lines) for block in blocks])
    last = np.cumsum(count) - 1
    first = last - count + 1
    near = np.maximum.reduceat(np.nanmax(lengths_near(length, pages), axis=0), first)
    longest = np.maximum.reduceat(length, first)
    page = pages[first]
    blank = np.array([block.blank_before for block in blocks], dtype=np.float64)
    follows = np.append(page[1:] == page[:-1], False)
    room = np.append((near[:-1] - length[last[:-1]] - 1 - word[first[1:]]) / near[:-1], ABSENT)
    room = np.where(follows, room, ABSENT)
    return np.column_stack(
        [
            longest / near,
            longest / usual,
            length[last] / near,
            near / usual,
            blank,
            np.where(follows, np.append(blank[1:], ABSENT), ABSENT),
            np.append(ABSENT, room[:-1]),
            room,
            np.where(follows, np.append(longest[1:], 0) / near, ABSENT),
        ]
    )
