"""Languages are told right on texts that nothing was tuned on, and the benchmark counts as it says."""

from __future__ import annotations

import math

import pytest

from benchmarks.languages import Example, Outcome, Scored, cost, examples, fit, report, tell
from schemas.lexicon.language import SURENESS, SURENESS_EXPONENT

LEAST_RIGHT = {"sentences": 0.97, "titles": 0.93}
MOST_WRONG_AND_SURE = 0.01
LANGUAGES = 60


def example(code: str = "en", text: str = "", *, is_kept: bool = False) -> Example:
    return Example(text, code, "titles", is_kept)


@pytest.mark.parametrize("kind", LEAST_RIGHT)
def test_sentences_and_titles_kept_aside(kind: str) -> None:
    kept = [one for one in examples() if one.is_kept and one.kind == kind]
    outcome = tell(kept)
    assert len({one.code for one in kept}) >= LANGUAGES
    assert outcome.right_share >= LEAST_RIGHT[kind], outcome.mistakes()
    assert outcome.sure_and_wrong_share < MOST_WRONG_AND_SURE, outcome.mistakes()


def test_every_language_has_as_many_texts_in_either_half() -> None:
    texts = examples()
    for code in {one.code for one in texts}:
        own = [one for one in texts if one.code == code]
        assert sum(one.is_kept for one in own) * 2 == len(own) >= 8
    assert len({one.text for one in texts}) == len(texts)


def test_what_a_confidence_says_holds() -> None:
    for low, _, count, right in tell(examples()).bands():
        if count >= 20:
            assert right >= low - 0.05


def test_an_outcome_counts_mistakes_and_those_that_were_sure() -> None:
    outcome = Outcome(
        [
            (example("en"), "en", 0.95),
            (example("de"), "nl", 0.95),
            (example("de"), "nl", 0.5),
            (example("fr"), "und", 0.0),
        ]
    )
    assert outcome.right_share == 0.25
    assert outcome.sure_and_wrong_share == 0.25
    assert outcome.mistakes() == {("de", "nl"): 2, ("fr", "und"): 1}
    assert list(outcome.bands()) == [(0.5, 0.7, 1, 0.0), (0.9, 1.0, 2, 0.5)]


def test_a_report_has_both_halves() -> None:
    text = "The harbour opened its new pier on Friday."
    wrong = example("de", text, is_kept=True)
    lines = report(
        [Example(text, "en", kind, half) for kind in LEAST_RIGHT for half in (True, False)] + [wrong]
    )
    assert [line.split()[:3] for line in lines if "texts, right" in line and "wrong" in line] == [
        ["tuned", "sentences", "1"],
        ["tuned", "titles", "1"],
        ["kept", "sentences", "1"],
        ["kept", "titles", "2"],
    ]
    assert lines[-1].strip() == "de told as en: 1"


def test_fitting_finds_the_cheapest_of_what_is_tried() -> None:
    tried = fit(one for one in examples() if one.code in ("en", "nn", "el"))
    assert tried == sorted(tried)
    assert (SURENESS, SURENESS_EXPONENT) in [(sureness, exponent) for _, sureness, exponent in tried]


def test_the_surer_of_what_is_right_the_cheaper() -> None:
    right, wrong = Scored("en", {"en": -10.0, "nl": -20.0}, 40), Scored("nl", {"en": -10.0, "nl": -20.0}, 40)
    assert cost([right], 0.5, 0.4) < cost([right], 1.0, 0.4)
    assert cost([wrong], 0.5, 0.4) > cost([wrong], 1.0, 0.4)
    assert cost([right], 1.0, 0.0) == pytest.approx(math.log1p(math.exp(-10)))
