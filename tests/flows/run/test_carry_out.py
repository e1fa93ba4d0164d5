"""Pins what a run lets others know while it works."""

from __future__ import annotations

from flows.run.carry_out import execute
from flows.run.engine import DirectEngine
from flows.run.plan import Request
from flows.run.report import IssueOutcome
from flows.run.watch import SilentWatcher
from flows.settings import load_settings
from schemas.kinds import RunKind
from tasks.storage.turns import Turns
from tests.conftest import Folders


def test_a_run_is_seen_at_work(pair: Folders) -> None:
    turns = Turns(pair.processed / ".state")
    was_seen = []

    class Onlooker(SilentWatcher):
        def done(self, outcome: IssueOutcome) -> None:
            was_seen.append(not turns.wait_for_others(0))

    pair.add("news/a.txt")
    settings = load_settings(raw=pair.raw, processed=pair.processed, workers=1)
    execute(settings, Request(RunKind.INGEST), DirectEngine(), Onlooker())
    assert was_seen == [True]
    assert turns.wait_for_others(0)
