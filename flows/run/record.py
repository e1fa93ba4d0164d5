"""What a run adds up to: its row in `runs`, its report and notices, written and told at its end.

How the run goes is told in `flows.run.carry_out`; what makes a notice, and who is told of it, in
`flows.run.aftermath`.
"""

from __future__ import annotations

import getpass
import os
import platform
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from flows.run.aftermath import find_notices, tell_hooks
from flows.run.plan import Request
from flows.run.report import FAILURES, LEFT_ALONE, IssueOutcome, RunReport, State, count_states
from flows.run.road import Clock
from flows.run.watch import Watcher
from flows.settings import Settings
from schemas.errors import StorageError
from schemas.kinds import Isolation, RunEngine, RunStatus
from schemas.notices import Notice
from schemas.run_rows import FailureRow, RunRow
from schemas.version import PIPELINE_VERSION
from tasks.link import refresh_links
from tasks.published.notices import aborted
from tasks.storage.store import PARQUET_WRITER_VERSION, Store

RUN_TIME_FORMAT = "%Y%m%dT%H%M%S%fZ"
LIMITS_ONLY_WARNING = (
    "warning: this machine's kernel cannot keep the processes that read the files from other files and the "
    "network (it has no seccomp filter); only time, memory and output were limited, so read here only what "
    "you trust, or run on Linux 3.17 or newer on x86-64 or ARM64"
)


@dataclass(slots=True)
class RunRecord:
    """One run as it goes; begun when it is made, ended once by `finish` or `abort`.

    Attributes:
        outcomes: what became of each issue so far.
        isolation: how the processes that read files were confined; None while none has.
        run_id: sorts behind those of all runs before.
        failing: failures as they stood when the run began, by issue id.
    """

    store: Store
    settings: Settings
    request: Request
    engine: RunEngine
    watcher: Watcher
    clock: Clock
    outcomes: list[IssueOutcome] = field(default_factory=list)
    isolation: Isolation | None = None
    run_id: str = field(init=False)
    started_at: datetime = field(init=False)
    failing: dict[str, FailureRow] = field(init=False)
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self.started_at, self._began = self.clock(), time.monotonic()
        self.run_id = _run_id(self.store, self.started_at)
        self.failing = self.store.failures(self.request.source)

    def finish(self) -> RunReport:
        """Records the run, finds and sends its notices, and tells its end.

        Raises:
            StorageError: its row, the links between articles, or a whole dataset cannot be written.
        """
        if self.isolation is Isolation.LIMITS_ONLY:
            self.watcher.note(LIMITS_ONLY_WARNING)
        has_failures = any(outcome.state in FAILURES for outcome in self.outcomes)
        status = RunStatus.COMPLETED_WITH_FAILURES if has_failures else RunStatus.COMPLETED
        if self.request.preview:
            report = self._report(status)
        else:
            if any(outcome.state not in LEFT_ALONE for outcome in self.outcomes):
                self.store.update_index(self.request.source)
            report = self._report(status, self._notices())
            self.store.record_run(report.run)
            self._fold_runs()
            refresh_links(self.store)
            self.store.refresh_whole()
            report = replace(report, remarks=tell_hooks(self.settings, report))
        self.watcher.end(report)
        return report

    def _fold_runs(self) -> None:
        """Old runs go into fewer files; where that fails, they stay as they are."""
        try:
            self.store.fold_runs(self.started_at)
        except StorageError as error:
            self.watcher.note(f"warning: {error}")

    def abort(self, error: BaseException) -> None:
        """Records a run that was cut off, and tells it if it was not the user who did."""
        if self.request.preview:
            return
        why = (aborted(str(error)),) if isinstance(error, StorageError) else ()
        report = self._report(RunStatus.ABORTED, why)
        with suppress(StorageError):
            self.store.record_run(report.run)
        if report.notices:
            for remark in tell_hooks(self.settings, report):
                self.watcher.note(remark)

    def _notices(self) -> tuple[Notice, ...]:
        return find_notices(
            self.settings,
            self.store,
            self.outcomes,
            self.failing,
            kind=self.request.kind,
            source=self.request.source,
            run_id=self.run_id,
            now=self.started_at,
        )

    def _report(self, status: RunStatus, notices: tuple[Notice, ...] = ()) -> RunReport:
        outcomes = tuple(sorted(self.outcomes, key=lambda outcome: outcome.issue_id))
        return RunReport(self._row(status, notices), outcomes, notices)

    def _row(self, status: RunStatus, notices: tuple[Notice, ...]) -> RunRow:
        states = count_states(self.outcomes)
        seconds = time.monotonic() - self._began
        return RunRow(
            run_id=self.run_id,
            kind=self.request.kind.value,
            engine=self.engine.value,
            started_by=login_name() or "unknown",
            started_at=self.started_at,
            # Not the clock's time, since the clock may have been set back meanwhile.
            finished_at=self.started_at + timedelta(seconds=seconds),
            seconds=round(seconds, 3),
            status=status.value,
            found_count=states.total() - states[State.NOT_REACHED],
            published_count=states[State.PUBLISHED],
            unchanged_count=states[State.UNCHANGED],
            failed_count=states[State.FAILED],
            still_failing_count=states[State.STILL_FAILING],
            article_count=sum(
                outcome.article_count for outcome in self.outcomes if outcome.state is State.PUBLISHED
            ),
            workers=self.settings.workers,
            pipeline_version=PIPELINE_VERSION,
            python_version=platform.python_version(),
            pyarrow_version=PARQUET_WRITER_VERSION,
            stale_count=sum(outcome.is_stale for outcome in self.outcomes),
            new_issues=sorted(outcome.issue_id for outcome in self.outcomes if outcome.is_new),
            notices=[notice.sentence for notice in notices],
            notice_count=len(notices),
            isolation=None if self.isolation is None else self.isolation.value,
        )


def _run_id(store: Store, started_at: datetime) -> str:
    """An id that sorts behind those of all runs before, even if the clock was set back since."""
    at = started_at
    with suppress(ValueError, IndexError):
        last = store.run_ids()[-1].split("-")[0]
        at = max(at, datetime.strptime(last, RUN_TIME_FORMAT).replace(tzinfo=UTC) + timedelta(microseconds=1))
    return f"{at.strftime(RUN_TIME_FORMAT)}-{secrets.token_hex(4)}"


def login_name() -> str | None:
    """Name of the user; a container may have none for its number, and the environment may hold any bytes."""
    try:
        return os.fsencode(getpass.getuser()).decode("utf-8", "replace")
    except (KeyError, OSError):
        return None
