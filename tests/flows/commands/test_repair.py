"""Pins that `check --repair` mends damaged datasets from raw, and says what it cannot mend."""

from __future__ import annotations

import json
import os
from itertools import cycle
from typing import Any

import polars as pl
import pytest
import typer
from typer.testing import CliRunner

from flows.commands.look import check
from tasks.storage.store import ISSUE_DATASET_NAMES, Store
from tests.builders import failure_row, issue_rows, run_row
from tests.conftest import NEWS, Folders
from tests.publishing import publish_bulletin

app = typer.Typer()
app.command()(check)
DAMAGED = b"PAR1 damaged"


def _check(pair: Folders, *options: str) -> Any:
    folders = ["--raw", str(pair.raw), "--processed", str(pair.processed)]
    result = CliRunner().invoke(app, [*options, *folders])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _datasets(pair: Folders) -> dict[str, dict[str, bytes]]:
    return {dataset: pair.published(dataset) for dataset in ISSUE_DATASET_NAMES}


@pytest.fixture
def store(pair: Folders) -> Store:
    """Four bulletins, published as they lie under raw."""
    store = Store(pair.processed)
    store.prepare()
    for name in ("a", "b", "c", "d"):
        publish_bulletin(pair, f"news/{name}.txt", f"{NEWS}\nThis is {name}.\n".encode())
    return store


def test_damage_of_every_kind_is_mended_from_raw(pair: Folders, store: Store) -> None:
    whole = _datasets(pair)
    store.path("articles", "news/a").write_bytes(DAMAGED)
    store.path("edits", "news/b").unlink()
    path = store.path("blocks", "news/c")
    path.write_bytes(path.read_bytes()[:-100])
    store.path("failures", "news/d").parent.mkdir(parents=True)
    store.path("failures", "news/d").write_bytes(DAMAGED)
    store.record_failure(failure_row("news/gone"))
    store.record_run(run_row())
    (run,) = (pair.processed / "runs").iterdir()
    run.write_bytes(DAMAGED)
    orphan = store.path("issues", "news/a").with_name(".a.parquet.01.tmp")
    orphan.write_bytes(b"half")
    os.utime(orphan, (0, 0))
    assert _check(pair).exit_code == 1
    result = _check(pair, "--repair")
    assert result.exit_code == 0, result.stderr
    mended = [line.split(": ")[1] for line in result.stderr.splitlines() if line.startswith("mended: ")]
    assert sorted(mended) == [
        "articles/source=news/a.parquet",
        "blocks/source=news/c.parquet",
        "edits/source=news/b.parquet",
        "failures/source=news/d.parquet",
        "news/a",
        "news/gone",
        f"runs/{run.name}",
    ]
    assert result.stderr.splitlines()[-1].endswith("all is well.")
    assert _datasets(pair) == whole, "the same bytes as before the damage"
    assert not orphan.exists()
    assert not run.exists()
    assert _check(pair).exit_code == 0


def test_links_between_articles_are_made_again(pair: Folders, store: Store) -> None:
    assert _check(pair, "--repair").exit_code == 0
    before = pair.published("article_links")
    broken, dangling = sorted(pair.processed.glob("article_links/*/*.parquet"))[:2]
    broken.write_bytes(DAMAGED)
    rows = pl.read_parquet(dangling, hive_partitioning=False)
    rows.with_columns(earlier_article_id=pl.lit("news/z:gone")).write_parquet(dangling)
    result = _check(pair, "--repair")
    assert result.exit_code == 0, result.stderr
    assert result.stderr.count("made again from the articles") == 2
    assert pair.published("article_links") == before
    assert pair.published("runs") == {}, "no bulletin was read for it"


def test_what_raw_cannot_mend_is_told_with_what_to_do(pair: Folders, store: Store) -> None:
    (pair.raw / "news/a.txt").unlink()
    store.path("articles", "news/a").write_bytes(DAMAGED)
    stray = pair.processed / "articles/copy.parquet"
    stray.write_bytes(b"somebody's own")
    result = _check(pair, "--repair", "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["mended"] == []
    assert [(fault["place"], fault["code"]) for fault in told["faults"]] == [
        ("articles/copy.parquet", "stray"),
        ("articles/source=news/a.parquet", "unreadable"),
        ("news/a.txt", "raw_left"),
    ]
    assert told["faults"][1]["sentence"].endswith(
        "no file in raw makes news/a, so put it back, or remove what is left of it with "
        "bulletins forget news/a"
    )
    assert stray.exists(), "only what the pipeline wrote is touched"


def test_a_run_over_damaged_datasets_makes_them_again(pair: Folders, store: Store) -> None:
    from flows.run.carry_out import execute
    from flows.run.engine import DirectEngine
    from flows.run.plan import Request
    from flows.run.watch import SilentWatcher
    from flows.settings import Settings
    from schemas.kinds import RunKind

    whole = _datasets(pair)
    for dataset, name in zip(ISSUE_DATASET_NAMES, cycle("abcd"), strict=False):
        store.path(dataset, f"news/{name}").write_bytes(DAMAGED)
    (store.state / "stamps.json").write_bytes(DAMAGED)
    (store.state / "journal/news__a.json").write_bytes(DAMAGED)
    settings = Settings(raw=pair.raw, processed=pair.processed, workers=2)
    report = execute(settings, Request(RunKind.INGEST), DirectEngine(), SilentWatcher())
    assert report.run["published_count"] == 4
    assert _datasets(pair) == whole


def test_nothing_to_mend_makes_no_run(pair: Folders, store: Store) -> None:
    result = _check(pair, "--repair")
    assert (result.exit_code, pair.published("runs")) == (0, {})
    assert "mended" not in result.stderr


def test_files_that_are_no_issue_of_raw_are_left_to_forget(pair: Folders, store: Store) -> None:
    store.publish(issue_rows("news/z"))
    store.path("blocks", "news/z").unlink()
    result = _check(pair, "--repair")
    assert result.exit_code == 1
    assert "with bulletins forget news/z" in result.stderr
