"""Pins that the one file of each dataset holds what the files of the issues hold, and how it gets there."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from schemas.dictionary import DATASETS
from schemas.errors import StorageError
from tasks.storage import seen, whole
from tasks.storage.store import ISSUE_DATASET_NAMES, Store
from tasks.storage.whole import state_path, whole_path
from tests.builders import failure_row, issue_rows, run_row
from tests.conftest import Folders

ISSUES = tuple(f"{source}/{number:03}" for source in ("lake", "sea-air", "sea") for number in range(8))


@pytest.fixture
def store(pair: Folders, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Issues of three sources in row groups of three, on average."""
    monkeypatch.setattr(whole, "ISSUES_PER_GROUP", 3)
    whole._form.cache_clear()
    store = Store(pair.processed)
    store.prepare()
    for issue_id in ISSUES:
        store.publish(issue_rows(issue_id))
    return store


def _files(store: Store) -> dict[str, bytes]:
    return {name: whole_path(store.processed, name).read_bytes() for name in DATASETS}


def _rows(store: Store, dataset: str) -> pl.DataFrame:
    return pl.read_parquet(whole_path(store.processed, dataset))


def test_it_holds_the_rows_of_all_issues_sorted_and_with_their_source(store: Store) -> None:
    assert store.refresh_whole() == list(DATASETS)
    for dataset in ("issues", "articles", "blocks"):
        parts = [
            pl.read_parquet(store.path(dataset, issue_id), hive_partitioning=False)
            for issue_id in sorted(ISSUES)
        ]
        found = _rows(store, dataset)
        assert found.columns[0] == "source"
        assert found.drop("source").equals(pl.concat(parts))
        assert (found["source"] == found["issue_id"].str.extract("^([^/]+)/")).all()


def test_every_reader_keeps_the_source(store: Store) -> None:
    store.refresh_whole()
    path = whole_path(store.processed, "articles")
    sources = {"lake", "sea", "sea-air"}
    assert set(pd.read_parquet(path)["source"]) == sources
    assert set(ds.dataset(path).to_table()["source"].to_pylist()) == sources
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT DISTINCT source FROM '{path}'").fetchall()
    assert {source for (source,) in found} == sources


def test_columns_explain_themselves(store: Store) -> None:
    store.refresh_whole()
    schema = pq.read_schema(whole_path(store.processed, "issues"))
    assert schema.field("source_bytes").metadata[b"unit"] == b"bytes"
    assert all(field.metadata[b"description"] for field in schema)


def test_row_groups_tell_what_is_in_them(store: Store) -> None:
    store.refresh_whole()
    file = pq.ParquetFile(whole_path(store.processed, "blocks"))
    assert file.metadata.num_row_groups > 4
    bounds = []
    for number in range(file.metadata.num_row_groups):
        row_group = file.metadata.row_group(number)
        columns = {
            row_group.column(at).path_in_schema: row_group.column(at) for at in range(row_group.num_columns)
        }
        bounds.append((columns["issue_id"].statistics.min, columns["issue_id"].statistics.max))
        assert [column.column_index for column in row_group.sorting_columns] == [
            file.schema_arrow.get_field_index("issue_id"),
            file.schema_arrow.get_field_index("ordinal"),
        ]
        assert columns["page"].has_column_index
        assert columns["text"].has_offset_index
        assert not columns["text"].is_stats_set
    flat = [bound for pair in bounds for bound in pair]
    assert flat == sorted(flat)
    assert len(set(flat)) > len(bounds), "an issue is in one row group"


def test_nothing_new_writes_nothing(store: Store) -> None:
    store.refresh_whole()
    stamps = {name: whole_path(store.processed, name).stat().st_ino for name in DATASETS}
    assert store.refresh_whole() == []
    assert {name: whole_path(store.processed, name).stat().st_ino for name in DATASETS} == stamps


def test_the_file_is_the_same_however_it_came_about(store: Store) -> None:
    store.refresh_whole()
    at_once = _files(store)
    for issue_id in ISSUES[::7]:
        store.forget(issue_id)
    assert store.refresh_whole() == list(ISSUE_DATASET_NAMES)
    assert _rows(store, "issues").height == len(ISSUES) - len(ISSUES[::7])
    for issue_id in ISSUES[::7]:
        store.publish(issue_rows(issue_id))
        store.refresh_whole()
    assert _files(store) == at_once


