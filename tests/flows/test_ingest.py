"""Pins that both flows take the same road under Prefect as without it."""

from __future__ import annotations

import pytest

from flows.report import RunReport
from tasks.storage import ISSUE_DATASET_NAMES
from tests.conftest import NEWS, Folders

pytestmark = pytest.mark.usefixtures("prefect_harness")


def _ingest(pair: Folders) -> RunReport:
    from flows.ingest import run_ingest
    from flows.run import Request
    from flows.settings import load_settings
    from schemas.kinds import RunKind

    settings = load_settings(raw=pair.raw, processed=pair.processed, workers=2)
    return run_ingest(settings, Request(RunKind.INGEST))


def test_the_flow_publishes_what_the_direct_road_publishes(pair: Folders) -> None:
    from flows.engine import DirectEngine
    from flows.run import Request, execute
    from flows.settings import load_settings
    from flows.watch import SilentWatcher
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


def test_reprocessing_by_flow_tells_what_changed(pair: Folders) -> None:
    from flows.reprocess import reprocess

    path = pair.add("news/quay.txt")
    _ingest(pair)
    path.write_text(NEWS.replace("first of June", "second of June"))
    report = reprocess(["news/quay"], raw=str(pair.raw), processed=str(pair.processed))
    (outcome,) = report.outcomes
    assert outcome.changes is not None
    assert outcome.changes.changed == ("Harbour opens its new quay",)
