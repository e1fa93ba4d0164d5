"""F103: page numbers, alone on their line in a margin or printed on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.geometry import BBox
from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.likelihoods import EVIDENT, SURE
from schemas.numbers import whole_number
from schemas.reasons import NoiseCode
from schemas.tolerances import NEAR_BLOCKS, PLURAL, PROSE_LINE_WORDS, WORD_LETTERS
from schemas.wording import word_count
from tasks.noise.context import NoiseContext

_DIGITS = re.compile(r"\d+")


def find(context: NoiseContext) -> Iterator[Finding]:
    """A lone number is a page number in a margin, where it repeats, or at the edge of a page's text.

    With the word for it, it is one at the foot of any column, as on sheets that hold two pages.
    """
    counted = _counted(context)
    inner = _inner(context)
    for block, text in zip(context.blocks, context.texts, strict=True):
        if not _may_be_number(block, text):
            continue
        places = []
        if block.repeats > 1:
            places.append(f"on {block.repeats} pages")
        if context.margin(block) and block.index not in inner:
            places.append(f"in the {context.margin(block)} margin")
        if not places and _is_named(text) and _is_under_its_column(context, block):
            places.append("with the word for it, under all else in its column")
        if block.bbox is None and _is_at_page_edge(context, block.index):
            places.append("at the edge of a page")
        if block.index in counted:
            places.append("one of several that count up through the text")
        if block.bbox is None and _cuts_sentence(context, block.index):
            places.append("in the middle of a sentence")
        if places:
            code, strength = NoiseCode.PAGE_NUMBER, EVIDENT if len(places) > 1 else SURE
            evidence = f"number alone, {' and '.join(places)}"
            yield Finding(block.index, code, BlockLabel.PAGE_NUMBER, "page_number", evidence, strength)


def _may_be_number(block: Block, text: str) -> bool:
    """Whether a block is a number by its words, and neither counts lines or cells nor leads to a page."""
    words = lexicon()
    if block.is_in_table or block.is_line_number or not words.is_page_number(text):
        return False
    return words.jump_to(text) is None and words.jump_from(text) is None


def _is_named(text: str) -> bool:
    """Whether the word for a page stands with its number: `Page Seven`, not `7` or `vii`."""
    return word_count(text) >= PLURAL and sum(map(str.isalpha, text)) >= WORD_LETTERS


def _is_under_its_column(context: NoiseContext, block: Block) -> bool:
    """Whether nothing on its page stands below the block, as under either of two on one sheet."""
    own = block.bbox
    if own is None:
        return False
    below = context.sheets[block.page].below(own.bottom, None)
    return not any(other.bbox is not None and other.bbox.overlap_x(own) > 0 for other in below)


def _inner(context: NoiseContext) -> set[int]:
    """Lone numbers in a margin with others further out, as the cells of a table have that ends there."""
    outermost: dict[tuple[int, str], BBox] = {}
    alone: list[tuple[Block, BBox, str]] = []
    for block, text in zip(context.blocks, context.texts, strict=True):
        margin = context.margin(block)
        if margin is None or block.bbox is None or not lexicon().is_page_number(text):
            continue
        alone.append((block, block.bbox, margin))
        farthest = outermost.setdefault((block.page, margin), block.bbox)
        if block.bbox.top < farthest.top if margin == "top" else block.bbox.bottom > farthest.bottom:
            outermost[block.page, margin] = block.bbox
    return {block.index for block, box, margin in alone if box.overlap_y(outermost[block.page, margin]) <= 0}


def _first_number(text: str) -> int | None:
    digits = _DIGITS.search(text)
    return None if digits is None else whole_number(digits.group())


def _counted(context: NoiseContext) -> set[int]:
    """Lone numbers of a text input without page breaks that count up by one, at least twice."""
    if context.document.has_boxes:
        return set()
    numbers = [
        (block.index, number)
        for block, text in zip(context.blocks, context.texts, strict=True)
        if lexicon().is_page_number(text) and (number := _first_number(text)) is not None
    ]
    counted: set[int] = set()
    for (i, a), (j, b) in zip(numbers, numbers[1:], strict=False):
        if b == a + 1:
            counted |= {i, j}
    return counted


def _cuts_sentence(context: NoiseContext, index: int) -> bool:
    """Whether the text before breaks off and the text after goes on in lower case."""
    if not 0 < index < len(context.texts) - 1:
        return False
    before, after = context.texts[index - 1], context.texts[index + 1]
    return word_count(before) >= PROSE_LINE_WORDS and before[-1:].isalpha() and after[:1].islower()


def _is_at_page_edge(context: NoiseContext, index: int) -> bool:
    page = context.blocks[index].page
    if len(context.document.pages) < 2:
        return False
    near = range(index - NEAR_BLOCKS, index + NEAR_BLOCKS + 1)
    return any(not 0 <= i < len(context.blocks) or context.blocks[i].page != page for i in near)
