"""Pins what is in the database that is browsed, that it is of the last state, and which ones are swept."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import StorageError
from tasks.browsing.database import BROWSED, Database, open_database, state_of
from tasks.browsing.search import conditions, terms_of
from tasks.storage.store import Store
from tests.builders import issue_rows


@pytest.fixture
def database(store: Store) -> Iterator[Database]:
    with closing(open_database(store)) as database:
        yield database


def _rows(database: Database, sql: str, values: dict[str, str] | None = None) -> list[Any]:
    with closing(sqlite3.connect(database.path)) as connection:
        return connection.execute(sql, values or {}).fetchall()


def _files(store: Store) -> list[Path]:
    return sorted((store.state / "browse").iterdir())


def test_it_holds_all_but_the_ledger(database: Database) -> None:
    tables = {name for (name,) in _rows(database, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {*BROWSED, "overview", "dictionary", "articles_fts"} <= tables
    assert not {"blocks", "edits"} & tables
    assert _rows(database, "SELECT count(*) FROM articles") == [(4,)]


def test_nothing_in_it_refers_to_what_is_not_there(database: Database) -> None:
    tables = {name for (name,) in _rows(database, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    named = {row[2] for name in BROWSED for row in _rows(database, f"PRAGMA foreign_key_list({name})")}
    assert named == {"articles", "issues", "sources", "tables"}
    assert named <= tables


@pytest.mark.parametrize(
    ("search", "found"),
    [
        pytest.param("FARMERS hand", ["lake/may#a0"], id="words of one article, in any case"),
        pytest.param("farm ferry", [], id="words of two articles"),
        pytest.param('"lake rose"', ["lake/may#a0"], id="a phrase"),
        pytest.param('"rose lake"', [], id="no such phrase"),
        pytest.param("水", ["sea/may#a0"], id="one character"),
        pytest.param("湖里的水", ["sea/may#a0"], id="no blanks around it"),
        pytest.param("<script>", ["lake/june#a0"], id="signs"),
        pytest.param("AND", ["lake/june#a0", "lake/may#a0"], id="a word of the search language"),
        pytest.param("5%", [], id="a sign that stands for anything"),
    ],
)
def test_search(database: Database, search: str, found: list[str]) -> None:
    met = conditions(terms_of(search))
    sql = f"SELECT article_id FROM overview WHERE {' AND '.join(one.sql for one in met)} ORDER BY 1"
    values = {name: value for one in met for name, value in one.values.items()}
    assert [row[0] for row in _rows(database, sql, values)] == found


def test_the_same_state_is_made_once(store: Store, database: Database) -> None:
    made = database.path.stat().st_ino
    with closing(open_database(store)) as again:
        assert (again.path.stat().st_ino, again.state) == (made, database.state)


def test_another_state_is_another_database(store: Store, database: Database) -> None:
    store.publish(issue_rows("sea/june"))
    assert state_of(store.processed) == database.state, "a run has not come to its end"
    store.refresh_whole()
    assert state_of(store.processed) != database.state
    with closing(open_database(store)) as later:
        assert _rows(later, "SELECT count(*) FROM overview") == [(6,)]
        assert _rows(database, "SELECT count(*) FROM overview") == [(4,)], "still there for who reads it"
        assert len(_files(store)) == 2
    store.publish(issue_rows("sea/july"))
    database.close()
    with closing(open_database(store)) as last:
        assert _files(store) == [last.path]


def test_what_a_kill_left_is_swept(store: Store) -> None:
    folder = store.state / "browse"
    folder.mkdir()
    (folder / ".0123.4567.tmp").write_bytes(b"half")
    with closing(open_database(store)) as database:
        assert _files(store) == [database.path]


def test_a_disk_that_refuses_is_told(store: Store) -> None:
    (store.state / "browse").write_bytes(b"no folder")
    with pytest.raises(StorageError, match="could not make the database to browse"):
        open_database(store)


def test_without_datasets_there_is_no_state(store: Store) -> None:
    store.refresh_whole()
    assert state_of(store.processed) is not None
    shutil.rmtree(store.processed / "whole")
    assert state_of(store.processed) is None
