"""Pins that rows carry the version of the project."""

from __future__ import annotations

import tomllib
from pathlib import Path

from schemas.version import PIPELINE_VERSION


def test_rows_carry_the_projects_version() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert project["version"] == PIPELINE_VERSION
