"""B504: pull quotes: words of the body printed a second time, larger."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.layout import BlockLabel, Finding
from schemas.reasons import NoiseCode
from tasks.noise.context import NoiseContext

MIN_LETTERS = 30
MIN_SIZE_RATIO = 1.08


def find(context: NoiseContext) -> Iterator[Finding]:
    """A block in display type whose words all stand, in this order, inside one longer block."""
    long_keys = [(i, key) for i, key in enumerate(context.keys) if len(key) >= 2 * MIN_LETTERS]
    for block, key in zip(context.blocks, context.keys, strict=True):
        if len(key) < MIN_LETTERS or block.style is None:
            continue
        is_display = context.size_ratio(block) >= MIN_SIZE_RATIO or block.style.is_italic or block.frame is not None
        home = next((i for i, other in long_keys if i != block.index and len(other) > len(key) and key in other), None)
        if is_display and home is not None:
            yield Finding(
                block.index,
                NoiseCode.PULL_QUOTE,
                BlockLabel.PULL_QUOTE,
                "pull_quote",
                f"its words stand in block {home} too",
                0.85,
            )
