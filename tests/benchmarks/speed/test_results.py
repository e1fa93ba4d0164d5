"""Figures are medians of the rounds without the start, ratios are formed within a round."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.speed.contestants import Key
from benchmarks.speed.process import Took
from benchmarks.speed.results import (
    Entry,
    Spread,
    ratio,
    read_results,
    times_as_fast,
    write_results,
)


def took(cpu: float, own: float = 0.0, wall: float = 1.0, peak: float = 10.0) -> Took:
    return Took(cpu, own, wall, peak)


def entry(key: Key, *runs: float, start: float = 1.0, pages: int = 100) -> Entry:
    return Entry(key, "1.0", tuple(map(took, runs)), (took(start),) * len(runs), pages, 0, 5000)


def test_the_start_is_taken_off() -> None:
    made = entry(Key.PYPDFIUM2, 6.0, 11.0, 21.0)
    assert made.work_seconds == [5.0, 10.0, 20.0]
    assert made.rate == Spread(10.0, 5.0, 20.0)
    assert made.start_seconds == 1.0


def test_a_ratio_is_formed_within_a_round() -> None:
    # The machine was three times as slow in the second round, for both.
    ours, theirs = entry(Key.DIRECT, 3.0, 7.0, 3.0), entry(Key.PDFPLUMBER, 9.0, 25.0, 9.0)
    assert times_as_fast(ours, theirs) == Spread(4.0, 4.0, 4.0)


def test_pages_that_were_not_read_do_not_count() -> None:
    ours, theirs = entry(Key.DIRECT, 5.0, pages=50), entry(Key.PDFPLUMBER, 5.0)
    assert times_as_fast(ours, theirs).middle == pytest.approx(0.5)


def test_the_ends_are_the_rounds_that_differ_most() -> None:
    assert ratio([1.0, 2.0, 9.0], [1.0, 4.0, 3.0]) == Spread(2.0 / 3.0, 0.5, 3.0)


def test_share_of_the_first_process_is_without_its_start() -> None:
    runs, starts = (took(11.0, own=4.0),), (took(1.0, own=1.0),)
    assert Entry(Key.DIRECT, "1", runs, starts, 1, 0, 0).own_share == pytest.approx(0.3)


def test_results_come_back_as_they_were_kept(tmp_path: Path) -> None:
    kept = read_results()
    write_results(kept, tmp_path / "results.json")
    assert read_results(tmp_path / "results.json") == kept
    assert read_results(tmp_path / "nothing.json") == {}
