"""What every noise rule may look at: the blocks of one issue with a few measures taken once."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from itertools import groupby, islice, takewhile

from schemas.document import Document, Page
from schemas.geometry import BBox
from schemas.layout import Block
from schemas.lexicon import lexicon
from schemas.profile import SourceProfile
from schemas.storeys import Storeys
from schemas.tolerances import (
    CARD_LINES,
    GAP_SIZES,
    HEAD_LINES,
    HEADLINE,
    LARGER,
    PAGE_MARGIN,
    SHORT_LINE_CHARS,
)
from schemas.wording import are_in_capitals, is_capitals, letters, plain, reads_as_sentences

KEPT_BLOCKS = 4096
"""Blocks whose counts are kept in mind: a block is looked at from all sides before it is judged."""


@dataclass(frozen=True)
class NoiseContext:
    """One issue as the rules see it. `body_pt` is the size of running text, 0 for text inputs."""

    document: Document
    blocks: tuple[Block, ...]
    profile: SourceProfile
    body_pt: float

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Each block's text on one line, without markup."""
        return tuple(plain(block.text) for block in self.blocks)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Each block's letters and digits, folded."""
        return tuple(letters(text) for text in self.texts)

    @cached_property
    def running(self) -> tuple[bool, ...]:
        """Whether each block reads as sentences."""
        all_capitals = are_in_capitals(self.texts)
        pairs = zip(self.blocks, self.texts, strict=True)
        return tuple(is_running_text(block, text, all_capitals=all_capitals) for block, text in pairs)

    @cached_property
    def head_end(self) -> int:
        """Index of the first block that is running text: before it stands the issue's head."""
        return next((i for i, is_text in enumerate(self.running) if is_text), len(self.blocks))

    @cached_property
    def last_text(self) -> int:
        """Index of the last block that is running text, -1 when there is none."""
        return max((i for i, is_text in enumerate(self.running) if is_text), default=-1)

    @cached_property
    def sheets(self) -> Mapping[int, Sheet]:
        """The blocks of each page."""
        pages: defaultdict[int, list[Block]] = defaultdict(list)
        for block in self.blocks:
            pages[block.page].append(block)
        return {number: Sheet(blocks) for number, blocks in pages.items()}

    @cached_property
    def boxes(self) -> Mapping[tuple[int, BBox], Sequence[Block]]:
        """Blocks by the drawn box or table they stand in, and its page."""
        boxes: defaultdict[tuple[int, BBox], list[Block]] = defaultdict(list)
        for block in self.blocks:
            if block.frame is not None:
                boxes[block.page, block.frame].append(block)
        return boxes

    @cached_property
    def stacks(self) -> Sequence[Sequence[Block]]:
        """Blocks that follow each other in one column or box."""
        by_place = groupby(self.blocks, key=lambda block: (block.page, block.region, block.frame))
        return [list(members) for _, members in by_place]

    @cached_property
    def text_boxes(self) -> Sequence[Sequence[Block]]:
        """Blocks by the drawn box they stand in, tables aside."""
        boxes = ([block for block in members if not block.is_in_table] for members in self.boxes.values())
        return sorted((members for members in boxes if members), key=lambda members: members[0].index)

    def page(self, block: Block) -> Page:
        return self.document.pages[block.page - 1]

    def margin(self, block: Block) -> str | None:
        """`top` or `bottom` when the block stands in a margin of its page."""
        page = self.page(block)
        if block.bbox is None or page.height_pt is None:
            return None
        if block.bbox.bottom <= PAGE_MARGIN * page.height_pt:
            return "top"
        if block.bbox.top >= (1 - PAGE_MARGIN) * page.height_pt:
            return "bottom"
        return None

    def reads(self, block: Block) -> str:
        """Evidence: the beginning of what a block says."""
        return f"reads {self.texts[block.index][:SHORT_LINE_CHARS]!r}"

    def heads_text(self, block: Block) -> bool:
        """Whether running text stands under `block` with no other display line but a byline between."""
        if block.bbox is None or block.style is None:
            return any(self.running[block.index + 1 : block.index + 2])
        sheet = self.sheets[block.page]
        for other in sheet.below(block.bbox.bottom - 2, block.frame):
            if other.bbox is None or other.style is None or other.index == block.index:
                continue
            if other.bbox.overlap_x(block.bbox) <= 0:
                continue
            near = GAP_SIZES * other.style.size_pt
            if self._display.stand_level(other, near, but=block):
                return False
            if self._running.stand_level(other, near, but=block):
                return not other.style.size_pt > block.style.size_pt
        return False

    @cached_property
    def _display(self) -> Rows:
        return Rows(block for block in self.blocks if self._is_display_line(block))

    @cached_property
    def _running(self) -> Rows:
        return Rows(block for block, is_text in zip(self.blocks, self.running, strict=True) if is_text)

    def is_under_text(self, block: Block) -> bool:
        """Whether running text stands over the block in its column: so it is of no head of a page."""
        own = block.bbox
        if own is None:
            return False
        over = takewhile(lambda text: text.top < own.top, self._texts_of_pages[block.page])
        return any(text.bottom <= own.bottom and text.overlap_x(own) > 0 for text in over)

    @cached_property
    def _texts_of_pages(self) -> Mapping[int, Sequence[BBox]]:
        """The boxes of each page's running text, from top to bottom."""
        found: defaultdict[int, list[BBox]] = defaultdict(list)
        for block, is_text in zip(self.blocks, self.running, strict=True):
            if is_text and block.bbox is not None:
                found[block.page].append(block.bbox)
        for boxes in found.values():
            boxes.sort(key=lambda box: box.top)
        return found

    def is_announced(self, block: Block) -> bool:
        """Whether the line right above in the block's column ends with a colon: `Order yours here:`."""
        above = self.blocks[max(0, block.index - 1) : block.index]
        return any(
            other.region == block.region and self.texts[other.index].endswith((":", "：")) for other in above
        )

    def text_under(self, block: Block) -> Block | None:
        """The running text that `block` stands over, with no more between than a deck and a byline."""
        if block.bbox is None or block.style is None:
            return None
        lines = 0
        for other in self.sheets[block.page].below(block.bbox.bottom - 2, block.frame):
            if other.bbox is None or other.style is None or other.index == block.index:
                continue
            if other.bbox.overlap_x(block.bbox) <= 0:
                continue
            if self.running[other.index]:
                return other
            lines += len(other.lines)
            if lines > CARD_LINES or other.style.size_pt > block.style.size_pt:
                return None
        return None

    def is_headline_of_page(self, block: Block) -> bool:
        """Whether nothing on the page is larger, and running text under it: furniture by no one sign."""
        if block.style is None or self.size_ratio(block) < HEADLINE or block.repeats > 1:
            return False
        largest = max(
            other.style.size_pt
            for other in self.sheets[block.page].blocks
            if other.style is not None and len(self.keys[other.index]) >= len(self.keys[block.index]) / 2
        )
        return block.style.size_pt >= largest and self.text_under(block) is not None

    def _is_display_line(self, block: Block) -> bool:
        """Short and larger than running text, or short and bold; bylines are no display lines."""
        if lexicon().byline(self.texts[block.index]) is not None:
            return False
        is_bold = block.style is not None and block.style.is_bold
        if is_bold and len(block.lines) <= 2:
            return True
        return len(block.lines) <= HEAD_LINES and self.size_ratio(block) > LARGER

    def size_ratio(self, block: Block) -> float:
        """Size of the block's letters over that of running text; 1 for text inputs."""
        if block.style is None or not self.body_pt:
            return 1.0
        return block.style.size_pt / self.body_pt


