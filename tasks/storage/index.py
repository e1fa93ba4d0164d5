"""What a dataset's files say, remembered in one file for as long as they look as they did.

The datasets of issues have a file for each issue, and opening a hundred thousand of them takes minutes. An
index holds for each file of one dataset what the file system said of it, the names of its columns and,
where a file is one row, that row. It counts only for files that still look the same, so it is never
trusted over the data: what is new, changed, or was changed just before it was looked at is read from its
Parquet. It may be damaged, old or lost at any time; that costs a reading and nothing else.

Here an index is read and made. Who writes it, and when, stands in `tasks.storage.store`.
"""

from __future__ import annotations

import hashlib
import io
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from schemas.tables import polars_schema
from tasks.storage.freshness import RACY_WINDOW_NS

STATE_FOLDER = ".state"
ENDING = ".parquet"
SOURCE_PREFIX = "source="
# Datasets whose files hold one row each; of the others only the names of the columns are remembered.
ROW_DATASETS = frozenset({"issues", "failures"})
# Changes with the form of the file; an index of another form is made anew.
HEAD = b"bulletins index 1 "
COMPRESSION_LEVEL = 1  # half the time of 3 and the same size
# Files that Polars opens in one call; when it cannot read one of them, they are read one by one.
FILES_PER_READ = 500
# What Polars raises for a file it cannot read; its panics are no ordinary exceptions.
UNREADABLE = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)

# `key` is the issue id that the file's place stands for, `stamp` a number made of all that the file
# system says of it, `columns` a digest of the names of its columns, in their order.
_SEEN = {"key": pl.String, "stamp": pl.Int64}
_KNOWN = {**_SEEN, "columns": pl.String}
_FILE = "_file"  # beside the columns of a dataset while files are read


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of one dataset, of one source or of all, as they look now.

    Attributes:
        folder: the dataset's folder.
        files: `key`, `stamp`, and whether a change from now on would give another stamp (`is_settled`);
            sorted by `key`.
    """

    folder: Path
    files: pl.DataFrame

    def path(self, key: str) -> Path:
        source, slug = key.split("/", 1)
        return self.folder / f"{SOURCE_PREFIX}{source}" / f"{slug}{ENDING}"


def list_files(processed: Path, dataset: str, source: str | None = None) -> Listing:
    """Looks at every file of a dataset that readers see, without opening it."""
    keys: list[str] = []
    stamps: list[int] = []
    settled: list[bool] = []
    settled_ns = time.time_ns() - RACY_WINDOW_NS
    for folder in source_folders(processed / dataset, source):
        prefix = folder.name.removeprefix(SOURCE_PREFIX)
        for entry in files_in(folder):
            try:
                status = entry.stat()
            except FileNotFoundError:  # taken away since the folder was looked into
                continue
            keys.append(f"{prefix}/{entry.name[: -len(ENDING)]}")
            stamps.append(stamp_of(status))
            settled.append(status.st_ctime_ns <= settled_ns)
    columns = {"key": keys, "stamp": stamps, "is_settled": settled}
    files = pl.DataFrame(columns, schema={**_SEEN, "is_settled": pl.Boolean})
    return Listing(processed / dataset, files.sort("key"))


def stamp_of(status: os.stat_result) -> int:
    """What the file system says of a file without opening it, as one number of 64 bits with a sign.

    The hash of whole numbers is the same in every process of one version of Python; another version may
    make others of them, which costs a reading.
    """
    return hash((status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino))


def list_keys(processed: Path, dataset: str, source: str | None = None) -> list[str]:
    """Keys of a dataset's files by their names alone, sorted."""
    return sorted(
        f"{folder.name.removeprefix(SOURCE_PREFIX)}/{entry.name.removesuffix(ENDING)}"
        for folder in source_folders(processed / dataset, source)
        for entry in files_in(folder)
    )


def files_in(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The files of a dataset in a source's folder, without what a run has yet to put in place."""
    return (entry for entry in entries_of(folder) if is_file_name(entry.name))


def is_file_name(name: str) -> bool:
    """Whether a file of a dataset may have the name; one that is no text was put there by hand."""
    return name.endswith(ENDING) and not name.startswith(".") and _is_text(name)


def source_folders(dataset_folder: Path, source: str | None = None) -> list[Path]:
    """Folders of the sources in a dataset; none while the dataset has no folder."""
    prefix = SOURCE_PREFIX if source is None else f"{SOURCE_PREFIX}{source}"
    names = [entry.name for entry in entries_of(dataset_folder) if entry.name.startswith(prefix)]
    return [
        dataset_folder / name
        for name in sorted(names)
        if (source is None or name == prefix) and _is_text(name)
    ]


def _is_text(name: str) -> bool:
    """Whether a file's name is UTF-8; bytes that are not come as halves of surrogate pairs."""
    return name.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in name)


