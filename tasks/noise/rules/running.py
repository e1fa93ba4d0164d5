"""F101, F102: running heads and feet: what repeats in a margin, or what the file itself calls an artifact."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from tasks.noise.context import NoiseContext

ARTIFACT = "Artifact"
MIN_HEAD_LETTERS = 8
HEAD_LETTERS = 20
LARGER_RATIO = 1.2
SAME_HEAD = 88.0
"""Similarity, 0..100, of a running head in an export and the first line of the issue."""


def find(context: NoiseContext) -> Iterator[Finding]:
    """Repetition is measured by the layout; tags are the file's own word for it."""
    for block in context.blocks:
        tags = {word.tag for line in block.lines for word in line.words}
        is_artifact = bool(tags) and all(tag is not None and ARTIFACT in tag.split("/") for tag in tags)
        if block.bbox is None and _repeats_the_head(context, block):
            evidence = "next to a page number, in the words of the issue's first line"
            yield _finding(context, block, evidence, 0.75)
        elif block.repeats > 1:
            yield _finding(context, block, f"same place and words on {block.repeats} pages", 0.9)
        elif _repeats_a_title(context, block):
            yield _finding(context, block, "at the head of a page, in the words of a headline before", 0.8)
        elif context.margin(block) and _is_beside_page_number(context, block):
            yield _finding(context, block, "in the margin, in one line with the page number", 0.8)
        elif is_artifact and context.margin(block):
            yield _finding(context, block, "tagged as an artifact of the page by the file", 0.85)


def _repeats_the_head(context: NoiseContext, block: Block) -> bool:
    """Whether a line of a text input stands next to a page number and begins as the issue does."""
    key = context.keys[block.index]
    if block.index < 2 or len(key) < MIN_HEAD_LETTERS or len(block.lines) > 1:
        return False
    near = [context.texts[i] for i in (block.index - 1, block.index + 1) if i < len(context.texts)]
    if not any(lexicon().is_page_number(text) for text in near):
        return False
    first = "".join(context.keys[:2])
    return fuzz.partial_ratio(key[:HEAD_LETTERS], first[: 2 * HEAD_LETTERS]) >= SAME_HEAD


def _repeats_a_title(context: NoiseContext, block: Block) -> bool:
    """Whether a line at the head of a page says a headline of an earlier page again, in smaller letters."""
    key = context.keys[block.index]
    if context.margin(block) != "top" or block.style is None or len(key) < MIN_HEAD_LETTERS:
        return False
    return any(
        other.page < block.page
        and context.keys[other.index] == key
        and other.style is not None
        and other.style.size_pt >= LARGER_RATIO * block.style.size_pt
        for other in context.blocks[: block.index]
    )


def _is_beside_page_number(context: NoiseContext, block: Block) -> bool:
    """Whether a page number stands in the same line of the same margin."""
    if block.bbox is None or len(block.lines) > 1:
        return False
    return any(
        other.page == block.page
        and other.index != block.index
        and other.bbox is not None
        and other.bbox.overlap_y(block.bbox) >= 0.5 * min(other.bbox.height, block.bbox.height)
        and lexicon().is_page_number(context.texts[other.index])
        for other in context.blocks
    )


def _finding(context: NoiseContext, block: Block, evidence: str, strength: float) -> Finding:
    page = context.page(block)
    if block.bbox is not None and page.height_pt is not None:
        is_top = block.bbox.center_y < page.height_pt / 2
    else:
        is_top = block.starts_region
    if is_top:
        return Finding(
            block.index, NoiseCode.RUNNING_HEADER, BlockLabel.PAGE_HEADER, "running_head", evidence, strength
        )
    return Finding(
        block.index, NoiseCode.RUNNING_FOOTER, BlockLabel.PAGE_FOOTER, "running_foot", evidence, strength
    )
