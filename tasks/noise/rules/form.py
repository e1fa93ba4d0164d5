"""B505: forms to cut out and fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.geometry import BBox
from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from tasks.noise.context import NoiseContext, is_running_text

_BLANKS = re.compile(r"_{4,}|\.{6,}|…{3,}|☐|□|✂")


def find(context: NoiseContext) -> Iterator[Finding]:
    """Lines to write on, or the words of a form next to such lines."""
    words = lexicon()
    boxed: set[int] = set()
    for members in _boxes(context):
        joined = "\n".join(block.text for block in members)
        if words.is_form_text(joined) and not any(is_running_text(b, context.texts[b.index]) for b in members):
            boxed.update(block.index for block in members)
            for block in members:
                yield Finding(
                    block.index, NoiseCode.FORM, BlockLabel.FORM, "form", "a box with the words of a form", 0.75
                )
    for block, text in zip(context.blocks, context.texts, strict=True):
        blanks = len(_BLANKS.findall(text))
        is_worded = words.is_form_text(text)
        if block.index in boxed:
            continue
        if (blanks and is_worded) or blanks >= 3:
            yield Finding(
                block.index,
                NoiseCode.FORM,
                BlockLabel.FORM,
                "form",
                f"{blanks} lines to write on" + (" and words of a form" if is_worded else ""),
                0.8,
            )


def _boxes(context: NoiseContext) -> list[list[Block]]:
    """Blocks by the drawn box or table they stand in."""
    boxes: dict[tuple[int, BBox], list[Block]] = {}
    for block in context.blocks:
        if block.frame is not None:
            boxes.setdefault((block.page, block.frame), []).append(block)
    return list(boxes.values())
