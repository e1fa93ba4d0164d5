"""The timetable that `bulletins serve` keeps to, written down for those who ask when the next run is due.

It stays behind when `serve` ends, so that a schedule that nobody keeps to any more is noticed. What a cron
expression means is Prefect's part; here are only the moments that came of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from tasks.storage.commit import write_durably

# A night may begin a little late and its work takes a while.
GRACE_HOURS = 2.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """A cron expression, the name of its time zone, and its next firings when it was written, ascending."""

    cron: str
    timezone: str
    firings: tuple[datetime, ...]

    @property
    def within_hours(self) -> float | None:
        """So many hours pass at most from one run to the next; None when there is but one firing."""
        gaps = [later - earlier for earlier, later in pairwise(self.firings)]
        return max(gaps) / timedelta(hours=1) + GRACE_HOURS if gaps else None

    def next_after(self, now: datetime) -> datetime | None:
        return next((firing for firing in self.firings if firing > now), None)


def load_schedule(state: Path) -> Schedule | None:
    """The timetable below `.state`; None where nothing was ever served, or the file cannot be read."""
    try:
        values = json.loads(_path(state).read_bytes())
        firings = tuple(datetime.fromisoformat(text) for text in values["firings"])
        return Schedule(str(values["cron"]), str(values["timezone"]), firings)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def expected_within_hours(asked: float | None, state: Path) -> float | None:
    """So many hours may pass from one run to the next: as the user said, or as the timetable has it."""
    if asked is not None:
        return asked
    schedule = load_schedule(state)
    return None if schedule is None else schedule.within_hours


def save_schedule(state: Path, cron: str, timezone: str, firings: Sequence[datetime]) -> None:
    values = {"cron": cron, "timezone": timezone, "firings": [firing.isoformat() for firing in firings]}
    write_durably(_path(state), (json.dumps(values, indent=1) + "\n").encode())


def _path(state: Path) -> Path:
    return state / "schedule.json"
