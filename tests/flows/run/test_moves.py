"""Pins when a new bulletin is taken for an older one under another name."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.run.carry_out import carry_out
from flows.run.engine import DirectEngine
from flows.run.moves import find_moves, move_lines
from flows.run.plan import Request
from flows.run.survey import survey
from flows.run.watch import SilentWatcher
from flows.settings import Settings
from schemas.kinds import RunKind
from tasks.discover import discover
from tasks.storage.stamps import StampBook
from tasks.storage.store import Store
from tests.conftest import NEWS, Folders
from tests.publishing import publish_bulletin

MAY, JUNE = NEWS.encode(), f"{NEWS}\nThis is June.\n".encode()


@pytest.fixture
def store(pair: Folders) -> Store:
    """`news/may`, `news/june` and `other/june` (the bytes of June again), published as they lie under raw."""
    store = Store(pair.processed)
    store.prepare()
    for name, data in (("news/may.txt", MAY), ("news/june.txt", JUNE), ("other/june.txt", JUNE)):
        publish_bulletin(pair, name, data)
    return store


def _moves(pair: Folders, store: Store, source: str | None = None) -> dict[str, str]:
    return find_moves(discover(pair.raw, StampBook(pair.raw / ".stamps"), source=source), store, source)


def _rename(pair: Folders, old: str, new: str) -> Path:
    return (pair.raw / old).rename(pair.raw / new)


def test_nothing_moved(pair: Folders, store: Store) -> None:
    pair.add("news/may-again.txt", MAY)
    assert _moves(pair, store) == {}, "a copy is no move while the older file is there"


def test_a_new_name_of_a_file_that_is_gone(pair: Folders, store: Store) -> None:
    _rename(pair, "news/may.txt", "other/may.txt")
    assert _moves(pair, store) == {"other/may": "news/may"}
    assert move_lines(_moves(pair, store)) == [
        "other/may: seems to be news/may under another name (the same bytes); both stay published until "
        "bulletins forget news/may"
    ]


def test_other_bytes_are_no_move(pair: Folders, store: Store) -> None:
    _rename(pair, "news/may.txt", "news/2024-05.txt").write_bytes(b"else")
    assert _moves(pair, store) == {}


def test_of_one_source_only_its_own_files_are_gone(pair: Folders, store: Store) -> None:
    _rename(pair, "news/may.txt", "other/may.txt")
    assert _moves(pair, store, "other") == {}, "files of other sources were not looked at"


def test_a_reprocess_takes_no_issue_for_a_moved_one(pair: Folders, store: Store) -> None:
    class Listener(SilentWatcher):
        """Fails when it is told something."""

        def note(self, text: str) -> None:
            raise AssertionError(text)

    settings = Settings(raw=pair.raw, processed=pair.processed, workers=1)
    for dataset in ("issues", "articles", "blocks", "edits", "dates"):
        store.path(dataset, "other/june").unlink()
    request = Request(RunKind.REPROCESS, issue_ids=("other/june",))
    report = carry_out(survey(settings, request), settings, request, DirectEngine(), Listener())
    assert report.run["published_count"] == 1
