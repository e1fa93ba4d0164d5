"""What a run has to do: which issues are due, which are as they were, which fail as before.

It reads what is published and what failed; it opens no bulletin.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.run_rows import FailureRow
from schemas.version import PIPELINE_VERSION
from tasks.discover import Discovery, Found, Problem
from tasks.storage import PublishedState, Store

# What may pass at another time is tried by this many runs; then only a change brings a new try.
MAX_TRANSIENT_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """Every discovered issue in exactly one place.

    Attributes:
        due: to be read, analysed and published.
        problems: to be recorded as failures without being read.
        unchanged: published from the same bytes, profile and version.
        still_failing: failed before, and nothing has changed since.
        settled: issue ids whose failure has lost its cause and goes.
    """

    due: tuple[Found, ...]
    problems: tuple[Problem, ...]
    unchanged: tuple[Found, ...]
    still_failing: tuple[FailureRow, ...]
    settled: tuple[str, ...]

    @property
    def found_count(self) -> int:
        return len(self.due) + len(self.problems) + len(self.unchanged) + len(self.still_failing)


def make_plan(discovery: Discovery, store: Store, *, source: str | None = None, force: bool = False) -> Plan:
    """Sorts what was discovered by what is published; `force` makes every readable issue due."""
    failing = set(store.failing_issues(source))
    due, unchanged = [], []
    still_failing: list[FailureRow] = []
    for issue in discovery.found:
        failure = store.failure(issue.source.issue_id) if issue.source.issue_id in failing else None
        if not force and is_up_to_date(issue, store.published_state(issue.source.issue_id)):
            unchanged.append(issue)
        elif not force and failure is not None and _fails_as_before(issue, failure):
            still_failing.append(failure)
        else:
            due.append(issue)
    problems = []
    for problem in discovery.problems:
        failure = store.failure(problem.issue_id) if problem.issue_id in failing else None
        if failure is not None and _is_same_problem(problem, failure):
            still_failing.append(failure)
        else:
            problems.append(problem)
    return Plan(
        due=tuple(due),
        problems=tuple(problems),
        unchanged=tuple(unchanged),
        still_failing=tuple(still_failing),
        settled=tuple(sorted(failing - _failing_ids(due, problems, still_failing))),
    )


def is_up_to_date(issue: Found, published: PublishedState | None) -> bool:
    return published == PublishedState(issue.source.sha256, issue.profile_sha256, PIPELINE_VERSION)


def _fails_as_before(issue: Found, failure: FailureRow) -> bool:
    is_same_input = (failure["source_sha256"], failure["profile_sha256"], failure["pipeline_version"]) == (
        issue.source.sha256,
        issue.profile_sha256,
        PIPELINE_VERSION,
    )
    may_pass = failure["is_transient"] or failure["code"] == "internal"
    is_given_up = not may_pass or failure["attempts"] >= MAX_TRANSIENT_ATTEMPTS
    return is_same_input and is_given_up


def _is_same_problem(problem: Problem, failure: FailureRow) -> bool:
    return (failure["code"], failure["sentence"], failure["pipeline_version"]) == (
        problem.code,
        problem.sentence,
        PIPELINE_VERSION,
    )


def _failing_ids(
    due: Iterable[Found], problems: Iterable[Problem], still_failing: Iterable[FailureRow]
) -> set[str]:
    """Issues whose failure stays, or is dealt with when the issue itself is."""
    return (
        {issue.source.issue_id for issue in due}
        | {problem.issue_id for problem in problems}
        | {row["issue_id"] for row in still_failing}
    )
