"""Pins that the embedded server answers, and that it never outlives its run."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from schemas.errors import StorageError
from tasks.prefect_server import EmbeddedPrefect, take_home

ROOT = Path(__file__).parents[2]
CLIENT = """
import sys, time
from pathlib import Path
from tasks.prefect_server import EmbeddedPrefect
server = EmbeddedPrefect(Path(sys.argv[1]))
server.start()
server.wait()
print(server.environment["PREFECT_API_URL"], server.environment["PREFECT_HOME"], flush=True)
time.sleep(120)
"""


def _start(state: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CLIENT, str(state)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def test_a_server_dies_with_its_run(tmp_path: Path) -> None:
    run = _start(tmp_path)
    assert run.stdout is not None
    url, home = run.stdout.readline().split()
    assert home == str(tmp_path / "prefect")
    assert _answers(url)
    run.kill()
    run.communicate()
    deadline = time.monotonic() + 10
    while _answers(url) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _answers(url)


def test_two_runs_at_once_have_homes_of_their_own(tmp_path: Path) -> None:
    first, first_lock = take_home(tmp_path)
    with first_lock:
        second, second_lock = take_home(tmp_path)
        second_lock.close()
    third, third_lock = take_home(tmp_path)
    third_lock.close()
    assert [home.name for home in (first, second, third)] == ["prefect", "prefect-2", "prefect"]


def test_a_server_that_cannot_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", "nonsense://")
    server = EmbeddedPrefect(tmp_path)
    server.start()
    with pytest.raises(StorageError, match="did not start; see .*server.log, or run again with --direct"):
        server.wait()
    server.stop()
