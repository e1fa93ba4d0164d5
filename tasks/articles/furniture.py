"""What is of no article and what stands beside its text, once the forests have been heard.

The rules' verdicts and their captions and tables stand where little speaks against them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from schemas.geometry import BBox
from schemas.layout import Block, BlockLabel, Verdict
from schemas.lexicon import lexicon
from schemas.likelihoods import DOUBTFUL, LIKELY, SURE, UNLIKELY
from schemas.reasons import NoiseCode
from schemas.tolerances import (
    DISPLAY,
    FEW,
    HALF,
    LABEL_WORDS,
    LONG_SERIES,
    NEAR_BLOCKS,
    PARAGRAPH_WORDS,
    PROSE_LINE_WORDS,
    ROUNDING,
    SERIES,
    SMALLER,
)
from schemas.wording import plain, word_count
from tasks.articles.datelines import is_closing_place_date
from tasks.articles.diaries import blocks_of_days, lists_days
from tasks.articles.evidence import Evidence
from tasks.articles.surroundings import is_date
from tasks.articles.titles import Decision, Role
from tasks.articles.voices import Voice, Voices

RULE = "learnt"

_SURE_CODES = frozenset(
    {
        NoiseCode.PAGE_NUMBER,
        NoiseCode.JUMP_LINE,
        NoiseCode.LINK,
        NoiseCode.REPEATED_TITLE,
        NoiseCode.PULL_QUOTE,
        NoiseCode.CONTENTS_LIST,
    }
)
"""Noise that the order of articles hangs on, or that is told by its words alone."""


def corrected_verdicts(evidence: Evidence, head: Voice, noise: Voice) -> tuple[Verdict, ...]:
    """The rules' verdicts, corrected where the forests are sure.

    A likely head, an act's number, a diary, and place and date under a text are no noise.
    """
    heard = _in_boxes(_in_company(noise, evidence), evidence)
    heard = _among_noise(heard, head, evidence.blocks)
    diary = blocks_of_days(evidence.blocks)
    found = []
    below = [*evidence.blocks[1:], None]
    for block, next_block, verdict in zip(evidence.blocks, below, evidence.verdicts, strict=True):
        corrected = _verdict(verdict, block.index, head, heard)
        is_new = verdict.code is None and corrected.code is not None
        is_text = is_new and (
            block.index in diary
            or _names_act(evidence.decisions.get(block.index))
            or _is_diary(block, is_head=block.index < evidence.head_end)
            or _heads_diary(block, next_block)
            or (block.index > evidence.head_end and is_closing_place_date(plain(block.text)))
        )
        found.append(verdict if is_text else corrected)
    return tuple(found)


def apart_by_rules(evidence: Evidence) -> dict[int, BlockLabel]:
    """What the rules take for captions and tables, by block."""
    apart = dict.fromkeys(evidence.captions, BlockLabel.CAPTION)
    return apart | {block.index: BlockLabel.TABLE for block in evidence.blocks if block.is_in_table}


def apart_from_text(evidence: Evidence, voices: Voices) -> dict[int, BlockLabel]:
    """Captions and tables: tables of the rules unless little speaks for them, and what is likely."""
    by_rules = apart_by_rules(evidence)
    found: dict[int, BlockLabel] = {}
    for block in evidence.blocks:
        least = DOUBTFUL if by_rules.get(block.index) is BlockLabel.TABLE else SURE
        if voices.table.of(block.index) > least:
            found[block.index] = BlockLabel.TABLE
        elif voices.caption.of(block.index) > DOUBTFUL:
            found[block.index] = BlockLabel.CAPTION
    return found


def between_words(text: Sequence[Block], body_pt: float) -> Iterator[int]:
    """Small lines of a text in the middle of a sentence: they stand at a picture or in a margin.

    `body_pt` is the size of running text: a headline and the next one are no such sentence.
    """
    for place, left in enumerate(text):
        if left.style is not None and left.style.size_pt >= DISPLAY * body_pt:
            continue
        between: list[int] = []
        for right in text[place + 1 : place + 2 + NEAR_BLOCKS]:
            if _has_same_look(left, right):
                if between and _goes_on(left.text, right.text):
                    yield from between
                break
            if not _is_smaller(right, left) or word_count(right.text) > PARAGRAPH_WORDS:
                break
            between.append(right.index)


def _is_smaller(one: Block, other: Block) -> bool:
    if one.style is None or other.style is None:
        return False
    return one.style.size_pt < SMALLER * other.style.size_pt


def _has_same_look(one: Block, other: Block) -> bool:
    """Whether both are set in one size and weight."""
    if one.style is None or other.style is None or one.style.is_bold != other.style.is_bold:
        return False
    return not _is_smaller(one, other) and not _is_smaller(other, one)


def _goes_on(left: str, right: str) -> bool:
    """Whether a text breaks off inside a sentence that another begins with a small letter."""
    before, after = left.rstrip(), right.lstrip()
    return (
        word_count(before) >= PROSE_LINE_WORDS
        and after[:1].islower()
        and (before[-1:].isalnum() or before.endswith((",", "-", "\u2010", "\u00ad")))
    )


def _verdict(verdict: Verdict, index: int, head: Voice, noise: Voice) -> Verdict:
    likelihood = noise.of(index)
    if verdict.code is None:
        if likelihood < LIKELY or head.of(index) >= likelihood:
            return verdict
        evidence = f"reads as part of the page, {noise.reason(index)}"
        return Verdict(verdict.label, NoiseCode.UNASSIGNED, RULE, evidence, round(likelihood, 2))
    if verdict.rule == "profile" or verdict.code in _SURE_CODES or likelihood >= UNLIKELY:
        return verdict
    evidence = f"reads as text and not as {verdict.code}, {noise.reason(index)}"
    return Verdict(BlockLabel.TEXT, None, RULE, evidence, round(1 - likelihood, 2))


def _names_act(decision: Decision | None) -> bool:
    """Whether the rules' title is that of an act, told by its words: `Decree No 12 of 2020 …`."""
    return (
        decision is not None
        and decision.role is Role.TITLE
        and lexicon().numbers_act(decision.candidate.text)
    )


