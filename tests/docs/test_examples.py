"""Pins that the five questions are answered as `docs/examples/` shows, by a release of the samples alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHOWN = ROOT / "docs" / "examples"
PICTURES = ("countries", "meetings", "agenda", "changes", "words")
_TEXT = re.compile(r"<text[^>]*>([^<]*)<")


def _run(folder: Path, *arguments: str, **environment: str) -> None:
    subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "MPLCONFIGDIR": str(folder), **environment},
        capture_output=True,
        check=True,
    )


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made as the head of the script tells."""
    folder = tmp_path_factory.mktemp("examples")
    for raw in (ROOT / "raw", SHOWN / "raw"):
        options = ("--direct", "--processed", "examples", "--raw", str(raw))
        _run(folder, "-m", "flows.cli", "ingest", *options, PYTHONPATH=str(ROOT))
    options = ("1.0", "--processed", "examples", "--out", "releases")
    _run(folder, "-m", "flows.cli", "release", *options, PYTHONPATH=str(ROOT))
    return folder / "releases" / "1.0"


@pytest.fixture(scope="module")
def answered(release: Path) -> Path:
    """Folder of the answers; the script is run where it cannot import the project."""
    out = release.parents[1] / "answers"
    out.mkdir()
    _answer(release, out)
    return out


def _answer(release: Path, out: Path) -> None:
    _run(out, "-P", str(SHOWN / "questions.py"), str(release), "--out", str(out), PYTHONPATH="")


def test_answers_are_those_that_are_shown(answered: Path) -> None:
    assert (answered / "answers.md").read_text() == (SHOWN / "answers.md").read_text()


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_say_what_is_shown(answered: Path, name: str) -> None:
    drawn, shown = ((folder / f"{name}.svg").read_text() for folder in (answered, SHOWN))
    assert _TEXT.findall(drawn) == _TEXT.findall(shown) != []
    assert f"]({name}.svg)" in (SHOWN / "answers.md").read_text()


def test_the_same_answers_are_the_same_pictures(release: Path, answered: Path, tmp_path: Path) -> None:
    _answer(release, tmp_path)
    for name in PICTURES:
        assert (tmp_path / f"{name}.svg").read_bytes() == (answered / f"{name}.svg").read_bytes(), name
