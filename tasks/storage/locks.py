"""Locks between processes, one per name, freed by the kernel when their holder dies.

Lock files stay where they are: removing one would let two holders lock two files of one name.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Held:
    """A lock that is held. Whoever gets a copy of its descriptor holds it, too, until all are closed."""

    descriptor: int


@contextmanager
def hold(path: Path, *, wait_seconds: float, is_shared: bool = False) -> Iterator[Held | None]:
    """Holds the lock at `path` for the block; yields None when it was not got in time.

    A shared lock lets other shared ones in and keeps those out that are not.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + wait_seconds
    kind = fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX
    with path.open("ab") as stream:
        while not (is_held := _try_lock(stream.fileno(), kind)) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        yield Held(stream.fileno()) if is_held else None


def _try_lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
