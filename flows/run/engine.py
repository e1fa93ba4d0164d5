"""Who carries the issues along the road: plain threads, or Prefect tasks in threads.

Both take the same road and give the same outcomes; Prefect adds retries, logs and something to watch.
Prefect is imported by its engine only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from flows.run.report import IssueOutcome
from flows.run.road import Steps
from schemas.errors import IssueError
from schemas.kinds import RunEngine
from tasks.analyse import analyse_file
from tasks.discover import Found
from tasks.publish import publish_issue
from tasks.validate import validate_issue

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State as PrefectState
    from prefect.client.schemas.objects import TaskRun
    from prefect.futures import PrefectFuture
    from prefect.task_runners import TaskRunner
    from prefect.tasks import Task

T = TypeVar("T")
Travel = Callable[[Found, Steps], IssueOutcome]

PLAIN_STEPS = Steps(analyse_file, validate_issue, publish_issue)
# Failures of an instant; a time limit is left to the next run, when the machine may be less busy.
RETRIED_CODES = frozenset({"crash", "changed_while_read", "unreadable"})
RETRIES = 1
RETRY_DELAY_SECONDS = 2


class Engine(Protocol):
    """Carries issues, several at a time."""

    name: RunEngine

    def carry(self, travel: Travel, issues: Sequence[Found], workers: int) -> Iterator[IssueOutcome]:
        """Outcomes in the order in which issues end."""
        ...


class DirectEngine:
    """Threads of this process; the work itself is in the sandbox's children."""

    name = RunEngine.DIRECT

    def carry(self, travel: Travel, issues: Sequence[Found], workers: int) -> Iterator[IssueOutcome]:
        with ThreadPoolExecutor(workers, thread_name_prefix="issue") as pool:
            futures = [pool.submit(travel, issue, PLAIN_STEPS) for issue in issues]
            for future in as_completed(futures):
                yield future.result()


class PrefectEngine:
    """One Prefect task per issue, and within it one per step; only within a flow run."""

    name = RunEngine.PREFECT

    def carry(self, travel: Travel, issues: Sequence[Found], workers: int) -> Iterator[IssueOutcome]:
        from prefect import task
        from prefect.cache_policies import NO_CACHE
        from prefect.futures import as_completed as as_futures_complete

        steps = _prefect_steps()

        @task(name="issue", task_run_name="{issue_id}", cache_policy=NO_CACHE)
        def travel_one(issue_id: str, issue: Found) -> IssueOutcome:
            return travel(issue, steps)

        # The flow's task runner bounds how many are under way at a time.
        futures = [travel_one.submit(issue.source.issue_id, _quoted(issue)) for issue in issues]
        for future in as_futures_complete(futures):
            yield future.result()


def thread_runner(workers: int) -> TaskRunner[PrefectFuture[Any]]:
    """What a flow needs so that `workers` issues are under way at a time."""
    from prefect.task_runners import ThreadPoolTaskRunner

    runner: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=workers)
    return runner


def _prefect_steps() -> Steps:
    """The plain steps as Prefect tasks; reading is tried once more where that may help."""
    from prefect import task
    from prefect.cache_policies import NO_CACHE

    analyse = task(
        name="analyse",
        cache_policy=NO_CACHE,
        retries=RETRIES,
        retry_delay_seconds=RETRY_DELAY_SECONDS,
        retry_condition_fn=_may_pass,
    )(analyse_file)
    validate = task(name="validate", cache_policy=NO_CACHE)(validate_issue)
    publish = task(name="publish", cache_policy=NO_CACHE)(publish_issue)
    return Steps(
        lambda issue, sandbox, limits: analyse(_quoted(issue), _quoted(sandbox), _quoted(limits)),
        lambda rows, issue: validate(_quoted(rows), _quoted(issue)),
        lambda rows, store: publish(_quoted(rows), _quoted(store)),
    )


def _quoted(value: T) -> T:
    """`value` as an argument that Prefect hands on without searching it for futures."""
    from prefect.utilities.annotations import quote

    return cast(T, quote(value))


def _may_pass(_task: Task[Any, Any], _run: TaskRun, state: PrefectState[Any]) -> bool:
    """Whether a second try right away has a chance."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, IssueError) and error.code in RETRIED_CODES
