"""What children are made to do in the tests of isolation: work, hang, grow, fall over."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

Tell = Callable[[str], None]


def prepare() -> None:
    """What a real target would load for all its children."""
    os.environ["PREPARED_BY"] = str(os.getpid())


def act(data: bytes, arguments: dict[str, Any], tell: Tell) -> bytes:
    """Does what `arguments["deed"]` says; a real target gets its deed from the issue."""
    return DEEDS[arguments["deed"]](data, tell)


def _work(data: bytes, tell: Tell) -> bytes:
    tell("analyse")
    return data.upper()


def _describe(_data: bytes, _tell: Tell) -> bytes:
    limits = {
        "memory": resource.getrlimit(resource.RLIMIT_AS)[0],
        "files": resource.getrlimit(resource.RLIMIT_NOFILE)[0],
        "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
    }
    environment = {key: os.environ.get(key) for key in ("TZ", "LC_ALL", "PYTHONHASHSEED")}
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


DEEDS: dict[str, Callable[[bytes, Tell], bytes]] = {
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
