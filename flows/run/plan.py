"""What a run has to do: which issues are due, which are as they were, which fail as before.

It reads what is published and what failed; it opens no bulletin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from schemas.kinds import RunKind
from schemas.run_rows import FailureRow
from schemas.version import PIPELINE_VERSION
from tasks.discover import Discovery, Found, Problem
from tasks.published.retry import is_due
from tasks.storage.store import PublishedState, Store


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
class Plan:
    """Every discovered issue in exactly one place.

    Attributes:
        due: to be read, analysed and published.
        problems: to be recorded as failures without being read.
        unchanged: published from the same bytes, profile and version.
        stale: published from the same bytes and profile by another version; left as they are, as long
            as their files have the columns of this one, since one call has to open a whole dataset.
        still_failing: failed before, nothing has changed since, and it is not yet time to try again.
        settled: issue ids whose failure has lost its cause and goes.
    """

    due: tuple[Found, ...]
    problems: tuple[Problem, ...]
    unchanged: tuple[Found, ...] = ()
    stale: tuple[Found, ...] = ()
    still_failing: tuple[FailureRow, ...] = ()
    settled: tuple[str, ...] = ()

    @property
    def found_count(self) -> int:
        places = (self.due, self.problems, self.unchanged, self.stale, self.still_failing)
        return sum(map(len, places))


def make_plan(
    discovery: Discovery, store: Store, *, now: datetime, source: str | None = None, force: bool = False
) -> Plan:
    """Sorts what was discovered by what is published and what failed.

    Args:
        discovery: what lies under raw.
        store: what is published, and what failed.
        now: time of the run, UTC, for what is tried again after some nights.
        source: only this source was discovered.
        force: every readable issue is due.
    """
    failing, failures = set(store.failing_issues(source)), store.failures(source)
    due, unchanged, stale = [], [], []
    still_failing: list[FailureRow] = []
    for issue, published in _with_states(discovery, store, source):
        failure = failures.get(issue.source.issue_id)
        if force:
            due.append(issue)
        elif is_up_to_date(issue, published):
            unchanged.append(issue)
        elif failure is not None and _is_same_input(issue, failure):
            if _has_to_wait(failure, now):
                still_failing.append(failure)
            else:
                due.append(issue)
        elif _is_stale(issue, published):
            stale.append(issue)
        else:
            due.append(issue)
    problems = []
    for problem in discovery.problems:
        failure = failures.get(problem.issue_id)
        if failure is not None and _is_same_problem(problem, failure) and _has_to_wait(failure, now):
            still_failing.append(failure)
        else:
            problems.append(problem)
    return Plan(
        due=tuple(due),
        problems=tuple(problems),
        unchanged=tuple(unchanged),
        stale=tuple(stale),
        still_failing=tuple(still_failing),
        settled=tuple(sorted(failing - _failing_ids(due, problems, still_failing))),
    )


def select_stale(discovery: Discovery, store: Store) -> tuple[Found, ...]:
    """Issues under raw whose published result another version made, whatever became of them since."""
    return tuple(
        issue
        for issue, published in _with_states(discovery, store)
        if published is not None and published.pipeline_version != PIPELINE_VERSION
    )


def _with_states(
    discovery: Discovery, store: Store, source: str | None = None
) -> Iterator[tuple[Found, PublishedState | None]]:
    issue_ids = [issue.source.issue_id for issue in discovery.found]
    return zip(discovery.found, store.published_states(issue_ids, source), strict=True)


def is_up_to_date(issue: Found, published: PublishedState | None) -> bool:
    return published == PublishedState(issue.source.sha256, issue.profile_sha256, PIPELINE_VERSION)


def _is_stale(issue: Found, published: PublishedState | None) -> bool:
    """Whether only the version differs, not the columns; an issue that is up to date was told before."""
    return (
        published is not None
        and published.has_these_columns
        and (published.source_sha256, published.profile_sha256) == (issue.source.sha256, issue.profile_sha256)
    )


def _is_same_input(issue: Found, failure: FailureRow) -> bool:
    return (failure["source_sha256"], failure["profile_sha256"]) == (
        issue.source.sha256,
        issue.profile_sha256,
    )


def _is_same_problem(problem: Problem, failure: FailureRow) -> bool:
    return (failure["code"], failure["sentence"]) == (problem.code, problem.sentence)


def _has_to_wait(failure: FailureRow, now: datetime) -> bool:
    """Whether nothing speaks for another try: the version is the same, and it is not time yet."""
    return failure["pipeline_version"] == PIPELINE_VERSION and not is_due(failure, now)


def _failing_ids(
    due: Iterable[Found], problems: Iterable[Problem], still_failing: Iterable[FailureRow]
) -> set[str]:
    """Issues whose failure stays, or is dealt with when the issue itself is."""
    return (
        {issue.source.issue_id for issue in due}
        | {problem.issue_id for problem in problems}
        | {row["issue_id"] for row in still_failing}
    )
