"""A slice of the fuzz run that is always taken: no hang, no crash, no fault of ours, exact accounting.

The whole run is `python -m tests.fuzz`.
"""

from __future__ import annotations

from tasks.isolation.sandbox import ChildLimits
from tests.fuzz.corpus import Case, mutated
from tests.fuzz.harness import PUBLISHED, run_cases
from tests.fuzz.monsters import ENDLESS, MONSTERS, SMALL

LIMITS = ChildLimits(wall_seconds=180, cpu_seconds=20, memory_bytes=1 << 30)
SEED = 7
MUTATIONS = 40
# Each of these was a fault once.
FOUND = ((1, 162), (1, 1741), (5, 35), (1111, 27), (1111, 118), (1111, 1281), (1111, 1535), (1111, 1621))


def _faults(cases: list[Case], limits: ChildLimits) -> dict[str, str]:
    return {
        outcome.case.label: f"{outcome.code}: {outcome.detail}"
        for outcome in run_cases(cases, limits, workers=2)
        if outcome.is_fault
    }


def test_mutations_are_published_or_refused_with_a_reason() -> None:
    assert _faults([mutated(SEED, number) for number in range(MUTATIONS)], LIMITS) == {}


def test_what_was_found_stays_mended() -> None:
    assert _faults([mutated(seed, number) for seed, number in FOUND], LIMITS) == {}


def test_monsters_are_published_or_refused_with_a_reason() -> None:
    assert _faults([m.case(SMALL) for m in MONSTERS if m.label not in ENDLESS], LIMITS) == {}


def test_what_never_ends_is_stopped() -> None:
    cases = [monster.case(SMALL) for monster in MONSTERS if monster.label in ENDLESS]
    outcomes = run_cases(cases, ChildLimits(wall_seconds=60, cpu_seconds=1), workers=2)
    assert [outcome.code for outcome in outcomes] == ["time_limit"] * len(ENDLESS)


def test_the_same_number_makes_the_same_case() -> None:
    assert mutated(3, 5) == mutated(3, 5)
    assert mutated(3, 5) != mutated(3, 6)


def test_an_honest_file_is_published_and_a_fault_is_counted() -> None:
    data = b"# Ferry\n\nThe ferry leaves at eight from May on.\n"
    (outcome,) = run_cases([Case("honest", b"a\nb.md", data)], LIMITS, workers=1)
    assert (outcome.code, outcome.is_fault) == (PUBLISHED, False)
