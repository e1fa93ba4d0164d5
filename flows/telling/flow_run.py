"""A run within a flow run of Prefect: carried out, shown on its page, ended in the state that it deserves.

A flow run that leaves failures is failed for Prefect, and a failed flow hands nothing back; so the command
that started it is handed the report by a watcher (`report_of`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prefect.client.schemas.objects import State

from flows.run.carry_out import execute
from flows.run.engine import PrefectEngine
from flows.run.plan import Request
from flows.run.report import RunReport
from flows.run.watch import SilentWatcher, Watchers, watched_by, watcher_of_command
from flows.settings import Settings
from flows.telling.artifact import leave_artifacts
from flows.telling.page import PageWatcher, end_state, name_run, outcome_words
from flows.telling.watching import current_watcher
from tasks.storage.index import STATE_FOLDER


def carry(settings: Settings, request: Request) -> State[Any]:
    """Carries the run out as part of the flow run that calls this; the state that it ends in."""
    state_folder = settings.processed / STATE_FOLDER
    name_run(state_folder, "at work")
    watcher = Watchers(current_watcher(settings.log_format), PageWatcher(request.kind))
    report = execute(settings, request, PrefectEngine(), watcher)
    leave_artifacts(report, settings.processed)
    name_run(state_folder, outcome_words(report))
    return end_state(report)


def report_of(run_flow: Callable[[], State[Any]]) -> RunReport:
    """The report of the run that a flow carries out; raises what the flow raised before it had one."""
    keeper = _Keeper()
    with watched_by(Watchers(watcher_of_command() or SilentWatcher(), keeper)):
        state = run_flow()
    if keeper.report is None:
        state.result()
        raise AssertionError("a flow that ends well has a report")
    return keeper.report


class _Keeper(SilentWatcher):
    """Keeps the report of the run it is told of."""

    report: RunReport | None = None

    def end(self, report: RunReport) -> None:
        self.report = report
