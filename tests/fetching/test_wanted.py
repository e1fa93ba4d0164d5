"""Pins what a run asks for, held against what is remembered: no server, no clock, no download."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas.addresses import key_of
from tasks.fetching.memory import FetchedFile, FetchState
from tasks.fetching.wanted import Errands, Wanted, choose

NIGHT = datetime(2026, 11, 21, 2, tzinfo=UTC)
NOBODY: frozenset[str] = frozenset()


def _came(folder: Path, name: str, *, days_ago: int = 1, etag: str | None = '"1"') -> FetchedFile:
    """A file that is in the folder, and was looked at when it came."""
    (folder / name).write_bytes(b"x")
    moment = NIGHT - timedelta(days=days_ago)
    return FetchedFile(
        name=name,
        state="fetched",
        sha256="",
        size_bytes=1,
        content_type="",
        final_address="",
        etag=etag,
        last_modified=None,
        fetched_at=moment,
        checked_at=moment,
    )


def test_what_the_profile_names_comes_before_what_is_listed_and_each_once() -> None:
    assert Wanted(("b", "a"), ("c", "a"), 9).addresses == ("b", "a", "c")
    assert Wanted(("b",), None, 9).addresses == ("b",)


def test_new_ones_come_first_and_too_many_are_left(tmp_path: Path) -> None:
    state = FetchState(files={"a": _came(tmp_path, "a.pdf")})
    wanted = Wanted((), ("a", "b", "c", "d"), 2)
    assert choose(wanted, state, NOBODY, tmp_path, NIGHT) == Errands(("b", "c", "a"), 1)


def test_what_waits_is_neither_asked_for_nor_left(tmp_path: Path) -> None:
    state = FetchState(files={"a": _came(tmp_path, "a.pdf")})
    wanted = Wanted((), ("a", "b", "c"), 1)
    assert choose(wanted, state, frozenset({"a", "b"}), tmp_path, NIGHT) == Errands(("c",), 0)


def test_only_files_worth_it_are_asked_for_again_the_longest_unchecked_first(tmp_path: Path) -> None:
    files = {
        "young": _came(tmp_path, "young.pdf", days_ago=1),
        "older": _came(tmp_path, "older.pdf", days_ago=30),
        "old": _came(tmp_path, "old.pdf", days_ago=31),
        "dear": _came(tmp_path, "dear.pdf", etag=None),
        "named": _came(tmp_path, "named.pdf", days_ago=400, etag=None),
        "gone": _came(tmp_path, "gone.pdf"),
        "unlisted": _came(tmp_path, "unlisted.pdf", days_ago=2),
    }
    (tmp_path / "gone.pdf").unlink()
    listed = ("young", "older", "old", "dear", "gone")
    again = choose(Wanted(("named",), listed, 9), FetchState(files=files), NOBODY, tmp_path, NIGHT)
    assert again.addresses == ("named", "older", "young")
    as_it_was = choose(Wanted(("named",), None, 9), FetchState(files=files), NOBODY, tmp_path, NIGHT)
    assert as_it_was.addresses == ("named", "older", "unlisted", "young")


SECRET = "https://x.example/a.pdf?token=sesame"


@pytest.mark.parametrize(
    ("named", "listed", "again"),
    [((SECRET,), None, (SECRET,)), ((), (SECRET,), (SECRET,)), ((), None, ())],
    ids=["named", "listed", "not said again"],
)
def test_a_file_with_a_secret_address_is_known_by_its_key(
    named: tuple[str, ...], listed: tuple[str, ...] | None, again: tuple[str, ...], tmp_path: Path
) -> None:
    state = FetchState(files={SECRET: _came(tmp_path, "a.pdf")})
    assert list(state.files) == [key_of(SECRET)]
    assert choose(Wanted(named, listed, 9), state, NOBODY, tmp_path, NIGHT).addresses == again


def test_what_waits_is_known_by_its_key(tmp_path: Path) -> None:
    waiting = frozenset({key_of(SECRET)})
    assert choose(Wanted((), (SECRET,), 9), FetchState(), waiting, tmp_path, NIGHT).addresses == ()
