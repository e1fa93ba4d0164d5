"""Prefect's server for one run, when no server of the user's is named.

`EmbeddedPrefect` starts it in the background and stops it with the run; started as a module, this file
is that server's process. Prefect's own embedded server outlives a killed client, this one does not: it
ends when the pipe to its run closes. Flows and tasks are not defined here.
"""

from __future__ import annotations

import asyncio
import atexit
import fcntl
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from schemas.errors import StorageError

# A cold start on a loaded machine was seen to take 20 s; Prefect itself gives up after that time.
START_SECONDS = 240
STOP_SECONDS = 5
POLL_SECONDS = 0.05
READY = b"ready\n"
# What Prefect sets for its own embedded server: no page, no background services, one use.
SERVER_ENVIRONMENT = {
    "PREFECT_UI_ENABLED": "0",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}
CLIENT_ENVIRONMENT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(START_SECONDS),
}


class EmbeddedPrefect:
    """A server for the runs of this process, on a free port of this machine only.

    Args:
        state: folder for Prefect's home; two runs at once get homes of their own.
    """

    def __init__(self, state: Path) -> None:
        self._state = state
        self._home = state
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begins starting the server and returns at once; a second call does nothing.

        It is stopped at the exit of this process, after Prefect's own exit handlers, which still
        send it their last logs and events: exit handlers run last registered, first called.
        """
        if self.is_started:
            return
        atexit.register(self.stop)
        self._home, lock = take_home(self._state)
        inherited = os.environ.get("PYTHONPATH")
        here = str(Path(__file__).parent.parent)
        with lock, socket.create_server(("127.0.0.1", 0)) as listener, self._log_path.open("wb") as log:
            self._port = listener.getsockname()[1]
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "tasks.prefect_server", str(listener.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                # The lock lives as long as the server, not only as long as this run.
                pass_fds=[listener.fileno(), lock.fileno()],
                env={
                    **os.environ,
                    **self.environment,
                    **SERVER_ENVIRONMENT,
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
            "PREFECT_API_URL": f"http://127.0.0.1:{self._port}/api",
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
                f"Prefect's server did not start; see {self._log_path}, "
                "or run again with --direct to do without it"
            )

    @property
    def _log_path(self) -> Path:
        return self._home / "server.log"

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


def _die_with_the_run() -> None:
    """Ends this process, and whatever it started, as soon as the pipe to the run closes."""
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGKILL)


async def _serve(listener: socket.socket) -> None:
    """Serves Prefect's API and says so once it answers."""
    import uvicorn

    config = uvicorn.Config(
        "prefect.server.api.server:create_app", factory=True, lifespan="on", log_level="error"
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
    threading.Thread(target=_die_with_the_run, daemon=True).start()
    asyncio.run(_serve(socket.socket(fileno=int(sys.argv[1]))))
