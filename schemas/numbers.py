"""Numbers as a text writes them: the one place where words of a document become `int`."""

from __future__ import annotations

import re

HOUR = re.compile(r"\b\d{1,2}(?:[:.h]\d\d\b|\s?[ap]\.?m\b|\s?h\b)", re.IGNORECASE)
"""`19:30`, `7 pm`, `19h30`, `9 h`: an hour of the day; a day in figures begins like one."""

MAX_DIGITS = 9

MIN_PHONE_DIGITS = 6
MIN_LOCAL_PHONE_DIGITS = 9
MAX_PHONE_DIGITS = 15
"""Of telephone numbers, in groups without their country's prefix, and of any: more no country gives out."""


def whole_number(text: str) -> int | None:
    """The number that `text` writes in decimal digits, of any script; None for all else.

    `①` and `²` are digits to `str.isdigit` and none to `int`. Rows of digits that are too long to be
    meant as a number are none either.
    """
    digits = text.strip()
    return int(digits) if digits.isdecimal() and len(digits) <= MAX_DIGITS else None
