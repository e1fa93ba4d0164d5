"""What the learnt judgement looks at: one issue as the layout and the rules left it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from schemas.document import Document
from schemas.layout import Block, Verdict
from tasks.articles.titles import Decision

ABSENT = -1.0
"""Stands for a measure that a block does not have, such as the space above the first line of a column."""

Headline = tuple[Sequence[int], float]
"""Blocks of the title of an issue that is one article, and how sure that is."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the measures are taken from.

    Attributes:
        body_pt: size of running text, in points.
        captions: blocks that read or stand as captions.
        footnotes: blocks of small print under their page's or column's text, behind a mark.
        head_end: index of the first block that is running text.
        headline: where the rules read the whole issue as one article.
    """

    document: Document
    blocks: Sequence[Block]
    verdicts: Sequence[Verdict]
    decisions: Mapping[int, Decision]
    body_pt: float
    captions: Collection[int]
    footnotes: Collection[int]
    head_end: int
    headline: Headline | None = None
