"""Pins where datasets lie, that readers open them whole, and that an issue changes in one step."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from schemas.errors import StorageError
from tasks.storage import commit
from tasks.storage.locks import hold
from tasks.storage.row_groups import read_footer
from tasks.storage.store import ISSUE_DATASET_NAMES, PublishedState, Store, encode
from tests.builders import SHA256, edit_row, failure_row, issue_rows, run_row
from tests.conftest import Folders

ROOT = Path(__file__).parents[2]
ENCODE = """
import hashlib
from tasks.storage.store import encode
from tests.builders import issue_rows
rows = issue_rows()
tables = rows.by_dataset().items()
print(hashlib.sha256(b"".join(encode(name, table) for name, table in tables)).hexdigest())
"""


@pytest.fixture
def store(pair: Folders) -> Store:
    store = Store(pair.processed)
    store.prepare()
    return store


def test_each_dataset_of_an_issue_has_one_file(store: Store, pair: Folders) -> None:
    store.publish(issue_rows("lake/may"))
    for dataset in ISSUE_DATASET_NAMES:
        assert list(pair.published(dataset)) == ["source=lake/may.parquet"]
    names = [path.name for path in pair.processed.iterdir()]
    assert sorted(names) == sorted([".state", *ISSUE_DATASET_NAMES])


def test_a_dataset_opens_with_one_call_everywhere(store: Store) -> None:
    for issue_id in ("lake/may", "lake/june", "sea/may"):
        rows = issue_rows(issue_id)
        rows.edits.append(edit_row(rows, 1, 0, 1))
        store.publish(rows)
    for dataset, count in (("issues", 3), ("articles", 6), ("blocks", 21), ("edits", 3)):
        folder = store.processed / dataset
        assert pd.read_parquet(folder)["source"].value_counts()["lake"] == count * 2 // 3
        assert pq.read_table(folder).num_rows == count
        assert pl.read_parquet(folder / "**/*.parquet", hive_partitioning=True)["source"].n_unique() == 2
        with duckdb.connect() as connection:
            found = connection.execute(
                f"select count(*), count(distinct source) from read_parquet('{folder}/**/*.parquet')"
            )
            assert found.fetchone() == (count, 2)


def test_a_dataset_without_rows_keeps_its_columns(store: Store) -> None:
    store.publish(issue_rows("lake/may"))
    table = pl.read_parquet(store.path("edits", "lake/may"))
    assert (table.height, table.columns[:3]) == (0, ["issue_id", "article_id", "block_id"])


def test_footers_are_short(store: Store) -> None:
    store.publish(issue_rows("lake/may"))
    path = store.path("issues", "lake/may")
    assert pq.read_schema(path).metadata is None
    footer, _ = read_footer(path.open("rb"))
    assert len(footer) < 3500, "what columns mean is not told in each file"


def test_same_rows_same_bytes_in_any_process() -> None:
    digests = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Almaty")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        run = subprocess.run(
            [sys.executable, "-c", ENCODE], cwd=ROOT, env=environment, capture_output=True, check=True
        )
        digests.add(run.stdout)
    assert len(digests) == 1


WITHOUT_PANDAS = """
import io, sys
from tasks.storage.store import encode
from tasks.storage.whole import write_rows
from tests.builders import issue_rows
for name, rows in issue_rows().by_dataset().items():
    encode(name, rows)
