"""The flow behind `bulletins ingest`: what is new or changed under raw is published.

What a flow run shows on Prefect's page stands in `flows.telling`; the schedule's flow is `flows.nightly`.
"""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.run.plan import Request
from flows.run.report import RunReport
from flows.settings import Settings, load_settings
from flows.telling.flow_run import carry, report_of
from schemas.kinds import RunKind


@flow(name="ingest")
def ingest(
    raw: str | None = None,
    processed: str | None = None,
    workers: int | None = None,
    source: str | None = None,
    force: bool = False,
) -> State[Any]:
    """Publishes what is new or changed under `raw`; parameters left out come from the environment."""
    settings = load_settings(raw=raw, processed=processed, workers=workers)
    return carry(settings, Request(RunKind.INGEST, source=source, force=force))


def run_ingest(settings: Settings, request: Request) -> RunReport:
    """The flow with a command's settings."""
    return report_of(
        lambda: ingest(
            raw=str(settings.raw),
            processed=str(settings.processed),
            workers=settings.workers,
            source=request.source,
            force=request.force,
            return_state=True,
        )
    )
