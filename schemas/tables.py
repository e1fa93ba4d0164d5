"""Pandera, Polars and Arrow schemas of the datasets, made from `schemas.dictionary`.

Here rows become typed tables and are checked one table at a time; `validate_issue` adds the rules
over several tables from `schemas.cross_rules`. What `schemas.soundness` finds nothing wrong with is
valid; of all else, Pandera is asked what is wrong. Nothing here reads or writes a file. Pandera and
PyArrow take a second to import and are imported only by the functions that need them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl

from schemas.arrow_columns import arrow_column
from schemas.cross_rules import find_contradictions
from schemas.dictionary import DATASETS, Column, ColumnType, Dataset
from schemas.errors import IssueError
from schemas.rows import IssueRows
from schemas.soundness import are_sound, holds_only, is_sound

if TYPE_CHECKING:
    import pandera.polars as pa
    import pyarrow

# Enough to see what went wrong, few enough to read in one row of `failures`.
MAX_LISTED_FAULTS = 12
MAX_SHOWN_VALUE_CHARS = 60
SOURCE_DESCRIPTION = "Source: one publisher's series, a folder under raw."

_POLARS_TYPES: dict[ColumnType, Any] = {
    ColumnType.TEXT: pl.String(),
    ColumnType.INTEGER: pl.Int64(),
    ColumnType.NUMBER: pl.Float64(),
    ColumnType.BOOLEAN: pl.Boolean(),
    ColumnType.DATE: pl.Date(),
    ColumnType.TIMESTAMP: pl.Datetime("us", "UTC"),
    ColumnType.TEXT_LIST: pl.List(pl.String()),
}


@dataclass(frozen=True, slots=True)
class TableFault:
    """Something a table breaks of its schema; `row` counts from 0, None when it is about no row."""

    dataset: str
    row: int | None
    text: str

    def __str__(self) -> str:
        place = self.dataset if self.row is None else f"{self.dataset} row {self.row}"
        return f"{place}: {self.text}"


def polars_schema(dataset: str) -> pl.Schema:
    """Names and types of the columns of `dataset`, in their order."""
    return pl.Schema({column.name: _POLARS_TYPES[column.type] for column in DATASETS[dataset].columns})


def dataframe(dataset: str, rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """`rows` as a table with the dictionary's types, in the order given.

    Raises:
        TypeError: a row has other keys, or a value another type, than the dictionary says.
    """
    return pl.DataFrame(
        [
            pl.Series(column.name, values, _POLARS_TYPES[column.type], strict=True)
            for column, values in _columns(dataset, rows)
        ]
    )


def arrow_table(dataset: str, rows: Sequence[Mapping[str, object]]) -> pyarrow.Table:
    """`rows` as the table of a file of the dataset, in the order given; no table of Polars on the way.

    Raises:
        TypeError: as `dataframe`.
    """
    import pyarrow

    schema = file_schema(dataset)
    columns = [
        arrow_column(column.type, field.type, values)
        for (column, values), field in zip(_columns(dataset, rows), schema, strict=True)
    ]
    return pyarrow.Table.from_arrays(columns, schema=schema)


def _columns(dataset: str, rows: Sequence[Mapping[str, object]]) -> Iterator[tuple[Column, list[object]]]:
    """The dataset's columns, each with its values in `rows`, which are of its type as they stand."""
    described = DATASETS[dataset].columns
    names = {column.name for column in described}
    for row in rows:
        if odd := row.keys() ^ names:
            raise TypeError(f"{dataset}: keys missing or unknown: {', '.join(sorted(odd))}")
    for column in described:
        values = [row[column.name] for row in rows]
        # Polars and Arrow would take a truth value for a number, Polars a text for a list or a date, too.
        if not holds_only(column.type, [value for value in values if value is not None]):
            kind = _POLARS_TYPES[column.type]
            raise TypeError(f"{dataset}: {column.name} does not hold {kind} only")
        yield column, values


@cache
def arrow_schema(dataset: str) -> pyarrow.Schema:
    """Arrow schema of `dataset`; descriptions, units and the primary key are its metadata."""
    import pyarrow

    types: dict[ColumnType, pyarrow.DataType] = {
        ColumnType.TEXT: pyarrow.string(),
        ColumnType.INTEGER: pyarrow.int64(),
        ColumnType.NUMBER: pyarrow.float64(),
        ColumnType.BOOLEAN: pyarrow.bool_(),
        ColumnType.DATE: pyarrow.date32(),
        ColumnType.TIMESTAMP: pyarrow.timestamp("us", "UTC"),
        ColumnType.TEXT_LIST: pyarrow.list_(pyarrow.string()),
    }
    described = DATASETS[dataset]
    fields = [
        pyarrow.field(column.name, types[column.type], column.is_nullable, _field_metadata(column))
        for column in described.columns
    ]
    metadata = {
        "dataset": described.name,
        "description": described.description,
        "primary_key": ",".join(described.primary_key),
    }
    return pyarrow.schema(fields, metadata)


@cache
def whole_schema(dataset: str) -> pyarrow.Schema:
    """Arrow schema of the one file that holds the whole dataset, with the source as a column of it.

    Any value may be missing, as in rows that another version made.
    """
    import pyarrow

    schema = arrow_schema(dataset)
    fields = [field.with_nullable(True) for field in schema]
    if DATASETS[dataset].is_per_source:
        described = {"description": SOURCE_DESCRIPTION}
        fields.insert(0, pyarrow.field("source", pyarrow.string(), metadata=described))
    return pyarrow.schema(fields, schema.metadata)


