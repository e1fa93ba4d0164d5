"""Words in small capitals, which files draw as capitals in a smaller size behind each large one.

The smaller letters are no smaller text: typographers give the size of small capitals as that of the capitals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from schemas.document import Style
from tasks.extraction.glyphs import Glyphs

MIN_RATIO, MAX_RATIO = 1.15, 1.5
"""Capitals over small capitals: programs that have none of the font draw them at .7 to .8 of the size."""

MIN_LETTERS = 3
LEVEL_RATIO = 0.05
"""All letters stand on one baseline, give or take this share of the size; an index does not."""


def with_small_capitals(
    glyphs: Glyphs,
    shown: NDArray[np.intp],
    first: NDArray[np.intp],
    looks: Sequence[int],
    runs: NDArray[np.intp],
) -> tuple[list[int], tuple[Style, ...]]:
    """The look of each word, and all looks, with words in small capitals in the size of their capitals.

    Args:
        glyphs: those of a page.
        shown: places of its letters, word by word.
        first: where each word begins in `shown`.
        looks: the look of most letters of each word, a place in `glyphs.styles`.
        runs: the run of letters drawn one behind the other that each word is of.
    """
    initial = glyphs.style[shown[first]]
    ends = [*first[1:].tolist(), len(shown)]
    capitals: dict[tuple[int, int], int] = {}
    for word in np.flatnonzero(initial != np.asarray(looks)).tolist():
        letters = shown[first[word] : ends[word]]
        if _are_small_capitals(glyphs, letters):
            capitals[int(runs[word]), looks[word]] = int(initial[word])
    if not capitals:
        return list(looks), glyphs.styles
    keys = list(zip(runs.tolist(), looks, strict=True))
    counts, inside = Counter(looks), Counter(look for run, look in keys if (run, look) in capitals)
    styles = list(glyphs.styles)
    places: dict[int, int] = {}
    result = list(looks)
    for word, key in enumerate(keys):
        large = capitals.get(key)
        # A look that most words have elsewhere is that of a text, and the large letter its initial.
        if large is None or 2 * inside[looks[word]] <= counts[looks[word]]:
            continue
        if large not in places:
            places[large] = len(styles)
            styles.append(replace(styles[large], is_small_capitals=True))
        result[word] = places[large]
    return result, tuple(styles)


def _are_small_capitals(glyphs: Glyphs, letters: NDArray[np.intp]) -> bool:
    """Whether a word is a capital and smaller letters behind it, all in one font and on one baseline."""
    if len(letters) < MIN_LETTERS or len(set(glyphs.style[letters[1:]].tolist())) > 1:
        return False
    large, small = (glyphs.styles[int(glyphs.style[letters[at]])] for at in (0, 1))
    if replace(large, size_pt=small.size_pt) != small:
        return False
    if not MIN_RATIO * small.size_pt <= large.size_pt <= MAX_RATIO * small.size_pt:
        return False
    text = "".join(map(chr, glyphs.codes[letters].tolist()))
    is_level = float(np.ptp(glyphs.y[letters])) <= LEVEL_RATIO * large.size_pt
    return is_level and text[0].isupper() and text[1:].isalpha()
