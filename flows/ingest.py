"""The flow behind `bulletins ingest` and the schedule: what is new or changed under raw is published."""

from __future__ import annotations

from prefect import flow

from flows.run.carry_out import execute
from flows.run.engine import PrefectEngine
from flows.run.plan import Request
from flows.run.report import RunReport
from flows.run.watch import Watchers
from flows.settings import Settings, load_settings
from flows.telling.artifact import leave_artifacts
from flows.telling.page import PageWatcher
from flows.telling.watching import current_watcher
from schemas.kinds import RunKind


@flow(name="ingest")
def ingest(
    raw: str | None = None,
    processed: str | None = None,
    workers: int | None = None,
    source: str | None = None,
    force: bool = False,
) -> RunReport:
    """Publishes what is new or changed under `raw`; parameters left out come from the environment."""
    settings = load_settings(raw=raw, processed=processed, workers=workers)
    request = Request(RunKind.INGEST, source=source, force=force)
    watcher = Watchers(current_watcher(settings.log_format), PageWatcher(request.kind))
    report = execute(settings, request, PrefectEngine(), watcher)
    leave_artifacts(report, settings.processed)
    return report


def run_ingest(settings: Settings, request: Request) -> RunReport:
    """The flow with a command's settings."""
    return ingest(
        raw=str(settings.raw),
        processed=str(settings.processed),
        workers=settings.workers,
        source=request.source,
        force=request.force,
    )
