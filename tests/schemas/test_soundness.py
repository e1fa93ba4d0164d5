"""Pins that the quick rules and Pandera agree on what is valid, and that the quick ones are never laxer.

Pandera is asked once for many rows at a time, each with one fault, and tells the faulty ones by their number.
"""

from __future__ import annotations

import math
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.dictionary import DATASETS, ISSUE_DATASETS, Column, ColumnType
from schemas.soundness import are_sound, is_sound
from schemas.tables import ask_pandera, dataframe, find_faults
from tests.builders import rows_of
from tests.road import sample_rows

ROOT = Path(__file__).parents[2]
NAN = math.nan
# White space to Python, but not to the engine of Pandera's patterns: there the quick rules are stricter.
SEPARATOR = "\x1c"
SEPARATORS = set("\x1c\x1d\x1e\x1f")
TWO_HOURS = timezone(timedelta(hours=2))

# fmt: off
ODD_VALUES: dict[ColumnType, list[Any]] = {
    ColumnType.TEXT: [
        "", " ", "\n", "\u00a0\u2003", "\u200b", SEPARATOR, "x", "x\n", "\x00", "\ud800", "/", "a/b", "a/b\n",
        "A/b", "0" * 64, "0" * 64 + "\n", "en", "en-GB", "en\n", "EN", "e", "Ａ", "²", 1, 1.0, True, b"a",
        ["a"], {"a": 1}, NAN, date(2024, 5, 1),
    ],
    ColumnType.INTEGER: [
        -1, 0, 1, 2, -(1 << 63), (1 << 63) - 1, 1 << 63, -(1 << 63) - 1, 10**400, True, False, 1.0, 1.5, NAN,
        "1", [1], b"1", date(2024, 5, 1),
    ],
    ColumnType.NUMBER: [
        -0.1, -0.0, 0.0, 1e-320, 0.5, 1.0, 1.0000000000000002, -1, 0, 1, 2, NAN, math.inf, -math.inf, 1 << 53,
        (1 << 53) + 1, 1 << 70, 10**400, True, "1", [1.0], date(2024, 5, 1),
    ],
    ColumnType.BOOLEAN: [True, False, 0, 1, 1.0, NAN, "true", [True]],
    ColumnType.DATE: [
        date(1066, 10, 14), date(1599, 12, 31), date(1600, 1, 1), date(2100, 12, 31), date(2101, 1, 1),
        date.max, date.min, datetime(2024, 5, 1), datetime(2024, 5, 1, 3), datetime(2024, 5, 1, tzinfo=UTC),
        "2024-05-01", 19_000, NAN,
    ],
    ColumnType.TIMESTAMP: [
        datetime(2024, 6, 1, 3, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC),
        datetime(2024, 6, 1, 3, tzinfo=TWO_HOURS), datetime(2024, 6, 1, 3), date(2024, 6, 1),
        "2024-06-01T03:00:00Z", 0, NAN,
    ],
    ColumnType.TEXT_LIST: [
        [], ["a"], ["a", "b"], [""], ["a", None], [None], [1], ["a", 1], [True, "a"], [NAN], ["\ud800"],
        [["a"]], ("a",), {"a"}, {"a": 1}, "text", b"text", 1,
    ],
}
# fmt: on


def _accepts(dataset: str, rows: list[dict[str, Any]]) -> bool:
    """Whether the door and Pandera, without the quick rules, let the rows in."""
    try:
        return not ask_pandera(dataset, dataframe(dataset, rows))
    except TypeError:
        return False


def _can_enter(dataset: str, row: dict[str, Any]) -> bool:
    try:
        dataframe(dataset, [row])
    except TypeError:
        return False
    return True


def _odd_values(column: Column) -> list[Any]:
    return [None, *ODD_VALUES[column.type], *(column.values or ()), (column.values or ("x",))[0] + " "]


def _apart(dataset: str, number: int) -> dict[str, Any]:
    """A valid row with a key and an issue of its own, so that it can be valid beside all others."""
    row = {**rows_of(dataset)[0]}
    own = {
        "issue_id": f"lake/i{number}",
        "article_id": f"a{number}",
        "block_id": f"b{number}",
        "run_id": f"r{number}",
        "table_id": f"t{number}",
        "source": f"s{number}",
    }
    if dataset == "sources":
        own["source"] = f"lake{number}"
    return {name: own.get(name, value) for name, value in row.items()}


@pytest.mark.parametrize("dataset", DATASETS)
def test_each_odd_value_is_judged_as_pandera_judges_it(dataset: str) -> None:
    odd = [(column.name, value) for column in DATASETS[dataset].columns for value in _odd_values(column)]
    rows = [{**_apart(dataset, number), name: value} for number, (name, value) in enumerate(odd)]
    entering = [row for row in rows if _can_enter(dataset, row)]
    faulty = {fault.row for fault in ask_pandera(dataset, dataframe(dataset, entering))}
    accepted = [row for number, row in enumerate(entering) if number not in faulty]
    assert 0 < len(accepted) < len(entering) < len(rows)
    for row, (name, value) in zip(rows, odd, strict=True):
        is_accepted = any(row is one for one in accepted)
        is_unsure = value == SEPARATOR and not are_sound(dataset, [row])
        assert are_sound(dataset, [row]) == (is_accepted and not is_unsure), (name, value)


