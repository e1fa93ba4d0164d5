"""Notes in the margin of a text: small lines beside its column, each to follow the paragraph beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.document import Direction, Document, Line, Page, box_of
from schemas.geometry import BBox, union
from schemas.layout import Block
from schemas.tolerances import APART_SIZES, CARD_LINES, FEW_LINES, MINORITY, PLURAL, SMALLER
from tasks.layout.looks import dominant_style

Note = tuple[Line, ...]


def part_side_notes(
    document: Document, page: Page, lines: Sequence[Line], parted: Sequence[Line], body_pt: float
) -> tuple[list[Line], list[Note]]:
    """The lines of the page's columns, and the notes beside its only column; none where it is not sure.

    Everything beside the column must be a note: small, narrow, level with a line of text, apart from the
    others. `parted` are the same lines cut at the gutters, as they are handed back where there are notes.
    """
    whole = list(lines)
    if page.width_pt is None:
        return whole, []
    wide = [box_of(line) for line in parted if box_of(line).width >= MINORITY * page.width_pt]
    if len(wide) < FEW_LINES:
        return whole, []
    column = union(wide)
    beside = [line for line in parted if _is_beside(box_of(line), column)]
    notes = _notes(beside)
    is_sure = len(notes) >= PLURAL and all(
        _is_note(document, note, page.width_pt, wide, body_pt) for note in notes
    )
    if not is_sure or any(_stands_in_frame(page, line, column) for line in beside):
        return whole, []
    starts = {line.span.start for line in beside}
    return [line for line in parted if line.span.start not in starts], notes


def with_side_notes(
    document: Document, blocks: Sequence[Block], notes: Sequence[Note], region: int
) -> list[Block]:
    """`blocks` of one page with each note behind the block it stands beside, in regions from `region` on."""
    found = list(blocks)
    for number, note in enumerate(notes):
        top = box_of(note[0]).center_y
        above = [i for i, b in enumerate(found) if b.page == note[0].page and b.bbox and b.bbox.top <= top]
        place = above[-1] + 1 if above else 0
        found.insert(place, _note_block(document, note, region + number))
    first = min((block.index for block in blocks), default=0)
    return [replace(block, index=first + i) for i, block in enumerate(found)]


def _note_block(document: Document, note: Note, region: int) -> Block:
    return Block(
        index=0,
        page=note[0].page,
        lines=note,
        text="\n".join(document.slice(line.span) for line in note),
        bbox=union(box_of(line) for line in note),
        style=dominant_style(note),
        region=region,
        starts_region=True,
    )


def _is_beside(box: BBox, column: BBox) -> bool:
    return box.x0 >= column.x1 or box.x1 <= column.x0


def _notes(lines: Sequence[Line]) -> list[Note]:
    """Lines below each other as notes, from top to bottom."""
    notes: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (box_of(line).top, box_of(line).x0)):
        last = notes[-1][-1] if notes else None
        if last is not None and box_of(line).top - box_of(last).top <= APART_SIZES * box_of(last).height:
            notes[-1].append(line)
        else:
            notes.append([line])
    return [tuple(note) for note in notes]


def _is_note(document: Document, note: Note, width_pt: float, text: Sequence[BBox], body_pt: float) -> bool:
    style, box = dominant_style(note), union(box_of(line) for line in note)
    first = box_of(note[0])
    return (
        style is not None
        and style.size_pt <= SMALLER * body_pt
        and len(note) <= CARD_LINES
        and all(line.direction is Direction.HORIZONTAL for line in note)
        and box.width <= MINORITY * width_pt
        and any(map(str.isalpha, document.slice(note[0].span)))
        and any(first.shares_row(other) for other in text)
    )


def _stands_in_frame(page: Page, line: Line, column: BBox) -> bool:
    """Whether a drawn box holds the line and not the text."""
    middle = box_of(line).center_x, box_of(line).center_y
    frames = (frame.bbox for frame in page.frames)
    return any(frame.contains_point(*middle) and frame.overlap_x(column) <= 0 for frame in frames)
