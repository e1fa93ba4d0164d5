"""The flow behind `bulletins ingest` and the schedule: what is new or changed under raw is published."""

from __future__ import annotations

from prefect import flow

from flows.run.carry_out import execute
from flows.run.engine import PrefectEngine, thread_runner
from flows.run.plan import Request
from flows.run.report import RunReport
from flows.settings import Settings, default_workers, load_settings
from flows.telling.artifact import leave_artifacts
from flows.telling.watching import current_watcher
from schemas.kinds import RunKind


@flow(name="ingest", task_runner=thread_runner(default_workers()))
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
    report = execute(settings, request, PrefectEngine(), current_watcher(settings.log_format))
    leave_artifacts(report, settings.processed)
    return report


def run_ingest(settings: Settings, request: Request) -> RunReport:
    """The flow with a command's settings, `settings.workers` issues at a time."""
    bounded = ingest.with_options(task_runner=thread_runner(settings.workers))
    return bounded(
        raw=str(settings.raw),
        processed=str(settings.processed),
        workers=settings.workers,
        source=request.source,
        force=request.force,
    )
