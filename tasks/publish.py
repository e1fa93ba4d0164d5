"""Hands what a run made of an issue to storage: its valid rows, or a failure that says why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from schemas.errors import IssueError
from schemas.rows import IssueRows
from schemas.run_rows import FailureRow
from schemas.version import PIPELINE_VERSION
from tasks.discover import Found, Problem
from tasks.published.retry import next_try
from tasks.storage.store import Store


@dataclass(frozen=True, slots=True)
class Input:
    """What could not be published, by which a further failure is known to be the same one.

    Attributes:
        issue_id: the issue, or the id made for a file that is none.
        source_path: path below raw.
        source_sha256: None where the bytes were not read.
        profile_sha256: None where the profile was not read.
    """

    issue_id: str
    source_path: str
    source_sha256: str | None = None
    profile_sha256: str | None = None

    @classmethod
    def of(cls, what: Found | Problem) -> Input:
        if isinstance(what, Problem):
            return cls(what.issue_id, what.relative_path)
        source = what.source
        return cls(source.issue_id, source.relative_path, source.sha256, what.profile_sha256)


def publish_issue(rows: IssueRows, store: Store) -> None:
    store.publish(rows)


def publish_failure(row: FailureRow, store: Store) -> None:
    store.record_failure(row)


def describe_failure(
    error: IssueError, tried: Input, store: Store, *, run_id: str, now: datetime
) -> FailureRow:
    """Why `tried` could not be published, counting on from an earlier failure of the same input.

    Args:
        error: what went wrong.
        tried: what it went wrong with.
        store: tells of earlier failures and results; needs the issue's lock.
        run_id: the run that saw it.
        now: time of the failure, UTC.
    """
    earlier = store.failure(tried.issue_id)
    is_same_input = earlier is not None and (
        earlier["source_sha256"],
        earlier["profile_sha256"],
        earlier["pipeline_version"],
    ) == (tried.source_sha256, tried.profile_sha256, PIPELINE_VERSION)
    row = FailureRow(
        issue_id=tried.issue_id,
        source_path=tried.source_path,
        source_sha256=tried.source_sha256,
        profile_sha256=tried.profile_sha256,
        pipeline_version=PIPELINE_VERSION,
        stage=error.stage,
        code=error.code,
        sentence=error.sentence,
        is_transient=error.is_transient,
        attempts=earlier["attempts"] + 1 if earlier is not None and is_same_input else 1,
        # The earlier of the two, should the clock have been set back since.
        first_seen=min(earlier["first_seen"], now) if earlier is not None else now,
        last_seen=now,
        run_id=run_id,
        last_good_published=store.is_published(tried.issue_id),
        next_try=None,
    )
    return {**row, "next_try": next_try(row)}
