"""Running lines of a text export that has no page breaks: they stand around numbers that count its pages.

A converter that marks no page still leaves the pages' heads and feet, in the middle of the text. What gives
them away is a line that counts, `Bulletin 136 – page 4`, and the same words around it each time.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.lexicon import lexicon
from schemas.tolerances import FEW_LINES, KEY_LETTERS, LINE_CHARS, MAJORITY, MOST, SERIES

_PARTS = re.compile(r"\s[-–—|•·]\s|\s{2,}|,\s")
_NUMBER = re.compile(r"\d{1,4}")


def counted_stretches(texts: Sequence[str], patterns: Sequence[str]) -> Iterator[range]:
    """The lines from the first to the last running line at each page number, by their positions.

    Args:
        texts: lines in order.
        patterns: the same with their numbers masked, equal where two lines say the same.
    """
    for counter in _counters(texts, patterns):
        near = list(zip(counter, _around(counter, len(texts)), strict=True))
        said = [[(patterns[at][:KEY_LETTERS], at > number) for at in place] for number, place in near]
        stands_at = Counter(line for lines in said for line in set(lines))
        running = {
            (text, is_behind)
            for (text, is_behind), count in stands_at.items()
            if count >= (MAJORITY if is_behind else MOST) * len(counter)
        }
        if len(running) < 2:
            continue
        for (_, place), lines in zip(near, said, strict=True):
            found = [at for at, line in zip(place, lines, strict=True) if line in running]
            yield range(found[0], found[-1] + 1)


def _around(counter: Sequence[int], count: int) -> Iterator[range]:
    """The lines in reach of each page number that are nearer to no other."""
    first = 0
    for at, following in zip(counter, [*counter[1:], 2 * count], strict=True):
        end = (at + following + 1) // 2
        yield range(max(first, at - FEW_LINES), min(count, end, at + FEW_LINES + 1))
        first = end


def _counters(texts: Sequence[str], patterns: Sequence[str]) -> Iterator[list[int]]:
    """Positions of lines that say the same but for a page number, which counts on from line to line."""
    alike: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, text in enumerate(texts):
        page = _page_in(text)
        if page is not None:
            alike[patterns[at]].append((at, page))
    for members in alike.values():
        goes_on = all(page + 1 == following for (_, page), (_, following) in pairwise(members))
        if len(members) >= SERIES and goes_on:
            yield [at for at, _ in members]


def _page_in(text: str) -> int | None:
    """The page number that stands in a line by itself or beside the name of the issue."""
    if len(text) > LINE_CHARS or not any(map(str.isdecimal, text)):
        return None
    for part in _PARTS.split(text.strip()):
        numbers = _NUMBER.findall(part)
        if numbers and lexicon().is_page_number(part):
            return int(numbers[0])
    return None
