"""What a run of the benchmark found, as it is kept in `results.json`; every figure of the page is from there.

Times are CPU seconds, user and system, unless a name says otherwise. What a contestant takes to start is
measured each round over one page and taken off: it weighs much on few files and nothing on many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from pydantic import TypeAdapter

from benchmarks.speed.contestants import Key
from benchmarks.speed.process import Took

RESULTS_FILE = Path(__file__).with_name("results.json")


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure over the rounds: of the medians, and of the lowest and the highest round."""

    middle: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Entry:
    """What one contestant did, round by round.

    Attributes:
        key: who.
        edition: its version.
        runs: over all files.
        starts: over one page.
        pages: of the files it could read; text exports count as one.
        failed: files it could not read.
        characters: it gave, without blanks.
    """

    key: Key
    edition: str
    runs: tuple[Took, ...]
    starts: tuple[Took, ...]
    pages: int
    failed: int
    characters: int

    @property
    def work_seconds(self) -> list[float]:
        """CPU time of each round without the start."""
        return _less([run.cpu_seconds for run in self.runs], [start.cpu_seconds for start in self.starts])

    @property
    def wall_seconds(self) -> list[float]:
        """Wall time of each round without the start."""
        return _less([run.wall_seconds for run in self.runs], [start.wall_seconds for start in self.starts])

    @property
    def start_seconds(self) -> float:
        return median(start.cpu_seconds for start in self.starts)

    @property
    def peak_mib(self) -> float:
        return max(run.peak_mib for run in self.runs)

    @property
    def own_share(self) -> float:
        """Share of its time that the first process itself took: what workers cannot share among them."""
        own = _less(
            [run.own_cpu_seconds for run in self.runs], [start.own_cpu_seconds for start in self.starts]
        )
        return median(own) / median(self.work_seconds)

    @property
    def rate(self) -> Spread:
        """Pages per CPU second."""
        return ratio([self.pages] * len(self.runs), self.work_seconds)


@dataclass(frozen=True, slots=True)
class Curve:
    """How time grows with the size of something; seconds by size, and the exponent of their power law."""

    name: str
    exponent: float
    points: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it ran."""

    processor: str
    processors: int
    memory_gib: float
    system: str
    python: str


@dataclass(frozen=True, slots=True)
class Report:
    """One run of the benchmark.

    Attributes:
        title: what was read.
        command: what makes it again.
        day: when, as ISO date.
        commit: of the project.
        machine: where.
        load: processes that wanted a processor when it began; ours not among them.
        libraries: versions of what we stand on.
        files: PDFs that all read.
        pages: of these.
        unopened: PDFs that were left out, since PDFium cannot open them.
        contestants: who was there.
        absent: who was not, since it is not installed.
        stages: seconds of each of our stages, round by round.
        exports: the text exports, read by ours alone; None where there are none.
        memory: peak of a worker in MiB, by pages of its issue; empty where it was not measured.
        growth: curves; empty where they were not measured.
    """

    title: str
    command: str
    day: str
    commit: str
    machine: Machine
    load: float
    libraries: Mapping[str, str]
    files: int
    pages: int
    unopened: int
    contestants: tuple[Entry, ...]
    absent: tuple[Key, ...]
    stages: Mapping[str, tuple[float, ...]]
    exports: Entry | None
    memory: Mapping[int, float]
    growth: tuple[Curve, ...]

    def entry(self, key: Key) -> Entry | None:
        return next((entry for entry in self.contestants if entry.key == key), None)


def ratio(above: Sequence[float], below: Sequence[float]) -> Spread:
    """Median over median; and the lowest and highest quotient of one round."""
    quotients = [a / b for a, b in zip(above, below, strict=True)]
    return Spread(median(above) / median(below), min(quotients), max(quotients))


def times_as_fast(one: Entry, other: Entry) -> Spread:
    """How many times the other's pages per CPU second the one reads, within the same rounds."""
    per_page = [seconds / one.pages for seconds in one.work_seconds]
    return ratio([seconds / other.pages for seconds in other.work_seconds], per_page)


def _less(whole: Sequence[float], start: Sequence[float]) -> list[float]:
    return [a - b for a, b in zip(whole, start, strict=True)]


_REPORTS = TypeAdapter(dict[str, Report])


def read_results(path: Path = RESULTS_FILE) -> dict[str, Report]:
    """Reports by the short name of what was read; none where nothing was kept yet."""
    return _REPORTS.validate_json(path.read_bytes()) if path.exists() else {}


def write_results(reports: Mapping[str, Report], path: Path = RESULTS_FILE) -> None:
    path.write_bytes(_REPORTS.dump_json(dict(reports), indent=1) + b"\n")