def _top(block: Block) -> tuple[float, int]:
    """Where a block begins; of two that begin at one height the earlier goes first."""
    return (block.bbox.top if block.bbox is not None else 0.0), block.index


class Rows:
    """Blocks of one kind by the page and box they stand in and their upper edges."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._rows: defaultdict[tuple[int, BBox | None], list[tuple[float, int]]] = defaultdict(list)
        for block in blocks:
            if block.bbox is not None:
                self._rows[block.page, block.frame].append((block.bbox.top, block.index))
        for row in self._rows.values():
            row.sort()

    def stand_level(self, block: Block, reach_pt: float, *, but: Block) -> bool:
        """Whether one other than `but` begins no further than `reach_pt` from where `block` does."""
        row = self._rows.get((block.page, block.frame))
        if row is None or block.bbox is None:
            return False
        top = block.bbox.top
        near = islice(row, bisect_left(row, (top - reach_pt - 1, -1)), None)
        level = takewhile(lambda entry: entry[0] <= top + reach_pt + 1, near)
        return any(abs(other - top) <= reach_pt and index != but.index for other, index in level)


class Sheet:
    """The blocks of one page in reading order, and those with a place by their upper edges."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self._placed = sorted(
            ((block.bbox.top, block) for block in blocks if block.bbox is not None),
            key=lambda entry: entry[0],
        )
        self._tops = [top for top, _ in self._placed]
        self._flat = [b for _, b in self._placed if b.bbox is not None and b.bbox.height <= 0]
        self._frames = Counter(block.frame for block in blocks)
        self._inside: defaultdict[BBox | None, list[Block]] = defaultdict(list)
        for _, block in self._placed:
            self._inside[block.frame].append(block)

    def below(self, top: float, frame: BBox | None) -> Iterator[Block]:
        """Blocks that begin at `top` or below it, from top to bottom: those of a box and those of none.

        Where no box is named, those of all boxes are among them.
        """
        if frame is None:
            return (block for _, block in islice(self._placed, bisect_left(self._tops, top), None))
        rows = (self._inside[frame], self._inside[None])
        return merge(*(islice(row, bisect_left(row, (top, -1), key=_top), None) for row in rows), key=_top)

    def in_line_with(self, block: Block) -> list[Block]:
        """The other blocks with half of their height, or of that of `block`, in common with it, in order."""
        own = block.bbox
        if own is None:
            return []
        level = (self._placed[number][1] for number in self._storeys.beside(own))
        near = self.blocks if own.height <= 0 else [*level, *self._flat]
        found = {
            other.index: other
            for other in near
            if other.bbox is not None and other.index != block.index and other.bbox.shares_row(own)
        }
        return [found[index] for index in sorted(found)]

    @cached_property
    def _storeys(self) -> Storeys:
        """Numbers of the placed blocks by their height on the page."""
        boxes = [block.bbox for _, block in self._placed if block.bbox is not None]
        storeys = Storeys(boxes)
        for number, box in enumerate(boxes):
            storeys.add(number, box)
        return storeys

    def count_in(self, frame: BBox | None) -> int:
        """How many blocks stand in one drawn box."""
        return self._frames[frame]


def is_running_text(block: Block, text: str, *, all_capitals: bool = False) -> bool:
    """Whether a block reads as sentences; capitals do only in an issue that is `all_capitals`."""
    if block.is_in_table or not reads_as_sentences(text):
        return False
    return all_capitals or not is_capitals(text)
