"""Prefect's server as a child of ours, when no server of the user's is named: for one run, or to last.

`EmbeddedPrefect` starts it in the background and stops it with its owner; started as a module, this
file is that server's process. Prefect's own embedded server outlives a killed client, this one does
not: it ends when the pipe to its owner closes. Flows and tasks are not defined here, nor what is
served to whom.
"""

from __future__ import annotations

import asyncio
import atexit
import fcntl
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from flows.server.address import ANY_LOCAL, Address, listen
from flows.server.hosts import HOST_VARIABLE, HostGuard, known_names
from schemas.errors import StorageError

# A cold start on a loaded machine was seen to take 20 s; Prefect itself gives up after that time.
START_SECONDS = 240
STOP_SECONDS = 5
# How long a stopping server waits for answers under way, such as the page's open event streams.
GRACE_SECONDS = 2
POLL_SECONDS = 0.05
OWNER_POLL_SECONDS = 0.5
OWNER_VARIABLE = "BULLETINS_SERVED_BY"
SERVER_LOGIN_VARIABLE = "PREFECT_SERVER_API_AUTH_STRING"
CLIENT_LOGIN_VARIABLE = "PREFECT_API_AUTH_STRING"
LOGIN_NAME = "login"
READY = b"ready\n"
# What Prefect sets for its own embedded server: no page, no schedules, one use. Besides, without what
# serves pages that are open and automations (half of what it costs at rest), and without its catalogue of
# blocks (1.3 s of a first start): nobody looks on, and a run uses none.
ONE_RUN_ENVIRONMENT = {
    "PREFECT_UI_ENABLED": "0",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "0",
    "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": "0",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "0",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "0",
}
CLIENT_ENVIRONMENT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(START_SECONDS),
}


class EmbeddedPrefect:
    """A server that lives no longer than this process.

    Without an address it serves the runs of this process only: a free port of this machine, no page, no
    schedules, and a home that no other run uses at the time. With one it is there to last: Prefect's
    page, its schedules and other background services, and always the same home.

    Args:
        state: folder for Prefect's home.
        address: where a lasting server listens.
    """

    def __init__(self, state: Path, address: Address | None = None) -> None:
        self._state = state
        self._address = address
        self._home = state
        self._port = 0
        self._login = ""
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begins starting the server and returns at once; a second call does nothing.

        It is stopped at the exit of this process, after Prefect's own exit handlers, which still
        send it their last logs and events: exit handlers run last registered, first called.

        Raises:
            StorageError: the port is taken, or another process serves these folders.
        """
        if self.is_started:
            return
        atexit.register(self.stop)
        self._home, lock = take_home(self._state) if self._address is None else take_lasting_home(self._state)
        if self._address is not None:
            self._login = os.environ.get(SERVER_LOGIN_VARIABLE) or take_login(self.login_path)
        inherited = os.environ.get("PYTHONPATH")
        here = str(Path(__file__).parents[2])
        with lock, listen(self._where, "Prefect's page") as listener, self.log_path.open("wb") as log:
            self._port = listener.getsockname()[1]
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "flows.server.embedded",
                    str(listener.fileno()),
                    self._where.host,
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                # The lock lives as long as the server, not only as long as its owner.
                pass_fds=[listener.fileno(), lock.fileno()],
                env={
                    **os.environ,
                    **self.environment,
                    **self._server_environment,
                    "PYTHONPATH": os.pathsep.join([here, inherited] if inherited else [here]),
                },
                start_new_session=True,
            )

    @property
    def is_started(self) -> bool:
        return self._process is not None

    @property
    def environment(self) -> dict[str, str]:
        """What a process must have in its environment, before it imports Prefect, to use the server."""
        return {
            **CLIENT_ENVIRONMENT,
            "PREFECT_HOME": str(self._home),
            "PREFECT_API_URL": f"{self.page_url}/api",
            **({CLIENT_LOGIN_VARIABLE: self._login} if self._login else {}),
        }

    @property
    def login_path(self) -> Path:
        """Where the name and password of a lasting server's page stand."""
        return self._home / LOGIN_NAME

    @property
    def _where(self) -> Address:
        return ANY_LOCAL if self._address is None else self._address

    @property
    def page_url(self) -> str:
        """Where Prefect's page is, seen from this machine."""
        return self._where.page_url(self._port)

    @property
    def log_path(self) -> Path:
        return self._home / "server.log"

    @property
    def has_ended(self) -> bool:
        """Whether the server was started and is gone without having been stopped."""
        return self._process is not None and self._process.poll() is not None

    @property
    def _server_environment(self) -> dict[str, str]:
        if self._address is None:
            return ONE_RUN_ENVIRONMENT
        return {
            # Relative, so that the page finds its server under whatever name and port it was reached.
            "PREFECT_UI_API_URL": "/api",
            # Prefect unpacks its page; where it is installed may be read-only.
            "PREFECT_UI_STATIC_DIRECTORY": str(self._home / "page"),
            # No other site that is open in a browser may send requests here.
            "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": self.page_url,
            # Whoever reaches the server can have it run code.
            SERVER_LOGIN_VARIABLE: self._login,
            # Runs older than Prefect's retention period (90 days) go, so that its database stays small;
            # what they did stays in the dataset `runs`.
            "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        }

    def wait(self) -> None:
        """Returns once the server answers.

        Raises:
            StorageError: it did not start in time.
        """
        assert self._process is not None
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], START_SECONDS)
        if not ready or self._process.stdout.readline() != READY:
            raise StorageError(
                f"Prefect's server did not start; see {self.log_path}, "
                "or run again with --direct to do without it"
            )

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process = None


