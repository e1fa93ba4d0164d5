"""Pins that a lock keeps others out, and goes when its holder is killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tasks.storage.locks import hold

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from tasks.storage.locks import hold
with hold(Path(sys.argv[1]), wait_seconds=0) as is_held:
    print(is_held is not None, flush=True)
    time.sleep(60)
"""


def test_a_lock_keeps_others_out_until_its_holder_dies(tmp_path: Path) -> None:
    lock = tmp_path / "locks" / "a.lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(lock)], cwd=ROOT, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"True\n"
    with hold(lock, wait_seconds=0.1) as is_held:
        assert not is_held
    holder.kill()
    holder.communicate()
    with hold(lock, wait_seconds=0) as is_held:
        assert is_held


def test_a_lock_is_free_after_its_block(tmp_path: Path) -> None:
    for _ in range(2):
        with hold(tmp_path / "a.lock", wait_seconds=0) as is_held:
            assert is_held


def test_locks_of_one_process_keep_each_other_out(tmp_path: Path) -> None:
    with hold(tmp_path / "a.lock", wait_seconds=0), hold(tmp_path / "a.lock", wait_seconds=0) as is_held:
        assert not is_held


def test_shared_locks_let_each_other_in_and_nobody_else(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    with (
        hold(lock, wait_seconds=0, is_shared=True) as first,
        hold(lock, wait_seconds=0, is_shared=True) as second,
        hold(lock, wait_seconds=0) as alone,
    ):
        assert [held is not None for held in (first, second, alone)] == [True, True, False]
