"""`bulletins serve`: the schedule, its deployments and Prefect's page, until it is told to stop.

It keeps three things alive: Prefect's server (its own, unless one is named), the deployments `nightly`
and `reprocess`, and a runner that starts their runs as child processes. What a run does is told in
`flows.nightly` and `flows.reprocess`.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import available_timezones

from flows.run.survey import open_store
from flows.run.wording import plural
from flows.server.address import Address
from flows.server.client import SERVER_VARIABLE, client_environment, reach_server
from flows.server.embedded import OWNER_VARIABLE, EmbeddedPrefect
from flows.settings import Settings
from flows.telling.screen import show_line
from schemas.errors import ConfigurationError, StorageError
from tasks.discover import list_candidates
from tasks.storage.schedule import save_schedule
from tasks.storage.turns import Turns

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import FlowRun
    from prefect.deployments.runner import RunnerDeployment
    from prefect.runner import Runner

EXAMPLE_CRON = "0 2 * * *"
# A nightly run and one reprocessing; further ones wait, since each may use all processors.
MAX_RUNS = 2
POLL_SECONDS = 5
WATCH_SECONDS = 1
# The timetable as it is written down: two weeks of nights, and often enough for one that fires each minute.
FIRINGS_WRITTEN = 15
WRITE_DOWN_SECONDS = 300
# A stopped run gives back its issues at once; what has not ended by then is killed.
STOP_SECONDS = 8
MAX_LOG_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Timetable:
    """When the nightly run fires: a cron expression and the name of its time zone."""

    cron: str
    timezone: str


def serve(settings: Settings, timetable: Timetable, address: Address) -> None:
    """Serves until SIGTERM or Ctrl-C.

    Raises:
        ConfigurationError: a folder, the cron expression or the time zone is wrong.
        StorageError: the port is taken, the folders are served already, or Prefect's server does not
            answer or has ended.
    """
    list_candidates(settings.raw)
    state = open_store(settings).state.absolute()
    server = None if SERVER_VARIABLE in os.environ else EmbeddedPrefect(state, address)
    if server is not None:
        # It stops by itself at the exit, after Prefect has sent it the last logs.
        server.start()
        if not address.is_local:
            show_line(f"warning: port {address.port} of {address.host} speaks no TLS; put a proxy before it")
    os.environ.update(client_environment(settings, server))
    os.environ[OWNER_VARIABLE] = str(os.getpid())
    os.environ["BULLETINS_LOG_FORMAT"] = settings.log_format
    _serve(settings, timetable, server, state)


def _serve(settings: Settings, timetable: Timetable, server: EmbeddedPrefect | None, state: Path) -> None:
    first_firing(timetable)
    show_line("starting Prefect (some seconds) …")
    if server is None:
        reach_server(os.environ[SERVER_VARIABLE])
    else:
        server.wait()
    _log_to(state / "serve.log")
    runner = _make_runner()
    _prepare(runner, _deployments(settings, timetable), is_own=server is not None)
    first = first_firing(timetable)
    show_line(f"nightly: {timetable.cron} ({timetable.timezone}), next at {first:%Y-%m-%d %H:%M:%S %Z}")
    page = server.page_url if server is not None else os.environ[SERVER_VARIABLE].removesuffix("/api")
    show_line(f"page: {page}  (stop with Ctrl-C)")
    if server is not None and server.login_path.exists():
        show_line(f"log in with what stands in {server.login_path}")
    try:
        with Turns(state).serving():
            asyncio.run(_work(runner, server, partial(_write_down, state, timetable)))
    finally:
        show_line("stopped; what was published stays, and the next run goes on from there")


def _prepare(runner: Runner, deployments: list[RunnerDeployment], *, is_own: bool) -> None:
    """Registers the deployments, `nightly` first, and clears up what an earlier `serve` left.

    Raises:
        StorageError: Prefect's server refuses.
    """
    import httpx
    from prefect.client.orchestration import get_client
    from prefect.exceptions import PrefectException

    try:
        ids = asyncio.run(_register(runner, deployments))
        with get_client(sync_client=True) as client:
            if is_own:
                bury_dead_runs(client, ids)
            dropped = drop_backlog(client, ids[0])
    except (PrefectException, httpx.HTTPError) as error:
        raise StorageError(
            f"Prefect's server refused the deployments ({type(error).__name__}: {error}); "
            "make sure that it is as new as the Prefect in this environment"
        ) from error
    if dropped:
        show_line(
            f"{plural(dropped + 1, 'nightly run')} fell due meanwhile; one makes up for all of them now"
        )


def first_firing(timetable: Timetable) -> datetime:
    """When the timetable fires next.

    Raises:
        ConfigurationError: the cron expression or the time zone is wrong, or it never fires.
    """
    from prefect.server.schemas.schedules import CronSchedule

    if timetable.timezone not in available_timezones():
        raise ConfigurationError(
            f"--timezone {timetable.timezone}: there is no such time zone; give a name like Europe/Oslo"
        )
    try:
        schedule = CronSchedule(cron=timetable.cron, timezone=timetable.timezone)
        (first,) = asyncio.run(schedule.get_dates(1))
    except ValueError as error:
        raise ConfigurationError(
            f"--cron '{timetable.cron}' names no time; give minute, hour, day, month and weekday, "
            f"as in '{EXAMPLE_CRON}'"
        ) from error
    return first


def _make_runner() -> Runner:
    from prefect.runner import Runner

    # Not paused when stopped: what falls due meanwhile is made up for at the next start.
    return Runner(name="bulletins", query_seconds=POLL_SECONDS, limit=MAX_RUNS, pause_on_shutdown=False)


async def _register(runner: Runner, deployments: list[RunnerDeployment]) -> list[UUID]:
    return [await runner.aadd_deployment(deployment) for deployment in deployments]


def _deployments(settings: Settings, timetable: Timetable) -> list[RunnerDeployment]:
    """`nightly` with its schedule, `reprocess` to be started by hand; both on the settings' folders."""
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.nightly import nightly
    from flows.reprocess import reprocess

    folders: dict[str, Any] = {
        "raw": str(settings.raw.absolute()),
        "processed": str(settings.processed.absolute()),
        "workers": settings.workers,
    }
    schedule = Cron(timetable.cron, timezone=timetable.timezone, slug="nightly")
    importable = EntrypointType.MODULE_PATH
    return [
        RunnerDeployment.from_flow(
            nightly, "nightly", schedule=schedule, parameters=folders, entrypoint_type=importable
        ),
        RunnerDeployment.from_flow(reprocess, "reprocess", parameters=folders, entrypoint_type=importable),
    ]


