"""What a child hands back, taken in without trusting it: a file may have taken the child over.

JSON of sixty megabytes can stand for gigabytes of objects, so what it would come to is counted in the bytes
before any of it is made.
"""

from __future__ import annotations

import json
import re
from typing import Any

MAX_VALUES = 3_000_000
"""Objects, lists and further members of them: ten times what the largest issue that may be read has."""

_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_SIGNS = (b"{", b"[", b",")


class AnswerError(ValueError):
    """What a child handed back is not what it is asked for."""


def load_answer(data: bytes) -> dict[str, Any]:
    """The object that `data` is JSON of.

    Raises:
        AnswerError: it is no object, is nested deeper than the interpreter goes, or holds more than
            `MAX_VALUES` values.
    """
    # What stands in texts is only set apart where all of it together would be too much.
    if _count(data) > MAX_VALUES and _count(_TEXT.sub(b"", data)) > MAX_VALUES:
        raise AnswerError("it holds too many values")
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise AnswerError("it cannot be read") from error
    if not isinstance(answer, dict):
        raise AnswerError("it is no object")
    return answer


def _count(data: bytes) -> int:
    return sum(data.count(sign) for sign in _SIGNS)
