"""The flow behind `bulletins reprocess`: named or stale issues again, from their raw bytes."""

from __future__ import annotations

from prefect import flow

from flows.run.carry_out import execute
from flows.run.engine import PrefectEngine
from flows.run.plan import Request
from flows.run.report import RunReport
from flows.run.watch import Watchers
from flows.server.embedded import end_with_owner
from flows.settings import Settings, load_settings
from flows.telling.artifact import leave_artifacts
from flows.telling.page import PageWatcher
from flows.telling.watching import current_watcher
from schemas.kinds import RunKind


@flow(name="reprocess")
def reprocess(
    issue_ids: list[str] | None = None,
    raw: str | None = None,
    processed: str | None = None,
    workers: int | None = None,
    stale: bool = False,
    preview: bool = False,
) -> RunReport:
    """Publishes issues again, or with `preview` only tells what would change.

    They are those named, or with `stale` those that another version published.
    """
    end_with_owner()
    settings = load_settings(raw=raw, processed=processed, workers=workers)
    request = Request(RunKind.REPROCESS, issue_ids=tuple(issue_ids or ()), stale=stale, preview=preview)
    watcher = Watchers(current_watcher(settings.log_format), PageWatcher(request.kind))
    report = execute(settings, request, PrefectEngine(), watcher)
    leave_artifacts(report, settings.processed)
    return report


def run_reprocess(settings: Settings, request: Request) -> RunReport:
    """The flow with a command's settings."""
    return reprocess(
        issue_ids=list(request.issue_ids),
        raw=str(settings.raw),
        processed=str(settings.processed),
        workers=settings.workers,
        stale=request.stale,
        preview=request.preview,
    )
