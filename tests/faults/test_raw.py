"""Pins what becomes of files under raw that change, vanish, move or turn into something else meanwhile."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from flows.run import road
from flows.run.carry_out import carry_out
from flows.run.engine import DirectEngine
from flows.run.plan import Request
from flows.run.report import RunReport
from flows.run.survey import Survey, survey
from flows.run.watch import SilentWatcher
from flows.settings import Settings
from schemas.kinds import RunKind
from tests.conftest import NEWS, Folders

REQUEST = Request(RunKind.INGEST)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not come back need not be waited for."""
    monkeypatch.setattr(road, "RETRY_DELAY_SECONDS", 0)


class Listener(SilentWatcher):
    """Keeps what a run notes."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, text: str) -> None:
        self.notes.append(text)


def _settings(pair: Folders) -> Settings:
    return Settings(raw=pair.raw, processed=pair.processed, workers=2)


def _survey(pair: Folders) -> Survey:
    return survey(_settings(pair), REQUEST)


def _carry_out(pair: Folders, surveyed: Survey, listener: Listener | None = None) -> RunReport:
    return carry_out(surveyed, _settings(pair), REQUEST, DirectEngine(), listener or SilentWatcher())


def _states(report: RunReport) -> dict[str, str]:
    return {outcome.issue_id: outcome.code or outcome.state.value for outcome in report.outcomes}


def test_raw_that_changes_between_being_found_and_being_read(pair: Folders) -> None:
    for name in ("good", "changed", "vanished", "renamed", "folder", "swapped"):
        pair.add(f"news/{name}.txt", f"{NEWS}\nThis is {name}.\n")
    surveyed = _survey(pair)
    news = pair.raw / "news"
    pair.add("news/changed.txt", f"{NEWS}\nThis is another edition.\n")
    (news / "vanished.txt").unlink()
    (news / "renamed.txt").rename(news / "new-name.txt")
    (news / "folder.txt").unlink()
    pair.add("news/folder.txt/inner.txt")
    (news / "swapped.txt").unlink()
    (news / "swapped.txt").symlink_to("swapped.txt")
    assert _states(_carry_out(pair, surveyed)) == {
        "news/good": "published",
        "news/changed": "changed_while_read",
        "news/vanished": "unreadable",
        "news/renamed": "unreadable",
        "news/folder": "unreadable",
        "news/swapped": "unreadable",
    }
    assert _states(_carry_out(pair, _survey(pair))) == {
        "news/good": "unchanged",
        "news/changed": "published",
        "news/new-name": "published",
        "news/folder-txt-inner": "published",
        "news/swapped": "unreadable",
    }
    assert list(pair.published("failures")) == ["source=news/swapped.parquet"]


def test_a_file_that_moved_is_told_and_nothing_is_lost(pair: Folders) -> None:
    path = pair.add("news/may.txt")
    pair.add("news/june.txt", f"{NEWS}\nThis is June.\n")
    _carry_out(pair, _survey(pair))
    path.rename(path.with_name("2024-05.txt"))
    listener = Listener()
    assert _states(_carry_out(pair, _survey(pair), listener)) == {
        "news/2024-05": "published",
        "news/june": "unchanged",
    }
    assert listener.notes == [
        "news/2024-05: seems to be news/may under another name (the same bytes); both stay published until "
        "bulletins forget news/may"
    ]
    assert len(pair.published("issues")) == 3


def test_links_that_lead_nowhere_or_back_stop_nothing(pair: Folders) -> None:
    pair.add("news/good.txt")
    (pair.raw / "news/again").symlink_to("..", target_is_directory=True)
    (pair.raw / "news/loop.txt").symlink_to("loop.txt")
    (pair.raw / "news/nowhere.txt").symlink_to("nothing.txt")
    surveyed = _survey(pair)
    assert [issue.source.issue_id for issue in surveyed.discovery.found] == ["news/good"]
    assert {problem.issue_id: problem.code for problem in surveyed.discovery.problems} == {
        "news/loop": "unreadable",
        "news/nowhere": "unreadable",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_can_be_listed_but_not_entered_is_told(pair: Folders) -> None:
    pair.add("news/inner/may.txt")
    (pair.raw / "news/inner").chmod(0o444)
    try:
        (problem,) = _survey(pair).discovery.problems
    finally:
        (pair.raw / "news/inner").chmod(0o755)
    assert problem.code == "unreadable"


def test_a_time_of_change_in_the_future_costs_no_second_reading(pair: Folders) -> None:
    path = pair.add("news/may.txt")
    future = time.time() + 10 * 365 * 86_400
    os.utime(path, (future, future))
    _carry_out(pair, _survey(pair))
    time.sleep(2.1)
    for files_read in (1, 0):
        read: list[None] = []
        survey(_settings(pair), REQUEST, lambda read=read: read.append(None))  # type: ignore[misc]
        assert len(read) == files_read


def test_raw_that_is_gone_is_told_and_changes_nothing(pair: Folders) -> None:
    pair.add("news/may.txt")
    _carry_out(pair, _survey(pair))
    before = pair.published("articles")
    shutil.rmtree(pair.raw / "news")
    assert _states(_carry_out(pair, _survey(pair))) == {}
    assert pair.published("articles") == before


def test_runs_stay_in_order_when_the_clock_steps_back(pair: Folders, tmp_path: Path) -> None:
    from tasks.storage.store import Store
    from tests.builders import run_row

    ahead = "20991231T235959999999Z-00000000"
    Store(pair.processed).record_run(run_row(ahead))
    ids = [_carry_out(pair, _survey(pair)).run["run_id"] for _ in range(2)]
    assert [ahead, *ids] == Store(pair.processed).run_ids()
    assert len({*ids}) == 2
