"""Pages whose text runs sideways, turned upright before anything else is measured on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.document import Frame
from schemas.geometry import BBox
from tasks.extraction.glyphs import Glyph
from tasks.extraction.pdf import RawPage

MAIN_SHARE = 0.6
"""Share of a page's glyphs that run one way, from which that is the page's own way."""

MIN_GLYPHS = 20


def main_angle(glyphs: Sequence[Glyph]) -> int:
    """The way most of the page's text runs, in degrees; 0 unless another way clearly prevails."""
    counts = Counter(glyph.angle for glyph in glyphs if not glyph.is_blank)
    total = sum(counts.values())
    for angle in (90, 180, 270):
        if total >= MIN_GLYPHS and counts[angle] >= MAIN_SHARE * total:
            return angle
    return 0


def turn_upright(page: RawPage) -> RawPage:
    """`page` turned so that most of its text runs from left to right; the page itself if it does already."""
    angle = main_angle(page.glyphs)
    if angle == 0:
        return page
    turn = _Turn(angle, page.width_pt, page.height_pt)
    is_sideways = angle in {90, 270}
    return replace(
        page,
        width_pt=page.height_pt if is_sideways else page.width_pt,
        height_pt=page.width_pt if is_sideways else page.height_pt,
        glyphs=tuple(turn.glyph(glyph) for glyph in page.glyphs),
        rules=tuple(turn.box(rule) for rule in page.rules),
        frames=tuple(Frame(turn.box(f.bbox), f.is_stroked, f.fill) for f in page.frames),
        images=tuple(turn.box(image) for image in page.images),
    )


@dataclass(frozen=True, slots=True)
class _Turn:
    """A turn of a page of the given size against the angle its text runs at."""

    angle: int
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.angle == 90:
            return self.height - y, x
        if self.angle == 270:
            return y, self.width - x
        return self.width - x, self.height - y

    def box(self, box: BBox) -> BBox:
        (ax, ay), (bx, by) = self.point(box.x0, box.top), self.point(box.x1, box.bottom)
        return BBox(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def glyph(self, glyph: Glyph) -> Glyph:
        angle = None if glyph.angle is None else (glyph.angle - self.angle) % 360
        return replace(glyph, bbox=self.box(glyph.bbox), origin=self.point(*glyph.origin), angle=angle)
