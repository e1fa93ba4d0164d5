"""Pins that the index saves reading, and that nothing it holds counts once the data look otherwise."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from schemas.errors import StorageError
from schemas.version import PIPELINE_VERSION
from tasks.published.catalogue import Catalogue
from tasks.storage.freshness import RACY_WINDOW_NS
from tasks.storage.index import dump, index_path, load
from tasks.storage.store import ISSUE_DATASET_NAMES, PublishedState, Store
from tests.builders import failure_row, issue_rows

INDEXED = (*ISSUE_DATASET_NAMES, "failures")
PLANTED = "f" * 64


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two issues and two failures, looked at when they are no longer fresh."""
    store = Store(tmp_path)
    store.prepare()
    for issue_id in ("hill/may", "lake/may"):
        store.publish(issue_rows(issue_id))
    for issue_id in ("lake/june", "lake/may"):
        store.record_failure(failure_row(issue_id))
    real_time_ns = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real_time_ns() + 2 * RACY_WINDOW_NS)
    return store


def _indexes(store: Store) -> dict[str, bytes]:
    paths = {dataset: index_path(store.processed, dataset) for dataset in INDEXED}
    return {dataset: path.read_bytes() for dataset, path in paths.items() if path.exists()}


def _plant(store: Store, dataset: str = "issues") -> None:
    """Puts something into the index that is not what the files say."""
    index = load(store.processed, dataset).with_columns(source_sha256=pl.lit(PLANTED))
    index_path(store.processed, dataset).write_bytes(dump(index))


def _state(store: Store, issue_id: str = "lake/may") -> PublishedState | None:
    (state,) = store.published_states([issue_id])
    return state


def test_what_looks_as_it_did_is_not_read(store: Store) -> None:
    store.update_index()
    for dataset in ("issues", "failures"):
        _plant(store, dataset)
    state = _state(store)
    assert state is not None
    assert state.source_sha256 == PLANTED
    assert {row["source_sha256"] for row in store.failures().values()} == {PLANTED}
    assert set(Catalogue(store.processed).read_dataset("issues")["source_sha256"]) == {PLANTED}


def test_the_index_changes_nothing_that_is_seen(store: Store) -> None:
    catalogue = Catalogue(store.processed)
    ids = ["lake/may", "sea/never", "hill/may", "lake/june"]
    states, failures, rows = list(store.published_states(ids)), store.failures(), catalogue.states()
    assert _indexes(store).keys() == set(INDEXED)
    assert [state is not None for state in states] == [True, False, True, False]
    assert states[0] == store.published_state("lake/may")
    assert failures == {"lake/june": failure_row("lake/june"), "lake/may": failure_row("lake/may")}
    assert (list(store.published_states(ids)), store.failures(), catalogue.states()) == (
        states,
        failures,
        rows,
    )
    for dataset in INDEXED:
        index_path(store.processed, dataset).unlink()
    assert catalogue.states() == rows
    assert _indexes(store) == {}, "who only looks writes nothing"


def test_what_is_known_is_not_written_again(store: Store) -> None:
    store.update_index()
    times = {dataset: index_path(store.processed, dataset).stat().st_mtime_ns for dataset in INDEXED}
    store.update_index()
    assert times == {dataset: index_path(store.processed, dataset).stat().st_mtime_ns for dataset in INDEXED}


def test_a_change_that_keeps_size_and_time_is_seen(store: Store) -> None:
    store.update_index()
    _plant(store)
    path = store.path("issues", "lake/may")
    status, data = path.stat(), path.read_bytes()
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert _state(store) == store.published_state("lake/may")


def test_what_another_run_published_is_seen(store: Store) -> None:
    store.update_index()
    changed = issue_rows("lake/may")
    changed.issue["source_sha256"] = "1" * 64
    Store(store.processed).publish(changed)
    assert _state(store) == PublishedState("1" * 64, changed.issue["profile_sha256"], PIPELINE_VERSION)
    assert store.failures().keys() == {"lake/june"}


