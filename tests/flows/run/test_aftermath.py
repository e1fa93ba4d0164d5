"""Pins on which nights somebody is called: for a dead feed, for missed nights, and not for what is known."""

from __future__ import annotations

import shlex
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.run.carry_out import execute
from flows.run.engine import DirectEngine
from flows.run.plan import Request
from flows.run.report import RunReport
from flows.run.watch import SilentWatcher
from flows.settings import load_settings
from schemas.kinds import RunKind
from schemas.notices import NoticeKind
from tasks.fetching.memory import FetchState, Trouble
from tasks.storage.acknowledged import Acknowledgement, failure_mark, save_acknowledgement
from tasks.storage.schedule import save_schedule
from tasks.storage.store import Store
from tests.conftest import Folders

NIGHT = datetime(2026, 11, 1, 2, tzinfo=UTC)


class Nights:
    """Runs of a pair of folders on nights of one's choice, with a hook that counts its calls."""

    def __init__(self, pair: Folders, folder: Path) -> None:
        self._pair, self._calls = pair, folder / "calls"
        code = f"open({str(self._calls)!r}, 'a').write('x')"
        self._hook = shlex.join([sys.executable, "-c", code])

    def run(self, day: float, **settings: object) -> RunReport:
        chosen = load_settings(
            raw=self._pair.raw, processed=self._pair.processed, notify_command=self._hook, **settings
        )
        moment = NIGHT + timedelta(days=day)
        request = Request(RunKind.INGEST)
        return execute(chosen, request, DirectEngine(), SilentWatcher(), clock=lambda: moment)

    @property
    def calls(self) -> int:
        return len(self._calls.read_text()) if self._calls.exists() else 0


@pytest.fixture
def nights(pair: Folders, tmp_path: Path) -> Nights:
    return Nights(pair, tmp_path)


def test_a_feed_that_is_dead_for_ten_nights_calls_somebody_twice(pair: Folders, nights: Nights) -> None:
    nights.run(-1)
    (pair.raw / "lake").mkdir()
    called = []
    for day in range(10):
        FetchState(
            source_trouble=Trouble(
                code="timeout",
                sentence="it does not answer",
                attempts=day + 1,
                first_seen=NIGHT,
                last_seen=NIGHT + timedelta(days=day),
                next_try=NIGHT + timedelta(days=day, hours=1),
            )
        ).save(pair.raw / "lake")
        before = nights.calls
        report = nights.run(day)
        assert len(report.notices) == nights.calls - before
        if report.notices:
            called.append(day)
    assert called == [0, 7], "when it begins, and after a week"


def test_nights_that_did_not_come_are_told_by_the_next_run(pair: Folders, nights: Nights) -> None:
    nights.run(0)
    assert nights.run(3).notices == (), "nobody said how often runs come"
    (told,) = nights.run(6, run_within_hours=26.0).notices
    assert (told.kind, nights.calls) == (NoticeKind.RUNS_MISSED, 1)
    assert "(72 hours; one is expected every 26 hours)" in told.sentence
    assert nights.run(7, run_within_hours=26.0).notices == ()
    state = pair.processed / ".state"
    save_schedule(state, "0 2 * * *", "UTC", [NIGHT + timedelta(days=day) for day in range(9)])
    assert nights.run(8).notices == ()
    assert [notice.kind for notice in nights.run(10).notices] == [NoticeKind.RUNS_MISSED]


def test_what_is_known_calls_nobody_even_when_it_is_tried_again(pair: Folders, nights: Nights) -> None:
    path = pair.add("news/a.txt")
    path.unlink()
    path.symlink_to(pair.raw / "away.txt")
    assert nights.run(0).notices
    failure = Store(pair.processed).failure("news/a")
    assert failure is not None
    known = Acknowledgement("news/a", (failure_mark(failure),), "anna", NIGHT)
    save_acknowledgement(pair.processed / ".state", known)
    before = nights.calls
    reports = [nights.run(day) for day in range(1, 20)]
    assert sum(report.run["failed_count"] for report in reports) >= 4, "tried again and again"
    assert nights.calls == before, "not even when it hardly passes by itself"
    assert not any(report.needs_someone for report in reports)
