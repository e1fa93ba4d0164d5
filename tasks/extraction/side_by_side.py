"""What stands on the two sides of a gutter: columns, each read downwards by itself, or rows, read across.

Sides are lines of equal number, stripped, blank where one side has nothing. Running text goes on from line to
line in small letters; rows of a table, a form or a list of names begin anew on both sides at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from schemas.wording import word_count

MIN_ROWS = 3
"""Lines in a row with text on both sides, below which nothing is told of them."""

MIN_LINES = 5
"""The same where the text of one side alone speaks for columns."""

MIN_LEVEL_GOING_ON = 2
"""Lines in which the texts of both sides go on at once, enough for columns of few lines."""

MIN_SIDE_SHARE = 0.4
"""Of the lines where columns stand beside each other; entries of a table stand farther apart."""

MIN_LINE_WORDS = 3.5
"""Words that half the lines of running text have at least."""

MIN_RUN_WORDS = 2.0
"""Words between gaps: less is a table, or text drawn out to the width of its lines."""

MIN_LETTER_SHARE = 0.7
"""Of the visible characters of running text; prices, dates and numbers of telephones have less."""

MIN_LIST_LETTER_SHARE = 0.5
"""The same for a list beside running text, which may give times and numbers."""

MIN_GOING_ON_SHARE = 0.3
"""Lines of running text, few of which begin anew."""

MAX_TABLE_GOING_ON_SHARE = 0.2
"""Rows of a table that go on from the row above: a cell of two lines."""

_GAP = re.compile(r"\s{2,}")


def count_rows(left: Sequence[str], right: Sequence[str]) -> int:
    """Lines with text on both sides; where sides are not level, a line of each in turn counts as one."""
    level = sum(bool(a and b) for a, b in zip(left, right, strict=True))
    turns = zip(pairwise(left), pairwise(right), strict=True)
    return level + sum(bool(a and d and not b and not c) for (a, b), (c, d) in turns)


def are_columns(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether both sides are running text, or one is beside a list that does not keep step with it."""
    row_count = count_rows(left, right)
    if row_count < MIN_ROWS or not _are_both_filled(left, right):
        return False
    is_text_left, is_text_right = is_running_text(left), is_running_text(right)
    if is_text_left and is_text_right:
        return row_count >= MIN_LINES or _level_going_on(left, right) >= MIN_LEVEL_GOING_ON
    if row_count < MIN_LINES:
        return False
    return (is_text_left and _is_list_beside(right, left)) or (is_text_right and _is_list_beside(left, right))


def is_table(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether lines hold rows of which hardly one goes on from the row above, on either side."""
    rows = [(a, b) for a, b in zip(left, right, strict=True) if a and b]
    going_on = sum(_may_go_on(a) or _may_go_on(b) for a, b in rows)
    return len(rows) >= MIN_ROWS and going_on <= MAX_TABLE_GOING_ON_SHARE * len(rows)


def _are_both_filled(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether neither side has few lines only, from where the later begins to where the earlier ends."""
    start = max(_first_filled(left), _first_filled(right))
    stop = len(left) - max(_first_filled(left[::-1]), _first_filled(right[::-1]))
    sides = [(bool(a), bool(b)) for a, b in zip(left[start:stop], right[start:stop], strict=True)]
    filled = sum(a or b for a, b in sides)
    return min(sum(a for a, _ in sides), sum(b for _, b in sides)) >= MIN_SIDE_SHARE * filled


def _first_filled(side: Sequence[str]) -> int:
    return next((number for number, text in enumerate(side) if text), len(side))


def _is_list_beside(side: Sequence[str], text: Sequence[str]) -> bool:
    """Whether a side that is mostly words begins entries in the middle of the sentences beside it."""
    rows = [(a, b) for a, b in zip(side, text, strict=True) if a and b]
    anew = [b[0].islower() for a, b in rows if not a[0].islower()]
    return (
        _letter_share(filter(None, side)) >= MIN_LIST_LETTER_SHARE
        and sum(b[0].islower() for _, b in rows) >= MIN_ROWS
        and sum(anew) >= MIN_GOING_ON_SHARE * len(anew)
    )


def _level_going_on(left: Sequence[str], right: Sequence[str]) -> int:
    return sum(a[:1].islower() and b[:1].islower() for a, b in zip(left, right, strict=True))


def is_running_text(side: Sequence[str]) -> bool:
    """Whether lines have several words each, mostly letters, and go on from one to the next."""
    lines = [line for line in side if line]
    words = [word_count(line) for line in lines]
    return (
        len(lines) >= MIN_ROWS
        and median(words) >= MIN_LINE_WORDS
        and sum(words) >= MIN_RUN_WORDS * sum(len(_GAP.findall(line)) + 1 for line in lines)
        and sum(map(_may_go_on, lines)) >= MIN_GOING_ON_SHARE * len(lines)
        and _letter_share(lines) >= MIN_LETTER_SHARE
    )


def _may_go_on(line: str) -> bool:
    """Whether a line begins with a letter that is no capital; in scripts without case with any letter."""
    return line[0].isalpha() and not line[0].isupper()


def _letter_share(lines: Iterable[str]) -> float:
    visible = [c for line in lines for c in line if not c.isspace()]
    return sum(unicodedata.category(c)[0] in "LM" for c in visible) / max(len(visible), 1)
