"""Whether rows are surely valid: the dictionary's rules in plain Python, cheap enough for every issue.

Pandera stays the schema and the judge (`schemas.tables`); it is slow to ask and slow to import. The rules
here are made of the same dictionary and only answer whether anything can be wrong; what is wrong, and in
which words, is asked of Pandera then. They may be stricter than Pandera, never laxer: whatever they pass,
it passes, too. `tests/schemas/test_soundness.py` holds the two against each other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain
from types import NoneType
from typing import Any

from schemas.dictionary import DATASETS, Column, ColumnType

# What 64 bits hold, with a sign; and up to where every whole number is a float, too.
MIN_INTEGER, MAX_INTEGER = -(1 << 63), (1 << 63) - 1
MAX_EXACT_FLOAT = 1 << 53
NO_OFFSET = timedelta(0)

# Answers for the values of a column, none of them missing.
Test = Callable[[Sequence[Any]], bool]


def are_sound(dataset: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether `rows` have the columns of `dataset` and break no rule of a single table."""
    names = _rules(dataset).names
    if any(row.keys() != names for row in rows):
        return False
    return is_sound(dataset, {name: [row[name] for row in rows] for name in names})


def is_sound(dataset: str, columns: Mapping[str, Sequence[Any]]) -> bool:
    """The same for a table given by its columns, which are all there and of one length."""
    rules = _rules(dataset)
    return (
        all(rule.passes(columns[rule.name]) for rule in rules.columns)
        and _are_unique([columns[name] for name in rules.key])
        and (rules.order is None or _ascends(columns["issue_id"], columns[rules.order]))
    )


def holds_only(kind: ColumnType, values: Sequence[Any]) -> bool:
    """Whether every value is of `kind` as it stands, so that storing it converts nothing.

    A truth value is no number here, a day with an hour no date, and a text no list of its letters; a whole
    number may stand for a float where it is one exactly. Missing values are to be left out.
    """
    return _HOLDS[kind](values, set(map(type, values)))


def _are_texts(values: Sequence[Any], types: set[type]) -> bool:
    """Texts that UTF-8 can write, which half a surrogate pair cannot be."""
    if not all(issubclass(one, str) for one in types):
        return False
    try:
        "".join(values).encode()
    except UnicodeEncodeError:
        return False
    return True


def _are_integers(values: Sequence[Any], types: set[type]) -> bool:
    return not values or (types == {int} and min(values) >= MIN_INTEGER and max(values) <= MAX_INTEGER)


def _are_numbers(values: Sequence[Any], types: set[type]) -> bool:
    if not types <= {float, int}:
        return False
    return int not in types or all(
        type(value) is float or -MAX_EXACT_FLOAT <= value <= MAX_EXACT_FLOAT for value in values
    )


def _are_truths(_values: Sequence[Any], types: set[type]) -> bool:
    return types <= {bool}


def _are_dates(_values: Sequence[Any], types: set[type]) -> bool:
    return types <= {date}


def _are_timestamps(values: Sequence[Any], types: set[type]) -> bool:
    return types <= {datetime} and all(value.utcoffset() == NO_OFFSET for value in values)


def _are_text_lists(values: Sequence[Any], types: set[type]) -> bool:
    if not types <= {list}:
        return False
    items = [item for item in chain.from_iterable(values) if item is not None]
    return _are_texts(items, set(map(type, items)))


_HOLDS: dict[ColumnType, Callable[[Sequence[Any], set[type]], bool]] = {
    ColumnType.TEXT: _are_texts,
    ColumnType.INTEGER: _are_integers,
    ColumnType.NUMBER: _are_numbers,
    ColumnType.BOOLEAN: _are_truths,
    ColumnType.DATE: _are_dates,
    ColumnType.TIMESTAMP: _are_timestamps,
    ColumnType.TEXT_LIST: _are_text_lists,
}


@dataclass(frozen=True, slots=True)
class _ColumnRule:
    """What one column may hold."""

    name: str
    type: ColumnType
    is_nullable: bool
    tests: tuple[Test, ...]

    def passes(self, values: Sequence[Any]) -> bool:
        types = set(map(type, values))
        if NoneType in types:
            if not self.is_nullable:
                return False
            values = [value for value in values if value is not None]
            types.remove(NoneType)
        return _HOLDS[self.type](values, types) and all(test(values) for test in self.tests)


@dataclass(frozen=True, slots=True)
class _TableRules:
    """What the tables of one dataset may hold."""

    names: frozenset[str]
    columns: tuple[_ColumnRule, ...]
    key: tuple[str, ...]
    order: str | None


@cache
def _rules(dataset: str) -> _TableRules:
    described = DATASETS[dataset]
    return _TableRules(
        frozenset(column.name for column in described.columns),
        tuple(
            _ColumnRule(column.name, column.type, column.is_nullable, tuple(_tests(column)))
            for column in described.columns
        ),
        described.primary_key,
        described.order,
    )


def _tests(column: Column) -> list[Test]:
    """Tests beyond the type, for values that have it."""
    tests: list[Test] = []
    if column.type is ColumnType.NUMBER:  # bounds on both sides would do, too
        tests.append(_are_finite)
    if column.type is ColumnType.TEXT_LIST:
        tests.append(_lack_no_item)
    if column.minimum is not None or column.maximum is not None:
        tests.append(_within(column.minimum, column.maximum))
    if column.pattern is not None:
        tests.append(_formed(column.pattern))
    if column.values is not None:
        tests.append(_among(column.values))
    return tests


def _are_finite(values: Sequence[float]) -> bool:
    return all(map(math.isfinite, values))


def _lack_no_item(values: Sequence[Sequence[Any]]) -> bool:
    return all(None not in value for value in values)


def _within(minimum: Any, maximum: Any) -> Test:
    def test(values: Sequence[Any]) -> bool:
        return not values or (
            (minimum is None or min(values) >= minimum) and (maximum is None or max(values) <= maximum)
        )

    return test


def _formed(pattern: str) -> Test:
    """`pattern` as Pandera's engine reads it: `$` is the very end, not before a last line feed.

    Python counts the separators U+001C to U+001F among white space, that engine does not; every pattern
    of the dictionary asks for what is no white space, so that this is the stricter reading.
    """
    found = re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern).search

    def test(values: Sequence[str]) -> bool:
        return all(map(found, set(values)))

    return test


def _among(allowed: Collection[str]) -> Test:
    return frozenset(map(str, allowed)).issuperset


def _are_unique(key: Sequence[Sequence[Any]]) -> bool:
    return len(set(zip(*key, strict=True))) == len(key[0])


def _ascends(issue_ids: Sequence[str], values: Sequence[int]) -> bool:
    """Whether `values` ascend from row to row within each issue."""
    latest: dict[str, int] = {}
    for issue_id, value in zip(issue_ids, values, strict=True):
        if issue_id in latest and latest[issue_id] >= value:
            return False
        latest[issue_id] = value
    return True
