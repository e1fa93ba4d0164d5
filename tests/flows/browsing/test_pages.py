"""Pins that a review page is made once for each publication of its issue, and who is told what is missing."""

from __future__ import annotations

import pytest

from flows.browsing.pages import MAX_KEPT, ReviewPages
from schemas.errors import ConfigurationError
from tasks.isolation.sandbox import ChildLimits
from tasks.storage.store import Store
from tests.builders import Item, failure_row, issue_rows
from tests.conftest import Folders


@pytest.fixture
def pages(pair: Folders, store: Store) -> ReviewPages:
    return ReviewPages(pair.processed, pair.raw, ChildLimits(wall_seconds=60, cpu_seconds=60))


def test_a_page_is_made_anew_when_its_issue_is(pages: ReviewPages, store: Store) -> None:
    first = pages.page("lake/may")
    assert pages.page("lake/may") is first
    store.publish(issue_rows("lake/may", [Item("Ferry sold", "It sails no more.")]))
    assert "Ferry sold" in pages.page("lake/may")


def test_the_last_ones_are_kept(pages: ReviewPages, store: Store) -> None:
    names = [f"sea/n{number}" for number in range(MAX_KEPT)]
    for name in names:
        store.publish(issue_rows(name))
    first = pages.page("lake/may")
    kept = [pages.page(name) for name in names]
    assert pages.page(names[0]) is kept[0]
    assert pages.page("lake/may") is not first


def test_a_failed_issue_has_no_page(pages: ReviewPages, store: Store) -> None:
    store.record_failure(failure_row("lake/july"))
    with pytest.raises(ConfigurationError, match="lake/july is not published"):
        pages.page("lake/july")
