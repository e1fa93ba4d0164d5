"""One file a dataset, `whole/<dataset>.parquet`, kept beside the files of the issues for who asks over all.

The rows are sorted as the issue ids are. An issue's rows are in one row group with those of its neighbours;
where a group ends is told by the ids alone, so the file is the same whatever way it came about. When issues
change, their row groups are written anew from the files of the issues and all others are copied byte by
byte. Which files a whole was made of is remembered in `.state/whole/`; without that it is made anew.

Nothing here decides when; who calls holds the lock of all wholes.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import BinaryIO

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.dictionary import DATASETS
from schemas.tables import whole_schema
from tasks.storage.commit import discard, new_temporary, rename_together, write_durably, write_temporary
from tasks.storage.index import ENDING, SOURCE_PREFIX, STATE_FOLDER, scan_readable
from tasks.storage.row_groups import ParquetParts, RowGroup, read_footer, read_parts, write_file
from tasks.storage.seen import Seen, look, said_of, seen_of, stamps_by_key
from tasks.storage.thrift import write_struct

FOLDER = "whole"
SOURCE = "source"
# How many issues share a row group, on average. Fewer make a change cheaper and the footer longer: with ten
# thousand issues of one dataset, a hundred and fifty row groups.
ISSUES_PER_GROUP = 64
# A page is the least that a reader has to unpack for a row.
PAGE_BYTES = 64 * 1024
COMPRESSION_LEVEL = 3
# What a state or a footer of another make, or a damaged one, may raise.
NOT_OURS = (OSError, ValueError, LookupError, TypeError, AttributeError)


# Key (issue id, or run id) and stamp of the files that share a row group.
Group = tuple[tuple[str, int], ...]


def whole_path(processed: Path, dataset: str) -> Path:
    return processed / FOLDER / f"{dataset}{ENDING}"


def state_path(processed: Path, dataset: str) -> Path:
    return processed / STATE_FOLDER / FOLDER / f"{dataset}.json"


def refresh(processed: Path, record_path: Path) -> list[str]:
    """Brings the whole datasets up to what the files of issues and runs hold, all of them in one step.

    Folders in which nothing was put in place or taken away are not looked into. A file that cannot be read
    is left out until it is replaced.

    Args:
        processed: the folder of the datasets.
        record_path: where the commit record goes.

    Returns:
        The datasets whose whole file is a new one.

    Raises:
        OSError: the disk refused; what stood there before stands there still.
    """
    renames: dict[Path, Path] = {}
    changed = []
    try:
        for dataset in DATASETS:
            whole = _Whole.open(processed, dataset)
            seen = look(processed, dataset, whole.seen)
            final, state = whole_path(processed, dataset), state_path(processed, dataset)
            if whole.is_made_of(seen):
                if seen != whole.seen:
                    write_durably(state, whole.state(seen))
                continue
            temporary = new_temporary(final)
            renames[temporary] = final
            rewritten = whole.rewrite(temporary, seen)
            renames[write_temporary(state, rewritten.state(seen))] = state
            changed.append(dataset)
        if renames:
            rename_together(processed, record_path, renames)
    except OSError:
        discard(renames)
        raise
    return changed


def _groups(seen: Seen) -> Iterator[Group]:
    """The files of one row group after the other; where a group ends, its last key tells alone."""
    stamps = stamps_by_key(seen)
    group = []
    for key in sorted(stamps):
        group.append((key, stamps[key]))
        if zlib.crc32(key.encode()) % ISSUES_PER_GROUP == 0:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A whole dataset as it is; made of nothing where that is not known, or another version made it.

    Attributes:
        footer: digest of the file's footer; None where nothing is known.
        seen: the files it was made of.
        without_rows: first keys of the groups that have no row group, as their files have no rows.
    """

    processed: Path
    dataset: str
    footer: str | None
    seen: Seen
    without_rows: frozenset[str]

    @classmethod
    def open(cls, processed: Path, dataset: str) -> _Whole:
        with suppress(*NOT_OURS):
            state = json.loads(state_path(processed, dataset).read_bytes())
            with whole_path(processed, dataset).open("rb") as stream:
                footer = _digest(read_footer(stream)[0])
            if [state["footer"], state["form"]] == [footer, _form(dataset)]:
                seen = seen_of(state["folders"])
                return cls(processed, dataset, footer, seen, frozenset(state["without_rows"]))
        return cls(processed, dataset, None, {}, frozenset())

    def is_made_of(self, seen: Seen) -> bool:
        return self.footer is not None and list(_groups(self.seen)) == list(_groups(seen))

    def state(self, seen: Seen) -> bytes:
        """What is remembered of the file once it is made of `seen`."""
        said = {
            "form": _form(self.dataset),
            "footer": self.footer,
            "folders": said_of(seen),
            "without_rows": sorted(self.without_rows),
        }
        return json.dumps(said).encode()

    def rewrite(self, path: Path, seen: Seen) -> _Whole:
        """Writes it to `path` as it is when made of `seen`; row groups that stay as they are are copied."""
        without_rows: set[str] = set()

        def row_groups() -> Iterator[RowGroup]:
            for group in _groups(seen):
                row_group = kept[group] if group in kept else self._read(group)
                if row_group is None:
                    without_rows.add(group[0][0])
                else:
                    yield row_group

        with ExitStack() as stack:
            kept = self._row_groups(stack)
            stream = stack.enter_context(path.open("xb"))
            footer = write_file(stream, _empty(self.dataset).metadata, row_groups())
            stream.flush()
            os.fsync(stream.fileno())
        return replace(self, footer=_digest(footer), seen=seen, without_rows=frozenset(without_rows))

    def _row_groups(self, stack: ExitStack) -> dict[Group, RowGroup | None]:
        """What is in the file now, open until the stack is closed."""
        if self.footer is None:
            return {}
        stream = stack.enter_context(whole_path(self.processed, self.dataset).open("rb"))
        row_groups = iter(read_parts(stream).row_groups)
        return {
            group: None if group[0][0] in self.without_rows else next(row_groups)
            for group in _groups(self.seen)
        }

    def _read(self, group: Group) -> RowGroup | None:
        """The rows of a group as its files hold them; None where there are none."""
        folder = self.processed / self.dataset
        files = {key: folder / _place(key) for key, _ in group}
        rows = scan_readable(self.dataset, files)
        if DATASETS[self.dataset].is_per_source:
            source = pl.col("key").str.split("/").list.first().alias(SOURCE)
            return _row_group(self.dataset, rows.select(source, pl.exclude("key")))
        return _row_group(self.dataset, rows.drop("key"))


