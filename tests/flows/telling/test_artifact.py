"""Pins what a run's page on Prefect says; that it reaches Prefect is pinned with the flows."""

from __future__ import annotations

from pathlib import Path

from flows.run.report import IssueOutcome, RunReport, State
from flows.telling.artifact import earlier_runs, run_page
from flows.telling.review_page import default_path
from schemas.notices import Notice, NoticeKind
from tasks.storage.store import Store
from tests.builders import failure_row, run_row


def _report() -> RunReport:
    failed = IssueOutcome.failed(failure_row("lake/june"), State.FAILED)
    published = IssueOutcome("lake/may", "lake/may.pdf", State.PUBLISHED, article_count=2)
    unchanged = IssueOutcome("lake/april", "lake/april.pdf", State.UNCHANGED)
    notice = Notice(NoticeKind.SILENT_SOURCE, "hill", "hill: no new issue since *May* <b>")
    return RunReport(run_row(), (unchanged, failed, published), (notice,), ("nobody may have been told",))


def test_a_page_has_notices_first_and_links_to_the_review_pages_there_are(tmp_path: Path) -> None:
    for name in ("lake/may", "lake/april"):
        path = default_path(tmp_path, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    text = run_page(_report(), [run_row()], tmp_path)
    titles = [line for line in text.splitlines() if line.startswith("## ")]
    assert titles == ["## Notices", "## After the run", "## Failures", "## Trend", "## Review pages"]
    assert "- hill: no new issue since \\*May\\* \\<b\\>" in text
    assert "- nobody may have been told" in text
    assert "- lake/june.pdf: extract: the file asks for a password" in text
    assert f"[lake/may]({default_path(tmp_path, 'lake/may').as_uri()})" in text
    assert "lake/april" not in text
    assert "| 2024-06-02 03:00 | 1 | 2 | 1 | 0 | 0 | 0 | 5.0 |" in text


def test_a_quiet_run_has_a_short_page(tmp_path: Path) -> None:
    text = run_page(RunReport(run_row(), ()), [], tmp_path)
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## Trend"]


def test_the_trend_is_that_of_runs_of_the_same_kind(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.prepare()
    for day in range(10, 22):
        row = run_row(f"202406{day}T030000000000Z-0123abcd")
        row["kind"] = "reprocess" if day % 4 == 0 else "ingest"
        store.record_run(row)
    days = [run["run_id"][6:8] for run in earlier_runs(_report(), tmp_path)]
    assert days == ["21", "19", "18", "17", "15", "14", "13", "11"]
