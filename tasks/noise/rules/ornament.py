"""D301: decoration: rules of underscores, lone ornaments, giant and slanted letters that spell nothing."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.document import Direction, is_symbol_font
from schemas.layout import Block, BlockLabel, Finding
from schemas.reasons import NoiseCode
from schemas.wording import is_converter_mark
from tasks.noise.context import NoiseContext

GIANT_RATIO = 5.0
"""One or two letters this many times the size of running text are a picture."""

SLANTED_MAX_WORDS = 3
SIDE_SHARE = 0.1
"""Turned text within this share of the page's width from its side is a stamp or a printer's line."""


def find(context: NoiseContext) -> Iterator[Finding]:
    """Nothing that can be read as a word or a number is an ornament."""
    for block, key in zip(context.blocks, context.keys, strict=True):
        evidence = _evidence(context, block, key)
        if evidence:
            yield Finding(block.index, NoiseCode.ORNAMENT, BlockLabel.ORNAMENT, "ornament", evidence, 0.85)


def _evidence(context: NoiseContext, block: Block, key: str) -> str | None:
    if not key:
        return "no letter and no digit"
    if block.style is None and len(block.lines) == 1 and is_converter_mark(block.text):
        return "a converter's mark in place of a picture or a page"
    if all(
        word.style is not None and is_symbol_font(word.style.font)
        for line in block.lines
        for word in line.words
    ):
        return "a font of pictures"
    if len(key) <= 2 and context.size_ratio(block) >= GIANT_RATIO:
        return f"{context.size_ratio(block):.0f} times the size of running text"
    slanted = all(line.direction is Direction.VERTICAL for line in block.lines)
    if slanted and len(block.text.split()) <= SLANTED_MAX_WORDS and len(key) <= 8 * SLANTED_MAX_WORDS:
        return "turned or slanted letters"
    if slanted and _is_at_side(context, block):
        return "turned text along the edge of the page"
    return None


def _is_at_side(context: NoiseContext, block: Block) -> bool:
    page = context.page(block)
    if block.bbox is None or page.width_pt is None:
        return False
    return block.bbox.x1 <= SIDE_SHARE * page.width_pt or block.bbox.x0 >= (1 - SIDE_SHARE) * page.width_pt