def read_row_groups(stream: BinaryIO) -> Iterator[pl.DataFrame]:
    """The rows of a whole dataset's file, those of a row group at a time."""
    file = pq.ParquetFile(stream)
    for number in range(file.num_row_groups):
        yield pl.DataFrame(file.read_row_group(number))


def write_rows(stream: BinaryIO, dataset: str, frames: Iterable[pl.DataFrame]) -> None:
    """Writes rows in the form of a whole dataset's file, each frame as a row group."""
    row_groups = (row_group for frame in frames if (row_group := _row_group(dataset, frame)) is not None)
    write_file(stream, _empty(dataset).metadata, row_groups)


def _place(key: str) -> str:
    """Where the file of a key is below its dataset's folder."""
    source, slash, name = key.rpartition("/")
    return f"{SOURCE_PREFIX if slash else ''}{source}{slash}{name}{ENDING}"


def _row_group(dataset: str, rows: pl.DataFrame) -> RowGroup | None:
    parts = _parts(dataset, rows.to_arrow().cast(whole_schema(dataset)))
    return parts.row_groups[0] if rows.height else None


@cache
def _empty(dataset: str) -> ParquetParts:
    """The dataset's file when it has no rows."""
    # `empty_table` makes arrays, for which PyArrow imports pandas.
    return _parts(dataset, pa.Table.from_batches([], whole_schema(dataset)))


@cache
def _form(dataset: str) -> str:
    """Digest of what all files of this version have in common: columns, descriptions, PyArrow's version."""
    return _digest(write_struct(_empty(dataset).metadata) + bytes([ISSUES_PER_GROUP]))


def _parts(dataset: str, table: pa.Table) -> ParquetParts:
    """A file of the rows, which are one row group where there are any."""
    in_order = _in_order(dataset)
    data = io.BytesIO()
    pq.write_table(
        table,
        data,
        version="2.6",
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        row_group_size=max(1, table.num_rows),
        data_page_size=PAGE_BYTES,
        write_page_index=True,
        # The least and the greatest of texts are texts themselves, and nobody asks for what is between them.
        use_dictionary=in_order,
        write_statistics=in_order,
        sorting_columns=pq.SortingColumn.from_ordering(table.schema, _order(dataset)),
    )
    return read_parts(data)


def _in_order(dataset: str) -> list[str]:
    """Columns that are no prose, as Parquet calls them."""
    names = [column.name for column in DATASETS[dataset].columns if not column.is_prose]
    return [SOURCE, *names] if DATASETS[dataset].is_per_source else names


def _order(dataset: str) -> list[tuple[str, str]]:
    described = DATASETS[dataset]
    key = "issue_id" if described.is_per_source else described.primary_key[0]
    return [(name, "ascending") for name in (key, described.order) if name is not None]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
