"""Whether a block lists what happens when: `3 May: boats`, `Sat 7 June, pier`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from schemas.geometry import BBox
from schemas.layout import Block
from schemas.tolerances import SERIES, WORD_LETTERS
from schemas.wording import letters, plain
from tasks.articles.dates import find_mentions, is_filling

_DAY = re.compile(r"\s*(0?[1-9]|[12]\d|3[01])\.?(?:\s|$)")


def lists_days(block: Block) -> bool:
    """Whether several lines begin with a day and its month, and go on with what is on."""
    lines = block.text.split("\n")
    return len(lines) >= SERIES and sum(map(_begins_with_day, map(plain, lines))) >= SERIES


def _begins_with_day(line: str) -> bool:
    """Whether a line says a day, without its year, before anything else but a weekday."""
    first = next(iter(find_mentions(line, None)), None)
    if first is None or first.day is None or first.year is not None:
        return False
    return is_filling(line[: first.start]) and len(letters(line[first.end :])) >= WORD_LETTERS


def blocks_of_days(blocks: Sequence[Block]) -> frozenset[int]:
    """Blocks of drawn boxes whose lines begin with days of a month, each later than the one before.

    Figures that count up from one by one number items: of such a box only these are told.
    """
    boxes: dict[tuple[int, BBox], list[Block]] = defaultdict(list)
    for block in blocks:
        if block.frame is not None:
            boxes[block.page, block.frame].append(block)
    found: set[int] = set()
    for members in boxes.values():
        days = {block.index: _days(block) for block in members}
        told = [day for of_block in days.values() for day in of_block]
        if len(told) < SERIES or any(earlier >= later for earlier, later in pairwise(told)):
            continue
        is_numbered = told == list(range(1, len(told) + 1))
        found.update(index for index, of_block in days.items() if of_block or not is_numbered)
    return frozenset(found)


def _days(block: Block) -> list[int]:
    """Figures of days that the lines of a block begin with."""
    matches = (_DAY.match(line) for line in block.text.split("\n"))
    return [int(match[1]) for match in matches if match is not None]
