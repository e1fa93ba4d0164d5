"""Learnt weights of the confidences, as data, and how a confidence is made of them.

The weights are written by `python -m benchmarks.learn`; each signal's name says what it measures
where it is taken (`tasks.articles.confidence`, `tasks.noise.confidence`).
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "confidence.toml"
MIN_CONFIDENCE = 0.02
MAX_CONFIDENCE = 0.99
"""Nothing that was judged by signals is certain, either way."""

BIAS = "bias"

Signals = Mapping[str, float]
Weights = Mapping[str, float]
Models = Mapping[str, Weights]


def confidence(model: str, signals: Signals, models: Models | None = None) -> float:
    """How likely a decision is right, 0..1, going by its signals; by the learnt weights unless told."""
    return probability((weights() if models is None else models)[model], signals)


def probability(model: Weights, signals: Signals) -> float:
    """Logistic sum of weighted signals, to two digits, alike everywhere; no weight, no say."""
    total = model.get(BIAS, 0.0) + math.fsum(model.get(name, 0.0) * value for name, value in signals.items())
    share = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
    return round(max(MIN_CONFIDENCE, min(MAX_CONFIDENCE, share)), 2)


def odds(share: float) -> float:
    """Logarithm of the odds: the scale on which independent signals add up."""
    kept = max(MIN_CONFIDENCE, min(MAX_CONFIDENCE, share))
    return math.log(kept / (1.0 - kept))


@cache
def weights() -> Models:
    """Weights by model and signal."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
