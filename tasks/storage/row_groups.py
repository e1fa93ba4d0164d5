"""A Parquet file put together of row groups of other files, whose bytes are copied and not read.

A row group stands for itself; only the footer and the page index say where it lies. So a file in which few
row groups change is made anew at the price of those few and of copying. What is in the row groups is not
known here; they come from PyArrow and from files made here, all of one schema.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from tasks.storage.thrift import I64, LIST, STRUCT, Struct, read_struct, write_struct

MAGIC = b"PAR1"
LENGTH_BYTES = 4
COPY_BYTES = 1 << 20

# Numbers of fields, by struct, as in parquet.thrift of the format's specification.
FILE_ROW_COUNT, FILE_ROW_GROUPS = 3, 4
GROUP_COLUMNS, GROUP_ROW_COUNT, GROUP_OFFSET, GROUP_BYTES, GROUP_ORDINAL = 1, 3, 5, 6, 7
CHUNK_OFFSET, CHUNK_METADATA = 2, 3
CHUNK_OFFSET_INDEX, CHUNK_OFFSET_INDEX_BYTES = 4, 5
CHUNK_COLUMN_INDEX, CHUNK_COLUMN_INDEX_BYTES = 6, 7
DATA_PAGE, INDEX_PAGE, DICTIONARY_PAGE = 9, 10, 11
# Both are told by the page headers; they are a third of a footer of many small row groups.
ENCODING_STATISTICS, SIZE_STATISTICS = 13, 16
OFFSET_INDEX_PAGES, PAGE_OFFSET = 1, 1


@dataclass(frozen=True, slots=True)
class RowGroup:
    """A row group where it lies now.

    Attributes:
        stream: the file it is in.
        start: its first byte there.
        byte_count: how many bytes its columns take.
        metadata: what the footer says of it.
        column_indexes: the page index's part for each column with one, by the column's place.
        offset_indexes: where the pages of each column are, the same way.
    """

    stream: BinaryIO
    start: int
    byte_count: int
    metadata: Struct
    column_indexes: dict[int, bytes]
    offset_indexes: dict[int, bytes]


@dataclass(frozen=True, slots=True)
class ParquetParts:
    """A Parquet file: what its footer says of the whole file, without row groups, and the row groups."""

    metadata: Struct
    row_groups: list[RowGroup]


def read_parts(stream: BinaryIO) -> ParquetParts:
    """The parts of the file; their data are not read.

    Raises:
        ValueError, IndexError, KeyError: it is no Parquet file, or one of another make.
        OSError: it cannot be read.
    """
    footer, end = read_footer(stream)
    metadata, _ = read_struct(footer)
    _, groups = metadata[FILE_ROW_GROUPS][1]
    starts = [(_start(group), group[GROUP_BYTES][1]) for group in groups]
    index_start = max((start + size for start, size in starts), default=end)
    stream.seek(index_start)
    index = stream.read(end - index_start)
    row_groups = [
        RowGroup(stream, start, size, group, *_indexes(group, index, index_start))
        for group, (start, size) in zip(groups, starts, strict=True)
    ]
    return ParquetParts(_of_the_file(metadata, []), row_groups)


def read_footer(stream: BinaryIO) -> tuple[bytes, int]:
    """The footer's bytes and where they begin.

    Raises:
        ValueError: it is no Parquet file, or breaks off.
        OSError: it cannot be read.
    """
    size = stream.seek(0, os.SEEK_END)
    tail_bytes = LENGTH_BYTES + len(MAGIC)
    stream.seek(max(0, size - tail_bytes))
    tail = stream.read(tail_bytes)
    start = size - tail_bytes - int.from_bytes(tail[:LENGTH_BYTES], "little")
    if tail[LENGTH_BYTES:] != MAGIC or start < len(MAGIC):
        raise ValueError("not a whole Parquet file")
    stream.seek(start)
    return stream.read(size - tail_bytes - start), start


def _of_the_file(metadata: Struct, groups: Sequence[Struct]) -> Struct:
    """What a footer says of a file that has these row groups."""
    row_count = sum(group[GROUP_ROW_COUNT][1] for group in groups)
    return {
        **metadata,
        FILE_ROW_COUNT: (I64, row_count),
        FILE_ROW_GROUPS: (LIST, (STRUCT, list(groups))),
    }


def _chunks(group: Struct) -> list[Struct]:
    chunks: list[Struct] = group[GROUP_COLUMNS][1][1]
    return chunks


def _start(group: Struct) -> int:
    """The first byte of its first column: that of a dictionary, where it has one."""
    column: Struct = _chunks(group)[0][CHUNK_METADATA][1]
    offsets: list[int] = [column[page][1] for page in (DATA_PAGE, DICTIONARY_PAGE) if page in column]
    return min(offsets)


def _indexes(group: Struct, index: bytes, index_start: int) -> tuple[dict[int, bytes], dict[int, bytes]]:
    """The bytes of its columns' column indexes and offset indexes."""
    found: tuple[dict[int, bytes], dict[int, bytes]] = ({}, {})
    places = (CHUNK_COLUMN_INDEX, CHUNK_COLUMN_INDEX_BYTES), (CHUNK_OFFSET_INDEX, CHUNK_OFFSET_INDEX_BYTES)
    for number, chunk in enumerate(_chunks(group)):
        for by_column, (offset, size) in zip(found, places, strict=True):
            if offset in chunk:
                start = chunk[offset][1] - index_start
                by_column[number] = index[start : start + chunk[size][1]]
    return found


