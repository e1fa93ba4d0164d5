"""Pins that `serve` fires its schedule, shows its page, and takes everything with it when it goes.

One server is started and shared by the tests of this file, since that costs many seconds.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import NEWS, Folders

ROOT = Path(__file__).parents[2]
# Generous, for a machine that is busy with other things; nothing waits longer than it has to.
PATIENCE_SECONDS = 240
STOP_SECONDS = 30


def _environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT_", "BULLETINS_"))}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def _wait_for(condition: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> bool:
    deadline = time.monotonic() + seconds
    while not (is_met := condition()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return is_met


@dataclass(frozen=True)
class Serving:
    """A running `bulletins serve` and what it said so far."""

    process: subprocess.Popen[bytes]
    pair: Folders
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text()

    @property
    def page(self) -> str:
        assert _wait_for(lambda: "page: " in self.said), self.said
        found = re.search(r"page: (\S+)", self.said)
        assert found is not None
        return found[1]

    @property
    def family(self) -> list[int]:
        """Processes that work for it, itself included, by what their environment names."""
        home = f"PREFECT_HOME={self.pair.processed}/".encode()
        return [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/environ") if _has(path, home)]

    def has_published(self, *names: str) -> bool:
        return set(self.pair.published("issues")) == {f"source=news/{name}.parquet" for name in names}


def _has(environ: Path, wanted: bytes) -> bool:
    try:
        return wanted in environ.read_bytes()
    except OSError:
        return False


def _serve(pair: Folders, *options: str, **environment: str) -> Serving:
    log = pair.raw.with_name(f"serve-{time.monotonic_ns()}.log")
    command = [sys.executable, "-m", "flows.cli", "serve", "--port", "0", *options]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [*command, "--raw", str(pair.raw), "--processed", str(pair.processed)],
            cwd=pair.raw.parent,
            env=_environment(**environment),
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
    return Serving(process, pair, log)


def _refused(pair: Folders, *options: str) -> tuple[int, str]:
    serving = _serve(pair, *options)
    return serving.process.wait(PATIENCE_SECONDS), serving.said.strip()


def test_the_schedule_publishes_what_comes_between_two_firings(pair: Folders) -> None:
    pair.add("news/first.txt")
    serving = _serve(pair, "--cron", "* * * * * */10")
    try:
        with urllib.request.urlopen(serving.page, timeout=30) as answer:
            assert b"Prefect" in answer.read()
        with urllib.request.urlopen(f"{serving.page}/api/health", timeout=30) as answer:
            assert answer.read() == b"true"
        assert _wait_for(lambda: serving.has_published("first")), serving.said
        pair.add("news/second.txt", NEWS + "\nNumber two.\n")
        assert _wait_for(lambda: serving.has_published("first", "second")), serving.said
        assert _refused(pair)[0] == 3, "one server for one processed folder"
        began = time.monotonic()
        serving.process.send_signal(signal.SIGTERM)
        assert serving.process.wait(STOP_SECONDS) == 0
        assert time.monotonic() - began < STOP_SECONDS
    finally:
        serving.process.kill()
    assert "Traceback" not in serving.said
    assert _wait_for(lambda: serving.family == [], 5), "nothing is left running"
    runs = pl.read_parquet(pair.processed / "runs")
    assert runs["engine"].unique().to_list() == ["prefect"]


def test_nothing_survives_a_killed_serve(pair: Folders) -> None:
    pair.add("news/first.txt")
    serving = _serve(pair, "--cron", "* * * * * */5")
    try:
        assert serving.page
        assert _wait_for(lambda: len(serving.family) >= 3), "itself, the server and a run"
    finally:
        serving.process.kill()
    assert _wait_for(lambda: serving.family == [], STOP_SECONDS)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--cron", "at two"), "--cron 'at two' names no time"),
        (("--cron", "0 0 31 2 *"), "--cron '0 0 31 2 *' names no time"),
        (("--timezone", "Mars/Olympus"), "--timezone Mars/Olympus: there is no such time zone"),
        (("--raw", "elsewhere"), "elsewhere does not exist"),
    ],
    ids=["not cron", "never fires", "no zone", "no raw"],
)
def test_a_wrong_setting_is_one_sentence(pair: Folders, options: tuple[str, str], sentence: str) -> None:
    pass