def entries_of(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What is in a folder; nothing when it is gone, or is none."""
    try:
        entries = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    with entries:
        yield from entries


def index_path(processed: Path, dataset: str) -> Path:
    return processed / STATE_FOLDER / "index" / dataset


def columns_digest(names: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


@cache
def columns_of_this_version(dataset: str) -> str:
    """The digest of a file that this version wrote."""
    return columns_digest(list(polars_schema(dataset)))


def load(processed: Path, dataset: str, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """What the index remembers, all of it or some columns.

    Nothing when it is missing, damaged or of another form.
    """
    schema = index_schema(dataset)
    chosen = list(schema if columns is None else columns)
    with suppress(*UNREADABLE):
        head, _, data = index_path(processed, dataset).read_bytes().partition(b"\n")
        is_whole = head == HEAD + hashlib.sha256(data).hexdigest().encode()
        if is_whole and pl.read_parquet_schema(io.BytesIO(data)) == schema:
            return pl.read_parquet(io.BytesIO(data), columns=chosen)
    return pl.DataFrame(schema=schema).select(chosen)


def dump(known: pl.DataFrame) -> bytes:
    """An index as `load` reads it: a line with the digest of the rest, and Parquet."""
    stream = io.BytesIO()
    known.sort("key").write_parquet(stream, compression="zstd", compression_level=COMPRESSION_LEVEL)
    data = stream.getvalue()
    return HEAD + hashlib.sha256(data).hexdigest().encode() + b"\n" + data


def index_schema(dataset: str) -> pl.Schema:
    known = pl.Schema(_KNOWN)
    if dataset in ROW_DATASETS:
        known.update(polars_schema(dataset))
    return known


def still_known(known: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """What an index knows of files that look as they did, in the order of `files`."""
    if all(known[column].equals(files[column]) for column in _SEEN):
        return known  # as on most nights; no need to search a hundred thousand keys for each other
    return files.select("key", "stamp").join(known, on=["key", "stamp"], how="inner", maintain_order="left")


def read_files(dataset: str, listing: Listing, keys: Sequence[str]) -> pl.DataFrame:
    """What files say, as an index remembers it; without those that cannot be read or are not one row."""
    stamps = listing.files.select("key", "stamp")
    parts = [pl.DataFrame(schema=index_schema(dataset))]
    for start in range(0, len(keys), FILES_PER_READ):
        part = _columns(listing, keys[start : start + FILES_PER_READ])
        if dataset in ROW_DATASETS:
            part = part.join(_rows(dataset, listing, part["key"].to_list()), on="key", how="inner")
        parts.append(part.join(stamps, on="key", how="inner").select(*index_schema(dataset)))
    return pl.concat(parts)


def _columns(listing: Listing, keys: Sequence[str]) -> pl.DataFrame:
    """`key` and `columns` of the files whose end can be read, where damage mostly shows."""
    digests = {}
    for key in keys:
        with suppress(*UNREADABLE):
            digests[key] = columns_digest(list(pl.read_parquet_schema(listing.path(key))))
    columns = {"key": list(digests), "columns": list(digests.values())}
    return pl.DataFrame(columns, schema={"key": pl.String, "columns": pl.String})


def _rows(dataset: str, listing: Listing, keys: Sequence[str]) -> pl.DataFrame:
    """`key` and the row of each file that is one row."""
    try:
        rows = scan_rows(dataset, {key: listing.path(key) for key in keys})
    except UNREADABLE:
        if len(keys) == 1:
            return pl.DataFrame(schema={"key": pl.String, **polars_schema(dataset)})
        return pl.concat([_rows(dataset, listing, [key]) for key in keys])
    return rows.filter(pl.len().over("key") == 1)


def scan_rows(dataset: str, files: dict[str, Path], columns: Sequence[str] | None = None) -> pl.DataFrame:
    """`key` and the rows of files, in their order; columns that a file lacks are null.

    Raises:
        PolarsError, PanicException, OSError: one of the files cannot be read.
    """
    schema = polars_schema(dataset)
    chosen = list(schema) if columns is None else list(columns)
    if not files:
        return pl.DataFrame(schema={"key": pl.String, **schema}).select("key", *chosen)
    rows = pl.scan_parquet(
        list(files.values()),
        schema=schema,
        hive_partitioning=False,
        glob=False,
        missing_columns="insert",
        extra_columns="ignore",
        include_file_paths=_FILE,
    )
    keys = pl.DataFrame({"key": list(files), _FILE: [str(path) for path in files.values()]})
    found = rows.select(_FILE, *chosen).collect()
    return found.join(keys, on=_FILE, how="left", maintain_order="left").select("key", *chosen)


def scan_readable(dataset: str, files: dict[str, Path], columns: Sequence[str] | None = None) -> pl.DataFrame:
    """What `scan_rows` says of the files that can be read; the others may be damaged, or taken away."""
    try:
        return scan_rows(dataset, files, columns)
    except UNREADABLE:
        if len(files) == 1:
            return scan_rows(dataset, {}, columns)
    return pl.concat([scan_readable(dataset, {key: path}, columns) for key, path in files.items()])
