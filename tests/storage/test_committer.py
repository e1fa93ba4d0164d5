"""Pins that a kill of the run, or of its process group, never leaves a commit half carried out."""

from __future__ import annotations

import os
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tasks.storage.commit import replace_together, write_durably
from tasks.storage.committer import Committer
from tasks.storage.locks import hold

# So many renames take long enough for a kill to fall between them.
KILL_TRIES = 12
MANY = 400
CHANGES = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "socket.sendmsg", "subprocess.Popen"})


def _names(root: Path, count: int) -> list[Path]:
    return [root / f"d{number % 4}" / f"{number}.parquet" for number in range(count)]


def _old_state(root: Path, count: int) -> None:
    for path in _names(root, count):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"old")


def _contents(root: Path, count: int) -> set[bytes]:
    return {path.read_bytes() for path in _names(root, count)}


def _replace(root: Path, count: int, committer: Committer) -> None:
    with hold(root / "lock", wait_seconds=0) as held:
        assert held is not None
        replace_together(
            root,
            root / "record.json",
            dict.fromkeys(_names(root, count), b"new"),
            finish_record=partial(committer.finish, held.descriptor),
        )


def _start_run(root: Path, count: int, hook: Any = None) -> int:
    """A process with a group of its own that replaces the files; its id."""
    run = os.fork()
    if run == 0:
        os.setsid()
        if hook is not None:
            sys.addaudithook(hook)
        _replace(root, count, Committer())
        os._exit(0)
    return run


def _end_of(run: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(run, 0)[1])


def _settled(root: Path, count: int) -> set[bytes]:
    """What the files hold as soon as the lock is free, without any recovery."""
    with hold(root / "lock", wait_seconds=20) as held:
        assert held is not None
        return _contents(root, count)


def _killer_before(number: int) -> Any:
    seen = 0

    def kill_in_time(event: str, _arguments: Any) -> None:
        nonlocal seen
        if event in CHANGES:
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    return kill_in_time


def test_a_kill_at_any_step_of_the_run_leaves_all_old_or_all_new(tmp_path: Path) -> None:
    ends = []
    for number in range(1, 100):
        root = tmp_path / str(number)
        _old_state(root, 4)
        exit_code = _end_of(_start_run(root, 4, _killer_before(number)))
        ends.append(_settled(root, 4))
        if exit_code == 0:
            break
        assert exit_code == -signal.SIGKILL
    assert len(ends) > 15
    assert ends[0] == {b"old"}
    assert ends[-1] == {b"new"}
    assert all(len(end) == 1 for end in ends)


@pytest.mark.parametrize("kill", [os.kill, os.killpg], ids=["the run", "its process group"])
def test_a_kill_between_two_renames_does_not_stop_them(tmp_path: Path, kill: Any) -> None:
    """On a busy machine a kill may come when all is over; then it is tried anew."""
    for number in range(KILL_TRIES):
        root = tmp_path / str(number)
        _old_state(root, MANY)
        run = _start_run(root, MANY)
        first = _names(root, MANY)[0]
        while first.read_bytes() == b"old":
            time.sleep(0)
        kill(run, signal.SIGKILL)
        is_in_the_middle = len(_contents(root, MANY)) > 1
        assert _end_of(run) == -signal.SIGKILL
        assert _settled(root, MANY) == {b"new"}
        assert not (root / "record.json").exists()
        if is_in_the_middle:
            return
    raise AssertionError("no kill came in the middle")


def test_the_process_ends_with_its_run(tmp_path: Path) -> None:
    _old_state(tmp_path, 2)
    with Committer() as committer:
        _replace(tmp_path, 2, committer)
        process = committer._process
        assert process is not None
        assert process.poll() is None
    assert process.returncode == 0


def test_a_run_whose_process_is_lost_carries_out_its_commits_itself(tmp_path: Path) -> None:
    _old_state(tmp_path, 4)
    with Committer() as committer:
        _replace(tmp_path, 4, committer)
        process = committer._process
        assert process is not None
        process.kill()
        process.wait()
        _old_state(tmp_path, 4)
        _replace(tmp_path, 4, committer)
        assert _contents(tmp_path, 4) == {b"new"}
        _replace(tmp_path, 4, committer)
        assert committer._process is not None, "the next commit starts another one"


def test_a_run_that_can_start_no_process_carries_out_its_commits_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _old_state(tmp_path, 4)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    with Committer() as committer:
        _replace(tmp_path, 4, committer)
    assert _contents(tmp_path, 4) == {b"new"}


def test_what_cannot_be_renamed_is_told_and_the_record_stays(tmp_path: Path) -> None:
    (tmp_path / ".a.1.tmp").write_bytes(b"new")
    (tmp_path / "a" / "in the way").mkdir(parents=True)
    write_durably(tmp_path / "record.json", b'[[[".a.1.tmp", "a"]], []]')
    with Committer() as committer, hold(tmp_path / "lock", wait_seconds=0) as held:
        assert held is not None
        with pytest.raises(IsADirectoryError):
            committer.finish(held.descriptor, tmp_path, tmp_path / "record.json")
    assert (tmp_path / "record.json").exists()
