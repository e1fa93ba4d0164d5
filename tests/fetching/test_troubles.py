"""Pins what waits after a failure and what is told of it, and that a person's asking waits for nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from schemas.errors import FetchError
from tasks.fetching.memory import FetchState
from tasks.fetching.outcome import SourceOutcome, SourceState
from tasks.fetching.troubles import Troubles

NIGHT = datetime(2026, 11, 21, 2, tzinfo=UTC)
SOON = NIGHT + timedelta(minutes=30)
ADDRESS = "https://x.example/a.pdf"
ERROR = FetchError("timeout", "it does not answer", is_passing=True)


def _troubles(state: FetchState, now: datetime, *, is_asked: bool = False) -> Troubles:
    return Troubles(state, SourceOutcome("lake"), lambda: now, is_asked)


def test_a_file_that_failed_waits_and_is_told_as_still_failing() -> None:
    state = FetchState()
    first = _troubles(state, NIGHT)
    first.file_failed(ADDRESS, ERROR)
    assert [(told.address, told.is_new) for told in first.outcome.failures] == [(ADDRESS, True)]
    later = _troubles(state, SOON)
    assert later.waiting_files() == {ADDRESS}
    later.tell_waiting(later.waiting_files())
    assert [(told.attempts, told.is_new) for told in later.outcome.failures] == [(1, False)]
    assert _troubles(state, SOON, is_asked=True).waiting_files() == frozenset()
    assert _troubles(state, NIGHT + timedelta(hours=1)).waiting_files() == frozenset()
    later.forget_all_but(frozenset())
    assert state.file_troubles == {}


def test_a_source_that_failed_waits_unless_it_is_asked_for() -> None:
    state = FetchState()
    _troubles(state, NIGHT).source_failed(ERROR)
    waiting = _troubles(state, SOON)
    assert waiting.keep_source_waiting()
    assert waiting.outcome.state is SourceState.WAITING
    assert [(told.address, told.is_new) for told in waiting.outcome.failures] == [(None, False)]
    asked = _troubles(state, SOON, is_asked=True)
    assert not asked.keep_source_waiting()
    assert (asked.outcome.state, asked.outcome.failures) == (SourceState.FETCHED, [])
    asked.source_works()
    assert not _troubles(state, SOON).keep_source_waiting()
