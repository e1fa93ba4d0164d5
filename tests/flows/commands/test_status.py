"""Pins what `status` answers: a verdict first, only what needs someone, and the rest for those who ask."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
import typer
from typer.testing import CliRunner

from flows.commands.acknowledge import acknowledge
from flows.commands.status import status
from schemas.errors import ConfigurationError
from schemas.run_rows import FailureRow
from tasks.fetching.memory import FetchState, Trouble
from tasks.storage.schedule import save_schedule
from tasks.storage.store import Store
from tasks.storage.turns import Turns
from tests.builders import failure_row, issue_rows, run_row
from tests.publishing import publish_one_of_each

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)

app = typer.Typer()
app.command()(status)
app.command()(acknowledge)


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    return publish_one_of_each(tmp_path, "may.pdf", "june.pdf")


def _run(folders: Path, *arguments: str) -> Any:
    options = ["--raw", str(folders / "raw"), "--processed", str(folders / "processed")]
    result = CliRunner().invoke(app, [*arguments, *options])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.stderr == "", "it can be piped on whole"
    return result


def _status(folders: Path, *arguments: str) -> list[str]:
    return list(_run(folders, "status", *arguments).stdout.splitlines())


def _trouble(folders: Path, source: str, *addresses: str | None) -> None:
    trouble = Trouble(
        code="status", sentence="the server says 404", attempts=3, first_seen=AT, last_seen=AT, next_try=AT
    )
    state = FetchState()
    for address in addresses:
        if address is None:
            state.source_trouble = trouble
        else:
            state.file_troubles[address] = trouble
    (folders / "raw" / source).mkdir(exist_ok=True)
    state.save(folders / "raw" / source)


def test_the_verdict_comes_first_and_then_only_what_needs_someone(folders: Path) -> None:
    assert _status(folders) == [
        "1 needs you, 1 fine; last run 2024-06-02 03:00 (UTC)",
        "lake/june: failed once in stage extract (encrypted), first on 2024-06-01 03:00 UTC: lake/june.pdf: "
        "the file asks for a password; save it without one; not tried again before its file, its profile or "
        "the version changes",
        "also: 1 issue with warnings; bulletins status --problems shows them",
    ]


def test_where_nothing_is_wrong_the_verdict_is_all(folders: Path) -> None:
    store = Store(folders / "processed")
    store.clear_failure("lake/june")
    store.publish(issue_rows("lake/may"))
    assert _status(folders) == ["nothing needs you, 1 fine; last run 2024-06-02 03:00 (UTC)"]


@pytest.mark.parametrize(("option", "listed"), [("--all", 3), ("--problems", 2)])
def test_the_table_is_for_those_who_ask(folders: Path, option: str, listed: int) -> None:
    Store(folders / "processed").publish(issue_rows("hill/may"))
    (folders / "raw" / "hill").mkdir()
    (folders / "raw" / "hill" / "may.pdf").touch()
    told = _status(folders, option)
    table = [line.split() for line in told[3 : 4 + listed]]
    assert table[0] == ["issue", "state", "articles", "noise", "accounting", "warnings"]
    assert table[-2:] == [
        ["lake/june", "failed", "-", "-", "-", "-"],
        ["lake/may", "with", "warnings", "2", "21.9%", "exact", "1"],
    ]
    assert "lake/may: warning: The contents list names an article that was not found." in told
    assert sum("lake/june: failed once" in line for line in told) == 1, "once is enough"
    assert told[-1].startswith("Last run: ingest by anna at 2024-06-02 03:00 UTC, completed with failures")


def test_only_the_sources_that_are_named(folders: Path) -> None:
    Store(folders / "processed").record_failure(failure_row("hill/may"))
    _trouble(folders, "pond", None)
    assert _status(folders)[0].startswith("3 need you, 1 fine")
    assert _status(folders, "hill")[0].startswith("1 needs you, 0 fine")
    assert _status(folders, "hill", "pond")[0].startswith("2 need you, 0 fine")
    with pytest.raises(ConfigurationError, match="there is no source sea; those.*: hill, lake, pond"):
        _run(folders, "status", "sea")


def test_check_leaves_with_1_if_anything_needs_someone(folders: Path) -> None:
    assert _run(folders, "status", "--check").exit_code == 1
    assert _run(folders, "status").exit_code == 0
    _run_quietly(folders, "acknowledge", "lake/june", "--by", "anna")
    assert _run(folders, "status", "--check").exit_code == 0
    assert _run(folders, "status", "--check", "--within-hours", "26").exit_code == 1


def _run_quietly(folders: Path, *arguments: str) -> str:
    options = ["--raw", str(folders / "raw"), "--processed", str(folders / "processed")]
    result = CliRunner().invoke(app, [*arguments, *options], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stderr


def test_a_known_failure_calls_nobody_until_it_is_another_one(folders: Path) -> None:
    store = Store(folders / "processed")
    said = _run_quietly(folders, "acknowledge", "lake/june", "--by", "anna", "--note", "the publisher knows")
    assert said == "lake/june: acknowledged; told again when it changes\n"
    assert _status(folders)[0].startswith("nothing needs you, 1 fine, 1 known;")
    today = datetime.now(UTC).date()
    known = f"(acknowledged by anna on {today}: the publisher knows)"
    assert any(known in line for line in _status(folders, "--problems"))
    issue = json.loads(_run(folders, "status", "--json").stdout)["issues"][0]
    assert issue["acknowledged"] == known.strip("()")
    store.record_failure({**failure_row("lake/june"), "attempts": 2})
    assert _status(folders)[0].startswith("nothing needs you"), "tried again, and the same"
    store.record_failure({**failure_row("lake/june"), "source_sha256": "f" * 64})
    assert _status(folders)[0].startswith("1 needs you"), "another file"
    store.record_failure({**failure_row("lake/june"), "code": "broken_pdf"})
    assert _status(folders)[0].startswith("1 needs you"), "the same file, and another failure"


@pytest.mark.parametrize(
    ("issue_id", "path", "code"),
    [
        ("lake/report-docx", "lake/report.docx", "unknown_ending"),
        ("under/marz-xls", "\u00dcnder/M\u00e4rz.XLS", "unknown_ending"),
        ("unsorted/plan-odt", "plan.odt", "unknown_ending"),
        ("lake/july", "lake/july.md", "duplicate_id"),
        ("lake/source-toml", "lake/source.toml", "profile"),
    ],
)
def test_what_is_not_read_can_be_acknowledged_by_the_name_of_its_file(
    folders: Path, issue_id: str, path: str, code: str
) -> None:
    row = {**failure_row(issue_id), "source_path": path, "code": code, "source_sha256": None}
    store = Store(folders / "processed")
    store.record_failure(cast(FailureRow, row))
    said = _run_quietly(folders, "acknowledge", path, issue_id)
    assert said == f"{issue_id}: acknowledged; told again when it changes\n"
    assert _status(folders)[0].startswith("1 needs you, 1 fine, 1 known"), "lake/june, as before"
    assert "told again" in _run_quietly(folders, "acknowledge", path, "--withdraw")
    assert _status(folders)[0].startswith("2 need you, 1 fine")


@pytest.mark.parametrize("path", ["lake/july.md", "lake/july.txt", "lake/July.PDF", "Lake/july.md"])
def test_a_doubled_id_can_be_acknowledged_by_each_of_its_files(folders: Path, path: str) -> None:
    row = {**failure_row("lake/july"), "source_path": "lake/july.md", "code": "duplicate_id"}
    Store(folders / "processed").record_failure(cast(FailureRow, {**row, "source_sha256": None}))
    assert _run_quietly(folders, "acknowledge", path).startswith("lake/july: acknowledged")
    assert _run_quietly(folders, "acknowledge", path, "--withdraw").startswith("lake/july: told again")


def test_a_source_is_no_file_of_that_name_without_a_folder(folders: Path) -> None:
    row = {**failure_row("unsorted/lake"), "source_path": "lake.md", "code": "duplicate_id"}
    Store(folders / "processed").record_failure(cast(FailureRow, {**row, "source_sha256": None}))
    assert _run_quietly(folders, "acknowledge", "lake.txt").startswith("unsorted/lake: acknowledged")
    with pytest.raises(ConfigurationError, match="lake is no source of which"):
        _run_quietly(folders, "acknowledge", "lake")


def test_a_login_name_of_any_bytes_can_acknowledge(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", os.fsdecode(b"M\xfcller"))
    _run_quietly(folders, "acknowledge", "lake/june")
    assert any(
        "acknowledged by M\N{REPLACEMENT CHARACTER}ller on" in line for line in _status(folders, "--problems")
    )


def test_an_acknowledgement_can_be_taken_back_and_goes_with_its_issue(folders: Path) -> None:
    _run_quietly(folders, "acknowledge", "lake/june")
    assert "told again" in _run_quietly(folders, "acknowledge", "lake/june", "--withdraw")
    assert _status(folders)[0].startswith("1 needs you")
    assert "was not acknowledged" in _run_quietly(folders, "acknowledge", "lake/june", "--withdraw")
    _run_quietly(folders, "acknowledge", "lake/june")
    store = Store(folders / "processed")
    with store.issue_lock("lake/june", wait_seconds=5):
        store.forget("lake/june")
    assert not list((store.state / "acknowledged").rglob("*.json"))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("lake/may", "lake/may does not fail, so there is nothing to acknowledge"),
        ("lake/jume", "there is no issue lake/jume; did you mean lake/june"),
        ("lake", "lake is no source of which something could not be fetched"),
    ],
)
def test_what_does_not_fail_cannot_be_acknowledged(folders: Path, name: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        _run_quietly(folders, "acknowledge", name)
    with pytest.raises(ConfigurationError, match="neither an issue nor a source"):
        _run_quietly(folders, "acknowledge", "../x", "--withdraw")


def test_what_could_not_be_fetched_needs_someone_until_it_is_acknowledged(folders: Path) -> None:
    _trouble(folders, "lake", "https://lake.example/june.pdf?token=geheim")
    (folders / "raw" / "hill").mkdir()
    (folders / "raw" / "hill" / ".fetched.json").write_text("{")
    verdict, _, hill, lake, *_ = _status(folders)
    assert verdict.startswith("3 need you")
    assert hill.startswith("hill: could not be fetched once")
    assert lake.startswith("lake: https://lake.example/june.pdf?token=")
    assert "geheim" not in lake
    assert lake.endswith(
        "could not be fetched 3 times since 2026-03-02: the server says 404; tried again by the first run "
        "from 2026-03-02 02:00 UTC on"
    )
    _run_quietly(folders, "acknowledge", "lake")
    assert _status(folders)[0].startswith("2 need you, 1 fine, 1 known")
    (known,) = (line for line in _status(folders, "--problems") if line.startswith("lake: https"))
    assert " (acknowledged by " in known
    values = json.loads(_run(folders, "status", "--json").stdout)
    assert [trouble["source"] for trouble in values["fetch_troubles"]] == ["hill", "lake"]
    _trouble(folders, "lake", "https://lake.example/july.pdf")
    assert _status(folders)[0].startswith("3 need you"), "another file"


def test_issues_of_one_bad_profile_are_one_thing_to_mend(folders: Path) -> None:
    for name in ("a", "b", "c"):
        row = {**failure_row(f"hill/{name}"), "code": "profile", "sentence": "hill/source.toml: not TOML"}
        Store(folders / "processed").record_failure(row)  # type: ignore[arg-type]
    verdict, line, *_ = _status(folders, "hill")
    assert verdict.startswith("1 needs you, 0 fine")
    assert line == "hill: 3 issues could not be published (profile): hill/source.toml: not TOML"


def test_times_are_told_in_the_zone_that_is_asked_for_or_that_of_the_schedule(folders: Path) -> None:
    assert _status(folders, "--timezone", "Asia/Kolkata")[0].endswith("last run 2024-06-02 08:30 (IST)")
    with pytest.raises(ConfigurationError, match="there is no such time zone"):
        _run(folders, "status", "--timezone", "Mars/Olympus")


def _night(hours_ago: float) -> datetime:
    return datetime.now(UTC) - timedelta(hours=hours_ago)


def _record_run(folders: Path, started_at: datetime) -> None:
    row = run_row(f"{started_at:%Y%m%dT%H%M%S%f}Z-0123abcd")
    Store(folders / "processed").record_run({**row, "started_at": started_at})


def test_the_schedule_says_when_the_next_run_is_and_whether_one_is_missing(folders: Path) -> None:
    state = folders / "processed" / ".state"
    firings = [_night(-(1 + 24 * day)) for day in range(5)]
    save_schedule(state, "0 2 * * *", "Europe/Oslo", firings)
    _record_run(folders, _night(23))
    verdict = _status(folders)[0]
    assert verdict.startswith("1 needs you")
    assert "and bulletins serve, which should start the next, is not at work (CE" in verdict
    with Turns(state).serving():
        assert " next " in _status(folders)[0]
    with Turns(state).serving():
        assert _status(folders)[0].startswith("1 needs you"), "23 hours are fine"
    save_schedule(state, "0 */4 * * *", "Europe/Oslo", [_night(-(1 + 4 * turn)) for turn in range(5)])
    verdict, missed, *_ = _status(folders)
    assert verdict.startswith("2 need you")
    assert missed.startswith("no run began between")
    assert "(23 hours; one is expected every 6 hours)" in missed


def test_a_run_that_could_not_go_on_needs_someone(folders: Path) -> None:
    row = run_row("20240603T030000000000Z-0123abcd")
    aborted = {**row, "status": "aborted", "notices": ["the run could not go on: the disk is full"]}
    Store(folders / "processed").record_run(aborted)  # type: ignore[arg-type]
    assert "the run could not go on: the disk is full" in _status(folders)[1]


def test_whose_file_is_gone_and_where_it_is_now(folders: Path) -> None:
    Store(folders / "processed").publish(issue_rows("lake/2024-05"))
    (folders / "raw/lake/may.pdf").rename(folders / "raw/lake/2024-05.pdf")
    told = _status(folders, "--problems")
    assert any(line.startswith("lake/may ") and "published, file gone" in line for line in told)
    assert (
        "lake/may: its file lake/may.pdf is gone from raw and seems to be lake/2024-05 now (the same bytes); "
        "what was published of it stays until bulletins forget lake/may" in told
    )
    issues = json.loads(_run(folders, "status", "--json").stdout)["issues"]
    states = {issue["issue_id"]: (issue["state"], issue["moved_to"]) for issue in issues}
    assert states["lake/may"] == ("source_gone", "lake/2024-05")
    assert states["lake/2024-05"] == ("published", None)


def test_for_programs(folders: Path) -> None:
    told = json.loads(_run(folders, "status", "--json").stdout)
    assert told["verdict"].startswith("1 needs you")
    assert [line[:9] for line in told["needs"]] == ["lake/june"]
    assert [(issue["issue_id"], issue["state"]) for issue in told["issues"]] == [
        ("lake/june", "failed"),
        ("lake/may", "published_with_warnings"),
    ]
    june, may = told["issues"]
    assert june["failure"]["code"] == "encrypted"
    assert june["failure"]["last_seen"] == "2024-06-02T03:00:00+00:00"
    assert (may["article_count"], may["is_accounted"], may["failure"]) == (2, True, None)
    assert may["noise_share"] == pytest.approx(28 / 128)
    assert told["last_run"]["run_id"] == run_row()["run_id"]


def test_the_last_good_result_stays(folders: Path) -> None:
    Store(folders / "processed").record_failure(failure_row("lake/may", last_good_published=True))
    assert any("failed, last good result published" in line for line in _status(folders, "--all"))


def test_a_sum_that_does_not_hold_needs_someone(folders: Path) -> None:
    rows = issue_rows("lake/broken")
    rows.issue["char_count_noise"] += 1
    Store(folders / "processed").publish(rows)
    told = _status(folders, "--all")
    assert "lake/broken: its characters do not add up; bulletins check tells more" in told
    assert any(line.startswith("lake/broken ") and "does not add up" in line for line in told)


def test_nothing_is_there_yet(tmp_path: Path) -> None:
    (tmp_path / "processed").mkdir()
    told = _status(tmp_path)
    assert told == [
        "nothing needs you, 0 fine; no run yet",
        f"Nothing is published in {tmp_path / 'processed'} yet.",
    ]


def test_the_page_tells_the_same_and_links_to_the_reviews_there_are(folders: Path) -> None:
    store = Store(folders / "processed")
    store.publish(issue_rows("lake/<b>"))
    store.record_run({**run_row("20240603T030000000000Z-0123abcd"), "new_issues": ["lake/<b>", "lake/may"]})
    review = store.state / "review" / "lake" / "may.html"
    review.parent.mkdir(parents=True)
    review.touch()
    page = folders / "morning.html"
    _run(folders, "status", "--html", str(page))
    html = page.read_text()
    assert '<h1 class="needed">1 needs you, 2 fine; last run' in html
    assert f'<a href="{review.resolve().as_uri()}">lake/may</a>: Lake Digest' in html
    assert "no review yet: <code>bulletins review lake/&lt;b&gt;</code>" in html
    assert html.count("the file asks for a password") == 1, "once is enough"
    assert "<script" not in html
