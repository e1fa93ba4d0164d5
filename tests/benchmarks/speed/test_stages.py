"""Each stage's functions are where the road looks them up, and its time is its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.speed.stages import REST, STAGES, StageClock, find, probed, seconds_by_stage
from tests.conftest import NEWS, Folders
from tests.publishing import publish_bulletin


class Hand:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at

    def goes(self, seconds: float) -> None:
        self.at += seconds


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def clock(hand: Hand) -> StageClock:
    return StageClock(hand)


@pytest.mark.parametrize("place", [place for places in STAGES.values() for place in places])
def test_a_stage_is_where_the_road_looks_it_up(place: str) -> None:
    owner, name = find(place)
    assert callable(getattr(owner, name))


def test_a_stage_within_another_stops_its_time(clock: StageClock, hand: Hand) -> None:
    with clock.stage("text"):
        hand.goes(1)
        with clock.stage("language"):
            hand.goes(10)
        hand.goes(2)
    hand.goes(50)
    with clock.stage("text"):
        hand.goes(3)
    assert clock.seconds == {"text": 6.0, "language": 10.0}


def test_a_stage_that_fails_is_over(clock: StageClock, hand: Hand) -> None:
    def fail() -> None:
        hand.goes(1)
        raise ValueError("broken")

    with clock.stage("rest"):
        with pytest.raises(ValueError, match="broken"):
            clock.timed(fail, "reading")()
        hand.goes(2)
    assert clock.seconds == {"rest": 2.0, "reading": 1.0}


def test_of_a_generator_its_own_work_counts(clock: StageClock, hand: Hand) -> None:
    def pages() -> Iterator[int]:
        for number in range(3):
            hand.goes(1)
            yield number

    with clock.stage("rest"):
        for _ in clock.timed(pages, "reading")():
            hand.goes(10)
    assert clock.seconds == {"rest": 30.0, "reading": 3.0}


def test_functions_are_as_before_once_the_clock_is_gone() -> None:
    owner, name = find("tasks.analysis.issue:lay_out")
    before = getattr(owner, name)
    with probed(StageClock()):
        assert getattr(owner, name) is not before
    assert getattr(owner, name) is before


def test_a_function_that_is_gone_is_an_error() -> None:
    with (
        pytest.raises(AttributeError, match="no_such_stage"),
        probed(StageClock(), {"gone": ("tasks.analysis.issue:no_such_stage",)}),
    ):
        pass


def test_the_run_under_the_clock_publishes_what_any_run_does(pair: Folders, tmp_path: Path) -> None:
    publish_bulletin(pair, "news/quay.txt", NEWS.encode())
    timed = Folders(pair.raw, tmp_path / "timed")
    seconds = seconds_by_stage(timed.raw, timed.processed)
    assert list(seconds) == [*STAGES, REST]
    assert timed.published("articles") == pair.published("articles")
    assert timed.published("blocks") == pair.published("blocks")
    for stage in ("layout", "validation", "Parquet", "commit", REST):
        assert seconds[stage] > 0
