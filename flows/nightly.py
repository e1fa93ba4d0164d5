"""The flow behind the schedule: one night's work in its order, one night at a time.

Each piece of the work is a plain function of its own module; here stand their order and whether it is
this run's turn. Who fires it is told in `flows.commands.serve` and `prefect.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from flows.ingest import run_ingest
from flows.run.fetch_all import fetch_all
from flows.run.plan import Request
from flows.run.report import WITH_FAILURES
from flows.run.survey import open_store
from flows.run.watch import Watcher, watched_by
from flows.server.embedded import end_with_owner
from flows.settings import Settings, load_settings
from flows.telling.fetch_lines import outcome_lines, summary_line
from flows.telling.progress import closing_line
from flows.telling.screen import show_line
from flows.telling.watching import watching
from schemas.errors import ConfigurationError, StorageError
from schemas.kinds import RunKind
from tasks.fetching.outcome import SourceOutcome
from tasks.storage.turns import Turns

# Longer than any other run should take, shorter than the time to the next night.
WAIT_SECONDS = 3600


@flow(name="nightly")
def nightly(raw: str | None = None, processed: str | None = None, workers: int | None = None) -> State[Any]:
    """Fetches and publishes what is new; parameters left out come from the environment."""
    end_with_owner()
    try:
        settings = load_settings(raw=raw, processed=processed, workers=workers)
    except ConfigurationError as error:
        return _fail(error, show_line)
    with watching(settings, RunKind.INGEST) as watcher, watched_by(watcher):
        try:
            return _take_turn(settings, watcher, flow_run.scheduled_start_time)
        except (ConfigurationError, StorageError) as error:
            return _fail(error, watcher.note)


def work(settings: Settings, watcher: Watcher) -> State[Any]:
    """A night's work, piece by piece: what is new is fetched, then published; notices follow by themselves.

    A source that cannot be fetched keeps nothing from being published.
    """

    def tell(outcome: SourceOutcome) -> None:
        for line in outcome_lines(outcome):
            watcher.note(line)

    fetched = fetch_all(settings, on_done=tell)
    report = run_ingest(settings, Request(RunKind.INGEST))
    came = f"{summary_line(fetched)}; " if fetched.outcomes else ""
    has_failures = report.has_failures or fetched.has_failures
    return Completed(name=WITH_FAILURES if has_failures else None, message=came + closing_line(report))


def why_skipped(turns: Turns, due: datetime, now: datetime) -> str | None:
    """Why a run that was due at `due` has nothing to do any more; None when it has.

    Of several late runs the first does the work of all. A record from the future tells that the clock
    was wrong then or is now, and skips nothing.
    """
    last = turns.last_night()
    if last is None or not due <= last <= now:
        return None
    return f"skipped: due at {_clock(due)}, and the run that began at {_clock(last)} has done its work"


def _take_turn(settings: Settings, watcher: Watcher, due: datetime) -> State[Any]:
    turns = Turns(open_store(settings).state)
    with turns.night() as is_ours:
        if not is_ours:
            return _skip(
                watcher, "skipped: another nightly run is at work on these folders; it does what is new"
            )
        began_at = datetime.now(UTC)
        if reason := why_skipped(turns, due, began_at):
            return _skip(watcher, reason)
        if not turns.wait_for_others(0):
            _say(watcher, "a run that is no nightly one is at work on these folders; waiting for it to end")
            if not turns.wait_for_others(WAIT_SECONDS):
                minutes = WAIT_SECONDS // 60
                return _skip(watcher, f"skipped: another run still works after {minutes} minutes")
        state = work(settings, watcher)
        turns.note_night(began_at)
    return state


def _skip(watcher: Watcher, reason: str) -> State[Any]:
    _say(watcher, reason)
    return Completed(name="Skipped", message=reason)


def _fail(error: Exception, tell: Callable[[str], None]) -> State[Any]:
    tell(f"nightly: {error}")
    get_run_logger().error(str(error))
    return Failed(message=str(error))


def _say(watcher: Watcher, sentence: str) -> None:
    """To the terminal or journal, and to the run's log on Prefect's page."""
    watcher.note(f"nightly: {sentence}")
    get_run_logger().info(sentence)


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
