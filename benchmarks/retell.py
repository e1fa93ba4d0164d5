"""Real bulletins told anew as text exports, with what was read of them by hand.

    python -m benchmarks.retell GOLD RAW OUT

Writes OUT/raw/NAME.EXPORTER.txt, OUT/gold/NAME.EXPORTER.json and OUT/publishers.tsv for every PDF of the gold
that has lines, by each exporter there is: PDFium's and pdfminer's text, pdfplumber's with its layout, and,
where poppler is installed, `pdftotext` plain and with `-layout`. `benchmarks.teach` learns from them how text
exports are read, `benchmarks.cross OUT/gold OUT/raw` measures it on publishers left out.

A line of the export is of the line of the gold that shares most of its letters, on the same page.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
from pdfminer.high_level import extract_text
from pypdfium2 import PdfDocument

from benchmarks.gold import GoldIssue, load_gold
from benchmarks.measure import letters
from benchmarks.road import source_file
from schemas.document import Document, Page
from schemas.errors import IssueError
from schemas.limits import ReadLimits
from tasks.extraction.read import read_document

SHINGLE = 6
"""Letters in a row that are compared; shorter lines and words are compared whole."""

PAGE = "\f"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_PIECE = re.compile(r"\S+(?: \S+)*")
"""What stands between two blanks or more, as columns side by side do."""

Exporter = Callable[[Path], str]
GoldLine = list[Any]


def exporters() -> dict[str, Exporter]:
    """The programs at hand that make text of a PDF, by name."""
    found: dict[str, Exporter] = {
        "pdfium": _by_pdfium,
        "pdfminer": extract_text,
        "pdfplumber": _by_pdfplumber,
    }
    if shutil.which("pdftotext"):
        found["pdftotext"] = _by_poppler
        found["pdftotext_layout"] = lambda path: _by_poppler(path, "-layout")
    return found


def _by_pdfium(path: Path) -> str:
    with PdfDocument(path) as document:
        return PAGE.join(page.get_textpage().get_text_range() for page in document)


def _by_pdfplumber(path: Path) -> str:
    with pdfplumber.open(path) as document:
        return PAGE.join(page.extract_text(layout=True) or "" for page in document.pages)


def _by_poppler(path: Path, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def gold_lines(document: Document, lines: Sequence[Sequence[Any]], text: str) -> list[GoldLine]:
    """The gold's lines of a PDF as lines of a text export of it, in the gold's order.

    Args:
        document: the PDF as it is read here, for the words of the gold's lines.
        lines: those of the PDF.
        text: the export.

    Returns:
        Lines in the form that `benchmarks.gold` says for text: columns and rows of characters for points.
    """
    shingles = {page.number: _shingles(page, document, lines) for page in document.pages}
    found: list[tuple[int, GoldLine]] = []
    for number, page in enumerate(text.split(PAGE), start=1):
        for row, line in enumerate(page.split("\n")):
            for piece in _PIECE.finditer(line):
                votes: Counter[int] = Counter()
                for shingle in _of(letters(piece.group())):
                    votes.update(shingles.get(number, {}).get(shingle, {}))
                if votes:
                    at = votes.most_common(1)[0][0]
                    place = [number, piece.start(), row, piece.end(), row + 1]
                    found.append((at, [*place, *lines[at][5:7]]))
    return [line for _, line in sorted(found, key=lambda one: one[0])]


def _shingles(page: Page, document: Document, lines: Sequence[Sequence[Any]]) -> Mapping[str, Counter[int]]:
    """How often letters stand in each of the gold's lines of a page."""
    numbers = [index for index, line in enumerate(lines) if line[0] == page.number]
    found: dict[str, Counter[int]] = defaultdict(Counter)
    if not numbers:
        return found
    boxes = np.array([lines[index][1:5] for index in numbers], dtype=np.float64)
    words: dict[int, list[str]] = defaultdict(list)
    for word in (word for line in page.lines for word in line.words):
        if word.bbox is None:
            continue
        x, y = word.bbox.center_x, (word.bbox.top + word.bbox.bottom) / 2
        inside = (boxes[:, 0] <= x) & (x <= boxes[:, 2]) & (boxes[:, 1] <= y) & (y <= boxes[:, 3])
        for at in np.flatnonzero(inside)[:1].tolist():
            words[numbers[at]].append(document.slice(word.span))
    for index, said in words.items():
        short = [word for word in map(letters, said) if len(word) < SHINGLE]
        for shingle in (*_of(letters("".join(said))), *short):
            found[shingle][index] += 1
    return found


def _of(said: str) -> Iterator[str]:
    if 0 < len(said) < SHINGLE:
        yield said
    yield from (said[at : at + SHINGLE] for at in range(len(said) - SHINGLE + 1))


def retell(issue: GoldIssue, out: Path) -> int:
    """Writes what each exporter makes of one bulletin, with its gold; how many did."""
    data = issue.path.read_bytes()
    document = read_document(data, source_file(issue.name, data), ReadLimits())
    told = 0
    for name, exporter in exporters().items():
        text = _LINE_ENDS.sub("\n", exporter(issue.path))
        if not text.strip():
            continue
        file = f"{issue.path.stem}.{name}.txt"
        gold = {**issue.truth, "file": file, "lines": gold_lines(document, issue.lines, text)}
        (out / "raw" / file).write_text(text, encoding="utf-8")
        (out / "gold" / file).with_suffix(".json").write_text(json.dumps(gold), encoding="utf-8")
        told += 1
    return told


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("raw", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    if arguments.out.exists():
        parser.error(f"{arguments.out} is there already; what other exporters wrote would be mixed in")
    for folder in ("raw", "gold"):
        (arguments.out / folder).mkdir(parents=True, exist_ok=True)
    issues = [i for i in load_gold(arguments.gold, arguments.raw) if i.lines and i.path.suffix == ".pdf"]
    told, publishers = 0, []
    for issue in issues:
        try:
            told += retell(issue, arguments.out)
        except IssueError as error:
            sys.stderr.write(f"{issue.name} {error}\n")
            continue
        publishers += [
            f"{issue.path.stem}.{name}.txt\t{issue.publisher}\t{issue.language}\n" for name in exporters()
        ]
    (arguments.out / "publishers.tsv").write_text("".join(publishers), encoding="utf-8")
    sys.stdout.write(f"{told} text exports of {len(issues)} bulletins: {arguments.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