@pytest.mark.parametrize("dataset", DATASETS)
def test_valid_and_empty_tables_are_sound(dataset: str) -> None:
    for rows in (rows_of(dataset), []):
        assert are_sound(dataset, rows)
        assert is_sound(dataset, dataframe(dataset, rows).to_dict(as_series=False))
        assert _accepts(dataset, rows)


@pytest.mark.parametrize("dataset", DATASETS)
def test_no_key_stands_twice(dataset: str) -> None:
    row = _apart(dataset, 0)
    other = {**row, **_apart(dataset, 1), **{name: row[name] for name in DATASETS[dataset].primary_key}}
    assert not are_sound(dataset, [row, other])
    assert not _accepts(dataset, [row, other])


@pytest.mark.parametrize(("dataset", "order"), [("articles", "position"), ("blocks", "ordinal")])
@pytest.mark.parametrize(
    ("steps", "is_valid"),
    [
        ([("lake/a", 0), ("lake/a", 1)], True),
        ([("lake/a", 3), ("lake/a", 9)], True),
        ([("lake/a", 1), ("lake/a", 1)], False),
        ([("lake/a", 1), ("lake/a", 0)], False),
        ([("lake/a", 1), ("lake/b", 0)], True),
        ([("lake/a", 0), ("lake/b", 0), ("lake/a", 1), ("lake/b", 1)], True),
        ([("lake/a", 1), ("lake/b", 0), ("lake/a", 0)], False),
    ],
)
def test_order_ascends_within_each_issue(
    dataset: str, order: str, steps: list[tuple[str, int]], is_valid: bool
) -> None:
    rows = [
        {**_apart(dataset, number), "issue_id": issue_id, order: place}
        for number, (issue_id, place) in enumerate(steps)
    ]
    assert are_sound(dataset, rows) is is_valid
    assert _accepts(dataset, rows) is is_valid


@pytest.mark.parametrize("dataset", DATASETS)
def test_rows_of_other_columns_are_not_sound(dataset: str) -> None:
    (row, *_) = rows_of(dataset)
    last = DATASETS[dataset].columns[-1].name
    for odd in ({**row, "mood": "good"}, {name: row[name] for name in row if name != last}, {}):
        assert not are_sound(dataset, [row, odd])
        assert not _accepts(dataset, [row, odd])


def test_tables_of_other_columns_are_not_passed() -> None:
    table = dataframe("edits", rows_of("edits"))
    for odd in (
        table.drop("reason"),
        table.with_columns(mood=pl.lit("good")),
        table.with_columns(pl.col("offset").cast(pl.Int32)),
        table.select(reversed(table.columns)),
    ):
        assert find_faults("edits", odd) == ask_pandera("edits", odd) != []


def _cells(column: Column, valid: Any) -> st.SearchStrategy[Any]:
    """Mostly the valid value, so that whole rows often are; the rest anything a child could hand over."""
    common = st.just(valid) if column.pattern or column.values else _common(column, valid)
    return st.integers(0, 30).flatmap(
        lambda roll: st.sampled_from(_odd_values(column)) if roll == 0 else common
    )


def _common(column: Column, valid: Any) -> st.SearchStrategy[Any]:
    anything: dict[ColumnType, st.SearchStrategy[Any]] = {
        ColumnType.TEXT: st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        ColumnType.INTEGER: st.integers(1, 3),
        ColumnType.NUMBER: st.floats(0, 1),
        ColumnType.BOOLEAN: st.booleans(),
        ColumnType.TEXT_LIST: st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3),
    }
    return anything.get(column.type, st.just(valid))


@st.composite
def _tables(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """Some rows of a dataset, with keys and places that may clash."""
    dataset = draw(st.sampled_from(ISSUE_DATASETS))
    rows = []
    for number in range(draw(st.integers(1, 4))):
        row = _apart(dataset.name, number)
        row = {column.name: draw(_cells(column, row[column.name])) for column in dataset.columns}
        if draw(st.booleans()):
            row["issue_id"] = "lake/i0"
        rows.append(row)
    return dataset.name, rows


@settings(max_examples=60)
@given(_tables())
def test_whole_tables_are_judged_as_pandera_judges_them(table: tuple[str, list[dict[str, Any]]]) -> None:
    dataset, rows = table
    if are_sound(dataset, rows):
        assert _accepts(dataset, rows)
    elif not any(SEPARATORS & set(str(value)) for row in rows for value in row.values()):
        assert not _accepts(dataset, rows)


@pytest.mark.parametrize("path", ["lakeland-digest/2026-3.pdf", "harbour-town-council/2026-10.txt"])
def test_rows_of_a_bulletin_are_sound(path: str) -> None:
    rows = sample_rows(path)
    for dataset, records in rows.by_dataset().items():
        assert are_sound(dataset, records)
        assert _accepts(dataset, [dict(row) for row in records])


def test_valid_rows_are_passed_without_importing_pandera() -> None:
    script = (
        "import sys; from schemas.tables import dataframe, find_faults, validate_issue\n"
        "from tests.builders import issue_rows; rows = issue_rows(); validate_issue(rows)\n"
        "assert find_faults('blocks', dataframe('blocks', rows.blocks)) == []\n"
        "assert 'pandera' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
