"""A small process that carries out the renames of commits, so that a killed run never stops half-way.

The run writes the new files and the commit record; this process gets the record's place and the
issue's lock, does what the record says, gives the lock back and answers. It has a session of its own:
a kill of the run, or of the run's process group, leaves it alone; it finishes what it was asked for,
then ends as its socket closes. When it is gone itself, the run carries out the record. What a record
is stands in `tasks.storage.commit`; a power cut, or a kill of both, is left to the next run's recovery.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tasks.storage.commit import finish

if TYPE_CHECKING:
    import subprocess
    from types import TracebackType

# Renames take milliseconds; a disk that takes longer than this has stopped answering.
ANSWER_SECONDS = 60
STOP_SECONDS = 5
MAX_MESSAGE_BYTES = 16_384  # two paths
DONE, FAILED = b"+", b"-"


class Committer:
    """The run's side: starts the process with the first commit; to be closed, as a context manager.

    Commits may come from any thread; they are carried out one after the other.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def finish(self, lock_descriptor: int, root: Path, record_path: Path) -> None:
        """Carries out the record at `record_path`; the lock is kept until that is done.

        Raises:
            OSError: a file cannot be renamed or removed; the record stays for the next run.
        """
        with self._turn:
            if self._ask(lock_descriptor, root, record_path) != DONE:
                finish(root, record_path)

    def close(self) -> None:
        """Ends the process once it has done what it was asked for."""
        with self._turn:
            self._stop()

    def _ask(self, lock_descriptor: int, root: Path, record_path: Path) -> bytes:
        """The process's answer; none when it could not be started or is lost."""
        message = json.dumps([os.fspath(root.absolute()), os.fspath(record_path.absolute())]).encode()
        try:
            control = self._connect()
            socket.send_fds(control, [message], [lock_descriptor])
            answer = control.recv(len(DONE))
        except OSError:
            answer = b""
        if not answer:
            self._stop(is_lost=True)
        return answer

    def _connect(self) -> socket.socket:
        if self._control is None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            ours.settimeout(ANSWER_SECONDS)
            self._control = ours
            with theirs:
                self._process = _start(theirs)
        return self._control

    def _stop(self, *, is_lost: bool = False) -> None:
        import subprocess

        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(0 if is_lost else STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


def _start(control: socket.socket) -> subprocess.Popen[bytes]:
    """Without site packages, since it needs none and is to be there at once."""
    import subprocess

    return subprocess.Popen(
        [sys.executable, "-S", "-P", "-m", "tasks.storage.committer", str(control.fileno())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[control.fileno()],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        start_new_session=True,
    )


def serve(descriptor: int) -> None:
    """The process's side: carries out records until the run has closed its end of the socket."""
    for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(kind, signal.SIG_IGN)
    with socket.socket(fileno=descriptor) as control:
        while True:
            message, locks, _, _ = socket.recv_fds(control, MAX_MESSAGE_BYTES, 1)
            if not message:
                return
            answer = _carry_out(message)
            for lock in locks:
                os.close(lock)
            _tell(control, answer)


def _carry_out(message: bytes) -> bytes:
    root, record_path = json.loads(message)
    try:
        finish(Path(root), Path(record_path))
    except OSError:
        return FAILED
    return DONE


def _tell(control: socket.socket, answer: bytes) -> None:
    """Answers, if the run still listens."""
    try:
        control.send(answer)
    except ConnectionError:
        return


if __name__ == "__main__":
    serve(int(sys.argv[1]))
