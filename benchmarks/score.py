"""Scores the pipeline over the generated bulletins, by kind of difficulty.

    python -m benchmarks.score [--kind KIND …] [--count N] [--verbose] [--json]
    python -m benchmarks.score --check
    python -m benchmarks.score --raise | --lower-on-purpose

The figures are explained in `benchmarks.measure`. `--check` fails where a kind lies below its floor in
`floors.json`; `--raise` writes floors that rose, and only `--lower-on-purpose` those that fell.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.generate import COUNT, KINDS, make
from benchmarks.measure import FIGURES, Measured, figures
from benchmarks.road import run

FLOORS_FILE = Path(__file__).parent / "floors.json"
PROCESSES = 2
# Figures wander a little with versions of fonts and libraries; a floor leaves this much room.
FLOOR_ROOM = 0.01
LOWER_IS_BETTER = "extra"

Scores = dict[str, dict[str, float | None]]
Task = tuple[str, int]


def measure_one(task: Task) -> tuple[str, str, Measured]:
    """Kind, file and counts of one generated bulletin."""
    case = make(*task)
    return case.kind, case.name, run(case)


def measure_all(kinds: Iterable[str], count: int) -> list[tuple[str, str, Measured]]:
    """All bulletins of some kinds, in the order of the kinds."""
    tasks = [(kind, number) for kind in kinds for number in range(count)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        return list(pool.map(measure_one, tasks, chunksize=2))


def scores_of(results: Sequence[tuple[str, str, Measured]]) -> Scores:
    """The seven figures of each kind, and of all."""
    kinds = dict.fromkeys(kind for kind, _, _ in results)
    scores: Scores = {kind: figures(m for k, _, m in results if k == kind) for kind in kinds}
    scores["all"] = figures(m for _, _, m in results)
    return scores


def faults_of(scores: Scores, floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """A sentence for each figure below its floor (`extra`: above)."""
    faults = []
    for kind, wanted in floors.items():
        for figure, floor in wanted.items():
            value = scores.get(kind, {}).get(figure)
            if value is None:
                faults.append(f"{kind}: {figure} was not measured")
            elif _is_worse(figure, value, floor):
                faults.append(f"{kind}: {figure} is {value:.3f}, its floor {floor:.3f}")
    return faults


def moved_floors(
    scores: Scores, floors: Mapping[str, Mapping[str, float]], *, may_fall: bool
) -> dict[str, dict[str, float]]:
    """Floors a little below the scores; old ones stay where they are better, unless they may fall."""
    moved: dict[str, dict[str, float]] = {}
    for kind, scored in scores.items():
        moved[kind] = {}
        for figure, value in scored.items():
            if value is None:
                continue
            room = FLOOR_ROOM if figure == LOWER_IS_BETTER else -FLOOR_ROOM
            floor = round(max(0.0, value + room), 3)
            old = floors.get(kind, {}).get(figure)
            keeps_old = old is not None and not may_fall and _is_worse(figure, floor, old)
            moved[kind][figure] = old if old is not None and keeps_old else floor
    return moved


def table(scores: Scores) -> str:
    """The scores as text, a line for each kind."""
    lines = [f"{'kind':24}" + "".join(f"{figure:>9}" for figure in FIGURES)]
    for kind, scored in scores.items():
        cells = ("-".rjust(9) if value is None else f"{value:9.3f}" for value in scored.values())
        lines.append(f"{kind:24}" + "".join(cells))
    return "\n".join(lines)


def complaints(results: Sequence[tuple[str, str, Measured]]) -> str:
    """What is not perfect, file by file."""
    lines = []
    for _, name, measured in results:
        found = [
            f"    - {v.title[:50]!r} {', '.join(v.faults)}; published {str(v.published)[:60]!r}"
            for v in measured.verdicts
            if v.faults
        ]
        found += [f"    ~ leaked {phrase[:80]!r}" for phrase in measured.leaks]
        found += [f"    + extra {title[:80]!r}" for title in measured.extras]
        if found:
            lines += [name, *found]
    return "\n".join(lines)


def _is_worse(figure: str, value: float, floor: float) -> bool:
    return value > floor if figure == LOWER_IS_BETTER else value < floor


def _read_floors() -> dict[str, dict[str, float]]:
    floors: dict[str, dict[str, float]] = json.loads(FLOORS_FILE.read_text(encoding="utf-8"))
    return floors


def _write_floors(floors: Mapping[str, Mapping[str, float]]) -> None:
    FLOORS_FILE.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this kind; may be repeated")
    parser.add_argument("--count", type=int, default=COUNT, help="bulletins of each kind")
    parser.add_argument("--verbose", action="store_true", help="name what is not perfect")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    floors = parser.add_mutually_exclusive_group()
    floors.add_argument("--check", action="store_true", help="fail below the floors")
    floors.add_argument("--raise", dest="rise", action="store_true", help="write floors that rose")
    floors.add_argument("--lower-on-purpose", action="store_true", help="write all floors anew")
    arguments = parser.parse_args()
    touches_floors = arguments.check or arguments.rise or arguments.lower_on_purpose
    if touches_floors and (arguments.kind or arguments.count != COUNT):
        parser.error("floors belong to all kinds and the usual count; leave --kind and --count out")
    return arguments


def main() -> int:
    arguments = _arguments()
    results = measure_all(arguments.kind or KINDS, arguments.count)
    scores = scores_of(results)
    sys.stdout.write((json.dumps(scores, indent=1) if arguments.json else table(scores)) + "\n")
    if arguments.verbose:
        sys.stdout.write(complaints(results) + "\n")
    if arguments.rise or arguments.lower_on_purpose:
        old = _read_floors() if FLOORS_FILE.exists() else {}
        _write_floors(moved_floors(scores, old, may_fall=arguments.lower_on_purpose))
    if arguments.check and (faults := faults_of(scores, _read_floors())):
        sys.stderr.write("\n".join(faults) + "\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
