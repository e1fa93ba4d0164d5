"""F107: numbers of lines, as the layout found them in a margin."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.layout import BlockLabel, Finding
from schemas.likelihoods import STATED
from schemas.reasons import NoiseCode
from tasks.noise.context import NoiseContext


def find(context: NoiseContext) -> Iterator[Finding]:
    """Each number that counts a line of text is noise."""
    for block in context.blocks:
        if block.is_line_number:
            code, evidence = NoiseCode.LINE_NUMBER, "one of the numbers that count the lines beside them"
            yield Finding(block.index, code, BlockLabel.PAGE_NUMBER, "line_number", evidence, STATED)