def take_home(state: Path) -> tuple[Path, IO[bytes]]:
    """A home for Prefect that no other server uses, and its lock."""
    number = 1
    while True:
        home = state / ("prefect" if number == 1 else f"prefect-{number}")
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "in-use.lock").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            number += 1
        else:
            return home, lock


def take_lasting_home(state: Path) -> tuple[Path, IO[bytes]]:
    """The one home of the lasting server of a processed folder, and its lock.

    Raises:
        StorageError: another process serves the folder.
    """
    home = state / "serve"
    home.mkdir(parents=True, exist_ok=True)
    lock = (home / "in-use.lock").open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise StorageError(
            f"another `bulletins serve` works on {state.parent} already; stop it first, "
            "or serve another folder with --processed"
        ) from error
    return home, lock


def take_login(path: Path) -> str:
    """Name and password, parted by a colon, from the file at `path`; made at the first start."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(f"bulletins:{secrets.token_urlsafe(24)}\n")
    path.chmod(0o600)
    login = path.read_text().strip()
    if ":" not in login:
        raise StorageError(f"{path} holds no name:password; remove it, and a new one is made")
    return login


def end_with_owner() -> None:
    """In a flow run's process: ends it soon after the `bulletins serve` that started it is gone.

    That one may be gone before this is called, while Prefect is imported. A no-op where no such process is
    named in the environment, as on a worker of the user's own.
    """
    if (owner := os.environ.get(OWNER_VARIABLE)) is not None:
        threading.Thread(target=_watch_owner, args=[owner], daemon=True).start()


def _watch_owner(owner: str) -> None:
    while str(os.getppid()) == owner:
        time.sleep(OWNER_POLL_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)


def _die_with_the_owner() -> None:
    """Ends this process, and whatever it started, as soon as the pipe to its owner closes."""
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGKILL)


def _application() -> HostGuard:
    from prefect.server.api.server import create_app

    return HostGuard(create_app(), known_names(sys.argv[2], os.environ.get(HOST_VARIABLE, "")))


async def _serve(listener: socket.socket) -> None:
    """Serves Prefect's API and says so once it answers."""
    import uvicorn

    config = uvicorn.Config(
        _application,
        factory=True,
        lifespan="on",
        log_level="error",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not serving.done():
        await asyncio.sleep(POLL_SECONDS)
    if server.started:
        sys.stdout.buffer.write(READY)
        sys.stdout.buffer.flush()
    await serving


if __name__ == "__main__":
    threading.Thread(target=_die_with_the_owner, daemon=True).start()
    asyncio.run(_serve(socket.socket(fileno=int(sys.argv[1]))))
