"""Where our time goes: a real run in this one process, with a clock around the functions it calls.

    python -m benchmarks.speed.stages RAW PROCESSED TINY_RAW TINY_PROCESSED

A run over the tiny folder goes before, so that what is loaded or built once counts for no stage. The run
is `flows.run.carry_out.execute`, as the command calls it, with one worker. Only two things are other than
usual: an issue is read here instead of in a child process, where no clock of ours could look (garbage is
collected as seldom as there), and the functions named in `STAGES` are timed. A function that is gone is an
error, so that the table cannot quietly lose a stage. Standard output is one line of JSON: seconds by stage,
`REST` last.
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any

from flows.run.carry_out import execute
from flows.run.engine import DirectEngine
from flows.run.plan import Request
from flows.run.watch import SilentWatcher
from flows.settings import load_settings
from schemas.kinds import RunKind
from tasks.analysis import target
from tasks.isolation.sandbox import Sandbox
from tasks.isolation.server import keep_what_is_loaded

REST = "discovery, locks, comparing, records"
"""What no stage claims."""

STAGES: dict[str, tuple[str, ...]] = {
    "reading: PDF library, page objects": (
        "tasks.extraction.read:PdfFile",
        "tasks.extraction.read:PdfFile.pages",
    ),
    "reading: losses": ("tasks.extraction.read:sort_out",),
    "reading: words and lines": ("tasks.extraction.read:group_lines",),
    "reading: the rest": ("tasks.analysis.target:read_document",),
    "layout": (
        "tasks.analysis.target:at_usual_size",
        "tasks.analysis.issue:lay_out",
        "tasks.analysis.issue:look_of_lines",
    ),
    "noise": ("tasks.analysis.issue:find_all", "tasks.analysis.issue:classify"),
    "contents and heads": (
        "tasks.analysis.issue:read_contents",
        "tasks.analysis.issue:CandidateFinder.find",
        "tasks.analysis.issue:TitleJudge.decide",
        "tasks.analysis.issue:is_one_article",
        "tasks.analysis.issue:find_headline",
    ),
    "learnt reading": ("tasks.analysis.issue:ask", "tasks.analysis.issue:correct"),
    "cut into articles": ("tasks.analysis.issue:Segmenter.split", "tasks.analysis.issue:Segmenter.one"),
    "confidences": ("tasks.analysis.issue:weigh", "tasks.analysis.issue:assess"),
    "articles' texts": ("tasks.analysis.issue:tell",),
    "language": (
        "tasks.analysis.facts:tell_languages",
        "tasks.noise.rules.advertisement:detect_language",
        "tasks.noise.rules.advertisement:weigh_languages",
    ),
    "tables": ("tasks.analysis.issue:find_tables",),
    "accounting": ("tasks.analysis.issue:reconcile",),
    "facts and rows": (
        "tasks.analysis.issue:establish",
        "tasks.analysis.issue:tabulate",
        "tasks.analysis.issue:with_doubts",
    ),
    "JSON between the processes": ("tasks.analysis.target:encode_rows", "tasks.analyse:decode"),
    "validation": ("tasks.validate:check_rows",),
    "Parquet": ("tasks.storage.store:Store.publish",),
    "commit": ("tasks.storage.store:replace_together",),
}
"""Functions of each stage, as `module:name` where the road looks them up.

Time counts for the innermost of them: language, asked for by the telling of texts, is not the texts'.
"""


@dataclass(slots=True)
class StageClock:
    """CPU seconds by stage; a stage that begins within another stops the other's time.

    For stages that follow each other; those of several threads at a time would count for each other.
    """

    now: Callable[[], float] = time.process_time
    seconds: dict[str, float] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _since: float = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self._turn()
        self._open.append(name)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def timed(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The function, counted for a stage; of a generator, what it does between its values."""
        if inspect.isgeneratorfunction(function):

            @wraps(function)
            def iterate(*arguments: Any, **named: Any) -> Iterator[Any]:
                values = function(*arguments, **named)
                end = object()
                while True:
                    with self.stage(name):
                        value = next(values, end)
                    if value is end:
                        return
                    yield value

            return iterate

        @wraps(function)
        def call(*arguments: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*arguments, **named)

        return call

    def _turn(self) -> None:
        """Gives the time since the last turn to the innermost stage."""
        now = self.now()
        if self._open:
            self.seconds[self._open[-1]] = self.seconds.get(self._open[-1], 0.0) + now - self._since
        self._since = now


@contextmanager
def probed(clock: StageClock, stages: Mapping[str, tuple[str, ...]] = STAGES) -> Iterator[None]:
    """Puts the clock around the functions of the stages, and takes it away again.

    Raises:
        AttributeError: a function is not where it was.
    """
    with ExitStack() as stack:
        for stage, places in stages.items():
            for place in places:
                owner, name = find(place)
                function = getattr(owner, name)
                if inspect.isclass(function):
                    owner, name, function = function, "__init__", function.__init__
                stack.enter_context(_instead(owner, name, clock.timed(function, stage)))
        yield


@contextmanager
def _instead(owner: Any, name: str, value: Any) -> Iterator[None]:
    """Puts `value` where the owner has something else, for a while."""
    usual = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, usual)


def find(place: str) -> tuple[Any, str]:
    """Whose attribute a function is, and what it is called there."""
    module_name, _, path = place.partition(":")
    owner: Any = importlib.import_module(module_name)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    getattr(owner, name)
    return owner, name


class InThisProcess(Sandbox):
    """Reads issues here; starts no process."""

    def run(self, path: Path, arguments: Mapping[str, Any]) -> bytes:
        return b"".join(target.answer(path.read_bytes(), dict(arguments), lambda _: None))


def in_this_process() -> AbstractContextManager[None]:
    """Runs read their issues here."""
    return _instead(*find("flows.run.carry_out:Sandbox"), InThisProcess)


def ingest(raw: Path, processed: Path) -> None:
    """What `bulletins ingest --direct --workers 1` does."""
    settings = load_settings(raw=raw, processed=processed, workers=1)
    execute(settings, Request(RunKind.INGEST), DirectEngine(), SilentWatcher())


def seconds_by_stage(raw: Path, processed: Path) -> dict[str, float]:
    """CPU seconds of a run over `raw`, by stage; `REST` is what no stage claims."""
    clock = StageClock()
    with in_this_process(), probed(clock), clock.stage(REST):
        ingest(raw, processed)
    return {stage: clock.seconds.get(stage, 0.0) for stage in (*STAGES, REST)}


def main(raw: str, processed: str, tiny_raw: str, tiny_processed: str) -> None:
    target.prepare()
    keep_what_is_loaded()
    with in_this_process():
        ingest(Path(tiny_raw), Path(tiny_processed))
    sys.stdout.write(json.dumps(seconds_by_stage(Path(raw), Path(processed))) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
