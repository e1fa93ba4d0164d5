"""Measures of the words: does what stands here speak of what comes after, or of what came before?

A headline's words come back in the text under it and not in the text above; where an article ends, the words
change (TextTiling: Hearst, 1997). Words are compared by their first letters, so that inflected forms meet;
scripts without blanks are compared by pairs of characters. Rare words weigh more than common ones.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from sys import intern

import numpy as np
from numpy.typing import NDArray

from schemas.tolerances import WORD_LETTERS
from tasks.articles.evidence import ABSENT

STEM_LETTERS = 6
WINDOW_STEMS = 60
"""So many words before and after are compared; whole blocks are taken, at least one."""

HEAD_STEMS = 20
"""A text of more words than this speaks for itself and is no head."""

SMOOTHED_BLOCKS = 4
"""So many blocks on either side a drop of cohesion is held against."""

COHESION: Mapping[str, str] = {
    "cohesion": "how much the words after here are those before",
    "cohesion_drop": "how far that falls below what it is nearby",
    "said_below": "share of its words that come back below",
    "said_above": "share of its words that stand above",
    "said_below_more": "how much more its words are said below than above",
    "look_said_below": "share of the words of such blocks that come back below",
    "look_cohesion": "how much words go on across such blocks",
    "look_cohesion_drop": "how far that falls at such blocks",
    "look_said_below_more": "how much more the words of such blocks are said below than above",
}
"""What each column measures, in its order."""

_WORD = re.compile(rf"[^\W\d_]{{{WORD_LETTERS},}}")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}"
)


Numbers = NDArray[np.float64]
Columns = dict[str, Numbers]
"""Measures by their names, each of shape (blocks)."""


def cohesion(texts: Sequence[str], is_kept: Sequence[bool], looks: Sequence[Hashable]) -> Columns:
    """The columns of `COHESION`; what the rules took for noise has no words.

    Args:
        texts: text of each block.
        is_kept: whether the rules keep it.
        looks: blocks of equal keys look alike.
    """
    stems = [_stems(text) if kept else [] for text, kept in zip(texts, is_kept, strict=True)]
    words = _Words(stems)
    rows = [words.row(index) if kept else _NO_WORDS for index, kept in enumerate(is_kept)]
    own = dict(zip(_OWN, np.array(rows, np.float64).reshape(-1, len(_OWN)).T, strict=True))
    own["cohesion_drop"] = _drops(own["cohesion"])
    return own | _looks(own, looks)


_OWN = ("cohesion", "said_below", "said_above", "said_below_more")
_NO_WORDS = (ABSENT,) * len(_OWN)


def _stems(text: str) -> list[str]:
    folded = text.casefold()
    runs = [] if folded.isascii() else _UNSPACED.findall(folded)
    unspaced = [run[at : at + 2] for run in runs for at in range(len(run) - 1)]
    return unspaced or [intern(word[:STEM_LETTERS]) for word in _WORD.findall(folded)]


class _Words:
    """The words of an issue, block by block, with their weights."""

    def __init__(self, stems: Sequence[Sequence[str]]) -> None:
        self._stems = stems
        spread = Counter(stem for own in stems for stem in set(own))
        telling = max(1, sum(map(bool, stems)))
        self._weight = {stem: math.log(1 + telling / count) for stem, count in spread.items()}
        telling_blocks = [index for index, own in enumerate(stems) if own]
        self._telling = telling_blocks
        self._place = {index: place for place, index in enumerate(telling_blocks)}
        # What is behind one block is what is below the one before it. This holds nothing of the object,
        # which is large, and goes once it was asked.
        self._behind = lru_cache(maxsize=2)(lambda at: _window(stems, telling_blocks[at : at + WINDOW_STEMS]))

    def row(self, index: int) -> Sequence[float]:
        """What `_OWN` names, of one block."""
        at = self._first_telling(index)
        before = _window(self._stems, reversed(self._telling[max(0, at - WINDOW_STEMS) : at]))
        likeness = self._likeness(before, self._behind(at))
        if not 0 < len(self._stems[index]) <= HEAD_STEMS:
            return likeness, *_NO_WORDS[1:]
        own = dict.fromkeys(self._stems[index])
        said_below, said_above = self._share(own, self._behind(at + 1)), self._share(own, before)
        return likeness, said_below, said_above, said_below - said_above

    def _first_telling(self, index: int) -> int:
        """Place of the block, or of the next one with words, among those that have some."""
        while index < len(self._stems) and index not in self._place:
            index += 1
        return self._place.get(index, len(self._telling))

    def _share(self, own: Iterable[str], others: Mapping[str, int]) -> float:
        weights = [(self._weight[stem], stem in others) for stem in own]
        return sum(weight for weight, met in weights if met) / sum(weight for weight, _ in weights)

    def _likeness(self, one: Mapping[str, int], other: Mapping[str, int]) -> float:
        """Cosine of two windows, words weighed by how rare they are."""
        if not one or not other:
            return ABSENT
        common = sum([one[stem] * other[stem] * self._weight[stem] ** 2 for stem in one if stem in other])
        return common / (self._length(one) * self._length(other))

    def _length(self, counts: Mapping[str, int]) -> float:
        weight = self._weight
        return math.sqrt(sum([(count * weight[stem]) ** 2 for stem, count in counts.items()]))


def _window(stems: Sequence[Sequence[str]], indices: Iterable[int]) -> Counter[str]:
    found: list[str] = []
    for index in indices:
        found += stems[index]
        if len(found) >= WINDOW_STEMS:
            break
    return Counter(found)


def _drops(values: Numbers) -> Numbers:
    """How far cohesion falls below its peaks on either side."""
    drops = np.full(len(values), ABSENT)
    told = np.flatnonzero(values != ABSENT)
    own = values[told].tolist()
    for at, index in enumerate(told.tolist()):
        left = max(own[max(0, at - SMOOTHED_BLOCKS) : at + 1])
        right = max(own[at : at + SMOOTHED_BLOCKS + 1])
        drops[index] = left + right - 2 * own[at]
    return drops


def _looks(own: Mapping[str, Numbers], looks: Sequence[Hashable]) -> Columns:
    """Means over blocks that look alike, of those that have any."""
    members: dict[Hashable, list[int]] = defaultdict(list)
    for index, look in enumerate(looks):
        members[look].append(index)
    found = {}
    for name in ("said_below", "cohesion", "cohesion_drop", "said_below_more"):
        values, is_told = own[name], own["said_below" if "said" in name else name] != ABSENT
        found[f"look_{name}"] = means = np.full(len(looks), ABSENT)
        for group in members.values():
            told = values[group][is_told[group]].tolist()
            if told:
                means[group] = sum(told) / len(told)
    return found
