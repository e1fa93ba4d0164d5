"""Whether the confidences mean something: the share that is right, by how sure the pipeline says it is.

    python -m benchmarks.calibration [FOLDER] [--kind KIND …] [--count N] [--weaken HOW …]

Without FOLDER over generated bulletins: numbers from FIRST on, which `benchmarks.learn` has not seen.
FOLDER holds real bulletins with their truth: `gold/*.json` in the shape of `benchmarks.truth` and the
files they name in `issues/`. `--weaken` takes signals away first (`benchmarks.weaken`), so that there is
something to be unsure about.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.fates import article_fates, block_judge
from benchmarks.generate import COUNT, KINDS, make
from benchmarks.measure import Published
from benchmarks.road import source_file
from benchmarks.weaken import WEAKENINGS
from schemas.errors import IssueError
from schemas.limits import ReadLimits
from schemas.profile import SourceProfile
from schemas.rows import IssueRows
from tasks.analysis.issue import analyse_issue
from tasks.extraction.read import read_document

FIRST = COUNT
PROCESSES = 2
BANDS = (0.95, 0.9, 0.8, 0.7, 0.5, 0.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """One decision: what it was about, how sure it was marked, and whether it was right."""

    about: str
    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A file with the truth about it."""

    name: str
    data: bytes
    truth: Mapping[str, Any]


def marks_of(bulletin: Bulletin, weakening: str = "as_is") -> list[Mark]:
    """Every decision on a bulletin that its truth can judge; none where it is set aside."""
    source = source_file(bulletin.name, bulletin.data)
    try:
        document = WEAKENINGS[weakening](read_document(bulletin.data, source, ReadLimits()))
        rows = analyse_issue(document, source, SourceProfile())
    except IssueError:
        return []
    return list(_marks(bulletin.truth, rows))


def _marks(truth: Mapping[str, Any], rows: IssueRows) -> Iterator[Mark]:
    published = [Published(row["title"], row["body"]) for row in rows.articles]
    for row, fate in zip(rows.articles, article_fates(truth, published), strict=True):
        found = (
            ("title", row["title_confidence"], fate.title),
            ("boundary", row["boundary_confidence"], fate.boundary),
            ("order", row["order_confidence"], fate.order),
        )
        yield from (Mark(about, sure, is_right) for about, sure, is_right in found if is_right is not None)
    judge = block_judge(truth, published)
    for block in rows.blocks:
        is_removed = block["noise_code"] is not None
        is_right = judge(block["text"], is_removed)
        if is_right is not None:
            yield Mark("noise" if is_removed else "kept", block["confidence"], is_right)


def generated(kind: str, number: int) -> Bulletin:
    """A bulletin of the benchmark."""
    case = make(kind, number)
    return Bulletin(case.name, case.data, case.truth)


def read_folder(folder: Path) -> list[Bulletin]:
    """Real bulletins with their truth; keys that a truth leaves out get their usual values."""
    bulletins = []
    for path in sorted((folder / "gold").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        truth["articles"] = [{"titles": [], "may_split": False, **article} for article in truth["articles"]]
        data = (folder / "issues" / truth["file"]).read_bytes()
        bulletins.append(Bulletin(truth["file"], data, truth))
    return bulletins


def share_right(marks: Sequence[Mark]) -> float | None:
    return sum(mark.is_right for mark in marks) / len(marks) if marks else None


def table(marks: Sequence[Mark]) -> str:
    """Share right and count for each sort of decision, by band of confidence."""
    heads = [f"{f'≥ {band:.2f}':>14}" for band in BANDS[:-1]] + [f"{f'< {BANDS[-2]:.2f}':>14}"]
    lines = [f"{'decision':10}{'all':>14}" + "".join(heads)]
    for about in dict.fromkeys(mark.about for mark in marks):
        own = [mark for mark in marks if mark.about == about]
        parts = [own] + [[mark for mark in own if _band(mark) == band] for band in BANDS]
        lines.append(f"{about:10}" + "".join(map(_cell, parts)))
    return "\n".join(lines)


def _band(mark: Mark) -> float:
    return next(band for band in BANDS if mark.confidence >= band)


def _cell(marks: Sequence[Mark]) -> str:
    share = share_right(marks)
    return f"{'-':>14}" if share is None else f"{f'{share:.3f} of {len(marks)}':>14}"


def _generated_marks(task: tuple[str, int, str]) -> list[Mark]:
    kind, number, weakening = task
    return marks_of(generated(kind, number), weakening)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", help="real bulletins with their truth")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this kind; may be repeated")
    parser.add_argument("--count", type=int, default=1, help="bulletins of each kind")
    parser.add_argument("--weaken", action="append", choices=WEAKENINGS, help="what to take away first")
    arguments = parser.parse_args()
    ways = arguments.weaken or ["as_is"]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        if arguments.folder is not None:
            bulletins = read_folder(arguments.folder)
            parts = [part for way in ways for part in pool.map(partial(marks_of, weakening=way), bulletins)]
        else:
            numbers = range(FIRST, FIRST + arguments.count)
            tasks = [(k, n, way) for way in ways for k in arguments.kind or KINDS for n in numbers]
            parts = list(pool.map(_generated_marks, tasks, chunksize=2))
    sys.stdout.write(table([mark for part in parts for mark in part]) + "\n")


if __name__ == "__main__":
    main()
