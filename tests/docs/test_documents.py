"""What the documents claim about codes, settings and files, held against the code and the tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.settings import ENVIRONMENT_PREFIX, Settings

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
DOCUMENTS = sorted([README, ROOT / "CHANGELOG.md", ROOT / "raw" / "README.md", *(ROOT / "docs").glob("*.md")])

# Where the failure code stands among the arguments of what makes a failure.
CODE_ARGUMENT = {"IssueError": 1, "problem": 0, "_complain": 2, "Problem": 2}
_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)[^)]*\)")
_FILE = re.compile(r"`((?:flows|tasks|schemas|tests|docs)/[\w./-]+)`")


def _codes_in(source: str) -> Iterator[str]:
    """Failure codes that the functions of a module give as literals."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "")
        places = [node.args[CODE_ARGUMENT[name]]] if len(node.args) > CODE_ARGUMENT.get(name, 99) else []
        if name == "IssueOutcome":
            places += [keyword.value for keyword in node.keywords if keyword.arg == "code"]
        yield from (
            place.value
            for place in places
            if isinstance(place, ast.Constant) and isinstance(place.value, str)
        )


def _failure_codes() -> set[str]:
    modules = [path for folder in ("flows", "tasks", "schemas") for path in (ROOT / folder).rglob("*.py")]
    return {code for path in modules for code in _codes_in(path.read_text(encoding="utf-8"))}


def _section(title: str) -> str:
    text = README.read_text(encoding="utf-8")
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


def _first_cells(table: str) -> list[str]:
    return [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]


def test_readme_explains_every_failure_code_and_no_other() -> None:
    cells = _first_cells(_section("When an issue fails"))
    told = [code for cell in cells for code in re.findall(r"`(\w+)`", cell)]
    assert sorted(told) == sorted(_failure_codes())


def test_codes_are_found_where_failures_are_made() -> None:
    source = 'IssueError("extract", "a", "…")\nIssueOutcome(1, 2, code="b")\nproblem("c", "…")\nlog("d", "e")'
    assert list(_codes_in(source)) == ["a", "b", "c"]


def test_readme_tells_every_setting_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| `?([^|`]+?)`? \|", _section("Exit statuses and settings"), re.M))
    fields = Settings.model_fields
    assert set(rows) == {f"{ENVIRONMENT_PREFIX}{name.upper()}" for name in fields}
    computed = {"workers"}
    for name in set(fields) - computed:
        assert rows[f"{ENVIRONMENT_PREFIX}{name.upper()}"] == str(fields[name].default)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_a_document_names_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    missing = [link for link in _LINK.findall(text) if not (document.parent / link).exists()]
    missing += [name for name in _FILE.findall(text) if not (ROOT / name).exists()]
    assert missing == []