@cache
def file_schema(dataset: str) -> pyarrow.Schema:
    """Arrow schema of the file of one issue or run: that of the dataset without a word on what it means."""
    return arrow_schema(dataset).remove_metadata()


def _field_metadata(column: Column) -> dict[str, str]:
    unit = {"unit": column.unit} if column.unit else {}
    return {"description": column.description, **unit}


@cache
def pandera_schema(dataset: str) -> pa.DataFrameSchema:
    """Pandera schema of `dataset`: types, nulls, values, ranges, patterns, key and order."""
    import pandera.polars as pa

    described = DATASETS[dataset]
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                _POLARS_TYPES[column.type],
                _column_checks(column),
                nullable=column.is_nullable,
                description=column.description,
                metadata={"unit": column.unit},
            )
            for column in described.columns
        },
        checks=_order_checks(described),
        unique=list(described.primary_key),
        strict=True,
        ordered=True,
        name=described.name,
        description=described.description,
    )


def _column_checks(column: Column) -> list[pa.Check]:
    import pandera.polars as pa

    checks: list[pa.Check] = []
    if column.type is ColumnType.NUMBER and (column.minimum is None or column.maximum is None):
        checks.append(pa.Check(_are_finite, error="not a finite number"))
    if column.type is ColumnType.TEXT_LIST:
        checks.append(pa.Check(_lack_no_item, error="with an item missing"))
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum, error=f"below {column.minimum}"))
    if column.maximum is not None:
        checks.append(pa.Check.le(column.maximum, error=f"above {column.maximum}"))
    if column.pattern is not None:
        checks.append(pa.Check.str_contains(column.pattern, error=f"not of the form {column.pattern}"))
    if column.values is not None:
        allowed = [str(value) for value in column.values]
        checks.append(pa.Check.isin(allowed, error=f"not one of {', '.join(allowed)}"))
    return checks


def _are_finite(data: pa.PolarsData) -> pl.LazyFrame:
    return data.lazyframe.select(pl.col(data.key).is_finite())


def _lack_no_item(data: pa.PolarsData) -> pl.LazyFrame:
    items = pl.col(data.key).list
    return data.lazyframe.select(items.drop_nulls().list.len() == items.len())


def _order_checks(dataset: Dataset) -> list[pa.Check]:
    import pandera.polars as pa

    order = dataset.order
    if order is None:
        return []

    def ascends(data: pa.PolarsData) -> pl.LazyFrame:
        step = pl.col(order).diff().over("issue_id")
        return data.lazyframe.select(step.fill_null(1) > 0)

    return [pa.Check(ascends, error=f"{order} does not ascend")]


def find_faults(dataset: str, table: pl.DataFrame) -> list[TableFault]:
    """Everything `table` breaks of its Pandera schema; it may hold the rows of many issues.

    Pandera is imported and asked only where something may be wrong.
    """
    if table.schema == polars_schema(dataset) and is_sound(dataset, table.to_dict(as_series=False)):
        return []
    return ask_pandera(dataset, table)


def ask_pandera(dataset: str, table: pl.DataFrame) -> list[TableFault]:
    """What `find_faults` says, by Pandera alone: a hundred times as slow where nothing is wrong."""
    import pandera.errors

    try:
        pandera_schema(dataset).validate(table, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases: pl.DataFrame = errors.failure_cases
        return [
            TableFault(dataset, case["index"], _describe_case(dataset, case))
            for case in cases.iter_rows(named=True)
        ]
    return []


def _describe_case(dataset: str, case: Mapping[str, Any]) -> str:
    """One failure in words, such as `kind is "leaflet", not one of digest, newsletter`."""
    check, column = case["check"], case["column"]
    if check == "multiple_fields_uniqueness":
        return f"key {', '.join(DATASETS[dataset].primary_key)} is not unique"
    if check == "not_nullable":
        return f"{column} is missing"
    if case["schema_context"] == "DataFrameSchema":
        is_about_column = check.startswith("column_")
        return f"{check} {case['failure_case']}" if is_about_column else str(check)
    return f"{column} is {_shorten(str(case['failure_case']))}, {check}"


def _shorten(value: str) -> str:
    shown = value if len(value) <= MAX_SHOWN_VALUE_CHARS else value[:MAX_SHOWN_VALUE_CHARS] + "…"
    return f'"{shown}"'


def find_issue_faults(rows: IssueRows) -> list[str]:
    """Everything the rows of one issue break, within each table and between them."""
    faults: list[str] = []
    for dataset, records in rows.by_dataset().items():
        if are_sound(dataset, records):
            continue
        try:
            faults.extend(map(str, ask_pandera(dataset, dataframe(dataset, records))))
        except TypeError as error:
            faults.append(str(error))
    return faults + find_contradictions(rows)


def validate_issue(rows: IssueRows) -> None:
    """Let only valid rows pass.

    Raises:
        IssueError: stage `validate`, code `invalid_rows`, with all faults in one sentence.
    """
    faults = find_issue_faults(rows)
    if not faults:
        return
    listed = "; ".join(faults[:MAX_LISTED_FAULTS])
    rest = len(faults) - MAX_LISTED_FAULTS
    more = f"; and {rest} more" if rest > 0 else ""
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    raise IssueError(
        "validate",
        "invalid_rows",
        f"the rows made from this issue have {count} ({listed}{more}); "
        "this is a defect of the pipeline, please report it with the file",
    )
