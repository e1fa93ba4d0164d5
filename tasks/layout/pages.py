"""Document → blocks in reading order: the whole physical layout in one call."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from schemas.document import Direction, Document, Line, Page, box_of
from schemas.drawn_rules import DrawnRules
from schemas.geometry import BBox, union
from schemas.layout import Block
from schemas.lexicon.tokens import is_unspaced
from schemas.tolerances import HALF
from schemas.weights.forest import Forest
from schemas.wording import word_count
from tasks.layout.blocks import LineGroup, RegionBlocks
from tasks.layout.boxes import find_boxes
from tasks.layout.continuations import with_continuations
from tasks.layout.exports import export_blocks
from tasks.layout.gutters import split_at_gutters
from tasks.layout.head_rows import with_heads_over_columns
from tasks.layout.imposition import imposed_halves, part_halves
from tasks.layout.line_numbers import part_line_numbers
from tasks.layout.looks import dominant_style
from tasks.layout.margins import Repeated, find_repeated
from tasks.layout.reading_order import Region, order_page
from tasks.layout.side_notes import Note, part_side_notes, with_side_notes
from tasks.layout.spreads import find_crossings, part_pages
from tasks.layout.tables import TablePart, table_parts
from tasks.layout.type_size import body_size_pt

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")


def lay_out(document: Document, line_forest: Forest | None = None) -> tuple[Block, ...]:
    """Blocks of `document` in reading order; their lines partition the words of the text.

    Args:
        document: the issue as it was read.
        line_forest: says where blocks begin in a text export; the committed weights unless told.
    """
    body_pt = body_size_pt(document)
    repeated = find_repeated(document, body_pt)
    if not document.has_boxes:
        return export_blocks(document, repeated, line_forest)
    blocks: list[Block] = []
    region = 0
    rtl = _is_right_to_left(document.text)
    parted = {page.number: part_line_numbers(document, page) for page in document.pages}
    numbers = frozenset().union(*(found for _, found in parted.values()))
    body = {
        page.number: [line for line in parted[page.number][0] if _is_in_body(line, repeated, numbers)]
        for page in document.pages
    }
    rules = DrawnRules(document)
    notes: dict[int, list[Note]] = {}
    columns: dict[int, list[Line]] = {}
    for page in document.pages:
        number = page.number
        columns[number] = split_at_gutters(body[number], document.text, page.rules)
        body[number], notes[number] = part_side_notes(document, page, body[number], columns[number], body_pt)
    crossings = {} if rtl else find_crossings(document.pages, repeated)
    halves = [] if rtl or crossings else imposed_halves(document, body_pt)
    for bands in part_halves(halves, body) if halves else part_pages(document.pages, body, crossings):
        pages = {band.page.number: band for band in bands}
        outer = [
            line
            for number, band in pages.items()
            for line in parted[number][0]
            if not _is_in_body(line, repeated, numbers) and band.holds(box_of(line))
        ]
        heads = [line for line in outer if (r := repeated.get(line.span.start)) and r.is_top]
        feet = [line for line in outer if (r := repeated.get(line.span.start)) and not r.is_top]
        slanted = [line for line in outer if line.span.start not in repeated]
        for line in heads:
            blocks.append(_lone_block(document, line, len(blocks), region, repeated[line.span.start].pages))
            region += 1
        first = len(blocks)
        for band in bands:
            number = band.page.number
            is_whole = not notes[number] and len(band.lines) == len(body[number])
            lines = (
                columns[number] if is_whole else split_at_gutters(band.lines, document.text, band.page.rules)
            )
            for part in _regions(document, band.page, lines, right_to_left=rtl):
                blocks += _region_blocks(
                    document,
                    band.page,
                    part,
                    region,
                    len(blocks),
                    body_pt,
                    rules,
                    crossings=crossings,
                )
                region += 1
        beside = [
            note for number, band in pages.items() for note in notes[number] if band.holds(box_of(note[0]))
        ]
        if beside:
            blocks[first:] = with_side_notes(document, blocks[first:], beside, region)
            region += len(beside)
        for line in [*slanted, *feet]:
            known = repeated.get(line.span.start)
            block = _lone_block(document, line, len(blocks), region, known.pages if known else 1)
            blocks.append(replace(block, is_line_number=line.span.start in numbers))
            region += 1
    return tuple(blocks)


def _is_in_body(line: Line, repeated: Mapping[int, Repeated], numbers: frozenset[int]) -> bool:
    """Whether a line belongs to the columns of its page."""
    place = line.span.start
    is_level = line.direction is Direction.HORIZONTAL and not line.is_overlay
    return is_level and place not in repeated and place not in numbers


def _regions(document: Document, page: Page, lines: Sequence[Line], *, right_to_left: bool) -> list[Region]:
    if not lines:
        return []
    boxes = find_boxes(page, lines)
    counts = _counts_without_blanks(document, lines)
    regions = order_page(lines, boxes, page.rules, counts, right_to_left=right_to_left)
    return with_continuations(document, with_heads_over_columns(regions))


def _counts_without_blanks(document: Document, lines: Sequence[Line]) -> dict[int, int]:
    """Words of the lines in scripts that set no blanks between them, by where these begin."""
    texts = ((line.span.start, document.slice(line.span)) for line in lines)
    return {start: word_count(text) for start, text in texts if is_unspaced(text)}


def _is_right_to_left(text: str) -> bool:
    rtl = sum(map(str.isalpha, _RTL.findall(text)))
    return rtl > 0 and rtl >= HALF * sum(map(str.isalpha, text))


def _region_blocks(
    document: Document,
    page: Page,
    region: Region,
    number: int,
    first_index: int,
    body_pt: float,
    rules: DrawnRules,
    *,
    crossings: Mapping[int, Line],
) -> list[Block]:
    """Blocks of a region; a line's half on the next page follows it, its place is that of the first half."""
    blocks: list[Block] = []
    bottom: float | None = None
    is_underlined = partial(rules.underline, page.number)
    for group, is_table in _groups(document, region, body_pt, is_underlined):
        box = union(box_of(line) for line in group.lines)
        lines = tuple(
            half for line in group.lines for half in (line, crossings.get(line.span.end)) if half is not None
        )
        blocks.append(
            Block(
                index=first_index + len(blocks),
                page=page.number,
                lines=lines,
                text="\n".join(document.slice(line.span) for line in lines),
                bbox=box,
                style=dominant_style(lines),
                frame=region.box.bbox if region.box is not None else None,
                region=number,
                space_above_pt=None if bottom is None else box.top - bottom,
                is_run_in=group.is_run_in,
                starts_region=bottom is None,
                is_in_table=is_table,
            )
        )
        bottom = box.bottom
    return blocks


def _groups(
    document: Document, region: Region, body_pt: float, is_underlined: Callable[[BBox], bool]
) -> Iterator[tuple[LineGroup, bool]]:
    """Groups of a region's lines, and whether each is a table."""
    if region.box is None or not region.box.is_table:
        parts = [TablePart(region.lines, is_table=False)]
    else:
        parts = table_parts(region.lines, document.text, body_pt)
    for part in parts:
        if part.is_table:
            yield LineGroup(part.lines), True
        else:
            for group in RegionBlocks(part.lines, document.text, body_pt, is_underlined).groups():
                yield group, False


def _lone_block(document: Document, line: Line, index: int, region: int, repeats: int) -> Block:
    """A line that flows into no other: running head or foot, vertical or slanted text."""
    return Block(
        index=index,
        page=line.page,
        lines=(line,),
        text=document.slice(line.span),
        bbox=line.bbox,
        style=dominant_style((line,)),
        region=region,
        starts_region=True,
        repeats=repeats,
    )
