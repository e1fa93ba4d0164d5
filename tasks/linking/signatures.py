"""Texts as signatures of fixed size, of which two tell how much the texts have in common.

A text is the set of its shingles: each three words that follow each other, or five characters in languages
without blanks. Their hashes fall into bins, and the least hash of each bin is the signature (one-permutation
MinHash): two texts agree in a bin as often as they share shingles. In a short text nearly each shingle has a
bin of its own, so that nothing is estimated there. Hashes are the same in every process and on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from zlib import crc32

import numpy as np
import numpy.typing as npt

from schemas.lexicon.tokens import WORD, fold, is_unspaced

# An estimate from 128 bins is .03 off where half is shared, .02 where nine tenths are.
BIN_COUNT = 128
BIN_BITS = 7
EMPTY_BIN = 0xFFFFFFFF
SHINGLE_WORDS = 3
SHINGLE_CHARACTERS = 5
# Two texts that share three tenths have a least hash in common in one group of bins, but for 3 in 1,000.
GROUP_COUNT = 16
# Odd numbers of 64 bits, as splitmix64 has them.
_STEP, _MIX_1, _MIX_2 = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))

Hashes = npt.NDArray[np.uint64]
Bins = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text.

    Attributes:
        shingle_count: different shingles of the text.
        figures: checksum of its numbers, in their order.
        bins: least hash of each bin, `EMPTY_BIN` where no shingle fell; shape `(BIN_COUNT,)`.
    """

    shingle_count: int
    figures: int
    bins: Bins


def sign(text: str) -> Signature:
    """The signature of a text; case, accents, punctuation and line ends do not count."""
    tokens = tokens_of(text)
    figures = crc32(" ".join(token for token in tokens if token.isdecimal()).encode())
    hashes = np.unique(_shingles(tokens))
    bins = np.full(BIN_COUNT, EMPTY_BIN, np.uint32)
    # Sorted hashes of one bin follow each other, the least first.
    filled, first = np.unique(hashes >> np.uint64(64 - BIN_BITS), return_index=True)
    bins[filled] = (hashes[first] >> np.uint64(24)) & np.uint64(EMPTY_BIN)
    return Signature(len(hashes), figures, bins)


def tokens_of(text: str) -> list[str]:
    """Folded words of a text; of scripts without blanks between words, its characters."""
    found = WORD.findall(text)
    if not is_unspaced(text):
        return list(map(fold, found))
    return list(chain.from_iterable(word if is_unspaced(word) else (fold(word),) for word in found))


def resemblance(one: Bins, other: Bins) -> float:
    """Estimated share of shingles that both texts have among all of both, 0 to 1."""
    filled = np.count_nonzero((one != EMPTY_BIN) | (other != EMPTY_BIN))
    return float(np.count_nonzero((one == other) & (one != EMPTY_BIN)) / filled) if filled else 0.0


def bucket_keys(bins: Bins) -> list[int]:
    """Numbers of 64 bits of which texts that are alike share some, and others hardly any."""
    grouped = bins.reshape(GROUP_COUNT, -1)
    least = grouped.argmin(axis=1)
    values = grouped[np.arange(GROUP_COUNT), least]
    places = np.arange(0, BIN_COUNT, BIN_COUNT // GROUP_COUNT) + least
    keys = _mix(places.astype(np.uint64) << np.uint64(32) | values)
    return [int(key) for key in keys[values != EMPTY_BIN]]


def hash_of(*parts: str | int) -> int:
    """A number of 64 bits for what is compared as a whole."""
    text = "\0".join(map(str, parts)).encode()
    return crc32(text) << 32 | crc32(text[::-1])


def _shingles(tokens: list[str]) -> Hashes:
    """Hashes of the shingles, in their order; a text shorter than a shingle is one."""
    if not tokens:
        return np.empty(0, np.uint64)
    is_dense = is_unspaced("".join(tokens)) and sum(map(is_unspaced, tokens)) * 2 > len(tokens)
    width = SHINGLE_CHARACTERS if is_dense else SHINGLE_WORDS
    words = np.fromiter(map(_checksum, tokens), np.uint64, len(tokens))
    count = max(1, len(tokens) - width + 1)
    hashes = np.zeros(count, np.uint64)
    for at in range(min(width, len(tokens))):
        hashes = _mix(hashes + words[at : at + count])
    return hashes


@lru_cache(maxsize=1 << 16)
def _checksum(token: str) -> int:
    return crc32(token.encode("utf-8", "surrogatepass"))


def _mix(values: Hashes) -> Hashes:
    """Splitmix64: numbers that are near each other become numbers anywhere."""
    mixed = values.astype(np.uint64) + _STEP
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX_1
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX_2
    return mixed ^ (mixed >> np.uint64(31))
