"""The database that is browsed: an SQLite file of the last state of the datasets, below `.state/browse/`.

Its name tells which state it is of, so that it is made once for each state and not for each look. Who reads
one holds it by a lock; the others are swept. It lacks the ledger, `blocks` and `edits`, which is most of all
rows and better seen on the page of an issue.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from schemas.errors import StorageError
from schemas.version import PIPELINE_VERSION
from tasks.browsing.overview import DECLARED, INDEXED, NEEDED, TABLE, overview
from tasks.release.content import RELEASED
from tasks.release.sqlite import SqliteFile
from tasks.storage.store import Store
from tasks.storage.whole import read_row_groups, whole_path

BROWSED = tuple(name for name in RELEASED if name not in {"blocks", "edits"})
FOLDER = "browse"
ENDING = ".sqlite"
TEMPORARY = ".tmp"


@dataclass(frozen=True, slots=True)
class Database:
    """A database that stays as long as its `hold` is open.

    Attributes:
        state: what the whole datasets were when it was made.
        hold: keeps other processes from sweeping the file.
    """

    path: Path
    state: str
    hold: BinaryIO

    def close(self) -> None:
        self.hold.close()


def state_of(processed: Path) -> str | None:
    """What the whole datasets are now: another word once one is replaced; None while one is missing."""
    try:
        return _state(whole_path(processed, name).stat() for name in BROWSED)
    except FileNotFoundError:
        return None


def _state(files: Iterable[os.stat_result]) -> str:
    stamps = [f"{status.st_ino} {status.st_size} {status.st_mtime_ns}" for status in files]
    return hashlib.sha256("\n".join([PIPELINE_VERSION, DECLARED, *stamps]).encode()).hexdigest()[:16]


def open_database(store: Store) -> Database:
    """The database of the last state; made if there is none of it yet, and databases nobody reads are swept.

    Raises:
        StorageError: the datasets cannot be read, or the disk refuses.
    """
    folder = store.state / FOLDER
    with _told(folder), store.open_whole(BROWSED) as streams:
        folder.mkdir(parents=True, exist_ok=True)
        state = _state(os.fstat(streams[name].fileno()) for name in BROWSED)
        path = folder / f"{state}{ENDING}"
        while (hold := _hold(path)) is None:
            _make(path, streams)
        _sweep(folder)
    return Database(path, state, hold)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turns what the disk and SQLite refuse into one sentence."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StorageError(
            f"could not make the database to browse in {folder}: {reason}; check the permissions of the "
            "folder and the space on its disk"
        ) from error


def _hold(path: Path) -> BinaryIO | None:
    """The file, open and locked against being swept; None where there is none."""
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        return None
    fcntl.flock(stream, fcntl.LOCK_SH)
    with suppress(FileNotFoundError):
        if os.path.samestat(os.fstat(stream.fileno()), path.stat()):
            return stream
    stream.close()
    return None


def _sweep(folder: Path) -> None:
    """Takes away databases that nobody reads, and what a killed process left."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError, BlockingIOError), path.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()


def _make(path: Path, streams: Mapping[str, BinaryIO]) -> None:
    """Writes the database; it is at `path` when it is whole, and not before."""
    temporary = path.with_name(f".{path.stem}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        with temporary.open("xb") as hold:
            fcntl.flock(hold, fcntl.LOCK_SH)
            _write_datasets(temporary, streams)
            _add_overview(temporary, streams)
            temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)


def _write_datasets(path: Path, streams: Mapping[str, BinaryIO]) -> None:
    sqlite = SqliteFile(path, BROWSED)
    try:
        for name in BROWSED:
            for frame in read_row_groups(streams[name]):
                sqlite.add(name, frame)
        sqlite.finish()
    finally:
        sqlite.close()


def _add_overview(path: Path, streams: Mapping[str, BinaryIO]) -> None:
    rows = overview(*(_read(streams[name], columns) for name, columns in NEEDED.items()))
    marks = ", ".join("?" * rows.width)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"CREATE TABLE {TABLE} ({DECLARED})")
        connection.executemany(
            f"INSERT INTO {TABLE} VALUES ({marks})", (tuple(map(_plain, row)) for row in rows.iter_rows())
        )
        for name in INDEXED:
            connection.execute(f"CREATE INDEX {TABLE}_{name} ON {TABLE} ({name})")


def _read(stream: BinaryIO, columns: Sequence[str]) -> pl.DataFrame:
    stream.seek(0)
    return pl.read_parquet(stream, columns=list(columns))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if value is not None and not isinstance(value, int) else value
