"""Pins what `check` finds in datasets that are not whole, not valid, or not those of `raw/`."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from schemas.dictionary import DATASETS
from schemas.errors import ConfigurationError
from schemas.rows import IssueRows
from schemas.tables import dataframe
from tasks.published import check
from tasks.published.check import TEMPORARY_AGE_SECONDS, check_all
from tasks.storage.store import ISSUE_DATASET_NAMES, Store
from tests.builders import article_link_row, failure_row, issue_rows, run_row

CONTENT = b"%PDF-1.7 pretended"


def _publish(folders: Path, issue_id: str, change: Callable[[IssueRows], None] | None = None) -> None:
    """Publishes an issue whose file lies under raw; `change` breaks its rows first."""
    path = folders / "raw" / f"{issue_id}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(CONTENT)
    rows = issue_rows(issue_id)
    rows.issue["source_sha256"] = hashlib.sha256(CONTENT).hexdigest()
    if change is not None:
        change(rows)
    Store(folders / "processed").publish(rows)


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Two whole issues, a failure and a run, all as they should be."""
    store = Store(tmp_path / "processed")
    store.prepare()
    _publish(tmp_path, "lake/april")
    _publish(tmp_path, "lake/may")
    (tmp_path / "raw/lake/june.pdf").write_bytes(b"")
    store.record_failure(failure_row("lake/june"))
    store.record_run(run_row())
    return tmp_path


def _faults(folders: Path) -> list[tuple[str, str]]:
    """Place and code of every fault."""
    report = check_all(folders / "raw", folders / "processed")
    return [(fault.place, fault.code) for fault in report.faults]


def _file(folders: Path, dataset: str, issue: str = "may") -> Path:
    return folders / "processed" / dataset / "source=lake" / f"{issue}.parquet"


def test_whole_datasets_have_no_fault(folders: Path) -> None:
    report = check_all(folders / "raw", folders / "processed")
    assert report.faults == []
    assert report.issue_count == 2
    counts = {"issues": 2, "articles": 4, "blocks": 14, "runs": 1, "failures": 1}
    assert report.row_counts == {name: counts.get(name, 0) for name in DATASETS}


def test_missing_partner_is_named(folders: Path) -> None:
    _file(folders, "articles").unlink()
    assert _faults(folders) == [("articles/source=lake/may.parquet", "no_partner")]


def test_broken_file_is_named_and_the_rest_is_checked(folders: Path) -> None:
    path = _file(folders, "blocks", "april")
    path.write_bytes(path.read_bytes()[:200])
    _file(folders, "edits").unlink()
    assert sorted(_faults(folders)) == [
        ("blocks/source=lake/april.parquet", "unreadable"),
        ("edits/source=lake/may.parquet", "no_partner"),
    ]


def test_files_of_other_columns_are_named(folders: Path) -> None:
    path = _file(folders, "articles")
    pl.read_parquet(path, hive_partitioning=False).drop("flags").write_parquet(path)
    report = check_all(folders / "raw", folders / "processed")
    (fault,) = report.faults
    assert (fault.place, fault.code) == ("articles/source=lake/may.parquet", "other_columns")
    assert "flags" in fault.sentence


def test_a_run_that_an_older_version_recorded_is_no_fault(folders: Path) -> None:
    store = Store(folders / "processed")
    store.record_run(run_row())
    (path,) = (store.processed / "runs").iterdir()
    pl.read_parquet(path).drop("notices", "new_issues").write_parquet(path)
    assert _faults(folders) == []


def test_whole_files_that_are_behind_or_broken_are_named(folders: Path) -> None:
    store = Store(folders / "processed")
    store.refresh_whole()
    assert _faults(folders) == []
    _publish(folders, "lake/march")
    (store.processed / "whole/edits.parquet").unlink()
    assert _faults(folders) == [
        ("whole/issues.parquet", "whole_behind"),
        ("whole/articles.parquet", "whole_behind"),
        ("whole/blocks.parquet", "whole_behind"),
        ("whole/edits.parquet", "unreadable"),
    ]
    store.refresh_whole()
    assert _faults(folders) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"similarity": 1.5}, "invalid_row"),
        ({"issue_id": "lake/march"}, "wrong_issue"),
        ({"article_id": "lake/may#gone"}, "dangling"),
        ({"earlier_article_id": "lake/april#gone"}, "dangling"),
        ({}, None),
    ],
)
def test_links_between_articles_are_checked(
    folders: Path, change: dict[str, object], code: str | None
) -> None:
    link = {
        **article_link_row(issue_rows("lake/may")),
        "earlier_article_id": "lake/april#a0",
        "earlier_issue_id": "lake/april",
    }
    path = Store(folders / "processed").path("article_links", "lake/may")
    path.parent.mkdir(parents=True)
    dataframe("article_links", [{**link, **change}]).write_parquet(path)
    place = "article_links/source=lake/may.parquet"
    assert _faults(folders) == ([] if code is None else [(place, code)])


def test_invalid_row_is_named_by_its_file(folders: Path) -> None:
    def break_kind(rows: IssueRows) -> None:
        rows.issue["kind"] = "leaflet"

    _publish(folders, "lake/may", break_kind)
    assert _faults(folders) == [("issues/source=lake/may.parquet", "invalid_row")]


