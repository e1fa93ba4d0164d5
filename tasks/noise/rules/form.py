"""B505: forms to cut out and fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.layout import BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from tasks.noise.context import NoiseContext

_BLANKS = re.compile(r"_{4,}|\.{6,}|…{3,}|☐|□|✂")


def find(context: NoiseContext) -> Iterator[Finding]:
    """Lines to write on, or the words of a form next to such lines."""
    words = lexicon()
    for block, text in zip(context.blocks, context.texts, strict=True):
        blanks = len(_BLANKS.findall(text))
        is_worded = words.is_form_text(text)
        if (blanks and is_worded) or blanks >= 3:
            yield Finding(
                block.index,
                NoiseCode.FORM,
                BlockLabel.FORM,
                "form",
                f"{blanks} lines to write on" + (" and words of a form" if is_worded else ""),
                0.8,
            )
