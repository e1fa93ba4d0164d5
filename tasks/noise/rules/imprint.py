"""B501: the imprint: who publishes, edits and prints the publication, what for, and its rights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.likelihoods import EVIDENT, INDICATED, SURE
from schemas.reasons import NoiseCode
from schemas.tolerances import (
    LABEL_WORDS,
    LARGER,
    LINE_WORDS,
    MOST,
    PARAGRAPH_WORDS,
    PLURAL,
    PROSE_LINE_WORDS,
    SERIES,
)
from schemas.wording import plain, word_count
from tasks.noise.context import NoiseContext

_SURE = re.compile(r"©|\(c\) \d{4}|\bISSN\b", re.IGNORECASE)
_FIGURE = re.compile(r"(?<!\d)(?!(?:1[89]|20)\d\d(?!\d))\d")
"""Any number but a year: news have some, what a publisher is for has none."""
_PART_END = re.compile(r"[.;·|]\s")


def find(context: NoiseContext) -> Iterator[Finding]:
    """Short blocks with an imprint's words; running text that mentions a publisher is none.

    Nor are the last sentences of a page's text, in the look of what stands above them in their column.
    """
    words = lexicon()
    last_text = max(context.last_text, 0)
    for block, text in zip(context.blocks, context.texts, strict=True):
        if not words.has_imprint_word(text) or word_count(text) > PARAGRAPH_WORDS:
            continue
        if _sentences(text) >= SERIES:
            yield _finding(block.index, "several statements of an imprint", EVIDENT)
            above = block.index - 1
            if above >= 0 and words.has_imprint_word(context.texts[above]) and _is_head(context, above):
                yield _finding(above, "the heading of an imprint", EVIDENT)
            continue
        is_apart = block.starts_region or block.style != context.blocks[block.index - 1].style
        in_margin = context.margin(block) is not None and (is_apart or not context.running[block.index])
        at_edge = in_margin or block.index < context.head_end or block.index >= last_text
        if not at_edge and not _SURE.search(text):
            continue
        if (context.running[block.index] and not at_edge) or context.heads_text(block):
            continue
        evidence = "words of an imprint" + (" at the edge of the issue" if at_edge else "")
        yield _finding(block.index, evidence, SURE if at_edge else INDICATED)
    for stack in _stacks(context):
        yield from (_finding(block.index, "a stack of offices and names", INDICATED) for block in stack)
    for statement in _missions(context):
        yield from (_finding(block.index, "what the publisher is for", SURE) for block in statement)


def _missions(context: NoiseContext) -> Iterator[Sequence[Block]]:
    """Heads that announce a publisher's mission, each with the short text under it, which tells no news."""
    words = lexicon()
    for members in context.stacks:
        for place, head in enumerate(members):
            if not words.is_mission_heading(context.texts[head.index]):
                continue
            under = list(takewhile(lambda block: not _is_other_head(context, block), members[place + 1 :]))
            text = " ".join(context.texts[block.index] for block in under)
            if under and word_count(text) <= PLURAL * PARAGRAPH_WORDS and not _FIGURE.search(text):
                yield [head, *under]


def _is_other_head(context: NoiseContext, block: Block) -> bool:
    """Whether a short line is bold or larger than text: what stands under it is of another matter."""
    if context.running[block.index] or word_count(context.texts[block.index]) > LINE_WORDS:
        return False
    is_set_off = block.style is None or block.style.is_bold
    return is_set_off or context.size_ratio(block) > LARGER


def _stacks(context: NoiseContext) -> Iterator[Sequence[Block]]:
    """Short blocks of one column or box without a sentence, of which several hold words of an imprint."""
    for members in context.stacks:
        for is_card, run in groupby(members, key=lambda block: _is_card(context, block)):
            stack = list(run)
            if is_card and sum(_names_an_office(context, block) for block in stack) >= PLURAL:
                yield stack


def _names_an_office(context: NoiseContext, block: Block) -> bool:
    """Whether an imprint's words stand in a block, or are its first line, which then needs no colon."""
    words = lexicon()
    first = plain(block.text.split("\n")[0])
    return words.has_imprint_word(context.texts[block.index]) or words.is_imprint_label(first)


def _is_card(context: NoiseContext, block: Block) -> bool:
    """Whether a block is made of short lines, as an office over its names is, and of no sentence."""
    text = context.texts[block.index]
    if word_count(text) > LABEL_WORDS * len(block.lines):
        return False
    words = [word for word in text.split() if word[0].isalpha()]
    are_names = sum(word[0].isupper() for word in words) >= MOST * len(words)
    return are_names or not context.running[block.index]


def _finding(index: int, evidence: str, strength: float) -> Finding:
    return Finding(index, NoiseCode.IMPRINT, BlockLabel.IMPRINT, "imprint", evidence, strength)


def _sentences(text: str) -> int:
    """Sentences and parts of sentences that say what an imprint says."""
    return sum(lexicon().has_imprint_word(part) for part in _PART_END.split(text))


def _is_head(context: NoiseContext, index: int) -> bool:
    return word_count(context.texts[index]) <= PROSE_LINE_WORDS and not context.running[index]
