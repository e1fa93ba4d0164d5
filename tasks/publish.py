"""Hands what a run found about an issue to storage: its valid rows, or why there are none."""

from __future__ import annotations

from datetime import datetime

from schemas.errors import IssueError
from schemas.rows import IssueRows
from schemas.run_rows import FailureRow
from schemas.version import PIPELINE_VERSION
from tasks.published.retry import next_try
from tasks.storage.store import Store


def publish_issue(rows: IssueRows, store: Store) -> None:
    store.publish(rows)


def publish_failure(
    error: IssueError,
    *,
    issue_id: str,
    source_path: str,
    source_sha256: str | None,
    profile_sha256: str | None,
    run_id: str,
    now: datetime,
    store: Store,
    is_recorded: bool = True,
) -> FailureRow:
    """Why the issue could not be published, counting on from an earlier failure of the same input.

    Args:
        error: what went wrong.
        issue_id: the issue, or the id made for a file that is none.
        source_path: path below raw.
        source_sha256: None where the bytes were not read.
        profile_sha256: None where the profile was not read.
        run_id: the run that saw it.
        now: time of the failure, UTC.
        store: where it is recorded; needs the issue's lock.
        is_recorded: whether the row goes into `failures`, or is only returned.
    """
    earlier = store.failure(issue_id)
    is_same_input = earlier is not None and (
        earlier["source_sha256"],
        earlier["profile_sha256"],
        earlier["pipeline_version"],
    ) == (source_sha256, profile_sha256, PIPELINE_VERSION)
    row = FailureRow(
        issue_id=issue_id,
        source_path=source_path,
        source_sha256=source_sha256,
        profile_sha256=profile_sha256,
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
        last_good_published=store.is_published(issue_id),
        next_try=None,
    )
    row["next_try"] = next_try(row)
    if is_recorded:
        store.record_failure(row)
    return row
