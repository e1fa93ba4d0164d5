"""Many titles at once, to look others up in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from schemas.wording import MIN_LENGTH_SHARE, MIN_SHARED_WORDS, SAME_TITLE, SUBSET_TITLE, letters, same_title

ROUNDING = 1e-6
MAX_CHANGED = 1 - SAME_TITLE / 100 + ROUNDING
"""Share of the letters of both that may be put in and taken out between two spellings of one title."""

MAX_UNSHARED = 2 * (100 - SUBSET_TITLE) / (200 - SUBSET_TITLE) + ROUNDING
"""Share of one title's words, by their characters, that may be missing from the other, for one of the two."""

FEW = 16
"""So many titles are compared sooner than their letters are counted."""

BUCKETS = 37
"""Kinds of characters that are counted apart; others that fall together only let more titles through."""

MOST_OF_A_KIND = 255


class Titles:
    """Titles to look others up in, as `schemas.wording.same_title` compares them.

    Where there are many it is asked only about those whose letters leave a chance: by counting them, at least
    so many have to be put in and taken out as one has and the other has not (their bag distance, a floor of
    the edit distance). They are counted when they are first looked through.
    """

    def __init__(self, titles: Iterable[str] = ()) -> None:
        self._titles: list[str] = []
        self._last: dict[str, int] = {}
        self._keys = _Bags()
        self._words = _Bags()
        for title in titles:
            self.add(title)

    def add(self, title: str) -> None:
        """Gives `title` the next number, from 0."""
        key = letters(title)
        if key:
            self._last[key] = len(self._titles)
        self._titles.append(title)

    def first(self, title: str) -> int | None:
        """Number of the first of the titles that is the same as `title`, None when none is."""
        return next(self._same_as(title, 0), None)

    def has(self, title: str, *, behind: int = -1) -> bool:
        """Whether one of the titles, of those with a number above `behind`, is the same as `title`."""
        if self._last.get(letters(title), -1) > behind:
            return True
        return next(self._same_as(title, behind + 1), None) is not None

    def _same_as(self, title: str, start: int) -> Iterator[int]:
        """Numbers of the titles from `start` on that are the same as `title`, in order."""
        if letters(title):
            chances = range(start, len(self._titles))
            numbers = chances if len(chances) <= FEW else self._with_a_chance(title, start)
            yield from (number for number in numbers if same_title(self._titles[number], title))

    def _with_a_chance(self, title: str, start: int) -> list[int]:
        """Numbers, in order, of the titles from `start` on that by their letters may be the same."""
        for known in islice(self._titles, len(self._keys), None):
            self._keys.add(letters(known), len(known.split()))
            self._words.add(_distinct_words(known), len(known.split()))
        is_chance = self._is_near(title, start) | self._is_part(title, start)
        return (start + np.flatnonzero(is_chance)).tolist()

    def _is_near(self, title: str, start: int) -> NDArray[np.bool_]:
        """Which of the titles from `start` on may have the letters of `title` but for slips."""
        key = letters(title)
        lacking, surplus = self._keys.differences(key, start)
        return lacking + surplus <= MAX_CHANGED * (len(key) + self._keys.lengths(start))

    def _is_part(self, title: str, start: int) -> NDArray[np.bool_]:
        """Which of the titles from `start` on may have the words of `title`, some of them, or more."""
        words, counts = len(title.split()), self._words.word_counts(start)
        shared, most = np.minimum(counts, words), np.maximum(counts, words)
        is_long = (shared >= MIN_SHARED_WORDS) & (shared >= MIN_LENGTH_SHARE * most)
        if not is_long.any():
            return is_long
        distinct = _distinct_words(title)
        lacking, surplus = self._words.differences(distinct, start)
        is_shared = lacking <= MAX_UNSHARED * len(distinct)
        is_shared |= surplus <= MAX_UNSHARED * self._words.lengths(start)
        return is_long & is_shared


class _Bags:
    """How many of each character texts have, blanks aside, in arrays that grow; `len()` is that of the texts.

    Counts end at `MOST_OF_A_KIND`, which can make texts only more alike than they are.
    """

    def __init__(self) -> None:
        self._counts = np.zeros((BUCKETS, FEW), dtype=np.uint8)  # by kind, then text
        self._sizes = np.zeros((3, FEW), dtype=np.int64)  # of the bag, the text, its words; then text
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def add(self, text: str, word_count: int) -> None:
        """Counts the characters of `text`, of a title of so many words."""
        if self._length == self._counts.shape[1]:
            self._counts = np.concatenate([self._counts, np.zeros_like(self._counts)], axis=1)
            self._sizes = np.concatenate([self._sizes, np.zeros_like(self._sizes)], axis=1)
        bag = _bag(text)
        self._counts[:, self._length] = bag
        self._sizes[:, self._length] = bag.sum(), len(text), word_count
        self._length += 1

    def lengths(self, start: int) -> NDArray[np.int64]:
        """Characters of the texts from `start` on."""
        return self._sizes[1, start : self._length]

    def word_counts(self, start: int) -> NDArray[np.int64]:
        """Words of the titles from `start` on."""
        return self._sizes[2, start : self._length]

    def differences(self, text: str, start: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many characters each text from `start` on lacks of those of `text`, and has beyond them."""
        bag = _bag(text)
        counts = self._counts[:, start : self._length]
        shared = np.minimum(counts, bag[:, None]).sum(axis=0, dtype=np.uint16).astype(np.int64)
        return int(bag.sum()) - shared, self._sizes[0, start : self._length] - shared


def _bag(text: str) -> NDArray[np.uint8]:
    """How many characters of each kind `text` has, blanks aside."""
    points = np.frombuffer("".join(text.split()).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    counts = np.bincount(points % BUCKETS, minlength=BUCKETS)
    return np.minimum(counts, MOST_OF_A_KIND).astype(np.uint8)


def _distinct_words(title: str) -> str:
    return " ".join(set(title.casefold().split()))
