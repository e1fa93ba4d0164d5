"""Glyphs of one page: which of them a reader of the page can see and read.

Everything that does not become text leaves as a `Loss` with its reason; nothing vanishes.
Words and lines are made in `tasks.extraction.words`.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.document import Loss, Style
from schemas.geometry import BBox, union
from schemas.reasons import LossCode

SAME_PLACE_RATIO = 0.2
"""Two equal glyphs closer than this share of their size are one glyph printed twice."""

SAME_PLACE_WIDTH_RATIO = 0.4
"""… and closer than this share of their width: the two l of a narrow `ll` are two letters."""

OCR_JITTER = (0.8, 1.22)
"""Sizes of a scan's text layer within these shares of the usual one are the usual one, badly measured."""

OCR_IMAGE_SHARE = 0.5
"""Invisible text on a page whose pictures cover this share of it is a scan's text layer."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as drawn. `angle` is 0, 90, 180 or 270 degrees, or None when it is slanted.

    `origin` is the pen position on the baseline, in page coordinates.
    """

    text: str
    bbox: BBox
    origin: tuple[float, float]
    angle: int | None
    style: Style
    tag: str | None
    is_hidden: bool
    is_mapped: bool

    @property
    def is_blank(self) -> bool:
        return self.text.isspace() or not self.text


def is_control(text: str) -> bool:
    """Whether `text` stands for no letter: control, unassigned or surrogate code points."""
    return bool(text) and all(
        unicodedata.category(character) in {"Cc", "Cn", "Cs"} and not character.isspace()
        for character in text
    )


def sort_out(
    glyphs: Sequence[Glyph], page: int, visible: BBox, images: Sequence[BBox]
) -> tuple[list[Glyph], list[Loss]]:
    """Readable glyphs in drawing order, and the losses of everything else on the page."""
    is_scan = sum(image.overlap_area(visible) for image in images) >= OCR_IMAGE_SHARE * visible.area
    lost: dict[LossCode, list[Glyph]] = defaultdict(list)
    seen: dict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    readable: list[Glyph] = []
    for glyph in glyphs:
        code = _loss_code(glyph, visible, is_scan=is_scan)
        if code is None and not glyph.is_blank and _is_overprint(glyph, seen):
            code = LossCode.OVERPRINTED
        if code is None:
            readable.append(glyph)
        elif not glyph.is_blank:
            lost[code].append(glyph)
    if is_scan:
        readable = even_out(readable)
    return readable, [
        Loss(
            code=code,
            page=page,
            count=sum(max(1, len("".join(g.text.split()))) if g.is_mapped else 1 for g in group),
            text="" if code in {LossCode.UNMAPPED, LossCode.CONTROL} else "".join(g.text for g in group),
            bbox=union(g.bbox for g in group),
        )
        for code, group in sorted(lost.items())
    ]


def even_out(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Recognised text with the sizes of its lines evened out: they vary by a point or two at random."""
    hidden = sorted(glyph.style.size_pt for glyph in glyphs if glyph.is_hidden and not glyph.is_blank)
    if not hidden:
        return list(glyphs)
    usual = hidden[len(hidden) // 2]
    low, high = OCR_JITTER[0] * usual, OCR_JITTER[1] * usual
    return [
        replace(glyph, style=replace(glyph.style, size_pt=usual))
        if glyph.is_hidden and low <= glyph.style.size_pt <= high
        else glyph
        for glyph in glyphs
    ]


def _loss_code(glyph: Glyph, visible: BBox, *, is_scan: bool) -> LossCode | None:
    if not visible.contains_point(glyph.bbox.center_x, glyph.bbox.center_y):
        return LossCode.OFF_PAGE
    if glyph.is_hidden and not is_scan:
        return LossCode.INVISIBLE
    if not glyph.is_mapped:
        return LossCode.UNMAPPED
    if is_control(glyph.text):
        return LossCode.CONTROL
    return None


def _is_overprint(glyph: Glyph, seen: dict[tuple[str, int, int], list[Glyph]]) -> bool:
    """Whether an equal glyph already stands at (nearly) the same place; remembers `glyph`."""
    cell = max(glyph.style.size_pt, 1.0)
    column, row = int(glyph.origin[0] // cell), int(glyph.origin[1] // cell)
    tolerance = SAME_PLACE_RATIO * cell
    along = min(tolerance, SAME_PLACE_WIDTH_RATIO * max(glyph.bbox.width, 0.1))
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            for other in seen.get((glyph.text, column + dx, row + dy), ()):
                if (
                    abs(other.origin[0] - glyph.origin[0]) <= along
                    and abs(other.origin[1] - glyph.origin[1]) <= tolerance
                    and abs(other.style.size_pt - glyph.style.size_pt) <= tolerance
                ):
                    return True
    seen[glyph.text, column, row].append(glyph)
    return False
