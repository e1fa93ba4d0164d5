"""Pins how a failure is counted over runs."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from schemas.errors import IssueError
from schemas.profile import SourceProfile, profile_sha256
from schemas.run_rows import FailureRow
from tasks.discover import discover
from tasks.publish import Input, describe_failure, publish_failure, publish_issue
from tasks.storage.stamps import StampBook
from tasks.storage.store import Store
from tests.builders import SHA256, issue_rows
from tests.conftest import Folders

ENCRYPTED = IssueError("extract", "encrypted", "it needs a password; put in a copy without one")


@pytest.fixture
def store(pair: Folders) -> Store:
    store = Store(pair.processed)
    store.prepare()
    return store


def _describe(
    store: Store, day: int, sha256: str | None = SHA256, *, error: IssueError = ENCRYPTED
) -> FailureRow:
    tried = Input("lake/may", "lake/may.pdf", sha256, SHA256)
    now = datetime(2024, 6, day, tzinfo=UTC)
    return describe_failure(error, tried, store, run_id=f"run-{day}", now=now)


def _fail(
    store: Store, day: int, sha256: str | None = SHA256, *, error: IssueError = ENCRYPTED
) -> FailureRow:
    row = _describe(store, day, sha256, error=error)
    publish_failure(row, store)
    return row


def test_tries_of_the_same_input_are_counted(store: Store) -> None:
    for day in (1, 2, 3):
        _fail(store, day)
    row = store.failure("lake/may")
    assert row is not None
    assert (row["stage"], row["code"], row["sentence"]) == ("extract", "encrypted", ENCRYPTED.sentence)
    assert (row["attempts"], row["run_id"]) == (3, "run-3")
    assert (row["first_seen"].day, row["last_seen"].day) == (1, 3)
    assert not row["last_good_published"]


def test_a_clock_that_was_set_back_keeps_first_before_last(store: Store) -> None:
    _fail(store, 9)
    row = _fail(store, 2)
    assert (row["first_seen"].day, row["last_seen"].day) == (2, 2)


def test_another_input_is_tried_for_the_first_time(store: Store) -> None:
    _fail(store, 1)
    row = _fail(store, 2, sha256="1" * 64)
    assert (row["attempts"], row["first_seen"].day) == (1, 1)


def test_a_failure_says_that_the_last_good_result_stays(store: Store) -> None:
    publish_issue(issue_rows("lake/may"), store)
    assert _fail(store, 1)["last_good_published"]
    assert store.is_published("lake/may")


def test_a_failure_that_may_pass_says_when_it_is_tried_again(store: Store) -> None:
    assert _fail(store, 1)["next_try"] is None
    slow = IssueError("extract", "time_limit", "it took too long", is_transient=True)
    rows = [_fail(store, day, sha256="2" * 64, error=slow) for day in (1, 2)]
    assert [row["next_try"] for row in rows] == [
        datetime(2024, 6, 1, 18, tzinfo=UTC),
        datetime(2024, 6, 3, 18, tzinfo=UTC),
    ]
    assert store.failure("lake/may") == rows[1]


def test_a_failure_that_is_only_described_is_not_recorded(store: Store) -> None:
    assert _describe(store, 1)["attempts"] == 1
    assert store.failing_issues() == []


def test_what_was_tried_is_told_as_far_as_it_was_read(pair: Folders) -> None:
    pair.add("lake/may.pdf", b"%PDF")
    pair.add("lake/june.docx")
    seen = discover(pair.raw, StampBook(pair.processed / "stamps.json"))
    (found,), (problem,) = seen.found, seen.problems
    assert Input.of(found) == Input(
        "lake/may", "lake/may.pdf", hashlib.sha256(b"%PDF").hexdigest(), profile_sha256(SourceProfile())
    )
    assert Input.of(problem) == Input("lake/june-docx", "lake/june.docx", None, None)
