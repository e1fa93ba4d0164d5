"""How likely a thing is, 0..1, as a forest says it or a rule: how often such a thing is so.

A rule names the step it stands on; what it claims is weighed against all else before it is published
(`tasks.noise.confidence`, `tasks.articles.confidence`).
"""

from __future__ import annotations

UNLIKELY = 0.1
DOUBTFUL = 0.3
LIKELY = 0.5
"""Up to the first and from the others on a forest is believed: for what the rules saw and where they saw
nothing, where they saw something else, and against what they are sure of."""

HINTED = 0.6
"""A rule goes by a sign that other things have nearly as often."""

INDICATED = 0.7
"""By a sign that is mostly of such things, or by several that need not be."""

SURE = 0.8
"""By its words, or by several signs that agree. A rule so sure is overruled by what is likely only."""

EVIDENT = 0.9
"""By words and place, or by the file's own markup: what else it could be is an exception."""

STATED = 0.95
"""The profile, the contents list or the text itself says so."""
