"""Pins that row groups copied into one file are read there as they were where they came from."""

from __future__ import annotations

import io
from itertools import chain, pairwise
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.storage.row_groups import (
    CHUNK_OFFSET_INDEX,
    PAGE_OFFSET,
    ParquetParts,
    RowGroup,
    read_parts,
    write_file,
)
from tasks.storage.thrift import read_struct

PAGE_HEADER_SIZE = 3  # field of a page header: bytes of the page behind it
PAGE_SIZE = 2  # field of a page's location: bytes of header and page


def _table(start: int, row_count: int) -> pa.Table:
    numbers = range(start, start + row_count)
    columns = {
        "id": [f"issue-{number:06}" for number in numbers],
        "number": list(numbers),
        "text": [f"words of {number} " * (number % 40) or None for number in numbers],
        "names": [[str(number)] * (number % 3) for number in numbers],
        "kind": ["letter" if number % 2 else "notice" for number in numbers],
    }
    return pa.table(columns)


def _parts(start: int, row_count: int, row_group_rows: int | None = None) -> ParquetParts:
    data = io.BytesIO()
    pq.write_table(
        _table(start, row_count),
        data,
        compression="zstd",
        row_group_size=row_group_rows or row_count,
        max_rows_per_page=100,
        write_page_index=True,
        use_dictionary=["kind"],
        write_statistics=["id", "number", "kind"],
    )
    return read_parts(data)


def _written(metadata_of: ParquetParts, row_groups: list[RowGroup]) -> io.BytesIO:
    stream = io.BytesIO()
    write_file(stream, metadata_of.metadata, row_groups)
    return stream


def _of(*parts: ParquetParts) -> list[RowGroup]:
    return list(chain.from_iterable(part.row_groups for part in parts))


@pytest.fixture
def three() -> list[ParquetParts]:
    return [_parts(0, 700), _parts(700, 1), _parts(701, 900, row_group_rows=400)]


def test_every_reader_reads_the_rows_in_order(three: list[ParquetParts]) -> None:
    stream = _written(three[0], _of(*three))
    expected = _table(0, 1601)
    assert pq.read_table(io.BytesIO(stream.getvalue())).equals(expected)
    assert pq.ParquetFile(stream).metadata.num_row_groups == 5
    stream.seek(0)
    assert pl.read_parquet(stream).equals(pl.DataFrame(expected))


def test_duckdb_skips_by_statistics_and_finds_the_row(three: list[ParquetParts], tmp_path: Path) -> None:
    path = tmp_path / "whole.parquet"
    path.write_bytes(_written(three[0], _of(*three)).getvalue())
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT number, len(names) FROM '{path}' WHERE id = 'issue-001499'")
        assert found.fetchall() == [(1499, 2)]


def test_a_file_made_here_can_be_taken_apart_again(three: list[ParquetParts]) -> None:
    first = _written(three[0], _of(*three))
    again = read_parts(first)
    assert _written(again, again.row_groups).getvalue() == first.getvalue()
    swapped = _written(again, [*again.row_groups[3:], *again.row_groups[:3]])
    assert pq.read_table(swapped)["number"].to_pylist() == [*range(1101, 1601), *range(1101)]


def test_the_page_index_tells_where_the_pages_lie_now(three: list[ParquetParts]) -> None:
    moved = _written(three[0], _of(*reversed(three)))
    data = moved.getvalue()
    page_count = 0
    for row_group in read_parts(moved).row_groups:
        assert row_group.column_indexes.keys() == {0, 1, 4}
        assert len(row_group.offset_indexes) == 5
        for index in row_group.offset_indexes.values():
            fields, _ = read_struct(index)
            for page in fields[1][1][1]:
                at = page[PAGE_OFFSET][1]
                header, end = read_struct(data, at)
                assert end - at + header[PAGE_HEADER_SIZE][1] == page[PAGE_SIZE][1]
                page_count += 1
    assert page_count > 60


def test_indexes_lie_behind_the_rows_and_do_not_overlap(three: list[ParquetParts]) -> None:
    row_groups = read_parts(_written(three[0], _of(*three))).row_groups
    spans = [(row_group.start, row_group.start + row_group.byte_count) for row_group in row_groups]
    for row_group in row_groups:
        for chunk in row_group.metadata[1][1][1]:
            start = chunk[CHUNK_OFFSET_INDEX][1]
            spans.append((start, start + chunk[CHUNK_OFFSET_INDEX + 1][1]))
    assert all(end <= start for (_, end), (start, _) in pairwise(sorted(spans)))


def test_no_row_groups_make_a_file_with_columns_and_no_rows(three: list[ParquetParts]) -> None:
    table = pq.read_table(_written(three[0], []))
    assert table.schema.equals(_table(0, 700).schema)
    assert table.num_rows == 0


@pytest.mark.parametrize(
    "data", [b"", b"PAR1", b"PAR1PAR1", b"PAR1\xff\xff\xff\x7fPAR1", b"no parquet at all"]
)
def test_what_is_no_parquet_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, IndexError, KeyError)):
        read_parts(io.BytesIO(data))


def test_a_row_group_that_breaks_off_is_refused(three: list[ParquetParts]) -> None:
    (row_group,) = three[0].row_groups
    row_group.stream.truncate(row_group.byte_count // 2)
    with pytest.raises(OSError, match="breaks off"):
        _written(three[0], [row_group])
