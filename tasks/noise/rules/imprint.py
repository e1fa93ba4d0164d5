"""B501: the imprint: who publishes, edits and prints the publication, and its rights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.likelihoods import EVIDENT, INDICATED, SURE
from schemas.reasons import NoiseCode
from schemas.tolerances import (
    HALF,
    LABEL_WORDS,
    MINORITY,
    MOST,
    PARAGRAPH_WORDS,
    PLURAL,
    PROSE_LINE_WORDS,
    SERIES,
)
from schemas.wording import plain, word_count
from tasks.noise.context import NoiseContext

_SURE = re.compile(r"©|\(c\) \d{4}|\bISSN\b", re.IGNORECASE)
_PART_END = re.compile(r"[.;·|]\s")


def find(context: NoiseContext) -> Iterator[Finding]:
    """Short blocks with an imprint's words; running text that mentions a publisher is none."""
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
        at_edge = (
            context.margin(block) is not None or block.index < context.head_end or block.index >= last_text
        )
        if not at_edge and not _SURE.search(text):
            continue
        if (context.running[block.index] and not at_edge) or context.heads_text(block):
            continue
        evidence = "words of an imprint" + (" at the edge of the issue" if at_edge else "")
        yield _finding(block.index, evidence, SURE if at_edge else INDICATED)
    for stack in _stacks(context):
        yield from (_finding(block.index, "a stack of offices and names", INDICATED) for block in stack)


def _stacks(context: NoiseContext) -> Iterator[Sequence[Block]]:
    """Short blocks of one column or box without a sentence that hold words of an imprint, or name a board."""
    for members in context.stacks:
        for is_card, run in groupby(members, key=lambda block: _is_card(context, block)):
            stack = list(run)
            if not is_card:
                continue
            if sum(_names_an_office(context, block) for block in stack) >= PLURAL:
                yield stack
                continue
            yield from (b for b in _boards(context, stack) if not _is_led_up_to(context, b))


def _boards(context: NoiseContext, stack: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """A club's officers in a stack, from the head over them to the last names in their look.

    Several lines name an office, few of them that of a treasurer, whom no list of speakers or signers has.
    """
    words = lexicon()
    lines = [list(map(plain, block.text.split("\n"))) for block in stack]
    money = [sum(map(words.has_treasurer_word, said)) for said in lines]
    told = [sum(map(_tells_an_office, said)) for said in lines]
    named = [place for place, count in enumerate(told) if count]
    ends = [at for at, (a, b) in enumerate(pairwise(named), start=1) if b - a > PLURAL]
    for begin, end in pairwise([0, *ends, len(named)]):
        if begin == end:
            continue
        first, last = named[begin], named[end - 1] + 1
        limit = named[end] if end < len(named) else len(stack)
        while last < limit and stack[last].style == stack[last - 1].style:
            last += 1
        offices, treasurers = sum(told[first:last]), sum(money[first:last])
        is_list = offices >= max(SERIES, MINORITY * sum(map(len, lines[first:last])))
        if is_list and 0 < treasurers <= HALF * offices:
            yield stack[max(0, first - 1) : last]


def _tells_an_office(line: str) -> bool:
    return lexicon().has_office_word(line) or lexicon().has_treasurer_word(line)


def _is_led_up_to(context: NoiseContext, board: Sequence[Block]) -> bool:
    """Whether words of a sentence stand over the first office: they end with a colon, or are many."""
    first = board[0]
    lines = map(plain, first.text.split("\n"))
    said = [" ".join(takewhile(lambda line: not _tells_an_office(line), lines))]
    said += [
        context.texts[block.index]
        for block in context.blocks[max(0, first.index - 1) : first.index]
        if (block.page, block.region, block.frame) == (first.page, first.region, first.frame)
    ]
    small = [sum(word[0].islower() for word in text.split()) for text in said]
    is_led = any(
        count >= PLURAL and text.endswith((":", "：")) for text, count in zip(said, small, strict=True)
    )
    return is_led or word_count(said[0]) > LABEL_WORDS


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
