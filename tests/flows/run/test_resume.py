"""Pins that two runs at once share the work, and that Ctrl-C ends one; `tests.faults` kills them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tasks.storage.store import ISSUE_DATASET_NAMES
from tests.conftest import NEWS, Folders

ROOT = Path(__file__).parents[3]
COUNT = 12


def _start(pair: Folders) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flows.cli", "ingest", "--direct", "--workers", "2"]
    folders = ["--raw", str(pair.raw), "--processed", str(pair.processed)]
    return subprocess.Popen([*command, *folders], cwd=ROOT, stderr=subprocess.PIPE)


def _published(pair: Folders) -> list[set[str]]:
    """Names of the issues in each dataset."""
    return [set(pair.published(dataset)) for dataset in ISSUE_DATASET_NAMES]


def _add_bulletins(pair: Folders) -> None:
    for number in range(COUNT):
        pair.add(f"news/{number:02}.txt", f"{NEWS}\nBulletin number {number}.\n")


def test_two_runs_at_once_do_no_harm(pair: Folders) -> None:
    _add_bulletins(pair)
    runs = [_start(pair) for _ in range(2)]
    said = [run.communicate()[1].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert [len(names) for names in _published(pair)] == [COUNT] * len(ISSUE_DATASET_NAMES)
    assert sum(line.count(": published,") for line in said) == COUNT, "no issue is worked on twice"


def test_ctrl_c_ends_a_run_at_once(pair: Folders) -> None:
    _add_bulletins(pair)
    run = _start(pair)
    assert run.stderr is not None
    run.stderr.readline()
    began = time.monotonic()
    os.kill(run.pid, signal.SIGINT)
    said = run.communicate()[1].decode()
    assert run.returncode == 130
    assert time.monotonic() - began < 10
    assert "Traceback" not in said
    assert "stopped" in said
