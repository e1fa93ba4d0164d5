"""Fewer than 120 numbers in layout, noise and articles are set by hand; who adds one sees what it adds to.

A number set by hand is a judgement: a threshold, a weight, a reach. A name at the head of a module counts
once, and so does each number in the code but 0, 1, 2 and -1, which mean nothing, all, a pair and the last.
What is none is listed here, with what it is instead.
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("tasks/layout", "tasks/noise", "tasks/articles", "schemas/tolerances.py", "schemas/likelihoods.py")
LIMIT = 120
OF_NO_CHOICE = {0, 1, 2}

NAMED_FACTS = {
    # Stand for what cannot be measured, farther than all that can be.
    "ABSENT",
    "FAR",
    "FAR_PT",
    "NO_PEAK",
    # Guards against division by nothing and against what floating point rounds.
    "LEAST_HEIGHT_PT",
    "LEAST_PT",
    "LEAST_SIZE_PT",
    "ROUNDING",
    # Bounds of recursion and of growth.
    "MAX_DEPTH",
    "MAX_GROWTH_STEPS",
    # How much is worked on, kept or looked up at a time; another number gives the same answers.
    "AISLE_PT",
    "KEPT_BLOCKS",
    "MIN_ROOM",
    "PAIRS_AT_A_TIME",
    "TEXTS_AT_A_TIME",
    # Where a neighbour stands.
    "_OTHERS",
    # What printers, Markdown and the normal distribution settled: by which steps lines are numbered, which
    # level a sign underlines, which share is off by less than the standard deviation.
    "STEPS",
    "_UNDERLINE_LEVELS",
    "WITHIN_DEVIATION",
}

FACTS_IN_CODE = {
    ("tasks/layout/boxes.py", 4): "a box has four edges",
    ("tasks/layout/export_lines.py", 4): "columns of a tab in exports",
    ("tasks/layout/gutters.py", 4): "as many as there are names for it",
    ("tasks/articles/candidates.py", 3): "where the green of `#rrggbb` begins",
    ("tasks/articles/candidates.py", 5): "where the blue of `#rrggbb` begins",
    ("tasks/articles/candidates.py", 16): "the base of its digits",
    ("tasks/articles/dates.py", 3): "months of a quarter; a group of an expression",
    ("tasks/articles/dates.py", 4): "digits of a year; a group of an expression",
    ("tasks/articles/dates.py", 12): "months of a year",
    ("tasks/articles/dates.py", 31): "days of a month",
    ("tasks/articles/dates.py", 3000): "years of other eras end before",
    ("tasks/articles/drawings.py", 4): "a box has four edges",
    ("tasks/articles/heads.py", 3): "the size, weight and slant that a style key begins with",
    ("tasks/articles/links.py", 8): "letters of `https://`",
    ("tasks/articles/markup.py", 3): "a group of an expression",
    ("tasks/articles/numbers.py", 3): "digits between two marks of thousands",
    ("tasks/articles/periods.py", 3): "months of a quarter; the end of a slice of two",
    ("tasks/articles/title_lines.py", 5): "measures that are absent without boxes",
}


class Number(NamedTuple):
    """A number set by hand; `name` where it has one."""

    path: str
    line: int
    value: str
    name: str = ""


def is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in {int, float}


def assigned(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """Each name that an assignment gives a value, with that value: two of `A, B = 1, 2`."""
    targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
    given: ast.expr | None = getattr(node, "value", None)
    for target in targets:
        if isinstance(target, ast.Name) and given is not None:
            yield target.id, given
        elif isinstance(target, ast.Tuple) and isinstance(given, ast.Tuple):
            yield from zip(map(ast.unparse, target.elts), given.elts, strict=True)


def numbers_of(path: str, source: str) -> Iterator[Number]:
    """The numbers set by hand in a module, facts left out."""
    for statement in ast.parse(source).body:
        named = list(assigned(statement))
        for name, value in named:
            if name not in NAMED_FACTS and any(map(is_number, ast.walk(value))):
                yield Number(path, statement.lineno, ast.unparse(value), name)
        for node in [] if named else ast.walk(statement):
            if not isinstance(node, ast.Constant) or not is_number(node) or node.value in OF_NO_CHOICE:
                continue
            if (path, node.value) not in FACTS_IN_CODE:
                yield Number(path, node.lineno, str(node.value))


def numbers_by_hand() -> list[Number]:
    files = (
        file
        for place in PLACES
        for file in ([ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py")))
    )
    paths = {file: file.relative_to(ROOT).as_posix() for file in files}
    return [one for file, path in paths.items() for one in numbers_of(path, file.read_text(encoding="utf-8"))]


def written_at(number: Number) -> int:
    """When the line of a number was last changed, in seconds; 0 where no history says so."""
    command = ["git", "blame", "--porcelain", "-L", f"{number.line},{number.line}", "--", number.path]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    times = [line.split()[1] for line in told.splitlines() if line.startswith("committer-time ")]
    return int(times[0]) if times else 0


def test_few_numbers_are_set_by_hand() -> None:
    found = numbers_by_hand()
    if len(found) < LIMIT:
        return
    newest = max(found, key=written_at)
    told = "\n".join(f"{one.path}:{one.line}: {one.name or 'in the code'} {one.value}" for one in found)
    pytest.fail(
        f"{len(found)} numbers are set by hand, {LIMIT} are too many. The newest is "
        f"{newest.path}:{newest.line}, {newest.name or 'in the code'} {newest.value}: does a name in "
        f"schemas/tolerances.py or schemas/likelihoods.py ask the same? All of them:\n{told}"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("REACH = 7", ["REACH 7"], id="named"),
        pytest.param("REACH: float = 0.7", ["REACH 0.7"], id="annotated"),
        pytest.param("BOLD, CAPS = 1.3, 1.1", ["BOLD 1.3", "CAPS 1.1"], id="pair"),
        pytest.param("PLURAL = 2", ["PLURAL 2"], id="small_but_named"),
        pytest.param("WIDTHS = {'a': 3, 'b': 4}", ["WIDTHS {'a': 3, 'b': 4}"], id="table_counts_once"),
        pytest.param("def f(x, y=3):\n    return x > 0.4 * y", [" 3", " 0.4"], id="in_the_code"),
        pytest.param("class A:\n    size = 9", [" 9"], id="in_a_class"),
        pytest.param("def f(x):\n    return x[-1] or x[0] + 1 == x[1] / 2", [], id="of_no_choice"),
        pytest.param("ABSENT = -9.0", [], id="fact"),
        pytest.param("IS_SO = True\nNAME = 'seven 7'", [], id="no_number"),
    ],
)
def test_numbers_are_seen(source: str, expected: list[str]) -> None:
    found = numbers_of("tasks/articles/some.py", source)
    assert sorted(f"{one.name} {one.value}" for one in found) == sorted(expected)


def test_facts_are_where_they_are_said_to_be() -> None:
    """What is listed as a fact is still there: the list hides nothing that comes later."""
    trees = {path: ast.parse((ROOT / path).read_text(encoding="utf-8")) for path, _ in FACTS_IN_CODE}
    found = {
        (path, node.value)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and is_number(node)
    }
    assert set(FACTS_IN_CODE) <= found
