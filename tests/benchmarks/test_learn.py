"""Weights are learnt from samples alone, the same ones each time, and go into the file as they are."""

from __future__ import annotations

import tomllib

from benchmarks.learn import as_toml, fit
from schemas.weights import BIAS, probability

SAMPLES = [({"bold": float(n % 3 > 0), "dull": float(n % 2)}, n % 3 > 0 or n % 10 == 0) for n in range(600)]


def test_a_telling_signal_gets_the_weight() -> None:
    weights = fit(SAMPLES, 0.5)
    assert weights["bold"] > 1.0 > 5 * abs(weights["dull"])
    assert probability(weights, {"bold": 1.0}) > 0.65 > 0.4 > probability(weights, {})


def test_the_share_of_right_samples_is_what_was_asked_for() -> None:
    for share in (0.5, 0.9):
        weights = fit([({"dull": float(n % 2)}, n % 4 > 1) for n in range(400)], share)
        assert abs(probability(weights, {}) - share) <= 0.02


def test_the_same_samples_give_the_same_weights() -> None:
    assert fit(SAMPLES, 0.5) == fit(list(SAMPLES), 0.5)


def test_the_file_holds_what_was_learnt() -> None:
    models = {"head": {"bold": 0.5, BIAS: -1.25}, "kept": {BIAS: 2.0}}
    assert tomllib.loads(as_toml(models)) == models
