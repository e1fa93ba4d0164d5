"""Thrift's compact protocol, as far as the footers of Parquet files need it.

A struct is read into a dictionary of its fields and written back as the same bytes; what the fields mean
is known to `tasks.storage.row_groups`. Maps, sets and lists of truth values do not occur there.
"""

from __future__ import annotations

from typing import Any

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, STRUCT = 1, 2, 3, 4, 5, 6, 7, 8, 9, 12
DOUBLE_BYTES = 8
# Lists of fewer items, and fields whose number is at most so much above the one before, have short heads.
SHORT = 15

# Kind and value by field number, in the order written. A value is None for truth values, else an int, bytes,
# a struct, or for lists the kind of the items and the items.
Struct = dict[int, tuple[int, Any]]


def read_struct(data: bytes, at: int = 0) -> tuple[Struct, int]:
    """The struct that begins at `at`, and where it ends.

    Raises:
        IndexError, ValueError: it breaks off, or holds a kind that does not occur in Parquet's footers.
    """
    fields: Struct = {}
    number = 0
    while head := data[at]:
        at += 1
        if step := head >> 4:
            number += step
        else:
            number, at = _read_signed(data, at)
        kind = head & 0x0F
        value, at = _read(kind, data, at)
        fields[number] = (kind, value)
    return fields, at + 1


def _read(kind: int, data: bytes, at: int) -> tuple[Any, int]:
    if I16 <= kind <= I64:
        return _read_signed(data, at)
    if kind == BINARY:
        size, at = _read_unsigned(data, at)
        return data[at : at + size], at + size
    if kind == STRUCT:
        return read_struct(data, at)
    if kind == LIST:
        return _read_list(data, at)
    if kind in {TRUE, FALSE}:
        return None, at
    if kind in {BYTE, DOUBLE}:
        size = 1 if kind == BYTE else DOUBLE_BYTES
        return data[at : at + size], at + size
    raise ValueError(f"kind {kind} does not occur in Parquet's footers")


def _read_list(data: bytes, at: int) -> tuple[tuple[int, list[Any]], int]:
    head = data[at]
    at += 1
    count = head >> 4
    if count == SHORT:
        count, at = _read_unsigned(data, at)
    items = []
    for _ in range(count):
        item, at = _read(head & 0x0F, data, at)
        items.append(item)
    return (head & 0x0F, items), at


def _read_unsigned(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while (byte := data[at]) & 0x80:
        value |= (byte & 0x7F) << shift
        shift += 7
        at += 1
    return value | byte << shift, at + 1


def _read_signed(data: bytes, at: int) -> tuple[int, int]:
    value, at = _read_unsigned(data, at)
    return (value >> 1) ^ -(value & 1), at


def write_struct(fields: Struct) -> bytes:
    """The bytes that `read_struct` reads as `fields`."""
    out = bytearray()
    _write_struct(out, fields)
    return bytes(out)


def _write_struct(out: bytearray, fields: Struct) -> None:
    before = 0
    for number, (kind, value) in fields.items():
        if 0 < number - before <= SHORT:
            out.append((number - before) << 4 | kind)
        else:
            out.append(kind)
            _write_signed(out, number)
        before = number
        _write(out, kind, value)
    out.append(0)


def _write(out: bytearray, kind: int, value: Any) -> None:
    if I16 <= kind <= I64:
        _write_signed(out, value)
    elif kind == BINARY:
        _write_unsigned(out, len(value))
        out += value
    elif kind == STRUCT:
        _write_struct(out, value)
    elif kind == LIST:
        item_kind, items = value
        if len(items) < SHORT:
            out.append(len(items) << 4 | item_kind)
        else:
            out.append(SHORT << 4 | item_kind)
            _write_unsigned(out, len(items))
        for item in items:
            _write(out, item_kind, item)
    elif kind in {BYTE, DOUBLE}:
        out += value


def _write_unsigned(out: bytearray, value: int) -> None:
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def _write_signed(out: bytearray, value: int) -> None:
    _write_unsigned(out, value << 1 if value >= 0 else (-value << 1) - 1)
