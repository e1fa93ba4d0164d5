"""Pins when an issue is tried once more within a run: one that could not be read for an instant."""

from __future__ import annotations

from pathlib import Path

from flows.run.plan import Request
from flows.run.report import IssueOutcome
from flows.run.road import RETRY_DELAY_SECONDS, Halt, Road
from flows.run.survey import survey
from flows.settings import Settings
from schemas.kinds import RunKind
from tasks.analyse import TARGET
from tasks.isolation.sandbox import Sandbox
from tests.conftest import NEWS, Folders


class _Pause(Halt):
    """Stands in for the pause between two tries: what happens meanwhile, happens at once."""

    def __init__(self, path: Path | None = None, *, is_ended: bool = False) -> None:
        super().__init__()
        self.path = path
        self.is_ended = is_ended
        self.waited: list[float] = []

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        if self.path is not None:
            self.path.write_text(NEWS)
        return self.is_ended


def _travel(pair: Folders, data: bytes | str, pause: _Pause, *, is_lost: bool = True) -> IssueOutcome:
    """What becomes of an issue whose file is gone when it is to be read, if `is_lost`."""
    path = pair.add("news/quay.txt", data)
    settings = Settings(raw=pair.raw, processed=pair.processed, workers=1)
    surveyed = survey(settings, Request(RunKind.INGEST))
    if is_lost:
        path.unlink()
    with Sandbox(TARGET, settings.child_limits) as sandbox:
        road = Road(surveyed.store, sandbox, settings.read_limits, "run", pause)
        return road.travel(surveyed.plan.due[0])


def test_a_file_that_is_back_a_moment_later_is_published_and_told(pair: Folders) -> None:
    pause = _Pause(pair.raw / "news/quay.txt")
    outcome = _travel(pair, NEWS, pause)
    assert (outcome.state, outcome.retried) == ("published", "unreadable")
    assert pause.waited == [RETRY_DELAY_SECONDS]
    assert pair.published("failures") == {}


def test_a_file_that_stays_away_fails_after_the_second_try(pair: Folders) -> None:
    pause = _Pause()
    outcome = _travel(pair, NEWS, pause)
    assert (outcome.state, outcome.code, outcome.attempts) == ("failed", "unreadable", 1)
    assert pause.waited == [RETRY_DELAY_SECONDS]


def test_a_run_that_is_to_end_tries_nothing_again(pair: Folders) -> None:
    pause = _Pause(pair.raw / "news/quay.txt", is_ended=True)
    assert _travel(pair, NEWS, pause).code == "unreadable"


def test_what_cannot_pass_is_not_tried_again(pair: Folders) -> None:
    pause = _Pause()
    outcome = _travel(pair, b"\xff\xfe\x00", pause, is_lost=False)
    assert (outcome.state, outcome.retried, pause.waited) == ("failed", None, [])
