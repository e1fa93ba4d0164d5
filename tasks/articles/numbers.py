"""Numbers of a table's cells as values: which mark parts thousands and which decimals, its cells tell.

`1.234` is one thing in one country and another in the next. A mark that stands twice in a number, or before
other than three digits, says what it is for the whole table; where nothing tells, a number with a lone
mark before three digits is not read, since a wrong value is worse than none. A comma among numbers that
have no other mark parts thousands.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable

_SIGNS = "+\\-\u2212"
_NUMBER = re.compile(rf"[{_SIGNS}]?\d+(?:[.,'’ \u00a0\u202f]\d+)*")
_SIGN = re.compile(rf"^\(([{_SIGNS}])\)\s*")
_AROUND = re.compile(r"[\s%‰*†‡°]*")
_GROUPS = re.compile(r"\d{1,3}(?:([.,'’ \u00a0\u202f])\d{3})(?:\1\d{3})*")
_CURRENCY = re.compile(
    r"\b(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BRL|Kč|kr|zł|Ft|lei|лв|руб|грн|Rs|Rp|TL)\b\.?"
)
_MARKS = frozenset(".,")
MAX_DIGITS = sys.float_info.dig
"""Longer ones are no quantities, and no float holds them."""


class NumberReader:
    """Reads the cells of one table.

    Args:
        texts: of all its cells.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._decimal = _decimal_mark([bare for text in texts if (bare := _bare(text)) is not None])

    def read(self, text: str) -> float | None:
        """The value of a cell that holds a number and nothing else but a sign, a unit mark or brackets."""
        bare = _bare(text)
        if bare is None:
            return None
        sign = -1.0 if bare[0] in "-\u2212" else 1.0
        digits = bare.lstrip("+-\u2212")
        if sum(map(str.isdecimal, digits)) > MAX_DIGITS:
            return None
        value = self._value(digits)
        return None if value is None else sign * value

    def _value(self, digits: str) -> float | None:
        whole, fraction = digits, ""
        at = max(digits.rfind(mark) for mark in _MARKS)
        if at >= 0:
            mark, before, after = digits[at], digits[:at], digits[at + 1 :]
            if self._is_decimal(mark, before, after):
                whole, fraction = before, after
            elif mark == "." and self._decimal is None and mark not in before:
                return None
        if (len(whole) > 1 and whole.startswith("0")) or (fraction and not fraction.isdecimal()):
            return None
        if not whole.isdecimal() and not _GROUPS.fullmatch(whole):
            return None
        return float("".join(c for c in whole if c.isdecimal()) + (f".{fraction}" if fraction else ""))

    def _is_decimal(self, mark: str, before: str, after: str) -> bool:
        if self._decimal is not None:
            return mark == self._decimal
        return len(after) != 3 and mark not in before


def _bare(text: str) -> str | None:
    """The digits and marks of a text that is a number; None where it is anything else."""
    plain = "".join(c for c in text if not unicodedata.decomposition(c).startswith("<super>"))
    folded = unicodedata.normalize("NFKC", plain).strip()
    folded = _CURRENCY.sub("", "".join(c for c in folded if unicodedata.category(c) != "Sc")).strip(" =")
    folded = _SIGN.sub(r"\1", folded)
    inner = folded[1:-1] if folded.startswith("(") and folded.endswith(")") else folded
    found = _NUMBER.search(inner)
    if found is None or not _AROUND.fullmatch(inner[: found.start()] + inner[found.end() :]):
        return None
    return found.group()


def _decimal_mark(numbers: Iterable[str]) -> str | None:
    """The mark before decimals, as the numbers of a table tell it; None where they do not, or differ."""
    decimal: set[str] = set()
    for number in numbers:
        marks = [c for c in number if c in _MARKS]
        if not marks:
            continue
        after = number.rpartition(marks[-1])[2]
        if marks.count(marks[-1]) > 1:
            decimal |= _MARKS - {marks[-1]} if len(set(marks)) == 1 else set()
        elif len(set(marks)) > 1 or len(after) != 3 or number.lstrip("+-\u2212").startswith("0"):
            decimal.add(marks[-1])
    return decimal.pop() if len(decimal) == 1 else None
