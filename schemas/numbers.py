"""Numbers as a text writes them: the one place where words of a document become `int`."""

from __future__ import annotations

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
