"""B504: pull quotes: words of the body printed a second time, larger."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.layout import Block, BlockLabel, Finding
from schemas.reasons import NoiseCode
from tasks.noise.context import NoiseContext

MIN_LETTERS = 40
MIN_SIZE_RATIO = 1.08


def find(context: NoiseContext) -> Iterator[Finding]:
    """A block in display type whose words all stand, in this order, inside one longer block."""
    long_keys = [(i, key) for i, key in enumerate(context.keys) if len(key) >= 2 * MIN_LETTERS]
    for block, key in zip(context.blocks, context.keys, strict=True):
        if len(key) < MIN_LETTERS or block.style is None:
            continue
        home = next(
            (i for i, other in long_keys if i != block.index and len(other) > len(key) and key in other), None
        )
        if home is not None and _is_display(context, block, context.blocks[home]):
            yield Finding(
                block.index,
                NoiseCode.PULL_QUOTE,
                BlockLabel.PULL_QUOTE,
                "pull_quote",
                f"its words stand in block {home} too",
                0.85,
            )


def _is_display(context: NoiseContext, block: Block, home: Block) -> bool:
    """Larger or more slanted than the text it repeats, or set in a box that the text is not in."""
    if block.style is None or home.style is None or abs(block.index - home.index) <= 1:
        return False
    larger = block.style.size_pt >= MIN_SIZE_RATIO * home.style.size_pt
    slanted = block.style.is_italic and not home.style.is_italic
    bolder = block.style.is_bold and not home.style.is_bold and context.size_ratio(block) >= 1.0
    return larger or slanted or bolder