def test_row_groups_in_which_nothing_changed_are_copied_as_they_are(store: Store) -> None:
    store.refresh_whole()
    path = whole_path(store.processed, "articles")
    data = bytearray(path.read_bytes())
    mark = slice(100, 108)
    data[mark] = b"not read"
    path.write_bytes(data)
    rows = issue_rows("sea/007")
    del rows.articles[1:]
    store.publish(rows)
    assert store.refresh_whole() == list(ISSUE_DATASET_NAMES)
    assert path.read_bytes()[mark] == b"not read"
    found = pl.scan_parquet(path).filter(pl.col("issue_id") == "sea/007").collect()
    assert found.height == 1


def test_runs_and_failures_have_one_file_too(store: Store) -> None:
    store.record_failure(failure_row("lake/failing"))
    store.record_run(run_row())
    store.refresh_whole()
    assert _rows(store, "failures")["source"].to_list() == ["lake"]
    assert _rows(store, "runs")["run_id"].to_list() == [run_row()["run_id"]]


@pytest.mark.parametrize("loss", ["state", "file", "footer", "foreign"])
def test_it_is_made_anew_where_it_cannot_be_relied_on(store: Store, loss: str) -> None:
    store.refresh_whole()
    before = _files(store)
    path = whole_path(store.processed, "articles")
    if loss == "state":
        state_path(store.processed, "articles").write_bytes(b"[1, 2")
    elif loss == "file":
        path.unlink()
    elif loss == "footer":
        path.write_bytes(path.read_bytes()[:-9] + b"x" * 9)
    else:
        pl.DataFrame({"issue_id": ["lake/000"]}).write_parquet(path)
    assert store.refresh_whole() == ["articles"]
    assert _files(store) == before


def test_a_damaged_file_of_an_issue_is_left_out_until_it_is_replaced(store: Store) -> None:
    store.path("articles", "lake/000").write_bytes(b"PAR1")
    store.refresh_whole()
    assert _rows(store, "articles")["issue_id"].n_unique() == len(ISSUES) - 1
    store.publish(issue_rows("lake/000"))
    store.refresh_whole()
    assert _rows(store, "articles")["issue_id"].n_unique() == len(ISSUES)


def test_rows_of_a_version_that_lacked_a_column_are_in_it(store: Store) -> None:
    path = store.path("articles", "lake/000")
    pl.read_parquet(path, hive_partitioning=False).drop("flags").write_parquet(path)
    store.refresh_whole()
    rows = _rows(store, "articles")
    assert rows.filter(pl.col("flags").is_null())["issue_id"].unique().to_list() == ["lake/000"]


def test_a_folder_that_looks_as_it_did_is_not_looked_into(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "RACY_WINDOW_NS", 0)
    store.refresh_whole()
    by_hand = store.path("articles", "lake/000")
    by_hand.write_bytes(store.path("articles", "sea/000").read_bytes())
    store.publish(issue_rows("sea/new"))
    store.refresh_whole()
    found = _rows(store, "articles")["issue_id"].unique()
    assert {"lake/000", "sea/new"} <= set(found)
    store.publish(issue_rows("lake/new"))
    store.refresh_whole()
    assert "lake/000" not in _rows(store, "articles")["issue_id"]


def test_a_disk_that_refuses_leaves_the_old_files(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.refresh_whole()
    before = _files(store)
    store.forget("lake/000")
    monkeypatch.setattr(os, "fsync", _refuse)
    with pytest.raises(StorageError, match="could not write the whole datasets"):
        store.refresh_whole()
    monkeypatch.undo()
    assert _files(store) == before
    assert not list(store.processed.rglob("*.tmp"))


def _refuse(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_what_a_killed_run_left_is_put_in_place_or_swept(store: Store) -> None:
    store.refresh_whole()
    folder = Path(store.processed) / "whole"
    (folder / ".articles.parquet.0000.tmp").write_bytes(b"half")
    (store.state / "journal/._whole__all.json.0000.tmp").write_bytes(b"half")
    assert store.prepare() == ["_whole/all"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}.parquet" for name in DATASETS)
    assert not list(store.processed.rglob("*.tmp"))
