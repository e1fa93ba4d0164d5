"""Pins that an acknowledgement is about one failure, and that a spoilt file acknowledges nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.run_rows import FailureRow
from tasks.storage.acknowledged import (
    Acknowledgement,
    failure_mark,
    save_acknowledgement,
    who_acknowledged,
    withdraw_acknowledgement,
)
from tests.builders import failure_row

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def _acknowledge(state: Path, failure: FailureRow, note: str | None = None) -> None:
    known = Acknowledgement(failure["issue_id"], (failure_mark(failure),), "anna", AT, note)
    save_acknowledgement(state, known)


def test_what_was_not_read_is_known_by_what_is_said_of_it(tmp_path: Path) -> None:
    row: FailureRow = {**failure_row(), "source_sha256": None, "code": "duplicate_id", "sentence": "a, b"}
    _acknowledge(tmp_path, row, "both stay")
    assert who_acknowledged(tmp_path, row) == "acknowledged by anna on 2026-11-20: both stay"
    assert who_acknowledged(tmp_path, {**row, "sentence": "a, b, c"}) is None
    assert who_acknowledged(tmp_path, {**row, "issue_id": "lake/july"}) is None
    assert withdraw_acknowledgement(tmp_path, row["issue_id"])
    assert who_acknowledged(tmp_path, row) is None


def test_what_was_read_is_known_by_its_bytes_and_code_whatever_the_words(tmp_path: Path) -> None:
    _acknowledge(tmp_path, failure_row())
    assert who_acknowledged(tmp_path, {**failure_row(), "sentence": "in other words"}) is not None


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"marks": 5}', b'{"marks": [], "by": 1, "at": 2}', b"\xff"]
)
def test_a_spoilt_file_acknowledges_nothing(tmp_path: Path, content: bytes) -> None:
    _acknowledge(tmp_path, failure_row())
    (tmp_path / "acknowledged" / "lake" / "june.json").write_bytes(content)
    assert who_acknowledged(tmp_path, failure_row()) is None
