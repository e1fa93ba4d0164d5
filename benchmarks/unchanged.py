"""What a night costs in which nothing is new: CPU seconds and memory over many published issues.

    python -m benchmarks.unchanged [--issues N] [--sources N] [--folder FOLDER] [--whole]

Makes an archive of so many small text bulletins and the Parquet a run would have published of them, then
calls the commands as a user does, each in a process of its own: `ingest` (with nothing to do, but twice:
the first one has no memory of the files yet), `status`, and with `--whole` `check`. A folder that holds
the archive already is measured as it is; one that was not named is taken away at the end.

Only `issues` is read where nothing changed, so that the other datasets are links to a few files; with
`--whole` each issue has rows of its own in all of them, which `check` asks for. CPU seconds are those of
the process and of its children, memory is the highest of one of them.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from schemas.rows import IssueRows
from tasks.storage.store import ISSUE_DATASET_NAMES, Store, encode
from tests.builders import issue_rows

ROOT = Path(__file__).parents[1]
FIRST_DAY = date(1990, 1, 1)
# A file may have 65,000 names on ext4, and 32,000 on some others.
LINKS_PER_FILE = 30_000
# A file changed within two seconds of being looked at is looked at again (`tasks/storage/stamps.py`).
SETTLE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took: processor time of it and its children, and the most memory of one process."""

    cpu_seconds: float
    peak_mib: float
    exit_status: int


def make_archive(folder: Path, issue_count: int, source_count: int, *, is_whole: bool) -> None:
    """Bulletins below `folder/raw`, and what a run would have published of them below `folder/processed`."""
    store = Store(folder / "processed")
    store.prepare()
    links = _Links(store)
    for number in range(issue_count):
        source = f"source-{number % source_count:03d}"
        # As files are called: with capitals and blanks, so that the slug is another name.
        name = f"Bulletin No. {number:06d} of {source.title()}"
        data = f"Bulletin number {number}\n\nNothing happened in the village this week.\n".encode()
        path = folder / "raw" / source / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        rows = issue_rows(f"{source}/bulletin-no-{number:06d}-of-{source}")
        rows.issue["source_path"] = f"{source}/{name}.txt"
        rows.issue["source_sha256"] = hashlib.sha256(data).hexdigest()
        rows.issue["published_on"] = FIRST_DAY + timedelta(days=number // source_count % 10_000)
        if is_whole:
            _write_whole(store, rows)
        else:
            _write(store.path("issues", rows.issue["issue_id"]), encode("issues", [rows.issue]))
            links.add(rows)


def _write_whole(store: Store, rows: IssueRows) -> None:
    tables: dict[str, Sequence[Any]] = {
        "issues": [rows.issue],
        "articles": rows.articles,
        "blocks": rows.blocks,
        "edits": rows.edits,
        "mentions": rows.mentions,
        "links": rows.links,
    }
    for dataset, table in tables.items():
        _write(store.path(dataset, rows.issue["issue_id"]), encode(dataset, table))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


class _Links:
    """Files of the datasets that are not read, as further names of a few files."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._count = 0
        self._first: dict[str, Path] = {}

    def add(self, rows: IssueRows) -> None:
        issue_id = rows.issue["issue_id"]
        if self._count % LINKS_PER_FILE == 0:
            _write_whole(self._store, rows)
            self._first = {name: self._store.path(name, issue_id) for name in ISSUE_DATASET_NAMES}
        else:
            for dataset in ISSUE_DATASET_NAMES:
                if dataset != "issues":
                    path = self._store.path(dataset, issue_id)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    os.link(self._first[dataset], path)
        self._count += 1


def measure(folder: Path, *arguments: str) -> Cost:
    """Runs a command over the archive and waits for its end."""
    folders = ["--raw", str(folder / "raw"), "--processed", str(folder / "processed")]
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", *arguments, *folders],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)


def report(folder: Path, *, is_whole: bool) -> None:
    """Measures each command and writes a line about it."""
    commands = [
        ("ingest, first look", ("ingest", "--direct")),
        ("ingest, nothing new", ("ingest", "--direct")),
        ("ingest --json", ("ingest", "--direct", "--json")),
        ("status", ("status",)),
        ("status --json", ("status", "--json")),
    ]
    if is_whole:
        commands.append(("check", ("check",)))
    time.sleep(SETTLE_SECONDS)
    for name, arguments in commands:
        cost = measure(folder, *arguments)
        sys.stdout.write(
            f"{name:<20} {cost.cpu_seconds:8.2f} s CPU {cost.peak_mib:6.0f} MiB  exit {cost.exit_status}\n"
        )
        sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--issues", type=int, default=10_000, help="published issues of the archive")
    parser.add_argument("--sources", type=int, default=20, help="sources that they are spread over")
    parser.add_argument("--folder", type=Path, help="where the archive is or is to be made; it stays")
    parser.add_argument("--whole", action="store_true", help="rows of its own for each issue, and check")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        if not (folder / "processed").exists():
            make_archive(folder, arguments.issues, arguments.sources, is_whole=arguments.whole)
        report(folder, is_whole=arguments.whole)
    return 0


if __name__ == "__main__":
    sys.exit(main())
