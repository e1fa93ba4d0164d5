"""What is of no article and what stands beside its text, once the forests have been heard.

The rules' verdicts and their captions and tables stand where little speaks against them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from schemas.geometry import BBox
from schemas.layout import Block, BlockLabel, Verdict
from schemas.reasons import NoiseCode
from schemas.wording import plain
from tasks.articles.evidence import Evidence
from tasks.articles.labels import find_captions
from tasks.articles.surroundings import is_date
from tasks.articles.voices import Voice, Voices

NEW_NOISE = 0.3
NO_NOISE = 0.15
"""Between these likelihoods the rules' word on noise stands."""

COMPANY = 2
COMPANY_WEIGHT = 0.2
EVEN = 1e-3
"""So many blocks on either side are heard, with this weight; how sure one can be at most."""

NEW_CAPTION, NO_CAPTION = 0.3, 0.1
NEW_TABLE, NO_TABLE = 0.8, 0.3
"""Likewise for what stands beside the text of an article."""

HEAD_AND_NOISE = 0.3
"""What may head an article so likely is no noise for the learnt judgement."""

RULE = "learnt"
MIN_DATES = 3
"""So many lines that are dates make a diary."""

_SURE_CODES = frozenset({NoiseCode.PAGE_NUMBER, NoiseCode.JUMP_LINE, NoiseCode.REPEATED_TITLE})
"""Noise that the order of articles hangs on, and that is told by its words alone."""


def corrected_verdicts(evidence: Evidence, head: Voice, noise: Voice) -> tuple[Verdict, ...]:
    """The rules' verdicts, corrected where the forests are sure; a likely head is no noise."""
    heard = _in_boxes(_in_company(noise, evidence.blocks), evidence)
    return tuple(
        verdict if verdict.code is None and _is_diary(block) else _verdict(verdict, block.index, head, heard)
        for block, verdict in zip(evidence.blocks, evidence.verdicts, strict=True)
    )


def apart_by_rules(evidence: Evidence) -> dict[int, BlockLabel]:
    """What the rules take for captions and tables, by block."""
    captions = find_captions(evidence.document, evidence.blocks, evidence.body_pt)
    apart = dict.fromkeys(captions, BlockLabel.CAPTION)
    return apart | {block.index: BlockLabel.TABLE for block in evidence.blocks if block.is_in_table}


def apart_from_text(evidence: Evidence, voices: Voices) -> dict[int, BlockLabel]:
    """Captions and tables: what the rules take for them unless little speaks for it, and what is likely."""
    by_rules = apart_by_rules(evidence)
    found: dict[int, BlockLabel] = {}
    for block in evidence.blocks:
        ruled, caption, table = (
            by_rules.get(block.index),
            voices.caption.of(block.index),
            voices.table.of(block.index),
        )
        if table > (NO_TABLE if ruled is BlockLabel.TABLE else NEW_TABLE):
            found[block.index] = BlockLabel.TABLE
        elif caption > (NO_CAPTION if ruled is BlockLabel.CAPTION else NEW_CAPTION):
            found[block.index] = BlockLabel.CAPTION
    return found


def _verdict(verdict: Verdict, index: int, head: Voice, noise: Voice) -> Verdict:
    likelihood = noise.of(index)
    if verdict.code is None:
        if likelihood <= NEW_NOISE or head.of(index) >= HEAD_AND_NOISE:
            return verdict
        evidence = f"reads as part of the page, {noise.reason(index)}"
        return Verdict(verdict.label, NoiseCode.UNASSIGNED, RULE, evidence, round(likelihood, 2))
    if verdict.rule == "profile" or verdict.code in _SURE_CODES or likelihood >= NO_NOISE:
        return verdict
    evidence = f"reads as text and not as {verdict.code}, {noise.reason(index)}"
    return Verdict(BlockLabel.TEXT, None, RULE, evidence, round(1 - likelihood, 2))


def _is_diary(block: Block) -> bool:
    """Whether it lists what happens when; the gold leaves diaries out, so nothing was learnt of them."""
    lines = block.text.split("\n")
    return len(lines) >= MIN_DATES and sum(is_date(plain(line)) for line in lines) >= MIN_DATES


def _in_company(noise: Voice, blocks: Sequence[Block]) -> Voice:
    """What stands among noise is noise the sooner: each block hears a little of those near it on its page."""
    odds = np.log((noise.likelihood + EVEN) / (1.0 - noise.likelihood + EVEN))
    page = np.array([block.page for block in blocks])
    heard, count = np.zeros((2, len(odds)))
    for distance in range(1, COMPANY + 1):
        is_near = page[distance:] == page[:-distance]
        heard[distance:] += is_near * odds[:-distance]
        heard[:-distance] += is_near * odds[distance:]
        count[distance:] += is_near
        count[:-distance] += is_near
    odds += COMPANY_WEIGHT * heard / np.maximum(1, count)
    return replace(noise, likelihood=1.0 / (1.0 + np.exp(-odds)))


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
