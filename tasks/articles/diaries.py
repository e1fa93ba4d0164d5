"""Whether a block lists what happens when: `3 May: boats`, `Sat 7 June, pier`."""

from __future__ import annotations

from schemas.layout import Block
from schemas.tolerances import SERIES, WORD_LETTERS
from schemas.wording import letters, plain
from tasks.articles.dates import find_mentions, is_filling


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
