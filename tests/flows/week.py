"""A week of nights with a moved clock, through the code of real runs.

It needs nothing but the project, so that the nights before an upgrade can be run by a copy of it that
is an older version: `python week.py DESK FIRST LAST`. What is checked stands in `test_week.py`.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flows.run.carry_out import execute
from flows.run.engine import DirectEngine
from flows.run.plan import Request
from flows.run.report import RunReport
from flows.run.watch import SilentWatcher
from flows.settings import load_settings
from schemas.kinds import RunKind

MONDAY = date(2026, 3, 2)
ENGLISH = """Harbour opens its new quay

PORT LUMEN - The harbour of Port Lumen opened its new quay on Friday, two months earlier than
planned. Ferries will use it from the first of June.

The mayor thanked everyone who had worked through the winter. The old quay stays open for
fishing boats until it is repaired next year.
"""
FINNISH = """Satama avaa uuden laiturin

Port Lumenin satama avasi perjantaina uuden laiturinsa kaksi kuukautta suunniteltua aikaisemmin.
Lautat alkavat käyttää sitä kesäkuun alusta lähtien.

Pormestari kiitti kaikkia, jotka olivat työskennelleet läpi talven. Vanha laituri pysyy auki
kalastusveneille, kunnes se korjataan ensi vuonna.
"""


def bulletin(name: str, day: date, text: str = ENGLISH) -> str:
    return f"{name}\nNo. {day:%j}, {day.day} {day:%B} {day:%Y}\n\n{text}"


class Desk:
    """A folder with `raw/`, `processed/`, and a `share/` that is not always there."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.processed, self.share = folder / "raw", folder / "processed", folder / "share"
        self.locked_pdf = folder / "locked.pdf"

    def add(self, name: str, text: str) -> None:
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def link(self, name: str) -> None:
        """A bulletin that lies on the share."""
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(self.share / path.name)

    def night(self, day: int, kind: RunKind = RunKind.INGEST, *, stale: bool = False) -> RunReport:
        """The run of a night, two hours after midnight; day 0 is the Monday."""
        moment = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 2, tzinfo=UTC) + timedelta(days=day)
        settings = load_settings(raw=self.raw, processed=self.processed, workers=2)
        return execute(
            settings, Request(kind, stale=stale), DirectEngine(), SilentWatcher(), clock=lambda: moment
        )


def monday(desk: Desk) -> None:
    """Six weeks of a weekly and five days of a daily are there from before; the share is away."""
    for week in range(6):
        day = MONDAY - timedelta(weeks=6 - week)
        desk.add(f"harbour-weekly/{day}.txt", bulletin("HARBOUR WEEKLY", day))
    for back in range(5, 0, -1):
        day = MONDAY - timedelta(days=back)
        desk.add(f"council-daily/{day}.txt", bulletin("COUNCIL DAILY", day))
    desk.link("ministry/budget.txt")
    desk.link("ministry/annex.txt")


def tuesday(desk: Desk) -> None:
    """A file with a password."""
    (desk.raw / "reading-circle").mkdir()
    shutil.copy(desk.locked_pdf, desk.raw / "reading-circle" / "march.pdf")


def wednesday(desk: Desk) -> None:
    """The new weekly, in another language than ever."""
    desk.add("harbour-weekly/2026-03-03.txt", bulletin("HARBOUR WEEKLY", date(2026, 3, 3), FINNISH))


def friday(desk: Desk) -> None:
    """The share is back, with one of its two files; a new source."""
    desk.share.mkdir()
    (desk.share / "budget.txt").write_text(ENGLISH, encoding="utf-8")
    desk.add("valley-news/first.txt", bulletin("VALLEY NEWS", date(2026, 3, 5)))


EVENTS: dict[int, Callable[[Desk], None]] = {0: monday, 1: tuesday, 2: wednesday, 4: friday}


def nights(desk: Desk, first: int, last: int) -> list[RunReport]:
    """What happens on the days, and the runs of the nights after it."""
    reports = []
    for day in range(first, last + 1):
        if day in EVENTS:
            EVENTS[day](desk)
        reports.append(desk.night(day))
    return reports


if __name__ == "__main__":
    nights(Desk(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3]))
