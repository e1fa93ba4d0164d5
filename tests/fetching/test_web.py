"""Pins small parts of the way to the web; whole exchanges are in tests/flows/run/test_fetch_all.py."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas.addresses import shown
from tasks.fetching.web import parse, retry_after_seconds

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30),
        (" 0 ", 0),
        ("Sat, 21 Nov 2026 02:01:00 GMT", 60),
        ("Sat, 21 Nov 2026 01:00:00 GMT", 0),
        ("9" * 500, 999_999_999),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(value, NOW) == seconds


def test_addresses_lose_user_and_fragment() -> None:
    assert str(parse("http://me:pw@a.example/x#y")) == "http://a.example/x"


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("https://me:pw@a.example/x?id=3", "https://a.example/x?id=3"),
        ("https://a.example/x?id=3&X-Signature=a&token=d", "https://a.example/x?id=3&X-Signature=…&token=…"),
        ("https://a.example/\x1b[2J\u202ex", "https://a.example/\ufffd[2J\ufffdx"),
        ("https://a.example/" + "x" * 300, "https://a.example/" + "x" * 182 + "…"),
    ],
)
def test_addresses_are_shown_without_secrets(address: str, text: str) -> None:
    assert shown(address) == text
