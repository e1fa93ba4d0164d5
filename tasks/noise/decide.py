"""Findings → one verdict per block. The only place where one rule wins over another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from schemas.layout import Block, BlockLabel, Finding, Verdict
from schemas.likelihoods import EVIDENT
from schemas.reasons import NoiseCode
from tasks.noise.context import NoiseContext
from tasks.noise.rules import RULES

PRECEDENCE: tuple[NoiseCode, ...] = (
    NoiseCode.LINE_NUMBER,
    NoiseCode.PAGE_NUMBER,
    NoiseCode.ORNAMENT,
    NoiseCode.CONTACT,
    NoiseCode.CONTENTS_LIST,
    NoiseCode.JUMP_LINE,
    NoiseCode.RUNNING_HEADER,
    NoiseCode.RUNNING_FOOTER,
    NoiseCode.REPEATED_TITLE,
    NoiseCode.LINK,
    NoiseCode.ISSUE_LINE,
    NoiseCode.NAMEPLATE,
    NoiseCode.LETTERHEAD,
    NoiseCode.TEASER,
    NoiseCode.IMPRINT,
    NoiseCode.ADVERTISEMENT,
    NoiseCode.FORM,
    NoiseCode.PULL_QUOTE,
)
"""Among findings of one block the profile's come first, then these in order."""

KEPT_RULE = "none"


def find_all(context: NoiseContext) -> list[Finding]:
    """What all rules point at, in the order of the rules."""
    return [finding for rule in RULES for finding in rule(context)]


def classify(blocks: Sequence[Block], findings: Sequence[Finding]) -> tuple[Verdict, ...]:
    """One verdict per block, in the order of the blocks."""
    by_block: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_block[finding.block].append(finding)
    return tuple(_verdict(block, by_block[block.index]) for block in blocks)


def _verdict(block: Block, findings: list[Finding]) -> Verdict:
    if not findings:
        label = BlockLabel.TABLE if block.is_in_table else BlockLabel.TEXT
        return Verdict(label, None, KEPT_RULE, "no rule points at it", EVIDENT)
    best = min(findings, key=_rank)
    others = {f.code for f in findings} - {best.code}
    evidence = best.evidence + (f"; also {', '.join(sorted(others))}" if others else "")
    return Verdict(best.label, best.code, best.rule, evidence, best.strength)


def _rank(finding: Finding) -> tuple[int, int]:
    if finding.rule == "profile":
        return -1, 0
    return 0, PRECEDENCE.index(finding.code)
