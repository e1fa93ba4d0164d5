"""A run on Prefect's page: a line of the flow run's log for each issue, its progress, name and end.

The report of the run is left there at its end by `flows.telling.artifact`. Whatever keeps Prefect from
listening meanwhile, such as a server that is being restarted, does not stop the run.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

import httpx
from prefect import get_run_logger
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State as PrefectState
from prefect.exceptions import PrefectException
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from flows.run.report import FAILURES, WITH_FAILURES, IssueOutcome, RunReport, State, tell_counts
from flows.run.wording import plural
from flows.telling.logs import FOR_THE_PAGE
from flows.telling.progress import closing_line, result_words
from schemas.kinds import RunKind
from schemas.notices import NoticeKind
from tasks.storage.schedule import load_schedule

# An update costs Prefect as much as a task run; a run that ends within this time needs none.
PROGRESS_SECONDS = 10
# Reasons that the state of a run names; all of them are in its log.
MAX_REASONS = 3


class PageWatcher:
    """Tells Prefect of a run; only within a flow run."""

    def __init__(self, kind: RunKind) -> None:
        self._key = f"bulletins-{kind.value}-progress"
        self._artifact: UUID | None = None
        self._outcomes: list[IssueOutcome] = []
        self._total = 0
        self._told_at = 0.0

    def note(self, text: str) -> None:
        self._say(logging.INFO, text)

    def begin(self, run_id: str, total: int) -> None:
        self._total, self._told_at = total, time.monotonic()
        self._say(logging.INFO, f"run {run_id}: {plural(total, 'issue')} to do")

    def done(self, outcome: IssueOutcome) -> None:
        self._outcomes.append(outcome)
        place = f"[{len(self._outcomes)}/{self._total}] {outcome.issue_id}"
        if outcome.state in FAILURES:
            self._say(logging.WARNING, f"{place}: {outcome.state.words}: {outcome.explanation}")
        elif outcome.state is not State.NOT_REACHED:
            warned = f", {plural(len(outcome.warnings), 'warning')}" if outcome.warnings else ""
            self._say(logging.INFO, f"{place}: {result_words(outcome)}{warned}")
        if time.monotonic() - self._told_at >= PROGRESS_SECONDS:
            self._show_progress()
            self._told_at = time.monotonic()

    def end(self, report: RunReport) -> None:
        if self._artifact is not None:
            self._show_progress()
        for outcome in report.outcomes:
            if outcome.state is State.STILL_FAILING:
                level = logging.WARNING if outcome.needs_someone else logging.INFO
                self._say(level, f"{outcome.issue_id}: {outcome.state.words}: {outcome.explanation}")
        for notice in report.notices:
            if notice.kind is not NoticeKind.NEW_FAILURE:  # the line of the failure says it all
                self._say(logging.WARNING, f"notice: {notice.sentence}")
        for remark in report.remarks:
            self._say(logging.WARNING, remark)
        self._say(logging.INFO, closing_line(report))

    def warn(self, line: str) -> None:
        self._say(logging.WARNING, line)

    def _show_progress(self) -> None:
        """A progress bar on the page, with the counts so far beside it."""
        share = 100 * len(self._outcomes) / self._total
        counts = f"{len(self._outcomes)} of {plural(self._total, 'issue')}: {tell_counts(self._outcomes)}"
        with suppress(PrefectException, httpx.HTTPError):
            if self._artifact is None:
                made = create_progress_artifact(share, key=self._key, description=counts)
                assert isinstance(made, UUID), "Prefect gives a coroutine only within an event loop"
                self._artifact = made
            else:
                update_progress_artifact(self._artifact, share, description=counts)

    def _say(self, level: int, line: str) -> None:
        get_run_logger().log(level, line, extra={FOR_THE_PAGE: True})


def name_run(state_folder: Path, words: str) -> None:
    """Names the flow run after when it began and what came of it, in the zone of the timetable."""
    schedule = load_schedule(state_folder)
    is_known = schedule is not None and schedule.timezone in available_timezones()
    zone = ZoneInfo(schedule.timezone) if schedule is not None and is_known else UTC
    begun = flow_run.scheduled_start_time.astimezone(zone)
    with suppress(PrefectException, httpx.HTTPError), get_client(sync_client=True) as client:
        client.update_flow_run(UUID(flow_run.id), name=f"{begun:%Y-%m-%d %H:%M} {words}")


def outcome_words(report: RunReport) -> str:
    """What came of a run, short enough for a name."""
    told = [
        outcome
        for outcome in report.outcomes
        if outcome.needs_someone or outcome.state not in {State.UNCHANGED, State.STILL_FAILING}
    ]
    return tell_counts(told) or "nothing new"


def end_state(report: RunReport, not_fetched: Sequence[str] = ()) -> PrefectState[Any]:
    """The state that a flow run ends in: failed if it leaves anything that needs someone.

    Args:
        report: the run.
        not_fetched: what could not be fetched and nobody has acknowledged, a sentence each.
    """
    reasons = [outcome.explanation for outcome in report.outcomes if outcome.needs_someone]
    reasons += not_fetched
    if not reasons:
        return Completed(message=closing_line(report))
    told = reasons[:MAX_REASONS]
    more = [f"and {len(reasons) - MAX_REASONS} more in the logs"] if len(reasons) > MAX_REASONS else []
    return Failed(name=WITH_FAILURES, message="; ".join([closing_line(report), *told, *more]))
