"""B502: the publisher's contact lines, cards and handles.

Contact details that an article gives its readers (to register, call …) are its text: a few of them,
in the flow of an article, after words that lead up to them. A card, a letterhead's fragments in the
middle of a sentence, and lines in the head, foot or margin of an issue are the page's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from schemas.wording import word_count
from tasks.noise.contacts import contact_share
from tasks.noise.context import NoiseContext, is_running_text

CONTACT_SHARE = 0.5
"""Share of a block's letters that is contact data, from which it is a contact line."""

CARD_BLOCKS = 3
MAX_GAP_BLOCKS = 1
MAX_LABEL_WORDS = 9
IN_FLOW_SIZES = 1.6
_SENTENCE_END = re.compile(r"[.!?:;。！？”\"’)]\s*$")


def find(context: NoiseContext) -> Iterator[Finding]:
    """Runs of contact lines, judged by their length and their place."""
    shares = [contact_share(text) for text in context.texts]
    for run in _runs(context, shares):
        contacts = [i for i in run if shares[i] >= CONTACT_SHARE]
        evidence, strength = _judge(context, run, contacts)
        if evidence:
            for index in run:
                yield Finding(
                    index, NoiseCode.CONTACT, BlockLabel.CONTACT, "contact", f"contact line {evidence}", strength
                )


def _runs(context: NoiseContext, shares: list[float]) -> list[list[int]]:
    """Runs of contact blocks of one page, with single short labels between them."""
    runs: list[list[int]] = []
    for block in context.blocks:
        if shares[block.index] < CONTACT_SHARE or block.is_in_table:
            continue
        last = runs[-1][-1] if runs else None
        if last is not None and context.blocks[last].page == block.page and _bridged(context, last, block.index):
            runs[-1] += range(last + 1, block.index + 1)
        else:
            runs.append([block.index])
    return runs


def _bridged(context: NoiseContext, last: int, index: int) -> bool:
    between = context.blocks[last + 1 : index]
    return len(between) <= MAX_GAP_BLOCKS and all(
        word_count(context.texts[b.index]) <= MAX_LABEL_WORDS and not _is_display(context, b) for b in between
    )


def _is_display(context: NoiseContext, block: Block) -> bool:
    return context.size_ratio(block) > 1.15


def _judge(context: NoiseContext, run: list[int], contacts: list[int]) -> tuple[str | None, float]:
    first, last = context.blocks[run[0]], context.blocks[run[-1]]
    if _cuts_sentence(context, first.index, last.index):
        return "in the middle of a sentence", 0.95
    in_flow = _is_in_flow(first) and _is_led_up_to(context, first)
    if context.margin(first) and context.margin(last) and not in_flow:
        return f"in the {context.margin(first)} margin", 0.8
    if last.index < context.head_end:
        return "in the head of the issue, before any text", 0.8
    if _is_led_up_to(context, first):
        return None, 0.0
    if len(contacts) >= CARD_BLOCKS:
        return f"one of {len(contacts)} in a contact card", 0.8
    if first.bbox is None and not _follows_text(context, first):
        return "apart from any text", 0.75
    if not any(is_running_text(b, context.texts[b.index]) for b in context.blocks[last.index + 1 :]):
        return "after the last text of the issue", 0.6
    return None, 0.0


def _cuts_sentence(context: NoiseContext, first: int, last: int) -> bool:
    """Whether the text before breaks off and the text after goes on in lower case."""
    if first == 0 or last + 1 >= len(context.blocks):
        return False
    before, after = context.texts[first - 1], context.texts[last + 1]
    return (
        word_count(before) >= 4
        and not _SENTENCE_END.search(before)
        and after[:1].islower()
        and lexicon().contact_label(before) is None
    )


def _is_led_up_to(context: NoiseContext, first: Block) -> bool:
    """Whether an article's own words, in the same column, lead up to the contact line."""
    if first.index == 0:
        return False
    before = context.blocks[first.index - 1]
    text = context.texts[before.index]
    if before.bbox is not None and (before.region != first.region or before.frame != first.frame):
        return False
    return is_running_text(before, text) or text.endswith(":") or word_count(text) >= 6


def _is_in_flow(block: Block) -> bool:
    """Whether a block stands right under another one of its column."""
    if block.style is None or block.space_above_pt is None:
        return False
    return block.space_above_pt <= IN_FLOW_SIZES * block.style.size_pt


def _follows_text(context: NoiseContext, first: Block) -> bool:
    if first.index == 0:
        return False
    before = context.blocks[first.index - 1]
    return is_running_text(before, context.texts[before.index]) and first.blank_before <= 1
