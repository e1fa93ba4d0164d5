"""Pins what is told of what cannot be fetched, and that it is told anew only once a week."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas.notices import NoticeKind
from tasks.fetching.memory import STATE_NAME, FetchState, FetchTrouble, Trouble
from tasks.fetching.notices import fetch_notices, mark_of, new_troubles, who_acknowledged
from tasks.storage.acknowledged import Acknowledgement, save_acknowledgement

NIGHT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def _trouble(address: str | None, source: str = "lake", first_seen: datetime = NIGHT) -> FetchTrouble:
    return FetchTrouble(source, address, "the server says 404", 1, first_seen, NIGHT)


def test_a_dead_feed_is_told_at_once_and_then_once_a_week() -> None:
    sentences = []
    for day in range(15):
        (notice,) = fetch_notices([_trouble(None)], NIGHT + timedelta(days=day))
        assert (notice.kind, notice.subject) == (NoticeKind.FETCH_FAILURE, "lake")
        sentences.append(notice.sentence)
    assert list(dict.fromkeys(sentences)) == [
        f"lake could not be fetched since 2026-11-20{lasting}: the server says 404; bulletins fetch lake "
        "tries at once"
        for lasting in ("", ", for 1 week now", ", for 2 weeks now")
    ]
    assert sentences.index(sentences[7]) == 7


def test_of_many_files_of_a_source_one_is_named() -> None:
    troubles = [_trouble(f"https://lake.example/{count}.pdf?token=geheim") for count in range(5)]
    (notice,) = fetch_notices(troubles, NIGHT)
    assert notice.sentence.startswith("lake: https://lake.example/0.pdf?token=")
    assert " and 4 other files could not be fetched since" in notice.sentence
    assert "geheim" not in notice.sentence
    assert len(fetch_notices([*troubles[:3], _trouble(None, "hill")], NIGHT)) == 4


def test_what_is_acknowledged_is_not_new_until_it_fails_anew(tmp_path: Path) -> None:
    raw, state = tmp_path / "raw", tmp_path / ".state"
    (raw / "lake").mkdir(parents=True)

    def fail(first_seen: datetime) -> FetchTrouble:
        FetchState(
            source_trouble=Trouble(
                code="status",
                sentence="the server says 404",
                attempts=1,
                first_seen=first_seen,
                last_seen=NIGHT,
                next_try=NIGHT,
            )
        ).save(raw / "lake")
        return _trouble(None, first_seen=first_seen)

    trouble = fail(NIGHT)
    assert new_troubles(raw, state) == [trouble]
    save_acknowledgement(state, Acknowledgement("lake", (mark_of(trouble),), "anna", NIGHT))
    assert new_troubles(raw, state) == []
    assert who_acknowledged(trouble, state) == "acknowledged by anna on 2026-11-20"
    assert new_troubles(raw, state) == []
    again = fail(NIGHT + timedelta(days=3))
    assert new_troubles(raw, state) == [again]


@pytest.mark.parametrize(
    ("content", "is_ours"), [("{}", True), ("{", True), ("{}", False)], ids=["whole", "damaged", "of_another"]
)
def test_a_folder_that_its_fetcher_cannot_write_calls_until_it_is_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, is_ours: bool
) -> None:
    raw, state = tmp_path / "raw", tmp_path / ".state"
    (raw / "lake").mkdir(parents=True)
    (raw / "lake" / STATE_NAME).write_text(content)
    monkeypatch.setattr(os, "access", lambda path, *_, **__: path != raw / "lake")
    if not is_ours:
        monkeypatch.setattr(os, "geteuid", lambda: (raw / "lake").stat().st_uid + 1)
        assert new_troubles(raw, state) == [], "another user fetches it"
        return
    (trouble,) = new_troubles(raw, state)
    (notice,) = fetch_notices([trouble], datetime.now(UTC))
    assert (notice.kind, notice.subject) == (NoticeKind.FETCH_FAILURE, "lake")
    assert f"the folder {raw / 'lake'} cannot be written; check its permissions" in notice.sentence
    assert new_troubles(raw, state) == [trouble], "the same every night"
    save_acknowledgement(state, Acknowledgement("lake", (mark_of(trouble),), "anna", NIGHT))
    assert new_troubles(raw, state) == []