def _heads_diary(block: Block, below: Block | None) -> bool:
    """Whether a block of few words stands over one that tells what happens when."""
    return below is not None and word_count(block.text) <= LABEL_WORDS and lists_days(below)


def _is_diary(block: Block, *, is_head: bool) -> bool:
    """Whether it tells what happens when; the gold leaves diaries out, so nothing was learnt of them.

    Dates alone, as in a diary's column, tell so behind the head of the issue, which has its own.
    """
    lines = [plain(line) for line in block.text.split("\n")]
    is_day = [is_date(line) and not lexicon().numbers_an_issue(line) for line in lines]
    return sum(is_day) >= SERIES or (all(is_day) and not is_head) or lists_days(block)


def _in_company(noise: Voice, evidence: Evidence) -> Voice:
    """What stands among noise is noise the sooner: each block hears a little of those near it on its page.

    But for the rules' titles: a headline stands under a nameplate or beside the contents list.
    """
    blocks = evidence.blocks
    odds = np.log((noise.likelihood + ROUNDING) / (1.0 - noise.likelihood + ROUNDING))
    page = np.array([block.page for block in blocks])
    heard, count = np.zeros((2, len(odds)))
    for distance in range(1, NEAR_BLOCKS + 1):
        is_near = page[distance:] == page[:-distance]
        heard[distance:] += is_near * odds[:-distance]
        heard[:-distance] += is_near * odds[distance:]
        count[distance:] += is_near
        count[:-distance] += is_near
    is_title = [
        block.index in evidence.decisions and evidence.decisions[block.index].role is Role.TITLE
        for block in blocks
    ]
    heard *= FEW / np.maximum(1, count)
    odds += np.where(is_title, np.minimum(0.0, heard), heard)
    return replace(noise, likelihood=1.0 / (1.0 + np.exp(-odds)))


def _among_noise(noise: Voice, head: Voice, blocks: Sequence[Block]) -> Voice:
    """In an imprint's column and an advert's box nothing is text: what is between noise is noise, too.

    But for what stands right under a sure head.
    """
    is_noise = (noise.likelihood >= DOUBTFUL) & (head.likelihood < DOUBTFUL)
    pieces: dict[tuple[int, BBox | int], list[int]] = defaultdict(list)
    for block in blocks:
        pieces[block.page, block.region if block.frame is None else block.frame].append(block.index)
    likelihood = noise.likelihood.copy()
    for members in pieces.values():
        if len(members) < LONG_SERIES:
            continue
        told, are_noise = noise.likelihood[members], is_noise[members]
        others = (are_noise.sum() - are_noise) / (len(members) - 1)
        under_head = np.append(False, head.likelihood[members][:-1] >= SURE)
        is_drawn = (others > HALF) & (told >= UNLIKELY) & ~under_head
        likelihood[members] = np.where(is_drawn, np.maximum(told, LIKELY), told)
    return replace(noise, likelihood=likelihood)


def _in_boxes(noise: Voice, evidence: Evidence) -> Voice:
    """An advert's box is told as a whole: each of its blocks is as likely as they are in the mean."""
    boxes: dict[tuple[int, BBox], list[int]] = defaultdict(list)
    for block, verdict in zip(evidence.blocks, evidence.verdicts, strict=True):
        if verdict.code is NoiseCode.ADVERTISEMENT and block.frame is not None:
            boxes[block.page, block.frame].append(block.index)
    likelihood = noise.likelihood.copy()
    for members in boxes.values():
        likelihood[members] = likelihood[members].mean()
    return replace(noise, likelihood=likelihood)
