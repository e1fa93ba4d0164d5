"""How many letters, capitals and figures many texts have, counted in all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


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
        # Each text ends in a blank, so that none is without characters and every word follows one.
        joined = "".join(f"{text} " for text in texts)
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        starts = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
        alphabet = set(joined)

        def which(is_of_kind: Callable[[str], bool]) -> NDArray[np.bool_]:
            table = np.zeros(int(codes.max()) + 1, dtype=bool)
            table[[ord(letter) for letter in alphabet if is_of_kind(letter)]] = True
            return table[codes]

        def counted(is_of_kind: NDArray[np.bool_]) -> NDArray[np.intp]:
            return np.add.reduceat(is_of_kind, starts, dtype=np.intp)

        letter, capital = which(str.isalpha), which(str.isupper)
        begins = letter & np.concatenate(([True], codes[:-1] == ord(" ")))
        return cls(
            counted(letter),
            counted(which(str.islower)),
            counted(capital),
            counted(which(str.isdecimal)),
            counted(begins),
            counted(begins & capital),
        )
