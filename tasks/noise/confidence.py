"""How sure each verdict on a block is: the rule's strength, what agrees with it and what speaks against.

The verdicts stand; this weighs them with weights learnt from generated bulletins (`schemas.weights`).
A kept block has no rule to ask, so its doubts are what noise looks like: a short line in the margin, in
the issue's head, full of numbers and addresses.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from schemas.document import count_visible
from schemas.layout import Block, Finding, Verdict
from schemas.tolerances import HUGE
from schemas.weights import confidence, odds
from schemas.wording import word_count
from tasks.noise.context import NoiseContext

PROFILE_RULE = "profile"

Signals = dict[str, float]


def weigh(
    context: NoiseContext, verdicts: Sequence[Verdict], findings: Sequence[Finding]
) -> tuple[Verdict, ...]:
    """The same verdicts, each with its confidence; what the source's profile says is certain."""
    rules: dict[int, set[str]] = {}
    for finding in findings:
        rules.setdefault(finding.block, set()).add(finding.rule)
    return tuple(
        verdict
        if verdict.rule == PROFILE_RULE
        else replace(verdict, confidence=_confidence(context, block, verdict, rules.get(block.index, set())))
        for block, verdict in zip(context.blocks, verdicts, strict=True)
    )


def _confidence(context: NoiseContext, block: Block, verdict: Verdict, rules: set[str]) -> float:
    if verdict.code is None:
        return confidence("kept", place(context, block))
    return confidence("noise", removed(context, block, verdict, rules))


def place(context: NoiseContext, block: Block) -> Signals:
    """Where a block stands and what it looks like, as far as it tells noise from text."""
    text = context.texts[block.index]
    margin = context.margin(block)
    size = context.size_ratio(block)
    visible = max(1, count_visible(text))
    return {
        "top_margin": float(margin == "top"),
        "bottom_margin": float(margin == "bottom"),
        "head_of_issue": float(block.index < context.head_end),
        "last_of_issue": float(block.index >= len(context.blocks) - 2),
        "words": math.log1p(word_count(text)),
        "running_text": float(context.running[block.index]),
        "digits": sum(map(str.isdecimal, text)) / visible,
        "smaller": max(0.0, 1.0 - size),
        "larger": max(0.0, min(size, HUGE) - 1.0),
        "boxed": float(block.frame is not None),
        "export": float(block.bbox is None),
    }


def removed(context: NoiseContext, block: Block, verdict: Verdict, rules: set[str]) -> Signals:
    """How strong the rule that won is, how many more point at the block (-1: the cutting did), its place."""
    return place(context, block) | {
        "strength": odds(verdict.confidence),
        "other_rules": float(len(rules) - 1),
        "repeated": math.log(max(1, block.repeats)),
    }
