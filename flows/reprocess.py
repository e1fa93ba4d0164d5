"""The flow behind `bulletins reprocess`: named or stale issues again, from their raw bytes."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.run.plan import Request
from flows.run.report import RunReport
from flows.server.embedded import end_with_owner
from flows.settings import Settings, load_settings
from flows.telling.flow_run import carry, report_of
from schemas.kinds import RunKind


@flow(name="reprocess")
def reprocess(
    issue_ids: list[str] | None = None,
    raw: str | None = None,
    processed: str | None = None,
    workers: int | None = None,
    stale: bool = False,
    preview: bool = False,
) -> State[Any]:
    """Publishes issues again, or with `preview` only tells what would change.

    They are those named, or with `stale` those that another version published.
    """
    end_with_owner()
    settings = load_settings(raw=raw, processed=processed, workers=workers)
    request = Request(RunKind.REPROCESS, issue_ids=tuple(issue_ids or ()), stale=stale, preview=preview)
    return carry(settings, request)


def run_reprocess(settings: Settings, request: Request) -> RunReport:
    """The flow with a command's settings."""
    return report_of(
        lambda: reprocess(
            issue_ids=list(request.issue_ids),
            raw=str(settings.raw),
            processed=str(settings.processed),
            workers=settings.workers,
            stale=request.stale,
            preview=request.preview,
            return_state=True,
        )
    )
