"""What fetching a source came to: what a caller is handed, and what people and programs are told.

Values only. How they are gathered stands in the rooms that do the fetching; nothing of those is needed to
read what they found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

# Code of a source that is not fetched for an error in its profile.
PROFILE_CODE = "profile"


class SourceState(StrEnum):
    """What became of a source: fetched as far as its files let it, failed, left alone for now, or busy."""

    FETCHED = "fetched"
    FAILED = "failed"
    WAITING = "waiting"
    BUSY = "busy"


class ArrivalKind(StrEnum):
    """What a fetched file is to the source."""

    NEW = "new"
    CHANGED = "changed"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came; `file` is relative to the source's folder, for a duplicate the one that is there."""

    kind: ArrivalKind
    address: str
    file: str


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be fetched: one file, or with no `address` the source as a whole.

    `is_new` is false for one of an earlier run that it is too early to try again.
    """

    address: str | None
    code: str
    sentence: str
    attempts: int = 1
    first_seen: datetime | None = None
    next_try: datetime | None = None
    is_new: bool = True


@dataclass(slots=True)
class SourceOutcome:
    """What fetching one source came to; filled while it goes on."""

    source: str
    state: SourceState = SourceState.FETCHED
    arrivals: list[Arrival] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unchanged_count: int = 0
    left_count: int = 0

    def count(self, kind: ArrivalKind) -> int:
        return sum(arrival.kind is kind for arrival in self.arrivals)
