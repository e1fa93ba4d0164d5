"""F103: page numbers, alone on their line in a margin or printed on every page."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.layout import BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from tasks.noise.context import NoiseContext

OUTER_BLOCKS = 2


def find(context: NoiseContext) -> Iterator[Finding]:
    """A lone number is a page number in a margin, where it repeats, or at the edge of a page's text."""
    words = lexicon()
    for block, text in zip(context.blocks, context.texts, strict=True):
        if block.is_in_table or not words.is_page_number(text):
            continue
        places = []
        if block.repeats > 1:
            places.append(f"on {block.repeats} pages")
        if context.margin(block):
            places.append(f"in the {context.margin(block)} margin")
        if block.bbox is None and _is_at_page_edge(context, block.index):
            places.append("at the edge of a page")
        if places:
            yield Finding(
                block.index,
                NoiseCode.PAGE_NUMBER,
                BlockLabel.PAGE_NUMBER,
                "page_number",
                f"number alone, {' and '.join(places)}",
                0.9 if len(places) > 1 else 0.8,
            )


def _is_at_page_edge(context: NoiseContext, index: int) -> bool:
    page = context.blocks[index].page
    if len(context.document.pages) < 2:
        return False
    near = range(max(0, index - OUTER_BLOCKS), min(len(context.blocks), index + OUTER_BLOCKS + 1))
    return any(context.blocks[i].page != page for i in near) or index in {0, len(context.blocks) - 1}
