"""Columns of Arrow against those that PyArrow makes of the same values itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pyarrow as pa
import pytest

from schemas.arrow_columns import arrow_column
from schemas.dictionary import ColumnType

VALUES: dict[ColumnType, tuple[pa.DataType, list[Any]]] = {
    ColumnType.TEXT: (pa.string(), ["moles", "", "Bären", "蜜蜂", "🐝"]),
    ColumnType.INTEGER: (pa.int64(), [0, -1, 2**63 - 1, -(2**63)]),
    ColumnType.NUMBER: (pa.float64(), [0.0, -0.0, 1.5, float("inf"), 1e-300]),
    ColumnType.BOOLEAN: (pa.bool_(), [True, False, True, True, False, False, True, False, True]),
    ColumnType.DATE: (pa.date32(), [date(1970, 1, 1), date(1899, 12, 31), date(2026, 11, 28)]),
    ColumnType.TIMESTAMP: (
        pa.timestamp("us", "UTC"),
        [
            datetime(2026, 11, 28, 7, 5, 3, 999999, UTC),
            datetime(1969, 12, 31, 23, 59, 59, 1, UTC),
            datetime(2026, 3, 1, 1, 0, tzinfo=UTC),
        ],
    ),
    ColumnType.TEXT_LIST: (pa.list_(pa.string()), [["bees", "wasps"], [], ["", "ants"]]),
}


def test_every_kind_of_column_is_tried() -> None:
    assert set(VALUES) == set(ColumnType)


@pytest.mark.parametrize("kind", ColumnType)
@pytest.mark.parametrize("gaps", ["none", "some", "only", "no values"])
def test_a_column_is_what_pyarrow_makes(kind: ColumnType, gaps: str) -> None:
    type_, values = VALUES[kind]
    if gaps == "some":
        values = [None, *values, None, *values]
    elif gaps != "none":
        values = [None] * 9 if gaps == "only" else []
    column = arrow_column(kind, type_, values)
    column.validate(full=True)
    expected = pa.array(values, type_)
    assert column.equals(expected)
    assert (column.type, column.null_count) == (expected.type, expected.null_count)
    assert list(map(str, column.to_pylist())) == list(map(str, expected.to_pylist())), "-0.0 stays what it is"


def test_a_time_of_another_zone_is_the_same_moment() -> None:
    """PyArrow itself tells it so or takes its clock for that of UTC, by what else is loaded."""
    type_, _ = VALUES[ColumnType.TIMESTAMP]
    east = datetime(2026, 3, 1, 1, 0, tzinfo=timezone(timedelta(hours=5)))
    assert arrow_column(ColumnType.TIMESTAMP, type_, [east]).to_pylist() == [east]


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [(ColumnType.INTEGER, 2**63, OverflowError), (ColumnType.TEXT, "\ud800", UnicodeEncodeError)],
    ids=["number too large", "lone surrogate"],
)
def test_what_arrow_cannot_hold(kind: ColumnType, value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        arrow_column(kind, VALUES[kind][0], [value])
