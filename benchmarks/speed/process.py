"""One command as a process of its own, and what it took; the measuring itself is `launcher.py`'s."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAUNCHER = Path(__file__).with_name("launcher.py")
MIB = 1 << 20
MAX_SHOWN_CHARS = 2000
FOREIGN_SETTINGS = ("BULLETINS_", "PREFECT_")
"""Settings of whoever runs the benchmark that would make its figures those of another set-up."""


@dataclass(frozen=True, slots=True)
class Took:
    """What a process took.

    Attributes:
        cpu_seconds: user and system time, of the process and all it started.
        own_cpu_seconds: of the first process alone.
        wall_seconds: until the first process ended.
        peak_mib: resident memory of the largest process at its largest; shared pages count.
    """

    cpu_seconds: float
    own_cpu_seconds: float
    wall_seconds: float
    peak_mib: float


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that has ended."""

    took: Took
    exit_status: int
    output: bytes
    errors: bytes

    @property
    def last_words(self) -> str:
        return self.errors.decode("utf-8", "replace")[-MAX_SHOWN_CHARS:]


class BenchmarkError(Exception):
    """Something that was to be measured did not work; says what."""


def run(command: Sequence[str]) -> Ended:
    """Runs the command in the project's folder, to its end.

    Raises:
        BenchmarkError: it could not be started, or left processes behind that do not end.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        report, output, errors = (folder / part for part in ("report", "output", "errors"))
        launch = [sys.executable, "-I", "-S", *map(str, (LAUNCHER, report, output, errors)), *command]
        done = subprocess.run(launch, cwd=ROOT, env=_environment(), stderr=subprocess.PIPE, check=False)
        if done.returncode:
            reason = done.stderr.decode("utf-8", "replace").strip() or f"exit status {done.returncode}"
            raise BenchmarkError(f"{' '.join(command)} could not be measured: {reason}")
        told = json.loads(report.read_bytes())
        took = Took(
            told["cpu_seconds"], told["own_cpu_seconds"], told["wall_seconds"], told["peak_bytes"] / MIB
        )
        return Ended(took, told["exit_status"], output.read_bytes(), errors.read_bytes())


def _environment() -> dict[str, str]:
    """This process's, without foreign settings; the project can be imported, and its bytecode is kept."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN_SETTINGS)}
    search_path = os.pathsep.join(filter(None, [os.fspath(ROOT), kept.get("PYTHONPATH")]))
    return {**kept, "PYTHONPATH": search_path, "PYTHONDONTWRITEBYTECODE": ""}
