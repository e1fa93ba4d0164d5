"""Pieces of a page that are put in order: runs of lines, boxes, and rules between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from schemas.document import Line, box_of
from schemas.geometry import BBox
from schemas.tolerances import LINE_PT, SMALLER
from schemas.word_columns import styles_of
from tasks.layout.strips import Extent


@dataclass(frozen=True, slots=True)
class Item:
    """A run of lines, a box by its number, or (with neither) a rule between what is above and below it."""

    bbox: BBox
    lines: tuple[Line, ...]
    box: int | None = None

    @property
    def is_rule(self) -> bool:
        return not self.lines and self.box is None

    @property
    def weight(self) -> float:
        """How many lines of text it counts for beside others."""
        return float(len(self.lines)) if self.box is None else self.bbox.height / LINE_PT

    @property
    def extent(self) -> Extent:
        return Extent(self.bbox, self.weight, self.is_rule)


def are_as_large(one_pt: float, other_pt: float) -> bool:
    """Whether two sizes differ by no more than the making of a file explains."""
    return min(one_pt, other_pt) >= SMALLER * max(one_pt, other_pt)


def line_height(item: Item) -> float:
    return item.bbox.height / max(len(item.lines), 1)


WordCounts = Mapping[int, int]
"""Words of the lines that begin at a place of the text, where blanks do not tell them."""


def usual_words(items: Sequence[Item], counts: WordCounts) -> float:
    words = [counts.get(line.span.start, len(line.words)) for item in items for line in item.lines]
    return median(words or [0])


def size_of(line: Line) -> float:
    sizes = [style.size_pt for style in styles_of(line.words) if style is not None]
    return max(sizes) if sizes else box_of(line).height
