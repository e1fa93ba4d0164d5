"""What Prefect costs a run, its fixed start told apart from what it takes for each issue.

    python -m benchmarks.prefect_price [--issues N]

Small text bulletins are published with `--direct` and with Prefect, few of them and then many, by the
command as a user calls it. CPU seconds are those of the command and of everything it started: children
that read files, and Prefect's server. What many cost more than few is the price an issue; what is left of
few is the start. The first run with Prefect in a folder makes its database there, and is told apart. On a
busy machine the price wanders by some milliseconds: give more issues.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FEW = 2
# What reading and thinking over a real issue took when this was written; the bar is a share of it.
ISSUE_CPU_MS = 200


@dataclass(frozen=True, slots=True)
class Costs:
    """CPU seconds of runs over no issue that Prefect knows of yet, over few issues, and over many."""

    first: float
    few: float
    many: float

    def start(self, issue_count: int) -> float:
        """What a run costs before its first issue, seconds."""
        return self.few - FEW * self.per_issue(issue_count)

    def per_issue(self, issue_count: int) -> float:
        return (self.many - self.few) / (issue_count - FEW)


def add_bulletins(raw: Path, name: str, count: int) -> None:
    """So many bulletins of one source, each with a text of its own."""
    folder = raw / name
    folder.mkdir(parents=True)
    for number in range(count):
        text = f"{name.title()} news, number {number}\n\nHARBOUR\n\nThe quay of pier {number} was opened.\n"
        (folder / f"{number:05d}.txt").write_text(text)


def cpu_seconds(folder: Path, *options: str) -> float:
    """CPU time of one `ingest` and of all that it started."""
    command = [sys.executable, "-m", "flows.cli", "ingest", *options]
    command += ["--raw", str(folder / "raw"), "--processed", str(folder / "processed")]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    run = subprocess.Popen(command, cwd=ROOT, env=inherited, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {run.returncode}")
    return usage.ru_utime + usage.ru_stime


def measure(issue_count: int, *options: str) -> Costs:
    """Costs of three runs in one new folder."""
    seconds = []
    with tempfile.TemporaryDirectory() as name:
        for source, count in (("first", 1), ("few", FEW), ("many", issue_count)):
            add_bulletins(Path(name, "raw"), source, count)
            seconds.append(cpu_seconds(Path(name), *options))
    return Costs(*seconds)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--issues", type=int, default=100, help="how many are many")
    count = parser.parse_args().issues
    direct, prefect = measure(count, "--direct"), measure(count)
    price = 1000 * (prefect.per_issue(count) - direct.per_issue(count))
    sys.stdout.write(
        f"start, --direct        {direct.start(count):6.1f} CPU seconds\n"
        f"start, Prefect         {prefect.start(count):6.1f} CPU seconds\n"
        f"  once a folder more   {prefect.first - prefect.few:6.1f} CPU seconds\n"
        f"an issue, --direct     {1000 * direct.per_issue(count):6.1f} CPU milliseconds\n"
        f"an issue, Prefect more {price:6.1f} CPU milliseconds, "
        f"{price / ISSUE_CPU_MS:.1%} of the {ISSUE_CPU_MS} ms of a real one\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
