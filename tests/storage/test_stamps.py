"""Pins when a file is read again, and when its digest is taken from the book."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.storage.freshness import RACY_WINDOW_NS
from tasks.storage.stamps import FileStamp, StampBook


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Moves the clock on until files of just now are no longer fresh."""
    real_time_ns = time.time_ns

    def move() -> None:
        monkeypatch.setattr(time, "time_ns", lambda: real_time_ns() + 2 * RACY_WINDOW_NS)

    return move


def _digest(book_path: Path, file: Path) -> tuple[str, int]:
    """The digest, and how many files were read for it, by a run of its own."""
    book = StampBook(book_path)
    digest = book.digest(file.name, file, FileStamp.of(file))
    book.save()
    return digest, book.files_read


def test_a_file_is_read_once(tmp_path: Path, later: Callable[[], None]) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"one")
    later()
    expected = hashlib.sha256(b"one").hexdigest()
    assert _digest(tmp_path / "book", file) == (expected, 1)
    assert _digest(tmp_path / "book", file) == (expected, 0)


def test_a_file_changed_just_before_its_stamp_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"one")
    _digest(tmp_path / "book", file)
    assert _digest(tmp_path / "book", file)[1] == 1


def test_a_change_that_keeps_size_and_time_is_seen(tmp_path: Path, later: Callable[[], None]) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"one")
    status = file.stat()
    later()
    _digest(tmp_path / "book", file)
    file.write_bytes(b"two")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert _digest(tmp_path / "book", file) == (hashlib.sha256(b"two").hexdigest(), 1)


def test_a_replaced_file_is_seen(tmp_path: Path, later: Callable[[], None]) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"one")
    later()
    _digest(tmp_path / "book", file)
    other = tmp_path / "other"
    other.write_bytes(b"two")
    other.replace(file)
    assert _digest(tmp_path / "book", file) == (hashlib.sha256(b"two").hexdigest(), 1)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"a.txt": 1}', b'["a.txt", 1, 2]', b'["a.txt", 1, 2, 3, 4, 5, "ab"]', b"\xff"]
)
def test_a_damaged_book_only_costs_a_reading(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"one")
    (tmp_path / "book").write_bytes(content)
    assert _digest(tmp_path / "book", file) == (hashlib.sha256(b"one").hexdigest(), 1)


def test_the_first_reading_is_announced_once(tmp_path: Path, later: Callable[[], None]) -> None:
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file in files:
        file.write_bytes(b"one")
    later()
    announced: list[str] = []
    for expected in (["new"], ["new"]):
        book = StampBook(tmp_path / "book", lambda: announced.append("new"))
        for file in files:
            book.digest(file.name, file, FileStamp.of(file))
        book.save()
        assert announced == expected


def test_files_not_asked_for_stay_in_the_book(tmp_path: Path, later: Callable[[], None]) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_bytes(b"one")
    second.write_bytes(b"two")
    later()
    _digest(tmp_path / "book", first)
    _digest(tmp_path / "book", second)
    assert _digest(tmp_path / "book", first)[1] == 0
