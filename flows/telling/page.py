"""A run on Prefect's page while it works: a line of the flow run's log for each issue, and its progress.

The run as a whole is left there at its end by `flows.telling.artifact`. Whatever keeps Prefect from
listening meanwhile, such as a server that is being restarted, does not stop the run.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from uuid import UUID

import httpx
from prefect import get_run_logger
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.exceptions import PrefectException

from flows.run.report import FAILURES, IssueOutcome, RunReport, State, tell_counts
from flows.run.wording import plural
from flows.telling.logs import FOR_THE_PAGE
from flows.telling.progress import closing_line, result_words
from schemas.kinds import RunKind

# An update costs Prefect as much as a task run; a run that ends within this time needs none.
PROGRESS_SECONDS = 10


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
        self._say(logging.INFO, closing_line(report))

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
