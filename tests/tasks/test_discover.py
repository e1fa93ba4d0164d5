"""Pins what under raw is an issue, under which id, and what is reported instead."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from schemas.errors import ConfigurationError
from schemas.profile import SourceProfile, profile_sha256
from tasks.discover import (
    MAX_DEPTH,
    Discovery,
    discover,
    issue_id_of,
    list_candidates,
    name_source,
    slug_of,
)
from tasks.storage.stamps import StampBook
from tests.conftest import Folders


def _discover(pair: Folders, source: str | None = None) -> Discovery:
    return discover(pair.raw, StampBook(pair.processed / "stamps.json"), source=source)


def _problems(pair: Folders) -> list[tuple[str, str, str]]:
    return [(p.issue_id, p.relative_path, p.code) for p in _discover(pair).problems]


def test_an_issue_is_known_by_its_place_and_content(pair: Folders) -> None:
    path = pair.add("Lake Digest/2024/May (final).PDF", b"%PDF-")
    (found,) = _discover(pair).found
    assert found.path == path
    assert found.profile_path is None
    assert found.profile_sha256 == profile_sha256(SourceProfile())
    source = found.source
    assert source.issue_id == "lake-digest/2024-may-final"
    assert (source.source, source.slug) == ("lake-digest", "2024-may-final")
    assert source.relative_path == "Lake Digest/2024/May (final).PDF"
    assert source.sha256 == hashlib.sha256(b"%PDF-").hexdigest()
    assert (source.size_bytes, source.media_type) == (5, "application/pdf")


def test_media_types_come_from_the_ending(pair: Folders) -> None:
    for name in ("a.pdf", "b.txt", "c.md", "d.MD"):
        pair.add(f"s/{name}")
    types = [found.source.media_type for found in _discover(pair).found]
    assert types == ["application/pdf", "text/plain", "text/markdown", "text/markdown"]


@pytest.mark.parametrize(
    "path",
    [
        "a.txt",
        "a.odt",
        "plan",
        "Lake Digest/2024/May (final).PDF",
        "2024/a.b/c.md",
        "Ünder/März.xls",
        "s/v1.2",
    ],
)
def test_the_id_of_a_file_follows_from_its_path(pair: Folders, path: str) -> None:
    pair.add(path)
    assert [candidate.issue_id for candidate in list_candidates(pair.raw)] == [issue_id_of(path)]


def test_files_directly_under_raw_are_unsorted(pair: Folders) -> None:
    pair.add("a.txt")
    assert [found.source.issue_id for found in _discover(pair).found] == ["unsorted/a"]


@pytest.mark.parametrize(
    "name", [".hidden.pdf", "README.md", "README", "source.toml", "Old.TOML", ".git/a.pdf"]
)
def test_some_files_are_nobodys_business(pair: Folders, name: str) -> None:
    pair.add(f"s/{name}", b"")
    assert _discover(pair) == Discovery((), ())


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        pytest.param("Quarterly Digest", "quarterly-digest", id="blank"),
        pytest.param("a_b--c", "a-b-c", id="separators"),
        pytest.param("Über Ström", "uber-strom", id="accents"),
        pytest.param("Новости", "novosti", id="cyrillic"),
        pytest.param("../../x", "x", id="path"),
        pytest.param("a\nb", "a-b", id="line feed"),
        pytest.param("&lt;b&gt;", "lt-b-gt", id="no entities"),
        pytest.param("1,000 jobs", "1000-jobs", id="grouped digits"),
        pytest.param("()", "x-2e38e77b", id="nothing left"),
    ],
)
def test_slugs(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@given(st.text(st.characters(max_codepoint=127), max_size=30) | st.text("a1',-_ ", max_size=12))
def test_slugs_of_ascii_are_those_of_slugify(name: str) -> None:
    """Ids stay the same for ever, whichever way they are made."""
    slug = slugify(name, entities=False, decimal=False, hexadecimal=False)
    assert slug_of(name) == slug if slug else slug_of(name).startswith("x-")


def test_long_names_stay_apart_and_fit_a_file_name() -> None:
    first, second = slug_of("a" * 300), slug_of("a" * 301)
    assert first != second
    assert len(first) < 200


def test_a_source_that_begins_with_a_digit_is_not_taken_for_a_number() -> None:
    assert name_source("2024") == "s-2024"


def test_two_files_with_one_id_are_both_reported_and_neither_is_read(pair: Folders) -> None:
    pair.add("s/a b.txt")
    pair.add("s/a-b.pdf")
    pair.add("s/c.txt")
    discovery = _discover(pair)
    assert [found.source.issue_id for found in discovery.found] == ["s/c"]
    (problem,) = discovery.problems
    assert (problem.issue_id, problem.code) == ("s/a-b", "duplicate_id")
    assert "s/a b.txt, s/a-b.pdf" in problem.sentence


def test_an_unknown_ending_does_not_take_the_id_of_an_issue(pair: Folders) -> None:
    pair.add("s/a.pdf")
    pair.add("s/a.docx")
    pair.add("s/Makefile")
    assert [found.source.issue_id for found in _discover(pair).found] == ["s/a"]
    assert _problems(pair) == [
        ("s/a-docx", "s/a.docx", "unknown_ending"),
        ("s/makefile", "s/Makefile", "unknown_ending"),
    ]


def test_a_bad_profile_is_told_before_its_first_bulletin_comes(pair: Folders) -> None:
    pair.add("bad/source.toml", "titel = 1")
    pair.add("good/source.toml", 'title = "Good News"')
    (problem,) = _discover(pair).problems
    assert (problem.issue_id, problem.relative_path) == ("bad/source-toml", "bad/source.toml")
    assert problem.code == "profile"
    pair.add("bad/a.txt")
    assert _problems(pair) == [("bad/a", "bad/a.txt", "profile")], "told once, by the bulletin"


def test_a_problem_reads_the_same_however_raw_is_spelled(
    pair: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.add("bad/a.txt")
    pair.add("bad/source.toml", "titel = 1")
    monkeypatch.chdir(pair.raw.parent)
    link = pair.raw.with_name("link")
    link.symlink_to(pair.raw)
    told = set()
    for raw in (pair.raw, Path("raw"), Path("../") / pair.raw.parent.name / "raw", link):
        (problem,) = discover(raw, StampBook(pair.processed / "stamps.json")).problems
        told.add(problem.sentence)
    (sentence,) = told
    assert sentence.startswith("bad/source.toml, line 1: key titel: unknown")


def test_a_bad_profile_sets_only_its_source_aside(pair: Folders) -> None:
    pair.add("bad/a.txt")
    pair.add("bad/source.toml", "titel = 1\n")
    pair.add("good/a.txt")
    pair.add("good/source.toml", 'title = "Good News"\n')
    discovery = _discover(pair)
    (found,) = discovery.found
    assert found.source.issue_id == "good/a"
    assert found.profile_path == pair.raw / "good" / "source.toml"
    assert found.profile_sha256 == profile_sha256(SourceProfile(title="Good News"))
    (problem,) = discovery.problems
    assert (problem.issue_id, problem.code) == ("bad/a", "profile")
    assert "source.toml, line 1: key titel" in problem.sentence


def test_what_is_no_ordinary_file_is_reported(pair: Folders) -> None:
    (pair.raw / "s").mkdir()
    os.mkfifo(pair.raw / "s" / "pipe.txt")
    (pair.raw / "s" / "broken.txt").symlink_to("nowhere")
    assert _problems(pair) == [
        ("s/broken", "s/broken.txt", "unreadable"),
        ("s/pipe", "s/pipe.txt", "not_a_file"),
    ]


def test_linked_folders_are_followed_but_not_in_circles(pair: Folders, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_text("x")
    (pair.raw / "s").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "loop").symlink_to(pair.raw)
    assert [found.source.issue_id for found in _discover(pair).found] == ["s/a"]


def test_one_source_alone(pair: Folders) -> None:
    pair.add("one/a.txt")
    pair.add("two/a.txt")
    assert [found.source.issue_id for found in _discover(pair, "two").found] == ["two/a"]
    with pytest.raises(ConfigurationError, match="no source three under .*: one, two"):
        _discover(pair, "three")


def test_an_empty_raw_folder_holds_nothing(pair: Folders) -> None:
    assert _discover(pair) == Discovery((), ())


@pytest.mark.parametrize("name", ["missing", "file"])
def test_raw_must_be_a_folder(pair: Folders, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match=f"the raw folder .*{name} .*--raw"):
        discover(tmp_path / name, StampBook(pair.processed / "stamps.json"))


def test_folders_that_link_to_each_other_end(tmp_path: Path) -> None:
    """Nine folders with nine links each are a million paths."""
    for name in "abcdefghi":
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "may.txt").write_text(name)
    for name in "abcdefghi":
        for other in "abcdefghi":
            (tmp_path / name / f"to-{other}").symlink_to(f"../{other}")
    candidates = list_candidates(tmp_path)
    files = {candidate.relative_path for candidate in candidates if candidate.complaint is None}
    told = [candidate.complaint.sentence for candidate in candidates if candidate.complaint is not None]
    assert {f"{name}/may.txt" for name in "abcdefghi"} <= files
    assert "a/to-b/to-c/may.txt" in files
    assert "a/to-b/to-c/to-d/may.txt" not in files
    assert len(candidates) < 2000
    assert all("links that lead on through each other; put" in sentence for sentence in told)
    assert told


def test_folders_within_each_other_have_an_end_that_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    for _ in range(MAX_DEPTH + 20):
        folder = folder / "x"
    folder.mkdir(parents=True)
    (folder / "lost.txt").write_text("far below")
    (tmp_path / "news" / "y.txt").write_text("here")
    candidates = list_candidates(tmp_path)
    assert [candidate.relative_path for candidate in candidates if candidate.complaint is None] == [
        "news/y.txt"
    ]
    (complaint,) = [candidate.complaint for candidate in candidates if candidate.complaint is not None]
    assert "in more than 100 folders within each other; move it up" in complaint.sentence
