"""Pins that a run that is told to stop more than once stops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.conftest import NEWS, Folders

ROOT = Path(__file__).parents[3]
STOP_SECONDS = 20
PATIENCE_SECONDS = 120


@contextmanager
def _publishing(pair: Folders, count: int, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A run over `count` bulletins that has published the first; it must end in time, and not by an abort."""
    for number in range(count):
        pair.add(f"news/{number}.txt", f"{NEWS}\nNumber {number}.\n")
    run = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "ingest", *options, "--workers", "2"]
        + ["--raw", str(pair.raw), "--processed", str(pair.processed)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not pair.published("issues") and time.monotonic() < deadline:
            time.sleep(0.01)
        yield run
        assert run.wait(STOP_SECONDS) not in (-signal.SIGABRT, 134)
    finally:
        run.kill()
        run.wait()


def test_signals_while_the_first_is_obeyed_keep_no_run_from_ending(pair: Folders) -> None:
    """`timeout` and a service's stop tell the process and then its group."""
    with _publishing(pair, 200, "--direct") as run:
        for _ in range(40):
            run.send_signal(signal.SIGTERM)
            time.sleep(0.005)
    assert len(pair.published("issues")) < 200


def test_a_signal_to_everything_at_once_ends_a_run_under_prefect(pair: Folders) -> None:
    """A service's stop ends Prefect's server, too, and its client asks that for a minute."""
    with _publishing(pair, 400) as run:
        for process in _family(run.pid):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)


def _family(pid: int) -> list[int]:
    """A process and all that it and those started."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(status.parent.name))
    family = [pid]
    for each in family:
        family += children.get(each, [])
    return family