write_rows(io.BytesIO(), "runs", [])
print("pandas" in sys.modules)
"""


def test_files_are_written_without_pandas() -> None:
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANDAS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"


def test_order_of_rows_does_not_depend_on_how_they_came(store: Store, pair: Folders) -> None:
    rows = issue_rows("lake/may")
    store.publish(rows)
    first = {dataset: pair.published(dataset) for dataset in ISSUE_DATASET_NAMES}
    rows.articles.reverse()
    rows.blocks.reverse()
    store.publish(rows)
    assert first == {dataset: pair.published(dataset) for dataset in ISSUE_DATASET_NAMES}


def test_publishing_replaces_and_drops_the_failure(store: Store, pair: Folders) -> None:
    store.record_failure(failure_row("lake/may"))
    assert store.failing_issues() == ["lake/may"]
    store.publish(issue_rows("lake/may"))
    assert store.failing_issues() == []
    shorter = issue_rows("lake/may")
    del shorter.articles[1:]
    store.publish(shorter)
    assert [row["title"] for row in store.published_articles("lake/may")] == ["Lake level rises"]
    assert list(pair.published("articles")) == ["source=lake/may.parquet"]


def test_published_state_tells_what_an_issue_was_made_from(store: Store) -> None:
    assert store.published_state("lake/may") is None
    rows = issue_rows("lake/may")
    store.publish(rows)
    expected = PublishedState(SHA256, rows.issue["profile_sha256"], rows.issue["pipeline_version"])
    assert store.published_state("lake/may") == expected


@pytest.mark.parametrize("dataset", ISSUE_DATASET_NAMES)
def test_an_issue_that_lost_a_file_counts_as_unpublished(store: Store, dataset: str) -> None:
    store.publish(issue_rows("lake/may"))
    store.path(dataset, "lake/may").unlink()
    assert store.published_state("lake/may") is None


@pytest.mark.parametrize("dataset", ISSUE_DATASET_NAMES)
@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"x" * 100 + b"PAR1"])
def test_a_damaged_file_counts_as_unpublished(store: Store, dataset: str, content: bytes) -> None:
    store.publish(issue_rows("lake/may"))
    store.record_failure(failure_row("lake/june"))
    store.path(dataset, "lake/may").write_bytes(content)
    assert store.published_articles("lake/may") == []
    store.path("failures", "lake/june").write_bytes(content)
    assert store.published_state("lake/may") is None
    assert store.failure("lake/june") is None


def test_failures_come_back_as_they_went_in(store: Store) -> None:
    store.record_failure(failure_row("lake/june"))
    store.record_failure(failure_row("sea/june"))
    assert store.failure("lake/june") == failure_row("lake/june")
    assert store.failing_issues("sea") == ["sea/june"]
    store.clear_failure("lake/june")
    assert store.failing_issues() == ["sea/june"]


def test_runs_stand_beside_each_other(store: Store, pair: Folders) -> None:
    store.record_run(run_row("20240601T000000000000Z-00000000"))
    store.record_run(run_row("20240602T000000000000Z-00000000"))
    assert pl.read_parquet(pair.processed / "runs")["run_id"].len() == 2


def _as_an_older_version_wrote_it(path: Path, *later: str) -> None:
    table = pq.ParquetFile(path).read()
    pq.write_table(table.drop_columns(list(later)), path)


def test_rows_of_older_versions_get_the_columns_that_came_since(store: Store, pair: Folders) -> None:
    runs, failures = pair.processed / "runs", pair.processed / "failures" / "source=lake"
    for number in "123":
        store.record_run(run_row(f"2024060{number}T030000000000Z-0123abcd"))
        store.record_failure(failure_row(f"lake/{number}"))
    new = {path: path.read_bytes() for path in (*runs.iterdir(), *failures.iterdir())}
    for path in sorted(runs.iterdir())[:2]:
        _as_an_older_version_wrote_it(path, "stale_count", "new_issues", "notices", "notice_count")
    _as_an_older_version_wrote_it(failures / "1.parquet", "next_try")
    broken = failures / "2.parquet"
    broken.write_bytes(b"PAR1")
    store.prepare()
    assert broken.read_bytes() == b"PAR1", "a broken file is left for check"
    broken.write_bytes(new[broken])
    assert store.failure("lake/1") == failure_row("lake/1")
    for dataset in ("runs", "failures"):
        assert pl.read_parquet(pair.processed / dataset).height == 3
    assert pl.read_parquet(runs).sort("run_id")["notice_count"].to_list() == [None, None, 0]
    stamps = {path: path.stat().st_mtime_ns for path in runs.iterdir()}
    store.prepare()
    assert {path: path.stat().st_mtime_ns for path in runs.iterdir()} == stamps, "done once"


def _lock(store: Store) -> None:
    with store.issue_lock("lake/may", wait_seconds=0):
        pass


@pytest.mark.parametrize("recover", [Store.prepare, _lock], ids=["the next run", "who locks the issue"])
def test_a_committed_change_is_finished_by_those_who_come_next(
    store: Store, pair: Folders, monkeypatch: pytest.MonkeyPatch, recover: Callable[[Store], object]
) -> None:
    class Killed(BaseException):
        """Stands for a kill right after the commit."""

    def die(*_: object) -> None:
        raise Killed

    store.publish(issue_rows("lake/may"))
    changed = issue_rows("lake/may")
    changed.articles[0]["title"] = "Another title"
    with monkeypatch.context() as patch:
        patch.setattr(commit, "carry_out", die)
        with pytest.raises(Killed):
            store.publish(changed)
    assert store.published_articles("lake/may")[0]["title"] == "Lake level rises"
    recover(Store(pair.processed))
    assert store.published_articles("lake/may")[0]["title"] == "Another title"
    assert not list(pair.processed.rglob("*.tmp"))
    assert not list((store.state / "journal").iterdir())


def test_a_lock_looks_at_no_other_issue(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.publish(issue_rows("lake/may"))

    def refuse(path: object) -> None:
        raise AssertionError(f"{path} was looked into")

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(os, "listdir", refuse)
    with store.issue_lock("lake/may", wait_seconds=0) as is_held:
        assert is_held


def test_what_a_dead_run_left_is_swept_and_what_a_living_one_writes_is_not(store: Store) -> None:
    store.publish(issue_rows("lake/may"))
    store.record_run(run_row())
    dead = store.path("issues", "lake/june").with_name(".june.parquet.0a.tmp")
    living = store.path("issues", "lake/july").with_name(".july.parquet.0b.tmp")
    run = store.processed / "runs" / ".1.parquet.0c.tmp"
    stamps = store.state / ".stamps.json.0d.tmp"
    fault = store.state / "faults" / "lake" / ".may.txt.0e.tmp"
    record = store.state / "journal" / ".lake__april.json.0f.tmp"
    scratch = store.state / "temporary" / "lake" / ".april.0f.tmp"
    elsewhere = store.processed / ".temporary" / "_runs" / ".all.10.tmp"
    for path in (dead, living, run, stamps, fault, record, scratch, elsewhere):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    with hold(store.state / "locks" / "lake" / "july.lock", wait_seconds=0):
        assert store.prepare() == ["_runs/all", "_stamps/all", "lake/april", "lake/june", "lake/may"]
    assert living.exists()
    assert not [path for path in (dead, run, stamps, fault, record, scratch, elsewhere) if path.exists()]


def test_no_reader_of_a_dataset_meets_what_is_being_written(
    store: Store, pair: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any other ending in a dataset's folder makes `pl.read_parquet` refuse the whole of it."""
    seen = []
    real_fsync = os.fsync

    def look(descriptor: int) -> None:
        seen.append(sorted(path.suffix for path in pair.processed.glob("*/**/*") if _is_dataset_file(path)))
        real_fsync(descriptor)

    store.publish(issue_rows("lake/may"))
    monkeypatch.setattr(os, "fsync", look)
    store.publish(issue_rows("lake/may"))
    store.record_failure(failure_row("lake/may"))
    store.record_run(run_row())
    assert len(seen) > 6
    assert {suffix for suffixes in seen for suffix in suffixes} == {".parquet"}


