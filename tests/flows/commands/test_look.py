"""Pins what `status`, `show`, `check` and `schema` tell, to whom, and with which exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from flows.commands import look
from schemas.dictionary import DATASETS
from schemas.errors import ConfigurationError, StorageError
from schemas.rows import IssueRows
from tasks.fetching.memory import FetchState, Trouble
from tasks.storage import commit
from tasks.storage.locks import hold
from tasks.storage.store import Store
from tests.builders import ITEMS, WASTE, Item, Waste, failure_row, issue_rows, run_row

ROOT = Path(__file__).parents[3]

app = typer.Typer()
for command in (look.status, look.show, look.check, look.schema):
    app.command()(command)


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """A folder with `raw/` and `processed/`: one issue with a warning, one failing, one run."""
    raw, store = tmp_path / "raw", Store(tmp_path / "processed")
    (raw / "lake").mkdir(parents=True)
    (raw / "lake" / "may.pdf").write_bytes(b"%PDF")
    store.prepare()
    rows = issue_rows("lake/may", waste=[*WASTE, Waste("Buy\x1b[31m  boats", "B503", "advertisement", 2)])
    rows.issue["status"] = "published_with_warnings"
    rows.issue["warnings"] = ["The contents list names an article that was not found."]
    store.publish(rows)
    store.record_failure(failure_row("lake/june"))
    store.record_run(run_row())
    return tmp_path


def _run(folders: Path, *arguments: str) -> Any:
    options = ["--raw", str(folders / "raw"), "--processed", str(folders / "processed")]
    result = CliRunner().invoke(app, [*arguments, *options])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _cut_off(store: Store, rows: IssueRows, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publishes up to the commit, and no further."""

    class Killed(BaseException):
        """Stands for a kill right after the commit."""

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(commit, "carry_out", die)
        with pytest.raises(Killed):
            store.publish(rows)


