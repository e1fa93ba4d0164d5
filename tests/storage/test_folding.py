"""Pins that old runs are folded into a file a month, and that readers see the same rows at any moment."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from tasks.published.catalogue import Catalogue
from tasks.storage import folding
from tasks.storage.store import Store
from tests.builders import run_row

FIRST = datetime(2026, 1, 1, 2, tzinfo=UTC)
NOW = datetime(2026, 6, 15, 2, tzinfo=UTC)


def _record(store: Store, started_at: datetime) -> str:
    run_id = f"{started_at:%Y%m%dT%H%M%S%f}Z-0123abcd"
    store.record_run({**run_row(run_id), "started_at": started_at})
    return run_id


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Runs of every fifth night of half a year."""
    store = Store(tmp_path / "processed")
    store.prepare()
    for day in range(0, (NOW - FIRST).days, 5):
        _record(store, FIRST + timedelta(days=day))
    return store


def _ids(store: Store) -> list[str]:
    ids: list[str] = pl.read_parquet(store.processed / "runs")["run_id"].to_list()
    return ids


def test_old_months_become_a_file_each_and_no_row_goes(store: Store) -> None:
    before = _ids(store)
    inode = (store.processed / "runs" / f"{before[-1]}.parquet").stat().st_ino
    assert store.fold_runs(NOW) == 7 - 1, "seven nights of January"
    names = store.run_ids()
    assert names[0].startswith("20260131"), "January is one file, named after its newest run"
    assert names[1].startswith("20260205"), "February ended less than four months ago"
    assert sorted(_ids(store)) == sorted(before)
    assert (store.processed / "runs" / f"{before[-1]}.parquet").stat().st_ino == inode, "linked, not copied"
    assert store.fold_runs(NOW) == 0, "nothing is left to fold"
    assert store.fold_runs(NOW + timedelta(days=400)) == len(before) - 7 - 5
    assert len(store.run_ids()) == 6, "a file for each month"
    assert sorted(_ids(store)) == sorted(before)
    assert not (store.state / "folding").exists()


def test_folded_runs_are_read_as_before(store: Store) -> None:
    catalogue = Catalogue(store.processed)
    store.fold_runs(NOW + timedelta(days=400))
    assert catalogue.recent_runs(20)["run_id"].to_list() == sorted(_ids(store))[-20:]
    last = catalogue.last_run()
    assert last is not None
    assert last["run_id"] == max(_ids(store))


def test_no_reader_sees_a_row_twice_or_not_at_all(store: Store) -> None:
    count = len(_ids(store))
    seen: set[int] = set()
    has_ended = threading.Event()

    def read() -> None:
        catalogue = Catalogue(store.processed)
        while not has_ended.is_set():
            seen.add(catalogue.recent_runs(1000, ["run_id"])["run_id"].n_unique())
            seen.add(catalogue.recent_runs(1000, ["run_id"]).height)

    reader = threading.Thread(target=read)
    reader.start()
    for month in range(1, 15):
        store.fold_runs(NOW + timedelta(days=30 * month))
    has_ended.set()
    reader.join()
    assert seen == {count}


def test_where_folders_cannot_change_places_nothing_is_folded(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.run_ids()
    monkeypatch.setattr(folding, "_exchange", lambda *_: False)
    assert store.fold_runs(NOW) == 0
    assert store.run_ids() == before
    assert not (store.state / "folding").exists()


def test_a_folder_with_something_else_in_it_is_left_alone(store: Store) -> None:
    (store.processed / "runs" / "copy").mkdir()
    assert store.fold_runs(NOW) == 0


def test_a_fold_that_was_cut_off_leaves_nothing_behind(store: Store) -> None:
    left = store.state / "folding" / "half.parquet"
    left.parent.mkdir()
    left.write_bytes(b"half")
    store.fold_runs(NOW)
    assert not left.exists()
    assert sorted(store.run_ids())[0].startswith("20260131")
