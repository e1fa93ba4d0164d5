"""How a run's values become words and JSON; what is said of them is decided by those who call."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any


def as_json(value: object) -> str:
    """`value` as JSON; dates and times in ISO 8601, dataclasses as objects of their fields."""
    return "".join(json_parts(value))


def json_parts(value: object) -> Iterator[str]:
    """`as_json` piece by piece, which holds no more than one of many dataclasses as JSON at a time."""
    return json.JSONEncoder(ensure_ascii=False, indent=2, default=_encode).iterencode(value)


def _encode(value: object) -> str | dict[str, Any]:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def plural(count: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
