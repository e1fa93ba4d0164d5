"""Pins that a fetched file gets its name whole, and over nobody's file, with and without hard links."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from schemas.kinds import FetchType
from tasks.fetching.arrivals import ending_of, find_same, hash_file, place, stem_of


@pytest.fixture(params=["links", "no links"])
def part(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A whole file without a name, on a file system that knows hard links, and on one that does not."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "not permitted")

    if request.param == "no links":
        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / ".fetch-1.part"
    path.write_bytes(b"new")
    return path


def test_a_file_gets_its_name(part: Path) -> None:
    place(part, part.with_name("a.pdf"))
    assert [path.name for path in part.parent.iterdir()] == ["a.pdf"]
    assert part.with_name("a.pdf").read_bytes() == b"new"


@pytest.mark.parametrize("is_link", [False, True])
def test_a_file_that_is_there_stays(part: Path, is_link: bool) -> None:
    final = part.with_name("a.pdf")
    if is_link:
        final.symlink_to("nowhere")
    else:
        final.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        place(part, final)
    assert part.read_bytes() == b"new"
    assert final.is_symlink() if is_link else final.read_bytes() == b"mine"


def test_the_same_bytes_are_found_below_the_folder_but_not_in_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / ".hidden.pdf").write_bytes(b"same")
    (tmp_path / "2026" / "a.pdf").write_bytes(b"same")
    digest = hash_file(tmp_path / ".hidden.pdf")
    assert digest is not None
    assert find_same(tmp_path, 4, digest) == "2026/a.pdf"
    assert find_same(tmp_path, 5, digest) is None
    assert hash_file(tmp_path / "gone") is None


def test_markdown_is_text_that_is_called_so() -> None:
    address = "https://a.example/x"
    assert ending_of(FetchType.TEXT, address, None, "text/plain") == ".txt"
    assert ending_of(FetchType.TEXT, address, "Notes.MD", "text/plain") == ".md"
    assert ending_of(FetchType.TEXT, address, None, "text/markdown") == ".md"
    assert ending_of(FetchType.PDF, address + ".md", None, "text/markdown") == ".pdf"


def test_an_address_that_says_nothing_gives_all_it_has() -> None:
    assert stem_of("https://a.example/node/12/download?v=3", None) == "node-12-download-v-3"
    assert stem_of("https://a.example/node/12/download?v=3", "Nr 12.txt") == "nr-12"
    assert stem_of("https://a.example/", None).startswith("x-")
