"""Types of the middle of the road: blocks, what rules find in them, and the verdict on each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.document import Line, Style
from schemas.geometry import BBox
from schemas.reasons import NoiseCode


class BlockLabel(StrEnum):
    """What a block is on its page."""

    TITLE = "title"
    KICKER = "kicker"
    HEADING = "heading"
    BYLINE = "byline"
    DATELINE = "dateline"
    TEXT = "text"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    TABLE = "table"
    FOOTNOTE = "footnote"
    SECTION = "section"
    PAGE_HEADER = "page_header"
    PAGE_FOOTER = "page_footer"
    PAGE_NUMBER = "page_number"
    MASTHEAD = "masthead"
    CONTACT = "contact"
    IMPRINT = "imprint"
    CONTENTS_LIST = "contents_list"
    JUMP_LINE = "jump_line"
    LINK = "link"
    PULL_QUOTE = "pull_quote"
    ADVERTISEMENT = "advertisement"
    FORM = "form"
    ORNAMENT = "ornament"
    LOSS = "loss"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together on one page.

    Attributes:
        index: position in the layout's own order; the key of findings and verdicts.
        page: page number from 1.
        lines: top to bottom; the blocks of a document partition its lines.
        text: the lines' texts parted by line feeds, as in the source.
        bbox: None for text inputs.
        style: look of most of its letters; None for text inputs.
        frame: the drawn box it stands in, when smaller than the page.
        region: number of the column or box on its page; blocks of one region flow into each other.
        space_above_pt: white space to what stands above in the same region; None at its head.
        blank_before: empty lines above it (text inputs).
        is_run_in: the block after it goes on in the same line (a bold head inside its paragraph).
        starts_region: nothing stands above it in its column or box.
        is_in_table: its lines are the cells of a ruled table, row by row.
        repeats: on how many pages these words stand at this place (numbers may change).
        is_line_number: it counts the line of text that it stands beside.
    """

    index: int
    page: int
    lines: tuple[Line, ...]
    text: str
    bbox: BBox | None = None
    style: Style | None = None
    frame: BBox | None = None
    region: int = 0
    space_above_pt: float | None = None
    blank_before: int = 0
    is_run_in: bool = False
    starts_region: bool = False
    is_in_table: bool = False
    repeats: int = 1
    is_line_number: bool = False

    @property
    def size_pt(self) -> float:
        """Size of most of its letters in points; 0 for text inputs."""
        return self.style.size_pt if self.style is not None else 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule points at a block; it removes nothing.

    `strength` in 0..1 says how sure the rule is, `evidence` why, in a few words for a person.
    """

    block: int
    code: NoiseCode
    label: BlockLabel
    rule: str
    evidence: str
    strength: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The one decision on a block: kept when `code` is None, else noise of that code."""

    label: BlockLabel
    code: NoiseCode | None
    rule: str
    evidence: str
    confidence: float
