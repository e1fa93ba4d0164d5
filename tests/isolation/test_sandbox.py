"""Pins that an issue's process is bounded, and that its end is told as what it was."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from schemas.errors import IssueError, StorageError
from tasks.isolation.sandbox import ChildLimits, Sandbox

ROOT = Path(__file__).parents[2]
TARGET = "tests.isolation.sandbox_targets:act"
# What is not stopped goes on for 20 seconds at the least.
AT_ONCE_SECONDS = 15
LIMITS = ChildLimits(wall_seconds=20, cpu_seconds=20, memory_bytes=1 << 30, output_bytes=1 << 20)
CLIENT = f"""
import sys
from pathlib import Path
from tasks.isolation.sandbox import ChildLimits, Sandbox
sandbox = Sandbox({TARGET!r}, ChildLimits())
sandbox.run(Path(sys.argv[1]), {{"deed": sys.argv[2]}})
"""


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    path = tmp_path / "issue.txt"
    path.write_bytes(b"text")
    return path


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(TARGET, LIMITS) as sandbox:
        yield sandbox


def _error(sandbox: Sandbox, issue: Path, deed: str) -> IssueError:
    with pytest.raises(IssueError) as caught:
        sandbox.run(issue, {"deed": deed})
    return caught.value


def _wait_until(is_so: Callable[[], bool], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.05)
    return is_so()


def _children_of(pid: int) -> list[int]:
    listing = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [line.split() for line in listing.splitlines()]
    return [int(child) for child, parent in pairs if int(parent) == pid]


def _is_alive(pid: int) -> bool:
    """Whether the process runs; one that ended and was not yet fetched by its parent does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return state.stdout.strip() not in ("",) and not state.stdout.startswith("Z")


def test_bytes_go_in_and_bytes_come_out(sandbox: Sandbox, issue: Path) -> None:
    assert [sandbox.run(issue, {"deed": "work"}) for _ in range(3)] == [b"TEXT"] * 3


def test_children_are_bounded_and_do_not_see_the_machines_ways(
    sandbox: Sandbox, issue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Almaty")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert json.loads(sandbox.run(issue, {"deed": "describe"})) == {
        "memory": LIMITS.memory_bytes,
        "files": LIMITS.open_files,
        "core": 0,
        "is_prepared_before": True,
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "MALLOC_MMAP_THRESHOLD_": "1048576",
        "leads_group": True,
    }


@pytest.mark.parametrize(
    ("deed", "stage", "code", "words"),
    [
        pytest.param("grow", "extract", "memory_limit", "more than 1024 MB of memory", id="memory"),
        pytest.param("be killed", "extract", "memory_limit", "of memory", id="kernel out of memory"),
        pytest.param("nest", "extract", "too_deep", "nested too deeply", id="recursion"),
        pytest.param("crash", "extract", "crash", "SIGSEGV", id="crash"),
        pytest.param("write much", "extract", "output_limit", "more than 1 MB", id="output"),
        pytest.param("quit", "extract", "internal", "no message", id="ends without a result"),
        pytest.param("fail", "analyse", "internal", "KeyError: 'a fault of ours'", id="our fault"),
    ],
)
def test_an_end_is_told_as_what_it_was(
    sandbox: Sandbox, issue: Path, deed: str, stage: str, code: str, words: str
) -> None:
    error = _error(sandbox, issue, deed)
    assert (error.stage, error.code, error.is_transient) == (stage, code, False)
    assert words in error.sentence
    assert sandbox.run(issue, {"deed": "work"}) == b"TEXT", "the next issue is not concerned"


def test_a_fault_of_ours_carries_its_traceback(sandbox: Sandbox, issue: Path) -> None:
    assert "sandbox_targets.py" in _error(sandbox, issue, "fail").__notes__[0]


@pytest.mark.parametrize(
    ("deed", "limits", "stage"),
    [
        pytest.param("sleep", ChildLimits(wall_seconds=1.5), "analyse", id="sleeps"),
        pytest.param("spin", ChildLimits(wall_seconds=20, cpu_seconds=1), "extract", id="computes"),
    ],
)
def test_what_takes_too_long_is_stopped(issue: Path, deed: str, limits: ChildLimits, stage: str) -> None:
    with Sandbox(TARGET, limits) as sandbox:
        began = time.monotonic()
        error = _error(sandbox, issue, deed)
        assert (error.stage, error.code, error.is_transient) == (stage, "time_limit", True)
        assert time.monotonic() - began < AT_ONCE_SECONDS