@pytest.mark.parametrize("dataset", ISSUE_DATASET_NAMES)
def test_a_file_that_is_gone_or_broken_is_noticed_in_any_dataset(store: Store, dataset: str) -> None:
    store.update_index()
    path = store.path(dataset, "lake/may")
    whole = path.read_bytes()
    path.write_bytes(b"PAR1 no more PAR1")
    assert _state(store) is None
    path.unlink()
    assert _state(store) is None
    path.write_bytes(whole)
    assert _state(store) == store.published_state("lake/may")


@pytest.mark.parametrize("dataset", ISSUE_DATASET_NAMES)
def test_other_columns_are_noticed_in_any_dataset(store: Store, dataset: str) -> None:
    path = store.path(dataset, "lake/may")
    last = list(pl.read_parquet_schema(path))[-2]
    pl.read_parquet(path, hive_partitioning=False).drop(last).write_parquet(path)
    for _ in range(2):  # read, and remembered
        states = list(store.published_states(["hill/may", "lake/may"]))
        assert [state and state.has_these_columns for state in states] == [True, False]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda data: data[:-100], id="cut off"),
        pytest.param(lambda data: data[:900] + bytes([data[900] ^ 1]) + data[901:], id="one bit"),
        pytest.param(lambda data: data.replace(b"index 1", b"index 0"), id="other form"),
        pytest.param(lambda _: dump(pl.DataFrame({"key": ["lake/may"]})), id="other columns"),
    ],
)
def test_a_damaged_index_only_costs_a_reading(store: Store, damage: Callable[[bytes], bytes]) -> None:
    store.update_index()
    whole = _indexes(store)
    for dataset, data in whole.items():
        index_path(store.processed, dataset).write_bytes(damage(data))
    assert Catalogue(store.processed).state_of("lake/may").issue == issue_rows("lake/may").issue
    assert _state(store) == store.published_state("lake/may")
    store.update_index()
    assert _indexes(store) == whole


def test_what_changed_just_now_is_not_remembered(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    store.publish(issue_rows("lake/july"))
    assert _state(store, "lake/july") is not None
    assert "lake/july" not in set(load(store.processed, "issues")["key"])


def test_a_look_at_one_source_keeps_the_others(store: Store) -> None:
    store.update_index()
    store.forget("lake/may")
    store.publish(issue_rows("lake/july"))
    store.update_index("lake")
    assert load(store.processed, "issues")["key"].to_list() == ["hill/may", "lake/july"]


def test_a_file_of_several_rows_is_not_remembered(store: Store) -> None:
    path = store.path("issues", "lake/may")
    row = pl.read_parquet(path, hive_partitioning=False)
    pl.concat([row, row]).write_parquet(path)
    store.update_index()
    assert load(store.processed, "issues")["key"].to_list() == ["hill/may"]
    assert _state(store) is None
    ids = ["hill/may", "lake/may", "lake/may"]
    assert Catalogue(store.processed).read_dataset("issues")["issue_id"].to_list() == ids


def test_a_file_whose_name_is_no_text_stops_nobody(store: Store) -> None:
    folder = os.fsencode(store.path("issues", "lake/may").parent)
    (Path(os.fsdecode(folder + b"/\xff.parquet"))).write_bytes(b"")
    store.update_index()
    assert _state(store) is not None
    assert Catalogue(store.processed).read_dataset("issues").height == 2


def test_a_broken_file_is_told_whatever_the_index_holds(store: Store) -> None:
    store.update_index()
    store.path("issues", "lake/may").write_bytes(b"PAR1")
    with pytest.raises(StorageError, match="dataset issues cannot be read"):
        Catalogue(store.processed).read_dataset("issues")


def test_what_a_killed_run_left_of_an_index_is_swept(store: Store) -> None:
    store.update_index()
    left = index_path(store.processed, "issues").with_name(".issues.0a.tmp")
    left.touch()
    assert store.prepare() == ["_index/all"]
    assert not left.exists()
