"""Whose turn it is on a processed folder: one nightly run at a time, and none on top of a run by hand.

Runs at once do no harm, since each issue has a lock of its own; turns keep them from standing in each
other's way, and late nightly runs from piling up. They are locks that the kernel frees when their holder
dies, so they hold without Prefect's server, too, and nothing is left to mend after a crash. What a
nightly run does with its turn is told in `flows.nightly`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from schemas.errors import StorageError
from tasks.storage.commit import write_durably
from tasks.storage.locks import hold

# Looking at a lock takes it for an instant; whoever wants it at that instant tries a little longer.
INSTANT_SECONDS = 1.0


class Turns:
    """The turns on one processed folder.

    Args:
        state: the folder's `.state`.
    """

    def __init__(self, state: Path) -> None:
        self._state = state
        self._night_lock = state / "locks" / "nightly.lock"
        self._work_lock = state / "locks" / "work.lock"
        self._serve_lock = state / "locks" / "timetable.lock"
        self._record = state / "nightly.json"

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Lets others know that a run is at work; any number of them may be."""
        with self._lock(self._work_lock, INSTANT_SECONDS, is_shared=True):
            yield

    @contextmanager
    def night(self) -> Iterator[bool]:
        """The nightly turn for the block; yields whether it was free."""
        with self._lock(self._night_lock, INSTANT_SECONDS) as is_held:
            yield is_held

    def is_night(self) -> bool:
        """Whether a nightly run is at work."""
        with self._lock(self._night_lock, 0, is_shared=True) as is_held:
            return not is_held

    def wait_for_others(self, seconds: float) -> bool:
        """Waits until no run is at work, so long at most; whether that came to pass."""
        with self._lock(self._work_lock, seconds) as is_held:
            return is_held

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Lets others know that the timetable is kept to; several may say so."""
        with self._lock(self._serve_lock, INSTANT_SECONDS, is_shared=True):
            yield

    def is_served(self) -> bool:
        """Whether somebody keeps to the timetable."""
        with self._lock(self._serve_lock, 0) as is_held:
            return not is_held

    def last_night(self) -> datetime | None:
        """When the last nightly run began that came to its end; None where that is not known."""
        try:
            return datetime.fromisoformat(json.loads(self._record.read_bytes())["began_at"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def note_night(self, began_at: datetime) -> None:
        """Remembers a nightly run that came to its end."""
        try:
            write_durably(self._record, json.dumps({"began_at": began_at.isoformat()}).encode())
        except OSError as error:
            raise _told(self._record, error) from error

    @contextmanager
    def _lock(self, path: Path, wait_seconds: float, *, is_shared: bool = False) -> Iterator[bool]:
        with ExitStack() as stack:
            try:
                is_held = stack.enter_context(hold(path, wait_seconds=wait_seconds, is_shared=is_shared))
            except OSError as error:
                raise _told(path, error) from error
            yield is_held is not None


def _told(path: Path, error: OSError) -> StorageError:
    return StorageError(
        f"could not write {path}: {error.strerror or error}; "
        "check the permissions of its folder and the space on its disk"
    )
