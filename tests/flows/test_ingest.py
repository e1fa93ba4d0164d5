"""Pins that the flows take the same road under Prefect as without it, and that nights keep to their turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flows.run.report import IssueOutcome, RunReport, State
from tasks.discover import Found
from tasks.storage.store import ISSUE_DATASET_NAMES
from tasks.storage.turns import Turns
from tests.conftest import NEWS, Folders

pytestmark = pytest.mark.usefixtures("prefect_harness")


TELLING_SECONDS = 60


def _ingest(pair: Folders, workers: int = 2) -> RunReport:
    from flows.ingest import run_ingest
    from flows.run.plan import Request
    from flows.settings import load_settings
    from schemas.kinds import RunKind

    settings = load_settings(raw=pair.raw, processed=pair.processed, workers=workers)
    return run_ingest(settings, Request(RunKind.INGEST))


def test_the_flow_publishes_what_the_direct_road_publishes(pair: Folders) -> None:
    from flows.run.carry_out import execute
    from flows.run.engine import DirectEngine
    from flows.run.plan import Request
    from flows.run.watch import SilentWatcher
    from flows.settings import load_settings
    from schemas.kinds import RunKind

    for name in "abc":
        pair.add(f"news/{name}.txt", f"{NEWS}\nNumber {name}.\n")
    pair.add("news/bad.pdf", b"")
    report = _ingest(pair)
    assert {outcome.issue_id: outcome.state for outcome in report.outcomes} == {
        "news/a": "published",
        "news/b": "published",
        "news/c": "published",
        "news/bad": "failed",
    }
    assert (report.run["engine"], report.run["status"]) == ("prefect", "completed_with_failures")
    direct = Folders(pair.raw, pair.processed.with_name("direct"))
    settings = load_settings(raw=direct.raw, processed=direct.processed)
    execute(settings, Request(RunKind.INGEST), DirectEngine(), SilentWatcher())
    for dataset in ISSUE_DATASET_NAMES:
        assert pair.published(dataset) == direct.published(dataset)


def test_the_run_leaves_its_table_with_prefect(pair: Folders) -> None:
    from prefect.client.orchestration import get_client

    pair.add("news/table.txt")
    report = _ingest(pair)
    assert report.run["published_count"] == 1
    with get_client(sync_client=True) as client:
        artifacts = client.request("POST", "/artifacts/filter", json={"sort": "CREATED_DESC"}).json()
    tables = [artifact["data"] for artifact in artifacts if artifact["key"] == "bulletins-ingest"]
    assert any("news/table" in table for table in tables)
    pages = [artifact["data"] for artifact in artifacts if artifact["key"] == "bulletins-ingest-report"]
    assert any("## Trend" in page for page in pages)


def _told(path: Any, count: int, is_wanted: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    """What Prefect was told of the last flow run, so many at least; some of it comes after the run's end."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        last = {"sort": "START_TIME_DESC", "limit": 1}
        flow_run = {"any_": [client.request("POST", "/flow_runs/filter", json=last).json()[0]["id"]]}
        of_the_run = {"flow_runs": {"id": flow_run}, "logs": {"flow_run_id": flow_run}}
        deadline = time.monotonic() + TELLING_SECONDS
        while True:
            found = [told for told in client.request("POST", path, json=of_the_run).json() if is_wanted(told)]
            if len(found) >= count or time.monotonic() > deadline:
                return found
            time.sleep(0.1)


def _batches(count: int) -> dict[str, tuple[str, str]]:
    """State and message of the last flow run's task runs, once `count` of them have ended, by name."""
    runs = _told("/task_runs/filter", count, lambda run: run["end_time"] is not None)
    return {run["name"]: (run["state"]["name"], run["state"]["message"]) for run in runs}


