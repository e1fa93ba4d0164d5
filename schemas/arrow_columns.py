"""Columns of Arrow, made of Python values.

`pyarrow.array` imports pandas, wherever it is installed, before it looks at a list: half a second and
50 MiB of each process. A column is no more than a few buffers, so here they are made with NumPy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

import numpy as np

from schemas.dictionary import ColumnType

if TYPE_CHECKING:
    import pyarrow

_FIRST_DAY = date(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def arrow_column(kind: ColumnType, type_: pyarrow.DataType, values: Sequence[Any]) -> pyarrow.Array:
    """`values`, which are of the `kind` of a column or None, as an array of that kind's `type_`.

    Raises:
        OverflowError: a number is larger than the type holds.
        UnicodeEncodeError: a text has a lone surrogate.
    """
    import pyarrow

    if kind is ColumnType.TEXT_LIST:
        inner = list(chain.from_iterable(value for value in values if value is not None))
        items = arrow_column(ColumnType.TEXT, type_.value_type, inner)
        return pyarrow.Array.from_buffers(
            type_, len(values), [_present(values), _offsets(values)], children=[items]
        )
    if kind is ColumnType.TEXT:
        texts = [b"" if value is None else value.encode() for value in values]
        buffers = [_present(values), _offsets(texts), pyarrow.py_buffer(b"".join(texts))]
    elif kind is ColumnType.BOOLEAN:
        buffers = [_present(values), _bits([bool(value) for value in values])]
    else:
        number_type, number_of = _NUMBERS[kind]
        numbers = [0 if value is None else number_of(value) for value in values]
        buffers = [_present(values), pyarrow.py_buffer(np.array(numbers, number_type))]
    return pyarrow.Array.from_buffers(type_, len(values), buffers)


def _present(values: Sequence[Any]) -> pyarrow.Buffer | None:
    """A bit for each value that is one, None where all are."""
    present = [value is not None for value in values]
    return None if all(present) else _bits(present)


def _bits(values: Sequence[bool]) -> pyarrow.Buffer:
    import pyarrow

    return pyarrow.py_buffer(np.packbits(np.array(values, bool), bitorder="little"))


def _offsets(values: Sequence[Sequence[Any] | None]) -> pyarrow.Buffer:
    """Where each value begins, and the last one ends."""
    import pyarrow

    ends = accumulate((0 if value is None else len(value) for value in values), initial=0)
    return pyarrow.py_buffer(np.array(list(ends), np.int32))


_NUMBERS: Mapping[ColumnType, tuple[type[np.generic], Callable[[Any], float]]] = {
    ColumnType.INTEGER: (np.int64, int),
    ColumnType.NUMBER: (np.float64, float),
    ColumnType.DATE: (np.int32, lambda day: day.toordinal() - _FIRST_DAY),
    ColumnType.TIMESTAMP: (np.int64, lambda moment: (moment - _EPOCH) // _MICROSECOND),
}
"""What Arrow holds of each kind, and the number that a value is."""
