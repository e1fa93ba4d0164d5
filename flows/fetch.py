"""`bulletins fetch`: which sources are fetched, some at a time, and what people and programs see of it.

`fetch_all` is a plain function; a schedule calls it before it ingests. What happens to one source
stands in `tasks.fetch_source`. Prefect is not needed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.screen import plural, show_line
from flows.settings import Settings
from schemas.errors import ConfigurationError
from tasks.fetch_source import (
    ArrivalKind,
    Failure,
    Means,
    SourceFolder,
    SourceOutcome,
    SourceState,
    fetch_source,
    find_sources,
    utc_now,
)
from tasks.isolation import Sandbox
from tasks.links import LIMITS, TARGET
from tasks.web import Pacer, Patience

# Fetching waits for servers most of the time; more at once would help nobody's network.
SOURCES_AT_A_TIME = 4


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What fetching came to, source by source, sorted by name."""

    outcomes: tuple[SourceOutcome, ...]

    @property
    def has_failures(self) -> bool:
        return any(outcome.failures for outcome in self.outcomes)

    def count(self, kind: ArrivalKind) -> int:
        return sum(outcome.count(kind) for outcome in self.outcomes)

    def as_json(self) -> dict[str, Any]:
        return {
            "new_count": self.count(ArrivalKind.NEW),
            "changed_count": self.count(ArrivalKind.CHANGED),
            "duplicate_count": self.count(ArrivalKind.DUPLICATE),
            "failure_count": sum(len(outcome.failures) for outcome in self.outcomes),
            "sources": [asdict(outcome) for outcome in self.outcomes],
        }


def fetch_all(
    settings: Settings,
    source: str | None = None,
    *,
    on_done: Callable[[SourceOutcome], None] = lambda _: None,
    patience: Patience | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> FetchReport:
    """Brings new bulletins of all sources with a `[fetch]` into raw, or of one.

    Args:
        settings: the raw folder.
        source: slug of the only source; it is tried even where it is too early for a new try.
        on_done: told of each source as it ends, in the calling thread.
        patience: how long to wait for servers.
        clock: what time it is, in UTC.

    Raises:
        ConfigurationError: raw is missing, or `source` is not one that can be fetched.
        StorageError: the disk cannot be written; what came before stays.
    """
    sources = _chosen(settings.raw, source)
    if not sources:
        return FetchReport(())
    stop = threading.Event()
    outcomes = []
    with Sandbox(TARGET, LIMITS) as sandbox, ThreadPoolExecutor(SOURCES_AT_A_TIME) as pool:
        means = Means(settings.raw, sandbox, patience or Patience(), Pacer(), stop, clock)
        futures = [pool.submit(fetch_source, each, means, is_asked=source is not None) for each in sources]
        try:
            for future in as_completed(futures):
                outcomes.append(future.result())
                on_done(outcomes[-1])
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)
    return FetchReport(tuple(sorted(outcomes, key=lambda outcome: outcome.source)))


def _chosen(raw: Path, source: str | None) -> Sequence[SourceFolder]:
    if not raw.is_dir():
        raise ConfigurationError(
            f"the raw folder {raw} does not exist or is not a folder; name another one with --raw"
        )
    sources = find_sources(raw)
    if source is None:
        return sources
    chosen = [each for each in sources if each.source == source]
    if not chosen:
        known = ", ".join(sorted({each.source for each in sources})) or "none"
        raise ConfigurationError(
            f"there is no source {source} with a [fetch] in its source.toml under {raw}; "
            f"those with one: {known}"
        )
    return chosen


def show_outcome(outcome: SourceOutcome) -> None:
    for line in outcome_lines(outcome):
        show_line(line)


def outcome_lines(outcome: SourceOutcome) -> list[str]:
    """One source's lines: what came, what is worth a look, what failed."""
    came = [f"{outcome.source}: {_summary(outcome)}"] if outcome.state is SourceState.FETCHED else []
    notes = [f"{outcome.source}: {note}" for note in outcome.notes]
    return came + notes + [failure_line(outcome.source, failure) for failure in outcome.failures]


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
