"""Pins that only valid rows of the very issue pass."""

from __future__ import annotations

import dataclasses

import pytest

from schemas.document import SourceFile
from schemas.errors import IssueError
from tasks.discover import Found
from tasks.validate import validate_issue
from tests.builders import SHA256, issue_rows
from tests.conftest import Folders


@pytest.fixture
def found(pair: Folders) -> Found:
    source = SourceFile("lake/may", "lake", "may", "lake/may.pdf", SHA256, 1000, "application/pdf")
    pair.add("lake/may.pdf")
    return Found(source, pair.raw, "lake/may.pdf", None, SHA256)


def test_valid_rows_pass_as_they_are(found: Found) -> None:
    rows = issue_rows("lake/may")
    assert validate_issue(rows, found) is rows


def test_invalid_rows_do_not_pass(found: Found) -> None:
    rows = issue_rows("lake/may")
    rows.issue["char_count"] += 1
    with pytest.raises(IssueError) as caught:
        validate_issue(rows, found)
    assert (caught.value.stage, caught.value.code) == ("validate", "invalid_rows")


def test_rows_of_another_issue_or_other_bytes_do_not_pass(found: Found) -> None:
    changed = dataclasses.replace(found, source=dataclasses.replace(found.source, sha256="1" * 64))
    for rows, issue in ((issue_rows("lake/june"), found), (issue_rows("lake/may"), changed)):
        with pytest.raises(IssueError) as caught:
            validate_issue(rows, issue)
        assert caught.value.code == "wrong_issue"
