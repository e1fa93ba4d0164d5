"""Pins that tables have the types and rules of the dictionary, and that broken rows do not pass."""

from __future__ import annotations

import types
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, get_args, get_type_hints

import polars as pl
import pytest

from schemas.dictionary import DATASETS, ColumnType
from schemas.errors import IssueError
from schemas.rows import (
    ArticleLinkRow,
    ArticleRow,
    BlockRow,
    DateRow,
    EditRow,
    IssueRow,
    IssueRows,
    LinkRow,
    MentionRow,
    TableCellRow,
    TableRow,
)
from schemas.run_rows import FailureRow, RunRow
from schemas.soundness import are_sound
from schemas.source_rows import SourceRow
from schemas.tables import (
    MAX_LISTED_FAULTS,
    arrow_schema,
    arrow_table,
    dataframe,
    file_schema,
    find_faults,
    find_issue_faults,
    pandera_schema,
    validate_issue,
)
from tests.builders import issue_rows, rows_of

ROW_TYPES: dict[str, type] = {
    "issues": IssueRow,
    "articles": ArticleRow,
    "blocks": BlockRow,
    "edits": EditRow,
    "tables": TableRow,
    "table_cells": TableCellRow,
    "sources": SourceRow,
    "dates": DateRow,
    "mentions": MentionRow,
    "links": LinkRow,
    "article_links": ArticleLinkRow,
    "runs": RunRow,
    "failures": FailureRow,
}
PYTHON_TYPES: dict[ColumnType, Any] = {
    ColumnType.TEXT: str,
    ColumnType.INTEGER: int,
    ColumnType.NUMBER: float,
    ColumnType.BOOLEAN: bool,
    ColumnType.DATE: date,
    ColumnType.TIMESTAMP: datetime,
    ColumnType.TEXT_LIST: list[str],
}


@pytest.mark.parametrize("dataset", DATASETS)
def test_dictionary_has_the_columns_of_the_rows(dataset: str) -> None:
    hints = get_type_hints(ROW_TYPES[dataset])
    expected = {
        column.name: PYTHON_TYPES[column.type] | None if column.is_nullable else PYTHON_TYPES[column.type]
        for column in DATASETS[dataset].columns
    }
    assert list(hints) == list(expected)
    assert {name: _parts(hint) for name, hint in hints.items()} == {
        name: _parts(hint) for name, hint in expected.items()
    }


def _parts(hint: Any) -> set[Any]:
    return set(get_args(hint)) if isinstance(hint, types.UnionType) else {hint}


@pytest.mark.parametrize("dataset", DATASETS)
def test_good_rows_pass_and_survive_arrow(dataset: str) -> None:
    table = dataframe(dataset, rows_of(dataset))
    assert find_faults(dataset, table) == []
    arrow = table.to_arrow().cast(arrow_schema(dataset))
    assert arrow.to_pylist() == rows_of(dataset)


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("dataset", DATASETS)
def test_table_of_a_file_is_what_polars_makes_of_the_rows(dataset: str, count: int) -> None:
    rows = (rows_of(dataset) * 2)[:count]
    expected = dataframe(dataset, rows).to_arrow().cast(file_schema(dataset))
    table = arrow_table(dataset, rows)
    assert table.schema.equals(expected.schema, check_metadata=True)
    assert table.equals(expected)


@pytest.mark.parametrize("dataset", DATASETS)
def test_empty_table_has_all_columns_and_passes(dataset: str) -> None:
    table = dataframe(dataset, [])
    assert table.columns == [column.name for column in DATASETS[dataset].columns]
    assert find_faults(dataset, table) == []


@pytest.mark.parametrize("dataset", DATASETS)
def test_arrow_fields_carry_description_unit_and_nullability(dataset: str) -> None:
    schema = arrow_schema(dataset)
    for column, field in zip(DATASETS[dataset].columns, schema, strict=True):
        assert field.metadata[b"description"].decode() == column.description
        assert field.metadata.get(b"unit", b"").decode() == (column.unit or "")
        assert field.nullable is column.is_nullable
    assert schema.metadata[b"primary_key"].decode() == ",".join(DATASETS[dataset].primary_key)


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_column_is_described_and_every_number_has_a_unit(dataset: str) -> None:
    for column in DATASETS[dataset].columns:
        assert column.description.endswith(".")
        if column.type in (ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.TIMESTAMP):
            assert column.unit, column.name


def test_source_is_the_folder_and_in_no_file() -> None:
    in_folders = [dataset for dataset in DATASETS.values() if dataset.is_per_source]
    assert all(column.name != "source" for dataset in in_folders for column in dataset.columns)


def test_same_name_means_same_type_everywhere() -> None:
    seen: dict[str, ColumnType] = {}
    for dataset in DATASETS.values():
        for column in dataset.columns:
            # An issue has a number as printed, a cell its value.
            if (dataset.name, column.name) != ("table_cells", "number"):
                assert seen.setdefault(column.name, column.type) == column.type


