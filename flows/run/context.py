"""Which run and which issue the code at work is about, for whatever is logged on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class _Process:
    """The run of this process, also for what is logged outside its threads."""

    run_id: str | None = None


_process = _Process()
_issue_id: ContextVar[str | None] = ContextVar("issue_id", default=None)


def begin_run(run_id: str) -> None:
    """Whatever this process logs from now on is about the run."""
    _process.run_id = run_id


def run_id() -> str | None:
    return _process.run_id


def issue_id() -> str | None:
    return _issue_id.get()


@contextmanager
def about_issue(issue_id: str) -> Iterator[None]:
    """Whatever is logged within the block, in this thread, is about the issue."""
    token = _issue_id.set(issue_id)
    try:
        yield
    finally:
        _issue_id.reset(token)
