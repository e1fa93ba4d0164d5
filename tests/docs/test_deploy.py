"""The unit files and the container's recipe call commands that there are, and copy what is there."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest
import typer

from flows.cli import app

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
RECIPE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")


def _calls() -> Iterator[list[str]]:
    """Arguments of each call of `bulletins` in the files."""
    for path in sorted(DEPLOY.glob("*.service")):
        for line in re.findall(r"^ExecStart=-?\S+/bulletins (.+)$", path.read_text(encoding="utf-8"), re.M):
            yield shlex.split(line)
    yield json.loads(re.findall(r"^CMD (.+)$", RECIPE, re.MULTILINE)[0])
    yield shlex.split(re.findall(r"^HEALTHCHECK .* CMD bulletins (.+)$", RECIPE, re.MULTILINE)[0])


@pytest.mark.parametrize("arguments", _calls(), ids=" ".join)
def test_calls_are_understood(arguments: list[str]) -> None:
    group = typer.main.get_command(app)
    name, *rest = arguments
    command = group.commands[name]  # type: ignore[attr-defined]
    context = command.make_context(name, rest)
    assert context.params


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("bulletins*")), ids=lambda path: path.name)
def test_units_have_their_sections(path: Path) -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text(encoding="utf-8"))
    assert unit["Unit"]["Description"].startswith("Bulletins, ")
    assert ("Timer" in unit) == (path.suffix == ".timer")


def test_the_recipe_copies_what_is_there() -> None:
    copied = [shlex.split(line)[:-1] for line in re.findall(r"^COPY (.+)$", RECIPE, re.MULTILINE)]
    names = [name for line in copied for name in line]
    assert {"schemas", "tasks", "flows", "requirements.lock"} <= set(names)
    assert [name for name in names if not (ROOT / name).exists()] == []
