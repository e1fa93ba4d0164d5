"""What a kept block is inside its article: caption, list item, footnote, table or text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.document import Document, Line, Page
from schemas.geometry import BBox
from schemas.layout import Block, BlockLabel, Verdict
from schemas.lexicon import lexicon
from schemas.tolerances import (
    FAR_SIZES,
    GAP_SIZES,
    HALF,
    HEAD_LINES,
    LABEL_WORDS,
    LARGER,
    LINE_PT,
    MAJORITY,
    MOST,
    PAGE_MARGIN,
    PARAGRAPH_WORDS,
    PLURAL,
    SAME_EDGE_PT,
    SAME_PLACE_PT,
    SMALLER,
    WIDE_SIZES,
)
from schemas.word_columns import styles_of
from schemas.wording import plain, word_count

_FOOTNOTE = re.compile(r"^(?:\[?\d{1,2}\]?|[*†‡¹²³⁴⁵⁶⁷⁸⁹])\s*\S")
_NOTE = re.compile(r"^(?:\[?\d{1,2}\]?(?![.):/–-])|[*†‡¹²³⁴⁵⁶⁷⁸⁹])\s*[^\W\d]")
"""A note above the last fifth of a page; a number with a dot or a bracket is a list's, or a date's."""
MAX_LINES = 300
"""Pages of more lines, as newspapers have, are not searched for notes: it takes all lines for each block."""

_QUOTED = re.compile(r"^[“„«\"‘].{20,}[”“»\"’]$")
_LIST_ITEM = re.compile(r"^(?:[•▪■○●◦‣⁃➢✓☑◻❖➔➜❑*]|[-–—]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s)")


def label_block(
    document: Document, block: Block, verdict: Verdict, body_pt: float, apart: BlockLabel | None
) -> BlockLabel:
    """Label of a kept block; titles and headings keep what segmentation said.

    `apart` is what it is where it stands beside the text: a caption or a table.
    """
    text = plain(block.text)
    if verdict.label is BlockLabel.HEADING and block.style is not None and _is_quoted(block.text):
        return BlockLabel.PULL_QUOTE
    if verdict.label in {BlockLabel.TITLE, BlockLabel.HEADING, BlockLabel.BYLINE}:
        return verdict.label
    if apart is not None:
        return apart
    if is_footnote(document, block, text, body_pt):
        return BlockLabel.FOOTNOTE
    if is_list_item(text):
        return BlockLabel.LIST_ITEM
    return BlockLabel.TEXT


def _is_quoted(text: str) -> bool:
    """Whether a text stands in quotation marks, perhaps over a line with the name of who said it."""
    *said, who = text.split("\n")
    is_named = word_count(who) <= LABEL_WORDS and who.strip(" -–—~")[:1].isupper()
    return bool(_QUOTED.match(plain(text)) or (is_named and _QUOTED.match(plain("\n".join(said)))))


def is_list_item(text: str) -> bool:
    """Whether a text begins with the mark of an item: a bullet, a dash, a number or a small letter."""
    return bool(_LIST_ITEM.match(text))


def find_captions(document: Document, blocks: Sequence[Block], body_pt: float) -> frozenset[int]:
    """Indices of the blocks that read or stand as captions."""
    return frozenset(b.index for b in blocks if is_caption(document, b, plain(b.text), body_pt))


def is_caption(document: Document, block: Block, text: str, body_pt: float) -> bool:
    """Small type right at a picture or alone on it, or a photo credit; at none of a letterhead."""
    if lexicon().is_photo_credit(text) and word_count(text) <= PARAGRAPH_WORDS // 2:
        return True
    if block.bbox is None or block.style is None or not body_pt or word_count(text) > PARAGRAPH_WORDS:
        return False
    is_small = block.style.size_pt <= SMALLER * body_pt
    is_slanted = block.style.is_italic and block.style.size_pt <= LARGER * body_pt
    if not (is_small or is_slanted):
        return False
    page = document.pages[block.page - 1]
    whole = (page.width_pt or 0.0) * (page.height_pt or 0.0)
    near = (
        picture
        for picture in page.images
        if picture.area <= MAJORITY * whole
        and (_is_at(block.bbox, picture) or _is_alone_on(block, page, picture))
    )
    return any(not _is_of_letterhead(document, page, picture) for picture in near)


def _is_of_letterhead(document: Document, page: Page, picture: BBox) -> bool:
    """Whether a picture within the upper or lower margin stands in the same place on another page, too."""
    height = page.height_pt or 0.0
    if PAGE_MARGIN * height < picture.bottom and picture.top < (1 - PAGE_MARGIN) * height:
        return False
    return any(
        _is_same_place(picture, other)
        for another in document.pages
        if another.number != page.number
        for other in another.images
    )


def _is_same_place(one: BBox, other: BBox) -> bool:
    return (
        abs(one.x0 - other.x0) <= SAME_PLACE_PT
        and abs(one.top - other.top) <= SAME_PLACE_PT
        and abs(one.x1 - other.x1) <= SAME_PLACE_PT
        and abs(one.bottom - other.bottom) <= SAME_PLACE_PT
    )


def _is_at(box: BBox, picture: BBox) -> bool:
    """Whether `box` stands right under, over or beside a picture of some size."""
    if min(picture.width, picture.height) < WIDE_SIZES * LINE_PT:
        return False
    below = -GAP_SIZES * LINE_PT <= box.top - picture.bottom <= FAR_SIZES * LINE_PT
    above = -GAP_SIZES * LINE_PT <= picture.top - box.bottom <= LINE_PT
    if (below or above) and box.shares_column(picture):
        return True
    beside = min(abs(box.x0 - picture.x1), abs(picture.x0 - box.x1)) <= LINE_PT
    return beside and picture.top - 2 <= box.top and box.bottom <= picture.bottom + 2


def _is_alone_on(block: Block, page: Page, picture: BBox) -> bool:
    """Whether a block of few lines lies on a picture of some size that holds no other text."""
    few = len(block.lines) <= HEAD_LINES and min(picture.width, picture.height) >= WIDE_SIZES * LINE_PT
    if not few or block.bbox is None or not picture.contains(block.bbox):
        return False
    boxes = [line.bbox for line in page.lines if line.bbox is not None]
    return len(block.lines) >= sum(picture.contains_point(box.center_x, box.center_y) for box in boxes)


def is_footnote(document: Document, block: Block, text: str, body_pt: float) -> bool:
    """Whether small letters behind a footnote's mark stand near the foot of their page, or among notes."""
    page = document.pages[block.page - 1]
    if block.bbox is None or block.style is None or not body_pt or page.height_pt is None:
        return False
    if block.style.size_pt > SMALLER * body_pt or block.bbox.top < HALF * page.height_pt:
        return False
    if block.bbox.top >= MOST * page.height_pt and _FOOTNOTE.match(text):
        return True
    return len(page.lines) <= MAX_LINES and _is_among_notes(document, page, block.bbox, body_pt)


def _is_among_notes(document: Document, page: Page, box: BBox, body_pt: float) -> bool:
    """Whether a block stands among footnotes that end its column, however many there are.

    A note's mark begins the first line under the last one as large as running text, in the lower half of the
    page. That note may go on in paragraphs without a mark.
    """
    column = sorted(
        (
            (line.bbox.top, line)
            for line in page.lines
            if line.bbox is not None and line.bbox.overlap_x(box) > 0
        ),
        key=lambda entry: entry[0],
    )
    large = [
        at
        for at, (_, line) in enumerate(column)
        if len(line.words) >= PLURAL and _size_of(line) > SMALLER * body_pt
    ]
    if not large or large[-1] + 1 >= len(column):
        return False
    # A raised mark may stand on a line of its own.
    notes = column[large[-1] + 1 :][:PLURAL]
    top, text = notes[0][0], " ".join(document.slice(line.span) for _, line in notes)
    is_low = top >= HALF * (page.height_pt or 0.0)
    return is_low and box.top >= top - SAME_EDGE_PT and bool(_NOTE.match(text))


def _size_of(line: Line) -> float:
    return max((style.size_pt for style in styles_of(line.words) if style is not None), default=0.0)
