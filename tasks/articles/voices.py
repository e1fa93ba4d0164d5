"""What the forests say of each block of an issue, and of a title and the block under it.

Of each block is asked: does an article begin here, is it of no article at all, is it a caption, is it of a
table? And of the block under a title: does the title go on in it? The answers were learnt from bulletins
read by hand (`benchmarks.teach`); the rules' answers are among the measures, so what is asked is in truth
when to believe them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from schemas.layout import Block
from schemas.likelihoods import LIKELY
from schemas.weights.forest import EXPORTS_FILE, Forest, forests
from schemas.wording import plain
from tasks.articles.evidence import Evidence
from tasks.articles.export_measures import EXPORT_MEASURES, measure_export
from tasks.articles.measures import MEASURES, looks_of, measure
from tasks.articles.regularity import number_series
from tasks.articles.title_lines import TITLE_LINE_MEASURES, measure_pair

HEAD_FOREST = "head"
NOISE_FOREST = "noise"
CAPTION_FOREST = "caption"
TABLE_FOREST = "table"
TITLE_LINE_FOREST = "title_line"
BLOCK_FORESTS = (HEAD_FOREST, NOISE_FOREST, CAPTION_FOREST, TABLE_FOREST)

FORESTS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(BLOCK_FORESTS, tuple(MEASURES)),
    TITLE_LINE_FOREST: tuple(TITLE_LINE_MEASURES),
}
"""The measures that each forest was learnt over."""

EXPORT_FORESTS: Mapping[str, Sequence[str]] = {
    **FORESTS,
    **dict.fromkeys(BLOCK_FORESTS, tuple(EXPORT_MEASURES)),
}
"""Likewise of text exports, which have forests of their own."""

TOLD_MEASURES = 3
"""So many of the measures that spoke loudest are named as evidence."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How likely one thing is of each block, 0..1, and why."""

    likelihood: NDArray[np.float64]
    rows: NDArray[np.float64]
    measures: Sequence[str] = ()
    forest: Forest | None = None

    def of(self, block: int) -> float:
        return float(self.likelihood[block])

    def unless(self, *others: Voice) -> Voice:
        """The same, but silent of each block that one of the others is surer to be something else."""
        likelihood = self.likelihood.copy()
        for other in others:
            likelihood[(other.likelihood > likelihood) & (other.likelihood >= LIKELY)] = 0.0
        return replace(self, likelihood=likelihood)

    def reason(self, block: int) -> str:
        """What spoke loudest for or against it, in words."""
        told = f"likelihood {self.of(block):.2f}"
        if self.forest is None:
            return told
        shares = self.forest.shares(self.rows[block])
        loudest = np.argsort(-np.abs(shares), kind="stable")[:TOLD_MEASURES]
        names = [name.replace("_", " ") for name in self.measures]
        words = (
            f"{'for' if shares[at] > 0 else 'against'} it {names[at]} {self.rows[block][at]:.3g}"
            for at in loudest
        )
        return f"{told}: {', '.join(words)}"


@dataclass(frozen=True, slots=True)
class TitleLines:
    """How likely a block goes on with a title above it; asked of the pairs that come up."""

    blocks: Sequence[Block]
    rows: NDArray[np.float64]
    forest: Forest

    def likelihood(self, title: int, below: int) -> float:
        row = measure_pair(self.blocks, self.rows, title, below)
        return float(self.forest.likelihood(row[None])[0])


@dataclass(frozen=True, slots=True)
class Voices:
    """What is said of each block, and of several.

    Attributes:
        head, noise, caption, table: of each block.
        title_lines: of the pairs of a title and what is under it, if anything.
        series: blocks that are items of one numbered series.
    """

    head: Voice
    noise: Voice
    caption: Voice
    table: Voice
    title_lines: TitleLines | None = None
    series: Sequence[Sequence[int]] = ()


def ask(evidence: Evidence, learnt: Mapping[str, Forest] | None = None) -> Voices:
    """What was learnt says of each block; by the committed weights unless told."""
    rows, measures = measured(evidence)
    trees = _committed(evidence) if learnt is None else learnt
    head, noise, caption, table = (
        Voice(trees[name].likelihood(rows), rows, measures, trees[name]) for name in BLOCK_FORESTS
    )
    lines = TitleLines(evidence.blocks, rows, trees[TITLE_LINE_FOREST])
    texts = [plain(block.text) for block in evidence.blocks]
    series = number_series(texts, looks_of(evidence.blocks, texts))
    return Voices(head, noise, caption, table, lines, series)


def measured(evidence: Evidence) -> tuple[NDArray[np.float64], Sequence[str]]:
    """A row for each block, and what its columns measure."""
    if evidence.document.has_boxes:
        return measure(evidence), tuple(MEASURES)
    return measure_export(evidence), tuple(EXPORT_MEASURES)


def _committed(evidence: Evidence) -> Mapping[str, Forest]:
    return forests(FORESTS) if evidence.document.has_boxes else forests(EXPORT_FORESTS, EXPORTS_FILE)
