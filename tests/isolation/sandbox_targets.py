"""What children are made to do in the tests of isolation: work, hang, grow, fall over, reach out."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Tell = Callable[[str], None]


def prepare() -> None:
    """What a real target would load for all its children."""
    os.environ["PREPARED_BY"] = str(os.getpid())


def act(data: bytes, arguments: dict[str, Any], tell: Tell) -> list[bytes]:
    """Does what `arguments["deed"]` says; a real target gets its deed from the issue."""
    return [DEEDS[arguments["deed"]](data, tell)]


def _work(data: bytes, tell: Tell) -> bytes:
    tell("analyse")
    return data.upper()


def _describe(_data: bytes, _tell: Tell) -> bytes:
    limits = {
        "memory": resource.getrlimit(resource.RLIMIT_AS)[0],
        "files": resource.getrlimit(resource.RLIMIT_NOFILE)[0],
        "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
    }
    keys = ("TZ", "LC_ALL", "PYTHONHASHSEED", "MALLOC_MMAP_THRESHOLD_")
    environment = {key: os.environ.get(key) for key in keys}
    limits["is_prepared_before"] = os.environ["PREPARED_BY"] == str(os.getppid())
    return json.dumps({**limits, **environment, "leads_group": os.getpgrp() == os.getpid()}).encode()


def _sleep(_data: bytes, tell: Tell) -> bytes:
    tell("analyse")
    time.sleep(60)
    return b""


def _spin(_data: bytes, _tell: Tell) -> bytes:
    while True:
        pass


def _grow(_data: bytes, _tell: Tell) -> bytes:
    return bytes(8 << 30)


def _nest(data: bytes, tell: Tell) -> bytes:
    return _nest(data, tell)


def _crash(_data: bytes, _tell: Tell) -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def _be_killed(_data: bytes, _tell: Tell) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def _quit(_data: bytes, _tell: Tell) -> bytes:
    sys.exit(0)


def _fail(_data: bytes, tell: Tell) -> bytes:
    tell("analyse")
    raise KeyError("a fault of ours")


def _leave_a_child(data: bytes, tell: Tell) -> bytes:
    if os.fork() == 0:
        time.sleep(60)
    return _sleep(data, tell)


def _write_much(_data: bytes, _tell: Tell) -> bytes:
    return bytes(2 << 20)


def _talk_nonsense(_data: bytes, _tell: Tell) -> bytes:
    """What a child that was taken over might write where its ending is told: to every open descriptor."""
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b"[" * 100_000)
        except OSError:
            continue
    return b""


def _count_descriptors(_data: bytes, _tell: Tell) -> bytes:
    return b" ".join(b"%d" % descriptor for descriptor in range(64) if _is_open(descriptor))


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _connect(data: bytes, _tell: Tell) -> bytes:
    with socket.socket() as connection:
        connection.connect(("127.0.0.1", int(data)))
        connection.sendall(b"secret")
    return b"sent"


def _trace(_data: bytes, _tell: Tell) -> bytes:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(16, os.getppid(), 0, 0):
        raise OSError(ctypes.get_errno(), "ptrace")
    return b"traced"


def _start_thread(_data: bytes, _tell: Tell) -> bytes:
    try:
        threading.Thread(target=time.sleep, args=(0,)).start()
    except RuntimeError as error:
        raise PermissionError(1, str(error)) from error
    return b"started"


def _lift_limits(_data: bytes, _tell: Tell) -> bytes:
    try:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except ValueError as error:
        raise PermissionError(1, str(error)) from error
    return b"lifted"


def _survive(data: bytes, _tell: Tell) -> bytes:
    try:
        return Path(os.fsdecode(data)).read_bytes()
    except PermissionError:
        return b"refused"


# Each of these is refused to a confined child; `data` names what it would reach.
REACHES: dict[str, Callable[[bytes, Tell], object]] = {
    "read": lambda data, _: Path(os.fsdecode(data)).read_bytes(),
    "list": lambda data, _: list(Path(os.fsdecode(data)).parent.iterdir()),
    "write": lambda data, _: Path(os.fsdecode(data)).write_bytes(b"owned"),
    "append": lambda data, _: Path(os.fsdecode(data)).open("ab").close(),
    "unlink": lambda data, _: Path(os.fsdecode(data)).unlink(),
    "rename": lambda data, _: Path(os.fsdecode(data)).rename(os.fsdecode(data) + ".owned"),
    "mkdir": lambda data, _: Path(os.fsdecode(data) + ".owned").mkdir(),
    "chmod": lambda data, _: Path(os.fsdecode(data)).chmod(0o777),
    "link": lambda data, _: Path(os.fsdecode(data) + ".owned").symlink_to("/"),
    "connect": _connect,
    "exec": lambda data, _: os.execv("/bin/sh", ["sh", "-c", f"echo owned > '{os.fsdecode(data)}'"]),
    "fork": lambda _data, _: os.fork(),
    "thread": _start_thread,
    "kill the server": lambda _data, _: os.kill(os.getppid(), signal.SIGKILL),
    "kill the group": lambda _data, _: os.kill(0, signal.SIGKILL),
    "kill all": lambda _data, _: os.kill(-1, 0),
    "trace": _trace,
    "setuid": lambda _data, _: os.setuid(65534),
    "leave the group": lambda _data, _: os.setsid(),
    "lift limits": _lift_limits,
    "pipe": lambda _data, _: os.pipe(),
}


def _reaching(reach: Callable[[bytes, Tell], object]) -> Callable[[bytes, Tell], bytes]:
    def deed(data: bytes, tell: Tell) -> bytes:
        reach(data, tell)
        return b"done"

    return deed


DEEDS: dict[str, Callable[[bytes, Tell], bytes]] = {
    **{name: _reaching(reach) for name, reach in REACHES.items()},
    "survive": _survive,
    "write much": _write_much,
    "talk nonsense": _talk_nonsense,
    "count descriptors": _count_descriptors,
    "work": _work,
    "describe": _describe,
    "sleep": _sleep,
    "spin": _spin,
    "grow": _grow,
    "nest": _nest,
    "crash": _crash,
    "be killed": _be_killed,
    "quit": _quit,
    "fail": _fail,
    "leave a child": _leave_a_child,
}
