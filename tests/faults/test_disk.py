"""Pins that a disk which refuses at any write is told in one sentence, and costs nothing published."""

from __future__ import annotations

import errno
import multiprocessing
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import StorageError
from tasks.storage.stamps import FileStamp, StampBook
from tasks.storage.store import ISSUE_DATASET_NAMES, Store
from tests.builders import ITEMS, Item, failure_row, issue_rows, run_row, source_rows
from tests.conftest import Folders

WELL, TOLD = 0, 3
LONGER = [*ITEMS, Item("New lamps", "They shine.", 2)]
ROOT = Path(__file__).parents[2]
# A run on a disk that is full from a write of its publications on.
FULL_DISK = """
import errno, sys
from flows.cli import main
from tests.faults.test_disk import refuse_from
sys.addaudithook(refuse_from(20, errno.ENOSPC, sys.argv[-1]))
main()
"""
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__])
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def _night(pair: Folders) -> None:
    """Every way in which a run writes: an issue replaced, one failing, one mended, stamps, index, its row."""
    store = Store(pair.processed)
    store.prepare()
    stamps = StampBook(store.stamps_path)
    stamps.digest("lake/may.txt", pair.raw / "may.txt", FileStamp.of(pair.raw / "may.txt"))
    store.save_stamps(stamps)
    with store.issue_lock("lake/may", wait_seconds=0):
        store.publish(issue_rows("lake/may", LONGER))
    with store.issue_lock("lake/june", wait_seconds=0):
        store.record_failure(failure_row("lake/june"))
    with store.issue_lock("lake/july", wait_seconds=0):
        store.clear_failure("lake/july")
        store.keep_traceback("lake/july", "Traceback")
    store.update_index()
    store.record_run(run_row())
    for row in source_rows():
        store.note_source(row)
    store.refresh_whole()


def _evening(pair: Folders) -> None:
    pair.add("may.txt")
    store = Store(pair.processed)
    store.prepare()
    store.publish(issue_rows("lake/may"))
    store.record_failure(failure_row("lake/may", last_good_published=True))
    store.record_failure(failure_row("lake/july"))


def refuse_from(number: int, refused: int, below: str = "/") -> Callable[[str, Any], None]:
    """Refuses changes of the disk under `below` from the `number`th on; a full disk lets files go."""
    seen = 0

    def refuse(event: str, arguments: Any) -> None:
        nonlocal seen
        is_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES
        is_removal = event == "os.remove" and refused != errno.ENOSPC
        is_change = is_write or is_removal or event in ("os.rename", "os.mkdir")
        if is_change and str(arguments[0]).startswith(below):
            seen += 1
            if seen >= number:
                raise OSError(refused, os.strerror(refused))

    return refuse


def _night_of(pair: Folders, prepare: Callable[[], None]) -> int:
    """Exit status of a night in a process of its own; any error that is not a sentence is a status too.

    The process is forked from one that has imported all and done nothing: a fork of this one would lack the
    threads that Polars has started here.
    """
    night = FORKS.Process(target=_spend_night, args=(pair, prepare))
    night.start()
    night.join()
    return night.exitcode if night.exitcode is not None else 1


def _spend_night(pair: Folders, prepare: Callable[[], None]) -> None:
    status = 1
    try:
        prepare()
        _night(pair)
        status = WELL
    except StorageError as error:
        status = TOLD if "check its permissions and the space on its disk" in str(error) else 2
    finally:
        os._exit(status)


def _refuse_all_from(number: int, refused: int) -> None:
    sys.addaudithook(refuse_from(number, refused))


def _state(pair: Folders) -> dict[str, dict[str, bytes]]:
    return {dataset: pair.published(dataset) for dataset in (*ISSUE_DATASET_NAMES, "failures", "runs")}


def _check(pair: Folders, old: dict[str, dict[str, bytes]], new: dict[str, dict[str, bytes]]) -> None:
    """Each file is old or new; the next night completes and leaves nothing behind."""
    for dataset, files in _state(pair).items():
        for name, content in files.items():
            assert content in (old[dataset].get(name), new[dataset].get(name))
    for dataset in ISSUE_DATASET_NAMES:
        assert pair.published(dataset), "what was published is still there"
    _night(pair)
    assert _state(pair) == new
    assert not list(pair.processed.rglob("*.tmp"))
    assert not list((pair.processed / ".state/journal").iterdir())


def _old_and_new(folder: Path) -> tuple[dict[str, dict[str, bytes]], dict[str, dict[str, bytes]]]:
    pair = Folders(folder / "raw", folder / "processed")
    _evening(pair)
    old = _state(pair)
    _night(pair)
    return old, _state(pair)


@pytest.mark.parametrize("refused", [errno.ENOSPC, errno.EROFS], ids=errno.errorcode.get)
def test_a_disk_that_refuses_from_any_write_on(tmp_path: Path, refused: int) -> None:
    old, new = _old_and_new(tmp_path / "undisturbed")
    statuses = []
    for number in range(1, 200):
        pair = Folders(tmp_path / str(number) / "raw", tmp_path / str(number) / "processed")
        _evening(pair)
        statuses.append(_night_of(pair, partial(_refuse_all_from, number, refused)))
        _check(pair, old, new)
        if statuses[-1] == WELL:
            break
    assert len(statuses) > 30
    assert set(statuses[:-1]) == {TOLD}


@pytest.mark.parametrize("size", [0, 100, 2_000, 9_000, 100_000])
def test_a_file_that_cannot_be_written_to_its_end(tmp_path: Path, size: int) -> None:
    old, new = _old_and_new(tmp_path / "undisturbed")
    written = (tmp_path / "undisturbed/processed").rglob("*.parquet")
    largest = max(path.stat().st_size for path in written)
    pair = Folders(tmp_path / "raw", tmp_path / "processed")
    _evening(pair)
    status = _night_of(pair, partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size)))
    assert status == (TOLD if size < largest else WELL)
    _check(pair, old, new)


def test_a_run_says_in_one_sentence_that_the_disk_is_full(pair: Folders) -> None:
    for name in ("may", "june", "july"):
        pair.add(f"news/{name}.txt")
    arguments = ["ingest", "--direct", "--raw", str(pair.raw), "--processed", str(pair.processed)]
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == TOLD
    assert "Traceback" not in run.stderr
    last = run.stderr.splitlines()[-1]
    assert last.startswith(("bulletins: could not publish news/", "bulletins: could not lock news/"))
    assert last.endswith("No space left on device; check its permissions and the space on its disk")
    assert not list(pair.processed.rglob("*.tmp"))
