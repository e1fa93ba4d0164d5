"""Fuzzes the road of an issue from the command line; exit status 1 when a fault was found.

    python -m tests.fuzz --count 10000 --seed 1 --workers 2
    python -m tests.fuzz --only 1234 --seed 1 --keep FOLDER

Files at fault, or that of `--only`, are kept in the folder of `--keep`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tasks.isolation.sandbox import ChildLimits
from tests.fuzz.corpus import Case, mutated
from tests.fuzz.harness import Outcome, Tally, run_cases
from tests.fuzz.monsters import FULL, MONSTERS

REPORT_EVERY = 500


def main() -> int:
    options = _options()
    limits = ChildLimits(
        wall_seconds=options.seconds * 2, cpu_seconds=options.seconds, memory_bytes=options.memory << 20
    )
    tally, began = Tally(), time.monotonic()
    for outcome in run_cases(_cases(options), limits, workers=options.workers):
        tally.add(outcome)
        if options.keep and (outcome.is_fault or options.only):
            _keep(outcome, options.keep)
        if tally.codes.total() % REPORT_EVERY == 0 or outcome.is_fault or options.verbose:
            first = outcome.detail.strip().splitlines()[-1:] or [""]
            sofar = f"{tally.codes.total()} after {time.monotonic() - began:.0f} s"
            ended = f"{outcome.code} {outcome.case.label} {outcome.seconds:.1f} s"
            _say(f"{sofar}: {ended} {first[0][:200]}")
    for line in tally.lines():
        _say(line)
    _say(f"{time.monotonic() - began:.0f} seconds")
    return 1 if tally.faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="mutations")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first mutation")
    parser.add_argument("--only", type=int, nargs="*", help="numbers of single mutations")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=60, help="processor time a file may take")
    parser.add_argument("--memory", type=int, default=2048, help="memory a file may take, MB")
    parser.add_argument("--keep", type=Path, help="folder for the files at fault")
    parser.add_argument("--monsters", nargs="*", help="hand-made monsters instead; all when none is named")
    parser.add_argument("--size", type=int, default=FULL, help="characters of a monster")
    parser.add_argument("--verbose", action="store_true", help="tell every file")
    return parser.parse_args()


def _cases(options: argparse.Namespace) -> Iterator[Case]:
    if options.monsters is not None:
        for monster in MONSTERS:
            if not options.monsters or monster.label in options.monsters:
                yield monster.case(options.size)
        return
    for number in options.only or range(options.first, options.first + options.count):
        yield mutated(options.seed, number)


def _keep(outcome: Outcome, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stem = "".join(c if c.isalnum() else "-" for c in f"{outcome.code} {outcome.case.label}")
    (folder / f"{stem}.data").write_bytes(outcome.case.data)
    (folder / f"{stem}.txt").write_text(outcome.detail, encoding="utf-8", errors="replace")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
