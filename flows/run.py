"""One run from discovery to its row in `runs`; who carries the issues is the engine's part.

Both flows and the `--direct` commands call this. It knows neither Prefect nor the terminal.
"""

from __future__ import annotations

import getpass
import platform
import secrets
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from types import FrameType
from typing import Any

from flows.aftermath import failures_now, find_notices, tell_hooks
from flows.engine import Engine
from flows.plan import Plan, make_plan, select_stale
from flows.report import FAILURES, IssueOutcome, RunReport, State, count_states
from flows.road import Clock, Halt, Road, utc_now
from flows.settings import Settings
from flows.watch import Watcher
from schemas.errors import ConfigurationError, StorageError
from schemas.kinds import RunKind, RunStatus
from schemas.notices import Notice
from schemas.run_rows import RunRow
from schemas.version import PIPELINE_VERSION
from tasks.discover import Discovery, discover
from tasks.extract import TARGET
from tasks.isolation import Sandbox
from tasks.notices import aborted
from tasks.stamps import StampBook
from tasks.storage import PARQUET_WRITER_VERSION, Store

MAX_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked to do.

    Attributes:
        issue_ids: those of a reprocessing.
        stale: reprocess what another version published instead of named issues.
    """

    kind: RunKind
    source: str | None = None
    force: bool = False
    issue_ids: tuple[str, ...] = ()
    stale: bool = False
    preview: bool = False


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
    if settings.processed.resolve().is_relative_to(settings.raw.resolve()):
        raise ConfigurationError(
            f"the processed folder {settings.processed} lies within the raw folder {settings.raw}; "
            "name another one with --processed"
        )
    store = Store(settings.processed)
    store.prepare()
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
    """Does what a survey found to be done, records it and tells it."""
    started_at, began = clock(), time.monotonic()
    run_id = f"{started_at:%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(4)}"
    outcomes = _settled_outcomes(surveyed.plan)
    halt = Halt()
    failing = failures_now(surveyed.store, request.source)

    def report(status: RunStatus, notices: tuple[Notice, ...] = ()) -> RunReport:
        row = _run_row(request, engine, settings, run_id, started_at, outcomes, status)
        row["finished_at"], row["seconds"] = clock(), round(time.monotonic() - began, 3)
        row["notices"], row["notice_count"] = [notice.sentence for notice in notices], len(notices)
        return RunReport(row, tuple(sorted(outcomes, key=lambda outcome: outcome.issue_id)), notices)

    try:
        with Sandbox(TARGET, settings.child_limits) as sandbox, _stopping(halt, sandbox):
            road = Road(
                surveyed.store,
                sandbox,
                settings.read_limits,
                run_id,
                halt,
                force=request.force or request.kind is RunKind.REPROCESS,
                preview=request.preview,
                lock_seconds=settings.lock_seconds,
                clock=clock,
            )
            for outcome in _outcomes(surveyed.plan, road, engine, settings.workers, watcher):
                outcomes.append(outcome)
                watcher.done(outcome)
            if halt.error is not None:
                raise halt.error
    except (StorageError, KeyboardInterrupt) as error:
        why = (aborted(str(error)),) if isinstance(error, StorageError) else ()
        if not request.preview:
            _tell_end(report(RunStatus.ABORTED, why), surveyed.store, settings, watcher)
        raise
    failed = any(outcome.state in FAILURES for outcome in outcomes)
    status = RunStatus.COMPLETED_WITH_FAILURES if failed else RunStatus.COMPLETED
    if request.preview:
        return report(status)
    notices = find_notices(
        surveyed.store,
        outcomes,
        failing,
        kind=request.kind,
        source=request.source,
        run_id=run_id,
        now=started_at,
    )
    finished = report(status, notices)
    surveyed.store.record_run(finished.run)
    return replace(finished, remarks=tell_hooks(settings, finished))


def _tell_end(report: RunReport, store: Store, settings: Settings, watcher: Watcher) -> None:
    """Records a run that was cut off, and tells it if it was not the user who did."""
    with suppress(StorageError):
        store.record_run(report.run)
    if report.notices:
        for remark in tell_hooks(settings, report):
            watcher.note(remark)


def _outcomes(
    plan: Plan, road: Road, engine: Engine, workers: int, watcher: Watcher
) -> Iterator[IssueOutcome]:
    watcher.begin(len(plan.due) + len(plan.problems))
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


def _run_row(
    request: Request,
    engine: Engine,
    settings: Settings,
    run_id: str,
    started_at: datetime,
    outcomes: Sequence[IssueOutcome],
    status: RunStatus,
) -> RunRow:
    """The run so far; when it ended and its notices are filled in by the caller."""
    states = count_states(outcomes)
    return RunRow(
        run_id=run_id,
        kind=request.kind.value,
        engine=engine.name.value,
        started_by=_login_name(),
        started_at=started_at,
        finished_at=started_at,
        seconds=0.0,
        status=status.value,
        found_count=states.total() - states[State.NOT_REACHED],
        published_count=states[State.PUBLISHED],
        unchanged_count=states[State.UNCHANGED],
        failed_count=states[State.FAILED],
        still_failing_count=states[State.STILL_FAILING],
        article_count=sum(outcome.article_count for outcome in outcomes if outcome.state is State.PUBLISHED),
        workers=settings.workers,
        pipeline_version=PIPELINE_VERSION,
        python_version=platform.python_version(),
        pyarrow_version=PARQUET_WRITER_VERSION,
        stale_count=sum(outcome.is_stale for outcome in outcomes),
        new_issues=sorted(outcome.issue_id for outcome in outcomes if outcome.is_new),
        notices=[],
        notice_count=0,
    )


def _login_name() -> str:
    """Name of the user; a container may have none for its number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
