"""Lines printed a second time a few points away: shadows under headlines, outlines beside them.

A line is judged as a whole. Letter by letter, a shadow's narrow ones would stay: they are moved by more than
their own width.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from tasks.extraction.glyphs import Flags, Glyphs, Indices, text_of

FARTHEST_RATIO = 0.35
"""A shadow lies this share of the size away, or nearer: lines of text lie further apart."""

MIN_LETTERS = 3
LEAST_WIDTHS = 2
"""A line with a shadow is at least so many times as wide as the shadow is moved."""

SIZE_SLACK = 0.05
"""A shadow is as large as its line, give or take this share."""

DRIFT_RATIO = 0.05
"""All its letters are moved alike, give or take this share of the size."""

SAME_LINE_RATIO = 0.05
"""Letters drawn one after the other are of one line, if their baselines differ less than this share."""


def shadows(glyphs: Glyphs) -> Flags:
    """Which letters are of a line that is printed again, a little away, later: what is on top is kept."""
    lower = np.zeros(len(glyphs), dtype=bool)
    seen: dict[str, list[Indices]] = defaultdict(list)
    for run in _runs(glyphs):
        letters = run[~glyphs.blank[run]]
        if len(letters) < MIN_LETTERS:
            continue
        known = seen[text_of(glyphs.codes[letters])]
        for place, other in enumerate(known):
            if _is_shadow(glyphs, other[~glyphs.blank[other]], letters):
                lower[other] = True
                known[place] = run
                break
        else:
            known.append(run)
    return lower


def _runs(glyphs: Glyphs) -> Iterator[Indices]:
    """Places of level letters that are drawn one after the other on one baseline, from left to right."""
    if len(glyphs) < MIN_LETTERS:
        return
    size = np.maximum(glyphs.sizes, 1.0)
    breaks = np.abs(np.diff(glyphs.y)) > SAME_LINE_RATIO * size[1:]
    breaks |= np.abs(np.diff(size)) > SIZE_SLACK * size[1:]
    breaks |= np.diff(glyphs.x) < -FARTHEST_RATIO * size[1:]
    breaks |= (glyphs.angle[1:] != 0) | (glyphs.angle[:-1] != 0)
    yield from np.split(np.arange(len(glyphs)), np.flatnonzero(breaks) + 1)


def _is_shadow(glyphs: Glyphs, one: Indices, other: Indices) -> bool:
    """Whether two runs of the same letters are one line and its shadow."""
    size = float(glyphs.sizes[other[0]])
    if abs(float(glyphs.sizes[one[0]]) - size) > SIZE_SLACK * size or glyphs.angle[one[0]] != 0:
        return False
    dx, dy = glyphs.x[other] - glyphs.x[one], glyphs.y[other] - glyphs.y[one]
    far = max(abs(float(dx[0])), abs(float(dy[0])))
    width = float(glyphs.x1[other].max() - glyphs.x0[other].min())
    drift = max(float(np.ptp(dx)), float(np.ptp(dy)))
    return far <= FARTHEST_RATIO * size and drift <= DRIFT_RATIO * size and width >= LEAST_WIDTHS * far
