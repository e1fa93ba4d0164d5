"""A release as one DuckDB file, made of its Parquet files, with every column explained by a comment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from schemas.dictionary import DATASETS
from tasks.release.content import described_columns


def write_duckdb(path: Path, parquet: Path, datasets: Sequence[str]) -> None:
    """Writes `path` from the files `<dataset>.parquet` in the folder `parquet`.

    Raises:
        duckdb.Error: the disk refused.
    """
    import duckdb

    with duckdb.connect(str(path)) as connection:
        connection.execute("SET enable_progress_bar = false")
        for dataset in datasets:
            rows = connection.read_parquet(str(parquet / f"{dataset}.parquet"))
            rows.create(dataset)
            connection.execute(f"COMMENT ON TABLE {dataset} IS {_quoted(DATASETS[dataset].description)}")
            for column in described_columns(dataset):
                said = _quoted(f"{column.description} [{column.unit}]" if column.unit else column.description)
                connection.execute(f'COMMENT ON COLUMN {dataset}."{column.name}" IS {said}')


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
