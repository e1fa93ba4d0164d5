"""Pins what the timetable that was written down says, and that a spoilt one is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tasks.storage.schedule import expected_within_hours, load_schedule, save_schedule

NIGHT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def test_a_timetable_tells_the_next_firing_and_how_long_a_gap_may_be(tmp_path: Path) -> None:
    save_schedule(tmp_path, "0 2 * * 1-5", "UTC", [NIGHT + timedelta(days=day) for day in (0, 3, 4)])
    schedule = load_schedule(tmp_path)
    assert schedule is not None
    assert (schedule.cron, schedule.timezone) == ("0 2 * * 1-5", "UTC")
    assert schedule.next_after(NIGHT - timedelta(hours=1)) == NIGHT
    assert schedule.next_after(NIGHT) == NIGHT + timedelta(days=3)
    assert schedule.next_after(NIGHT + timedelta(days=4)) is None
    assert expected_within_hours(None, tmp_path) == 3 * 24 + 2, "the weekend, and some grace"
    assert expected_within_hours(5, tmp_path) == 5
    save_schedule(tmp_path, "0 2 1 1 *", "UTC", [NIGHT])
    assert expected_within_hours(None, tmp_path) is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"firings": ["soon"]}', '{"firings": 5}'])
def test_a_spoilt_timetable_is_none(tmp_path: Path, content: str) -> None:
    assert load_schedule(tmp_path) is None
    (tmp_path / "schedule.json").write_text(content)
    assert load_schedule(tmp_path) is None
    assert expected_within_hours(None, tmp_path) is None
