"""Who is measured: each a command over a workload, what it gives, and what it says it has done.

All give the text of every page. Few give more, so what each gives is told beside its speed: to compare
figures without it would be unfair to whoever does more.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.speed.corpus import Workload
from benchmarks.speed.process import BenchmarkError, Ended

ISSUE_FAILED = 1
"""Exit status of `bulletins ingest` when some issues could not be published."""

# `pdftotext` takes one file, so a user writes this loop.
PDFTOTEXT_LOOP = """\
while IFS= read -r file; do pdftotext -q "$file" - || echo "$file" >&2; done < "$1"
"""


class Key(StrEnum):
    """What the results and the page call a contestant."""

    PDFTOTEXT = "pdftotext"
    PYPDFIUM2 = "pypdfium2"
    LITEPARSE = "liteparse"
    KREUZBERG = "kreuzberg"
    PDFPLUMBER = "pdfplumber"
    READS = "reads"
    THINKS = "thinks"
    DIRECT = "direct"
    DIRECT_TWO = "direct_two"
    PREFECT = "prefect"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a contestant says it has done.

    Attributes:
        characters: it gave, without blanks.
        failed: files it could not read, as paths below the raw folder.
    """

    characters: int
    failed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Contestant:
    """Someone who reads bulletins.

    Attributes:
        key: its name in the results.
        name: its name for people.
        gives: what a user has when it is done.
        command: reads the workload; the folder is for what it publishes, and does not exist yet.
        answer: what it said, from how it ended.
        edition: its version; None where it is not installed.
        statuses: exit statuses that are no fault.
    """

    key: Key
    name: str
    gives: str
    command: Callable[[Workload, Path], list[str]]
    answer: Callable[[Ended, Workload, Path], Answer]
    edition: Callable[[], str | None]
    statuses: frozenset[int] = frozenset({0})

    def answered(self, ended: Ended, work: Workload, published: Path) -> Answer:
        """What it said.

        Raises:
            BenchmarkError: it failed as a whole.
        """
        if ended.exit_status not in self.statuses:
            raise BenchmarkError(f"{self.name} ended with {ended.exit_status}: {ended.last_words}")
        return self.answer(ended, work, published)


def _library(key: Key, gives: str, distribution: str, title: str) -> Contestant:
    return Contestant(
        key, title, gives, _reader_command(key), _told_by_reader, lambda: _edition(distribution)
    )


def _reader_command(key: Key) -> Callable[[Workload, Path], list[str]]:
    def command(work: Workload, _: Path) -> list[str]:
        return [sys.executable, "-m", "benchmarks.speed.readers", key, str(work.listing)]

    return command


def _told_by_reader(ended: Ended, work: Workload, _: Path) -> Answer:
    told = json.loads(ended.output.splitlines()[-1])
    return Answer(told["characters"], _below(work, told["failed"]))


def _told_by_pdftotext(ended: Ended, work: Workload, _: Path) -> Answer:
    characters = sum(map(len, ended.output.decode("utf-8", "replace").split()))
    return Answer(characters, _below(work, ended.errors.decode().splitlines()))


def _below(work: Workload, paths: Sequence[str]) -> frozenset[str]:
    return frozenset(Path(path).relative_to(work.raw).as_posix() for path in paths)


def _ingest(key: Key, title: str, gives: str, workers: int, *options: str) -> Contestant:
    def command(work: Workload, published: Path) -> list[str]:
        places = ["--raw", str(work.raw), "--processed", str(published)]
        run = [sys.executable, "-m", "flows.cli", "ingest", "--json", "--workers", str(workers)]
        return [*run, *options, *places]

    statuses = frozenset({0, ISSUE_FAILED})
    return Contestant(key, title, gives, command, _told_by_run, lambda: _edition("bulletins"), statuses)


def _told_by_run(ended: Ended, _: Workload, published: Path) -> Answer:
    import polars as pl

    issues = json.loads(ended.output)["issues"]
    failed = frozenset(issue["source_path"] for issue in issues if issue["state"] != "published")
    if len(failed) == len(issues):
        return Answer(0, failed)
    return Answer(sum(pl.read_parquet(published / "issues")["char_count"].to_list()), failed)


def _edition(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def _pdftotext_edition() -> str | None:
    if shutil.which("pdftotext") is None:
        return None
    told = subprocess.run(["pdftotext", "-v"], capture_output=True, check=False).stderr.decode()
    return told.splitlines()[0].removeprefix("pdftotext version ")


def _pdftotext_command(work: Workload, _: Path) -> list[str]:
    return ["sh", "-c", PDFTOTEXT_LOOP, "sh", str(work.listing)]


ARTICLES = "articles and a ledger of every block, as valid Parquet on disk"

CONTESTANTS: tuple[Contestant, ...] = (
    Contestant(
        Key.PDFTOTEXT,
        "pdftotext (Poppler)",
        "text, in reading order",
        _pdftotext_command,
        _told_by_pdftotext,
        _pdftotext_edition,
    ),
    _library(Key.PYPDFIUM2, "text, in the file's order", "pypdfium2", "pypdfium2 `get_text_bounded`"),
    _library(Key.LITEPARSE, "text laid out, words with boxes and fonts", "liteparse", "LiteParse"),
    _library(Key.KREUZBERG, "Markdown with guessed headings", "kreuzberg", "Kreuzberg"),
    _library(Key.PDFPLUMBER, "words with boxes", "pdfplumber", "pdfplumber `extract_words`"),
    _library(
        Key.READS,
        "words and lines with boxes, fonts, colours; rules, frames, pictures; what was lost",
        "bulletins",
        "bulletins: reading",
    ),
    _library(
        Key.THINKS, "rows of articles and of the ledger", "bulletins", "bulletins: reading and thinking"
    ),
    _ingest(Key.DIRECT, "`bulletins ingest --direct --workers 1`", ARTICLES, 1, "--direct"),
    _ingest(Key.DIRECT_TWO, "`bulletins ingest --direct --workers 2`", ARTICLES, 2, "--direct"),
    _ingest(Key.PREFECT, "`bulletins ingest --workers 1`", f"{ARTICLES}; watched by Prefect", 1),
)
"""In the order in which they take turns."""
