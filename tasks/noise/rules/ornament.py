"""D301: decoration: rules of underscores, lone ornaments, watermarks, giant and slanted letters, stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from schemas.document import Direction, is_symbol_font
from schemas.layout import Block, BlockLabel, Finding
from schemas.likelihoods import EVIDENT
from schemas.reasons import NoiseCode
from schemas.tolerances import HUGE, KEY_LETTERS, PAGE_MARGIN, PROSE_LINE_WORDS, SAME_WORDS, SERIES
from schemas.word_columns import styles_of
from schemas.wording import is_converter_mark, picture_text_marks
from tasks.noise.context import NoiseContext

_TIME_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")


def find(context: NoiseContext) -> Iterator[Finding]:
    """Nothing that can be read as a word or a number is an ornament."""
    tiles = {number: _tiles(context, sheet.blocks) for number, sheet in context.sheets.items()}
    pictured = _in_pictures(context.blocks)
    for block, key in zip(context.blocks, context.keys, strict=True):
        evidence = (
            pictured.get(block.index)
            or _evidence(context, block, key)
            or _watermark(context, block, tiles[block.page])
        )
        if evidence:
            yield Finding(block.index, NoiseCode.ORNAMENT, BlockLabel.ORNAMENT, "ornament", evidence, EVIDENT)


def _in_pictures(blocks: Sequence[Block]) -> Mapping[int, str]:
    """Blocks of an export that a converter says it read in a picture, each with that as evidence.

    What nothing closes on its page was opened by mistake.
    """
    found: dict[int, str] = {}
    opened: list[Block] = []
    for block in blocks:
        marks = picture_text_marks(block.text) if block.style is None else []
        if opened and block.page != opened[0].page:
            opened = []
        if marks[:1] == ["start"]:
            opened = [block]
        elif opened:
            opened.append(block)
        if marks[-1:] == ["end"]:
            found |= {one.index: "a converter says that these letters are in a picture" for one in opened}
            opened = []
    return found


def _evidence(context: NoiseContext, block: Block, key: str) -> str | None:
    if not key:
        return "no letter and no digit"
    if block.style is None and len(block.lines) == 1 and is_converter_mark(block.text):
        return "a converter's mark in place of a picture or a page"
    if _TIME_STAMP.fullmatch(block.text.strip()):
        return "a time as machines write it"
    if all(
        style is not None and is_symbol_font(style.font)
        for line in block.lines
        for style in styles_of(line.words)
    ):
        return "a font of pictures"
    if len(key) <= 2 and context.size_ratio(block) >= HUGE:
        return f"{context.size_ratio(block):.0f} times the size of running text"
    slanted = _is_turned(block)
    if slanted and len(block.text.split()) < PROSE_LINE_WORDS and len(key) <= KEY_LETTERS:
        return "turned or slanted letters"
    if slanted and _is_at_side(context, block):
        return "turned text along the edge of the page"
    return None


def _watermark(context: NoiseContext, block: Block, tiles: Mapping[str, int]) -> str | None:
    """Words printed over and over on a page, or pale ones under the text."""
    if all(line.is_overlay for line in block.lines):
        return "words printed across the text"
    key = context.keys[block.index]
    times = _times(key, tiles) if _may_be_tile(block) else 0
    if times >= SERIES:
        return f"the same turned or pale words {times} times on the page"
    if not _is_pale(block):
        return None
    if _is_turned(block):
        return "pale turned letters"
    return "pale letters under the text" if _is_under_text(context, block) else None


def _tiles(context: NoiseContext, blocks: Sequence[Block]) -> Mapping[str, int]:
    """How often each words stand turned or pale among the blocks of a page."""
    return Counter(context.keys[block.index] for block in blocks if _may_be_tile(block))


def _times(key: str, tiles: Mapping[str, int]) -> int:
    if tiles[key] >= SERIES:
        return tiles[key]
    return sum(n for other, n in tiles.items() if fuzz.ratio(key, other) >= SAME_WORDS)


def _may_be_tile(block: Block) -> bool:
    return not block.is_in_table and len(block.lines) == 1 and (_is_turned(block) or _is_pale(block))


def _is_turned(block: Block) -> bool:
    return all(line.direction is Direction.VERTICAL for line in block.lines)


def _is_pale(block: Block) -> bool:
    """Whether letters are hardly darker than the paper; white ones stand on a dark ground."""
    return block.style is not None and block.style.is_pale and not block.style.is_light


def _is_under_text(context: NoiseContext, block: Block) -> bool:
    """Whether lines of running text cross the block's own."""
    box = block.bbox
    lines = (
        line.bbox
        for other in context.sheets[block.page].blocks
        if context.running[other.index] and other.index != block.index
        for line in other.lines
    )
    return box is not None and any(
        line is not None and line.overlap_x(box) > 0 and line.overlap_y(box) > 0 for line in lines
    )


def _is_at_side(context: NoiseContext, block: Block) -> bool:
    page = context.page(block)
    if block.bbox is None or page.width_pt is None:
        return False
    return block.bbox.x1 <= PAGE_MARGIN * page.width_pt or block.bbox.x0 >= (1 - PAGE_MARGIN) * page.width_pt
