"""Writes the benchmark's bulletins and their truth into a folder.

    python -m benchmarks.generate FOLDER [--kind KIND …] [--count N]

The same bulletins come out on every machine; bulletin N of a kind never changes with the count.
How each kind is drawn stands in `benchmarks.kinds`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from benchmarks.kinds import columns
from benchmarks.truth import Case

COUNT = 4

KINDS: dict[str, Callable[[int], Case]] = {
    "single_column": columns.single_column,
    "two_columns": columns.two_columns,
    "three_columns": columns.three_columns,
    "changing_columns": columns.changing_columns,
    "spanning_headlines": columns.spanning_headlines,
    "side_column": columns.side_column,
    "box_in_column": columns.box_in_column,
    "band_of_notices": columns.box_of_notices,
    "picture_in_text": columns.picture_in_text,
    "pull_quote": columns.pull_quote,
    "two_page_spread": columns.two_page_spread,
    "row_by_row": columns.row_by_row,
    "scrambled": columns.scrambled_file,
}


def make(kind: str, number: int) -> Case:
    """Bulletin `number` of a kind; numbers start at 0."""
    return KINDS[kind](number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this kind; may be repeated")
    parser.add_argument("--count", type=int, default=COUNT, help="bulletins of each kind")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for kind in arguments.kind or KINDS:
        for number in range(arguments.count):
            case = make(kind, number)
            (arguments.folder / case.name).write_bytes(case.data)
            text = json.dumps(case.truth, ensure_ascii=False, indent=1) + "\n"
            (arguments.folder / f"{case.name}.truth.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
