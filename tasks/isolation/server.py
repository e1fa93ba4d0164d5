"""The child's side of isolation: a small server that forks one bounded process per issue.

It runs as `python -m tasks.isolation.server`, started by `tasks.isolation.sandbox`, and is
single-threaded so that forking is safe. It imports the target's module once and calls its `prepare`, so
that a child costs a fork and neither imports nor the loading of data. When the run that started it is
gone, its socket closes, and it takes all its children with it. A child holds the issue's file and the
places for its answer and its errors, and where the kernel has a filter for it, it can reach nothing else
(`tasks.isolation.confine`). What a child does with an issue's bytes is the target's business, not this
module's.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import logging
import os
import resource
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from errno import EFBIG
from itertools import pairwise
from typing import Any

from tasks.isolation.confine import confine

# A target turns the input's bytes and the request's arguments into bytes, piece by piece; it tells its stage
# as it goes.
Target = Callable[[bytes, dict[str, Any], Callable[[str], None]], Iterable[bytes]]

LENGTH_BYTES = 4
PR_SET_PDEATHSIG = 1
DESCRIPTORS_PER_REQUEST = 4
# What the server says when it can begin: its children are confined, or bounded by limits only.
READY_CONFINED = b"+"
READY_LIMITED = b"-"
# Told apart from 0 and 1, with which Python itself may end a child before its work is done.
EXIT_DONE = 10
EXIT_OUT_OF_MEMORY = 11
EXIT_TOO_DEEP = 12
EXIT_FORBIDDEN = 13
EXIT_TOO_MUCH_OUTPUT = 14
STANDARD_DESCRIPTORS = 3

NEW_OBJECTS = 100_000
"""Children look for cycles of garbage after so many new objects: each lives for one request, and most of what
it makes stays until its end."""


@dataclass(frozen=True, slots=True)
class Running:
    """A child at work, the pipe that waits for its end, and when (monotonic) it is stopped."""

    pid: int
    report: int
    deadline: float


def main(arguments: list[str]) -> None:
    """Serves requests from the socket of descriptor `arguments[0]` with target `arguments[1]`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable()  # what libraries warn of quotes the document
    control = socket.socket(fileno=int(arguments[0]))
    module_name, function_name = arguments[1].split(":")
    module = importlib.import_module(module_name)
    target: Target = getattr(module, function_name)
    module.prepare()
    keep_what_is_loaded()
    may_read_files: bool = getattr(module, "READS_FILES", False)
    is_confined = _can_confine(module.prepare, may_read_files=may_read_files)
    waker = _wake_on_child_exit()
    control.sendall(READY_CONFINED if is_confined else READY_LIMITED)
    running: list[Running] = []
    while True:
        ready, _, _ = select.select([control.fileno(), waker], [], [], _seconds_to_next(running))
        if waker in ready:
            os.read(waker, 4096)
        running = _collect(running)
        if control.fileno() in ready:
            message, descriptors = _receive(control)
            if not message:
                for child in running:
                    os.killpg(child.pid, signal.SIGKILL)
                return
            request = json.loads(message)
            pid = os.fork()
            if pid == 0:
                _close_all_but(descriptors)
                _bound(request, descriptors[2])
                if is_confined and not confine(may_read_files=may_read_files):
                    os._exit(EXIT_FORBIDDEN)
                _work(target, request, descriptors, is_confined=is_confined)
            _lead_own_group(pid)
            for descriptor in descriptors[:-1]:
                os.close(descriptor)
            running.append(Running(pid, descriptors[-1], time.monotonic() + request["wall_seconds"]))


def keep_what_is_loaded() -> None:
    """Looks for garbage in what is there once and never again, and seldom in what is made from here on."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


def _wake_on_child_exit() -> int:
    """Descriptor that becomes readable whenever a child ends."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return reader


def _seconds_to_next(running: list[Running]) -> float | None:
    if not running:
        return None
    return max(0.0, min(child.deadline for child in running) - time.monotonic())