@pytest.mark.parametrize("command", [("status",), ("show", "lake/may")])
def test_looking_finishes_what_a_killed_run_had_committed(
    folders: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    store = Store(folders / "processed")
    _cut_off(store, issue_rows("lake/may", items=[*ITEMS, Item("New lamps", "They shine.", 2)]), monkeypatch)
    result = _run(folders, *command, "--json")
    assert len(store.published_articles("lake/may")) == 3
    assert not list((store.state / "journal").iterdir())
    assert '"article_count": 3' in result.stdout


def test_looking_leaves_the_commit_of_a_living_run_alone(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(folders / "processed")
    _cut_off(store, issue_rows("lake/may", items=ITEMS[:1]), monkeypatch)
    with hold(store.state / "locks" / "lake" / "may.lock", wait_seconds=0):
        assert '"article_count": 2' in _run(folders, "status", "--json").stdout


def test_status_tells_what_could_not_be_fetched(folders: Path) -> None:
    assert _run(folders, "status").stderr.count("could not be fetched") == 0
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    state = FetchState()
    state.file_troubles["https://lake.example/june.pdf"] = Trouble(
        code="status", sentence="the server says 404", attempts=3, first_seen=at, last_seen=at, next_try=at
    )
    state.save(folders / "raw" / "lake")
    (folders / "raw" / "hill").mkdir()
    (folders / "raw" / "hill" / ".fetched.json").write_text("{")
    told = _run(folders, "status").stderr
    assert (
        "lake: https://lake.example/june.pdf: could not be fetched 3 times since 2026-03-02: the server "
        "says 404; tried again by the first run from 2026-03-02 02:00 UTC on" in told
    )
    assert "hill: could not be fetched once" in told
    values = json.loads(_run(folders, "status", "--json").stdout)["fetch_troubles"]
    assert [trouble["source"] for trouble in values] == ["hill", "lake"]


def test_status_tells_people_on_stderr(folders: Path) -> None:
    result = _run(folders, "status")
    assert (result.exit_code, result.stdout) == (0, "")
    june, may = result.stderr.splitlines()[1:3]
    assert june.split() == ["lake/june", "failed", "-", "-", "-", "-"]
    assert may.split() == ["lake/may", "with", "warnings", "2", "21.9%", "exact", "1"]
    assert "lake/may: warning: The contents list" in result.stderr
    assert "lake/june.pdf: the file asks for a password" in result.stderr
    assert "lake/june: its file lake/june.pdf is gone from raw" in result.stderr
    assert "lake/may: its file" not in result.stderr
    assert (
        "Last run: ingest by anna at 2024-06-02 03:00 UTC, completed with failures in 5.0 s" in result.stderr
    )


def test_status_tells_whose_file_is_gone_and_where_it_is_now(folders: Path) -> None:
    Store(folders / "processed").publish(issue_rows("lake/2024-05"))
    (folders / "raw/lake/may.pdf").rename(folders / "raw/lake/2024-05.pdf")
    result = _run(folders, "status")
    line = next(line for line in result.stderr.splitlines() if line.startswith("lake/may "))
    assert "published, file gone" in line
    assert (
        "lake/may: its file lake/may.pdf is gone from raw and seems to be lake/2024-05 now (the same bytes); "
        "what was published of it stays until bulletins forget lake/may" in result.stderr
    )
    issues = json.loads(_run(folders, "status", "--json").stdout)["issues"]
    states = {issue["issue_id"]: (issue["state"], issue["moved_to"]) for issue in issues}
    assert states["lake/may"] == ("source_gone", "lake/2024-05")
    assert states["lake/2024-05"] == ("published", None)


def test_status_for_programs(folders: Path) -> None:
    result = _run(folders, "status", "--json")
    told = json.loads(result.stdout)
    assert result.stderr == ""
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


def test_status_tells_that_the_last_good_result_stays(folders: Path) -> None:
    Store(folders / "processed").record_failure(failure_row("lake/may", last_good_published=True))
    assert "failed, last good result published" in _run(folders, "status").stderr
    assert "this is its last good result; lake/may: failed once" in _run(folders, "show", "lake/may").stderr


def test_status_tells_a_sum_that_does_not_hold(folders: Path) -> None:
    rows = issue_rows("lake/broken")
    rows.issue["char_count_noise"] += 1
    Store(folders / "processed").publish(rows)
    line = next(line for line in _run(folders, "status").stderr.splitlines() if "lake/broken" in line)
    assert "does not add up" in line


def test_status_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "processed").mkdir()
    result = _run(tmp_path, "status")
    assert result.exit_code == 0
    assert "Nothing is published" in result.stderr
    assert "No run yet." in result.stderr


@pytest.mark.parametrize("command", [("status",), ("show", "lake/may"), ("check",)])
def test_missing_processed_folder_is_told(tmp_path: Path, command: tuple[str, ...]) -> None:
    with pytest.raises(ConfigurationError, match="does not exist; run bulletins ingest first"):
        _run(tmp_path, *command)


def test_unreadable_dataset_is_told(folders: Path) -> None:
    (folders / "processed/issues/source=lake/may.parquet").write_bytes(b"not Parquet")
    with pytest.raises(StorageError, match="dataset issues cannot be read.*bulletins check"):
        _run(folders, "status")


def test_folders_come_from_the_environment(folders: Path) -> None:
    environment = {"BULLETINS_RAW": str(folders / "raw"), "BULLETINS_PROCESSED": str(folders / "processed")}
    result = CliRunner().invoke(app, ["show", "lake/may"], env=environment)
    assert "Lake level rises" in result.stderr


def test_show_lists_articles(folders: Path) -> None:
    result = _run(folders, "show", "lake/may")
    assert (result.exit_code, result.stdout) == (0, "")
    lines = result.stderr.splitlines()
    assert lines[0].endswith(": Lake Digest, No. 5, 2024-05-01, digest, en, 2 pages")
    assert "128 characters: 100 in articles, 28 noise" in lines[1]
    assert lines[1].endswith("the sum is exact")
    assert lines[-1].split() == ["1", "News", "Ferry", "timetable", "changes", "2", "7", "-"]


def test_show_lists_articles_for_programs(folders: Path) -> None:
    told = json.loads(_run(folders, "show", "lake/may", "--json").stdout)
    assert told["issue"]["published_on"] == "2024-05-01"
    assert [article["title"] for article in told["articles"]] == [
        "Lake level rises",
        "Ferry timetable changes",
    ]
    assert "body" not in told["articles"][0]


def test_show_article_gives_its_whole_text(folders: Path) -> None:
    text = _run(folders, "show", "lake/may", "--article", "0").stderr
    assert text == (
        "News · page 1 · 9 words · en\n\nLake level rises\n\n"
        "The lake rose by a hand.\n\nFarmers are content.\n"
    )
    told = json.loads(_run(folders, "show", "lake/may", "--article", "1", "--json").stdout)
    assert told["body"] == "From May the ferry leaves at nine."


def test_show_noise_gives_meaning_and_first_words(folders: Path) -> None:
    lines = _run(folders, "show", "lake/may", "--noise").stderr.splitlines()
    assert len(lines) == 5
    assert "F101  running header: repeats at the top of pages" in lines[1]
    assert lines[-1].endswith("Buy\N{REPLACEMENT CHARACTER}[31m boats")
    told = json.loads(_run(folders, "show", "lake/may", "--noise", "--json").stdout)
    assert [block["noise_code"] for block in told] == ["F101", "F103", "F103", "B503"]
    assert told[-1]["meaning"] == "advertisement or sponsor"


def test_show_tells_where_words_stand(folders: Path) -> None:
    lines = _run(folders, "show", "lake/may", "--at", "the FERRY").stderr.splitlines()
    assert len(lines) == 2
    assert lines[1].split() == ["1", "2", "72.00", "100.00", "300.00", "112.00", "3", "the", "ferry"]
    assert "stand in no body" in _run(folders, "show", "lake/may", "--at", "ferry", "--article", "0").stderr


def test_show_tells_programs_where_words_stand(folders: Path) -> None:
    (found,) = json.loads(_run(folders, "show", "lake/may", "--at", "rose by", "--json").stdout)
    assert (found["position"], found["start"], found["end"], found["text"]) == (0, 9, 16, "rose by")
    (block,) = found["blocks"]
    assert (block["ordinal"], block["page"], block["x0"], block["body_end"]) == (1, 1, 72.0, 46)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["lake/mai"], "there is no issue lake/mai; did you mean lake/may"),
        (["zzz"], "there is no issue zzz; bulletins status lists them"),
        (["lake/may", "--article", "2"], "lake/may has no article 2; its articles are 0 to 1"),
        (["lake/may", "--article", "0", "--noise"], "--article and --noise exclude each other"),
        (["lake/may", "--at", "ferry", "--noise"], "--at and --noise exclude each other"),
        (["lake/may", "--at", " "], "--at has no words to look for"),
        (["lake/may", "--at", "ferry", "--article", "2"], "lake/may has no article 2"),
    ],
)
def test_show_of_what_is_not_there(folders: Path, arguments: list[str], told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        _run(folders, "show", *arguments)


def test_show_of_a_failed_issue_says_why(folders: Path) -> None:
    result = _run(folders, "show", "lake/june")
    assert result.exit_code == 1
    assert (
        "failed once in stage extract (encrypted), first on 2024-06-01 03:00 UTC: lake/june" in result.stderr
    )
    assert "not tried again before its file, its profile or the version changes" in result.stderr
    result = _run(folders, "show", "lake/june", "--json")
    assert (result.exit_code, json.loads(result.stdout)["state"]) == (1, "failed")


def test_check_tells_faults_and_leaves_with_1(folders: Path) -> None:
    result = _run(folders, "check")
    assert result.exit_code == 1
    assert "lake/may.pdf: raw_changed: changed since lake/may was made" in result.stderr
    told = json.loads(_run(folders, "check", "--json").stdout)
    assert told["is_well"] is False
    assert told["row_counts"] == {
        "issues": 1, "articles": 2, "blocks": 8, "edits": 0, "dates": 0, "runs": 1, "failures": 1
    }  # fmt: skip


def test_check_of_nothing_is_well(tmp_path: Path) -> None:
    (tmp_path / "processed").mkdir()
    (tmp_path / "raw").mkdir()
    result = _run(tmp_path, "check")
    assert result.exit_code == 0
    assert "all is well" in result.stderr


def test_schema_tells_every_column(tmp_path: Path) -> None:
    told = json.loads(_run(tmp_path, "schema", "--json").stdout)
    assert [dataset["name"] for dataset in told["datasets"]] == list(DATASETS)
    x0 = next(column for column in told["datasets"][2]["columns"] if column["name"] == "x0")
    assert (x0["unit"], x0["is_nullable"]) == ("PDF points", True)
    lines = _run(tmp_path, "schema", "edits").stderr.splitlines()
    assert len([line for line in lines if line]) == 2 + len(DATASETS["edits"].columns)


def test_schema_of_an_unknown_dataset(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="there is no dataset poems; the datasets are issues"):
        _run(tmp_path, "schema", "poems")


def test_data_dictionary_of_the_documentation_is_current(tmp_path: Path) -> None:
    document = (ROOT / "docs" / "data_dictionary.md").read_text(encoding="utf-8")
    assert document == _run(tmp_path, "schema", "--markdown").stdout


def test_looking_imports_neither_prefect_nor_pandera(folders: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from flows.commands import look\n"
        "raw, processed = Path('raw'), Path('processed')\n"
        "look.status(raw, processed)\n"
        "look.show('lake/may', None, True, None, raw, processed)\n"
        "look.schema(None, False, raw, processed)\n"
        "assert not {'prefect', 'pandera', 'pyarrow', 'pydantic'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], cwd=folders, env={"PYTHONPATH": str(ROOT)}, check=True)
