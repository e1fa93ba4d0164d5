"""Folded leaflets that a file holds as printed: two pages on each side of a sheet, the front on the right.

Sheets lie one in the other, so that the first side holds the last page and the first, its back the second
and the last but one. Printed page numbers say so, or the name of the issue in large letters at the head of
the right half of the first side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.document import Document, Line, Page, box_of
from schemas.geometry import BBox
from schemas.lexicon import lexicon
from schemas.tolerances import DISPLAY, MINORITY, PAGE_MARGIN, PLURAL, WORD_LETTERS
from tasks.layout.looks import look_of
from tasks.layout.spreads import Band, is_same_size


@dataclass(frozen=True, slots=True)
class Half:
    """One printed page: the left or the right half of a side of a sheet."""

    page: Page
    is_right: bool

    def holds(self, place: BBox) -> bool:
        return self.page.width_pt is not None and (place.center_x > self.page.width_pt / 2) is self.is_right


def imposed_halves(document: Document, body_pt: float) -> list[Half]:
    """Halves of the sides in the order in which they are read; none where the pages are in order."""
    pages = document.pages
    if len(pages) % 2 or not all(_is_side(page) and is_same_size(pages[0], page) for page in pages):
        return []
    plain = [Half(page, is_right) for page in pages for is_right in (False, True)]
    imposed = _imposed(pages)
    numbers = {(half.page.number, half.is_right): _printed_number(document, half) for half in plain}
    if sum(number is not None for number in numbers.values()) >= PLURAL:
        return imposed if _is_in_order(imposed, numbers) and not _is_in_order(plain, numbers) else []
    return imposed if _begins_on_the_right(document, pages[0], body_pt) else []


def part_halves(halves: Sequence[Half], body: Mapping[int, Sequence[Line]]) -> list[list[Band]]:
    """Bands as for ordinary pages, one for each half."""
    return [
        [
            Band(
                half.page,
                tuple(line for line in body[half.page.number] if half.holds(box_of(line))),
                half.holds,
            )
        ]
        for half in halves
    ]


def _is_side(page: Page) -> bool:
    """Whether a page is wide and has text on both sides of a fold that nothing runs over."""
    if page.width_pt is None or page.height_pt is None or page.width_pt <= page.height_pt:
        return False
    fold = page.width_pt / 2
    boxes = [line.bbox for line in page.lines if line.bbox is not None]
    is_crossed = any(box.x0 < fold < box.x1 for box in boxes)
    return not is_crossed and any(box.x1 <= fold for box in boxes) and any(box.x0 >= fold for box in boxes)


def _imposed(pages: Sequence[Page]) -> list[Half]:
    """The halves of sheets in each other: right, left of the back, and on; then back to the first left."""
    fronts = [Half(page, is_right=number % 2 == 0) for number, page in enumerate(pages)]
    backs = [Half(half.page, not half.is_right) for half in reversed(fronts)]
    return [*fronts, *backs]


def _printed_number(document: Document, half: Half) -> int | None:
    """The page number in the upper or lower margin of a half."""
    assert half.page.height_pt is not None
    reach = PAGE_MARGIN * half.page.height_pt
    for line in half.page.lines:
        text = document.slice(line.span).strip()
        place = line.bbox
        if (
            place is None
            or not half.holds(place)
            or not text.isdecimal()
            or not lexicon().is_page_number(text)
        ):
            continue
        if place.bottom <= reach or place.top >= half.page.height_pt - reach:
            return int(text)
    return None


def _is_in_order(halves: Sequence[Half], numbers: Mapping[tuple[int, bool], int | None]) -> bool:
    """Whether the printed numbers count on from half to half, from 1 or more; some may bear none."""
    found = [(place, numbers[half.page.number, half.is_right]) for place, half in enumerate(halves)]
    first = {number - place for place, number in found if number is not None}
    return len(first) == 1 and min(first) >= 1


def _begins_on_the_right(document: Document, page: Page, body_pt: float) -> bool:
    """Whether the largest letters at the head of a side stand on its right half, by far."""
    assert page.height_pt is not None
    largest = {False: 0.0, True: 0.0}
    right = Half(page, is_right=True)
    for line in page.lines:
        if line.bbox is None or line.bbox.center_y > MINORITY * page.height_pt:
            continue
        if sum(map(str.isalpha, document.slice(line.span))) >= WORD_LETTERS:
            side = right.holds(line.bbox)
            largest[side] = max(largest[side], look_of(line.words).size_pt)
    return largest[True] >= DISPLAY * max(body_pt, largest[False])