def _receive(control: socket.socket) -> tuple[bytes, list[int]]:
    """One request and the descriptors that came with it; an empty one when the run is gone."""
    head, descriptors, _, _ = socket.recv_fds(control, LENGTH_BYTES, DESCRIPTORS_PER_REQUEST)
    if not head:
        return b"", []
    left = int.from_bytes(head, "big")
    parts = []
    while left and (part := control.recv(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts), list(descriptors)


def _collect(running: list[Running]) -> list[Running]:
    """Reports ended children, stops overdue ones, and returns those still at work."""
    left = []
    for child in running:
        is_overdue = time.monotonic() >= child.deadline
        if is_overdue:
            os.killpg(child.pid, signal.SIGKILL)
        pid, status, usage = os.wait4(child.pid, 0 if is_overdue else os.WNOHANG)
        if not pid:
            left.append(child)
            continue
        ending = {
            "exit_code": os.waitstatus_to_exitcode(status),
            "is_overdue": is_overdue,
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
        }
        _send_line(child.report, ending)
        os.close(child.report)
    return left


def _can_confine(prepare: Callable[[], None], *, may_read_files: bool) -> bool:
    """Tries it on a child: whether the filter holds, and the target finds loaded all that it needs."""
    pid = os.fork()
    if pid == 0:
        code = 1
        with contextlib.suppress(BaseException):  # whatever is wrong, this child only answers yes or no
            if confine(may_read_files=may_read_files):
                prepare()
                code = 0
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _close_all_but(descriptors: Sequence[int]) -> None:
    """Leaves a child the standard descriptors and its own; none of the server or of another child."""
    kept = sorted({*range(STANDARD_DESCRIPTORS), *descriptors})
    for below, above in pairwise([*kept, os.sysconf("SC_OPEN_MAX")]):
        os.closerange(below + 1, above)


def _bound(request: dict[str, Any], errors: int) -> None:
    _lead_own_group(0)
    _die_with_the_server()
    os.dup2(errors, sys.stderr.fileno())
    _limit(request)


def _work(target: Target, request: dict[str, Any], descriptors: list[int], *, is_confined: bool) -> None:
    """The child at work, to its end. An error that nobody foresaw ends it with a traceback."""
    source, result, _, report = descriptors
    try:
        # What was read is held by the target alone, which may let it go.
        answer = target(
            _content(source), request["arguments"], lambda stage: _send_line(report, {"stage": stage})
        )
        with os.fdopen(result, "wb") as stream:
            stream.writelines(answer)
    except MemoryError:
        os._exit(EXIT_OUT_OF_MEMORY)
    except RecursionError:
        os._exit(EXIT_TOO_DEEP)
    except OSError as error:
        if error.errno == EFBIG:
            os._exit(EXIT_TOO_MUCH_OUTPUT)
        if is_confined and isinstance(error, PermissionError):
            traceback.print_exc()
            os._exit(EXIT_FORBIDDEN)
        raise
    os._exit(EXIT_DONE)


def _content(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read()


def _limit(request: dict[str, Any]) -> None:
    bounds = {
        resource.RLIMIT_AS: request["memory_bytes"],
        resource.RLIMIT_CPU: request["cpu_seconds"],
        resource.RLIMIT_FSIZE: request["output_bytes"],
        resource.RLIMIT_NOFILE: request["open_files"],
        resource.RLIMIT_CORE: 0,
    }
    for kind, bound in bounds.items():
        _, hard = resource.getrlimit(kind)
        allowed = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(kind, (allowed, allowed))


def _die_with_the_server() -> None:
    """Asks the kernel to end this child should the server be killed; elsewhere its limits end it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _lead_own_group(pid: int) -> None:
    """Parent and child both ask, so that neither acts before it is so; the later one may be refused."""
    try:
        os.setpgid(pid, 0)
    except (PermissionError, ProcessLookupError):
        return


def _send_line(descriptor: int, message: dict[str, Any]) -> None:
    """Tells the run, if it still listens."""
    try:
        os.write(descriptor, json.dumps(message).encode() + b"\n")
    except BrokenPipeError:
        return


if __name__ == "__main__":
    main(sys.argv[1:])
