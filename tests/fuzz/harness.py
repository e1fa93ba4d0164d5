"""Takes hostile files the whole road, each in its sandbox, and counts what became of them.

The road is the real one: discovery of a file under raw, reading and analysis in a bounded child,
validation, encoding as Parquet. An `IssueError` that names the file's fault is a good end; what must not
be is listed in `FAULTS`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from schemas.errors import IssueError
from schemas.limits import ReadLimits
from tasks.analyse import TARGET, analyse_file
from tasks.discover import discover
from tasks.isolation.sandbox import ChildLimits, Sandbox
from tasks.storage.stamps import StampBook
from tasks.storage.store import encode
from tasks.validate import validate_issue
from tests.fuzz.corpus import Case

PUBLISHED = "published"
ESCAPED = "escaped"
FAULTS = {
    "time_limit": "hang",
    "crash": "crash",
    "internal": "internal",
    "accounting": "accounting",
    "invalid_rows": "invalid rows",
    "wrong_issue": "invalid rows",
    ESCAPED: "internal",
}
"""Codes that are a fault of ours, whatever the file holds, by the kind they are counted as."""

BATCH = 64


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case: `published`, the code it was refused with, or `escaped`."""

    case: Case
    code: str
    detail: str
    seconds: float

    @property
    def is_fault(self) -> bool:
        return self.code in FAULTS


@dataclass(slots=True)
class Tally:
    """Counts over the cases of a run."""

    codes: Counter[str] = field(default_factory=Counter)
    faults: list[Outcome] = field(default_factory=list)
    slowest: list[Outcome] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        self.codes[outcome.code] += 1
        if outcome.is_fault:
            self.faults.append(outcome)
        self.slowest = sorted([*self.slowest, outcome], key=lambda one: -one.seconds)[:10]

    def lines(self) -> Iterator[str]:
        """The figures for a person."""
        kinds = Counter(FAULTS[outcome.code] for outcome in self.faults)
        yield f"files {self.codes.total()}, published {self.codes[PUBLISHED]}"
        yield "refused " + ", ".join(
            f"{code} {count}" for code, count in self.codes.most_common() if code not in (PUBLISHED, *FAULTS)
        )
        yield ", ".join(f"{kind} {kinds[kind]}" for kind in dict.fromkeys(FAULTS.values()))
        for outcome in self.slowest[:3]:
            yield f"slowest: {outcome.seconds:.1f} s {outcome.code} {outcome.case.label}"
        for outcome in self.faults:
            yield f"FAULT {outcome.code} in {outcome.case.label}: {outcome.detail}"


def run_cases(
    cases: Iterable[Case], limits: ChildLimits, *, workers: int, read_limits: ReadLimits | None = None
) -> Iterator[Outcome]:
    """Outcomes in the order of the cases; a few are in the making at a time."""
    read = read_limits or ReadLimits()
    with (
        tempfile.TemporaryDirectory(prefix="fuzz-") as folder,
        Sandbox(TARGET, limits) as sandbox,
        ThreadPoolExecutor(workers) as pool,
    ):
        numbered = enumerate(cases)
        while batch := [entry for _, entry in zip(range(BATCH), numbered, strict=False)]:
            yield from pool.map(
                lambda entry: run_case(entry[1], Path(folder) / str(entry[0]), sandbox, read), batch
            )


def run_case(case: Case, folder: Path, sandbox: Sandbox, limits: ReadLimits) -> Outcome:
    """Takes one file the whole road, in a raw folder of its own."""
    began = time.monotonic()
    try:
        code, detail = _travel(case, folder, sandbox, limits), ""
    except IssueError as error:
        code, detail = error.code, "\n".join([error.sentence, *getattr(error, "__notes__", ())])
    except Exception:  # noqa: BLE001 - what gets here is what is looked for
        code, detail = ESCAPED, traceback.format_exc()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Outcome(case, code, detail, time.monotonic() - began)


def _travel(case: Case, folder: Path, sandbox: Sandbox, limits: ReadLimits) -> str:
    source = folder / "source"
    source.mkdir(parents=True)
    (source / os.fsdecode(case.name)).write_bytes(case.data)
    found = discover(folder, StampBook(folder / ".stamps"))
    for problem in found.problems:
        return problem.code
    for issue in found.found:
        rows = validate_issue(analyse_file(issue, sandbox, limits), issue)
        for dataset, table in rows.by_dataset().items():
            encode(dataset, table)
        return PUBLISHED
    return "ignored"
