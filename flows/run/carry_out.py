"""One run from discovery to its row in `runs`; who carries the issues is the engine's part.

Both flows and the `--direct` commands call this. It knows neither Prefect nor the terminal.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from types import FrameType
from typing import Any

from flows.run.engine import Engine
from flows.run.moves import find_moves, move_lines
from flows.run.plan import Plan, Request
from flows.run.record import RunRecord
from flows.run.report import IssueOutcome, RunReport, State
from flows.run.road import Clock, Halt, Road, utc_now
from flows.run.survey import Survey, survey
from flows.run.watch import Watcher
from flows.settings import Settings
from schemas.errors import ConfigurationError, StorageError
from schemas.kinds import RunEngine, RunKind
from schemas.profile import load_profile
from schemas.source_rows import source_row
from tasks.analyse import TARGET
from tasks.isolation.sandbox import Sandbox
from tasks.storage.acknowledged import who_acknowledged
from tasks.storage.committer import Committer
from tasks.storage.store import Store
from tasks.storage.turns import Turns

PATIENCE_SECONDS = 12
"""A stopped run that Prefect still holds then is ended: its client asks a dead server for a minute."""

STOPPED = 128 + signal.SIGINT
"""Exit status of a run that was stopped, as of every command that Ctrl-C ends."""


def execute(
    settings: Settings, request: Request, engine: Engine, watcher: Watcher, clock: Clock = utc_now
) -> RunReport:
    """Surveys and does what is to be done.

    Raises:
        StorageError: the run as a whole could not go on; what it published before stays.
    """
    return carry_out(survey(settings, request, clock=clock), settings, request, engine, watcher, clock)


def carry_out(
    surveyed: Survey,
    settings: Settings,
    request: Request,
    engine: Engine,
    watcher: Watcher,
    clock: Clock = utc_now,
) -> RunReport:
    """Does what a survey found to be done, records it and tells it.

    Raises:
        StorageError: the run as a whole could not go on; what it published before stays.
    """
    record = RunRecord(surveyed.store, settings, request, engine.name, watcher, clock)
    record.outcomes += _settled_outcomes(surveyed.plan, surveyed.store)
    moves = _moves(surveyed, request)
    try:
        _carry(surveyed, record, engine)
    except (StorageError, KeyboardInterrupt) as error:
        record.abort(error)
        raise
    published = {outcome.issue_id for outcome in record.outcomes if outcome.state is State.PUBLISHED}
    if not request.preview:
        _note_sources(surveyed)
    for line in move_lines({new: old for new, old in moves.items() if new in published}):
        watcher.note(line)
    for path in surveyed.store.set_aside_records():
        watcher.note(
            f"warning: {path} lay among the records of commits and is none; nothing was done for it, so look "
            "at it and remove it"
        )
    return record.finish()


def _carry(surveyed: Survey, record: RunRecord, engine: Engine) -> None:
    """Takes every issue that is due along the road; its outcomes go into the record as they come."""
    halt = Halt()
    settings, request = record.settings, record.request
    sandbox = Sandbox(TARGET, settings.child_limits)
    with (
        Turns(surveyed.store.state).at_work(),
        Committer() as committer,
        sandbox,
        _stopping(halt, sandbox, engine.name),
    ):
        road = Road(
            replace(surveyed.store, committer=committer),
            sandbox,
            settings.read_limits,
            record.run_id,
            halt,
            force=request.force or request.kind is RunKind.REPROCESS,
            preview=request.preview,
            lock_seconds=settings.lock_seconds,
            clock=record.clock,
        )
        record.watcher.begin(record.run_id, len(surveyed.plan.due) + len(surveyed.plan.problems))
        try:
            for outcome in _outcomes(surveyed.plan, road, engine, settings.workers):
                record.outcomes.append(outcome)
                record.watcher.done(outcome)
        finally:
            record.isolation = sandbox.isolation
        if halt.error is not None:
            raise halt.error


def _note_sources(surveyed: Survey) -> None:
    """What the profiles say of the publishers; one broken since the survey is left to the next run."""
    profiles = {issue.source.source: issue.profile_path for issue in surveyed.discovery.found}
    for source, path in profiles.items():
        with suppress(ConfigurationError):
            surveyed.store.note_source(source_row(source, load_profile(path)))


def _moves(surveyed: Survey, request: Request) -> dict[str, str]:
    """Renamed bulletins; only where all of them were looked at, and some are new."""
    if request.kind is not RunKind.INGEST or not surveyed.has_work:
        return {}
    return find_moves(surveyed.discovery, surveyed.store, request.source)


def _outcomes(plan: Plan, road: Road, engine: Engine, workers: int) -> Iterator[IssueOutcome]:
    for issue_id in plan.settled:
        road.settle(issue_id)
    for problem in plan.problems:
        yield road.refuse(problem)
    if plan.due:
        yield from engine.carry(road.travel, plan.due, workers)


def _settled_outcomes(plan: Plan, store: Store) -> list[IssueOutcome]:
    """Outcomes of issues for which there is nothing to do."""
    unchanged = [
        IssueOutcome(issue.source.issue_id, issue.source.relative_path, State.UNCHANGED, is_stale=is_stale)
        for issues, is_stale in ((plan.unchanged, False), (plan.stale, True))
        for issue in issues
    ]
    return unchanged + [
        IssueOutcome.failed(row, State.STILL_FAILING, acknowledged=who_acknowledged(store.state, row))
        for row in plan.still_failing
    ]


@contextmanager
def _stopping(halt: Halt, sandbox: Sandbox, engine: RunEngine) -> Iterator[None]:
    """Makes Ctrl-C and SIGTERM end the run at once instead of after the issues at work.

    Handlers belong to the main thread; elsewhere whoever started the run has to stop it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _frame: FrameType | None) -> None:
        # A second signal amid the closing, as when a whole group is told, would wait for the first for ever.
        for kind in earlier:
            signal.signal(kind, signal.SIG_IGN)
        if engine is RunEngine.PREFECT:
            _end_at_last()
        halt.ask()
        sandbox.close()
        raise KeyboardInterrupt(signal.Signals(number).name)

    earlier: dict[int, Any] = {kind: signal.signal(kind, stop) for kind in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for kind, handler in earlier.items():
            signal.signal(kind, handler)


def _end_at_last() -> None:
    """Ends this process after a while, whatever it waits for: commits are whole whenever it dies.

    A signal to everything at once ends Prefect's server, too, and its client knows nothing of that.
    """
    timer = threading.Timer(PATIENCE_SECONDS, os._exit, [STOPPED])
    timer.daemon = True
    timer.start()
