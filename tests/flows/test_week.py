"""Pins what an operator sees after a week of nights: failures, a silent source, an upgrade."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from flows.commands.status import status
from flows.run.report import RunReport
from schemas.kinds import RunKind
from schemas.notices import NoticeKind
from schemas.version import PIPELINE_VERSION
from tasks.published.catalogue import Catalogue
from tests.build import page, pdf
from tests.flows.week import Desk, nights

ROOT = Path(__file__).parents[2]
OLD_VERSION = "0.0.9"
STATUS = [
    "3 need you, 14 fine; last run 2026-03-08 02:00 (UTC)",
    (
        "ministry/annex: failed 2 times in stage discover (unreadable), first on 2026-03-02 02:00 "
        "UTC: ministry/annex.txt: the file cannot be read (No such file or directory); check its "
        "permissions; tried again by the first run from 2026-03-08 20:00 UTC on"
    ),
    (
        "reading-circle/march: failed once in stage extract (encrypted), first on 2026-03-03 02:00 "
        "UTC: reading-circle/march.pdf: is encrypted and needs a password; put in a copy without one;"
        " not tried again before its file, its profile or the version changes"
    ),
    (
        "council-daily: no new issue since 2026-03-02, though one usually comes every day; "
        "see whether the publisher has stopped or its files no longer reach raw"
    ),
    "also: 12 stale issues; bulletins status --problems shows them",
    "issue                      state             articles  noise  accounting  warnings",
    "council-daily/2026-02-25   published, stale         1  11.5%  exact              0",
    "council-daily/2026-02-26   published, stale         1  11.5%  exact              0",
    "council-daily/2026-02-27   published, stale         1  11.5%  exact              0",
    "council-daily/2026-02-28   published, stale         1  11.5%  exact              0",
    "council-daily/2026-03-01   published, stale         1  10.3%  exact              0",
    "harbour-weekly/2026-01-19  published, stale         1  11.5%  exact              0",
    "harbour-weekly/2026-01-26  published, stale         1  11.5%  exact              0",
    "harbour-weekly/2026-02-02  published, stale         1  11.5%  exact              0",
    "harbour-weekly/2026-02-09  published, stale         1  11.5%  exact              0",
    "harbour-weekly/2026-02-16  published, stale         1  11.8%  exact              0",
    "harbour-weekly/2026-02-23  published, stale         1  11.8%  exact              0",
    "harbour-weekly/2026-03-03  published, stale         1   9.6%  exact              0",
    "ministry/annex             failed                   -      -  -                  -",
    "ministry/budget            published                1   0.0%  exact              0",
    "reading-circle/march       failed                   -      -  -                  -",
    "valley-news/first          published                1   9.6%  exact              0",
    (
        f"12 issues published by another version ({OLD_VERSION}; this is {PIPELINE_VERSION}): "
        "bulletins reprocess --stale brings up to date what still lies under raw"
    ),
    (
        "notice of 2026-03-06: ministry/budget: no longer fails (unreadable since 2026-03-02); is "
        "published now"
    ),
    (
        "notice of 2026-03-04: harbour-weekly/2026-03-03: unlike the others of its source: language "
        "fi, usually en; see bulletins review harbour-weekly/2026-03-03"
    ),
]


def _older_version(folder: Path) -> Path:
    """The project as it was before the upgrade, with the nights to run."""
    for name in ("flows", "tasks", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "tests" / "flows" / "week.py", folder)
    version = folder / "schemas" / "version.py"
    version.write_text(version.read_text().replace(PIPELINE_VERSION, OLD_VERSION))
    return folder


@dataclass(frozen=True)
class Week:
    """The desk after seven nights; the last three were run by this version."""

    desk: Desk
    new_reports: list[RunReport]


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.locked_pdf.write_bytes(pdf(page().line("text", at=(72, 80)), password="pw"))
    old = _older_version(tmp_path_factory.mktemp("old"))
    subprocess.run(
        [sys.executable, "week.py", str(desk.raw.parent), "0", "3"],
        cwd=old,
        env={**os.environ, "PYTHONPATH": str(old)},
        check=True,
    )
    return Week(desk, nights(desk, 4, 6))


def test_what_the_nights_did(week: Week) -> None:
    runs = pl.read_parquet(week.desk.processed / "runs")
    assert runs["pipeline_version"].to_list() == [OLD_VERSION] * 4 + [PIPELINE_VERSION] * 3
    assert runs["published_count"].to_list() == [11, 0, 1, 0, 2, 0, 0]
    # The share was away: tried on Monday, on Tuesday, and after two nights on Thursday; then the upgrade
    # tries all failures again, and publishes nothing anew.
    assert runs["failed_count"].to_list() == [2, 3, 0, 2, 2, 1, 0]
    assert runs["still_failing_count"].to_list() == [0, 0, 3, 1, 0, 1, 2]
    assert runs["stale_count"].to_list() == [0, 0, 0, 0, 12, 12, 12]
    assert runs["new_issues"].list.len().to_list() == [11, 0, 1, 0, 2, 0, 0]
    assert runs["notice_count"].to_list() == [2, 1, 1, 0, 2, 0, 0]


def test_what_a_night_tells(week: Week) -> None:
    friday, *rest = week.new_reports
    assert [(notice.kind, notice.subject) for notice in friday.notices] == [
        (NoticeKind.SILENT_SOURCE, "council-daily"),
        (NoticeKind.MENDED_FAILURE, "ministry/budget"),
    ]
    assert [report.notices for report in rest] == [(), ()], "told once"


def test_what_status_says_at_the_end_of_the_week(week: Week, capsys: pytest.CaptureFixture[str]) -> None:
    status(week.desk.raw, week.desk.processed, everything=True)
    *said, last = capsys.readouterr().out.splitlines()
    assert said == STATUS
    assert last.startswith("Last run: ingest by ")
    assert last.endswith(" s: 0 published, 14 unchanged, 0 failed, 2 still failing")


def test_the_week_for_programs(week: Week, capsys: pytest.CaptureFixture[str]) -> None:
    status(week.desk.raw, week.desk.processed, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["stale_count"] == 12
    assert [notice["subject"] for notice in told["silent_sources"]] == ["council-daily"]
    assert len(told["recent_notices"]) == 6
    failures = {issue["issue_id"]: issue["failure"] for issue in told["issues"] if issue["failure"]}
    assert failures["ministry/annex"]["next_try"] == "2026-03-08T20:00:00+00:00"
    assert failures["reading-circle/march"]["next_try"] is None


def test_what_is_stale_is_brought_up_to_date_on_demand(week: Week, tmp_path: Path) -> None:
    copy = shutil.copytree(week.desk.raw.parent, tmp_path / "desk", symlinks=True)
    desk = Desk(copy)
    assert desk.night(7, RunKind.REPROCESS, stale=True).run["published_count"] == 12
    assert not any(state.is_stale for state in Catalogue(desk.processed).states())
    assert desk.night(8, RunKind.REPROCESS, stale=True).outcomes == ()
