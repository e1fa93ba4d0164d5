"""Every reason code that a noise rule can give has an example that fires and a near miss."""

from __future__ import annotations

import importlib
from pathlib import Path

from schemas.reasons import MEANINGS, EditCode, LossCode, NoiseCode
from tasks.noise import rules
from tests.noise.pairs import Pair

SEGMENTATION_CODES = {NoiseCode.SECTION, NoiseCode.UNASSIGNED}
"""Given where articles are cut, not by a rule; their pairs stand in tests/articles/test_segment.py."""

RULE_FILES = sorted(path.stem for path in Path(rules.__file__).parent.glob("*.py") if path.stem != "__init__")


def pairs_of(rule: str) -> tuple[Pair, ...]:
    pairs: tuple[Pair, ...] = importlib.import_module(f"tests.noise.rules.test_{rule}").PAIRS
    return pairs


def test_every_rule_has_pairs() -> None:
    assert [rule for rule in RULE_FILES if not pairs_of(rule)] == []


def test_every_rule_is_run() -> None:
    assert {rule.__module__.rsplit(".", 1)[-1] for rule in rules.RULES} == set(RULE_FILES)


def test_every_code_has_a_pair_of_a_rule_of_its_own() -> None:
    """The profile's rule can give any code, so its pairs do not count."""
    covered = {pair.code for rule in RULE_FILES if rule != "profile" for pair in pairs_of(rule)}
    assert covered == set(NoiseCode) - SEGMENTATION_CODES


def test_names_of_pairs_are_unique_within_a_rule() -> None:
    for rule in RULE_FILES:
        names = [pair.name for pair in pairs_of(rule)]
        assert len(names) == len(set(names)), rule


def test_every_code_has_a_meaning_and_is_used_once() -> None:
    codes = [*LossCode, *NoiseCode, *EditCode]
    assert set(MEANINGS) == set(codes)
    assert len({str(code) for code in codes}) == len(codes)
