"""Logs as data: each line is JSON, names its run and issue, and holds no text of a bulletin."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flows.run.context import about_issue
from flows.run.report import IssueOutcome, State
from flows.telling.logs import LogWatcher, PrefectLines
from tests.conftest import NEWS, Folders

ROOT = Path(__file__).parents[3]


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def _ingest(pair: Folders, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    folders = ["--raw", str(pair.raw), "--processed", str(pair.processed)]
    run = subprocess.run(
        [sys.executable, "-m", "flows.cli", "ingest", "--log-format", "json", *arguments, *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == ""
    return run.returncode, _lines(run.stderr)


def test_a_run_is_told_event_by_event(pair: Folders) -> None:
    pair.add("news/quay.txt")
    pair.add("news/empty.pdf", b"")
    status, lines = _ingest(pair, "--direct")
    assert status == 1
    begun, *done, ended = lines
    assert [line["event"] for line in lines] == ["run_begun", "issue_done", "issue_done", "run_done"]
    assert len({line["run_id"] for line in lines}) == 1
    by_id = {line["issue_id"]: line for line in done}
    assert by_id["news/quay"]["article_count"] == 1
    assert by_id["news/empty"]["level"] == "warning"
    assert by_id["news/empty"]["code"] == "empty_file"
    assert begun["due_count"] == 2
    assert (ended["published_count"], ended["failed_count"]) == (1, 1)
    word = max(NEWS.split(), key=len)
    assert not any(word in json.dumps(line, ensure_ascii=False) for line in lines)


def test_a_run_that_cannot_work_is_told_in_the_same_form(pair: Folders) -> None:
    pair.processed.parent.mkdir(parents=True, exist_ok=True)
    pair.processed.write_text("no folder")
    pair.add("news/quay.txt")
    status, lines = _ingest(pair, "--direct")
    assert status == 3
    assert [(line["event"], line["level"]) for line in lines] == [("run_failed", "error")]


@pytest.mark.parametrize(
    ("code", "is_told"), [("encrypted", True), ("internal", False), ("invalid_rows", False)]
)
def test_sentences_that_may_quote_the_file_stay_out(
    code: str, capsys: pytest.CaptureFixture[str], *, is_told: bool
) -> None:
    outcome = IssueOutcome("a/b", "a/b.pdf", State.FAILED, stage="extract", code=code, sentence="Moles dig.")
    LogWatcher().done(outcome)
    (line,) = _lines(capsys.readouterr().err)
    assert (line["issue_id"], line["code"]) == ("a/b", code)
    assert ("sentence" in line) is is_told


def test_exceptions_in_prefect_logs_are_named_not_told() -> None:
    try:
        raise ValueError("Moles dig.")
    except ValueError as error:
        record = logging.makeLogRecord(
            {
                "name": "prefect.task_runs",
                "msg": f"Task run failed with exception: {error!r}",
                "exc_info": sys.exc_info(),
                "task_run_name": "validate-1a2",
            }
        )
    with about_issue("a/b"):
        line = json.loads(PrefectLines().format(record))
    assert line["event"] == "Task run failed with exception"
    assert (line["error"], line["issue_id"], line["task_run"]) == ("ValueError", "a/b", "validate-1a2")
    assert "Moles" not in json.dumps(line)
