"""Who tells a run, as the settings say: the screen, JSON lines, or nobody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flows.run.watch import SilentWatcher, Watcher, watcher_of_command
from flows.settings import Settings
from flows.telling.logs import LogWatcher
from flows.telling.progress import ScreenWatcher
from schemas.kinds import LogFormat, RunKind


@contextmanager
def watching(settings: Settings, kind: RunKind) -> Iterator[Watcher]:
    """Tells what a run does, to a person or as data, as the settings say."""
    if settings.log_format is LogFormat.JSON:
        yield LogWatcher()
        return
    with ScreenWatcher(with_changes=kind is RunKind.REPROCESS) as watcher:
        yield watcher


def current_watcher(log_format: LogFormat) -> Watcher:
    """The watcher of the command that started the flow; without one, logs if they are asked for as data."""
    if (watcher := watcher_of_command()) is not None:
        return watcher
    return LogWatcher() if log_format is LogFormat.JSON else SilentWatcher()
