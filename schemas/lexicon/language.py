"""Language of a text: by its script where that decides, else by two voices, with a probability that holds.

Letters first: a script that one language is written in decides, any other leaves its languages to choose from
(`schemas.lexicon.scripts`). Among those the quick voice (`langid`) speaks; where it is unsure, the second one
(`detector`) is heard about the languages it knows. What the probability is worth is measured on texts that
nothing was tuned on: `python -m benchmarks.languages`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from schemas.kinds import LanguageOrigin
from schemas.lexicon.detector import known_languages, tell
from schemas.lexicon.langid import likelihoods
from schemas.lexicon.scripts import SHARED, count_letters, language_of_script, weigh_letters

MIN_LETTERS = 12
"""Shorter texts have no language of their own: names, mostly."""

MIN_DECIDING_LETTERS = 7
"""So many are enough in a script that decides."""

SHORT_LETTERS = 60
"""A text with fewer may be names and figures alone, in whatever language they stand."""

MAX_CHARS = 1200
SLICES = 6
"""Of a longer text so many slices are looked at, spread over it, with so many characters in all."""

SCRIPT_CONFIDENCE = 0.99
"""A script that decides is wrong about the languages without a press that borrow it."""

SURENESS = 0.7
SURENESS_EXPONENT = 0.4
"""Log-likelihoods are divided by .7 times the text's UTF-8 bytes to the power of .4: letters go together.

`python -m benchmarks.languages --fit` alone would divide them by less. With .7, of 2,499 messages of a web
framework in some sixty languages, odder than titles, those told with .9 or more are right in 99 of
a hundred cases, those told with .5 in half.
"""

ASK_BELOW = 0.9
"""Less likely languages of the quick voice are put before the second one."""

SECOND_WEIGHT = 0.25
SECOND_DOUBT = 0.2
"""The second voice is sure of a wrong language too often to weigh more: what it denies keeps a share."""

LEAST_CONFIDENCE = 0.5
"""What is likelier wrong than right is not told."""

CONTEXT_ODDS = 20.0
"""So many times likelier than its letters say alone is the language of what stands around a text."""

KEPT_TEXTS = 256
"""Texts of which the quick voice's answer is kept, as boxes and short articles are asked about again."""

PIECE_BYTES = 160
MAX_PIECES = 6
"""A text is looked through for a second language in so many pieces of so many UTF-8 bytes, spread over it."""

SURE_PIECE = 0.98
_SENTENCE_ENDS = re.compile(r"(?<=[.!?؟।։။])\s+|(?<=[。！？])|\n+")


@dataclass(frozen=True, slots=True)
class Language:
    """ISO 639 code, how likely it is right, 0..1, and what it was told from."""

    code: str
    confidence: float
    origin: LanguageOrigin = LanguageOrigin.TEXT


@dataclass(frozen=True, slots=True)
class Likelihoods:
    """How likely each language is for one text; one in all, or less where other scripts are mixed in."""

    shares: Mapping[str, float]
    origin: LanguageOrigin = LanguageOrigin.TEXT

    def best(self) -> Language | None:
        """The likeliest language; None where it is likelier wrong than right."""
        code = max(self.shares, key=lambda one: (self.shares[one], one))
        share = self.shares[code]
        return Language(code, share, self.origin) if share >= LEAST_CONFIDENCE else None


def load_voices() -> None:
    """Load what both voices open at first use, for processes that may open nothing themselves."""
    likelihoods("")
    _known()


def detect_language(text: str) -> Language | None:
    """Language of `text`, None when it cannot be told. The same text gives the same answer."""
    found = weigh_languages(text)
    return None if found is None else found.best()


def lean_on(text: str, around: str) -> Language | None:
    """Language of `text` that stands in something written in the language `around`; None when still unclear.

    The origin tells whether the surroundings decided.
    """
    found = weigh_languages(text)
    alone = None if found is None else found.best()
    if found is None or around not in found.shares or (alone is not None and alone.confidence >= ASK_BELOW):
        return alone
    odds = {code: share * (CONTEXT_ODDS if code == around else 1.0) for code, share in found.shares.items()}
    leant = replace(found, shares=_normalised(odds)).best()
    if leant is None or (alone is not None and alone.code == leant.code):
        return leant
    return replace(leant, origin=LanguageOrigin.ISSUE)


