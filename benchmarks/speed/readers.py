"""What each reader does with a list of PDFs, in a process that does nothing else.

    python -m benchmarks.speed.readers READER LISTING

Each is used as its own documentation says, with what would go beyond the text layer (OCR, caches) turned
off, and does no more than give its result: nothing is kept or written. Standard output is one line of JSON:
the characters that were given, without blanks, and the files that could not be read. A library is imported
where it is used, so that nobody pays for another's.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


class UnreadError(Exception):
    """A reader gave up on a file."""


Reader = Callable[[Path], int]
"""Reads a file to its end; the number of characters it gave, without blanks."""


def pypdfium2_text() -> Reader:
    import pypdfium2

    def read(path: Path) -> int:
        count = 0
        try:
            document = pypdfium2.PdfDocument(path)
            for page in document:
                text_page = page.get_textpage()
                count += visible(text_page.get_text_bounded())
                text_page.close()
                page.close()
            document.close()
        except pypdfium2.PdfiumError as error:
            raise UnreadError(str(error)) from error
        return count

    return read


def pdfplumber_words() -> Reader:
    import pdfplumber
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    def read(path: Path) -> int:
        count = 0
        try:
            with pdfplumber.open(path) as document:
                for page in document.pages:
                    count += sum(visible(word["text"]) for word in page.extract_words())
                    page.close()
        except (PSException, PdfminerException) as error:
            raise UnreadError(str(error)) from error
        return count

    return read


def liteparse() -> Reader:
    library: Any = importlib.import_module("liteparse")
    parser = library.LiteParse(ocr_enabled=False, emit_word_boxes=True, num_workers=1, quiet=True)

    def read(path: Path) -> int:
        try:
            return visible(parser.parse(path).text)
        except library.ParseError as error:
            raise UnreadError(str(error)) from error

    return read


def kreuzberg() -> Reader:
    library: Any = importlib.import_module("kreuzberg")
    config = library.ExtractionConfig(use_cache=False, ocr=None, output_format="markdown")

    def read(path: Path) -> int:
        try:
            return visible(library.extract_file_sync(path, config=config).content)
        except library.KreuzbergError as error:
            raise UnreadError(str(error)) from error

    return read


def bulletins_reads() -> Reader:
    from benchmarks.road import source_file
    from schemas.document import count_visible
    from schemas.errors import IssueError
    from schemas.limits import ReadLimits
    from tasks.extraction.read import read_document

    def read(path: Path) -> int:
        data = path.read_bytes()
        try:
            return count_visible(read_document(data, source_file(path.name, data), ReadLimits()).text)
        except IssueError as error:
            raise UnreadError(str(error)) from error

    return read


def bulletins_thinks() -> Reader:
    from benchmarks.road import source_file
    from schemas.errors import IssueError
    from schemas.limits import ReadLimits
    from schemas.profile import SourceProfile
    from tasks.analysis.issue import analyse_issue
    from tasks.extraction.read import read_document

    def read(path: Path) -> int:
        data = path.read_bytes()
        source = source_file(path.name, data)
        try:
            rows = analyse_issue(read_document(data, source, ReadLimits()), source, SourceProfile())
        except IssueError as error:
            raise UnreadError(str(error)) from error
        return rows.issue["char_count"]

    return read


READERS: dict[str, Callable[[], Reader]] = {
    "pypdfium2": pypdfium2_text,
    "pdfplumber": pdfplumber_words,
    "liteparse": liteparse,
    "kreuzberg": kreuzberg,
    "reads": bulletins_reads,
    "thinks": bulletins_thinks,
}
"""By the name that a contestant starts them with."""


def visible(text: str) -> int:
    """Characters of the text without blanks."""
    return sum(map(len, text.split()))


def main(name: str, listing: str) -> None:
    read = READERS[name]()
    count = 0
    failed = []
    for line in Path(listing).read_text(encoding="utf-8").splitlines():
        try:
            count += read(Path(line))
        except UnreadError:
            failed.append(line)
    sys.stdout.write(json.dumps({"characters": count, "failed": failed}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
