"""The run's side of isolation: hands an issue to a bounded child process and tells how it ended.

What killed a child becomes an `IssueError` that names the stage it was in. What the child computes
is none of this module's business: bytes go in, bytes come out.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from schemas.errors import IssueError, StorageError
from schemas.kinds import Isolation, Stage
from tasks.isolation.server import (
    EXIT_DONE,
    EXIT_FORBIDDEN,
    EXIT_OUT_OF_MEMORY,
    EXIT_TOO_DEEP,
    EXIT_TOO_MUCH_OUTPUT,
    LENGTH_BYTES,
    READY_CONFINED,
    READY_LIMITED,
)

FIRST_STAGE = "extract"
MAX_TRACEBACK_BYTES = 20_000
# Far more than any report takes; a child that was taken over might write without end.
MAX_REPORT_BYTES = 4096
STOP_SECONDS = 5
STOPPING = "the run is being stopped"
# Times of the kernel's accounting and of its limit differ by less than this.
CPU_SLACK_SECONDS = 1
# Numbers, times and texts must not depend on the machine; one computing thread per child is enough
# and keeps forking safe. What is larger than 1 MiB goes back to the kernel when it is let go: else the C
# library of GNU raises that bound to the largest array that it has seen, and keeps all below it.
CHILD_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": str(1 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(8 << 20),
}


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What one issue may take before its process is stopped."""

    wall_seconds: float = 300
    cpu_seconds: int = 300
    memory_bytes: int = 2 << 30
    output_bytes: int = 256 << 20
    open_files: int = 64


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended; a negative exit code is the signal that killed it."""

    stage: str
    exit_code: int
    is_overdue: bool
    cpu_seconds: float


class Sandbox:
    """Starts children on demand, from any thread; closing it stops all of them.

    Args:
        target: `module:function` that each child runs, see `tasks.isolation.server.Target`.
        limits: bounds of every child.
    """

    def __init__(self, target: str, limits: ChildLimits) -> None:
        self._target = target
        self._limits = limits
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._is_closed = False
        self._isolation: Isolation | None = None

    @property
    def isolation(self) -> Isolation | None:
        """How far the children are kept from everything else; None while none was needed."""
        return self._isolation

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, path: Path, arguments: Mapping[str, Any]) -> bytes:
        """What the target makes of the file's bytes.

        Raises:
            IssueError: the file cannot be opened, or the child was stopped or failed. When the
                target itself failed, the error carries the traceback as a note.
            StorageError: no child can be started at all.
        """
        with ExitStack() as stack:
            source = stack.enter_context(_open_source(path))
            result = stack.enter_context(_temporary_file())
            errors = stack.enter_context(_temporary_file())
            reader = stack.enter_context(self._start_child(source, result, errors, arguments))
            ending = _await_end(reader)
            if ending is not None and ending.exit_code == EXIT_DONE and not ending.is_overdue:
                result.seek(0)
                return result.read()
            if self._is_closed:
                raise StorageError(STOPPING)
            raise self._explain(ending, _tail(errors))

    def close(self) -> None:
        """Stops the children and their server; later calls of `run` fail at once."""
        with self._lock:
            self._is_closed = True
            self._stop_server()

    def _start_child(
        self, source: IO[bytes], result: IO[bytes], errors: IO[bytes], arguments: Mapping[str, Any]
    ) -> IO[bytes]:
        """Pipe on which the child's stages and its end are told."""
        reader, writer = os.pipe()
        message = json.dumps({**asdict(self._limits), "arguments": dict(arguments)}).encode()
        descriptors = [source.fileno(), result.fileno(), errors.fileno(), writer]
        try:
            with self._lock:
                control = self._connect()
                socket.send_fds(control, [len(message).to_bytes(LENGTH_BYTES, "big")], descriptors)
                control.sendall(message)
        except (BrokenPipeError, ConnectionError) as error:
            os.close(reader)
            raise IssueError(
                FIRST_STAGE, "crash", "the reading process was lost; run it again", is_transient=True
            ) from error
        finally:
            os.close(writer)
        return os.fdopen(reader, "rb")

    def _connect(self) -> socket.socket:
        if self._is_closed:
            raise StorageError(STOPPING)
        if self._control is None or self._server is None or self._server.poll() is not None:
            self._stop_server()
            self._start_server()
        assert self._control is not None
        return self._control

    def _start_server(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs, _temporary_file() as errors:
            here = str(Path(__file__).parents[2])
            inherited = os.environ.get("PYTHONPATH")
            search_path = os.pathsep.join([here, inherited] if inherited else [here])
            self._server = subprocess.Popen(
                [sys.executable, "-P", "-m", "tasks.isolation.server", str(theirs.fileno()), self._target],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                pass_fds=[theirs.fileno()],
                env={**os.environ, **CHILD_ENVIRONMENT, "PYTHONPATH": search_path},
                start_new_session=True,
            )
            theirs.close()
            self._control = ours
            answer = ours.recv(len(READY_CONFINED))
            if answer not in (READY_CONFINED, READY_LIMITED):
                self._stop_server()
                raise StorageError(f"the reading process cannot start: {_last_line(_tail(errors))}")
            self._isolation = Isolation.FULL if answer == READY_CONFINED else Isolation.LIMITS_ONLY

    def _stop_server(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._server is not None:
            try:
                self._server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
            self._server = None

    def _explain(self, ending: Ending | None, traceback: str) -> IssueError:
        if ending is None:
            return IssueError(
                FIRST_STAGE, "crash", "the reading process was lost; run it again", is_transient=True
            )
        limits = self._limits
        if ending.is_overdue or ending.exit_code == -signal.SIGXCPU or _used_up(ending, limits):
            return IssueError(
                ending.stage,
                "time_limit",
                f"it took longer than {limits.wall_seconds:g} seconds and was stopped; if the file is only "
                "large, raise BULLETINS_ISSUE_SECONDS",
                is_transient=True,
            )
        if ending.exit_code in (EXIT_OUT_OF_MEMORY, -signal.SIGKILL):
            return IssueError(
                ending.stage,
                "memory_limit",
                f"it needed more than {limits.memory_bytes >> 20} MB of memory and was stopped; if the "
                "file is only large, raise BULLETINS_ISSUE_MEMORY_MB",
            )
        if ending.exit_code == EXIT_TOO_DEEP:
            return IssueError(
                ending.stage,
                "too_deep",
                "the file is nested too deeply to be read; save it anew from its program",
            )
        if ending.exit_code == EXIT_TOO_MUCH_OUTPUT:
            return IssueError(
                ending.stage,
                "output_limit",
                f"what came out of it is more than {limits.output_bytes >> 20} MB; split the file",
            )
        if ending.exit_code in (EXIT_FORBIDDEN, -signal.SIGSYS):
            error = IssueError(
                ending.stage,
                "forbidden",
                "the file made its reader try something that it may not, such as to open another file or a "
                "connection, and it was refused; do not trust the file, and remove it",
            )
            error.add_note(traceback)
            return error
        if ending.exit_code < 0:
            name = signal.Signals(-ending.exit_code).name
            return IssueError(
                ending.stage, "crash", f"the file crashed its reader ({name}); save it anew from its program"
            )
        error = IssueError(
            ending.stage,
            "internal",
            f"a fault of bulletins, not of the file ({_last_line(traceback)}); please report it",
        )
        error.add_note(traceback)
        return error


def _open_source(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise IssueError(
            FIRST_STAGE,
            "unreadable",
            f"the file cannot be read ({error.strerror}); check that it is still there and its permissions",
            is_transient=True,
        ) from error


def _temporary_file() -> IO[bytes]:
    try:
        return tempfile.TemporaryFile()
    except OSError as error:
        raise StorageError(
            f"no temporary file can be made ({error.strerror}); make room, or set TMPDIR to another folder"
        ) from error


def _await_end(reader: IO[bytes]) -> Ending | None:
    """Reads reports until the child's end; None when the server ended first."""
    stage = FIRST_STAGE
    while line := reader.readline(MAX_REPORT_BYTES):
        try:
            report = json.loads(line)
            if "exit_code" in report:
                return Ending(stage, **report)
            stage = str(Stage(report["stage"]))
        except (ValueError, TypeError, LookupError, RecursionError):
            return None  # a child that was taken over writes what it likes
    return None


def _used_up(ending: Ending, limits: ChildLimits) -> bool:
    """Whether the kernel stopped the child at the hard limit of its processor time."""
    return (
        ending.exit_code == -signal.SIGKILL and ending.cpu_seconds >= limits.cpu_seconds - CPU_SLACK_SECONDS
    )


def _tail(stream: IO[bytes]) -> str:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - MAX_TRACEBACK_BYTES))
    return stream.read().decode("utf-8", "replace")


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "no message"
