"""How a command runs a flow: what is to be done first, then Prefect only if there is something to do.

Prefect's own server takes seconds to start, so it starts as soon as discovery meets a file it has not
seen, and this process imports Prefect meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from flows.run.carry_out import carry_out
from flows.run.engine import DirectEngine
from flows.run.plan import Request
from flows.run.report import RunReport
from flows.run.survey import survey
from flows.run.watch import Watcher, watched_by
from flows.server.client import SERVER_VARIABLE, client_environment, reach_server
from flows.server.embedded import EmbeddedPrefect
from flows.settings import Settings
from flows.telling.watching import watching
from schemas.errors import ConfigurationError, StorageError
from schemas.kinds import RunKind
from tasks.storage.index import STATE_FOLDER
from tasks.storage.turns import Turns


def perform(settings: Settings, request: Request, *, direct: bool) -> RunReport:
    """Runs what was asked for, with Prefect unless `direct` or nothing is due.

    Raises:
        ConfigurationError: raw is missing, something asked for is not in it, or Prefect's settings are wrong.
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


def _run_flow(
    settings: Settings, request: Request, watcher: Watcher, server: EmbeddedPrefect | None
) -> RunReport:
    os.environ.update(client_environment(settings, server))
    run_flow = _flow_of(request.kind)
    import httpx
    from prefect.exceptions import PrefectException

    if server is not None:
        server.wait()
    else:
        reach_server(os.environ[SERVER_VARIABLE])
    try:
        with watched_by(watcher):
            return run_flow(settings, request)
    except (PrefectException, httpx.HTTPError) as error:
        raise StorageError(
            f"Prefect could not carry the run ({type(error).__name__}: {error}); "
            "run again, or with --direct to do without it"
        ) from error


def _flow_of(kind: RunKind) -> Callable[[Settings, Request], RunReport]:
    """The flow, imported only now, since Prefect reads its settings as it is imported.

    Raises:
        ConfigurationError: they say what it does not understand.
    """
    try:
        from flows.ingest import run_ingest
        from flows.reprocess import run_reprocess
    except ValueError as error:
        home = os.environ["PREFECT_HOME"]
        raise ConfigurationError(
            f"Prefect does not understand its settings ({' '.join(str(error).split())}); mend the PREFECT_ "
            f"variables or {home}/profiles.toml, or run with --direct to do without it"
        ) from error
    return run_ingest if kind is RunKind.INGEST else run_reprocess