def drop_backlog(client: SyncPrefectClient, deployment_id: UUID) -> int:
    """Cancels all late runs of a deployment but the last, and says why on the page; how many they were.

    Only the oldest 200 are looked at, as many as Prefect gives at once.
    """
    from prefect.client.schemas.filters import FlowRunFilterNextScheduledStartTime
    from prefect.states import Cancelled

    late = _runs_of(
        client,
        [deployment_id],
        ["SCHEDULED"],
        next_scheduled_start_time=FlowRunFilterNextScheduledStartTime(before_=datetime.now(UTC)),
    )
    for run in late[:-1]:
        reason = "skipped: it fell due while nothing ran here, and a later run makes up for it"
        client.set_flow_run_state(run.id, Cancelled(name="Skipped", message=reason), force=True)
    return len(late[:-1])


def bury_dead_runs(client: SyncPrefectClient, deployment_ids: list[UUID]) -> None:
    """Ends, in the database of our own server, the runs that went down with an earlier `serve`."""
    from prefect.states import Crashed

    for run in _runs_of(client, deployment_ids, ["PENDING", "RUNNING", "CANCELLING"]):
        reason = "`bulletins serve` ended while it worked; the next run goes on from there"
        client.set_flow_run_state(run.id, Crashed(message=reason), force=True)


def _runs_of(
    client: SyncPrefectClient, deployment_ids: list[UUID], states: list[str], **filters: Any
) -> list[FlowRun]:
    from prefect.client.schemas.filters import (
        FlowRunFilter,
        FlowRunFilterDeploymentId,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType
    from prefect.client.schemas.sorting import FlowRunSort

    wanted = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=deployment_ids),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType(state) for state in states])),
        **filters,
    )
    return client.read_flow_runs(flow_run_filter=wanted, sort=FlowRunSort.EXPECTED_START_TIME_ASC)


def _log_to(path: Path) -> None:
    """Keeps what Prefect's runner complains about; on the terminal this program speaks for itself."""
    handler = RotatingFileHandler(path, maxBytes=MAX_LOG_BYTES, backupCount=1, delay=True)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger("prefect").addHandler(handler)


async def _work(
    runner: Runner, server: EmbeddedPrefect | None, write_down: Callable[[], Awaitable[None]]
) -> None:
    """Runs the runner until a signal asks for the end, or the server is gone."""
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()

    def ask(*_: Any) -> None:
        loop.call_soon_threadsafe(asked.set)

    # The runner sets its own handler for SIGTERM, which leaves by `sys.exit` from within the loop.
    runner.handle_sigterm = ask  # type: ignore[method-assign]
    loop.add_signal_handler(signal.SIGINT, ask)
    working = asyncio.create_task(runner.start())
    ends = [working, asyncio.create_task(asked.wait()), asyncio.create_task(_watch(server))]
    ends.append(asyncio.create_task(_keep(write_down)))
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    if asked.is_set():
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await runner.astop()
                await working
    for task in ends:
        task.cancel()
    results = await asyncio.gather(*ends, return_exceptions=True)
    if not asked.is_set():
        raise StorageError(_why_ended(server, results[0]))


async def _keep(write_down: Callable[[], Awaitable[None]]) -> None:
    """Writes the timetable down again and again, so that the next firings stand there."""
    while True:
        await write_down()
        await asyncio.sleep(WRITE_DOWN_SECONDS)


async def _write_down(state: Path, timetable: Timetable) -> None:
    """The timetable for those who ask when the next run is due; a full disk is not what ends the schedule."""
    from prefect.server.schemas.schedules import CronSchedule

    schedule = CronSchedule(cron=timetable.cron, timezone=timetable.timezone)
    firings = await schedule.get_dates(FIRINGS_WRITTEN)
    with suppress(OSError):
        save_schedule(state, timetable.cron, timetable.timezone, firings)


async def _watch(server: EmbeddedPrefect | None) -> None:
    """Returns once our server is gone."""
    while server is None or not server.has_ended:
        await asyncio.sleep(WATCH_SECONDS)


def _why_ended(server: EmbeddedPrefect | None, error: Any) -> str:
    if server is not None and server.has_ended:
        return (
            f"Prefect's server has ended by itself; see {server.log_path}, then start `bulletins serve` again"
        )
    return f"Prefect's runner gave up ({type(error).__name__}: {error}); start `bulletins serve` again"
