"""What a person should know of fetching: what cannot be fetched, told when it begins and once a week after.

Computed from the sources' records alone, so that it does not matter who fetched: a night, a timer, a hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from schemas.addresses import shown
from schemas.notices import Notice, NoticeKind
from tasks.fetching.memory import FetchTrouble, open_troubles
from tasks.storage.acknowledged import fetch_mark, find_acknowledgement

DAYS_BETWEEN_REMINDERS = 7
# Of more files than these that a source cannot have, only the first is named.
MAX_FILES_NAMED = 3


def new_troubles(raw: Path, state: Path) -> list[FetchTrouble]:
    """What could not be fetched when it was tried last and nobody has acknowledged, by source.

    Args:
        raw: the folder with the sources and their records.
        state: the `.state` of the processed folder.
    """
    return [trouble for trouble in open_troubles(raw) if who_acknowledged(trouble, state) is None]


def who_acknowledged(trouble: FetchTrouble, state: Path) -> str | None:
    """Who acknowledged the trouble, in words; None if nobody did."""
    known = find_acknowledgement(state, trouble.source, mark_of(trouble))
    return None if known is None else known.words


def mark_of(trouble: FetchTrouble) -> str:
    """By which an acknowledgement knows the trouble."""
    return fetch_mark(trouble.address, trouble.first_seen)


def fetch_notices(troubles: Iterable[FetchTrouble], now: datetime) -> list[Notice]:
    """A sentence for each trouble, or for all files of a source that has many; it changes once a week.

    Args:
        troubles: by source.
        now: UTC.
    """
    notices = []
    for source, group in groupby(troubles, key=lambda trouble: trouble.source):
        of_source = list(group)
        whole = [trouble for trouble in of_source if trouble.address is None]
        files = [trouble for trouble in of_source if trouble.address is not None]
        told = [*whole, *files] if len(files) <= MAX_FILES_NAMED else [*whole, files[0]]
        notices += [
            Notice(NoticeKind.FETCH_FAILURE, source, _sentence(trouble, of_source, told, now))
            for trouble in told
        ]
    return notices


def _sentence(
    trouble: FetchTrouble, of_source: Sequence[FetchTrouble], told: Sequence[FetchTrouble], now: datetime
) -> str:
    what = trouble.source if trouble.address is None else f"{trouble.source}: {shown(trouble.address)}"
    others = len(of_source) - len(told)
    also = f" and {others} other files" if others and trouble.address is not None else ""
    weeks = (now - trouble.first_seen).days // DAYS_BETWEEN_REMINDERS
    lasting = "" if weeks < 1 else f", for {weeks} {'week' if weeks == 1 else 'weeks'} now"
    return (
        f"{what}{also} could not be fetched since {trouble.first_seen:%Y-%m-%d}{lasting}: "
        f"{trouble.sentence}; bulletins fetch {trouble.source} tries at once"
    )
