"""How well languages are told: `python -m benchmarks.languages [--fit]`.

Reads the sentences and titles of `tests/schemas/languages.toml` and prints, for the half that may be tuned on
and for the half kept aside: how many are told right, how many wrong with a confidence of .9 or more, how
often each band of confidence is right, and the mistakes by language. `--fit` tries other numbers for
`SURENESS` and its exponent on the half that may be tuned on, and prints what each costs.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.kinds import UNDETERMINED
from schemas.lexicon.langid import likelihoods
from schemas.lexicon.language import detect_language, shares_of, weigh_quickly
from schemas.lexicon.scripts import SHARED, count_letters

EXAMPLES = Path(__file__).parents[1] / "tests" / "schemas" / "languages.toml"
SURE = 0.9
BANDS = (0.5, 0.7, 0.9, 1.0)
KINDS = ("sentences", "titles")
TRIED_SURENESS = (0.25, 0.35, 0.5, 0.7, 1.0, 1.4)
TRIED_EXPONENTS = (0.3, 0.4, 0.5)
LEAST_SHARE = 1e-6
"""What a language counts as likely that was given no share at all."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text of a known language; `is_kept` if nothing was tuned on it."""

    text: str
    code: str
    kind: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """The log-likelihoods of a text in the language `code`, by language, and its UTF-8 bytes."""

    code: str
    scores: Mapping[str, float]
    size: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was told of examples: each with its language, or `und`, and the confidence."""

    told: Sequence[tuple[Example, str, float]]

    @property
    def right_share(self) -> float:
        return sum(code == example.code for example, code, _ in self.told) / len(self.told)

    @property
    def sure_and_wrong_share(self) -> float:
        wrong = (code != example.code and sure >= SURE for example, code, sure in self.told)
        return sum(wrong) / len(self.told)

    def mistakes(self) -> Counter[tuple[str, str]]:
        """The language and what was told instead, with how often."""
        return Counter((example.code, code) for example, code, _ in self.told if code != example.code)

    def bands(self) -> Iterable[tuple[float, float, int, float]]:
        """Bounds of each band of confidence, how many are in it, and the share of them that is right."""
        for low, high in zip(BANDS, BANDS[1:], strict=False):
            own = [e.code == code for e, code, sure in self.told if low <= sure < high or sure == high == 1.0]
            if own:
                yield low, high, len(own), sum(own) / len(own)


def examples(path: Path = EXAMPLES) -> list[Example]:
    """The examples of the file; every second text of a language is kept aside."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Example(text, code.split("-")[0], kind, is_kept=number % 2 == 1)
        for code, texts in found.items()
        for kind in KINDS
        for number, text in enumerate(texts[kind])
    ]


def tell(chosen: Iterable[Example]) -> Outcome:
    """What the detector says of these examples."""
    told = []
    for example in chosen:
        found = detect_language(example.text)
        told.append((example, found.code, found.confidence) if found else (example, UNDETERMINED, 0.0))
    return Outcome(told)


def cost(chosen: Sequence[Scored], sureness: float, exponent: float) -> float:
    """Mean of the negative logarithms of what the right languages are given, in nats."""
    shares = (shares_of(one.scores, one.size, sureness, exponent).get(one.code, 0.0) for one in chosen)
    return sum(-math.log(max(LEAST_SHARE, share)) for share in shares) / len(chosen)


def score(chosen: Iterable[Example]) -> list[Scored]:
    """What the quick voice says of those examples whose script several languages share."""
    scored = []
    for example in chosen:
        scripts = count_letters(example.text)
        choice = SHARED.get(max(scripts, key=lambda script: scripts[script]), frozenset())
        if choice:
            scores = {code: value for code, value in likelihoods(example.text).items() if code in choice}
            scored.append(Scored(example.code, scores, len(example.text.encode())))
    return scored


def fit(chosen: Iterable[Example]) -> list[tuple[float, float, float]]:
    """Cost, `SURENESS` and `SURENESS_EXPONENT` of all that are tried, cheapest first."""
    scored = score(chosen)
    return sorted(
        (cost(scored, sureness, exponent), sureness, exponent)
        for sureness in TRIED_SURENESS
        for exponent in TRIED_EXPONENTS
    )


def report(chosen: Sequence[Example]) -> list[str]:
    """Lines for either half, sentences and titles apart, with what they are mistaken for."""
    lines = []
    for is_kept, half in ((False, "tuned"), (True, "kept")):
        for kind in KINDS:
            outcome = tell(e for e in chosen if e.kind == kind and e.is_kept == is_kept)
            lines.append(
                f"{half:6}{kind:10}{len(outcome.told):4} texts, right {outcome.right_share:6.1%}, "
                f"wrong and sure {outcome.sure_and_wrong_share:5.1%}"
            )
            lines += [
                f"      confidence {low} to {high}: {count} texts, right {right:.0%}"
                for low, high, count, right in outcome.bands()
            ]
            lines += [f"      {code} told as {other}: {n}" for (code, other), n in outcome.mistakes().items()]
    return lines


def milliseconds(chosen: Sequence[Example]) -> float:
    """CPU time of a text, in milliseconds, with everything loaded."""
    tell(chosen)
    weigh_quickly.cache_clear()
    begun = time.process_time()
    tell(chosen)
    return 1000 * (time.process_time() - begun) / len(chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--fit", action="store_true", help="try other numbers on the tuned half")
    chosen = examples()
    if parser.parse_args().fit:
        for value, sureness, exponent in fit([example for example in chosen if not example.is_kept]):
            sys.stdout.write(f"{value:.4f} nats  SURENESS {sureness}  SURENESS_EXPONENT {exponent}" + "\n")
        return
    languages = len({example.code for example in chosen})
    sys.stdout.write("\n".join(report(chosen)) + "\n")
    sys.stdout.write(f"{languages} languages, {milliseconds(chosen):.2f} ms a text" + "\n")


if __name__ == "__main__":
    main()
