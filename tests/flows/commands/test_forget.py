"""Pins that an issue leaves all datasets at once, and only when it would not come straight back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer
from typer.testing import CliRunner

from flows.commands import forget as command
from schemas.errors import ConfigurationError
from tasks.link import refresh_links
from tasks.storage.locks import hold
from tasks.storage.store import ISSUE_DATASET_NAMES, Store
from tests.builders import failure_row, issue_rows
from tests.conftest import Folders

app = typer.Typer()
app.command()(command.forget)
ALL = (*ISSUE_DATASET_NAMES, "failures")


@pytest.fixture
def store(pair: Folders) -> Store:
    """Two published issues, one of them failing since; raw holds no file of either."""
    store = Store(pair.processed)
    store.prepare()
    for issue_id in ("lake/may", "lake/june"):
        store.publish(issue_rows(issue_id))
    store.record_failure(failure_row("lake/may", last_good_published=True))
    store.keep_traceback("lake/may", "Traceback")
    review = store.state / "review/lake/may.html"
    review.parent.mkdir(parents=True)
    review.touch()
    return store


def _forget(pair: Folders, *arguments: str) -> Any:
    folders = ["--raw", str(pair.raw), "--processed", str(pair.processed)]
    result = CliRunner().invoke(app, [*arguments, *folders])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _issues(pair: Folders) -> set[str]:
    return {Path(name).stem for dataset in ALL for name in pair.published(dataset)}


def test_an_issue_leaves_all_datasets_and_others_stay(pair: Folders, store: Store) -> None:
    before = {dataset: pair.published(dataset).get("source=lake/june.parquet") for dataset in ALL}
    result = _forget(pair, "lake/may")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "lake/may: removed from all datasets\n"
    assert _issues(pair) == {"june"}
    assert {dataset: pair.published(dataset).get("source=lake/june.parquet") for dataset in ALL} == before
    left = [path.name for path in store.state.rglob("may*") if path.suffix != ".lock"]
    assert left == [], "neither its traceback nor its review page stays"
    assert pl.read_parquet(pair.processed / "whole/issues.parquet")["issue_id"].to_list() == ["lake/june"]


def test_links_to_its_articles_go_with_it(pair: Folders, store: Store) -> None:
    refresh_links(store)
    assert [Path(name).stem for name in pair.published("article_links")] == ["may"]
    _forget(pair, "lake/june")
    assert pair.published("article_links") == {}


def test_a_damaged_issue_can_be_forgotten(pair: Folders, store: Store) -> None:
    store.path("issues", "lake/may").unlink()
    store.path("articles", "lake/may").write_bytes(b"damaged")
    assert json.loads(_forget(pair, "lake/may", "--json").stdout) == {
        "forgotten": ["lake/may"],
        "locked": [],
        "in_raw": [],
    }
    assert _issues(pair) == {"june"}


def test_an_issue_whose_file_is_still_there_stays(pair: Folders, store: Store) -> None:
    pair.add("lake/may.md")
    with pytest.raises(ConfigurationError, match="lake/may.md of lake/may is still in .* --even-in-raw"):
        _forget(pair, "lake/june", "lake/may")
    assert _issues(pair) == {"may", "june"}, "the other one stays, too"
    result = _forget(pair, "lake/may", "--even-in-raw")
    assert "the next run brings it back from lake/may.md" in result.stderr
    assert _issues(pair) == {"june"}


def test_an_unknown_issue_is_told_and_nothing_is_removed(pair: Folders, store: Store) -> None:
    with pytest.raises(ConfigurationError, match="no issue lake/mai; did you mean lake/may"):
        _forget(pair, "lake/may", "lake/mai")
    assert _issues(pair) == {"may", "june"}


def test_an_issue_that_a_run_works_on_is_told(
    pair: Folders, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "LOCK_SECONDS", 0)
    with hold(store.state / "locks/lake/may.lock", wait_seconds=0):
        result = _forget(pair, "lake/may", "lake/june")
    assert result.exit_code == 1
    assert "lake/may: a run is working on it; try again later" in result.stderr
    assert _issues(pair) == {"may"}
