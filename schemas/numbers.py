"""Numbers as a text writes them: the one place where words of a document become `int`."""

from __future__ import annotations

MAX_DIGITS = 9


def whole_number(text: str) -> int | None:
    """The number that `text` writes in decimal digits, of any script; None for all else.

    `①` and `²` are digits to `str.isdigit` and none to `int`. Rows of digits that are too long to be
    meant as a number are none either.
    """
    digits = text.strip()
    return int(digits) if digits.isdecimal() and len(digits) <= MAX_DIGITS else None
