"""Who carries the issues along the road: threads of this process, told to Prefect or not.

Both take the same road and give the same outcomes; Prefect adds something to watch. It is told of issues
in batches, since each task run costs it as much as a small issue costs to read. Prefect is imported by its
engine only.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextvars import copy_context
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol

from flows.run.report import WITH_FAILURES, IssueOutcome, State, tell_counts
from flows.run.wording import plural
from schemas.kinds import RunEngine
from tasks.discover import Found

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State as PrefectState

Travel = Callable[[Found], IssueOutcome]

# A task run costs Prefect 40 ms of CPU, client and server together: less than 2 ms an issue.
BATCH_ISSUES = 25


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
            futures = [pool.submit(travel, issue) for issue in issues]
            for future in as_completed(futures):
                yield future.result()


class PrefectEngine:
    """The same threads, each of which goes from one Prefect task to the next; only within a flow run.

    A task takes its issues one by one from those that still wait, and up to `BATCH_ISSUES` of them; so
    no thread is idle while issues wait, whatever each of them takes.
    """

    name = RunEngine.PREFECT

    def carry(self, travel: Travel, issues: Sequence[Found], workers: int) -> Iterator[IssueOutcome]:
        batches = _Batches(travel, issues)
        with ThreadPoolExecutor(workers, thread_name_prefix="issue") as pool:
            # Each thread in a context of its own, in which Prefect finds the flow run.
            threads = [pool.submit(copy_context().run, batches.carry) for _ in range(workers)]
            yield from batches.outcomes(threads)


class _Batches:
    """Issues that wait, and the Prefect tasks that carry them."""

    def __init__(self, travel: Travel, issues: Sequence[Found]) -> None:
        self._travel = travel
        self._waiting = deque(issues)
        self._is_halted = False
        # None is put by a thread that has nothing left to do.
        self._ended: SimpleQueue[IssueOutcome | None] = SimpleQueue()

    def outcomes(self, threads: Sequence[Future[None]]) -> Iterator[IssueOutcome]:
        """Outcomes as they come, until all threads have ended; raises what one of them raised."""
        at_work = len(threads)
        while at_work:
            outcome = self._ended.get()
            if outcome is None:
                at_work -= 1
            else:
                yield outcome
        for thread in threads:
            thread.result()

    def carry(self) -> None:
        """Carries batches, a task run each, until no issue waits or the run is to end early."""
        from prefect import task
        from prefect.cache_policies import NO_CACHE
        from prefect.utilities.annotations import quote

        carry_batch = task(name="issues", task_run_name="issues from {first_id}", cache_policy=NO_CACHE)(
            self._carry_batch
        )
        try:
            while (first := self._take()) is not None:
                if self._is_halted:
                    self._carry_one(first)
                    continue
                # Quoted, or Prefect would search it for futures.
                state = carry_batch(first.source.issue_id, quote(first), return_state=True)
                # What a batch says of its issues is no fault; all else that fails is one of ours.
                if state.is_failed() and state.name != WITH_FAILURES:
                    state.result()
        finally:
            self._ended.put(None)

    def _carry_batch(self, first_id: str, first: Found) -> PrefectState[Any]:
        """Carries `first` and what waits behind it; its id is the task run's name."""
        from prefect.states import Cancelled, Completed, Failed

        outcomes = [self._carry_one(first)]
        while len(outcomes) < BATCH_ISSUES and not self._is_halted and (issue := self._take()) is not None:
            outcomes.append(self._carry_one(issue))
        message = f"{plural(len(outcomes), 'issue')}: {tell_counts(outcomes)}"
        if outcomes[-1].state is State.NOT_REACHED:
            return Cancelled(message=message)
        if any(outcome.needs_someone for outcome in outcomes):
            return Failed(name=WITH_FAILURES, message=message)
        return Completed(message=message)

    def _carry_one(self, issue: Found) -> IssueOutcome:
        outcome = self._travel(issue)
        if outcome.state is State.NOT_REACHED:
            self._is_halted = True
        self._ended.put(outcome)
        return outcome

    def _take(self) -> Found | None:
        try:
            return self._waiting.popleft()
        except IndexError:
            return None