@pytest.mark.parametrize("size", [1, check.BYTES_PER_BATCH])
def test_an_invalid_row_is_named_by_its_file_whatever_is_checked_with_it(
    folders: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    def break_label(rows: IssueRows) -> None:
        rows.blocks[3]["label"] = "poem"

    monkeypatch.setattr(check, "BYTES_PER_BATCH", size)
    for number in range(9):
        _publish(folders, f"hill/n{number:03}", break_label if number == 7 else None)
    _publish(folders, "lake/z", break_label)
    assert _faults(folders) == [
        ("blocks/source=hill/n007.parquet", "invalid_row"),
        ("blocks/source=lake/z.parquet", "invalid_row"),
    ]


def test_sums_and_cross_rules_are_checked(folders: Path) -> None:
    def break_sum(rows: IssueRows) -> None:
        rows.issue["char_count_noise"] += 1

    _publish(folders, "lake/may", break_sum)
    assert set(_faults(folders)) == {("issues/source=lake/may.parquet", "contradiction")}


def test_file_named_for_another_issue_is_told(folders: Path) -> None:
    for dataset in ISSUE_DATASET_NAMES:
        _file(folders, dataset).rename(_file(folders, dataset, "march"))
    assert ("issues/source=lake/march.parquet", "wrong_issue") in _faults(folders)


def test_key_shared_by_two_issues_is_told(folders: Path) -> None:
    def borrow_id(rows: IssueRows) -> None:
        rows.articles[0]["article_id"] = "lake/april#a0"
        for block in rows.blocks[:2]:
            block["article_id"] = "lake/april#a0"

    _publish(folders, "lake/may", borrow_id)
    faults = check_all(folders / "raw", folders / "processed").faults
    (shared,) = (fault for fault in faults if fault.code == "shared_key")
    assert shared.place == "articles"
    assert shared.sentence == "article_id lake/april#a0 is in lake/april, lake/may"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda raw: (raw / "lake/may.pdf").unlink(), ("lake/may.pdf", "raw_left")),
        (lambda raw: (raw / "lake/may.pdf").write_bytes(b"else"), ("lake/may.pdf", "raw_changed")),
        (lambda raw: (raw / "lake/july.pdf").write_bytes(b"new"), ("lake/july.pdf", "not_ingested")),
        (lambda raw: (raw / "lake/june.pdf").unlink(), ("lake/june", "raw_left")),
    ],
    ids=["left", "changed", "new", "failed and left"],
)
def test_difference_from_raw_is_told(
    folders: Path, change: Callable[[Path], object], fault: tuple[str, str]
) -> None:
    change(folders / "raw")
    assert _faults(folders) == [fault]


def test_a_profile_that_failed_without_a_bulletin_is_there(folders: Path) -> None:
    row = {**failure_row("hill/source-toml"), "code": "profile", "source_path": "hill/source.toml"}
    Store(folders / "processed").record_failure(row)  # type: ignore[arg-type]
    (folders / "raw" / "hill").mkdir()
    (folders / "raw" / "hill" / "source.toml").write_text("titel = 1")
    assert _faults(folders) == []
    (folders / "raw" / "hill" / "source.toml").unlink()
    assert _faults(folders) == [("hill/source-toml", "raw_left")]


def test_failure_that_hides_or_claims_a_good_result_is_told(folders: Path) -> None:
    store = Store(folders / "processed")
    store.record_failure(failure_row("lake/may", last_good_published=False))
    store.record_failure(failure_row("lake/june", last_good_published=True))
    assert _faults(folders) == [
        ("failures/source=lake/june.parquet", "contradiction"),
        ("failures/source=lake/may.parquet", "contradiction"),
    ]


def test_strays_and_old_temporaries_are_told(folders: Path) -> None:
    stray = folders / "processed/articles/copy.parquet"
    stray.write_bytes(_file(folders, "articles").read_bytes())
    fresh, old = (_file(folders, "blocks").with_name(f".may.parquet.{name}.tmp") for name in ("a", "b"))
    for temporary in (fresh, old):
        temporary.write_bytes(b"half")
    then = old.stat().st_mtime - TEMPORARY_AGE_SECONDS - 10
    os.utime(old, (then, then))
    assert _faults(folders) == [
        ("articles/copy.parquet", "stray"),
        ("blocks/source=lake/.may.parquet.b.tmp", "orphan"),
    ]


def test_unfinished_commit_is_told(folders: Path) -> None:
    record = folders / "processed/.state/journal/lake__may.json"
    record.write_text("[[], []]")
    assert _faults(folders) == [(".state/journal/lake__may.json", "unfinished")]


def test_check_changes_nothing(folders: Path) -> None:
    def contents() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in folders.rglob("*") if path.is_file()}

    before = contents()
    check_all(folders / "raw", folders / "processed")
    assert contents() == before


def test_missing_folders_are_told(folders: Path) -> None:
    with pytest.raises(ConfigurationError, match="raw folder"):
        check_all(folders / "nowhere", folders / "processed")
    with pytest.raises(ConfigurationError, match="processed folder"):
        check_all(folders / "raw", folders / "nowhere")


def test_a_file_whose_name_is_no_text_is_told(folders: Path) -> None:
    _publish(folders, "lake/may")
    folder = os.fsencode(folders / "processed" / "issues" / "source=lake")
    Path(os.fsdecode(folder + b"/\xff.parquet")).write_bytes(b"")
    assert _faults(folders) == [("issues/source=lake/\N{REPLACEMENT CHARACTER}.parquet", "stray")]
