"""Pins that footers of Parquet files are read and written back as the same bytes."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.storage.row_groups import read_footer
from tasks.storage.thrift import (
    BINARY,
    BYTE,
    DOUBLE,
    FALSE,
    I16,
    I32,
    I64,
    LIST,
    STRUCT,
    TRUE,
    read_struct,
    write_struct,
)

WHOLE = st.integers(-(1 << 63), (1 << 63) - 1)
SIMPLE = st.one_of(
    st.tuples(st.sampled_from([I16, I32, I64]), WHOLE),
    st.tuples(st.just(BINARY), st.binary(max_size=200)),
    st.tuples(st.just(DOUBLE), st.binary(min_size=8, max_size=8)),
    st.tuples(st.just(BYTE), st.binary(min_size=1, max_size=1)),
    st.tuples(st.sampled_from([TRUE, FALSE]), st.none()),
)


def _structs(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    numbers = st.lists(st.integers(1, 300), unique=True, max_size=20).map(sorted)
    return numbers.flatmap(lambda found: st.fixed_dictionaries(dict.fromkeys(found, values)))


VALUES = st.one_of(
    SIMPLE,
    st.tuples(st.just(STRUCT), _structs(SIMPLE)),
    st.tuples(st.just(LIST), st.tuples(st.just(I64), st.lists(WHOLE, max_size=30))),
    st.tuples(st.just(LIST), st.tuples(st.just(STRUCT), st.lists(_structs(SIMPLE), max_size=3))),
)


@given(_structs(VALUES))
def test_what_is_written_is_read_again(fields: dict[int, tuple[int, object]]) -> None:
    data = write_struct(fields)
    assert read_struct(b"??" + data + b"??", 2) == (fields, len(data) + 2)


@pytest.mark.parametrize("column_count", [1, 14, 15, 40])
def test_a_footer_of_pyarrow_comes_back_byte_by_byte(column_count: int) -> None:
    table = pa.table({f"c{number}": [number, None, 7] for number in range(column_count)})
    data = io.BytesIO()
    pq.write_table(table, data, row_group_size=2, write_page_index=True)
    footer, _ = read_footer(data)
    fields, end = read_struct(footer)
    assert end == len(footer)
    assert write_struct(fields) == footer


@pytest.mark.parametrize("data", [b"", b"\x15", b"\x19\xfc\xff\xff\x01\x15"])
def test_a_struct_that_breaks_off_is_refused(data: bytes) -> None:
    with pytest.raises(IndexError):
        read_struct(data)


def test_kinds_that_footers_lack_are_refused() -> None:
    with pytest.raises(ValueError, match="kind 11 does not occur"):
        read_struct(b"\x1b\x00\x00")
