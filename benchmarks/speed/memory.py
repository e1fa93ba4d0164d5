"""How much memory a worker takes, by the pages of what it reads: real children, bounded and confined.

    python -m benchmarks.speed.memory [PAGES …]

Standard output is one line of JSON: pages, and the child's peak of resident memory in MiB. What it shares
with the server that it was forked from (libraries, word lists) counts in full.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.prose import Writer
from benchmarks.road import source_file
from benchmarks.speed.process import MIB
from schemas.limits import ReadLimits
from tasks.isolation.sandbox import ChildLimits, Sandbox
from tests.build import page, pdf

TARGET = "benchmarks.speed.worker:answer"
PAGES = (10, 100, 1000)
SECONDS = 3600
"""Far more than the longest file takes; memory is what is asked for here."""

SEED = 9
COLUMNS_PT = (50.0, 310.0)
COLUMN_CHARACTERS = 52
LINES_PER_COLUMN = 48
HEADER_PT, TITLE_PT, TOP_PT, LEADING_PT = 30.0, 70.0, 110.0, 13.5
"""Tops of the running head, the headline and the text; from line to line."""

TEXT_SIZE_PT, TITLE_SIZE_PT = 9.0, 16.0


def long_issue(pages: int) -> bytes:
    """A PDF of so many pages of two full columns, about 4,500 letters, under a headline each."""
    lines = _prose()
    drawn = []
    for number in range(1, pages + 1):
        title = f"{number} {next(lines)[: COLUMN_CHARACTERS // 2]}"
        sheet = page().line(f"The Lake Gazette   {number}", at=(COLUMNS_PT[0], HEADER_PT), size=TEXT_SIZE_PT)
        sheet.line(title, at=(COLUMNS_PT[0], TITLE_PT), size=TITLE_SIZE_PT, bold=True)
        for x in COLUMNS_PT:
            column = [next(lines) for _ in range(LINES_PER_COLUMN)]
            sheet.lines(column, at=(x, TOP_PT), leading=LEADING_PT, size=TEXT_SIZE_PT)
        drawn.append(sheet)
    return pdf(*drawn)


def _prose() -> Iterator[str]:
    writer = Writer(random.Random(SEED), "en")
    places = writer.words["places"]
    while True:
        yield from textwrap.wrap(writer.paragraph(writer.rng.choice(places)), COLUMN_CHARACTERS)


def peaks(counts: Sequence[int]) -> dict[int, float]:
    """Peak of a worker in MiB, by the pages of its issue."""
    limits = ChildLimits(wall_seconds=SECONDS, cpu_seconds=SECONDS)
    found = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, Sandbox(TARGET, limits) as sandbox:
        for count in counts:
            path = Path(folder) / f"{count}.pdf"
            path.write_bytes(long_issue(count))
            arguments = {
                "source": asdict(source_file(path.name, path.read_bytes())),
                "limits": asdict(ReadLimits(max_pages=max(count, ReadLimits().max_pages))),
                "profile": {},
            }
            found[count] = int(sandbox.run(path, arguments)) / MIB
    return found


def main(arguments: Sequence[str]) -> None:
    counts = [int(count) for count in arguments] or PAGES
    sys.stdout.write(json.dumps(peaks(counts)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
