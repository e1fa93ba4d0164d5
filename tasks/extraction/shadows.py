"""Lines printed a second time a few points away: shadows under headlines, outlines beside them.

A line is judged as a whole. Letter by letter, a shadow's narrow ones would stay: they are moved by more than
their own width.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np

from tasks.extraction.glyphs import Flags, Floats, Glyphs, Indices, text_of

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
    letters, sizes = np.flatnonzero(~glyphs.blank), glyphs.sizes
    if len(letters) < MIN_LETTERS:
        return lower
    text = text_of(glyphs.codes[letters])
    edges = _edges_of_runs(glyphs, sizes)
    seen: dict[str, list[tuple[slice, Indices]]] = defaultdict(list)
    for (first, end), (begins, ends) in zip(
        pairwise(edges.tolist()), pairwise(np.searchsorted(letters, edges).tolist()), strict=True
    ):
        if ends - begins < MIN_LETTERS:
            continue
        run, mine, known = slice(first, end), letters[begins:ends], seen[text[begins:ends]]
        for place, (other, others) in enumerate(known):
            if _is_shadow(glyphs, sizes, others, mine):
                lower[other] = True
                known[place] = run, mine
                break
        else:
            known.append((run, mine))
    return lower


def _edges_of_runs(glyphs: Glyphs, sizes: Floats) -> Indices:
    """Where runs begin, and the end of the last one.

    A run is of level letters that are drawn one after the other on one baseline, from left to right.
    """
    size = np.maximum(sizes, 1.0)
    breaks = np.abs(np.diff(glyphs.y)) > SAME_LINE_RATIO * size[1:]
    breaks |= np.abs(np.diff(size)) > SIZE_SLACK * size[1:]
    breaks |= np.diff(glyphs.x) < -FARTHEST_RATIO * size[1:]
    breaks |= (glyphs.angle[1:] != 0) | (glyphs.angle[:-1] != 0)
    return np.concatenate([[0], np.flatnonzero(breaks) + 1, [len(glyphs)]])


def _is_shadow(glyphs: Glyphs, sizes: Floats, one: Indices, other: Indices) -> bool:
    """Whether two runs of the same letters are one line and its shadow."""
    size = float(sizes[other[0]])
    if abs(float(sizes[one[0]]) - size) > SIZE_SLACK * size or glyphs.angle[one[0]] != 0:
        return False
    far = max(abs(float(places[other[0]] - places[one[0]])) for places in (glyphs.x, glyphs.y))
    if far > FARTHEST_RATIO * size:
        return False
    drift = max(float(np.ptp(places[other] - places[one])) for places in (glyphs.x, glyphs.y))
    width = float(glyphs.x1[other].max() - glyphs.x0[other].min())
    return drift <= DRIFT_RATIO * size and width >= LEAST_WIDTHS * far
