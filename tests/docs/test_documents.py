"""What the documents claim about codes, settings and files, held against the code and the tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from flows.cli import app
from flows.settings import ENVIRONMENT_PREFIX, Settings

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
DOCUMENTS = sorted([README, ROOT / "CHANGELOG.md", ROOT / "raw" / "README.md", *(ROOT / "docs").glob("*.md")])

# Where the failure code stands among the arguments of what makes a failure.
CODE_ARGUMENT = {"IssueError": 1, "problem": 0, "_complain": 2, "Problem": 2}
_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)[^)]*\)")
_CALL = re.compile(r"^\s*(?:\$ )?bulletins ([a-z]+)\b([^\n|&]*)", re.MULTILINE)
_CODE = re.compile(r"```(?:sh|console)\n(.*?)```|`(bulletins [^`]*)`", re.DOTALL)
_OPTION = re.compile(r"(?<![\w-])--?[a-z][\w-]*")
_SCREEN = re.compile(r"```console\n(.*?)```", re.DOTALL)
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
_OF_THE_RUN = re.compile(
    r"\$ |\[\d|…$|issue +state|\S+/\S+ +published|\d+ published|nightly: \d|\d+ needs? you|\w+: could not"
)
"""Lines of a screen that are of their run: those of the samples are compared with them in `test_make`."""

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


def _calls(document: Path) -> set[tuple[str, str]]:
    """Commands with what stands behind them, in blocks and spans of code."""
    codes = ["".join(found) for found in _CODE.findall(document.read_text(encoding="utf-8"))]
    return {call for code in codes for call in _CALL.findall(code)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_of_a_document_have_the_options_it_gives_them(document: Path) -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    unknown = []
    for name, rest in _calls(document):
        known = {option for param in commands[name].params for option in param.opts}
        unknown += [(name, option) for option in _OPTION.findall(rest) if option not in known]
    assert unknown == []


def test_calls_are_found_in_the_documents() -> None:
    names = {name for document in DOCUMENTS for name, _ in _calls(document)}
    assert {"ingest", "status", "serve", "fetch", "release", "browse", "check", "acknowledge"} <= names


def test_screens_say_what_the_code_says() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "flows").rglob("*.py"))
    screens = [screen for each in DOCUMENTS for screen in _SCREEN.findall(each.read_text(encoding="utf-8"))]
    lines = [line.strip() for screen in screens for line in screen.splitlines() if line.strip()]
    fixed = [line for line in lines if not _OF_THE_RUN.match(line) and line != "…"]
    assert len(fixed) >= 5
    assert [
        line for line in fixed if not any(_ADDRESS.sub(n, line) in code for n in ("{url}", "{page}"))
    ] == []