def write_file(stream: BinaryIO, metadata: Struct, row_groups: Iterable[RowGroup]) -> bytes:
    """Writes a Parquet file of `row_groups`; the same ones always give the same bytes.

    Args:
        stream: empty, and written from its beginning.
        metadata: what the footer says of the file, as `read_parts` gives it.
        row_groups: in their order; each is copied as it comes.

    Returns:
        The footer.

    Raises:
        OSError: the disk refused, or a row group's file is shorter than it was.
    """
    stream.write(MAGIC)
    at = len(MAGIC)
    placed = []
    for row_group in row_groups:
        _copy(row_group, stream)
        placed.append((row_group, _moved(row_group.metadata, at - row_group.start)))
        at += row_group.byte_count
    for row_group, group in placed:
        at = _write_indexes(stream, at, group, row_group.column_indexes, CHUNK_COLUMN_INDEX)
    for row_group, group in placed:
        by = _start(group) - row_group.start
        indexes = {number: _shifted(index, by) for number, index in row_group.offset_indexes.items()}
        at = _write_indexes(stream, at, group, indexes, CHUNK_OFFSET_INDEX)
    footer = write_struct(_of_the_file(metadata, [group for _, group in placed]))
    stream.write(footer + len(footer).to_bytes(LENGTH_BYTES, "little") + MAGIC)
    return footer


def _copy(row_group: RowGroup, target: BinaryIO) -> None:
    row_group.stream.seek(row_group.start)
    left = row_group.byte_count
    while left:
        data = row_group.stream.read(min(left, COPY_BYTES))
        if not data:
            raise OSError("a row group breaks off")
        target.write(data)
        left -= len(data)


def _moved(group: Struct, by: int) -> Struct:
    """What a footer says of the row group when it lies `by` bytes further on."""
    moved = _shift(group, by, GROUP_OFFSET)
    moved[GROUP_COLUMNS] = (LIST, (STRUCT, [_moved_chunk(chunk, by) for chunk in _chunks(group)]))
    # A number of 16 bits that only encrypted files need.
    moved.pop(GROUP_ORDINAL, None)
    return moved


def _moved_chunk(chunk: Struct, by: int) -> Struct:
    moved = _shift(chunk, by, CHUNK_OFFSET)
    column = _shift(chunk[CHUNK_METADATA][1], by, DATA_PAGE, INDEX_PAGE, DICTIONARY_PAGE)
    for told_elsewhere in (ENCODING_STATISTICS, SIZE_STATISTICS):
        column.pop(told_elsewhere, None)
    moved[CHUNK_METADATA] = (STRUCT, column)
    return moved


def _shift(fields: Struct, by: int, *offsets: int) -> Struct:
    """A copy in which these fields are greater by `by`; 0 stands for an offset that is not told."""
    shifted = dict(fields)
    for number in offsets:
        if number in fields and fields[number][1]:
            kind, value = fields[number]
            shifted[number] = (kind, value + by)
    return shifted


def _shifted(offset_index: bytes, by: int) -> bytes:
    """An offset index whose pages lie `by` bytes further on."""
    if not by:
        return offset_index
    fields, _ = read_struct(offset_index)
    _, pages = fields[OFFSET_INDEX_PAGES][1]
    fields[OFFSET_INDEX_PAGES] = (LIST, (STRUCT, [_shift(page, by, PAGE_OFFSET) for page in pages]))
    return write_struct(fields)


def _write_indexes(stream: BinaryIO, at: int, group: Struct, indexes: dict[int, bytes], field: int) -> int:
    """Writes indexes of the columns at `at` and notes their places in `group`; where they end."""
    chunks = _chunks(group)
    for number, index in indexes.items():
        stream.write(index)
        chunk = chunks[number]
        chunk[field] = (chunk[field][0], at)
        chunk[field + 1] = (chunk[field + 1][0], len(index))
        at += len(index)
    return at
