"""The second voice behind `schemas.lexicon.language`, and the only module that knows which one it is.

`tell` is the seam: another detector takes its place by answering the same question. Today's is langdetect,
seeded; it takes milliseconds, so it is asked only where the quick voice is unsure. Its answers are its own to
the last digit; only its inner loops are written anew, since it spends its time in them: letters are folded
once each, and the languages' probabilities updated all at once. And what it knows is kept without its zeros:
of the 55 languages two have a group of letters on the average, and each worker counts all of it as its own.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from itertools import islice

import numpy as np
from langdetect import DetectorFactory
from langdetect.detector import Detector
from langdetect.detector_factory import PROFILES_DIRECTORY
from langdetect.lang_detect_exception import ErrorCode, LangDetectException
from langdetect.utils.lang_profile import LangProfile
from langdetect.utils.ngram import NGram
from numpy.typing import NDArray

KEPT_LETTERS = 8192
DRAWN_AT_ONCE = 5
"""The library looks after so many n-grams whether a language is clear."""

TELLING_GROUPS = 24
"""So many groups of letters tell which language to ask first."""

_BLANKS = re.compile(" {2,}")


def known_languages() -> frozenset[str]:
    """The languages it knows, ISO 639-1."""
    return frozenset(map(_code, _factory().langlist))


def tell(sample: str) -> Mapping[str, float]:
    """How likely each language (ISO 639-1) is for `sample`, 0..1; those below a tenth are left out.

    Empty when there is nothing to tell it by.
    """
    detector = _Detector(_factory())
    detector.append(sample)
    try:
        told = detector.get_probabilities()
    except LangDetectException:
        return {}
    found: dict[str, float] = {}
    for each in told:
        code = _code(each.lang)
        found[code] = min(1.0, found.get(code, 0.0) + float(each.prob))
    return found


def _code(profile: str) -> str:
    """The language of one of the library's profiles: Chinese has two."""
    return profile.split("-")[0]


def is_known(groups: Mapping[str, int], share: float) -> bool:
    """Whether one language has this share of the groups of three letters: `known_share`, and mostly at once.

    The language that has most of the first groups nearly always has enough of all.
    """
    likely = int(np.argmax(_counts_by_language(dict(islice(groups.items(), TELLING_GROUPS)))))
    known = _factory().word_lang_prob_map
    wanted = share * sum(groups.values())
    for group, count in groups.items():
        for spelled in _spellings(group):
            if likely in known.languages_of(spelled):
                wanted -= count
                break
        if wanted <= 0:
            return True
    return known_share(groups) >= share


def known_share(groups: Mapping[str, int]) -> float:
    """Share of groups of three letters, each with its count, that one language has: the best of all."""
    total = sum(groups.values())
    return float(_counts_by_language(groups).max()) / total if total else 0.0


def _counts_by_language(groups: Mapping[str, int]) -> NDArray[np.float64]:
    """How many of the groups each known language has, as they stand or as beginnings of names."""
    known, languages = _factory().word_lang_prob_map, len(_factory().langlist)
    having = [b"".join(map(known.languages_of, _spellings(group))) for group in groups]
    has = np.zeros((len(groups), languages), dtype=bool)
    has[np.repeat(np.arange(len(groups)), list(map(len, having))), list(b"".join(having))] = True
    counts: NDArray[np.float64] = np.array(list(groups.values()), dtype=np.float64) @ has
    return counts


def _spellings(group: str) -> tuple[str, str]:
    """A group of letters in small ones, and as the beginning of a name."""
    small = group.lower()
    return small, small[0] + small[1:2].upper() + small[2:]


