"""Pins what a child makes of an issue: rows, or the error to tell, and the stages on the way."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest

from schemas.errors import IssueError
from schemas.lexicon import matchers, words
from schemas.limits import ReadLimits
from tasks.analyse import TARGET, analyse_file
from tasks.analysis.target import answer, prepare
from tasks.analysis.wire import decode
from tasks.articles import edits
from tasks.discover import Found, discover
from tasks.isolation.sandbox import ChildLimits, Sandbox
from tasks.storage.stamps import StampBook
from tests.conftest import Folders


@pytest.fixture
def found(pair: Folders) -> Found:
    pair.add("news/quay.txt")
    return discover(pair.raw, StampBook(pair.processed / "stamps.json")).found[0]


def _arguments(found: Found) -> dict[str, Any]:
    return {"source": asdict(found.source), "limits": asdict(ReadLimits()), "profile": {}}


def _ignore(_stage: str) -> None:
    """The stages do not matter here."""


def test_bytes_become_the_rows_of_the_issue(found: Found) -> None:
    stages: list[str] = []
    rows = decode(b"".join(answer(found.path.read_bytes(), _arguments(found), stages.append)))
    assert stages == ["analyse"]
    assert rows.issue["issue_id"] == "news/quay"
    assert [row["title"] for row in rows.articles] == ["Harbour opens its new quay"]


def test_a_file_that_changed_since_it_was_found_is_tried_again_later(found: Found) -> None:
    with pytest.raises(IssueError) as caught:
        decode(b"".join(answer(b"other bytes", _arguments(found), _ignore)))
    assert (caught.value.code, caught.value.is_transient) == ("changed_while_read", True)


def test_what_reading_refuses_is_told(found: Found) -> None:
    source = replace(found.source, media_type="application/pdf")
    arguments = {**_arguments(found), "source": asdict(source)}
    with pytest.raises(IssueError) as caught:
        decode(b"".join(answer(found.path.read_bytes(), arguments, _ignore)))
    assert (caught.value.stage, caught.value.code) == ("extract", "not_a_pdf")


def test_a_profile_that_turned_bad_is_told(found: Found, pair: Folders) -> None:
    profile = pair.raw / "news" / "source.toml"
    profile.write_text("titel = 1")
    with Sandbox(TARGET, ChildLimits()) as sandbox, pytest.raises(IssueError) as caught:
        analyse_file(replace(found, profile_path=profile), sandbox, ReadLimits())
    assert (caught.value.stage, caught.value.code) == ("discover", "profile")


def test_the_profile_reaches_the_rules(found: Found) -> None:
    profile = {"noise": [{"pattern": "^The mayor thanked", "code": "B503"}]}
    arguments = {**_arguments(found), "profile": profile}
    rows = decode(b"".join(answer(found.path.read_bytes(), arguments, _ignore)))
    assert [row["text"][:9] for row in rows.blocks if row["noise_code"] == "B503"] == ["The mayor"]


def test_children_find_every_list_of_words_indexed() -> None:
    words.phrases.cache_clear()
    prepare()
    indexed = words.phrases.cache_info().misses
    for data in words.languages().values():
        for category, listed in data.items():
            if isinstance(listed, list):
                words.phrases(category)
    assert words.phrases.cache_info().misses == indexed


def test_children_find_the_patterns_of_word_lists_made() -> None:
    made = (matchers._continued, matchers._joined_numbers, matchers._label_parts, edits._compounds)
    for pattern in made:
        pattern.cache_clear()
    prepare()
    assert [pattern.cache_info().currsize for pattern in made] == [1] * len(made)
