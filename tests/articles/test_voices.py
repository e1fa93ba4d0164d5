"""What the forests say of each block, and why."""

from __future__ import annotations

from tasks.articles.voices import ask
from tests.articles.readings import HEAD, harbour_issue


def test_reasons_name_the_measures_that_spoke() -> None:
    ruled = harbour_issue()
    told = ask(ruled.evidence).head.reason(HEAD)
    assert told.startswith("likelihood ")
    assert told.count("it ") == 3
