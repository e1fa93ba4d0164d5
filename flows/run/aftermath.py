"""What follows a run's work: its notices, and the message to the user's hooks.

What is worth a notice is decided in `tasks.published.notices`, how a message travels in
`flows.run.hooks`. Nothing here can make a run fail: what goes wrong becomes a notice or a remark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flows.run.hooks import post, run_command
from flows.run.report import IssueOutcome, RunReport, State
from flows.run.wording import as_json
from flows.settings import NotifyOn, Settings
from schemas.errors import StorageError
from schemas.kinds import RunKind, RunStatus
from schemas.notices import REMEMBERED_RUNS, Notice, NoticeKind
from schemas.run_rows import FailureRow
from tasks.fetching.notices import fetch_notices, new_troubles
from tasks.published.catalogue import Catalogue
from tasks.published.notices import (
    ISSUE_COLUMNS,
    RUN_COLUMNS,
    arrivals_of,
    failure_notices,
    in_order,
    issue_notices,
    issues_to_measure,
    missed_runs,
    not_compared,
    silent_sources,
    without_told,
)
from tasks.storage.schedule import expected_within_hours
from tasks.storage.store import Store


def find_notices(
    settings: Settings,
    store: Store,
    outcomes: Sequence[IssueOutcome],
    before: Mapping[str, FailureRow],
    *,
    kind: RunKind,
    source: str | None,
    run_id: str,
    now: datetime,
) -> tuple[Notice, ...]:
    """What a person should know of a run that has just ended and is not recorded yet.

    Args:
        settings: the raw folder, and how often a run is expected.
        store: the datasets.
        outcomes: what the run did.
        before: failures as they stood when it began.
        kind: silence is only judged by an ingest.
        source: the one source the run looked at; None when it was all of them.
        run_id: the run.
        now: when it began, UTC.
    """
    catalogue = Catalogue(store.processed)
    published = {outcome.issue_id for outcome in outcomes if outcome.state is State.PUBLISHED}
    known = {outcome.issue_id for outcome in outcomes if outcome.acknowledged is not None}
    notices = [
        notice
        for notice in failure_notices(before, store.failures(source), published, run_id)
        if notice.kind is not NoticeKind.PERSISTENT_FAILURE or notice.subject not in known
    ]
    try:
        issues = catalogue.read_dataset("issues", ISSUE_COLUMNS)
        runs = catalogue.recent_runs(REMEMBERED_RUNS, RUN_COLUMNS)
        lengths = catalogue.median_words(issues_to_measure(issues, published))
        notices += without_told(issue_notices(issues, lengths, published), runs)
        if kind is RunKind.INGEST:
            arrivals = dict.fromkeys(_new_ids(outcomes), now.date()) | arrivals_of(runs)
            silent = silent_sources(issues, arrivals, now.date())
            troubles = new_troubles(settings.raw, store.state)
            silent += fetch_notices(troubles, now)
            notices += without_told([notice for notice in silent if source in {None, notice.subject}], runs)
            notices += missed_runs(runs, now, expected_within_hours(settings.run_within_hours, store.state))
    except StorageError as error:
        notices.append(not_compared(str(error)))
    return in_order(notices)


def _new_ids(outcomes: Sequence[IssueOutcome]) -> list[str]:
    return [outcome.issue_id for outcome in outcomes if outcome.is_new]


def tell_hooks(settings: Settings, report: RunReport) -> tuple[str, ...]:
    """Hands the run to the command and the address that the user named; a sentence for each failure."""
    if settings.notify_on is NotifyOn.PROBLEMS and not _has_problems(report):
        return ()
    message = as_json(report.as_message()).encode()
    faults = []
    if settings.notify_command is not None:
        faults.append(run_command(settings.notify_command, message))
    if settings.notify_url is not None:
        faults.append(post(settings.notify_url, message))
    return tuple(fault for fault in faults if fault is not None)


def _has_problems(report: RunReport) -> bool:
    """Whether the run is worth a message; what fails as before was told when it began to."""
    return bool(
        report.notices
        or report.run["status"] == RunStatus.ABORTED
        or any(outcome.state is State.FAILED and outcome.needs_someone for outcome in report.outcomes)
    )
