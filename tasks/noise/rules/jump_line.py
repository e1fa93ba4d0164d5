"""N402, N404: jump lines (continued on, continued from) and titles printed again where an article goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.likelihoods import EVIDENT, SURE
from schemas.limits import LOOK_BACK
from schemas.reasons import NoiseCode
from schemas.titles import Titles
from schemas.tolerances import LARGER, LINE_CHARS, LINE_WORDS, NEAR_BLOCKS, TELLING_LETTERS
from schemas.wording import letters, plain, shortens_title, word_count
from tasks.noise.context import NoiseContext

_ENDS = re.compile(r"[.!?:;…。！？”\"’)]\s*$")
"""A text that ends so does not break off."""


def find(context: NoiseContext) -> Iterator[Finding]:
    """A jump line stands alone; the title above `continued from` is its article's, said again."""
    words = lexicon()
    before = _Before(context)
    for block, text in zip(context.blocks, context.texts, strict=True):
        jump = words.jump_to(text)
        if jump is None and block.is_run_in:
            whole = " ".join(context.texts[block.index : block.index + 2])
            jump = words.jump_to(whole) if len(whole) > len(text) else None
        if jump is not None:
            before.targets.update(jump.leads_to(block.page))
        if jump is not None or words.jump_from(text) is not None:
            said = context.reads(block)
            yield Finding(block.index, NoiseCode.JUMP_LINE, BlockLabel.JUMP_LINE, "jump_line", said, EVIDENT)
            continue
        if (repeated := before.says_again(block)) is not None:
            yield _repeated(block.index, *repeated)
        before.note(block)


class _Before:
    """What stood before a block: titles that it may say again, and the pages that jump lines led to."""

    def __init__(self, context: NoiseContext) -> None:
        self._context = context
        self._seen: set[str] = set()
        self._titles = Titles()
        self._heads: list[str] = []
        self._pages: dict[str, int] = {}
        self._last_head: Block | None = None
        self.targets: set[int] = set()

    def says_again(self, block: Block) -> tuple[str, float] | None:
        """Why a block is a title said again, and how sure that is; None where it is not."""
        is_marked = lexicon().may_be_continued(self._context.texts[block.index])
        stripped = _without_marks(block.text) if is_marked else None
        if is_marked and stripped is None:
            return self._ends_as_continued(block)
        if stripped is not None:
            if self._titles.has(stripped):
                return "a title seen before, marked as continued", EVIDENT
            if any(shortens_title(stripped, head) for head in self._heads[-LOOK_BACK:]):
                return "words of a title before, marked as continued", EVIDENT
            if block.page in self.targets:
                return "marked as continued, on a page that a jump line leads to", EVIDENT
        if self._goes_on_unmarked(block):
            return "the last head before, at the head of the next page, where its sentence goes on", SURE
        if _is_short_head(self._context, block.index):
            last = block.index + (block.is_run_in and _is_short_head(self._context, block.index + 1))
            if _jump_is_next(self._context, last):
                return "a head right above a jump line", SURE
        key = self._context.keys[block.index]
        if len(key) >= TELLING_LETTERS and key in self._seen and _jump_follows(self._context, block.index):
            return "a title seen before, above a jump line", EVIDENT
        return None

    def _goes_on_unmarked(self, block: Block) -> bool:
        """Whether the last head stands again over a page whose text goes on where the page before broke off.

        Where another head came between, it names the section of both pages.
        """
        head = self._last_head
        if head is None or head.page != block.page - 1 or head.style != block.style:
            return False
        if not block.starts_region or self._context.keys[head.index] != self._context.keys[block.index]:
            return False
        before = (
            other.index
            for other in reversed(self._context.blocks[head.index + 1 : block.index])
            if other.page == head.page and word_count(self._context.texts[other.index]) >= LINE_WORDS
        )
        last, below = next(before, None), self._context.texts[block.index + 1 : block.index + 2]
        is_over_text = any(word_count(text) >= LINE_WORDS for text in below)
        return last is not None and is_over_text and not _ENDS.search(self._context.texts[last])

    def _ends_as_continued(self, block: Block) -> tuple[str, float] | None:
        """The same of a line that ends with a bare `continued`, which a sentence may do as well."""
        stripped = lexicon().strip_bare_continued(self._context.texts[block.index])
        if stripped is None or not block.starts_region:
            return None
        if self._pages.get(letters(stripped), block.page) < block.page:
            return "a title of a page before, marked as continued", EVIDENT
        is_sent = block.page in self.targets
        for head in self._heads[-LOOK_BACK:]:
            if (is_sent or self._pages[letters(head)] == block.page - 1) and shortens_title(stripped, head):
                return "words of a title before, marked as continued, where it is led to or goes on", EVIDENT
        return None

    def note(self, block: Block) -> None:
        text = self._context.texts[block.index]
        if len(text) <= LINE_CHARS:
            self._seen.add(self._context.keys[block.index])
            self._titles.add(text)
        if _is_short_head(self._context, block.index):
            self._heads.append(text)
            self._pages.setdefault(letters(text), block.page)
            self._last_head = block
        elif self._goes_on_in_row(block):
            whole = f"{self._heads[-1]} {text}"
            self._heads.append(whole)
            self._pages.setdefault(letters(whole), block.page)

    def _goes_on_in_row(self, block: Block) -> bool:
        """Whether the line right behind a head stands in its row, as a date does in another look."""
        head = self._last_head
        if head is None or (head.page, head.index + 1) != (block.page, block.index) or len(block.lines) > 1:
            return False
        if head.bbox is None or block.bbox is None:
            return False
        return block.bbox.x0 >= head.bbox.x1 and head.bbox.shares_row(block.bbox)


def _repeated(index: int, evidence: str, strength: float) -> Finding:
    return Finding(
        index, NoiseCode.REPEATED_TITLE, BlockLabel.JUMP_LINE, "repeated_title", evidence, strength
    )


def _without_marks(text: str) -> str | None:
    """`text` without the `(continued)` of any of its lines; None when there is none."""
    lines = [plain(line) for line in text.split("\n")]
    stripped = [lexicon().strip_continued(line) for line in lines]
    if not any(stripped):
        return None
    return " ".join(bare or line for bare, line in zip(stripped, lines, strict=True))


def _is_short_head(context: NoiseContext, index: int) -> bool:
    if index >= len(context.blocks):
        return False
    block = context.blocks[index]
    if block.style is None or len(block.lines) > 2 or word_count(context.texts[index]) > LINE_WORDS:
        return False
    return block.style.is_bold or context.size_ratio(block) > LARGER


def _jump_is_next(context: NoiseContext, index: int) -> bool:
    following = context.texts[index + 1 : index + 2]
    return bool(following) and lexicon().jump_from(following[0]) is not None


def _jump_follows(context: NoiseContext, index: int) -> bool:
    following = context.texts[index + 1 : index + 1 + NEAR_BLOCKS]
    return any(lexicon().jump_from(text) is not None for text in following)