class _Shares:
    """How often each language has each group of up to three letters, without the zeros.

    It takes the place of the library's map from groups to lists with a number for each language.
    """

    def __init__(self, languages: int) -> None:
        self._languages = languages
        self._places: dict[str, int] = {}
        self._of = array("i")
        self._having = b""
        self._values = array("d")
        self._firsts = array("i")

    def add(self, language: int, shares: Mapping[str, float]) -> None:
        """Note the shares, above zero, of a language's groups; they are read only after `close`."""
        places = self._places
        self._of.extend([places.setdefault(group, len(places)) for group in shares])
        self._values.extend(shares.values())
        self._having += bytes([language]) * len(shares)

    def close(self) -> None:
        """Put the shares of each group next to each other, in the order in which they came."""
        of = np.array(self._of)
        order = np.argsort(of, kind="stable")
        firsts = np.searchsorted(of[order], np.arange(len(self._places) + 1))
        self._firsts = array("i", firsts.tolist())
        self._having = np.frombuffer(self._having, dtype=np.uint8)[order].tobytes()
        self._values = array("d", np.array(self._values)[order].tolist())
        self._of = array("i")

    @property
    def groups(self) -> Collection[str]:
        """All groups that some language has."""
        return self._places.keys()

    def __getitem__(self, group: str) -> list[float]:
        """Share of the group in each language, made anew each time."""
        row = [0.0] * self._languages
        place = self._places[group]
        for i in range(self._firsts[place], self._firsts[place + 1]):
            row[self._having[i]] = self._values[i]
        return row

    def languages_of(self, group: str) -> bytes:
        """Numbers of the languages that have the group; none for one that no language has."""
        place = self._places.get(group)
        return b"" if place is None else self._having[self._firsts[place] : self._firsts[place + 1]]


class _Factory(DetectorFactory):  # type: ignore[misc]
    """The library's profiles as `_Shares`, with its random choices seeded."""

    seed = 0

    def load_profile(self, profile_directory: str) -> None:
        super().load_profile(profile_directory)
        self.word_lang_prob_map.close()

    def add_profile(self, profile: LangProfile, index: int, langsize: int) -> None:
        """As the library does it; called for one language after the other."""
        if index == 0:
            self.word_lang_prob_map = _Shares(langsize)
        self.langlist.append(profile.name)
        totals = profile.n_words
        self.word_lang_prob_map.add(
            index,
            {
                group: 1.0 * count / totals[len(group) - 1]
                for group, count in profile.freq.items()
                if 1 <= len(group) <= NGram.N_GRAM and count > 0
            },
        )


@cache
def _factory() -> _Factory:
    """The library's profiles, loaded once."""
    factory = _Factory()
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


_folded = lru_cache(maxsize=KEPT_LETTERS)(NGram.normalize)


class _Detector(Detector):  # type: ignore[misc]
    """The library's detector with the same arithmetic in the same order, in fewer steps."""

    def append(self, text: str) -> None:
        text = NGram.normalize_vi(self.MAIL_RE.sub(" ", self.URL_RE.sub(" ", text)))
        self.text += _BLANKS.sub(" ", text[: self.max_text_length])

    def _extract_ngrams(self) -> list[str]:
        known = self.word_lang_prob_map.groups
        found: list[str] = []
        grams, in_capitals = " ", False
        for letter in map(_folded, self.text):
            last = grams[-1]
            if last == " ":
                if letter == " ":
                    continue
                grams, in_capitals = " ", False
            grams = grams[-2:] + letter
            if not letter.isupper():
                in_capitals = False
            elif last.isupper():
                in_capitals = True
            if in_capitals:
                continue
            if letter != " " and letter in known:
                found.append(letter)
            if grams[-2:] in known:
                found.append(grams[-2:])
            if len(grams) == NGram.N_GRAM and grams in known:
                found.append(grams)
        return found

    def _detect_block(self) -> None:
        """As the library does it, but with the n-grams between two looks at the outcome taken at once."""
        self.cleaning_text()
        grams = self._extract_ngrams()
        if not grams:
            raise LangDetectException(ErrorCode.CantDetectError, "No features in text.")
        shares, draw = {gram: self.word_lang_prob_map[gram] for gram in set(grams)}, self.random.choice
        self.langprob = [0.0] * len(self.langlist)
        self.random.seed(self.seed)
        for _ in range(self.n_trial):
            prob = self._init_probability()
            alpha = self.alpha + self.random.gauss(0.0, 1.0) * self.ALPHA_WIDTH
            w = alpha / self.BASE_FREQ
            prob = [p * (w + a) for p, a in zip(prob, shares[draw(grams)], strict=True)]
            drawn = 0
            while True:
                total = sum(prob)
                prob = [p / total for p in prob]
                if max(0.0, *prob) > self.CONV_THRESHOLD or drawn >= self.ITERATION_LIMIT:
                    break
                rows = [shares[draw(grams)] for _ in range(DRAWN_AT_ONCE)]
                prob = [
                    p * (w + a) * (w + b) * (w + c) * (w + d) * (w + e)
                    for p, a, b, c, d, e in zip(prob, *rows, strict=True)
                ]
                drawn += DRAWN_AT_ONCE
            self.langprob = [q + p / self.n_trial for q, p in zip(self.langprob, prob, strict=True)]
