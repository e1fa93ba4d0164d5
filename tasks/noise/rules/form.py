"""B505: forms to cut out and fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.layout import BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.likelihoods import SURE
from schemas.reasons import NoiseCode
from schemas.tolerances import SERIES
from tasks.noise.context import NoiseContext

_BLANKS = re.compile(r"_{4,}|\.{6,}|…{3,}|☐|□|✂")


def find(context: NoiseContext) -> Iterator[Finding]:
    """Lines to write on, or the words of a form next to such lines."""
    words = lexicon()
    boxed: set[int] = set()
    for members in context.boxes.values():
        joined = "\n".join(block.text for block in members)
        has_text = any(context.running[block.index] for block in members)
        if words.is_form_text(joined) and not has_text:
            boxed.update(block.index for block in members)
            for block in members:
                yield _finding(block.index, "a box with the words of a form", SURE)
    for block, text in zip(context.blocks, context.texts, strict=True):
        blanks = len(_BLANKS.findall(text))
        is_worded = words.is_form_text(text)
        if block.index in boxed:
            continue
        if (blanks and is_worded) or blanks >= SERIES:
            evidence = f"{blanks} lines to write on" + (" and words of a form" if is_worded else "")
            yield _finding(block.index, evidence, SURE)


def _finding(index: int, evidence: str, strength: float) -> Finding:
    return Finding(index, NoiseCode.FORM, BlockLabel.FORM, "form", evidence, strength)
