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

from flows.run.carry_out import execute
from flows.run.engine import PrefectEngine
from flows.run.fetch_all import FetchReport, fetch_all
from flows.run.plan import Request
from flows.run.survey import open_store
from flows.run.watch import Watcher, Watchers
from flows.server.embedded import end_with_owner
from flows.settings import Settings, load_settings
from flows.telling.artifact import leave_artifacts
from flows.telling.fetch_lines import came_lines, failure_line, summary_line
from flows.telling.page import PageWatcher, end_state, name_run, outcome_words
from flows.telling.screen import show_line
from flows.telling.views import fetch_line
from flows.telling.watching import watching
from schemas.errors import ConfigurationError, StorageError
from schemas.kinds import RunKind
from tasks.fetching.notices import new_troubles
from tasks.fetching.outcome import PROFILE_CODE, SourceOutcome
from tasks.storage.index import STATE_FOLDER
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
    with watching(settings, RunKind.INGEST) as watcher:
        try:
            return _take_turn(settings, watcher, flow_run.scheduled_start_time)
        except (ConfigurationError, StorageError) as error:
            return _fail(error, watcher.note)


def work(settings: Settings, watcher: Watcher) -> State[Any]:
    """A night's work, piece by piece: what is new is fetched, then published; notices follow by themselves.

    A source that cannot be fetched keeps nothing from being published. A profile with an error is told by
    what is published, not by what is fetched, too.
    """
    page = PageWatcher(RunKind.INGEST)
    both = Watchers(watcher, page)
    name_run(settings.processed / STATE_FOLDER, "at work")

    def tell(outcome: SourceOutcome) -> None:
        for line in came_lines(outcome):
            both.note(line)
        for failure in outcome.failures:
            if failure.code != PROFILE_CODE:
                watcher.note(failure_line(outcome.source, failure))
                page.warn(failure_line(outcome.source, failure))

    fetched = fetch_all(settings, on_done=tell)
    if fetched.outcomes:
        both.note(summary_line(fetched))
    report = execute(settings, Request(RunKind.INGEST), PrefectEngine(), both)
    not_fetched = _not_fetched(settings, fetched)
    leave_artifacts(report, settings.processed, not_fetched)
    words = outcome_words(report) + (f", {len(not_fetched)} not fetched" if not_fetched else "")
    name_run(settings.processed / STATE_FOLDER, words)
    return end_state(report, not_fetched)


def _not_fetched(settings: Settings, fetched: FetchReport) -> list[str]:
    """What could not be fetched and nobody has acknowledged: on record, or not even noted."""
    troubles = new_troubles(settings.raw, settings.processed / STATE_FOLDER)
    recorded = {trouble.source for trouble in troubles}
    unrecorded = [
        failure_line(outcome.source, failure)
        for outcome in fetched.outcomes
        for failure in outcome.failures
        if failure.first_seen is None and failure.code != PROFILE_CODE and outcome.source not in recorded
    ]
    return [fetch_line(trouble) for trouble in troubles] + unrecorded


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
            occupied = "skipped: another nightly run is at work on these folders; it does what is new"
            return _skip(settings, watcher, occupied)
        began_at = datetime.now(UTC)
        if reason := why_skipped(turns, due, began_at):
            return _skip(settings, watcher, reason)
        if not turns.wait_for_others(0):
            _say(watcher, "a run that is no nightly one is at work on these folders; waiting for it to end")
            if not turns.wait_for_others(WAIT_SECONDS):
                minutes = WAIT_SECONDS // 60
                return _skip(settings, watcher, f"skipped: another run still works after {minutes} minutes")
        state = work(settings, watcher)
        turns.note_night(began_at)
    return state


def _skip(settings: Settings, watcher: Watcher, reason: str) -> State[Any]:
    _say(watcher, reason)
    name_run(settings.processed / STATE_FOLDER, "skipped")
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
