"""Regular expressions of the code, found by themselves, and how much work they are on inputs that grow.

Work is counted, not timed: `steps` walks the parsed expression as a backtracking engine does and counts the
characters it looks at. Inputs are made from the expression itself: what its repeated parts match, again and
again, and then something that fails.
"""

from __future__ import annotations

import ast
import importlib
import itertools
import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as sre_parser  # type: ignore[import-not-found]
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FOLDERS = ("flows", "tasks", "schemas")
FUNCTIONS = {"compile", "sub", "subn", "match", "search", "fullmatch", "findall", "finditer", "split"}
ANCHORED = {"match", "fullmatch"}
MOST_STEPS_A_CHARACTER = 5000
LINEAR = 2.6
"""Growth of the steps when the input doubles, from which it is more than linear; with a square it is 4."""
SMALL = 24
MOST_LOOKED_AT_AGAIN = 5
"""Repeated parts, all within the same bounds."""
KILLERS = ("\x01", " \x01", "")
SAMPLES = "aA1 .,:-_/@\n()*#w"
_CHILDREN = {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}

Continue = Callable[[int], bool]


class TooManyStepsError(Exception):
    """The work has gone beyond all that a short input may cost."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression of the code, and the strictest thing that is asked of it.

    `asked` is `match` or `fullmatch` where it is only tried at the beginning of a text, else `search`.
    """

    place: str
    pattern: str
    flags: int
    asked: str = "search"


@dataclass(frozen=True, slots=True)
class Unread:
    """An expression that is put together as the code runs."""

    place: str


def find_patterns() -> list[Found | Unread]:
    """Every call of `re` and `regex` with an expression, in the order of files and lines."""
    found: list[Found | Unread] = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            found += _patterns_of(path)
    return found


def _patterns_of(path: Path) -> Iterator[Found | Unread]:
    tree = ast.parse(path.read_text())
    node: Any
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    named = {
        id(node.value): node.targets[0].id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    uses = _uses(tree)
    for node in filter(_is_call_of_re, ast.walk(tree)):
        place = f"{name}:{named.get(id(node)) or _first_line(node)}"
        if id(node) in named:
            compiled = getattr(importlib.import_module(name), named[id(node)])
            yield found_of(place, compiled, uses.get(named[id(node)], {"search"}))
        elif isinstance(node.args[0], ast.Constant):
            flags = re.IGNORECASE if "IGNORECASE" in ast.dump(node) else 0
            yield found_of(place, re.compile(node.args[0].value, flags), {node.func.attr})
        else:
            yield Unread(place)


def found_of(place: str, compiled: re.Pattern[Any], asked: set[str]) -> Found:
    pattern, flags = compiled.pattern, compiled.flags
    if isinstance(pattern, bytes):
        pattern = pattern.decode("latin-1")
    if not asked <= ANCHORED:
        return Found(place, pattern, flags)
    return Found(place, pattern, flags, "fullmatch" if "fullmatch" in asked else "match")


def _is_call_of_re(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"re", "regex"}
        and node.func.attr in FUNCTIONS
    )


def _first_line(node: Any) -> str:
    return ast.unparse(node.args[0])


