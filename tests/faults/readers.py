"""Readers that poll all datasets while runs are killed, each library in a process of its own.

Run as `python -m tests.faults.readers LIBRARY PROCESSED`; ends when its standard input closes, and then
writes what it saw as JSON. A reader does what an analyst's program does: one call on a dataset's folder,
and once more if that call raises: Polars and DuckDB look at a file twice, first at its end, then at its
rows, and raise when it was replaced between the two. Such reads are counted apart.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from schemas.dictionary import DATASETS

Row = tuple[str, ...]
ROOT = Path(__file__).parents[2]
MAX_EXAMPLES = 5
TRIES = 3
# Leaves the runs some of the machine.
PAUSE_SECONDS = 0.05
# What a dataset's rows are known by, and whether one that was seen has to be there for ever.
KEYS = {
    "issues": (("issue_id",), True),
    "articles": (("issue_id", "position"), True),
    "blocks": (("issue_id", "ordinal"), True),
    "edits": (("issue_id", "block_id", "offset"), True),
    "tables": (("issue_id", "position"), True),
    "table_cells": (("table_id", "row", "column"), True),
    "dates": (("issue_id", "article_id", "field", "offset"), True),
    "mentions": (("issue_id", "article_id", "field", "offset"), True),
    "links": (("issue_id", "article_id", "field", "offset"), True),
    "article_links": (("article_id", "relation"), False),
    "failures": (("issue_id",), False),
    "sources": (("source",), True),
    "runs": (("run_id",), True),
}


@dataclass(slots=True)
class Seen:
    """What a reader counted.

    Attributes:
        reads: whole datasets read or tried.
        bad: of these, reads that raised however often they were tried.
        raced: of these, reads that raised and were whole when tried again.
        doubled: rows whose key a read returned more than once.
        lost: issues or runs that an earlier read of the dataset had and a later one had not.
        examples: the first exceptions, and what was doubled or lost.
    """

    reads: int = 0
    bad: int = 0
    raced: int = 0
    doubled: int = 0
    lost: int = 0
    examples: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        if len(self.examples) < MAX_EXAMPLES:
            self.examples.append(text[:300])

    def add(self, other: Seen) -> None:
        self.reads += other.reads
        self.bad += other.bad
        self.raced += other.raced
        self.doubled += other.doubled
        self.lost += other.lost
        self.examples += other.examples


def read_with_pyarrow(folder: Path, columns: tuple[str, ...]) -> Iterable[Row]:
    import pyarrow.dataset as ds

    table = ds.dataset(folder, partitioning="hive").to_table().select(list(columns))
    return zip(*(map(str, table[column].to_pylist()) for column in columns), strict=True)


def read_with_polars(folder: Path, columns: tuple[str, ...]) -> Iterable[Row]:
    import polars as pl

    # The folder itself, as the README has it: any file that is no Parquet makes this call fail.
    table = pl.read_parquet(folder, hive_partitioning=True)
    return [tuple(map(str, row)) for row in table.select(columns).iter_rows()]


def read_with_duckdb(folder: Path, columns: tuple[str, ...]) -> Iterable[Row]:
    import duckdb

    named = ", ".join(f'"{column}"' for column in columns)
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT {named}, * FROM read_parquet('{folder}/**/*.parquet', hive_partitioning = true)"
        )
        return [tuple(map(str, row[: len(columns)])) for row in found.fetchall()]


LIBRARIES: dict[str, Callable[[Path, tuple[str, ...]], Iterable[Row]]] = {
    "pyarrow": read_with_pyarrow,
    "polars": read_with_polars,
    "duckdb": read_with_duckdb,
}


def poll(library: str, processed: Path) -> Seen:
    """Reads one dataset after the other until standard input closes."""
    seen, known = Seen(), dict[str, set[str]]()
    while True:
        for dataset in DATASETS:
            if select.select([sys.stdin], [], [], 0)[0]:
                return seen
            _read_once(library, processed, dataset, seen, known)
            time.sleep(PAUSE_SECONDS)


def _read_once(library: str, processed: Path, dataset: str, seen: Seen, known: dict[str, set[str]]) -> None:
    columns, is_lasting = KEYS[dataset]
    seen.reads += 1
    for number in range(1, TRIES + 1):
        try:
            rows = list(LIBRARIES[library](processed / dataset, columns))
            break
        # Whatever a library raises, a panic included, is what is counted here.
        except BaseException as error:
            seen.note(f"{library}, {dataset}, try {number}: {type(error).__name__}: {error}")
    else:
        seen.bad += 1
        return
    seen.raced += number > 1
    doubled = [row for row, count in Counter(rows).items() if count > 1]
    lost = known.get(dataset, set()) - {row[0] for row in rows} if is_lasting else set()
    seen.doubled += len(doubled)
    seen.lost += len(lost)
    known[dataset] = {row[0] for row in rows}
    if doubled or lost:
        seen.note(f"{library}, {dataset}: doubled {doubled[:3]}, lost {sorted(lost)[:3]}")


class Readers:
    """One polling process per library."""

    def __init__(self, processed: Path) -> None:
        self._processes = [
            subprocess.Popen(
                [sys.executable, "-m", __spec__.name, library, str(processed)],
                cwd=ROOT,
                env={**os.environ, "RUST_BACKTRACE": "0"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            for library in LIBRARIES
        ]

    def stop(self) -> Seen:
        """What all of them saw together."""
        total = Seen()
        for process in self._processes:
            out, _ = process.communicate()
            total.add(Seen(**json.loads(out)))
        return total


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(poll(sys.argv[1], Path(sys.argv[2])))))
