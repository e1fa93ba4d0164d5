"""Pins what a run lets others know while it works, and what it leaves at its end."""

from __future__ import annotations

import polars as pl

from flows.run.carry_out import execute
from flows.run.engine import DirectEngine
from flows.run.plan import Request
from flows.run.report import IssueOutcome
from flows.run.watch import SilentWatcher
from flows.settings import load_settings
from schemas.kinds import RunKind
from tasks.storage.turns import Turns
from tasks.storage.whole import whole_path
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


def test_a_run_ends_with_whole_datasets_of_what_is_published(pair: Folders) -> None:
    settings = load_settings(raw=pair.raw, processed=pair.processed, workers=1)
    for name in ("news/a.txt", "news/b.txt"):
        pair.add(name)
        execute(settings, Request(RunKind.INGEST), DirectEngine(), SilentWatcher())
    assert pl.read_parquet(whole_path(pair.processed, "issues"))["issue_id"].to_list() == ["news/a", "news/b"]
    assert pl.read_parquet(whole_path(pair.processed, "runs")).height == 2


def test_a_preview_leaves_the_whole_datasets_alone(pair: Folders) -> None:
    pair.add("news/a.txt")
    settings = load_settings(raw=pair.raw, processed=pair.processed, workers=1)
    request = Request(RunKind.REPROCESS, issue_ids=("news/a",), preview=True)
    execute(settings, request, DirectEngine(), SilentWatcher())
    assert not (pair.processed / "whole").exists()


def test_a_run_notes_what_profiles_say_of_their_publishers(pair: Folders) -> None:
    settings = load_settings(raw=pair.raw, processed=pair.processed, workers=1)
    profile = pair.add("news/source.toml", 'publisher = "Lake Office"\n')
    pair.add("news/a.txt")
    pair.add("sea/b.txt")
    sources = whole_path(pair.processed, "sources")
    execute(settings, Request(RunKind.INGEST), DirectEngine(), SilentWatcher())
    said = pl.read_parquet(sources).select("source", "publisher", "licence").rows()
    assert said == [("news", "Lake Office", None), ("sea", None, None)]
    profile.write_text('publisher = "Lake Office"\nlicence = "CC-BY-4.0"\n')
    report = execute(settings, Request(RunKind.INGEST), DirectEngine(), SilentWatcher())
    assert report.run["published_count"] == 0, "a licence is no reason to read bulletins again"
    assert pl.read_parquet(sources)["licence"].to_list() == ["CC-BY-4.0", None]
