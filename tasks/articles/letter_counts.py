"""How many letters, capitals and figures many texts have, counted in all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TEXTS_AT_A_TIME = 2048
"""So many texts are spread out into characters at once, eight bytes for each: some MiB."""


@dataclass(frozen=True, slots=True)
class LetterCounts:
    """How many characters of some kinds each of several texts has, shape (texts).

    `word` and `capital_word` are words that begin with a letter, and with a capital.
    """

    letter: NDArray[np.intp]
    small: NDArray[np.intp]
    capital: NDArray[np.intp]
    digit: NDArray[np.intp]
    word: NDArray[np.intp]
    capital_word: NDArray[np.intp]

    @classmethod
    def of(cls, texts: Sequence[str]) -> LetterCounts:
        """Counts of texts on one line, with single blanks between words."""
        firsts = range(0, len(texts), TEXTS_AT_A_TIME)
        parts = [_counts(texts[first : first + TEXTS_AT_A_TIME]) for first in firsts]
        return cls(*np.concatenate(parts, axis=1))


def _counts(texts: Sequence[str]) -> NDArray[np.intp]:
    """The fields of `LetterCounts` for these texts, shape (fields, texts)."""
    # Each text ends in a blank, so that none is without characters and every word follows one.
    joined = "".join(f"{text} " for text in texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    starts = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
    alphabet = set(joined)

    def which(is_of_kind: Callable[[str], bool]) -> NDArray[np.bool_]:
        table = np.zeros(int(codes.max()) + 1, dtype=bool)
        table[[ord(letter) for letter in alphabet if is_of_kind(letter)]] = True
        return table[codes]

    letter, capital = which(str.isalpha), which(str.isupper)
    begins = letter & np.concatenate(([True], codes[:-1] == ord(" ")))
    kinds = (letter, which(str.islower), capital, which(str.isdecimal), begins, begins & capital)
    return np.array([np.add.reduceat(kind, starts, dtype=np.intp) for kind in kinds])
