"""One example that fires and one near miss per reason code: how the tests of the rules say them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from schemas.document import Document
from schemas.profile import SourceProfile
from schemas.reasons import NoiseCode
from tasks.noise.rules import Rule
from tests.road import NO_PROFILE, block_with, context_of


@dataclass(frozen=True)
class Example:
    """A document, made only when asked for, and words of the one block that a rule is asked about."""

    document: Callable[[], Document]
    words: str
    profile: SourceProfile = NO_PROFILE


@dataclass(frozen=True)
class Pair:
    """`fires` gets `code` from its rule, `near_miss` does not."""

    name: str
    code: NoiseCode
    fires: Example
    near_miss: Example


def codes_given(rule: Rule, example: Example) -> set[NoiseCode]:
    """Codes that `rule` gives to the example's block."""
    context = context_of(example.document(), example.profile)
    index = block_with(context, example.words).index
    return {finding.code for finding in rule(context) if finding.block == index}


def check_pair(rule: Rule, pair: Pair) -> None:
    assert pair.code in codes_given(rule, pair.fires)
    assert pair.code not in codes_given(rule, pair.near_miss)
