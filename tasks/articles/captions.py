"""What stands at a picture and tells of it: captions, and credits of those who took it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product

from schemas.document import Document, Page
from schemas.geometry import BBox
from schemas.layout import Block
from schemas.lexicon import lexicon
from schemas.tolerances import (
    FAR_SIZES,
    GAP_SIZES,
    HEAD_LINES,
    LARGER,
    LINE_PT,
    MAJORITY,
    PAGE_MARGIN,
    PARAGRAPH_WORDS,
    SAME_PLACE_PT,
    SMALLER,
    WIDE_SIZES,
)
from schemas.wording import plain, word_count


def find_captions(document: Document, blocks: Sequence[Block], body_pt: float) -> frozenset[int]:
    """Indices of the blocks that read or stand as captions.

    Those are photo credits, and small type right at a picture or alone on it, at none of a letterhead.
    """
    pictures = _Pictures(document)
    return frozenset(block.index for block in blocks if _is_caption(block, pictures, body_pt))


def _is_caption(block: Block, pictures: _Pictures, body_pt: float) -> bool:
    text = plain(block.text)
    if lexicon().is_photo_credit(text) and word_count(text) <= PARAGRAPH_WORDS // 2:
        return True
    if block.bbox is None or block.style is None or not body_pt or word_count(text) > PARAGRAPH_WORDS:
        return False
    is_small = block.style.size_pt <= SMALLER * body_pt
    is_slanted = block.style.is_italic and block.style.size_pt <= LARGER * body_pt
    if not (is_small or is_slanted):
        return False
    return any(not pictures.is_of_letterhead(block.page, near) for near in pictures.at(block))


class _Pictures:
    """The pictures of a document, and which of them stand on other pages, too."""

    def __init__(self, document: Document) -> None:
        self._pages = document.pages
        self._by_place: defaultdict[tuple[int, int], list[tuple[int, BBox]]] = defaultdict(list)
        for page in document.pages:
            for picture in filter(partial(_is_in_margin, page), page.images):
                self._by_place[_place(picture)].append((page.number, picture))

    def at(self, block: Block) -> Iterator[BBox]:
        """Those that a block stands right at or is alone on, but for grounds of whole pages."""
        page = self._pages[block.page - 1]
        whole = (page.width_pt or 0.0) * (page.height_pt or 0.0)
        for picture in page.images:
            is_at = block.bbox is not None and _is_at(block.bbox, picture)
            if picture.area <= MAJORITY * whole and (is_at or _is_alone_on(block, page, picture)):
                yield picture

    def is_of_letterhead(self, page_number: int, picture: BBox) -> bool:
        """Whether a picture in the upper or lower margin stands in the same place on another page, too."""
        x, y = _place(picture)
        return _is_in_margin(self._pages[page_number - 1], picture) and any(
            number != page_number and _is_same_place(picture, other)
            for place in product((x - 1, x, x + 1), (y - 1, y, y + 1))
            for number, other in self._by_place.get(place, ())
        )


def _is_in_margin(page: Page, picture: BBox) -> bool:
    height = page.height_pt or 0.0
    return picture.bottom <= PAGE_MARGIN * height or picture.top >= (1 - PAGE_MARGIN) * height


def _place(picture: BBox) -> tuple[int, int]:
    """The square of the page, as large as places may differ, in which a picture's upper left corner lies."""
    return round(picture.x0 / SAME_PLACE_PT), round(picture.top / SAME_PLACE_PT)


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
