"""How a command runs a flow: what is to be done first, then Prefect only if there is something to do.

Prefect's own server takes seconds to start, so it starts as soon as discovery meets a file it has not
seen, and this process imports Prefect meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.engine import DirectEngine
from flows.logs import LogFormat, LogWatcher, prefect_environment
from flows.plan import Request
from flows.progress import ScreenWatcher
from flows.report import RunReport
from flows.run import carry_out, survey
from flows.settings import Settings
from flows.watch import Watcher, watched_by
from schemas.errors import StorageError
from schemas.kinds import RunKind
from tasks.prefect_server import CLIENT_ENVIRONMENT, EmbeddedPrefect
from tasks.storage import STATE_FOLDER
from tasks.turns import Turns

SERVER_VARIABLE = "PREFECT_API_URL"
REACH_SECONDS = 10


def perform(settings: Settings, request: Request, *, direct: bool) -> RunReport:
    """Runs what was asked for, with Prefect unless `direct` or nothing is due.

    Raises:
        ConfigurationError: raw is missing, or something asked for is not in it.
        StorageError: the run as a whole could not work.
    """
    state = settings.processed.absolute() / STATE_FOLDER
    server = EmbeddedPrefect(state)
    with watching(settings, request.kind) as watcher:
        uses_embedded = not direct and SERVER_VARIABLE not in os.environ

        def expect_work() -> None:
            if uses_embedded and not server.is_started:
                watcher.note("starting Prefect (some seconds), meanwhile looking at the raw files …")
                server.start()

        surveyed = survey(settings, request, expect_work)
        if surveyed.has_work and Turns(state).is_night():
            watcher.note("the nightly run is at work, too; both go on, and no issue is done twice")
        try:
            if direct or not surveyed.has_work:
                return carry_out(surveyed, settings, request, DirectEngine(), watcher)
            expect_work()
            return _run_flow(settings, request, watcher, server if uses_embedded else None)
        except KeyboardInterrupt:
            watcher.note("stopped; what was published stays, and the next run goes on from there")
            raise


@contextmanager
def watching(settings: Settings, kind: RunKind) -> Iterator[Watcher]:
    """Tells what a run does, to a person or as data, as the settings say."""
    if settings.log_format is LogFormat.JSON:
        yield LogWatcher()
        return
    with ScreenWatcher(with_changes=kind is RunKind.REPROCESS) as watcher:
        yield watcher


def _run_flow(
    settings: Settings, request: Request, watcher: Watcher, server: EmbeddedPrefect | None
) -> RunReport:
    os.environ.update(client_environment(settings, server))
    # Only now, since Prefect reads its environment as it is imported.
    import httpx
    from prefect.exceptions import PrefectException

    from flows.ingest import run_ingest
    from flows.reprocess import run_reprocess

    if server is not None:
        server.wait()
    else:
        reach_server(os.environ[SERVER_VARIABLE])
    run_flow = run_ingest if request.kind is RunKind.INGEST else run_reprocess
    try:
        with watched_by(watcher):
            return run_flow(settings, request)
    except (PrefectException, httpx.HTTPError) as error:
        raise StorageError(
            f"Prefect could not carry the run ({type(error).__name__}: {error}); "
            "run again, or with --direct to do without it"
        ) from error


def client_environment(settings: Settings, server: EmbeddedPrefect | None) -> dict[str, str]:
    """What must be in the environment before Prefect is imported; `server` is ours, if one is used."""
    logs = prefect_environment(settings.log_format)
    if server is not None:
        return {**server.environment, **logs}
    home = str(Path(settings.processed).absolute() / STATE_FOLDER / "prefect")
    return {**CLIENT_ENVIRONMENT, **logs, "PREFECT_HOME": os.environ.get("PREFECT_HOME", home)}


def reach_server(url: str) -> None:
    """Makes sure that the user's own server is there; any answer will do.

    Raises:
        StorageError: it does not answer.
    """
    import httpx

    try:
        httpx.get(f"{url.rstrip('/')}/health", timeout=REACH_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise StorageError(
            f"the Prefect server at {url} does not answer ({error}); start it, unset {SERVER_VARIABLE} "
            "to use an own one, or run with --direct to do without"
        ) from error
