"""Pins that `serve` fires its schedule, shows its page, and takes everything with it when it goes.

Servers and runs are real processes, so that the two tests with them take a minute on a busy machine.
"""

from __future__ import annotations

import base64
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from flows.commands.serve import Timetable, first_firing, serve
from flows.server.address import Address
from flows.settings import load_settings
from schemas.errors import ConfigurationError
from tasks.storage.schedule import load_schedule
from tasks.storage.turns import Turns
from tests.conftest import NEWS, Folders

ROOT = Path(__file__).parents[3]
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


def _status(page: str, *, login: str | None = None, host: str | None = None) -> int:
    """HTTP status of a question that only those may ask who may start runs."""
    request = urllib.request.Request(f"{page}/api/flows/count", data=b"{}", method="POST")
    request.add_header("Content-Type", "application/json")
    if login is not None:
        request.add_header("Authorization", f"Basic {base64.b64encode(login.encode()).decode()}")
    if host is not None:
        request.add_header("Host", host)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_schedule_publishes_what_comes_between_two_firings(pair: Folders) -> None:
    pair.add("news/first.txt")
    serving = _serve(pair, "--cron", "* * * * * */20")
    try:
        with urllib.request.urlopen(serving.page, timeout=30) as answer:
            assert b"Prefect" in answer.read()
        with urllib.request.urlopen(f"{serving.page}/api/health", timeout=30) as answer:
            assert answer.read() == b"true"
        login = (pair.processed / ".state/serve/login").read_text().strip()
        assert _status(serving.page) == 401
        assert _status(serving.page, login="bulletins:guess") == 401
        assert _status(serving.page, login=login) == 200
        assert _status(serving.page, login=login, host="rebound.example.org") == 421
        assert (pair.processed / ".state/serve/login").stat().st_mode & 0o077 == 0
        assert _wait_for(lambda: serving.has_published("first")), serving.said
        pair.add("news/second.txt", NEWS + "\nNumber two.\n")
        assert _wait_for(lambda: serving.has_published("first", "second")), serving.said
        began = time.monotonic()
        serving.process.send_signal(signal.SIGTERM)
        assert serving.process.wait(STOP_SECONDS) == 0
        assert time.monotonic() - began < STOP_SECONDS
    finally:
        serving.process.kill()
    assert "Traceback" not in serving.said
    schedule = load_schedule(pair.processed / ".state")
    assert schedule is not None
    assert (schedule.cron, schedule.timezone) == ("* * * * * */20", "UTC")
    assert not Turns(pair.processed / ".state").is_served(), "nobody keeps to it any more"
    assert _wait_for(lambda: serving.family == [], STOP_SECONDS), "nothing is left running"
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
    ("cron", "timezone", "sentence"),
    [
        ("at two", "UTC", "--cron 'at two' names no time; give minute, hour"),
        ("", "UTC", "--cron '' names no time"),
        ("0 0 31 2 *", "UTC", "--cron '0 0 31 2 *' names no time"),
        ("0 2 * * *", "Mars/Olympus", "--timezone Mars/Olympus: there is no such time zone"),
    ],
    ids=["not cron", "empty", "never fires", "no zone"],
)
def test_a_wrong_timetable_is_one_sentence(cron: str, timezone: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^{re.escape(sentence)}"):
        first_firing(Timetable(cron, timezone))


def test_the_timetable_is_read_in_its_time_zone() -> None:
    first = first_firing(Timetable("0 2 * * *", "Asia/Kolkata"))
    assert (first.hour, first.utcoffset()) == (2, timedelta(hours=5, minutes=30))
    assert timedelta(0) <= first - datetime.now(UTC) <= timedelta(days=1, minutes=1)


def test_a_missing_raw_folder_is_told_before_anything_starts(pair: Folders) -> None:
    settings = load_settings(raw=pair.raw / "elsewhere", processed=pair.processed)
    with pytest.raises(ConfigurationError, match="elsewhere does not exist"):
        serve(settings, Timetable("0 2 * * *", "UTC"), Address("127.0.0.1", 0))
    assert not pair.processed.exists()
