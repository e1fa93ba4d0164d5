"""Pins what a release holds, that every format says the same, and that none is changed or left half done."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from schemas.errors import ConfigurationError, StorageError
from tasks.release.content import RELEASED, column_names
from tasks.release.describe import Cover
from tasks.release.make import Released, make_release
from tasks.storage.store import Store
from tests.builders import Item, edit_row, issue_rows, source_rows, table_rows
from tests.conftest import Folders

THAI = Item("ระดับน้ำ", "ระดับน้ำในทะเลสาบสูงขึ้น", 2, "News")
FILES = {
    "CITATION.cff",
    "README.md",
    "SHA256SUMS",
    "bulletins.duckdb",
    "bulletins.sqlite",
    "changes.json",
    "changes.md",
    "columns.json",
    "croissant.json",
    "datapackage.json",
    "dictionary.md",
    "quality.json",
    "quality.md",
    *(
        f"{folder}/{name}.{ending}"
        for name in RELEASED
        for folder, ending in [
            ("parquet", "parquet"),
            ("csv", "csv.gz"),
            ("jsonl", "jsonl.gz"),
        ]
    ),
}


@pytest.fixture
def store(pair: Folders) -> Store:
    """One issue of a source with a licence, one of a source without."""
    store = Store(pair.processed)
    store.prepare()
    for row in source_rows():
        store.note_source(row)
    rows = issue_rows("lake/may")
    rows.edits.append(edit_row(rows, 1, 0, 1))
    table, cells = table_rows(rows)
    rows.tables.append(table)
    rows.table_cells.extend(cells)
    store.publish(rows)
    store.publish(issue_rows("sea/may", [THAI]))
    return store


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "releases"


def _release(store: Store, out: Path, version: str = "1.0", **options: bool) -> Released:
    cover = Cover(version, "Lakes", ("Lake Archive",), date(2026, 11, 28))
    return make_release(store, out, cover, "# Dictionary\n", **options)


def _parquet(folder: Path, dataset: str) -> pl.DataFrame:
    return pl.read_parquet(folder / "parquet" / f"{dataset}.parquet")


def _unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def _json(path: Path) -> Any:
    return json.loads(path.read_bytes())


def test_a_release_is_one_folder_of_read_only_files(store: Store, out: Path) -> None:
    folder = _release(store, out).folder
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert found.keys() == FILES
    assert {path.stat().st_mode & 0o777 for path in found.values()} == {0o444}
    assert [path.name for path in sorted(out.iterdir())] == [".release.lock", "1.0"]


def test_every_format_holds_the_same_rows(store: Store, out: Path) -> None:
    done = _release(store, out, with_all_texts=True)
    counts = {"sources": 2, "issues": 2, "articles": 3, "blocks": 12, "edits": 1}
    counts |= {"tables": 1, "table_cells": 3}
    assert done.row_counts == {name: counts.get(name, 0) for name in RELEASED}
    for dataset in RELEASED:
        expected = _parquet(done.folder, dataset).to_dicts()
        assert _parquet(done.folder, dataset).columns == column_names(dataset)
        lines = _unpacked(done.folder / "jsonl" / f"{dataset}.jsonl.gz").splitlines()
        plain = json.loads(json.dumps(expected, default=str))
        assert [json.loads(line) for line in lines] == plain
        with duckdb.connect(done.folder / "bulletins.duckdb", read_only=True) as connection:
            found = connection.execute(f"FROM {dataset}").fetchall()
        assert found == [tuple(row.values()) for row in expected]
        table = io.StringIO(_unpacked(done.folder / "csv" / f"{dataset}.csv.gz").decode(), newline="")
        assert [row["source"] for row in csv.DictReader(table)] == [row["source"] for row in expected]
        rows = list(_sqlite(done.folder, f"SELECT * FROM {dataset}"))
        assert rows == [tuple(map(_stored, row.values())) for row in plain]


def _stored(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _sqlite(folder: Path, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
    connection = sqlite3.connect(f"file:{folder}/bulletins.sqlite?mode=ro", uri=True)
    try:
        yield from connection.execute(query, values)
    finally:
        connection.close()


def test_csv_tells_a_missing_value_from_an_empty_text_and_keeps_lists(store: Store, out: Path) -> None:
    folder = _release(store, out, with_all_texts=True).folder
    text = _unpacked(folder / "csv/articles.csv.gz")
    (first, *_) = csv.DictReader(io.StringIO(text.decode()))
    assert (first["kicker"], json.loads(first["captions"])) == ("", [])
    blocks = _unpacked(folder / "csv/blocks.csv.gz")
    assert b',"",' in blocks, "the evidence of blocks that nothing speaks against is an empty text"


def test_texts_without_a_licence_stay_at_home(store: Store, out: Path) -> None:
    done = _release(store, out)
    assert done.withheld == ("sea",)
    articles = _parquet(done.folder, "articles")
    assert articles.filter(source="sea").select("title", "body").rows() == [("ระดับน้ำ", None)]
    assert articles.filter(source="lake")["body"].null_count() == 0
    assert _parquet(done.folder, "blocks").filter(source="sea")["text"].null_count() == 5
    for path in done.folder.rglob("*"):
        if path.is_file():
            data = _unpacked(path) if path.suffix == ".gz" else path.read_bytes()
            assert THAI.body.encode() not in data, path.name
    assert _json(done.folder / "quality.json")["sources_without_text"] == ["sea"]
    assert "the texts of sea" in (done.folder / "README.md").read_text()
    assert _json(done.folder / "datapackage.json")["licenses"] == [
        {"name": "CC-BY-4.0", "title": "CC-BY-4.0"}
    ]


def test_search_finds_words_of_languages_with_and_without_blanks(store: Store, out: Path) -> None:
    folder = _release(store, out, with_all_texts=True).folder
    query = "SELECT title FROM articles_fts WHERE articles_fts MATCH ?"
    assert list(_sqlite(folder, query, "ทะเลสาบ")) == [("ระดับน้ำ",)]
    (search,) = _sqlite(folder, "SELECT sql FROM sqlite_master WHERE name = 'articles_fts'")
    assert 'content="articles"' in search[0], "as Datasette looks for it"
    assert list(_sqlite(folder, query, "FERRY")) == [("Ferry timetable changes",)]


def test_databases_explain_and_join_their_tables(store: Store, out: Path) -> None:
    folder = _release(store, out).folder
    assert list(_sqlite(folder, "PRAGMA foreign_key_check")) == []
    keys = {row[2] for row in _sqlite(folder, "PRAGMA foreign_key_list(blocks)")}
    assert keys == {"sources", "issues", "articles"}
    meaning = "SELECT unit, meaning FROM dictionary WHERE dataset = 'issues' AND column = 'source_bytes'"
    assert list(_sqlite(folder, meaning.replace("column =", '"column" ='))) == [
        ("bytes", "Size of the file.")
    ]
    with duckdb.connect(folder / "bulletins.duckdb", read_only=True) as connection:
        comments = connection.execute("SELECT comment FROM duckdb_columns() WHERE NOT internal").fetchall()
    assert all(comment for (comment,) in comments)


def test_data_package_and_croissant_name_every_column_and_file(store: Store, out: Path) -> None:
    folder = _release(store, out).folder
    package, croissant = _json(folder / "datapackage.json"), _json(folder / "croissant.json")
    for resource in package["resources"]:
        assert [field["name"] for field in resource["schema"]["fields"]] == column_names(resource["name"])
        data = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    for file in croissant["distribution"]:
        assert file["sha256"] == hashlib.sha256((folder / file["contentUrl"]).read_bytes()).hexdigest()
    for records in croissant["recordSet"]:
        assert [field["name"] for field in records["field"]] == column_names(records["name"])


def test_checksums_cover_every_other_file(store: Store, out: Path) -> None:
    folder = _release(store, out).folder
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    said = {path: digest for digest, path in (line.split("  ") for line in lines)}
    assert said.keys() == FILES - {"SHA256SUMS"}
    assert all(hashlib.sha256((folder / path).read_bytes()).hexdigest() == said[path] for path in said)


def test_a_later_release_tells_what_changed(store: Store, out: Path) -> None:
    first = _release(store, out)
    assert _json(first.folder / "changes.json") == {"since": None}
    store.forget("sea/may")
    store.publish(issue_rows("lake/june"))
    changed = issue_rows("lake/may", [Item("Lake level rises", "It fell.")])
    store.publish(changed)
    second = _release(store, out, "1.1")
    assert second.since == "1.0"
    said = _json(second.folder / "changes.json")
    assert said["issues"] == {"added": ["lake/june"], "removed": ["sea/may"], "changed": []}
    assert said["articles"]["changed"] == ["lake/may#a0"]
    assert said["articles"]["removed"] == ["lake/may#a1", "sea/may#a0"]
    assert said["columns"] == {"added": [], "removed": [], "of_another_type": []}
    assert "Issues removed: 1: sea/may" in (second.folder / "changes.md").read_text()


def test_a_column_that_came_is_told(store: Store, out: Path) -> None:
    columns = _release(store, out).folder / "columns.json"
    before = _json(columns)
    del before["articles"]["flags"]
    before["issues"]["page_count"] = "text"
    columns.chmod(0o644)
    columns.write_text(json.dumps(before))
    said = _json(_release(store, out, "2").folder / "changes.json")["columns"]
    assert said == {"added": ["articles.flags"], "removed": [], "of_another_type": ["issues.page_count"]}


@pytest.mark.parametrize(
    ("version", "fault"),
    [
        ("1.0", "is never changed"),
        ("0.9", "a version above 1.0"),
        ("latest", "is no version"),
        ("../1.1", "is no version"),
    ],
)
def test_a_version_that_is_there_or_is_none_is_refused(
    store: Store, out: Path, version: str, fault: str
) -> None:
    folder = _release(store, out).folder
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(ConfigurationError, match=fault):
        _release(store, out, version)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert [path.name for path in sorted(out.iterdir())] == [".release.lock", "1.0"]


def test_nothing_published_is_told_and_nothing_written(pair: Folders, out: Path) -> None:
    store = Store(pair.processed)
    store.prepare()
    with pytest.raises(ConfigurationError, match="nothing is published yet"):
        _release(store, out)
    assert [path.name for path in out.iterdir()] == [".release.lock"]


def test_a_disk_that_refuses_leaves_nothing(store: Store, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.refresh_whole()

    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StorageError, match="No space left on device"):
        _release(store, out)
    assert [path.name for path in out.iterdir()] == [".release.lock"]


def test_what_a_killed_release_left_is_swept_by_the_next(store: Store, out: Path) -> None:
    left = out / ".1.0.0123abcd.tmp" / "parquet"
    left.mkdir(parents=True)
    (left / "issues.parquet").write_bytes(b"half")
    _release(store, out)
    assert [path.name for path in sorted(out.iterdir())] == [".release.lock", "1.0"]


def test_citation_is_yaml_that_names_version_day_and_authors(store: Store, out: Path) -> None:
    lines = (_release(store, out).folder / "CITATION.cff").read_text().splitlines()
    assert lines[0] == "cff-version: 1.2.0"
    assert {'version: "1.0"', "date-released: 2026-11-28", '  - name: "Lake Archive"'} <= set(lines)
