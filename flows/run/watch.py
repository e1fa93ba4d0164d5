"""How a run tells what it is doing while it works; what is drawn from it is in `flows.telling`.

Flows take plain parameters only, so the watcher of the command that started a flow is found through
the context.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from flows.run.report import IssueOutcome, RunReport


class Watcher(Protocol):
    """Told by a run's main thread."""

    def note(self, text: str) -> None: ...

    def begin(self, run_id: str, total: int) -> None:
        """Issues are about to be worked on, so many."""
        ...

    def done(self, outcome: IssueOutcome) -> None:
        """An issue has ended."""
        ...

    def end(self, report: RunReport) -> None:
        """The run has ended, and its row is written."""
        ...


class SilentWatcher:
    """Nobody looks on."""

    def note(self, text: str) -> None:
        """Says nothing."""

    def begin(self, run_id: str, total: int) -> None:
        """Says nothing."""

    def done(self, outcome: IssueOutcome) -> None:
        """Says nothing."""

    def end(self, report: RunReport) -> None:
        """Says nothing."""


class Watchers:
    """Several who look on; each is told in turn."""

    def __init__(self, *watchers: Watcher) -> None:
        self._watchers = watchers

    def note(self, text: str) -> None:
        for watcher in self._watchers:
            watcher.note(text)

    def begin(self, run_id: str, total: int) -> None:
        for watcher in self._watchers:
            watcher.begin(run_id, total)

    def done(self, outcome: IssueOutcome) -> None:
        for watcher in self._watchers:
            watcher.done(outcome)

    def end(self, report: RunReport) -> None:
        for watcher in self._watchers:
            watcher.end(report)


_current: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


def watcher_of_command() -> Watcher | None:
    """Who watches the runs that start here; None outside `watched_by`."""
    return _current.get()


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Runs that start within the block tell this watcher."""
    token = _current.set(watcher)
    try:
        yield
    finally:
        _current.reset(token)
