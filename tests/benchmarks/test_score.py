"""Floors fall only on purpose, and a small slice of the benchmark stays above its own."""

from __future__ import annotations

import pytest

from benchmarks.generate import KINDS
from benchmarks.measure import figures
from benchmarks.score import faults_of, measure_one, moved_floors

# The first bulletins of each of these, with a little room below what they score.
SLICE = {
    "two_columns": {"kept": 0.99, "order": 0.99, "titles": 0.99, "perfect": 0.9},
    "soft_hyphens": {"kept": 0.99, "order": 0.99, "titles": 0.99, "perfect": 0.9},
    "labelled_release": {"kept": 0.99, "clean": 0.99, "titles": 0.99, "perfect": 0.9},
    "east_asian": {"kept": 0.99, "order": 0.99, "titles": 0.99, "perfect": 0.9},
    "export_release": {"kept": 0.9, "titles": 0.99},
}
SLICE_COUNT = 1


@pytest.mark.parametrize("kind", SLICE)
def test_slice_of_the_benchmark_stays_above_its_floors(kind: str) -> None:
    values = figures(measure_one((kind, number))[2] for number in range(SLICE_COUNT))
    assert faults_of({kind: values}, {kind: SLICE[kind]}) == []


def test_a_figure_below_its_floor_is_named() -> None:
    faults = faults_of({"lists": {"kept": 0.9, "extra": 0.3}}, {"lists": {"kept": 0.95, "extra": 0.2}})
    assert faults == [
        "lists: kept is 0.900, its floor 0.950",
        "lists: extra is 0.300, its floor 0.200",
    ]


def test_a_kind_that_vanished_is_named() -> None:
    assert faults_of({}, {"lists": {"kept": 0.5}}) == ["lists: kept was not measured"]


@pytest.mark.parametrize(
    ("value", "may_fall", "floor"), [(0.9, False, 0.89), (0.5, False, 0.7), (0.5, True, 0.49)]
)
def test_floors_fall_only_on_purpose(value: float, may_fall: bool, floor: float) -> None:
    moved = moved_floors({"lists": {"kept": value}}, {"lists": {"kept": 0.7}}, may_fall=may_fall)
    assert moved["lists"]["kept"] == floor


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len(set(KINDS.values())) == len(KINDS)
