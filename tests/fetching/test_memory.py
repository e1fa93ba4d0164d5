"""Pins how long a failure keeps a source or file from being tried, and that the record survives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas.addresses import key_of
from schemas.errors import FetchError
from tasks.fetching.memory import (
    LONGEST_FILE_PAUSE_HOURS,
    LONGEST_PAUSE_HOURS,
    STATE_NAME,
    FetchState,
    Trouble,
    is_waiting,
    load_state,
    next_trouble,
)

NIGHT = datetime(2026, 11, 21, 2, tzinfo=UTC)
ERROR = FetchError("timeout", "it does not answer", is_passing=True)


def _tries(nights: int, longest_hours: int) -> int:
    """How many of so many nights a thing that always fails is tried in."""
    trouble: Trouble | None = None
    tries = 0
    for night in range(nights):
        now = NIGHT + timedelta(days=night)
        if not is_waiting(trouble, now):
            trouble = next_trouble(trouble, ERROR, now, longest_hours=longest_hours)
            tries += 1
    assert trouble is not None
    assert (trouble.attempts, trouble.first_seen) == (tries, NIGHT)
    return tries


def test_a_source_that_fails_is_tried_every_night() -> None:
    assert _tries(30, LONGEST_PAUSE_HOURS) == 30


def test_a_file_that_fails_is_tried_once_a_week_in_the_end() -> None:
    assert _tries(60, LONGEST_FILE_PAUSE_HOURS) == 15


def test_a_server_may_ask_for_more_but_not_for_more_than_a_day() -> None:
    for asked, pause in ((36_000, timedelta(hours=10)), (10**9, timedelta(days=1)), (5, timedelta(hours=1))):
        error = FetchError("http_503", "busy", retry_after_seconds=asked)
        assert next_trouble(None, error, NIGHT).next_try == NIGHT + pause


def test_a_clock_that_went_back_does_not_keep_a_source_waiting() -> None:
    trouble = next_trouble(None, ERROR, NIGHT)
    assert is_waiting(trouble, NIGHT + timedelta(minutes=1))
    assert not is_waiting(trouble, NIGHT - timedelta(days=400))


def test_a_record_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    assert load_state(tmp_path) == FetchState()
    state = FetchState(source_trouble=next_trouble(None, ERROR, NIGHT))
    state.save(tmp_path)
    (tmp_path / f".{STATE_NAME}.0a1b2c3d.tmp").write_bytes(b"half")
    assert load_state(tmp_path) == state
    assert [path.name for path in tmp_path.iterdir()] == [STATE_NAME]


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2}', '{"x": 1}'])
def test_a_damaged_record_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / STATE_NAME).write_text(text)
    with pytest.raises(FetchError, match="damaged; mend it, or remove it"):
        load_state(tmp_path)


def test_records_of_older_versions_lose_their_secrets(tmp_path: Path) -> None:
    trouble = next_trouble(None, ERROR, NIGHT).model_dump_json()
    addresses = ("https://x.example/a.pdf?token=sesame", "https://x.example/b.pdf")
    troubles = ", ".join(f'"{address}": {trouble}' for address in addresses)
    (tmp_path / STATE_NAME).write_text(f'{{"version": 1, "file_troubles": {{{troubles}}}}}')
    state = load_state(tmp_path)
    assert list(state.file_troubles) == [key_of(addresses[0]), addresses[1]]
    state.save(tmp_path)
    assert "sesame" not in (tmp_path / STATE_NAME).read_text()
    assert load_state(tmp_path) == state
