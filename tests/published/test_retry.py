"""Pins when what failed is tried again, night by night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from schemas.run_rows import FailureRow
from tasks.published.retry import is_due, is_persistent, next_try
from tests.builders import failure_row

NIGHT = datetime(2026, 3, 1, 2, tzinfo=UTC)


def _failure(attempts: int, at: datetime = NIGHT, *, code: str = "time_limit") -> FailureRow:
    row = failure_row()
    row["code"], row["is_transient"] = code, code == "time_limit"
    row["attempts"], row["last_seen"] = attempts, at
    row["next_try"] = next_try(row)
    return row


def test_nights_of_a_month_on_which_what_may_pass_is_tried() -> None:
    row, tried = _failure(1), [0]
    for night in range(1, 32):
        now = NIGHT + timedelta(days=night)
        if is_due(row, now):
            tried.append(night)
            row = _failure(row["attempts"] + 1, now)
    assert tried == [0, 1, 3, 7, 15, 23, 31]


def test_a_night_counts_though_a_run_is_quicker_or_the_clocks_have_changed() -> None:
    row = _failure(1, NIGHT + timedelta(minutes=50))
    assert is_due(row, NIGHT + timedelta(days=1, hours=-1))
    assert not is_due(row, NIGHT + timedelta(hours=12))


@pytest.mark.parametrize("attempts", [1, 9])
def test_what_cannot_pass_is_never_due(attempts: int) -> None:
    row = _failure(attempts, code="encrypted")
    assert row["next_try"] is None
    assert not is_due(row, NIGHT + timedelta(days=1000))


def test_a_defect_of_ours_may_pass() -> None:
    assert is_due(_failure(1, code="internal"), NIGHT + timedelta(days=1))


def test_a_row_that_was_written_before_there_were_waits_is_due() -> None:
    row = _failure(3)
    row["next_try"] = None
    assert is_due(row, NIGHT)


def test_a_clock_that_was_wrong_puts_nothing_off() -> None:
    assert is_due(_failure(4, NIGHT + timedelta(days=4000)), NIGHT)


@pytest.mark.parametrize(
    ("attempts", "code", "expected"),
    [(4, "time_limit", False), (5, "time_limit", True), (6, "time_limit", False), (5, "encrypted", False)],
)
def test_a_person_is_told_once_when_all_waits_are_tried_out(attempts: int, code: str, expected: bool) -> None:
    assert is_persistent(_failure(attempts, code=code)) is expected