def is_short(text: str) -> bool:
    """Whether so little is written that a language can be told by chance only."""
    return weigh_letters(count_letters(text[:MAX_CHARS])) < SHORT_LETTERS


def tell_pieces(text: str) -> list[Language | None]:
    """Languages of some pieces of `text` from its beginning to its end; None for those that are not sure.

    A text of one piece is taken whole.
    """
    pieces = list(_pieces(text))
    weighed = (weigh_languages(p, is_quick=True) for p in (_spread(pieces) if len(pieces) > 1 else (text,)))
    told = (None if one is None else one.best() for one in weighed)
    return [one if one is not None and one.confidence >= SURE_PIECE else None for one in told]


def weigh_languages(text: str, *, is_quick: bool = False) -> Likelihoods | None:
    """How likely each language is for `text`; None when too little is written, or in no script known.

    With `is_quick` the second voice is not asked, as where only what is sure without it matters.
    """
    sample = _sample(text)
    scripts = count_letters(sample)
    weight = weigh_letters(scripts)
    if weight < MIN_DECIDING_LETTERS:
        return None
    main = max(scripts, key=lambda script: scripts[script])
    share = scripts[main] / scripts.total()
    decided = language_of_script(sample, scripts, main)
    if decided is not None:
        return Likelihoods({decided: min(share, SCRIPT_CONFIDENCE)}, LanguageOrigin.SCRIPT)
    if main not in SHARED or weight < MIN_LETTERS:
        return None
    shares = weigh_quickly(sample, SHARED[main])
    is_clear = is_quick or max(shares.values()) >= ASK_BELOW
    return Likelihoods(shares if is_clear else _heed(shares, tell(sample)))


@lru_cache(maxsize=KEPT_TEXTS)
def weigh_quickly(sample: str, choice: frozenset[str]) -> Mapping[str, float]:
    """How likely each language of `choice` is by the quick voice."""
    return shares_of(likelihoods(sample, choice), len(sample.encode("utf-8", "replace")))


def shares_of(
    scores: Mapping[str, float],
    size: int,
    sureness: float = SURENESS,
    exponent: float = SURENESS_EXPONENT,
) -> Mapping[str, float]:
    """Probabilities of languages, made of their log-likelihoods for a text of `size` UTF-8 bytes."""
    scale = sureness * size**exponent
    best = max(scores.values())
    return _normalised({code: math.exp((score - best) / scale) for code, score in scores.items()})


def _heed(shares: Mapping[str, float], second: Mapping[str, float]) -> Mapping[str, float]:
    """The shares with what the second voice says; languages that it does not know keep theirs."""
    known = {code: share for code, share in shares.items() if code in _known()}
    heard = {
        code: share * (second.get(code, 0.0) + SECOND_DOUBT) ** SECOND_WEIGHT for code, share in known.items()
    }
    whole = sum(known.values())
    return {**shares, **{code: whole * share for code, share in _normalised(heard).items()}}


@cache
def _known() -> frozenset[str]:
    return known_languages()


def _normalised(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights as shares of one."""
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()} if total else dict(weights)


def _sample(text: str) -> str:
    """All of a short text; of a long one slices from its beginning to its end."""
    if len(text) <= MAX_CHARS:
        return text
    size = MAX_CHARS // SLICES
    starts = (i * (len(text) - size) // (SLICES - 1) for i in range(SLICES))
    return " ".join(text[start : start + size] for start in starts)


def _spread(pieces: Sequence[str]) -> Iterator[str]:
    """No more pieces than are looked at, from the first to the last."""
    count = min(len(pieces), MAX_PIECES)
    return (pieces[i * len(pieces) // count] for i in range(count))


def _pieces(text: str) -> Iterator[str]:
    """Sentences and paragraphs of `text` in groups of some length; a rest too short belongs to none."""
    group: list[str] = []
    length = 0
    for sentence in _SENTENCE_ENDS.split(text):
        group.append(sentence)
        length += len(sentence.encode("utf-8", "replace"))
        if length >= PIECE_BYTES:
            yield " ".join(group)
            group, length = [], 0
