"""Pins what the command says of a release."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from flows.commands.release import release
from tasks.storage.store import Store
from tests.builders import issue_rows, source_rows
from tests.conftest import Folders

app = typer.Typer()
app.command()(release)


@pytest.fixture(autouse=True)
def store(pair: Folders) -> Store:
    store = Store(pair.processed)
    store.prepare()
    for row in source_rows():
        store.note_source(row)
    store.publish(issue_rows("sea/may"))
    return store


def test_it_tells_what_is_in_it_and_whose_texts_are_not(pair: Folders, tmp_path: Path) -> None:
    out = tmp_path / "releases"
    result = CliRunner().invoke(app, ["1.0", "--out", str(out), "--processed", str(pair.processed)])
    assert result.exit_code == 0, result.stderr
    assert "2 sources, 1 issues, 2 articles" in result.stderr
    assert "without the texts of sea, whose profiles name no licence" in result.stderr
    dictionary = (out / "1.0/dictionary.md").read_text()
    assert "## sources" in dictionary
    assert "processed" not in dictionary


def test_json_is_for_programs(pair: Folders, tmp_path: Path) -> None:
    options = ["--out", str(tmp_path), "--processed", str(pair.processed), "--with-all-texts", "--json"]
    result = CliRunner().invoke(
        app, ["2026.11", "--title", "Seas", "--author", "A", "--author", "B", *options]
    )
    told = json.loads(result.stdout)
    assert (told["withheld"], told["since"]) == ([], None)
    assert Path(told["folder"]) == tmp_path / "2026.11"
    assert "A, B (2" in (tmp_path / "2026.11/README.md").read_text()
