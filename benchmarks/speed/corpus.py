"""Which files are read, and the same bytes laid out for every contestant: as a list, and as a raw folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from benchmarks.generate import KINDS, make
from tasks.discover import PROFILE_NAME

PDF_ENDING = ".pdf"
TEXT_ENDINGS = frozenset({".txt", ".md"})
NO_BULLETINS = frozenset({"readme"})
"""Stems of files that lie beside bulletins to explain them."""

TINY_KIND = "labelled_release"
"""One page: what reading it takes is nearly all start."""


@dataclass(frozen=True, slots=True)
class BenchFile:
    """A file with the folder it was found in; `pages` is 0 for a text export."""

    path: Path
    folder: Path
    pages: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is read. `unopened` are PDFs that PDFium cannot open; all contestants are spared them."""

    pdfs: tuple[BenchFile, ...]
    texts: tuple[BenchFile, ...]
    unopened: tuple[Path, ...] = ()

    @property
    def pages(self) -> int:
        return sum(file.pages for file in self.pdfs)

    def thinned(self, count: int) -> Corpus:
        """About `count` of its PDFs, spread evenly over their order; all of its texts."""
        step = max(1, -(-len(self.pdfs) // count))
        return Corpus(self.pdfs[::step], self.texts, self.unopened)


@dataclass(frozen=True, slots=True)
class Workload:
    """Files to read.

    Attributes:
        listing: a file that names them, one in a line.
        raw: the same files as the raw folder of a run.
        pages: pages of each, by path below `raw`; 1 for a text export.
    """

    listing: Path
    raw: Path
    pages: dict[str, int]


def find_files(folders: Iterable[Path]) -> Corpus:
    """All bulletins below the folders, in the order of their paths."""
    pdfs: list[BenchFile] = []
    texts: list[BenchFile] = []
    unopened: list[Path] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            ending = path.suffix.lower()
            if not path.is_file() or path.name.startswith(".") or path.stem.lower() in NO_BULLETINS:
                continue
            if ending in TEXT_ENDINGS:
                texts.append(BenchFile(path, folder, 0))
            elif ending == PDF_ENDING and (pages := _page_count(path)):
                pdfs.append(BenchFile(path, folder, pages))
            elif ending == PDF_ENDING:
                unopened.append(path)
    return Corpus(tuple(pdfs), tuple(texts), tuple(unopened))


def write_generated(folder: Path) -> Path:
    """The folder, with the first bulletin of each of the benchmark's kinds in it."""
    folder.mkdir(parents=True)
    for kind in KINDS:
        case = make(kind, 0)
        (folder / case.name).write_bytes(case.data)
    return folder


def write_tiny(folder: Path) -> Corpus:
    """The smallest thing to read, for what a contestant takes before it has read anything."""
    folder.mkdir(parents=True)
    case = make(TINY_KIND, 0)
    (folder / case.name).write_bytes(case.data)
    return find_files([folder])


def lay_out(files: Sequence[BenchFile], folder: Path) -> Workload:
    """Copies of the files in `folder`, each source with its profile, numbered in their order.

    A source is what lies in one folder right below that in which the files were found.
    """
    raw = folder / "raw"
    homes: dict[Path, Path] = {}
    pages: dict[str, int] = {}
    for number, file in enumerate(files):
        first = file.path.relative_to(file.folder).parts[0]
        origin = file.folder if file.folder / first == file.path else file.folder / first
        if origin not in homes:
            homes[origin] = raw / f"source-{len(homes) + 1:03d}"
            homes[origin].mkdir(parents=True)
            if (origin / PROFILE_NAME).is_file():
                shutil.copyfile(origin / PROFILE_NAME, homes[origin] / PROFILE_NAME)
        copy = homes[origin] / f"{number + 1:05d}{file.path.suffix.lower()}"
        shutil.copyfile(file.path, copy)
        pages[copy.relative_to(raw).as_posix()] = file.pages or 1
    listing = folder / "listing"
    listing.write_text("".join(f"{raw / name}\n" for name in pages), encoding="utf-8")
    return Workload(listing, raw, pages)


def _page_count(path: Path) -> int:
    """Pages of a PDF; 0 where PDFium cannot open it."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()
