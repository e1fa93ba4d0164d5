"""Pins that rows and errors come out of a child as they went in."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest

from schemas.errors import IssueError
from tasks.analysis.wire import decode, encode_error, encode_rows
from tests.builders import edit_row, issue_rows


def test_rows_come_back_as_they_went_in() -> None:
    rows = issue_rows("lake/may")
    rows.edits.append(edit_row(rows, 1, 0, 1))
    rows.articles[0]["body"] = "Ä, 漢, \x7f, \U0001f600\n\nשלום"
    rows.articles[1]["published_on"] = None
    assert decode(b"".join(encode_rows(rows))) == rows


def test_rows_take_little_more_than_the_longest_of_them() -> None:
    rows = issue_rows("lake/may")
    long = replace(rows, blocks=[{**rows.blocks[0], "text": "boats " * 100}] * 4000)
    tracemalloc.start()
    size = sum(map(len, encode_rows(long)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 0.05 * size


def test_errors_come_back_as_they_went_in() -> None:
    error = IssueError("extract", "encrypted", "it needs a password", is_transient=True)
    with pytest.raises(IssueError) as caught:
        decode(encode_error(error))
    found = caught.value
    assert (found.stage, found.code, found.sentence) == ("extract", "encrypted", "it needs a password")
    assert found.is_transient


@pytest.mark.parametrize("place", [0, -1])
def test_half_a_surrogate_pair_is_the_issues_fault(place: int) -> None:
    rows = issue_rows("lake/may")
    rows.articles[place]["body"] = "broken \ud83d"
    with pytest.raises(IssueError) as caught:
        decode(b"".join(encode_rows(rows)))
    assert (caught.value.stage, caught.value.code) == ("analyse", "broken_text")


def test_values_without_a_place_in_a_row_are_refused() -> None:
    rows = issue_rows("lake/may")
    rows.issue["warnings"] = {"a set"}  # type: ignore[typeddict-item]
    with pytest.raises(TypeError, match="set has no place in a row"):
        list(encode_rows(rows))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"rows": []}',
        b'{"rows": {"issue": [], "articles": 1, "blocks": [], "edits": []}}',
        b'{"rows": {"issue": {"published_on": 1}, "articles": [], "blocks": [], "edits": []}}',
        b'{"error": {"stage": "../../etc", "code": "x", "sentence": "y", "is_transient": false}}',
        b'{"error": null}',
        b'{"rows": {"blocks": [' + b"{}," * 20_000_000 + b"{}]}}",
    ],
    ids=["nothing", "list", "empty", "no rows", "no issue", "no date", "no stage", "no error", "60 MB"],
)
def test_an_answer_of_a_child_that_was_taken_over_is_one_sentence(data: bytes) -> None:
    with pytest.raises(IssueError, match="answer what no reader answers; do not trust the file") as caught:
        decode(data)
    assert caught.value.code == "forbidden"
