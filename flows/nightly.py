"""The flow behind the schedule: one night's work in its order, one night at a time.

Each piece of the work is a plain function of its own module; here stand their order and whether it is
this run's turn. Who fires it is told in `flows.serve` and `prefect.yaml`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from flows.ingest import run_ingest
from flows.progress import ScreenWatcher, closing_line, show_report
from flows.report import RunReport
from flows.run import Request, open_store
from flows.screen import show_line
from flows.settings import Settings, load_settings
from flows.watch import watched_by
from schemas.errors import ConfigurationError, StorageError
from schemas.kinds import RunKind
from tasks.prefect_server import end_with_owner
from tasks.turns import Turns

# Longer than any other run should take, shorter than the time to the next night.
WAIT_SECONDS = 3600


@flow(name="nightly")
def nightly(raw: str | None = None, processed: str | None = None, workers: int | None = None) -> State[Any]:
    """Publishes what is new; parameters left out come from the environment."""
    end_with_owner()
    try:
        settings = load_settings(raw=raw, processed=processed, workers=workers)
        return _take_turn(settings, Turns(open_store(settings).state), flow_run.scheduled_start_time)
    except (ConfigurationError, StorageError) as error:
        _say(str(error))
        return Failed(message=str(error))


def work(settings: Settings) -> RunReport:
    """A night's work, piece by piece."""
    with ScreenWatcher() as watcher, watched_by(watcher):
        return run_ingest(settings, Request(RunKind.INGEST))


def why_skipped(turns: Turns, due: datetime, now: datetime) -> str | None:
    """Why a run that was due at `due` has nothing to do any more; None when it has.

    Of several late runs the first does the work of all. A record from the future tells that the clock
    was wrong then or is now, and skips nothing.
    """
    last = turns.last_night()
    if last is None or not due <= last <= now:
        return None
    return f"skipped: due at {_clock(due)}, and the run that began at {_clock(last)} has done its work"


def _take_turn(settings: Settings, turns: Turns, due: datetime) -> State[Any]:
    with turns.night() as is_ours:
        if not is_ours:
            return _skip("skipped: another nightly run is at work on these folders; it does what is new")
        began_at = datetime.now(UTC)
        if reason := why_skipped(turns, due, began_at):
            return _skip(reason)
        if not turns.wait_for_others(0):
            _say("a run that is not a nightly one is at work on these folders; waiting for it to end")
            if not turns.wait_for_others(WAIT_SECONDS):
                return _skip(f"skipped: another run still works after {WAIT_SECONDS // 60} minutes")
        report = work(settings)
        turns.note_night(began_at)
    show_report(report)
    return Completed(
        name="Completed with failures" if report.has_failures else None, message=closing_line(report)
    )


def _skip(reason: str) -> State[Any]:
    _say(reason)
    return Completed(name="Skipped", message=reason)


def _say(sentence: str) -> None:
    """To the terminal or journal, and to the run's log on Prefect's page."""
    show_line(f"nightly: {sentence}")
    get_run_logger().info(sentence)


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
