"""Pins who may work when on one processed folder, and what is remembered of the last night."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.errors import StorageError
from tasks.storage.turns import Turns

NIGHT = datetime(2026, 11, 22, 2, tzinfo=UTC)


def test_the_nightly_turn_is_given_once(tmp_path: Path) -> None:
    turns = Turns(tmp_path)
    with turns.night() as first, Turns(tmp_path).night() as second:
        assert (first, second) == (True, False)
        assert turns.is_night()
    assert not turns.is_night()
    with turns.night() as again:
        assert again


def test_any_number_may_be_at_work_and_the_night_waits_for_all(tmp_path: Path) -> None:
    turns = Turns(tmp_path)
    with turns.at_work():
        with Turns(tmp_path).at_work():
            assert not turns.wait_for_others(0)
        assert not turns.wait_for_others(0)
    assert turns.wait_for_others(0)


def test_looking_whether_it_is_night_keeps_nobody_out(tmp_path: Path) -> None:
    turns = Turns(tmp_path)
    assert not turns.is_night()
    assert not turns.is_night()
    with turns.night() as is_ours:
        assert is_ours


def test_the_last_night_is_remembered(tmp_path: Path) -> None:
    assert Turns(tmp_path).last_night() is None
    Turns(tmp_path).note_night(NIGHT)
    assert Turns(tmp_path).last_night() == NIGHT


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"began_at": "yesterday"}', '{"began_at": 5}'])
def test_a_spoilt_record_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "nightly.json").write_text(content)
    assert Turns(tmp_path).last_night() is None


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "locks").write_text("in the way")
    with (
        pytest.raises(StorageError, match="could not write .*check the permissions"),
        Turns(tmp_path).night(),
    ):
        pass
    (tmp_path / "nightly.json").mkdir()
    with pytest.raises(StorageError, match="could not write .*nightly.json"):
        Turns(tmp_path).note_night(NIGHT)
