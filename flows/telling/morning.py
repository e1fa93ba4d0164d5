"""The answer to one question: does anything need someone? A verdict, and a line for each thing that does.

Values and words only: what they are made from is gathered by `flows.commands.status`, and what failures
and troubles say stands in `flows.telling.views`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from flows.run.wording import plural
from flows.telling.views import failure_line, fetch_line
from schemas.kinds import RunStatus
from schemas.notices import Notice
from schemas.run_rows import FailureRow, RunRow
from tasks.published.catalogue import IssueState, is_accounted
from tasks.published.notices import ToldNotice, alike, names_of

if TYPE_CHECKING:
    from tasks.fetching.memory import FetchTrouble

DAY_WORDS = {-1: "yesterday", 0: "today", 1: "tomorrow"}


@dataclass(frozen=True, slots=True)
class Morning:
    """What there is to be told of the issues asked for, as of `now`.

    Attributes:
        states: the issues.
        gone: those whose file has left raw.
        known: who acknowledged a failure, in words, by issue.
        troubles: what could not be fetched and nobody has acknowledged.
        known_troubles: the same, acknowledged, and by whom, in words.
        silent: sources that are silent.
        missed: that no run began for too long.
        told: what the runs of the last days told.
        run: the last run.
        next_run: when the timetable fires next; None where there is none.
        is_served: whether `bulletins serve` keeps to the timetable just now.
        now: UTC.
        zone: in which times are told.
    """

    states: Sequence[IssueState]
    gone: frozenset[str]
    known: Mapping[str, str]
    troubles: Sequence[FetchTrouble]
    known_troubles: Mapping[FetchTrouble, str]
    silent: Sequence[Notice]
    missed: Sequence[Notice]
    told: Sequence[ToldNotice]
    run: RunRow | None
    next_run: datetime | None
    is_served: bool
    now: datetime
    zone: tzinfo

    @property
    def new_failures(self) -> list[FailureRow]:
        """Failures that nobody has acknowledged."""
        failures = [state.failure for state in self.states if state.issue_id not in self.known]
        return [failure for failure in failures if failure is not None]


def needs(morning: Morning) -> list[str]:
    """What needs someone, a line each, the most pressing first."""
    lines = [notice.sentence for notice in morning.missed]
    if morning.run is not None and morning.run["status"] == RunStatus.ABORTED:
        lines += morning.run["notices"] or []
    lines += [_failures_line(failures, morning.zone) for failures in alike(morning.new_failures)]
    lines += [
        f"{state.issue_id}: its characters do not add up; bulletins check tells more"
        for state in morning.states
        if state.issue is not None and not is_accounted(state.issue)
    ]
    lines += [fetch_line(trouble, morning.zone) for trouble in morning.troubles]
    return lines + [notice.sentence for notice in morning.silent]


def _failures_line(failures: Sequence[FailureRow], zone: tzinfo) -> str:
    if len(failures) == 1:
        return failure_line(failures[0], zone)
    _, name = names_of(failures)
    return f"{name} could not be published ({failures[0]['code']}): {failures[0]['sentence']}"


def verdict(morning: Morning) -> str:
    """All of it in one line."""
    count = len(needs(morning))
    failing = sum(state.failure is not None for state in morning.states)
    known = len(morning.known) + len(morning.known_troubles)
    parts = [
        {0: "nothing needs you", 1: "1 needs you"}.get(count, f"{count} need you"),
        f"{len(morning.states) - failing} fine",
        *([f"{known} known"] if known else []),
    ]
    return f"{', '.join(parts)}; {_runs_words(morning)}"


def _runs_words(morning: Morning) -> str:
    zone = f" ({morning.now.astimezone(morning.zone):%Z})"
    last = "no run yet" if morning.run is None else f"last run {_when(morning.run['started_at'], morning)}"
    if morning.next_run is None:
        return last + (zone if morning.run is not None else "")
    if not morning.is_served:
        return f"{last}, and bulletins serve, which should start the next, is not at work{zone}"
    return f"{last}, next {_when(morning.next_run, morning)}{zone}"


def _when(moment: datetime, morning: Morning) -> str:
    """`today 02:00`, `2026-11-21 02:00`."""
    local = moment.astimezone(morning.zone)
    days = (local.date() - morning.now.astimezone(morning.zone).date()).days
    return f"{DAY_WORDS.get(days, f'{local:%Y-%m-%d}')} {local:%H:%M}"


def rest_line(morning: Morning) -> str | None:
    """What else there is to see, in one line; None when there is nothing."""
    warned = sum(state.issue is not None and bool(state.issue["warnings"]) for state in morning.states)
    stale = sum(state.is_stale for state in morning.states)
    known = len(morning.known) + len(morning.known_troubles)
    said = [
        f"{plural(warned, 'issue')} with warnings" if warned else "",
        f"{plural(len(morning.gone), 'file')} gone from raw" if morning.gone else "",
        plural(stale, "stale issue") if stale else "",
        plural(known, "known failure") if known else "",
    ]
    words = ", ".join(words for words in said if words)
    return f"also: {words}; bulletins status --problems shows them" if words else None


def is_problem(state: IssueState, gone: frozenset[str]) -> bool:
    """Whether there is anything to be seen about an issue."""
    has_warnings = state.issue is not None and bool(state.issue["warnings"])
    return state.failure is not None or has_warnings or state.is_stale or state.issue_id in gone
