"""All contestants get the same bytes, a run as a raw folder with the sources' profiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.speed.corpus import Corpus, find_files, lay_out
from tasks.discover import PROFILE_NAME
from tests.build import page, pdf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two sources and a file beside them."""
    place = tmp_path / "bulletins"
    files = {
        "README.md": b"Not a bulletin.",
        "lone.PDF": pdf(page().line("Lone", at=(72, 72))),
        "hill/one.pdf": pdf(page(), page()),
        "hill/deep/two.pdf": pdf(page()),
        "hill/source.toml": b'language = "en"\n',
        "lake/broken.pdf": b"%PDF-1.7 and no more",
        "lake/export.txt": b"A text export",
    }
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    return place


def test_bulletins_are_found_with_their_pages(folder: Path) -> None:
    corpus = find_files([folder])
    assert [(file.path.name, file.pages) for file in corpus.pdfs] == [
        ("two.pdf", 1),
        ("one.pdf", 2),
        ("lone.PDF", 1),
    ]
    assert [file.path.name for file in corpus.texts] == ["export.txt"]
    assert [path.name for path in corpus.unopened] == ["broken.pdf"]
    assert corpus.pages == 4


def test_list_and_raw_folder_hold_the_same_files(folder: Path, tmp_path: Path) -> None:
    work = lay_out(find_files([folder]).pdfs, tmp_path / "work")
    assert work.pages == {
        "source-001/00001.pdf": 1,
        "source-001/00002.pdf": 2,
        "source-002/00003.pdf": 1,
    }
    listed = work.listing.read_text().splitlines()
    assert listed == [str(work.raw / name) for name in work.pages]
    assert Path(listed[2]).read_bytes() == (folder / "lone.PDF").read_bytes()
    assert (work.raw / "source-001" / PROFILE_NAME).is_file()
    assert not (work.raw / "source-002" / PROFILE_NAME).exists()


@pytest.mark.parametrize(("count", "kept"), [(1, 1), (2, 2), (3, 3), (9, 3)])
def test_fewer_files_are_spread_over_all(folder: Path, count: int, kept: int) -> None:
    corpus = find_files([folder])
    thinned = corpus.thinned(count)
    assert len(thinned.pdfs) == kept
    assert thinned.texts == corpus.texts


def test_nothing_below_an_empty_folder(tmp_path: Path) -> None:
    assert find_files([tmp_path]) == Corpus((), ())
