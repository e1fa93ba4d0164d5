"""One run from discovery to its row in `runs`; who carries the issues is the engine's part.

Both flows and the `--direct` commands call this. It knows neither Prefect nor the terminal.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType
from typing import Any

from flows.engine import Engine
from flows.moves import find_moves, move_lines
from flows.plan import Plan, Request, make_plan, select_stale
from flows.record import RunRecord
from flows.report import IssueOutcome, RunReport, State
from flows.road import Clock, Halt, Road, utc_now
from flows.settings import Settings
from flows.watch import Watcher
from schemas.errors import ConfigurationError, StorageError
from schemas.kinds import RunKind
from tasks.committer import Committer
from tasks.discover import Discovery, discover
from tasks.extract import TARGET
from tasks.isolation import Sandbox
from tasks.stamps import StampBook
from tasks.storage import Store
from tasks.turns import Turns

MAX_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is and what is to be done, before anything is done."""

    store: Store
    discovery: Discovery
    plan: Plan

    @property
    def has_work(self) -> bool:
        return bool(self.plan.due)


def survey(
    settings: Settings,
    request: Request,
    on_new: Callable[[], None] | None = None,
    clock: Clock = utc_now,
) -> Survey:
    """Looks at raw and processed; changes nothing but the state folder.

    Args:
        settings: folders and limits.
        request: what the run is asked to do.
        on_new: called once, as soon as a file turns up that was not seen before.
        clock: tells the time, UTC.

    Raises:
        ConfigurationError: raw is missing or holds processed, a source or issue that was asked for is not
            in it, or nothing was asked for.
        StorageError: processed cannot be written.
    """
    if request.kind is RunKind.REPROCESS and request.stale == bool(request.issue_ids):
        raise ConfigurationError("name the issues to reprocess, or give --stale instead of names")
    store = open_store(settings)
    stamps = StampBook(store.stamps_path, on_new)
    discovery = discover(settings.raw, stamps, source=request.source)
    store.save_stamps(stamps)
    if request.kind is RunKind.INGEST:
        plan = make_plan(discovery, store, now=clock(), source=request.source, force=request.force)
    elif request.stale:
        plan = Plan(select_stale(discovery, store), ())
    else:
        discovery = _select(discovery, request.issue_ids)
        plan = Plan(discovery.found, discovery.problems)
    return Survey(store, discovery, plan)


def open_store(settings: Settings) -> Store:
    """The store of the processed folder, ready to be written.

    Raises:
        ConfigurationError: the folder lies within raw.
        StorageError: the folder cannot be written.
    """
    if settings.processed.resolve().is_relative_to(settings.raw.resolve()):
        raise ConfigurationError(
            f"the processed folder {settings.processed} lies within the raw folder {settings.raw}; "
            "name another one with --processed"
        )
    store = Store(settings.processed)
    store.prepare()
    return store


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
    record.outcomes += _settled_outcomes(surveyed.plan)
    moves = _moves(surveyed, request)
    try:
        _carry(surveyed, record, engine)
    except (StorageError, KeyboardInterrupt) as error:
        record.abort(error)
        raise
    published = {outcome.issue_id for outcome in record.outcomes if outcome.state is State.PUBLISHED}
    for line in move_lines({new: old for new, old in moves.items() if new in published}):
        watcher.note(line)
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
        _stopping(halt, sandbox),
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


def _settled_outcomes(plan: Plan) -> list[IssueOutcome]:
    """Outcomes of issues for which there is nothing to do."""
    unchanged = [
        IssueOutcome(issue.source.issue_id, issue.source.relative_path, State.UNCHANGED, is_stale=is_stale)
        for issues, is_stale in ((plan.unchanged, False), (plan.stale, True))
        for issue in issues
    ]
    return unchanged + [IssueOutcome.failed(row, State.STILL_FAILING) for row in plan.still_failing]


def _select(discovery: Discovery, issue_ids: Sequence[str]) -> Discovery:
    wanted = set(issue_ids)
    found = tuple(issue for issue in discovery.found if issue.source.issue_id in wanted)
    problems = tuple(problem for problem in discovery.problems if problem.issue_id in wanted)
    missing = wanted - {issue.source.issue_id for issue in found} - {problem.issue_id for problem in problems}
    if missing:
        known = [issue.source.issue_id for issue in discovery.found]
        raise ConfigurationError(_not_found(sorted(missing), known))
    return Discovery(found, problems)


def _not_found(missing: Sequence[str], known: Sequence[str]) -> str:
    from rapidfuzz.process import extract

    near = [match[0] for match in extract(missing[0], known, limit=MAX_SUGGESTIONS)]
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    return f"no issue under raw has the id {', '.join(missing)}{hint}"


@contextmanager
def _stopping(halt: Halt, sandbox: Sandbox) -> Iterator[None]:
    """Makes Ctrl-C and SIGTERM end the run at once instead of after the issues at work.

    Handlers belong to the main thread; elsewhere whoever started the run has to stop it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _frame: FrameType | None) -> None:
        halt.ask()
        sandbox.close()
        raise KeyboardInterrupt(signal.Signals(number).name)

    earlier: dict[int, Any] = {kind: signal.signal(kind, stop) for kind in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for kind, handler in earlier.items():
            signal.signal(kind, handler)
