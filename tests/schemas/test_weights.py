"""Signals become a confidence: bounded, monotonic, and by weights whose signals exist."""

from __future__ import annotations

import math

import pytest

from schemas.weights import BIAS, MAX_CONFIDENCE, MIN_CONFIDENCE, confidence, odds, probability, weights

MODEL = {BIAS: 0.0, "bold": 1.0, "tiny": -2.0}


def test_signals_add_up_on_the_scale_of_odds() -> None:
    assert probability(MODEL, {}) == 0.5
    assert probability(MODEL, {"bold": 1.0}) == round(1 / (1 + math.exp(-1)), 2)
    assert probability(MODEL, {"bold": 1.0, "tiny": 0.5}) == 0.5


def test_a_signal_without_a_weight_says_nothing() -> None:
    assert probability(MODEL, {"unheard_of": 100.0}) == 0.5


@pytest.mark.parametrize(("value", "bound"), [(1e9, MAX_CONFIDENCE), (-1e9, MIN_CONFIDENCE)])
def test_nothing_is_certain(value: float, bound: float) -> None:
    assert probability(MODEL, {"bold": value}) == bound


def test_odds_undo_the_confidence() -> None:
    assert probability({BIAS: odds(0.8)}, {}) == 0.8
    assert math.isfinite(odds(0.0))
    assert math.isfinite(odds(1.0))


def test_other_weights_may_be_asked() -> None:
    assert confidence("head", {"bold": 1.0}, {"head": {"bold": -100.0}}) == MIN_CONFIDENCE


def test_every_model_is_in_the_file() -> None:
    assert set(weights()) == {"head", "title", "boundary", "order", "noise", "kept"}
    assert all(BIAS in model for model in weights().values())
