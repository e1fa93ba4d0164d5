"""Which sources are fetched, some at a time, and what that came to.

A plain function; the command calls it, and a night before it ingests. What happens to one source
stands in `tasks.fetching.source`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.settings import Settings
from schemas.errors import ConfigurationError, StorageError
from tasks.fetching.links import LIMITS, TARGET
from tasks.fetching.origins import SourceFolder, find_sources
from tasks.fetching.outcome import ArrivalKind, SourceOutcome
from tasks.fetching.source import Means, fetch_source, utc_now
from tasks.fetching.web import Pacer, Patience
from tasks.isolation.sandbox import Sandbox

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
        StorageError: raw cannot be read, or its disk not written; what came before stays.
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
    try:
        sources = find_sources(raw)
    except OSError as error:
        raise StorageError(
            f"the raw folder {raw} cannot be read ({error.strerror}); check its permissions"
        ) from error
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
