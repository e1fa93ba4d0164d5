"""Pins what `ingest` and `reprocess` say and with which exit status they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows import cli
from schemas.version import PIPELINE_VERSION
from tasks.published.catalogue import Catalogue
from tasks.storage.store import ISSUE_DATASET_NAMES, Store, encode
from tasks.storage.turns import Turns
from tests.conftest import NEWS, Folders

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def issues(self) -> dict[str, dict[str, Any]]:
        return {issue["issue_id"]: issue for issue in json.loads(self.out)["issues"]}


@dataclass(frozen=True)
class Commands:
    """Runs `bulletins` in this process on a pair of folders."""

    pair: Folders
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> Answer:
        folders = ["--raw", str(self.pair.raw), "--processed", str(self.pair.processed)]
        self.monkeypatch.setattr(sys, "argv", ["bulletins", *arguments, *folders])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        said = self.capsys.readouterr()
        assert isinstance(caught.value.code, int)
        assert "Traceback" not in said.err
        return Answer(caught.value.code, said.out, said.err)

    def ingest(self, *arguments: str) -> Answer:
        return self.run("ingest", "--direct", *arguments)


@pytest.fixture
def bulletins(pair: Folders, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(pair, monkeypatch, capsys)


def test_the_version_is_told_on_stdout(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bulletins", "--version"])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert (caught.value.code, capsys.readouterr()) == (0, (f"bulletins {PIPELINE_VERSION}\n", ""))


def test_new_bulletins_are_published_once(bulletins: Commands) -> None:
    bulletins.pair.add("news/quay.txt")
    first = bulletins.ingest()
    assert (first.status, first.out) == (0, "")
    assert "[1/1] news/quay: published, 1 article," in first.err
    assert "1 published; 1 article in" in first.err
    before = bulletins.pair.published("articles")
    second = bulletins.ingest()
    assert (second.status, second.err.split(";")[0]) == (0, "1 unchanged")
    assert bulletins.pair.published("articles") == before


def test_bad_issues_are_told_and_the_rest_is_published(bulletins: Commands) -> None:
    bulletins.pair.add("news/quay.txt")
    bulletins.pair.add("news/empty.pdf", b"")
    bulletins.pair.add("news/page.pdf", b"<html>")
    bulletins.pair.add("news/sheet.xlsx", b"PK")
    bulletins.pair.add("news/twin a.txt")
    bulletins.pair.add("news/twin-a.md")
    answer = bulletins.ingest("--json")
    assert answer.status == 1
    issues = answer.issues
    failed = {key: (issue["stage"], issue["code"]) for key, issue in issues.items() if issue["stage"]}
    assert failed == {
        "news/empty": ("extract", "empty_file"),
        "news/page": ("extract", "not_a_pdf"),
        "news/sheet-xlsx": ("discover", "unknown_ending"),
        "news/twin-a": ("discover", "duplicate_id"),
    }
    assert issues["news/quay"]["state"] == "published"
    told = [line for line in answer.err.splitlines() if line.startswith("failed: ")]
    assert len(told) == len(failed)
    assert told[0].startswith("failed: news/empty.pdf: extract: ")
    rows = pl.read_parquet(bulletins.pair.processed / "failures" / "**/*.parquet")
    assert sorted(rows["issue_id"]) == sorted(failed)
    again = bulletins.ingest()
    assert again.status == 1
    assert "1 unchanged, 4 still failing" in again.err


def test_a_mended_issue_leaves_the_failures(bulletins: Commands) -> None:
    path = bulletins.pair.add("news/quay.txt", b"")
    assert bulletins.ingest().status == 1
    path.write_text(NEWS)
    assert bulletins.ingest().status == 0
    assert bulletins.pair.published("failures") == {}
    assert list(bulletins.pair.published("issues")) == ["source=news/quay.parquet"]


def test_a_spoilt_issue_keeps_its_last_good_result(bulletins: Commands) -> None:
    path = bulletins.pair.add("news/quay.txt")
    bulletins.ingest()
    before = bulletins.pair.published("articles")
    path.write_bytes(b"")
    answer = bulletins.ingest()
    assert answer.status == 1
    assert "(its last good result stays published)" in answer.err
    assert bulletins.pair.published("articles") == before


def test_a_bad_profile_sets_its_source_aside(bulletins: Commands) -> None:
    bulletins.pair.add("good/quay.txt")
    bulletins.pair.add("bad/quay.txt")
    bulletins.pair.add("bad/source.toml", "titel = 1")
    answer = bulletins.ingest("--json")
    assert answer.status == 1
    assert answer.issues["good/quay"]["state"] == "published"
    assert "source.toml, line 1: key titel" in answer.issues["bad/quay"]["sentence"]


def test_one_source_alone(bulletins: Commands) -> None:
    bulletins.pair.add("one/quay.txt")
    bulletins.pair.add("two/quay.txt")
    assert list(bulletins.ingest("--source", "two", "--json").issues) == ["two/quay"]
    answer = bulletins.ingest("--source", "three")
    assert (answer.status, answer.err.count("\n")) == (2, 1)
    assert "no source three" in answer.err


def test_an_empty_raw_folder_is_no_error(bulletins: Commands) -> None:
    answer = bulletins.ingest()
    assert (answer.status, answer.out) == (0, "")
    assert answer.err.startswith("no bulletins found: put .pdf, .txt or .md files under")


def test_a_missing_raw_folder_is_wrong_usage(bulletins: Commands) -> None:
    bulletins.pair.raw.rmdir()
    answer = bulletins.ingest()
    assert (answer.status, answer.err.count("\n")) == (2, 1)
    assert f"bulletins: the raw folder {bulletins.pair.raw} does not exist" in answer.err


def test_processed_may_not_lie_within_raw(bulletins: Commands) -> None:
    inside = replace(bulletins, pair=Folders(bulletins.pair.raw, bulletins.pair.raw / "out"))
    answer = inside.ingest()
    assert (answer.status, answer.err.count("\n")) == (2, 1)
    assert "lies within the raw folder" in answer.err
    assert not (bulletins.pair.raw / "out").exists()


@pytest.mark.parametrize("arguments", [("ingest", "--workers", "0"), ("ingest", "--nonsense")], ids=" ".join)
def test_wrong_usage(bulletins: Commands, arguments: tuple[str, ...]) -> None:
    assert bulletins.run(*arguments).status == 2


def test_a_wrong_setting_is_named(bulletins: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETINS_ISSUE_SECONDS", "soon")
    answer = bulletins.ingest()
    assert answer.status == 2
    assert answer.err.startswith("bulletins: wrong setting: BULLETINS_ISSUE_SECONDS: ")


def test_a_processed_folder_that_cannot_be_written_ends_the_run(bulletins: Commands) -> None:
    bulletins.pair.add("news/quay.txt")
    bulletins.pair.processed.touch()
    answer = bulletins.ingest()
    assert (answer.status, answer.err.count("\n")) == (3, 1)
    assert "check its permissions and the space on its disk" in answer.err


def test_a_disk_that_fills_up_ends_the_run_and_is_told(
    bulletins: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    message = tmp_path / "message.json"
    monkeypatch.setenv("BULLETINS_NOTIFY_COMMAND", f"sh -c 'cat > {message}'")
    for name in ("a", "b", "c"):
        bulletins.pair.add(f"news/{name}.txt", NEWS + name)
    bulletins.ingest("--source", "news")
    for name in ("a", "b", "c"):
        bulletins.pair.add(f"news/{name}.txt", NEWS + name + name)
    before = {dataset: bulletins.pair.published(dataset) for dataset in ISSUE_DATASET_NAMES}
    real_write = Path.open

    def refuse(path: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if mode == "xb" and {"temporary", "news"} <= set(path.parts):
            raise OSError(28, "No space left on device")
        return real_write(path, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", refuse)
    answer = bulletins.ingest("--workers", "1")
    assert answer.status == 3
    assert "No space left on device" in answer.err.splitlines()[-1]
    monkeypatch.setattr(Path, "open", real_write)
    assert {dataset: bulletins.pair.published(dataset) for dataset in ISSUE_DATASET_NAMES} == before
    runs = pl.read_parquet(bulletins.pair.processed / "runs")
    assert runs["status"].to_list() == ["completed", "aborted"]
    (notice,) = runs["notices"].to_list()[1]
    assert notice.startswith("the run could not go on: could not publish news/")
    assert json.loads(message.read_text())["run"]["status"] == "aborted"


def test_files_are_the_same_for_any_number_of_workers(bulletins: Commands, tmp_path: Path) -> None:
    for name in "abcdef":
        bulletins.pair.add(f"news/{name}.txt", f"{NEWS}\nNumber {name} of the bulletin.\n")
    results = []
    for workers in ("1", "3"):
        assert bulletins.ingest("--force", "--workers", workers).status == 0
        results.append({dataset: bulletins.pair.published(dataset) for dataset in ISSUE_DATASET_NAMES})
    assert results[0] == results[1]


def test_reprocessing_tells_what_changed(bulletins: Commands) -> None:
    path = bulletins.pair.add("news/quay.txt")
    bulletins.pair.add("news/other.txt", NEWS + "Another one.\n")
    bulletins.ingest()
    same = bulletins.run("reprocess", "--direct", "news/quay")
    assert same.status == 0
    assert "news/quay: no article changed" in same.err
    path.write_text(NEWS.replace("first of June", "second of June"))
    before = bulletins.pair.published("articles")
    preview = bulletins.run("reprocess", "--direct", "--preview", "news/quay")
    assert (preview.status, bulletins.pair.published("articles")) == (0, before)
    assert "  changed: Harbour opens its new quay" in preview.err
    done = bulletins.run("reprocess", "--direct", "--json", "news/quay")
    assert list(done.issues) == ["news/quay"]
    assert done.issues["news/quay"]["changes"]["changed"] == ["Harbour opens its new quay"]
    assert bulletins.pair.published("articles") != before


def test_reprocessing_wants_either_names_or_stale(bulletins: Commands) -> None:
    for arguments in ((), ("--stale", "news/quay")):
        answer = bulletins.run("reprocess", "--direct", *arguments)
        assert (answer.status, answer.err.count("\n")) == (2, 1)
        assert "name the issues to reprocess, or give --stale" in answer.err


def test_stale_issues_are_left_and_brought_up_to_date_on_demand(bulletins: Commands) -> None:
    for name in ("a", "b"):
        bulletins.pair.add(f"news/{name}.txt")
    bulletins.ingest()
    before = bulletins.pair.published("issues")
    _make_stale(bulletins.pair, "news/a")
    stale = bulletins.pair.published("issues")
    answer = bulletins.ingest("--json")
    assert answer.status == 0
    assert (
        "1 issue was published by another version and left alone; bulletins reprocess --stale" in answer.err
    )
    assert [answer.issues[key]["is_stale"] for key in ("news/a", "news/b")] == [True, False]
    assert bulletins.pair.published("issues") == stale != before
    done = bulletins.run("reprocess", "--direct", "--stale", "--json")
    assert list(done.issues) == ["news/a"]
    assert bulletins.pair.published("issues") == before
    assert "nothing to do: no published issue" in bulletins.run("reprocess", "--direct", "--stale").err


def _make_stale(pair: Folders, issue_id: str) -> None:
    """As if version 0.0.9 had published the issue."""
    store = Store(pair.processed)
    (row,) = Catalogue(pair.processed).read_issue("issues", issue_id)
    store.path("issues", issue_id).write_bytes(encode("issues", [{**row, "pipeline_version": "0.0.9"}]))


def test_reprocessing_an_unknown_issue_is_wrong_usage(bulletins: Commands) -> None:
    bulletins.pair.add("news/quay.txt")
    answer = bulletins.run("reprocess", "--direct", "news/quey")
    assert (answer.status, answer.err.count("\n")) == (2, 1)
    assert "no issue under raw has the id news/quey; did you mean news/quay?" in answer.err


def test_a_preview_records_no_failure(bulletins: Commands) -> None:
    bulletins.pair.add("news/bad.pdf", b"x")
    preview = bulletins.run("reprocess", "--direct", "--preview", "news/bad")
    assert "news/bad.pdf: extract: " in preview.err
    assert bulletins.pair.published("failures") == {}


def test_raw_is_only_read(bulletins: Commands) -> None:
    paths = [bulletins.pair.add("news/quay.txt"), bulletins.pair.add("news/bad.pdf", b"x")]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths]
    bulletins.ingest()
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths] == before
    assert sorted(bulletins.pair.raw.rglob("*")) == sorted([paths[0].parent, *paths])


def test_runs_are_recorded(bulletins: Commands) -> None:
    bulletins.pair.add("news/quay.txt")
    bulletins.pair.add("news/bad.pdf", b"x")
    bulletins.ingest()
    bulletins.run("reprocess", "--direct", "--preview", "news/quay")
    (run,) = pl.read_parquet(bulletins.pair.processed / "runs").to_dicts()
    assert (run["kind"], run["engine"], run["status"]) == ("ingest", "direct", "completed_with_failures")
    assert (run["found_count"], run["published_count"], run["failed_count"]) == (2, 1, 1)
    assert run["article_count"] == 1


def test_notices_are_told_recorded_and_handed_to_the_hook(
    bulletins: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    message = tmp_path / "message.json"
    monkeypatch.setenv("BULLETINS_NOTIFY_COMMAND", f"sh -c 'cat > {message}; echo gone >&2; exit 3'")
    path = bulletins.pair.add("news/quay.txt", b"")
    bulletins.pair.add("news/other.txt")
    first = bulletins.ingest()
    assert first.status == 1
    assert first.err.count("news/quay.txt: ") == 1, "the failure and its notice are one line"
    assert "the notification command sh failed (exit status 3: gone)" in first.err
    told = json.loads(message.read_text())
    assert [notice["kind"] for notice in told["notices"]] == ["new_failure"]
    assert told["run"]["notices"] == [told["notices"][0]["sentence"]]
    assert told["run"]["new_issues"] == ["news/other"]
    message.unlink()
    assert bulletins.ingest().status == 1
    assert not message.exists(), "what fails as before is not told again"
    path.write_text(NEWS)
    mended = bulletins.ingest("--json")
    assert mended.status == 0
    assert "notice: news/quay: no longer fails (empty_file since " in mended.err
    assert [notice["kind"] for notice in json.loads(mended.out)["notices"]] == ["mended_failure"]
    told = json.loads(message.read_text())
    assert [issue["issue_id"] for issue in told["issues"]] == ["news/quay"], "without what was left alone"
    runs = pl.read_parquet(bulletins.pair.processed / "runs").sort("run_id")
    assert runs["notice_count"].to_list() == [1, 0, 1]


def test_a_hook_is_called_after_every_run_if_wanted_but_not_after_a_preview(
    bulletins: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    message = tmp_path / "message.json"
    monkeypatch.setenv("BULLETINS_NOTIFY_COMMAND", f"sh -c 'cat > {message}'")
    bulletins.pair.add("news/quay.txt")
    assert bulletins.ingest().status == 0
    assert not message.exists()
    monkeypatch.setenv("BULLETINS_NOTIFY_ON", "always")
    bulletins.run("reprocess", "--direct", "--preview", "news/quay")
    assert not message.exists()
    bulletins.ingest()
    assert json.loads(message.read_text())["run"]["unchanged_count"] == 1


def test_a_dataset_that_cannot_be_read_is_a_notice_and_no_end(bulletins: Commands) -> None:
    bulletins.pair.add("news/quay.txt")
    bulletins.ingest()
    (bulletins.pair.processed / "runs" / "20200101T000000000000Z-00000000.parquet").write_bytes(b"PAR1")
    answer = bulletins.ingest()
    assert answer.status == 0
    assert "notice: what this run did could not be compared with earlier ones: the dataset runs" in answer.err


def test_commands_without_a_flow_do_not_import_prefect() -> None:
    script = (
        "import flows.cli, sys; print([m for m in ('prefect', 'pandera', 'pyarrow') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_run_with_nothing_new_imports_no_prefect_and_reads_no_bulletin(bulletins: Commands) -> None:
    path = bulletins.pair.add("news/quay.txt")
    os.utime(path, (1, 1))
    bulletins.ingest()
    script = (
        "import sys; sys.addaudithook(lambda event, args: event == 'open' and print('opened', args[0]))\n"
        "from flows import cli\n"
        "try:\n    cli.main()\nfinally:\n    print('prefect' in sys.modules)\n"
    )
    folders = ["--raw", str(bulletins.pair.raw), "--processed", str(bulletins.pair.processed)]
    _make_stamps_old(bulletins.pair.processed / ".state" / "stamps.json")
    run = subprocess.run(
        [sys.executable, "-c", script, "ingest", *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0
    assert run.stdout.splitlines()[-1] == "False"
    assert str(path) not in run.stdout
    assert "stamps.json" in run.stdout, "the hook sees what is opened"


def _make_stamps_old(path: Path) -> None:
    """As if the files had been stamped long after they were written."""
    entries = [json.loads(line) for line in path.read_text().splitlines()]
    for entry in entries:
        entry[5] += 10_000_000_000
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries))


def test_a_run_during_the_nightly_one_says_so_and_goes_on(bulletins: Commands) -> None:
    bulletins.pair.add("news/quay.txt")
    with Turns(bulletins.pair.processed / ".state").night():
        answer = bulletins.ingest()
    assert answer.status == 0
    assert "the nightly run is at work, too; both go on" in answer.err
    bulletins.pair.add("news/bridge.txt")
    assert "nightly" not in bulletins.ingest().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("command", [("status", "--json"), ("schema", "--json")])
def test_a_full_device_for_the_answer_is_one_sentence(pair: Folders, command: tuple[str, ...]) -> None:
    pair.processed.mkdir()
    folders = ["--processed", str(pair.processed)] if command[0] == "status" else []
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "flows.cli", *command, *folders],
            cwd=Path(__file__).parents[2],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    said = run.stderr.decode()
    assert run.returncode == 3
    assert said.splitlines()[-1].startswith("bulletins: standard output takes no more (No space left")
    assert "Traceback" not in said
    assert "Exception ignored" not in said
