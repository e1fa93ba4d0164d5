"""The road of one issue within a run: lock, analyse, validate, publish, and the barrier around it.

Whatever goes wrong with an issue stays with it: this module holds the only broad `except` of the
project. What the steps do is told in `tasks`, and who calls this, and how many at a time, in
`flows.run.engine`.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flows.run.context import about_issue
from flows.run.plan import is_up_to_date
from flows.run.report import IssueOutcome, State
from schemas.errors import IssueError, StorageError
from schemas.kinds import Stage
from schemas.limits import ReadLimits
from schemas.rows import IssueRows
from tasks.analyse import analyse_file
from tasks.discover import Found, Problem
from tasks.isolation.sandbox import Sandbox
from tasks.publish import Input, describe_failure, publish_failure, publish_issue
from tasks.published.compare import compare_articles
from tasks.storage.acknowledged import who_acknowledged
from tasks.storage.store import Store
from tasks.validate import validate_issue

# What discovery cannot read now it may read another night: a folder that is mounted late, a network.
PASSING_PROBLEMS = frozenset({"unreadable"})
# Failures of an instant; a time limit is left to the next run, when the machine may be less busy.
RETRIED_CODES = frozenset({"crash", "changed_while_read", "unreadable"})
RETRY_DELAY_SECONDS = 2

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Halt:
    """Ends a run early: issues not yet begun are not begun. Keeps the first error that asked for it."""

    error: StorageError | None = None
    _event: threading.Event = field(default_factory=threading.Event)

    def ask(self, error: StorageError | None = None) -> None:
        self.error = self.error or error
        self._event.set()

    @property
    def is_asked(self) -> bool:
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Waits so long, or until the end is asked for; whether it is."""
        return self._event.wait(seconds)


@dataclass(frozen=True, slots=True)
class Road:
    """What all issues of a run share.

    Attributes:
        force: publish again what is up to date.
        preview: do everything but publish and record.
        lock_seconds: how long to wait for another run that holds an issue.
        clock: tells the time, UTC.
    """

    store: Store
    sandbox: Sandbox
    limits: ReadLimits
    run_id: str
    halt: Halt
    force: bool = False
    preview: bool = False
    lock_seconds: float = 60.0
    clock: Clock = utc_now

    def travel(self, issue: Found) -> IssueOutcome:
        """Takes one issue the whole way; never raises for anything that is wrong with the issue."""
        with about_issue(issue.source.issue_id):
            return self._travel(issue)

    def _travel(self, issue: Found) -> IssueOutcome:
        began = time.monotonic()
        if self.halt.is_asked:
            return _untouched(issue, State.NOT_REACHED)
        try:
            with self.store.issue_lock(issue.source.issue_id, wait_seconds=self.lock_seconds) as is_held:
                if not is_held:
                    return _locked(issue.source.issue_id, issue.source.relative_path)
                return self._travel_locked(issue, began)
        except StorageError as error:
            self.halt.ask(error)
            return _untouched(issue, State.NOT_REACHED)

    def refuse(self, problem: Problem) -> IssueOutcome:
        """Records something under raw that cannot become an issue."""
        error = IssueError(
            "discover", problem.code, problem.sentence, is_transient=problem.code in PASSING_PROBLEMS
        )
        with self.store.issue_lock(problem.issue_id, wait_seconds=self.lock_seconds) as is_held:
            if not is_held:
                return _locked(problem.issue_id, problem.relative_path)
            return self._fail(error, Input.of(problem), 0.0)

    def settle(self, issue_id: str) -> None:
        """Drops a failure whose cause is gone; when another run holds the issue, that run decides."""
        with self.store.issue_lock(issue_id, wait_seconds=0) as is_held:
            if is_held:
                self.store.clear_failure(issue_id)

    def _travel_locked(self, issue: Found, began: float) -> IssueOutcome:
        source = issue.source
        if not self.force and is_up_to_date(issue, self.store.published_state(source.issue_id)):
            return _untouched(issue, State.UNCHANGED)
        try:
            return self._carry(issue, began)
        except StorageError:
            raise
        except IssueError as error:
            failure = error
        except Exception as error:  # the barrier: a fault in one issue's handling stops no other issue
            failure = _internal(error)
        if failure.code == "internal":
            self.store.keep_traceback(source.issue_id, "".join(traceback.format_exception(failure)))
        return self._fail(failure, Input.of(issue), time.monotonic() - began)

    def _carry(self, issue: Found, began: float) -> IssueOutcome:
        read, retried = self._analyse(issue)
        rows = validate_issue(read, issue)
        is_new = not self.store.is_published(issue.source.issue_id)
        earlier = [] if is_new else self.store.published_articles(issue.source.issue_id)
        changes = compare_articles(earlier, rows.articles)
        if not self.preview:
            publish_issue(rows, self.store)
        row = rows.issue
        return IssueOutcome(
            issue_id=row["issue_id"],
            source_path=row["source_path"],
            state=State.PREVIEWED if self.preview else State.PUBLISHED,
            article_count=row["article_count"],
            noise_share=row["char_count_noise"] / max(1, row["char_count"]),
            seconds=time.monotonic() - began,
            warnings=tuple(row["warnings"]),
            changes=changes,
            is_new=is_new and not self.preview,
            retried=retried,
        )

    def _analyse(self, issue: Found) -> tuple[IssueRows, str | None]:
        """Rows of the issue; and, where a second try was needed, the code of what failed the first time."""
        try:
            return analyse_file(issue, self.sandbox, self.limits), None
        except IssueError as error:
            if error.code not in RETRIED_CODES or self.halt.wait(RETRY_DELAY_SECONDS):
                raise
            retried = error.code
        return analyse_file(issue, self.sandbox, self.limits), retried

    def _fail(self, error: IssueError, tried: Input, seconds: float) -> IssueOutcome:
        row = describe_failure(error, tried, self.store, run_id=self.run_id, now=self.clock())
        if not self.preview:
            publish_failure(row, self.store)
        acknowledged = who_acknowledged(self.store.state, row)
        return IssueOutcome.failed(row, State.FAILED, seconds, acknowledged=acknowledged)


def _untouched(issue: Found, state: State) -> IssueOutcome:
    return IssueOutcome(issue.source.issue_id, issue.source.relative_path, state)


def _locked(issue_id: str, source_path: str) -> IssueOutcome:
    """Not recorded as a failure: the run that holds the issue records how it ended."""
    return IssueOutcome(
        issue_id,
        source_path,
        State.FAILED,
        stage=Stage.PUBLISH,
        code="locked",
        sentence="another run is still working on it; run again later",
    )


def _internal(error: Exception) -> IssueError:
    fault = IssueError(
        "publish",
        "internal",
        f"a fault of bulletins, not of the file ({type(error).__name__}: {error}); please report it",
    )
    fault.__cause__ = error
    return fault