@pytest.mark.parametrize(
    ("dataset", "column", "value", "fault"),
    [
        ("issues", "source_sha256", "abc", "source_sha256"),
        ("issues", "kind", "leaflet", "not one of digest"),
        ("issues", "published_on", date(1066, 10, 14), "below 1600-01-01"),
        ("issues", "published_on", date(2200, 1, 1), "above 2100-12-31"),
        ("issues", "page_count", 0, "below 1"),
        ("issues", "issue_id", "no-slash", "issue_id"),
        ("issues", "title", " ", "title"),
        ("articles", "title", None, "title is missing"),
        ("articles", "title_confidence", 1.5, "above 1"),
        ("articles", "captions", ["one", None], "with an item missing"),
        ("blocks", "x0", float("nan"), 'x0 is "NaN", not a finite number'),
        ("blocks", "bottom", float("inf"), 'bottom is "inf", not a finite number'),
        ("articles", "position", 7, "articles row 1: position does not ascend"),
        ("articles", "article_id", "lake/may#a1", "key article_id is not unique"),
        ("blocks", "label", "poem", "not one of title"),
        ("blocks", "noise_code", "Z999", "not one of X001"),
        ("edits", "reason", "B503", "not one of E601"),
        ("edits", "offset", -1, "below 0"),
        ("runs", "status", "fine", "not one of completed"),
        ("failures", "code", "Not A Code", "code"),
        ("failures", "stage", "print", "not one of discover"),
    ],
)
def test_broken_value_is_named(dataset: str, column: str, value: object, fault: str) -> None:
    rows = rows_of(dataset)
    rows[0][column] = value
    faults = [str(fault) for fault in find_faults(dataset, dataframe(dataset, rows))]
    assert all(found.startswith(dataset) for found in faults)
    assert any(fault in found for found in faults)


def test_missing_and_mistyped_columns_are_faults() -> None:
    table = dataframe("edits", rows_of("edits"))
    (missing,) = find_faults("edits", table.drop("reason"))
    assert "reason" in missing.text
    (mistyped,) = find_faults("edits", table.with_columns(pl.col("offset").cast(pl.Int32)))
    assert "Int64" in mistyped.text


def test_order_is_within_each_issue() -> None:
    rows = [*issue_rows("lake/a").blocks, *issue_rows("lake/b").blocks]
    assert find_faults("blocks", dataframe("blocks", rows)) == []
    rows[-1]["ordinal"] = 0
    (fault,) = find_faults("blocks", dataframe("blocks", rows))
    assert (fault.row, fault.text) == (len(rows) - 1, "ordinal does not ascend")


@pytest.mark.parametrize(
    ("dataset", "column", "value"),
    [
        ("articles", "position", "0"),
        ("articles", "position", True),
        ("articles", "position", 1 << 63),
        ("articles", "title_confidence", True),
        ("articles", "title_confidence", (1 << 53) + 1),
        ("articles", "in_contents", 1),
        ("articles", "published_on", "2024-05-01"),
        ("articles", "published_on", datetime(2024, 5, 1, 3)),
        ("articles", "captions", "A text is no list of its letters"),
        ("articles", "captions", [1]),
        ("articles", "body", "half a pair \ud800"),
        ("failures", "last_seen", datetime(2024, 6, 2, 3)),
        ("failures", "last_seen", datetime(2024, 6, 2, 3, tzinfo=timezone(timedelta(hours=2)))),
    ],
)
def test_value_of_another_type_is_refused_not_converted(dataset: str, column: str, value: object) -> None:
    rows = rows_of(dataset)
    rows[0][column] = value
    assert not are_sound(dataset, rows)
    for make in (dataframe, arrow_table):
        with pytest.raises(TypeError, match=f"{dataset}: {column} does not hold"):
            make(dataset, rows)


@pytest.mark.parametrize("change", [{"mood": "good"}, {"title": ...}], ids=["unknown", "missing"])
def test_rows_of_other_columns_are_refused(change: dict[str, object]) -> None:
    row = {**rows_of("articles")[0], **change}
    row = {name: value for name, value in row.items() if value is not ...}
    for make in (dataframe, arrow_table):
        with pytest.raises(TypeError, match=next(iter(change))):
            make("articles", [row])


def test_timestamps_are_utc() -> None:
    table = dataframe("failures", rows_of("failures"))
    assert table["first_seen"].item() == datetime(2024, 6, 1, 3, tzinfo=UTC)


def test_pandera_schema_tells_units_and_descriptions() -> None:
    column = pandera_schema("articles").columns["word_count"]
    assert column.description == "Words of the body."
    assert column.metadata == {"unit": "words"}


def test_valid_issue_passes() -> None:
    validate_issue(issue_rows())


def _break_value(rows: IssueRows) -> None:
    rows.articles[0]["title_confidence"] = 2.0


def _break_type(rows: IssueRows) -> None:
    rows.articles[0]["position"] = "0"  # type: ignore[typeddict-item]


def _break_sum(rows: IssueRows) -> None:
    rows.issue["char_count_noise"] += 1


@pytest.mark.parametrize(
    ("breakages", "told"),
    [
        ([_break_value], ["title_confidence"]),
        ([_break_type], ["articles: position does not hold Int64"]),
        ([_break_sum], ["noise blocks hold"]),
        ([_break_value, _break_sum], ["title_confidence", "noise blocks hold"]),
    ],
    ids=["value", "type", "sum", "several"],
)
def test_all_faults_of_an_issue_are_in_one_error(
    breakages: list[Callable[[IssueRows], None]], told: list[str]
) -> None:
    rows = issue_rows()
    for breakage in breakages:
        breakage(rows)
    with pytest.raises(IssueError) as caught:
        validate_issue(rows)
    assert (caught.value.stage, caught.value.code) == ("validate", "invalid_rows")
    assert all(text in caught.value.sentence for text in told)


def test_many_faults_are_counted_not_all_listed() -> None:
    rows = issue_rows()
    for block in rows.blocks:
        block["label"] = "poem"
        block["rule"] = " "
        block["confidence"] = -1.0
    count = len(find_issue_faults(rows))
    with pytest.raises(IssueError) as caught:
        validate_issue(rows)
    assert f"{count} faults" in caught.value.sentence
    assert f"and {count - MAX_LISTED_FAULTS} more" in caught.value.sentence
    assert len(caught.value.sentence) < MAX_LISTED_FAULTS * 500
