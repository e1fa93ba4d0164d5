"""How a run's values become words and JSON; what is said of them is decided by those who call."""

from __future__ import annotations

import json
from datetime import date, datetime


def as_json(value: object) -> str:
    """`value` as JSON; dates and times in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_encode)


def _encode(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def plural(count: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
