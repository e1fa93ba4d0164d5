"""Pins that the embedded server answers, and that it never outlives its run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

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


def _answer(client: subprocess.Popen[str]) -> tuple[str, Path]:
    assert client.stdout is not None
    url, home = client.stdout.readline().split()
    return url, Path(home)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@pytest.mark.xdist_group("prefect")
def test_two_runs_have_servers_of_their_own_that_die_with_them(tmp_path: Path) -> None:
    first = _start(tmp_path)
    first_url, first_home = _answer(first)
    assert first_home == tmp_path / "prefect"
    assert _answers(first_url)
    second = _start(tmp_path)
    second_url, second_home = _answer(second)
    assert second_home == tmp_path / "prefect-2"
    first.kill()
    first.communicate()
    deadline = time.monotonic() + 10
    while _answers(first_url) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _answers(first_url), "a killed run takes its server along"
    assert _answers(second_url)
    os.kill(second.pid, 2)
    second.communicate()
    assert not _answers(second_url), "so does Ctrl-C"
