"""Pins that rows and errors come out of a child as they went in."""

from __future__ import annotations

import pytest

from schemas.errors import IssueError
from tasks.analysis.wire import decode, encode_error, encode_rows
from tests.builders import edit_row, issue_rows


def test_rows_come_back_as_they_went_in() -> None:
    rows = issue_rows("lake/may")
    rows.edits.append(edit_row(rows, 1, 0, 1))
    rows.articles[0]["body"] = "Ä, 漢, \x7f, \U0001f600\n\nשלום"
    rows.articles[1]["published_on"] = None
    assert decode(encode_rows(rows)) == rows


def test_errors_come_back_as_they_went_in() -> None:
    error = IssueError("extract", "encrypted", "it needs a password", is_transient=True)
    with pytest.raises(IssueError) as caught:
        decode(encode_error(error))
    found = caught.value
    assert (found.stage, found.code, found.sentence) == ("extract", "encrypted", "it needs a password")
    assert found.is_transient


def test_half_a_surrogate_pair_is_the_issues_fault() -> None:
    rows = issue_rows("lake/may")
    rows.articles[0]["body"] = "broken \ud83d"
    with pytest.raises(IssueError) as caught:
        encode_rows(rows)
    assert (caught.value.stage, caught.value.code) == ("analyse", "broken_text")


def test_values_without_a_place_in_a_row_are_refused() -> None:
    rows = issue_rows("lake/may")
    rows.issue["warnings"] = {"a set"}  # type: ignore[typeddict-item]
    with pytest.raises(TypeError, match="set has no place in a row"):
        encode_rows(rows)
