"""CPU seconds a page that the pipeline takes, against plain pdfplumber text on the same files.

    python -m benchmarks.throughput [--rounds N] [--count N]

Absolute times wander with the machine and its load; the ratio of one run is firmer. Both sides run in
this one process, turn by turn, over the PDFs below `raw/` and over generated bulletins.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber

from benchmarks.generate import KINDS, make
from benchmarks.road import publish

RAW_FOLDER = Path(__file__).parents[1] / "raw"

File = tuple[str, bytes]


def files(count: int) -> list[File]:
    """Names and bytes of the PDFs to read: the samples and `count` generated bulletins of each kind."""
    samples = [(path.name, path.read_bytes()) for path in sorted(RAW_FOLDER.rglob("*.pdf"))]
    cases = (make(kind, number) for kind in KINDS for number in range(count))
    return samples + [(case.name, case.data) for case in cases if case.name.endswith(".pdf")]


def plain_text(name: str, data: bytes) -> int:
    """Characters of the text that pdfplumber gives by itself."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        count = 0
        for page in document.pages:
            count += len(page.extract_text())
            page.close()
        return count


def page_count(data: bytes) -> int:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return len(document.pages)


def cpu_seconds(work: Callable[[str, bytes], object], chosen: Sequence[File]) -> float:
    """CPU time of `work` over all files."""
    start = time.process_time()
    for name, data in chosen:
        work(name, data)
    return time.process_time() - start


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=2, help="the best of so many rounds counts")
    parser.add_argument("--count", type=int, default=1, help="generated bulletins of each kind")
    arguments = parser.parse_args()
    chosen = files(arguments.count)
    pages = sum(page_count(data) for _, data in chosen)
    publish(*chosen[0])  # word lists and language profiles are loaded once
    rounds = [
        (cpu_seconds(publish, chosen), cpu_seconds(plain_text, chosen)) for _ in range(arguments.rounds)
    ]
    pipeline, plain = (min(times) / pages for times in zip(*rounds, strict=True))
    sys.stdout.write(
        f"{len(chosen)} files, {pages} pages\n"
        f"pipeline    {pipeline:.3f} CPU seconds a page\n"
        f"pdfplumber  {plain:.3f} CPU seconds a page\n"
        f"ratio       {pipeline / plain:.2f}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
