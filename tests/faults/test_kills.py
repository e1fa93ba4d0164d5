"""A small slice of the harness: `python -m tests.faults` kills more, and for longer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_killed_runs_lose_double_and_mix_nothing() -> None:
    # The time is for a machine that is busy with other things; the kills are done in far less.
    bounds = ["--kills", "4", "--seconds", "600", "--issues", "4"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", *bounds, "--json"], cwd=ROOT, capture_output=True, check=False
    )
    figures = json.loads(done.stdout)
    assert done.returncode == 0, figures
    assert figures["kills"] == 4
    assert figures["readers"]["reads"] > 20
