"""Pins what a confined child cannot reach, with real targets, and what is done where there is no filter."""

from __future__ import annotations

import json
import platform
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.errors import IssueError
from schemas.kinds import Isolation
from tasks.isolation.confine import MACHINES
from tasks.isolation.sandbox import ChildLimits, Sandbox
from tests.isolation.sandbox_targets import REACHES

ROOT = Path(__file__).parents[2]
TARGET = "tests.isolation.sandbox_targets:act"
LIMITS = ChildLimits(wall_seconds=20, cpu_seconds=20)
HAS_FILTER = sys.platform == "linux" and platform.machine() in MACHINES
needs_filter = pytest.mark.skipif(not HAS_FILTER, reason="this machine's kernel has no such filter")
# A filter of this test's own, on the process that starts the sandbox: it refuses prctl(PR_SET_SECCOMP), as
# a kernel does that was built without it.
WITHOUT_FILTERS = f"""
import ctypes, json, platform, sys
from pathlib import Path
from tasks.isolation import confine
from tasks.isolation.sandbox import ChildLimits, Sandbox

line = confine._line
prctl = {{"x86_64": 157, "aarch64": 167}}[platform.machine()]
code = b"".join([
    line(confine.LOAD_WORD, confine.NUMBER_AT),
    line(confine.JUMP_IF_EQUAL, prctl, no=3),
    line(confine.LOAD_WORD, confine.ARGUMENTS_AT),
    line(confine.JUMP_IF_EQUAL, confine.PR_SET_SECCOMP, no=1),
    line(confine.RETURN, confine.RETURN_EPERM),
    line(confine.RETURN, confine.RETURN_ALLOW),
])
program = confine._Program(len(code) // 8, code)
libc = ctypes.CDLL(None)
assert libc.prctl(confine.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
assert libc.prctl(confine.PR_SET_SECCOMP, confine.SECCOMP_MODE_FILTER, ctypes.byref(program)) == 0
with Sandbox({TARGET!r}, ChildLimits(wall_seconds=float(sys.argv[3]))) as sandbox:
    try:
        answer = sandbox.run(Path(sys.argv[1]), {{"deed": sys.argv[2]}}).decode()
    except Exception as error:
        answer = error.code
    print(json.dumps([sandbox.isolation, answer]))
"""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(TARGET, LIMITS) as sandbox:
        yield sandbox


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    path = tmp_path / "victim"
    path.write_bytes(b"untouched")
    return path


def _issue(tmp_path: Path, data: str) -> Path:
    path = tmp_path / "issue"
    path.write_text(data)
    return path


@needs_filter
@pytest.mark.parametrize("deed", sorted(set(REACHES) - {"connect"}))
def test_what_a_child_may_not_is_refused_and_told(
    sandbox: Sandbox, tmp_path: Path, victim: Path, deed: str
) -> None:
    issue = _issue(tmp_path, str(victim))
    with pytest.raises(IssueError) as caught:
        sandbox.run(issue, {"deed": deed})
    assert (caught.value.code, caught.value.is_transient) == ("forbidden", False)
    assert "may not" in caught.value.sentence
    assert victim.read_bytes() == b"untouched"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["issue", "victim"]
    assert sandbox.isolation is Isolation.FULL


@needs_filter
def test_no_connection_is_made(sandbox: Sandbox, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        with pytest.raises(IssueError) as caught:
            sandbox.run(_issue(tmp_path, str(server.getsockname()[1])), {"deed": "connect"})
        assert caught.value.code == "forbidden"
        with pytest.raises(TimeoutError):
            server.accept()


@needs_filter
def test_a_reader_may_get_over_a_refusal(sandbox: Sandbox, tmp_path: Path, victim: Path) -> None:
    assert sandbox.run(_issue(tmp_path, str(victim)), {"deed": "survive"}) == b"refused"


@needs_filter
def test_the_server_of_the_children_outlives_their_attacks(sandbox: Sandbox, tmp_path: Path) -> None:
    issue = _issue(tmp_path, "text")
    for deed in ("kill the server", "kill the group", "kill all"):
        with pytest.raises(IssueError):
            sandbox.run(issue, {"deed": deed})
    assert sandbox.run(issue, {"deed": "work"}) == b"TEXT"


def test_nothing_of_it_is_known_before_a_child_was_needed() -> None:
    with Sandbox(TARGET, LIMITS) as fresh:
        assert fresh.isolation is None


@needs_filter
@pytest.mark.parametrize(
    ("deed", "seconds", "answer"), [("work", 20.0, "TEXT"), ("leave a child", 1.0, "time_limit")]
)
def test_where_there_is_no_filter_limits_hold_and_it_is_said(
    tmp_path: Path, deed: str, seconds: float, answer: str
) -> None:
    issue = _issue(tmp_path, "text")
    command = [sys.executable, "-c", WITHOUT_FILTERS, str(issue), deed, str(seconds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == ["limits_only", answer]
