"""Pages whose text runs sideways or down, turned until its lines are level before all else is measured.

Chinese and Japanese set in columns, letter under letter and column after column from the right, has lines
once its page is turned; what stands on it in level lines is turned text then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from schemas.document import Frame
from schemas.geometry import BBox
from tasks.extraction.glyphs import DENSE, SLANTED, Flags, Floats, Glyphs, has
from tasks.extraction.pages import RawPage

MAIN_SHARE = 0.6
"""Share of a page's glyphs that run one way, from which that is the page's own way."""

MIN_GLYPHS = 20
DOWNWARDS = 270
STEP_RATIOS = (0.7, 1.6)
SHIFT_RATIO = 0.3
"""Letters of a column stand so far under each other and aside, as shares of their size."""


def main_angle(glyphs: Glyphs) -> int:
    """The way most of the page's text runs, in degrees; 0 unless another way clearly prevails."""
    if not glyphs.angle.any():
        return 0
    angles = glyphs.angle[~glyphs.blank]
    for angle in (90, 180, 270):
        if angles.size >= MIN_GLYPHS and np.count_nonzero(angles == angle) >= MAIN_SHARE * angles.size:
            return angle
    return 0


def turn_upright(page: RawPage) -> RawPage:
    """`page` turned so that most of its text runs from left to right; the page itself if it does already."""
    angle, is_down = main_angle(page.glyphs), _run_down(page.glyphs)
    if is_down.any():
        angle = DOWNWARDS
    if angle == 0:
        return page
    turn = _Turn(angle, page.width_pt, page.height_pt)
    is_sideways = angle in {90, 270}
    return replace(
        page,
        width_pt=page.height_pt if is_sideways else page.width_pt,
        height_pt=page.width_pt if is_sideways else page.height_pt,
        glyphs=turn.glyphs(page.glyphs, is_down),
        rules=tuple(turn.box(rule) for rule in page.rules),
        frames=tuple(Frame(turn.box(f.bbox), f.is_stroked, f.fill) for f in page.frames),
        images=tuple(turn.box(image) for image in page.images),
        picture=None if page.picture is None else np.rot90(page.picture, -angle // 90),
    )


def _run_down(glyphs: Glyphs) -> Flags:
    """Which letters stand under each other in columns; none unless most of the page's do."""
    shown = np.flatnonzero(~glyphs.blank)
    found = np.zeros(len(glyphs), dtype=bool)
    is_dense = has(glyphs.codes, DENSE)
    if len(shown) < MIN_GLYPHS or np.count_nonzero(is_dense) < MAIN_SHARE * len(shown):
        return found
    one, other = shown[:-1], shown[1:]
    size = glyphs.sizes[one]
    step, shift = glyphs.y[other] - glyphs.y[one], np.abs(glyphs.x[other] - glyphs.x[one])
    goes_on = (
        (step >= STEP_RATIOS[0] * size) & (step <= STEP_RATIOS[1] * size) & (shift <= SHIFT_RATIO * size)
    )
    goes_on &= (glyphs.angle[one] == 0) & (glyphs.angle[other] == 0)
    found[one[goes_on]] = found[other[goes_on]] = True
    return found if np.count_nonzero(found & is_dense) >= MAIN_SHARE * len(shown) else np.zeros_like(found)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A turn of a page of the given size against the angle its text runs at."""

    angle: int
    width: float
    height: float

    def point(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        if self.angle == 90:
            return self.height - y, x
        if self.angle == 270:
            return y, self.width - x
        return self.width - x, self.height - y

    def box(self, box: BBox) -> BBox:
        x, y = self.point(np.array([box.x0, box.x1]), np.array([box.top, box.bottom]))
        return BBox(float(x.min()), float(y.min()), float(x.max()), float(y.max()))

    def glyphs(self, glyphs: Glyphs, is_down: Flags) -> Glyphs:
        """The glyphs turned; those of columns stand in level lines then."""
        (ax, ay), (bx, by) = self.point(glyphs.x0, glyphs.top), self.point(glyphs.x1, glyphs.bottom)
        x, y = self.point(glyphs.x, glyphs.y)
        turned = np.where(glyphs.angle == SLANTED, SLANTED, (glyphs.angle - self.angle) % 360)
        turned = np.where(is_down, 0, turned)
        return replace(
            glyphs,
            x0=np.minimum(ax, bx),
            top=np.minimum(ay, by),
            x1=np.maximum(ax, bx),
            bottom=np.maximum(ay, by),
            x=x,
            y=y,
            angle=turned.astype(np.int16),
        )