def _is_dataset_file(path: Path) -> bool:
    return path.is_file() and ".state" not in path.parts


def test_a_record_of_the_longest_names_has_a_name_that_fits(
    store: Store, pair: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue_id = f"{'s' * 159}/{'i' * 159}"

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(commit, "carry_out", die)
        with pytest.raises(KeyboardInterrupt):
            store.publish(issue_rows(issue_id))
    assert not store.is_published(issue_id)
    assert Store(pair.processed).prepare() == [issue_id]
    assert store.is_published(issue_id)


FOREIGN = {
    "no JSON": b"\x00",
    "other JSON": b'{"a": 1}',
    "deep": b"[" * 60_000,
    "outside": b'[[["../outside.txt", "issues/source=lake/may.parquet"]], []]',
    "absolute": b'[[[".state/temporary/lake/.may.1.tmp", "/tmp/may.parquet"]], []]',
    "not its own": b'[[], ["issues/source=lake/may.parquet", "raw.txt"]]',
    "another's": b'[[], ["issues/source=lake/june.parquet"]]',
    "no temporary": b'[[["blocks/source=lake/may.parquet", "issues/source=lake/may.parquet"]], []]',
    "nothing": b"[[], []]",
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_what_is_no_record_of_ours_is_set_aside_and_changes_nothing(store: Store, content: bytes) -> None:
    store.publish(issue_rows("lake/may"))
    outside = store.processed.parent / "outside.txt"
    outside.write_bytes(b"of somebody else")
    before = store.published_articles("lake/may")
    (store.state / "journal" / "lake__may.json").write_bytes(content)
    assert Store(store.processed).prepare() == []
    assert [path.read_bytes() for path in store.set_aside_records()] == [content]
    assert store.published_articles("lake/may") == before
    assert outside.exists()


@pytest.mark.parametrize("name", ["lake.json", "__x.json", "a__b__c.json", "_runs__all.json", "folder.json"])
def test_a_record_of_a_name_that_is_no_issues_stops_nothing(store: Store, name: str) -> None:
    record = store.state / "journal" / name
    if name == "folder.json":
        record.mkdir()
    else:
        record.write_bytes(b'[[], ["issues/source=lake/may.parquet"]]')
    assert Store(store.processed).prepare() == []
    assert len(store.set_aside_records()) == 1


def test_a_full_disk_is_told_and_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.publish(issue_rows("lake/may"))

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    changed = issue_rows("lake/may")
    changed.articles[0]["title"] = "Another title"
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(
            StorageError, match="could not publish lake/may .* No space left on device; check"
        ):
            store.publish(changed)
    assert store.published_articles("lake/may")[0]["title"] == "Lake level rises"
    assert not list(store.processed.rglob("*.tmp"))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "processed").touch()
    with pytest.raises(StorageError, match="could not prepare in the processed folder .*processed"):
        Store(tmp_path / "processed").prepare()


def test_a_lock_keeps_a_second_run_off_an_issue(store: Store) -> None:
    with store.issue_lock("lake/may", wait_seconds=0) as first:
        assert first
        with store.issue_lock("lake/may", wait_seconds=0) as second:
            assert not second
        with store.issue_lock("lake/june", wait_seconds=0) as other:
            assert other


def test_rows_that_do_not_fit_the_schema_are_refused() -> None:
    with pytest.raises((TypeError, ValueError)):
        encode("runs", [{**run_row(), "seconds": "many"}])
