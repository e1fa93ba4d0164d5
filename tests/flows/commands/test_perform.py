"""Pins that a command brings its own Prefect, uses a given one, and leaves nothing running."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl

from tests.conftest import Folders

ROOT = Path(__file__).parents[3]


def _ingest(pair: Folders, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flows.cli", "ingest", "--raw", str(pair.raw)]
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    return subprocess.run(
        [*command, "--processed", str(pair.processed)],
        cwd=ROOT,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _processes_of(pair: Folders) -> list[str]:
    """Command lines and environments of processes that name the test's folders."""
    listing = subprocess.run(["ps", "axeww", "-o", "args="], capture_output=True, text=True, check=True)
    return [line for line in listing.stdout.splitlines() if f"PREFECT_HOME={pair.processed}" in line]


def _broken_home(folder: Path) -> str:
    """A home of Prefect whose profiles nobody can read."""
    folder.mkdir()
    (folder / "profiles.toml").write_text('active = "mine\n')
    return str(folder)


def test_a_command_brings_its_own_prefect_and_takes_it_away(pair: Folders, tmp_path: Path) -> None:
    """Whatever is wrong with the user's."""
    pair.add("news/quay.txt")
    run = _ingest(pair, PREFECT_HOME=_broken_home(tmp_path / "home"))
    assert run.returncode == 0
    first, second, *_ = run.stderr.splitlines()
    assert first.startswith("starting Prefect")
    assert second.startswith("[1/1] news/quay: published")
    assert "INFO" not in run.stderr, "Prefect's own log is kept off the screen"
    assert pl.read_parquet(pair.processed / "runs")["engine"].to_list() == ["prefect"]
    assert (pair.processed / ".state" / "prefect" / "prefect.db").exists()
    assert _processes_of(pair) == []


def test_a_server_that_does_not_answer_is_told(pair: Folders) -> None:
    pair.add("news/quay.txt")
    run = _ingest(pair, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert run.returncode == 3
    (sentence,) = run.stderr.splitlines()
    assert "the Prefect server at http://127.0.0.1:9/api does not answer" in sentence
    assert "--direct" in sentence


def test_settings_of_prefect_that_cannot_be_read_are_told(pair: Folders, tmp_path: Path) -> None:
    pair.add("news/quay.txt")
    home = _broken_home(tmp_path / "home")
    run = _ingest(pair, PREFECT_API_URL="http://127.0.0.1:9/api", PREFECT_HOME=home)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert f"mend the PREFECT_ variables or {home}/profiles.toml, or run with --direct" in run.stderr
