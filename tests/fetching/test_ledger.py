"""Pins that the record on the disk knows of a file before it has its name, and what a kill leaves."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from schemas.addresses import key_of
from tasks.fetching.ledger import Ledger
from tasks.fetching.memory import STATE_NAME, FetchedFile, FetchState, Trouble, load_state
from tasks.fetching.outcome import Arrival, ArrivalKind, SourceOutcome

NIGHT = datetime(2026, 11, 21, 2, tzinfo=UTC)
ADDRESS = "https://x.example/a.pdf?token=sesame"
KEY = key_of(ADDRESS)
TROUBLE = Trouble(code="cut", sentence="x", attempts=1, first_seen=NIGHT, last_seen=NIGHT, next_try=NIGHT)
ENTRY = FetchedFile(
    name="a.pdf",
    state="fetched",
    sha256=hashlib.sha256(b"a").hexdigest(),
    size_bytes=1,
    content_type="application/pdf",
    final_address="https://x.example/a.pdf",
    etag=None,
    last_modified=None,
    fetched_at=NIGHT,
    checked_at=NIGHT,
)


def _ledger(folder: Path) -> Ledger:
    state = FetchState(file_troubles={ADDRESS: TROUBLE})
    return Ledger(folder, state, SourceOutcome("lake"), lambda: NIGHT)


def test_a_file_is_on_the_disk_as_announced_then_as_placed_and_told_once(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    ledger.announce(ADDRESS, ENTRY)
    announced = load_state(tmp_path)
    assert (announced.placing, announced.files) == ({KEY: ENTRY}, {})
    assert ledger.outcome.arrivals == []
    ledger.placed(ArrivalKind.NEW, ADDRESS, ENTRY)
    placed = load_state(tmp_path)
    assert (placed.placing, placed.files, placed.file_troubles) == ({}, {KEY: ENTRY}, {})
    told = Arrival(ArrivalKind.NEW, "https://x.example/a.pdf?token=…", "a.pdf")
    assert ledger.outcome.arrivals == [told]


def test_what_a_killed_run_announced_is_settled_by_the_file_itself(tmp_path: Path) -> None:
    for content, files in ((b"a", {KEY: ENTRY}), (b"another's", {}), (None, {})):
        ledger = _ledger(tmp_path)
        ledger.announce(ADDRESS, ENTRY)
        (tmp_path / ENTRY.name).unlink(missing_ok=True)
        if content is not None:
            (tmp_path / ENTRY.name).write_bytes(content)
        ledger.settle()
        assert (ledger.state.placing, ledger.state.files) == ({}, files)


def test_no_secret_of_an_address_is_written_down(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    ledger.announce(ADDRESS, ENTRY)
    assert "sesame" not in (tmp_path / STATE_NAME).read_text()
    ledger.placed(ArrivalKind.NEW, ADDRESS, ENTRY)
    assert "sesame" not in (tmp_path / STATE_NAME).read_text()
