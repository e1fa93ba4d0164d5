"""Diaries, which tell what happens when: lines such as `3 May: boats`, and heads that are their days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.geometry import BBox
from schemas.layout import Block
from schemas.lexicon.tokens import NUMBER, tokenize
from schemas.numbers import HOUR
from schemas.tolerances import MAJORITY, SERIES, WORD_LETTERS
from schemas.wording import letters, plain
from tasks.articles.dates import find_mentions, is_filling, is_weekday
from tasks.articles.titles import Decision, Role

_DAY = re.compile(r"\s*(0?[1-9]|[12]\d|3[01])\.?(?:\s|$)")


def days_and_hours(text: str) -> tuple[int, int]:
    """How many days and how many hours of the day a text names."""
    days = sum(mention.day is not None for mention in find_mentions(text, None))
    return days, sum(1 for _ in HOUR.finditer(text))


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


def within_diaries(decisions: Mapping[int, Decision], kept: Sequence[Block]) -> dict[int, Decision]:
    """Decisions in which the days of a diary are heads inside it: several titles that begin with a day.

    So are the few between them that are no larger. The first heads the diary, unless a title is right above.
    """
    found = dict(decisions)
    above = {block.index: over.index for over, block in pairwise(kept)}
    for days in _days_in_a_row(decisions, kept):
        over = decisions.get(above.get(days[0], days[0]))
        is_headed = over is not None and days[0] in above and over.role in {Role.TITLE, Role.TITLE_PART}
        for index in days if is_headed else days[1:]:
            if not found[index].candidate.is_named:
                found[index] = replace(found[index], role=Role.HEADING, reason="a day of a diary")
    return found


def _days_in_a_row(decisions: Mapping[int, Decision], kept: Sequence[Block]) -> list[list[int]]:
    """Titles from one that begins with a day to another: most do, and none between them is larger."""
    titles = [decisions[b.index] for b in kept if b.index in decisions]
    titles = [title for title in titles if title.role in {Role.TITLE, Role.SECTION}]
    rows: list[list[int]] = []
    row: list[int] = []
    dated: list[int] = []
    size_pt = 0.0
    for title in [*titles, None]:
        is_day = title is not None and begins_with_day(title.candidate.text)
        is_over = (
            title is None or title.role is Role.SECTION or (row and title.candidate.style_key[0] > size_pt)
        )
        if is_over:
            if len(dated) >= SERIES and len(dated) > MAJORITY * (row.index(dated[-1]) + 1):
                rows.append(row[: row.index(dated[-1]) + 1])
            row, dated = [], []
        if title is not None and title.role is Role.TITLE and (is_day or row):
            size_pt = max(size_pt if row else 0.0, title.candidate.style_key[0])
            row.append(title.candidate.block)
            dated += [title.candidate.block] * is_day
    return rows


def begins_with_day(text: str) -> bool:
    """Whether a head begins with a day of a month or week: `Sat 7 June, pier`, `Sunday 7`, `Sunday`."""
    first = next(iter(find_mentions(text, None)), None)
    if first is not None and first.day is not None and is_filling(text[: first.start]):
        return True
    tokens = tokenize(text)
    is_of_week = bool(tokens) and is_weekday(tokens[0])
    return is_of_week and (is_filling(text) or tokens[1].key == NUMBER)
