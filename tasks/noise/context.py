"""What every noise rule may look at: the blocks of one issue with a few measures taken once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from schemas.document import Document, Page
from schemas.layout import Block
from schemas.profile import SourceProfile
from schemas.wording import letters, plain, word_count

MARGIN_SHARE = 0.12
"""Upper and lower margin as shares of the page's height."""


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
    def head_end(self) -> int:
        """Index of the first block that is running text: before it stands the issue's head."""
        for block, text in zip(self.blocks, self.texts, strict=True):
            if is_running_text(block, text):
                return block.index
        return len(self.blocks)

    def page(self, block: Block) -> Page:
        return self.document.pages[block.page - 1]

    def margin(self, block: Block) -> str | None:
        """`top` or `bottom` when the block stands in a margin of its page."""
        page = self.page(block)
        if block.bbox is None or page.height_pt is None:
            return None
        if block.bbox.bottom <= MARGIN_SHARE * page.height_pt:
            return "top"
        if block.bbox.top >= (1 - MARGIN_SHARE) * page.height_pt:
            return "bottom"
        return None

    def heads_text(self, block: Block) -> bool:
        """Whether running text stands under `block` with no other display line between, as under a title."""
        if block.bbox is None or block.style is None:
            after = self.blocks[block.index + 1 : block.index + 2]
            return any(is_running_text(b, self.texts[b.index]) for b in after)
        below = [
            b
            for b in self.blocks
            if b.page == block.page
            and b.bbox is not None
            and b.style is not None
            and b.index != block.index
            and b.bbox.top >= block.bbox.bottom - 2
            and b.bbox.overlap_x(block.bbox) > 0
            and (b.frame == block.frame or block.frame is None or b.frame is None)
        ]
        for other in sorted(below, key=_top):
            row = [
                b
                for b in self.blocks
                if b.page == block.page and b.frame == other.frame and b.index != block.index
            ]
            near = 0.8 * _height(other)
            row = [b for b in row if b.bbox is not None and abs(_top(b) - _top(other)) <= near]
            if any(self._is_display_line(b) for b in row):
                return False
            if any(is_running_text(b, self.texts[b.index]) for b in row):
                return not (other.style and other.style.size_pt > block.style.size_pt)
        return False

    def _is_display_line(self, block: Block) -> bool:
        """Short and larger than running text, or short and bold."""
        is_bold = block.style is not None and block.style.is_bold
        return len(block.lines) <= 3 and (self.size_ratio(block) > 1.1 or (is_bold and len(block.lines) <= 2))

    def size_ratio(self, block: Block) -> float:
        """Size of the block's letters over that of running text; 1 for text inputs."""
        if block.style is None or not self.body_pt:
            return 1.0
        return block.style.size_pt / self.body_pt


MIN_RUNNING_WORDS = 18
MIN_RUNNING_CHARS = 90


def _height(block: Block) -> float:
    return block.style.size_pt if block.style is not None else 0.0


def _top(block: Block) -> float:
    return block.bbox.top if block.bbox is not None else 0.0


def is_running_text(block: Block, text: str) -> bool:
    """Whether a block reads as sentences: long enough, and not in capitals or all bold at a large size."""
    if block.is_in_table or len(text) < MIN_RUNNING_CHARS // 3:
        return False
    has_sentence = bool(re.search(r"[.!?。！？।։]", text)) or text.endswith((",", ";"))
    return word_count(text) >= MIN_RUNNING_WORDS and has_sentence and not text.isupper()
