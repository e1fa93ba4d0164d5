"""N401, N405: contents lists and cover lines. They are taken out of the articles and still read later."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby

from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.likelihoods import EVIDENT, SURE
from schemas.limits import LOOK_BACK
from schemas.numbers import whole_number
from schemas.reasons import NoiseCode
from schemas.titles import Titles
from schemas.tolerances import (
    CARD_WORDS,
    HALF,
    MAJORITY,
    MOST,
    NEARLY_ALL,
    PLURAL,
    PROSE_LINE_WORDS,
    SERIES,
    TELLING_LETTERS,
    TITLE_WORDS,
    WORD_LETTERS,
)
from schemas.wording import letters, split_contents_line, word_count
from tasks.noise.context import NoiseContext

_MARK = re.compile(r"^\s*[•▪■●◦‣⁃➢❖➔➜*–—-]\s*\S")
_LEADING = re.compile(r"^\s*\d")
_LINK = re.compile(r"://|\bwww\.")
_LEADERS = re.compile(r"(?<![.·…_])(?<![.·…_]\s)(?:[.·…_]\s?){4,}+\s*\d{1,3}$")


def find(context: NoiseContext) -> Iterator[Finding]:
    """Lists under a contents heading, lines with leaders, lists with rising page numbers, cover lines."""
    announced = _Announced(context)
    taken: set[int] = set()
    for indices, evidence, strength in _lists(context, announced):
        for index in indices:
            if index not in taken:
                taken.add(index)
                yield _finding(index, evidence, strength)
    if taken:
        yield from _teasers(context, announced, min(taken), max(taken))


def _lists(context: NoiseContext, announced: _Announced) -> Iterator[tuple[list[int], str, float]]:
    """Blocks of each list with what shows that it is one, the clearest signs first."""
    headings = [b for b in context.blocks if lexicon().is_contents_heading(context.texts[b.index])]
    alone: dict[int, Block] = {}
    for block in headings:
        zone = _zone(context, announced, block.index)
        yield zone, "under the heading of a contents list", EVIDENT
        if not zone:
            alone.setdefault(block.page, block)
    for members in context.text_boxes if alone else ():
        anchor = alone.get(members[0].page)
        if anchor is not None and _is_listed_beside(anchor, members, announced):
            yield (
                [anchor.index, *(block.index for block in members)],
                "beside the heading of a contents list",
                SURE,
            )
    yield [block.index for block in _led_blocks(context)], "leaders that run to a page number", EVIDENT
    for block in context.blocks:
        if _is_paged_list(context, block):
            yield [block.index], "lines with rising page numbers", EVIDENT
    for run in _runs(context):
        told = sum(announced.is_headline(context.texts[index]) for index in run)
        if told >= max(SERIES, MOST * len(run)):
            heading = _heading_of(context, run[0])
            yield [*heading, *run], f"{told} of {len(run)} lines are headlines elsewhere", SURE


def _is_listed_beside(heading: Block, box: Sequence[Block], announced: _Announced) -> bool:
    """Whether a box stands beside a heading at the edge of the page, and lists titles that come behind."""
    frame, own = box[0].frame, heading.bbox
    if frame is None or own is None or heading.frame == frame or not frame.shares_row(own):
        return False
    return sum(announced.entries(block) for block in box) >= SERIES


def _runs(context: NoiseContext) -> Iterator[list[int]]:
    """Items with marks under each other in one column or box, so many that they may be a list of titles."""
    for members in context.stacks:
        for is_entry, run in groupby(members, key=lambda block: _may_be_entry(context, block)):
            indices = [block.index for block in run]
            if is_entry and len(indices) >= SERIES:
                yield indices


def _may_be_entry(context: NoiseContext, block: Block) -> bool:
    """Whether a block is short, begins with a mark and stands in no table."""
    if block.repeats > 1 or block.is_in_table or not _MARK.match(block.text):
        return False
    return word_count(context.texts[block.index]) <= CARD_WORDS


def _heading_of(context: NoiseContext, first: int) -> list[int]:
    """The short line right over a list in its box or column."""
    above = context.blocks[max(0, first - 1) : first]
    home = context.blocks[first]
    return [
        block.index
        for block in above
        if (block.page, block.region, block.frame) == (home.page, home.region, home.frame)
        and word_count(context.texts[block.index]) <= PROSE_LINE_WORDS
    ]


def _teasers(context: NoiseContext, announced: _Announced, first: int, last: int) -> Iterator[Finding]:
    """Titles of articles inside, printed before the list without a text of their own."""
    for block in context.blocks[:first]:
        is_cover = block.page <= context.blocks[first].page and not context.heads_text(block)
        if is_cover and announced.has(context.texts[block.index], last):
            evidence = "a title of an article inside, before the contents list"
            yield Finding(block.index, NoiseCode.TEASER, BlockLabel.MASTHEAD, "contents", evidence, SURE)


def _led_blocks(context: NoiseContext) -> Iterator[Block]:
    """Blocks with leaders, on pages that have several of them."""
    led = [block for block in context.blocks if _has_leaders(block)]
    lines = Counter(b.page for b in led for line in _lines(b) if _LEADERS.search(line))
    return (b for b in led if lines[b.page] >= SERIES)


def _has_leaders(block: Block) -> bool:
    return any(_LEADERS.search(line) for line in _lines(block))


def _finding(index: int, evidence: str, strength: float) -> Finding:
    return Finding(index, NoiseCode.CONTENTS_LIST, BlockLabel.CONTENTS_LIST, "contents", evidence, strength)


def _zone(context: NoiseContext, announced: _Announced, anchor: int) -> list[int]:
    """Blocks of the list under the heading at `anchor`, up to the last one that announces something.

    What repeats on other pages, such as a running foot below the list, is none of them. An entry that comes
    again in another look is the headline that it announces.
    """
    candidates: list[int] = []
    entries = 0
    last = anchor
    home = context.blocks[anchor]
    for index in range(anchor + 1, min(len(context.blocks), anchor + LOOK_BACK)):
        block = context.blocks[index]
        if block.repeats > 1:
            continue
        if not _is_near(home, block):
            if block.bbox is not None and block.page == home.page:
                continue
            break
        if context.running[index] and not (_has_pages(block) or _has_leaders(block)):
            break
        if _is_next_heading(home, block) and not _heads_entries(context, announced, index):
            break
        if _is_listed_before(context, block, candidates):
            break
        candidates.append(index)
        told = len(_pages(block)) or announced.entries(block)
        if told:
            entries += told
            last = index
    zone = [anchor, *(i for i in candidates if i <= last)]
    return zone if entries >= 2 or len(zone) == 1 and _has_pages(home) else []


def _heads_entries(context: NoiseContext, announced: _Announced, index: int) -> bool:
    """Whether a line is an entry itself, or stands over entries: lines with page numbers that are no days."""
    if announced.has(context.texts[index], index):
        return True
    if index + 1 == len(context.blocks):
        return False
    below = context.blocks[index + 1]
    lines = _lines(below)
    dated = sum(map(lexicon().has_month, lines))
    return bool(_pages(below) or announced.entries(below)) and 2 * dated < len(lines)


def _is_near(home: Block, block: Block) -> bool:
    """Whether a block can be part of the list: the same box or column, or any place in a text input."""
    if home.bbox is None or block.bbox is None:
        return block.page - home.page <= 1
    if block.page != home.page:
        return False
    if home.frame is not None:
        return block.frame == home.frame or (
            block.frame is not None
            and home.bbox.bottom <= block.bbox.top
            and home.frame.overlap_x(block.frame) > 0
        )
    return block.region == home.region or home.bbox.overlap_x(block.bbox) > 0 or _has_pages(block)


def _is_next_heading(home: Block, block: Block) -> bool:
    """Whether a line without a page number looks as the heading of the list does, and its items do not."""
    if block.style is None or block.style != home.style or len(block.lines) > 1:
        return False
    return home.style.is_bold and split_contents_line(block.text)[1] is None


def _is_listed_before(context: NoiseContext, block: Block, listed: list[int]) -> bool:
    """Whether an entry of a list says the same as `block`, in other letters."""
    said = letters(context.texts[block.index])
    if len(said) < WORD_LETTERS or block.style is None:
        return False
    return any(
        other.style != block.style and any(letters(line) == said for line in _entry_lines(other))
        for other in (context.blocks[index] for index in listed)
    )


def _entry_lines(block: Block) -> list[str]:
    """Lines of a block as they stand, and without their page numbers."""
    lines = _lines(block)
    return [*lines, *(split_contents_line(line)[0] for line in lines)]


def _lines(block: Block) -> list[str]:
    return [line for line in block.text.split("\n") if line.strip()]


def _has_pages(block: Block) -> bool:
    """Whether most lines, or every second one, end or begin with a page number."""
    lines = _lines(block)
    if len(lines) < SERIES:
        return False
    numbers = sum(line.strip().isdecimal() for line in lines)
    paged = sum(split_contents_line(line)[1] is not None for line in lines)
    return paged + 2 * numbers >= MAJORITY * len(lines)


def _is_paged_list(context: NoiseContext, block: Block) -> bool:
    if block.is_in_table or not _has_pages(block) or _LINK.search(block.text):
        return False
    pages = _pages(block)
    last_page = len(context.document.pages)
    begins_lines = all(_LEADING.match(line) for line in _lines(block)[:2])
    if begins_lines and (pages == list(range(1, len(pages) + 1)) or _are_quantities(pages)):
        return False
    rising = sum(b >= a for a, b in zip(pages, pages[1:], strict=False))
    fits = context.document.has_boxes and max(pages, default=0) > last_page + 2
    titles = [split_contents_line(line)[0] for line in _lines(block) if not line.strip().isdecimal()]
    wordy = sum(sum(c.isalpha() for c in title) >= WORD_LETTERS for title in titles)
    return (
        len(pages) >= SERIES
        and rising >= NEARLY_ALL * (len(pages) - 1)
        and not fits
        and max(pages) > 1
        and wordy >= MOST * len(titles)
    )


def _are_quantities(numbers: Sequence[int]) -> bool:
    """Whether few numbers come again and again, as those of a recipe's ingredients do."""
    return len(set(numbers)) <= HALF * len(numbers)


