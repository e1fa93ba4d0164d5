"""What people read of fetching: lines for a source, for a failure, for the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.run.wording import plural
from flows.telling.screen import show_line
from tasks.fetching.outcome import ArrivalKind, Failure, SourceOutcome, SourceState

if TYPE_CHECKING:
    from flows.run.fetch_all import FetchReport


def show_outcome(outcome: SourceOutcome) -> None:
    for line in outcome_lines(outcome):
        show_line(line)


def outcome_lines(outcome: SourceOutcome) -> list[str]:
    """One source's lines: what came, what is worth a look, what failed."""
    return came_lines(outcome) + [failure_line(outcome.source, failure) for failure in outcome.failures]


def came_lines(outcome: SourceOutcome) -> list[str]:
    """What came, and what is worth a look."""
    came = [f"{outcome.source}: {_summary(outcome)}"] if outcome.state is SourceState.FETCHED else []
    return came + [f"{outcome.source}: {note}" for note in outcome.notes]


def _summary(outcome: SourceOutcome) -> str:
    counts = {
        "new": outcome.count(ArrivalKind.NEW),
        "changed": outcome.count(ArrivalKind.CHANGED),
        "duplicate": outcome.count(ArrivalKind.DUPLICATE),
        "as before": outcome.unchanged_count,
        "left for the next run (max_new)": outcome.left_count,
    }
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing new"


def failure_line(source: str, failure: Failure) -> str:
    """One sentence that says what failed, how, since when, and when it is tried again."""
    what = source if failure.address is None else f"{source}: {failure.address}"
    line = f"{'failed' if failure.is_new else 'still failing'}: {what}: fetch: {failure.sentence}"
    if failure.first_seen is None or failure.next_try is None:
        return line
    since = f"tried {plural(failure.attempts, 'time')} since {failure.first_seen:%Y-%m-%d}"
    return f"{line} ({since}, next try after {failure.next_try:%Y-%m-%d %H:%M} UTC)"


def show_summary(report: FetchReport) -> None:
    if report.outcomes:
        show_line(summary_line(report))
    else:
        show_line("no source has a [fetch] in its source.toml, so there is nothing to fetch")


def summary_line(report: FetchReport) -> str:
    """What fetching came to, in one line."""
    new, changed = report.count(ArrivalKind.NEW), report.count(ArrivalKind.CHANGED)
    failed = sum(bool(outcome.failures) for outcome in report.outcomes)
    trouble = f"; {plural(failed, 'source')} with failures" if failed else ""
    come = f"{plural(new, 'new bulletin')}, {changed} changed" if changed else plural(new, "new bulletin")
    return f"{come} from {plural(len(report.outcomes), 'source')}{trouble}"