def test_one_slow_issue_does_not_hold_up_others(issue: Path) -> None:
    with (
        Sandbox(TARGET, ChildLimits(wall_seconds=4)) as sandbox,
        ThreadPoolExecutor(4) as pool,
    ):
        slow = pool.submit(_error, sandbox, issue, "sleep")
        assert [pool.submit(sandbox.run, issue, {"deed": "work"}).result() for _ in range(5)] == [b"TEXT"] * 5
        assert not slow.done()
        assert slow.result().code == "time_limit"


def test_a_file_that_is_gone_is_told(sandbox: Sandbox, tmp_path: Path) -> None:
    error = _error(sandbox, tmp_path / "gone.pdf", "work")
    assert (error.stage, error.code, error.is_transient) == ("extract", "unreadable", True)


def test_closing_stops_what_is_at_work(issue: Path) -> None:
    sandbox = Sandbox(TARGET, LIMITS)
    threading.Timer(1, sandbox.close).start()
    began = time.monotonic()
    with pytest.raises(StorageError, match="being stopped"):
        sandbox.run(issue, {"deed": "sleep"})
    assert time.monotonic() - began < AT_ONCE_SECONDS
    with pytest.raises(StorageError, match="being stopped"):
        sandbox.run(issue, {"deed": "work"})


def test_a_target_that_cannot_be_imported_is_told(issue: Path) -> None:
    with Sandbox("tests.isolation.nothing:here", LIMITS) as sandbox, pytest.raises(StorageError) as caught:
        sandbox.run(issue, {})
    assert "cannot start: ModuleNotFoundError" in str(caught.value)


def test_a_lost_server_is_told_and_started_anew(sandbox: Sandbox, issue: Path) -> None:
    sandbox.run(issue, {"deed": "work"})
    (server,) = [pid for pid in _children_of(os.getpid()) if _is_server(pid)]
    threading.Timer(0.5, os.kill, (server, signal.SIGKILL)).start()
    began = time.monotonic()
    error = _error(sandbox, issue, "sleep")
    assert (error.code, error.is_transient) == ("crash", True)
    assert time.monotonic() - began < AT_ONCE_SECONDS
    assert sandbox.run(issue, {"deed": "work"}) == b"TEXT"


def _is_server(pid: int) -> bool:
    listing = subprocess.run(
        ["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return "tasks.isolation.server" in listing.stdout


def test_a_killed_run_leaves_no_process_behind(issue: Path) -> None:
    client = subprocess.Popen([sys.executable, "-c", CLIENT, str(issue), "sleep"], cwd=ROOT)
    assert _wait_until(lambda: len(_descendants(client.pid)) == 2)
    processes = _descendants(client.pid)
    client.kill()
    client.wait()
    assert _wait_until(lambda: not any(_is_alive(pid) for pid in processes))


def _descendants(pid: int) -> list[int]:
    """The server and the child that works, and what that has started."""
    found = _children_of(pid)
    return [*found, *(deeper for child in found for deeper in _descendants(child))]


def test_a_child_that_writes_nonsense_into_its_report_is_told_as_lost(sandbox: Sandbox, issue: Path) -> None:
    error = _error(sandbox, issue, "talk nonsense")
    assert (error.code, error.is_transient) == ("crash", True)
    assert sandbox.run(issue, {"deed": "work"}) == b"TEXT"


def test_no_descriptor_is_left_behind_by_many_issues(sandbox: Sandbox, issue: Path) -> None:
    first = sandbox.run(issue, {"deed": "count descriptors"})
    ours = _open_descriptors()
    for _ in range(100):
        sandbox.run(issue, {"deed": "work"})
    assert sandbox.run(issue, {"deed": "count descriptors"}) == first
    assert len(first.split()) == 6, "the standard ones, its answer, its errors and its report"
    assert _open_descriptors() == ours


def _open_descriptors() -> int:
    """How many this process holds; 0 where the system does not tell."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0
