"""Runs of letters drawn across the text of a page: watermarks, told by what they cross.

No line of a text, a table or a form crosses another one. Words that come back over a page, or pale ones,
that do are an overlay: they would join the lines they stand on and tear the columns apart. What they are
called in the ledger the noise rules say.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from schemas.document import Direction, Style

if TYPE_CHECKING:
    from tasks.extraction.words import RawLine

MIN_TILES = 3
"""So often words come back on a page that are a pattern on it …"""

MIN_CROSSING = 2
MIN_CROSSING_SHARE = 0.25
"""… and so many of them, and this share, stand in runs that cross lines of the text."""

MIN_TILE_LETTERS = 3
MAX_TILE_CHARS = 40
MIN_CUT_CHARS = 2

LONG_RATIO = 10.0
"""A run this many times as wide as its size is a line of the text; labels of a chart may touch each other."""

CROSSING_RATIO = 0.25
"""Runs cross that have more of the lower one's height in common: lines set close share less."""


class Tile(NamedTuple):
    """Words in one style, as they come back in a run and on a page."""

    text: str
    style: Style


def find_overlays(runs: Sequence[RawLine]) -> frozenset[int]:
    """Which of a page's runs, by their place, are drawn across its text."""
    level = [n for n, run in enumerate(runs) if run.direction is Direction.HORIZONTAL]
    texts = {n: "".join([word.text for word in runs[n].words]) for n in level}
    tiles = _tiles(runs, texts)
    tiled = {n for counts in tiles.values() for n in counts}
    pale = [n for n in level if runs[n].words[0].style.is_pale]
    if not tiled and not pale:
        return frozenset()
    lines = [n for n in level if n not in tiled and _is_dark_line(runs[n])]
    crossing = _crossing(runs, sorted(tiled.union(pale)), lines)
    found = crossing.intersection(pale)
    for tile, counts in tiles.items():
        across = sum(counts[n] for n in crossing.intersection(counts))
        if across >= max(MIN_CROSSING, MIN_CROSSING_SHARE * sum(counts.values())):
            alike = (n for n in level if runs[n].words[0].style == tile.style)
            found.update(n for n in alike if _is_of(texts[n], tile.text))
    return frozenset(found)


def _tiles(runs: Sequence[RawLine], texts: Mapping[int, str]) -> dict[Tile, dict[int, int]]:
    """Words that come back on a page, with the runs that hold nothing else and how often each does."""
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for n, text in texts.items():
        alike[_unit(text)].append(n)
    found: defaultdict[Tile, dict[int, int]] = defaultdict(dict)
    for unit, numbers in alike.items():
        times = [math.ceil(len(texts[n]) / len(unit)) for n in numbers]
        if sum(times) >= MIN_TILES and _may_be_tile(unit):
            for n, count in zip(numbers, times, strict=True):
                found[Tile(unit, runs[n].words[0].style)][n] = count
    return {tile: counts for tile, counts in found.items() if sum(counts.values()) >= MIN_TILES}


def _may_be_tile(text: str) -> bool:
    return len(text) <= MAX_TILE_CHARS and sum(map(str.isalpha, text)) >= MIN_TILE_LETTERS


def _unit(text: str) -> str:
    """What `text` repeats from its beginning to its end, the last time maybe in part; else all of it."""
    at = text.find(text[:MIN_TILE_LETTERS], 1)
    while 0 < at <= min(MAX_TILE_CHARS, len(text) // 2):
        if text[at:] == text[:-at]:
            return text[:at]
        at = text.find(text[:MIN_TILE_LETTERS], at + 1)
    return text


def _is_of(text: str, unit: str) -> bool:
    """Whether a run is tiles and parts of them, as those at the edge of a page are cut off."""
    return len(text) >= MIN_CUT_CHARS and text in unit * (len(text) // len(unit) + 2)


def _is_dark_line(run: RawLine) -> bool:
    return run.bbox.width >= LONG_RATIO * run.size_pt and not run.words[0].style.is_pale


def _crossing(runs: Sequence[RawLine], some: Sequence[int], lines: Sequence[int]) -> set[int]:
    """Those of `some` runs that stand on one of `lines`, by more than a letter's half width."""
    boxes = np.array([_edges(runs[n]) for n in some]).reshape(-1, 4)[:, None]
    others = np.array([_edges(runs[n]) for n in lines]).reshape(-1, 4)[None]
    wide = np.minimum(boxes[..., 2], others[..., 2]) - np.maximum(boxes[..., 0], others[..., 0])
    high = np.minimum(boxes[..., 3], others[..., 3]) - np.maximum(boxes[..., 1], others[..., 1])
    heights = np.minimum(boxes[..., 3] - boxes[..., 1], others[..., 3] - others[..., 1])
    cross = (wide > heights / 2) & (high > CROSSING_RATIO * heights)
    return {some[n] for n in np.flatnonzero(cross.any(axis=1)).tolist()}


def _edges(run: RawLine) -> tuple[float, float, float, float]:
    return run.bbox.x0, run.bbox.top, run.bbox.x1, run.bbox.bottom