def _pages(block: Block) -> list[int]:
    pages = []
    for line in _lines(block):
        number = whole_number(line) if len(line.strip()) < WORD_LETTERS else None
        page = split_contents_line(line)[1] if number is None else number
        if page is not None:
            pages.append(page)
    return pages


class _Announced:
    """The short blocks of an issue, for the question whether one says again what a list announces."""

    def __init__(self, context: NoiseContext) -> None:
        self._context = context
        self._texts = context.texts
        self._last = {key: index for index, key in enumerate(context.keys)}
        self._short = [i for i, text in enumerate(self._texts) if word_count(text) <= TITLE_WORDS]

    @cached_property
    def _titles(self) -> Titles:
        return Titles([self._texts[i] for i in self._short])

    @cached_property
    def _headlines(self) -> Titles:
        short = (self._context.blocks[index] for index in self._short)
        heads = (block for block in short if not _MARK.match(block.text) and self._context.heads_text(block))
        return Titles([self._texts[block.index] for block in heads])

    def is_headline(self, text: str) -> bool:
        """Whether the words of `text` are those of a short block over a text that is no marked item."""
        title = split_contents_line(text)[0]
        return word_count(title) >= PLURAL and self._headlines.has(title)

    def entries(self, block: Block) -> int:
        """How many titles of short blocks behind it the lines of a block say, some of them in two lines."""
        if self.has(self._texts[block.index], block.index):
            return 1
        lines, found, at = _lines(block), 0, 0
        while at < len(lines):
            for length in (2, 1):
                if at + length <= len(lines) and self.has(" ".join(lines[at : at + length]), block.index):
                    found += 1
                    break
            else:
                length = 1
            at += length
        return found

    def has(self, text: str, after: int) -> bool:
        """Whether the words of `text`, or a line of a list, are a short block behind number `after`."""
        title = split_contents_line(text)[0]
        if word_count(title) > TITLE_WORDS or len(letters(title)) < WORD_LETTERS:
            return False
        if word_count(title) < PLURAL and len(letters(title)) < TELLING_LETTERS:
            return self._last.get(letters(title), -1) > after
        return self._titles.has(title, behind=bisect_right(self._short, after) - 1)
