"""Which headline a paragraph belongs to, by its words, where the order of a text export is in doubt.

An export may put a headline after the first paragraphs of its article. The paragraphs right before a
headline are compared, word by word, with what stands under it and with what stands under the one
before; rare words of the issue count most. The run before the headline that is nearer to it moves, but
only when its first paragraph has a word of the headline: the opening of an article says what it is about.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from schemas.tolerances import CARD_WORDS, FEW_LINES, LONG_SERIES, MINORITY, PLURAL, SERIES, WORD_LETTERS

MIN_LEAD = 0.15
"""Cosine by which paragraphs have to be nearer, on average, to the headline after them."""

MIN_TOTAL_LEAD = 0.33
"""… and all together; what is nearer by less stays where the export has it."""

STEM_ENDING_LETTERS = 3
_WORD = re.compile(rf"[^\W\d_]{{{WORD_LETTERS},}}")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1780-\u17ff]{2}")


class Affinity:
    """Word statistics of one issue's paragraphs."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        documents = [set(tokens(text)) for text in paragraphs]
        counts = Counter(token for document in documents for token in document)
        self._weights = {token: math.log((1 + len(documents)) / (1 + n)) for token, n in counts.items()}
        most = max(LONG_SERIES, MINORITY * len(documents))
        self._telling = {token for token, n in counts.items() if n <= most}

    def late_paragraphs(
        self, before_title: str, before: Sequence[str], title: str, after: Sequence[str]
    ) -> int:
        """How many of the last paragraphs `before` belong to `title` rather than to `before_title`.

        `after` are the paragraphs under `title`. At least one paragraph stays where it is.
        """
        nearer = self._nearer(before_title, before, title, after)
        if nearer and self._opens(before[-nearer], title, before_title):
            return nearer
        return self._speaking_of(before_title, before, title, after)

    def _opens(self, paragraph: str, title: str, before_title: str) -> bool:
        """Whether a paragraph has a telling word of `title` that `before_title` lacks."""
        words = " ".join(w for w in tokens(title) if len(w) >= WORD_LETTERS or _DENSE.fullmatch(w))
        return bool(self._stems(paragraph) & self._stems(words) - self._stems(before_title))

    def _speaking_of(self, before_title: str, before: Sequence[str], title: str, after: Sequence[str]) -> int:
        """How many of the last paragraphs each name what follows, by words that only it has.

        Each shares a series of telling words with it and not with what was before, at most one the other
        way round, and so many times as many.
        """
        following = self._stems(title).union(*map(self._stems, after))
        for count in range(1, min(FEW_LINES, len(before) - 1) + 1):
            index = len(before) - count
            own = self._stems(before_title).union(*map(self._stems, before[:index]))
            words = self._stems(before[index])
            shared, strange = len(words & following - own), len(words & own - following)
            is_named = self._opens(before[index], title, before_title) and strange < PLURAL
            if len(words) > CARD_WORDS or not is_named or shared < SERIES * max(1, strange):
                return count - 1
            following |= words
        return min(FEW_LINES, len(before) - 1)

    def _stems(self, text: str) -> set[str]:
        """Telling words of a text without the endings that grammar changes."""
        return {
            token[: max(WORD_LETTERS, len(token) - STEM_ENDING_LETTERS)]
            for token in tokens(text)
            if token in self._telling or token not in self._weights
        }

    def _nearer(self, before_title: str, before: Sequence[str], title: str, after: Sequence[str]) -> int:
        """How many of the last paragraphs are nearer to what follows by all their words."""
        best, best_total, total = 0, MIN_TOTAL_LEAD, 0.0
        for count in range(1, min(FEW_LINES, len(before) - 1) + 1):
            index = len(before) - count
            own = self._profile(before_title, before[: max(1, index)])
            other = self._profile(title, [*before[index + 1 :], *after])
            vector = self._vector(before[index])
            total += _cosine(vector, other) - _cosine(vector, own)
            if total > best_total and total >= MIN_LEAD * count:
                best, best_total = count, total
        return best

    def _profile(self, title: str, paragraphs: Sequence[str]) -> Mapping[str, float]:
        profile: defaultdict[str, float] = defaultdict(float)
        for token, value in self._vector(title).items():
            profile[token] += PLURAL * value
        for text in paragraphs:
            for token, value in self._vector(text).items():
                profile[token] += value
        return profile

    def _vector(self, text: str) -> Mapping[str, float]:
        counts = Counter(tokens(text))
        return {token: (1 + math.log(n)) * self._weights.get(token, 0.0) for token, n in counts.items()}


def tokens(text: str) -> list[str]:
    """Words of four letters and more, folded; pairs of characters in scripts without blanks."""
    folded = text.casefold()
    return _WORD.findall(_DENSE.sub(" ", folded)) + _DENSE.findall(folded)


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    dot = sum(value * b.get(token, 0.0) for token, value in a.items())
    norm = math.sqrt(sum(v * v for v in a.values())) * math.sqrt(sum(v * v for v in b.values()))
    return dot / norm if norm else 0.0
