"""N405: the lines of a cover: a first page without text that announces what stands inside."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.layout import BlockLabel, Finding
from schemas.reasons import NoiseCode
from schemas.tolerances import PLURAL, SERIES, TITLE_WORDS
from tasks.noise.context import NoiseContext


def find(context: NoiseContext) -> Iterator[Finding]:
    """All blocks of a first page that holds no running text, in an issue whose other pages do."""
    pages = {b.page for b in context.blocks if context.running[b.index]}
    if len(context.document.pages) < SERIES or 1 in pages or len(pages) < PLURAL:
        return
    cover = [block for block in context.blocks if block.page == 1 and block.bbox is not None]
    if any(block.is_in_table for block in cover):
        return
    if sum(len(context.texts[block.index].split()) for block in cover) > PLURAL * TITLE_WORDS:
        return
    for block in cover:
        yield Finding(
            block.index,
            NoiseCode.TEASER,
            BlockLabel.MASTHEAD,
            "cover",
            "on a cover: a first page without running text",
            0.7,
        )
