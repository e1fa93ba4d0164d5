"""Printed spreads that a file cuts into two pages: lines that run over the inner edge.

The halves of such a line end at the right edge of one page and begin at the left edge of the next,
at one height and in one style. Ordinary pages have margins there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.document import Direction, Line, Page
from schemas.geometry import BBox
from schemas.tolerances import APART_SIZES, GAP_SIZES, SAME_EDGE_PT, SAME_PLACE_PT
from schemas.word_columns import style_at


@dataclass(frozen=True, slots=True)
class Band:
    """Lines of a page, or of one page of a spread, that are read before the next band; none is fine.

    `holds` says whether a place on the page belongs to the band; all of it does by default.
    """

    page: Page
    lines: tuple[Line, ...]
    holds: Callable[[BBox], bool] = field(default=lambda _place: True)


def find_crossings(pages: Sequence[Page], repeated: Collection[int]) -> Mapping[int, Line]:
    """Right halves of lines that run over an inner edge, by the end of their left halves' spans.

    `repeated` are starts of the spans of running lines, which run over nothing.
    """
    crossings: dict[int, Line] = {}
    rights: set[int] = set()
    for left, right in zip(pages, pages[1:], strict=False):
        if left.number in rights or not is_same_size(left, right):
            continue
        pairs = _pairs(left, right, repeated)
        if pairs:
            crossings |= pairs
            rights.add(right.number)
    return crossings


def part_pages(
    pages: Sequence[Page], body: Mapping[int, Sequence[Line]], crossings: Mapping[int, Line]
) -> list[list[Band]]:
    """Bands in reading order, by page or by spread. `body` holds the lines to be ordered by page number.

    A line over the inner edge parts both pages of its spread: what stands above it on the right page
    is read before it, and it before all that stands below it. Its right half stays with its left half.
    """
    partners = {line.span.start for line in crossings.values()}
    sheets: list[list[Band]] = []
    index = 0
    while index < len(pages):
        page = pages[index]
        edges = _run_tops([line for line in body[page.number] if line.span.end in crossings])
        leaves = pages[index : index + 2] if edges else pages[index : index + 1]
        sheet = [] if edges else [Band(page, tuple(body[page.number]))]
        for upper, lower in zip([None, *edges], [*edges, None], strict=True) if edges else ():
            inner = {leaf.number: _between(body[leaf.number], upper, lower, partners) for leaf in leaves}
            heads = tuple(line for line in inner[page.number] if line.span.end in crossings)
            rest = tuple(line for line in inner[page.number] if line.span.end not in crossings)
            sheet += [Band(page, heads), Band(page, rest)]
            sheet += [Band(leaf, inner[leaf.number]) for leaf in leaves[1:]]
        sheets.append(sheet)
        index += len(leaves)
    return sheets


def is_same_size(left: Page, right: Page) -> bool:
    """Whether two pages are of one width and height."""
    if left.width_pt is None or right.width_pt is None or left.height_pt is None or right.height_pt is None:
        return False
    return (
        abs(left.width_pt - right.width_pt) <= SAME_EDGE_PT
        and abs(left.height_pt - right.height_pt) <= SAME_EDGE_PT
    )


def _pairs(left: Page, right: Page, repeated: Collection[int]) -> dict[int, Line]:
    assert left.width_pt is not None
    starting = [line for line in right.lines if _is_at_edge(line, 0.0, repeated, is_end=False)]
    pairs: dict[int, Line] = {}
    for line in left.lines:
        if not _is_at_edge(line, left.width_pt, repeated, is_end=True):
            continue
        partner = next((other for other in starting if _is_level(line, other)), None)
        if partner is not None:
            pairs[line.span.end] = partner
            starting.remove(partner)
    return pairs


def _is_at_edge(line: Line, edge: float, repeated: Collection[int], *, is_end: bool) -> bool:
    """Whether `line` ends (or begins) at the page's edge."""
    style = style_at(line.words, -1 if is_end else 0)
    if line.bbox is None or style is None or line.direction is not Direction.HORIZONTAL:
        return False
    x = line.bbox.x1 if is_end else line.bbox.x0
    return line.span.start not in repeated and abs(x - edge) <= GAP_SIZES * style.size_pt


def _is_level(left: Line, right: Line) -> bool:
    if left.bbox is None or right.bbox is None or style_at(left.words, -1) != style_at(right.words, 0):
        return False
    return abs(left.bbox.bottom - right.bbox.bottom) <= SAME_PLACE_PT


def _run_tops(crossing: Sequence[Line]) -> list[float]:
    """Upper edges of the runs of lines that run over the inner edge."""
    tops: list[float] = []
    bottom: float | None = None
    for box in sorted((line.bbox for line in crossing if line.bbox is not None), key=lambda box: box.top):
        if bottom is None or box.top - bottom > APART_SIZES * box.height:
            tops.append(box.top)
        bottom = box.bottom
    return tops


def _between(
    lines: Sequence[Line], upper: float | None, lower: float | None, partners: Collection[int]
) -> tuple[Line, ...]:
    return tuple(
        line
        for line in lines
        if line.bbox is not None
        and line.span.start not in partners
        and (upper is None or line.bbox.center_y >= upper)
        and (lower is None or line.bbox.center_y < lower)
    )
