"""Pins which issues are due."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from flows.run.plan import Plan, make_plan, select_stale
from schemas.run_rows import FailureRow
from schemas.version import PIPELINE_VERSION
from tasks.discover import discover
from tasks.storage.stamps import StampBook
from tasks.storage.store import Store
from tests.builders import failure_row, issue_rows
from tests.conftest import Folders

NOW = failure_row()["last_seen"] + timedelta(hours=1)
OTHER_VERSION = "0.0.9"


@pytest.fixture
def store(pair: Folders) -> Store:
    store = Store(pair.processed)
    store.prepare()
    return store


def _plan(pair: Folders, store: Store, **options: Any) -> Plan:
    found = discover(pair.raw, StampBook(store.stamps_path), source=options.get("source"))
    return make_plan(found, store, **{"now": NOW, **options})


def _publish(pair: Folders, store: Store, issue_id: str, version: str = PIPELINE_VERSION) -> None:
    """Publishes rows that seem to be made from what lies under raw now."""
    plan = _plan(pair, store, force=True)
    issue = next(issue for issue in plan.due if issue.source.issue_id == issue_id)
    rows = issue_rows(issue_id)
    rows.issue["source_sha256"] = issue.source.sha256
    rows.issue["profile_sha256"] = issue.profile_sha256
    rows.issue["pipeline_version"] = version
    store.publish(rows)


def _failure(pair: Folders, store: Store, issue_id: str, **changes: Any) -> FailureRow:
    """A failure of what lies under raw now."""
    plan = _plan(pair, store, force=True)
    issue = next(issue for issue in plan.due if issue.source.issue_id == issue_id)
    row = failure_row(issue_id)
    row["source_sha256"] = issue.source.sha256
    row["profile_sha256"] = issue.profile_sha256
    row.update(changes)  # type: ignore[typeddict-item]  # any column may be the one under test
    return row


def _ids(plan: Plan) -> dict[str, list[str]]:
    return {
        "due": [issue.source.issue_id for issue in plan.due],
        "problems": [problem.issue_id for problem in plan.problems],
        "unchanged": [issue.source.issue_id for issue in plan.unchanged],
        "stale": [issue.source.issue_id for issue in plan.stale],
        "still_failing": [row["issue_id"] for row in plan.still_failing],
        "settled": list(plan.settled),
    }


def _expect(plan: Plan, **expected: list[str]) -> None:
    nothing: dict[str, list[str]] = {key: [] for key in _ids(plan)}
    assert _ids(plan) == {**nothing, **expected}


def test_what_was_never_seen_is_due(pair: Folders, store: Store) -> None:
    pair.add("s/a.txt")
    _expect(_plan(pair, store), due=["s/a"])


def test_what_is_published_from_the_same_input_is_not(pair: Folders, store: Store) -> None:
    pair.add("s/a.txt")
    _publish(pair, store, "s/a")
    _expect(_plan(pair, store), unchanged=["s/a"])
    _expect(_plan(pair, store, force=True), due=["s/a"])


def test_other_bytes_make_it_due(pair: Folders, store: Store) -> None:
    pair.add("s/a.txt")
    _publish(pair, store, "s/a")
    pair.add("s/a.txt", "something else")
    _expect(_plan(pair, store), due=["s/a"])


def test_another_profile_makes_it_due(pair: Folders, store: Store) -> None:
    pair.add("s/a.txt")
    _publish(pair, store, "s/a")
    pair.add("s/source.toml", 'title = "New"')
    _expect(_plan(pair, store), due=["s/a"])


def test_what_another_version_published_is_left_alone_but_told(pair: Folders, store: Store) -> None:
    pair.add("s/a.txt")
    _publish(pair, store, "s/a", OTHER_VERSION)
    _expect(_plan(pair, store), stale=["s/a"])
    _expect(_plan(pair, store, force=True), due=["s/a"])
    pair.add("s/a.txt", "other bytes")
    _expect(_plan(pair, store), due=["s/a"])


def test_what_another_version_published_with_other_columns_is_due(pair: Folders, store: Store) -> None:
    """Else no reader would open the old files and the new ones in one call."""
    pair.add("s/a.txt")
    _publish(pair, store, "s/a", OTHER_VERSION)
    path = store.path("articles", "s/a")
    pl.read_parquet(path, hive_partitioning=False).drop("order_confidence").write_parquet(path)
    _expect(_plan(pair, store), due=["s/a"])


def test_what_is_stale_is_chosen_for_reprocessing_whatever_became_of_it(pair: Folders, store: Store) -> None:
    for name in ("new", "old", "changed", "failing"):
        pair.add(f"s/{name}.txt", name)
        _publish(pair, store, f"s/{name}", PIPELINE_VERSION if name == "new" else OTHER_VERSION)
    pair.add("s/changed.txt", "other bytes")
    pair.add("s/never.txt", "never published")
    store.record_failure(_failure(pair, store, "s/failing"))
    stale = select_stale(discover(pair.raw, StampBook(store.stamps_path)), store)
    assert [issue.source.issue_id for issue in stale] == ["s/changed", "s/failing", "s/old"]


def test_an_issue_that_this_version_cannot_publish_any_more_is_no_stale_one(
    pair: Folders, store: Store
) -> None:
    pair.add("s/a.txt")
    _publish(pair, store, "s/a", OTHER_VERSION)
    store.record_failure(_failure(pair, store, "s/a"))
    _expect(_plan(pair, store), still_failing=["s/a"])


def test_a_failure_of_other_bytes_goes_when_the_old_ones_are_back(pair: Folders, store: Store) -> None:
    pair.add("s/a.txt")
    _publish(pair, store, "s/a", OTHER_VERSION)
    store.record_failure(_failure(pair, store, "s/a", source_sha256="1" * 64))
    _expect(_plan(pair, store), stale=["s/a"], settled=["s/a"])


def test_what_another_version_failed_at_is_tried_again(pair: Folders, store: Store) -> None:
    pair.add("s/a.txt")
    store.record_failure(_failure(pair, store, "s/a", pipeline_version=OTHER_VERSION))
    _expect(_plan(pair, store), due=["s/a"])


def test_what_failed_is_not_tried_again_unchanged(pair: Folders, store: Store) -> None:
    path = pair.add("s/a.txt")
    store.record_failure(_failure(pair, store, "s/a"))
    _expect(_plan(pair, store), still_failing=["s/a"])
    _expect(_plan(pair, store, force=True), due=["s/a"])
    path.write_text("mended")
    _expect(_plan(pair, store), due=["s/a"])


@pytest.mark.parametrize(("code", "is_transient"), [("time_limit", True), ("internal", False)])
def test_what_may_pass_waits_for_its_time(pair: Folders, store: Store, code: str, is_transient: bool) -> None:
    pair.add("s/a.txt")
    due = NOW + timedelta(days=2)
    row = _failure(pair, store, "s/a", code=code, is_transient=is_transient, next_try=due)
    store.record_failure(row)
    _expect(_plan(pair, store), still_failing=["s/a"])
    _expect(_plan(pair, store, now=due), due=["s/a"])


def test_a_problem_is_recorded_once(pair: Folders, store: Store) -> None:
    pair.add("s/a.docx")
    plan = _plan(pair, store)
    _expect(plan, problems=["s/a-docx"])
    (problem,) = plan.problems
    row = failure_row("s/a-docx")
    row["code"], row["sentence"] = problem.code, problem.sentence
    store.record_failure(row)
    _expect(_plan(pair, store), still_failing=["s/a-docx"])
    row["pipeline_version"] = OTHER_VERSION
    store.record_failure(row)
    _expect(_plan(pair, store), problems=["s/a-docx"])


def test_a_problem_that_may_pass_is_recorded_again_in_its_time(pair: Folders, store: Store) -> None:
    (pair.raw / "s").mkdir()
    (pair.raw / "s" / "a.txt").symlink_to(pair.raw / "share" / "a.txt")
    (problem,) = _plan(pair, store).problems
    row = failure_row("s/a")
    row["code"], row["sentence"], row["is_transient"] = problem.code, problem.sentence, True
    row["next_try"] = NOW + timedelta(days=1)
    store.record_failure(row)
    _expect(_plan(pair, store), still_failing=["s/a"])
    _expect(_plan(pair, store, now=row["next_try"]), problems=["s/a"])


def test_a_failure_without_a_cause_goes(pair: Folders, store: Store) -> None:
    pair.add("s/good.txt")
    _publish(pair, store, "s/good")
    for issue_id in ("s/good", "s/gone", "t/gone"):
        store.record_failure(failure_row(issue_id))
    _expect(_plan(pair, store), unchanged=["s/good"], settled=["s/gone", "s/good", "t/gone"])
    _expect(_plan(pair, store, source="s"), unchanged=["s/good"], settled=["s/gone", "s/good"])


def test_every_issue_is_in_one_place(pair: Folders, store: Store) -> None:
    for name in ("a.txt", "b.txt", "c.txt", "d.docx"):
        pair.add(f"s/{name}", name)
    _publish(pair, store, "s/a")
    store.record_failure(_failure(pair, store, "s/b"))
    plan = _plan(pair, store)
    _expect(plan, due=["s/c"], problems=["s/d-docx"], unchanged=["s/a"], still_failing=["s/b"])
    assert plan.found_count == 4
