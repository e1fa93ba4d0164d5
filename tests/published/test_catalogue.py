"""Pins how published rows are found and read back."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import polars as pl
import pytest

from schemas.errors import ConfigurationError, StorageError
from tasks.published.catalogue import (
    MAX_PATIENCE_SECONDS,
    READ_TRIES,
    Catalogue,
    is_accounted,
    noise_share,
)
from tasks.storage.store import Store
from tests.builders import edit_row, failure_row, issue_rows, run_row


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    store = Store(tmp_path)
    store.prepare()
    for issue_id in ("lake/may", "hill/may"):
        rows = issue_rows(issue_id)
        rows.edits.append(edit_row(rows, 1, 0, 3))
        store.publish(rows)
    store.record_failure(failure_row("lake/june"))
    return Catalogue(tmp_path)


def test_rows_come_back_as_they_were_published(catalogue: Catalogue) -> None:
    rows = issue_rows("lake/may")
    assert catalogue.state_of("lake/may").issue == rows.issue
    assert catalogue.articles("lake/may") == rows.articles
    assert catalogue.blocks("lake/may") == rows.blocks
    assert catalogue.read_issue("edits", "lake/may") == [edit_row(rows, 1, 0, 3)]
    assert catalogue.state_of("lake/june").failure == failure_row("lake/june")


def test_states_are_sorted_and_joined(catalogue: Catalogue) -> None:
    Store(catalogue.processed).record_failure(failure_row("hill/may", last_good_published=True))
    assert [(state.issue_id, state.state) for state in catalogue.states()] == [
        ("hill/may", "failed_last_good_published"),
        ("lake/june", "failed"),
        ("lake/may", "published"),
    ]


def test_temporary_files_are_not_issues(catalogue: Catalogue) -> None:
    file = catalogue.path("issues", "lake/may")
    file.with_name(".july.parquet").write_bytes(b"")
    file.with_name("july.parquet.tmp").write_bytes(b"")
    assert catalogue.issue_ids("issues") == ["hill/may", "lake/may"]


def test_files_of_an_earlier_version_can_be_read(catalogue: Catalogue) -> None:
    file = catalogue.path("issues", "lake/may")
    earlier = pl.read_parquet(file, hive_partitioning=False).drop("issue_label")
    earlier.with_columns(mood=pl.lit("good")).write_parquet(file)
    hill, lake = (state.issue for state in catalogue.states() if state.issue is not None)
    assert (hill["issue_label"], lake["issue_label"]) == ("No. 5", None)
    assert "mood" not in lake


def test_last_run_is_the_newest(catalogue: Catalogue) -> None:
    assert catalogue.last_run() is None
    for run_id in ("20240601T000000000000Z-ffffffff", "20250601T000000000000Z-00000000"):
        Store(catalogue.processed).record_run(run_row(run_id))
    last = catalogue.last_run()
    assert last is not None
    assert last["run_id"].startswith("2025")


def test_unknown_id_cannot_leave_the_folder(catalogue: Catalogue) -> None:
    with pytest.raises(ConfigurationError, match="there is no issue"):
        catalogue.state_of("../issues/source=lake/may")


def test_share_and_sum_of_an_issue() -> None:
    issue = issue_rows().issue
    assert noise_share(issue) == 15 / 115
    assert is_accounted(issue)
    issue["char_count_lost"] = 1
    assert not is_accounted(issue)
    issue["char_count"] = 0
    assert noise_share(issue) == 0.0


def test_a_file_that_is_replaced_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    store.publish(issue_rows("lake/may"))
    path = store.path("issues", "lake/may")
    whole = path.read_bytes()
    path.write_bytes(b"the end of another edition")
    monkeypatch.setattr(time, "sleep", lambda _seconds: path.write_bytes(whole))
    assert Catalogue(tmp_path).read_dataset("issues").height == 1


@pytest.fixture
def gone(tmp_path: Path) -> Path:
    """A file of `runs` that is there when the folder is listed, and is gone by the time it is opened."""
    Store(tmp_path).record_run(run_row("20260101T020000Z-0123abcd"))
    path = next((tmp_path / "runs").glob("*.parquet"))
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "nowhere")
    return path


def test_files_that_go_after_they_were_listed_are_looked_for_longer_than_damaged_ones(
    tmp_path: Path, gone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = itertools.count(1)

    def come_back_late(_seconds: float) -> None:
        if next(looks) == 3 * READ_TRIES:
            (tmp_path / "elsewhere").replace(gone)

    monkeypatch.setattr(time, "sleep", come_back_late)
    assert Catalogue(tmp_path).recent_runs(1).height == 1


def test_a_file_that_stays_gone_is_told_when_patience_ends(
    tmp_path: Path, gone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = itertools.count()
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    with pytest.raises(StorageError, match="the dataset runs cannot be read"):
        Catalogue(tmp_path).recent_runs(1)
    assert next(clock) > MAX_PATIENCE_SECONDS
    assert gone.is_symlink()
