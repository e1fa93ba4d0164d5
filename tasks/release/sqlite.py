"""A release as one SQLite file, with full-text search over the articles.

The search knows runs of three letters instead of words, so that it finds words of languages that write
without blanks, too, and parts of words in all others. Shorter words are found with LIKE.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from schemas.dictionary import DATASETS, Column, ColumnType
from tasks.release.content import column_names, described_columns, owner_of_key

TYPES = {
    ColumnType.TEXT: "TEXT",
    ColumnType.INTEGER: "INTEGER",
    ColumnType.NUMBER: "REAL",
    ColumnType.BOOLEAN: "INTEGER",
    ColumnType.DATE: "TEXT",
    ColumnType.TIMESTAMP: "TEXT",
    ColumnType.TEXT_LIST: "TEXT",
}
# External content: the index holds no second copy of the texts. Datasette looks for the double quotes.
SEARCH = """
CREATE VIRTUAL TABLE articles_fts USING fts5(title, body, content="articles", tokenize='trigram');
INSERT INTO articles_fts(articles_fts) VALUES ('rebuild');
"""
DICTIONARY = """
CREATE TABLE dictionary (
    dataset TEXT, "column" TEXT, type TEXT, unit TEXT, meaning TEXT, PRIMARY KEY (dataset, "column")
)
"""


class SqliteFile:
    """The file while it is written; to be closed by `finish`, which no error may leave out.

    Args:
        datasets: what goes into it; articles are among them.

    Raises:
        sqlite3.Error: from every method, when the disk refuses.
    """

    def __init__(self, path: Path, datasets: Sequence[str]) -> None:
        self._datasets = datasets
        self._connection = sqlite3.connect(path, isolation_level=None)
        # A file that is not finished is thrown away, so nothing has to survive a crash.
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
        self._connection.execute(DICTIONARY)
        for dataset in datasets:
            self._connection.execute(create_table(dataset, datasets))
            said = [
                (dataset, column.name, column.type.value, column.unit, column.description)
                for column in described_columns(dataset)
            ]
            self._connection.executemany("INSERT INTO dictionary VALUES (?, ?, ?, ?, ?)", said)

    def add(self, dataset: str, rows: pl.DataFrame) -> None:
        marks = ", ".join("?" * rows.width)
        self._connection.executemany(
            f"INSERT INTO {dataset} VALUES ({marks})", (tuple(map(_plain, row)) for row in rows.iter_rows())
        )

    def finish(self) -> None:
        """Makes the indexes and the search, and closes the file."""
        with closing(self._connection):
            for dataset in self._datasets:
                for name in column_names(dataset):
                    if owner_of_key(dataset, name) in self._datasets:
                        self._connection.execute(f"CREATE INDEX {dataset}_{name} ON {dataset} ({name})")
            self._connection.execute("COMMIT")
            self._connection.executescript(f"{SEARCH} ANALYZE;")

    def close(self) -> None:
        self._connection.close()


def create_table(dataset: str, among: Collection[str]) -> str:
    """The statement that makes the table of a dataset; it refers to those of `among` only."""
    columns = [_column(dataset, column, among) for column in described_columns(dataset)]
    key = ", ".join(f'"{name}"' for name in DATASETS[dataset].primary_key)
    return f"CREATE TABLE {dataset} ({', '.join(columns)}, PRIMARY KEY ({key}))"


def _column(dataset: str, column: Column, among: Collection[str]) -> str:
    owner = owner_of_key(dataset, column.name)
    refers = f" REFERENCES {owner} ({column.name})" if owner in among else ""
    return f'"{column.name}" {TYPES[column.type]}{refers}'


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date | datetime) else value
