"""Rows of `runs` and `failures`: what a run did, and which issues it could not publish.

They are the only datasets with clock times, all of them aware datetimes in UTC. Rows derived from an
issue's bytes stand in `schemas.rows`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict


class RunRow(TypedDict):
    """One row of `runs`, at `runs/<run_id>.parquet`.

    `run_id` is `<UTC start as YYYYMMDDTHHMMSSffffffZ>-<8 hexadecimal digits>`. `kind` is `ingest` or
    `reprocess`, `started_by` the user's login name, `engine` `prefect` or `direct`, `status`
    `completed`, `completed_with_failures` or `aborted`. `found_count` is the sum of the four counts
    after it: published, unchanged, failed in this run, still failing from an earlier one.

    Of the unchanged, `stale_count` were published by an older version. `new_issues` are ids published for
    the first time, `notices` what a person should know, a sentence each. All from `stale_count` on is
    None in rows that were written before these columns came. `isolation` is `full` or `limits_only`, and
    None, too, where no file was read.
    """

    run_id: str
    kind: str
    engine: str
    started_by: str
    started_at: datetime
    finished_at: datetime
    seconds: float
    status: str
    found_count: int
    published_count: int
    unchanged_count: int
    failed_count: int
    still_failing_count: int
    article_count: int
    workers: int
    pipeline_version: str
    python_version: str
    pyarrow_version: str
    stale_count: int | None
    new_issues: list[str] | None
    notices: list[str] | None
    notice_count: int | None
    isolation: str | None


class FailureRow(TypedDict):
    """One row of `failures`, at `failures/source=<source>/<slug>.parquet`; gone once the issue publishes.

    `stage` and `code` are those of `schemas.errors.IssueError`; `sentence` names no file. `source_path`
    is relative to raw, `source_sha256` and `profile_sha256` are None where they could not be read.
    `attempts` counts tries of the same bytes, profile and version. `last_good_published` says
    whether an earlier result of the issue stays published. `next_try` is None when only a change of
    bytes, profile or version brings another try.
    """

    issue_id: str
    source_path: str
    source_sha256: str | None
    profile_sha256: str | None
    pipeline_version: str
    stage: str
    code: str
    sentence: str
    is_transient: bool
    attempts: int
    first_seen: datetime
    last_seen: datetime
    run_id: str
    last_good_published: bool
    next_try: datetime | None
