"""Pins what `status`, `show`, `check` and `schema` tell, to whom, and with which exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from flows.commands import look
from flows.commands.status import status
from schemas.dictionary import DATASETS
from schemas.errors import ConfigurationError, StorageError
from schemas.rows import IssueRows
from tasks.storage import commit
from tasks.storage.locks import hold
from tasks.storage.store import Store
from tests.builders import ITEMS, Item, issue_rows
from tests.publishing import publish_one_of_each

ROOT = Path(__file__).parents[3]

app = typer.Typer()
for command in (status, look.show, look.check, look.schema):
    app.command()(command)


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    return publish_one_of_each(tmp_path, "may.pdf")


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
    counts = {"issues": 1, "articles": 2, "blocks": 8, "runs": 1, "failures": 1}
    assert told["row_counts"] == {name: counts.get(name, 0) for name in DATASETS}


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
        "from flows.commands.status import status\n"
        "raw, processed = Path('raw'), Path('processed')\n"
        "status(raw, processed)\n"
        "look.show('lake/may', None, True, None, raw, processed)\n"
        "look.schema(None, False, raw, processed)\n"
        "assert not {'prefect', 'pandera', 'pyarrow', 'pydantic'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], cwd=folders, env={"PYTHONPATH": str(ROOT)}, check=True)
