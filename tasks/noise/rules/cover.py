"""N405: the lines of a cover: a first page without text that announces what stands inside.

The cover of a sheet to be folded is often its last page: a picture under a few large words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.layout import Block, BlockLabel, Finding
from schemas.likelihoods import INDICATED
from schemas.reasons import NoiseCode
from schemas.tolerances import DISPLAY, LINE_WORDS, MINORITY, PLURAL, SERIES, TITLE_WORDS
from tasks.noise.context import NoiseContext


def find(context: NoiseContext) -> Iterator[Finding]:
    """All blocks of a cover, in an issue whose other pages hold running text."""
    pages = {b.page for b in context.blocks if context.running[b.index]}
    if len(context.document.pages) < SERIES or len(pages) < PLURAL:
        return
    last = len(context.document.pages)
    for page, evidence in ((1, "a first page without running text"), (last, "a picture under large words")):
        cover = [block for block in context.blocks if block.page == page and block.bbox is not None]
        if page in pages or any(block.is_in_table for block in cover):
            continue
        words = sum(len(context.texts[block.index].split()) for block in cover)
        is_cover = words <= PLURAL * TITLE_WORDS if page == 1 else _is_back_cover(context, cover, words)
        if not is_cover:
            continue
        for block in cover:
            yield Finding(
                block.index,
                NoiseCode.TEASER,
                BlockLabel.MASTHEAD,
                "cover",
                f"on a cover: {evidence}",
                INDICATED,
            )


def _is_back_cover(context: NoiseContext, blocks: Sequence[Block], words: int) -> bool:
    """Whether the last page is a picture with a few words, some of them as large as only headlines are."""
    page = context.document.pages[-1]
    if page.width_pt is None or page.height_pt is None or not 0 < words <= LINE_WORDS:
        return False
    is_large = any(context.size_ratio(block) >= DISPLAY for block in blocks)
    return is_large and max((image.area for image in page.images), default=0.0) >= MINORITY * (
        page.width_pt * page.height_pt
    )