def test_a_run_is_told_issue_by_issue_and_in_batches(pair: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.run import engine
    from flows.telling import page

    monkeypatch.setattr(engine, "BATCH_ISSUES", 2)
    monkeypatch.setattr(page, "PROGRESS_SECONDS", 0)
    for name in "acd":
        pair.add(f"news/{name}.txt", f"{NEWS}\nNumber {name}.\n")
    pair.add("news/b.txt", b"\xff\xfe\x00")
    _ingest(pair, workers=1)
    assert _batches(2) == {
        "issues from news/a": ("Completed with failures", "2 issues: 1 published, 1 failed"),
        "issues from news/c": ("Completed", "2 issues: 2 published"),
    }

    lines = _told("/logs/filter", 4, lambda line: "/4]" in line["message"])
    assert [(line["level"], line["message"].split(", ")[0]) for line in lines] == [
        (20, "[1/4] news/a: published"),
        (30, lines[1]["message"].split(", ")[0]),
        (20, "[3/4] news/c: published"),
        (20, "[4/4] news/d: published"),
    ]
    assert lines[1]["message"].startswith("[2/4] news/b: failed: news/b.txt: analyse: holds no article")
    artifacts = {artifact["key"]: artifact for artifact in _told("/artifacts/filter", 3, lambda _: True)}
    progress = artifacts["bulletins-ingest-progress"]
    assert (progress["data"], progress["description"]) == (100, "4 of 4 issues: 3 published, 1 failed")


def _carry(pair: Folders, travel: Callable[[Found], IssueOutcome]) -> list[IssueOutcome]:
    """Outcomes of three issues that one thread carries within a flow run."""
    from prefect import flow

    from flows.run.engine import PrefectEngine
    from flows.run.plan import Request
    from flows.run.survey import survey
    from flows.settings import Settings
    from schemas.kinds import RunKind

    for name in "abc":
        pair.add(f"news/{name}.txt", f"{NEWS}\nNumber {name}.\n")
    due = survey(Settings(raw=pair.raw, processed=pair.processed), Request(RunKind.INGEST)).plan.due

    @flow
    def carry() -> list[IssueOutcome]:
        return list(PrefectEngine().carry(travel, due, 1))

    return carry()


def test_a_run_that_is_to_end_tells_of_no_further_batches(
    pair: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.run import engine

    monkeypatch.setattr(engine, "BATCH_ISSUES", 1)

    def travel(issue: Found) -> IssueOutcome:
        state = State.PUBLISHED if issue.source.slug == "a" else State.NOT_REACHED
        return IssueOutcome(issue.source.issue_id, issue.source.relative_path, state)

    outcomes = _carry(pair, travel)
    assert [outcome.state for outcome in outcomes] == ["published", "not_reached", "not_reached"]
    assert _batches(2) == {
        "issues from news/a": ("Completed", "1 issue: 1 published"),
        "issues from news/b": ("Cancelled", "1 issue: 1 not reached"),
    }


def test_a_fault_of_the_road_itself_is_raised(pair: Folders) -> None:
    def travel(issue: Found) -> IssueOutcome:
        raise RuntimeError(f"no road for {issue.source.issue_id}")

    with pytest.raises(RuntimeError, match="no road for news/a"):
        _carry(pair, travel)


def test_reprocessing_by_flow_tells_what_changed(pair: Folders) -> None:
    from flows.reprocess import run_reprocess
    from flows.run.plan import Request
    from flows.settings import load_settings
    from schemas.kinds import RunKind

    path = pair.add("news/quay.txt")
    _ingest(pair)
    path.write_text(NEWS.replace("first of June", "second of June"))
    settings = load_settings(raw=pair.raw, processed=pair.processed)
    report = run_reprocess(settings, Request(RunKind.REPROCESS, issue_ids=("news/quay",)))
    (outcome,) = report.outcomes
    assert outcome.changes is not None
    assert outcome.changes.changed == ("Harbour opens its new quay",)


def test_prefect_logs_in_the_form_of_the_run(pair: Folders, pytestconfig: pytest.Config) -> None:
    from prefect.settings import PREFECT_API_URL

    pair.add("news/quay.txt")
    folders = ["--raw", str(pair.raw), "--processed", str(pair.processed)]
    run = subprocess.run(
        [sys.executable, "-m", "flows.cli", "ingest", "--log-format", "json", *folders],
        cwd=pytestconfig.rootpath,
        env={**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, "")
    lines = [json.loads(line) for line in run.stderr.splitlines()]
    (batch,) = [line for line in lines if line["logger"] == "prefect.task_runs"]
    assert batch["task_run"] == "issues from news/quay"
    done = [line for line in lines if line.get("issue_id") == "news/quay"]
    assert [line["event"] for line in done] == ["issue_done"], "what is for the page is not told twice"
    assert done[0]["run_id"] == batch["run_id"]


def _nightly(pair: Folders) -> tuple[str, str]:
    """Name and message of the state that a nightly run on `pair` ends in."""
    from flows.nightly import nightly

    state: Any = nightly(raw=str(pair.raw), processed=str(pair.processed), return_state=True)
    return state.name, state.message


def test_a_night_publishes_what_is_new(pair: Folders) -> None:
    pair.add("news/a.txt")
    began = datetime.now(UTC)
    name, message = _nightly(pair)
    assert name == "Completed"
    assert message.startswith("1 published; 1 article in")
    last = Turns(pair.processed / ".state").last_night()
    assert last is not None
    assert began <= last <= datetime.now(UTC)


def _last_run() -> dict[str, Any]:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        found = client.request("POST", "/flow_runs/filter", json={"sort": "START_TIME_DESC", "limit": 1})
    run: dict[str, Any] = found.json()[0]
    return run


def _feed_that_is_dead(pair: Folders, source: str) -> None:
    """Nobody listens at its address."""
    pair.add(
        f"{source}/source.toml",
        '[fetch]\nfeed = "http://127.0.0.1:9/feed"\nallow_private = true\ndelay_seconds = 0\n',
    )


def test_a_night_that_leaves_anything_is_not_green_and_says_why(pair: Folders) -> None:
    """One bulletin, one file known to be broken and one new, a dead feed, and a bad profile."""
    pair.add("news/a.txt")
    pair.add("news/bad.pdf", b"")
    name, message = _nightly(pair)
    assert (name, _last_run()["state_type"]) == ("Completed with failures", "FAILED")
    assert "news/bad.pdf: extract: is empty (0 bytes)" in message
    _acknowledge(pair, "news/bad")
    assert _nightly(pair)[0] == "Completed", "nothing new to see"
    quiet = _last_run()
    assert quiet["name"].endswith(" nothing new")
    assert quiet["state"]["message"].endswith("nothing new to see (1 known failure)")

    pair.add("news/worse.pdf", b"")
    pair.add("odd/b.txt")
    pair.add("odd/source.toml", "titel = 1")
    _feed_that_is_dead(pair, "lake")
    name, message = _nightly(pair)
    night = _last_run()
    assert (name, night["state_type"]) == ("Completed with failures", "FAILED")
    assert night["name"].endswith(" 2 failed, 1 not fetched")
    assert datetime.strptime(night["name"][:16], "%Y-%m-%d %H:%M").year >= 2026
    assert "news/worse.pdf" in message
    assert "news/bad.pdf" not in message
    assert "lake: could not be fetched once" in message
    warned = [line["message"] for line in _told("/logs/filter", 4, lambda line: line["level"] == 30)]
    assert sum("news/worse.pdf: extract: is empty" in line for line in warned) == 1
    assert sum("odd/source.toml, line 1: key titel" in line for line in warned) == 1, "once, not twice"
    assert any(line.startswith("failed: lake: fetch: ") for line in warned)
    assert any(line.startswith("notice: lake could not be fetched since") for line in warned)
    told = {artifact["key"]: artifact["data"] for artifact in _told("/artifacts/filter", 2, lambda _: True)}
    report = told["bulletins-ingest-report"]
    sections = [line for line in report.splitlines() if line.startswith("## ")]
    assert sections == ["## Notices", "## Failures", "## Not fetched", "## Known failures", "## Trend"]


def _acknowledge(pair: Folders, issue_id: str) -> None:
    from tasks.storage.acknowledged import Acknowledgement, failure_mark, save_acknowledgement
    from tasks.storage.store import Store

    store = Store(pair.processed)
    failure = store.failure(issue_id)
    assert failure is not None
    known = Acknowledgement(issue_id, (failure_mark(failure),), "anna", datetime.now(UTC))
    save_acknowledgement(store.state, known)


def test_a_night_during_another_one_is_skipped(pair: Folders) -> None:
    pair.add("news/a.txt")
    with Turns(pair.processed / ".state").night():
        name, message = _nightly(pair)
    assert (name, message.split(":")[0]) == ("Skipped", "skipped")
    assert "another nightly run is at work" in message
    assert pair.published("issues") == {}


def test_a_night_that_another_one_made_up_for_is_skipped(
    pair: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    from prefect.client.orchestration import get_client
    from prefect.flow_engine import run_flow
    from prefect.states import Scheduled

    from flows.nightly import nightly

    pair.add("news/a.txt")
    due = datetime.now(UTC) - timedelta(hours=5)
    Turns(pair.processed / ".state").note_night(due + timedelta(hours=1))
    with get_client(sync_client=True) as client:
        late = client.create_flow_run(nightly, state=Scheduled(scheduled_time=due))
        folders = {"raw": str(pair.raw), "processed": str(pair.processed), "workers": 1}
        state: Any = run_flow(nightly, flow_run=late, parameters=folders, return_type="state")
    assert state.name == "Skipped"
    assert state.message.startswith(f"skipped: due at {due:%Y-%m-%d %H:%M:%S} UTC, and the run that began at")
    assert f"nightly: {state.message}" in capsys.readouterr().err
    assert pair.published("issues") == {}


def test_a_night_waits_for_another_run(pair: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import nightly

    pair.add("news/a.txt")
    monkeypatch.setattr(nightly, "WAIT_SECONDS", 0.1)
    with Turns(pair.processed / ".state").at_work():
        name, message = _nightly(pair)
    assert name == "Skipped"
    assert "another run still works" in message


def test_a_night_without_its_folder_fails_with_a_sentence(pair: Folders) -> None:
    pair.raw.rmdir()
    name, message = _nightly(pair)
    assert name == "Failed"
    assert message.startswith(f"the raw folder {pair.raw} does not exist")


@pytest.mark.parametrize(
    ("due_hours_ago", "last_hours_ago", "is_skipped"),
    [(0, 24, False), (24, 24, True), (24, 1, True), (0, None, False), (48, -24, False)],
    ids=["next night", "the same", "late", "first of all", "clock was ahead"],
)
def test_late_runs_are_told_by_what_was_done(
    pair: Folders, due_hours_ago: int, last_hours_ago: int | None, is_skipped: bool
) -> None:
    from flows.nightly import why_skipped

    now = datetime(2026, 11, 22, 2, tzinfo=UTC)
    turns = Turns(pair.raw)
    if last_hours_ago is not None:
        turns.note_night(now - timedelta(hours=last_hours_ago))
    assert (why_skipped(turns, now - timedelta(hours=due_hours_ago), now) is not None) == is_skipped


def test_of_a_backlog_one_run_stays() -> None:
    from prefect.client.orchestration import get_client
    from prefect.states import Scheduled

    from flows.commands.serve import drop_backlog
    from flows.nightly import nightly

    now = datetime.now(UTC)
    with get_client(sync_client=True) as client:
        deployment = client.create_deployment(client.create_flow(nightly), "backlog")
        runs = [
            client.create_flow_run_from_deployment(
                deployment, state=Scheduled(scheduled_time=now + timedelta(days=days))
            )
            for days in (-3, -1, -2, 1)
        ]
        assert drop_backlog(client, deployment) == 2
        states = [client.read_flow_run(run.id).state for run in runs]
        assert drop_backlog(client, deployment) == 0
    names = [state.name if state is not None else "" for state in states]
    assert names == ["Skipped", "Scheduled", "Skipped", "Scheduled"]


def test_runs_that_went_down_with_their_serve_are_told_as_crashed() -> None:
    from prefect.client.orchestration import get_client
    from prefect.states import Running, Scheduled

    from flows.commands.serve import bury_dead_runs
    from flows.nightly import nightly

    with get_client(sync_client=True) as client:
        deployment = client.create_deployment(client.create_flow(nightly), "dead")
        due: Any = Scheduled(scheduled_time=datetime.now(UTC) + timedelta(days=1))
        dead = client.create_flow_run_from_deployment(deployment)
        waiting = client.create_flow_run_from_deployment(deployment, state=due)
        client.set_flow_run_state(dead.id, Running(), force=True)
        bury_dead_runs(client, [deployment])
        states = [client.read_flow_run(run.id).state for run in (dead, waiting)]
    assert [state.name if state is not None else "" for state in states] == ["Crashed", "Scheduled"]