def _uses(tree: ast.Module) -> dict[str, set[str]]:
    """Names of a module by what is done with them; handed on elsewhere, anything may be."""
    uses: dict[str, set[str]] = {}
    attributes = {id(n.value): n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            uses.setdefault(node.id, set()).add(attributes.get(id(node), "search"))
    return uses


def growth(found: Found) -> tuple[float, str]:
    """The worst growth of the steps as an input doubles, and the input's repeated part.

    A part that grows fast while it is short is looked at again beyond the bounds of all repeats of the
    expression, where one with a bound must have become linear; after some of these the bounds are believed.
    """
    is_whole = found.asked == "fullmatch"
    machine = Machine(f"(?:{found.pattern})\\Z" if is_whole else found.pattern, found.flags)
    beyond = 3 * max([SMALL, *machine.bounds])
    worst, part = 0.0, ""
    bounded = set[str]()
    for before, pump, killer in machine.attacks():
        for size in dict.fromkeys([SMALL, beyond]):
            try:
                rate = _rate(machine, found, (before, pump, killer), size)
            except TooManyStepsError:
                return float("inf"), f"{before!r} + {pump!r} * n + {killer!r}"
            if rate < LINEAR or pump in bounded or len(bounded) == MOST_LOOKED_AT_AGAIN:
                break
        if size > SMALL:
            bounded.add(pump)
        if rate > worst and not (rate >= LINEAR and size == SMALL < beyond):
            worst, part = rate, f"{before!r} + {pump!r} * n + {killer!r}"
            if worst >= LINEAR:
                break
    return worst, part


def _rate(machine: Machine, found: Found, attack: tuple[str, str, str], size: int) -> float:
    before, pump, killer = attack
    once, twice = (
        machine.steps(before + pump * (-(-n // len(pump))) + killer, is_anchored=found.asked in ANCHORED)
        for n in (size, 2 * size)
    )
    return twice / once


class Machine:
    """A backtracking engine that counts."""

    def __init__(self, pattern: str, flags: int) -> None:
        sys.setrecursionlimit(1_000_000)
        self._tree = sre_parser.parse(pattern, flags & ~re.DEBUG)
        self._flags = self._tree.state.flags
        self._text = ""
        self._steps = 0
        self._groups: dict[int, tuple[int, int]] = {}
        self.bounds = [high for _, high, _ in self._repeats(self._tree) if high is not sre.MAXREPEAT]

    def steps(self, text: str, *, is_anchored: bool) -> int:
        """Characters that are looked at before all of `text` has been searched."""
        self._text, self._steps = text, 0
        at = 0
        while at <= len(text):
            self._groups = {}
            ends: list[int] = []
            self._run(list(self._tree), 0, at, partial(_note, ends))
            if is_anchored:
                break
            self._steps += 1
            at = max(at + 1, ends[0] if ends else 0)
        return max(1, self._steps)

    def attacks(self) -> Iterator[tuple[str, str, str]]:
        """What comes before, what is repeated, and what ends it."""
        letters = "".join(dict.fromkeys(self._letters(self._tree) + list("a1 .")))[:12]
        pumps = [*letters, *("".join(pair) for pair in itertools.permutations(letters[:6], 2))]
        bodies = [body for _, _, body in self._repeats(self._tree)]
        for body in bodies:
            one, two = self._sample(body, 0), self._sample(body, 1)
            pumps += [one, two, one + two, self._sample(body, 2)]
            is_set = len(body) == 1 and body[0][0] is sre.IN
            taken = [c for c in SAMPLES if is_set and self._is_one(body[0], c)]
            pumps += ["".join(pair) for pair in itertools.permutations(taken[:5], 2)]
        whole = [self._sample(self._tree, 0), self._sample(self._tree, 1)]
        pumps += [*whole, *(text[: len(text) // 2] for text in whole), *(text + " " for text in whole)]
        heads = ["", *self._heads(), *(2 * self._sample(body, 2) for body in bodies[:3] if len(body) > 1)]
        for pump in dict.fromkeys(filter(None, pumps)):
            for before in dict.fromkeys(heads):
                for killer in KILLERS if not before else KILLERS[:1]:
                    yield before, pump, killer

    def _heads(self) -> list[str]:
        """What matches up to each repeat of the outermost row."""
        row = list(self._tree)
        return [
            "".join(self._sample_one(node, 0) for node in row[:place])
            for place, (op, _) in enumerate(row)
            if op in _CHILDREN and place
        ][-2:]

    def _repeats(self, tree: Any) -> Iterator[tuple[int, Any, Any]]:
        for op, value in tree:
            if op in _CHILDREN and value[1] != 1:
                yield value
            for child in _inner(op, value):
                yield from self._repeats(child)

    def _letters(self, tree: Any) -> list[str]:
        letters = []
        for op, value in tree:
            if op in {sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY}:
                letters += [c for c in SAMPLES if self._is_one((op, value), c)][:2]
                letters += [self._sample_one((op, value), 0)]
            for child in _inner(op, value):
                letters += self._letters(child)
        return letters

    def _sample(self, tree: Any, turn: int) -> str:
        return "".join(self._sample_one(node, turn) for node in tree)

    def _sample_one(self, node: Any, turn: int) -> str:
        op, value = node
        if op is sre.LITERAL:
            return chr(value)
        if op in {sre.NOT_LITERAL, sre.IN, sre.ANY}:
            order = SAMPLES[::-1] if turn == 1 else SAMPLES
            return next((c for c in order if self._is_one((op, value), c)), self._of_set(value))
        if op in _CHILDREN:
            low, high, body = value
            return self._sample(body, turn) * int(
                max(low, turn == 0 or (turn == 1 and high is sre.MAXREPEAT))
            )
        if op is sre.BRANCH:
            return self._sample(value[1][-(turn % 2)], turn)
        if op is sre.SUBPATTERN:
            return self._sample(value[3], turn)
        return self._sample(value, turn) if op is sre.ATOMIC_GROUP else ""

    @staticmethod
    def _of_set(value: Any) -> str:
        for op, one in value if isinstance(value, list) else []:
            if op is sre.LITERAL:
                return chr(one)
            if op is sre.RANGE:
                return chr(one[0])
        return "x"

    def _run(self, row: list[Any], place: int, at: int, then: Continue) -> bool:
        """Whether the rest of a row matches at `at`, and what comes after it."""
        while place < len(row):
            op, value = row[place]
            place += 1
            if op in {sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY}:
                self._count(1)
                if at >= len(self._text) or not self._is_one((op, value), self._text[at]):
                    return False
                at += 1
            elif op is sre.AT:
                if not self._is_at(value, at):
                    return False
            elif op in {sre.ASSERT, sre.ASSERT_NOT}:
                direction, body = value
                start = at if direction > 0 else at - body.getwidth()[0]
                held = start >= 0 and self._run(list(body), 0, start, lambda _: True)
                if held is (op is sre.ASSERT_NOT):
                    return False
            elif op is sre.GROUPREF:
                first, last = self._groups.get(value, (0, 0))
                again = self._text[first:last]
                self._count(len(again))
                if not self._text.startswith(again, at):
                    return False
                at += len(again)
            else:
                return self._run_part(op, value, at, partial(self._go_on, row, place, then))
        return then(at)

    def _go_on(self, row: list[Any], place: int, then: Continue, at: int) -> bool:
        return self._run(row, place, at, then)

    def _run_part(self, op: Any, value: Any, at: int, then: Continue) -> bool:
        if op is sre.BRANCH:
            return any(self._run(list(way), 0, at, then) for way in value[1])
        if op is sre.SUBPATTERN:
            group = value[0]
            return self._run(list(value[3]), 0, at, lambda end: self._remember(group, at, end) and then(end))
        ends: list[int] = []
        if op is sre.ATOMIC_GROUP:
            return self._run(list(value), 0, at, partial(_note, ends)) and then(ends[0])
        low, high, body = value
        if len(body) == 1 and body[0][0] in {sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY}:
            return self._repeat_one(op, low, high, body[0], at, then)
        if op is sre.POSSESSIVE_REPEAT:
            self._repeat(sre.MAX_REPEAT, 0, (low, high, list(body)), at, partial(_note, ends))
            return bool(ends) and then(ends[0])
        return self._repeat(op, 0, (low, high, list(body)), at, then)

    def _repeat_one(self, op: Any, low: int, high: Any, one: Any, at: int, then: Continue) -> bool:
        most = len(self._text) - at if high is sre.MAXREPEAT else min(high, len(self._text) - at)
        if op is sre.MIN_REPEAT:
            for count in range(most + 1):
                if count >= low and then(at + count):
                    return True
                self._count(1)
                if count < most and not self._is_one(one, self._text[at + count]):
                    return False
            return False
        count = 0
        while count < most and self._is_one(one, self._text[at + count]):
            count += 1
        self._count(count + 1)
        ends = [count] if op is sre.POSSESSIVE_REPEAT else range(count, low - 1, -1)
        return count >= low and any(then(at + end) for end in ends)

    def _repeat(self, op: Any, count: int, what: tuple[int, Any, list[Any]], at: int, then: Continue) -> bool:
        low, high, body = what

        def again() -> bool:
            if high is not sre.MAXREPEAT and count >= high:
                return False
            return self._run(body, 0, at, next_one)

        def next_one(end: int) -> bool:
            return (end > at or count < low) and self._repeat(op, count + 1, what, end, then)

        self._count(1)
        if count < low:
            return again()
        return (then(at) or again()) if op is sre.MIN_REPEAT else (again() or then(at))

    def _remember(self, group: int | None, start: int, end: int) -> bool:
        if group is not None:
            self._groups[group] = (start, end)
        return True

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > MOST_STEPS_A_CHARACTER * (len(self._text) + SMALL):
            raise TooManyStepsError

    def _is_one(self, one: Any, letter: str) -> bool:
        op, value = one
        if op is sre.ANY:
            return letter != "\n" or bool(self._flags & re.DOTALL)
        if op is not sre.IN:
            is_same = ord(letter) == value or (self._ignores_case and letter.lower() == chr(value).lower())
            return is_same is (op is sre.LITERAL)
        is_negated = value[0][0] is sre.NEGATE
        forms = {letter, letter.lower(), letter.upper()} if self._ignores_case else {letter}
        return any(_is_in(kind, form) for kind in value for form in forms if len(form) == 1) is not is_negated

    @property
    def _ignores_case(self) -> bool:
        return bool(self._flags & re.IGNORECASE)

    def _is_at(self, kind: Any, at: int) -> bool:
        text, last = self._text, len(self._text)
        if kind in {sre.AT_BEGINNING, sre.AT_BEGINNING_STRING}:
            is_line = self._flags & re.MULTILINE and kind is sre.AT_BEGINNING
            return at == 0 or bool(is_line and text[at - 1] == "\n")
        if kind is sre.AT_END:
            return at == last or (text[at] == "\n" and (at == last - 1 or bool(self._flags & re.MULTILINE)))
        if kind is sre.AT_END_STRING:
            return at == last
        edges = [0 <= place < last and _is_word(text[place]) for place in (at - 1, at)]
        return (edges[0] != edges[1]) is (kind is sre.AT_BOUNDARY)


def _note(ends: list[int], end: int) -> bool:
    ends.append(end)
    return True


def _inner(op: Any, value: Any) -> list[Any]:
    if op in _CHILDREN:
        return [value[2]]
    if op is sre.BRANCH:
        return list(value[1])
    if op is sre.SUBPATTERN:
        return [value[3]]
    return [value] if op is sre.ATOMIC_GROUP else [value[1]] if op in {sre.ASSERT, sre.ASSERT_NOT} else []


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _is_in(one: Any, letter: str) -> bool:
    op, value = one
    if op is sre.LITERAL:
        return bool(ord(letter) == value)
    if op is sre.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    if op is not sre.CATEGORY:
        return False
    name = str(value)
    kinds = {
        "DIGIT": letter.isdecimal(),
        "SPACE": letter.isspace(),
        "WORD": _is_word(letter),
    }
    return bool(kinds[name.rsplit("_", 1)[1]] is not ("NOT" in name))
