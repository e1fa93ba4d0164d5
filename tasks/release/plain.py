"""The formats of a release that are text: JSON Lines and CSV, packed with gzip.

In CSV a list is written as JSON, and a missing value as nothing; an empty text stands in quotes.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import polars as pl

COMPRESSION_LEVEL = 6


@contextmanager
def packed(path: Path) -> Iterator[BinaryIO]:
    """A file that is packed as it is written, without its name and time in it."""
    with path.open("xb") as stream, gzip.GzipFile("", "wb", COMPRESSION_LEVEL, stream, mtime=0) as packer:
        yield cast(BinaryIO, packer)


def write_json_lines(stream: BinaryIO, rows: pl.DataFrame) -> None:
    rows.write_ndjson(stream)


def write_csv(stream: BinaryIO, rows: pl.DataFrame, *, with_head: bool) -> None:
    lists = [name for name, kind in rows.schema.items() if isinstance(kind, pl.List)]
    rows.with_columns(_as_json(rows[name]) for name in lists).write_csv(stream, include_header=with_head)


def _as_json(column: pl.Series) -> pl.Series:
    values = [None if value is None else json.dumps(value, ensure_ascii=False) for value in column.to_list()]
    return pl.Series(column.name, values, pl.String)
