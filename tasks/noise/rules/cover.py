"""N405: the lines of a cover: a first page without text that announces what stands inside."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.layout import BlockLabel, Finding
from schemas.reasons import NoiseCode
from tasks.noise.context import NoiseContext

MIN_PAGES = 3
MIN_TEXT_PAGES = 2
MAX_COVER_WORDS = 90


def find(context: NoiseContext) -> Iterator[Finding]:
    """All blocks of a first page that holds no running text, in an issue whose other pages do."""
    pages = {b.page for b in context.blocks if context.running[b.index]}
    if len(context.document.pages) < MIN_PAGES or 1 in pages or len(pages) < MIN_TEXT_PAGES:
        return
    cover = [block for block in context.blocks if block.page == 1 and block.bbox is not None]
    if any(block.is_in_table for block in cover):
        return
    if sum(len(context.texts[block.index].split()) for block in cover) > MAX_COVER_WORDS:
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
