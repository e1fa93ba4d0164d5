"""Names of glyphs that say no letter but a number, which may be in a known order: `/g45`, `/C97`, `/G6F`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

_NUMBERED = re.compile(r"([A-Za-z]{1,8}?)([0-9A-F]{2}|\d{1,5})")
_DECIMAL = re.compile(r"\d+")
MIN_SHARE = 0.8
"""So many of a font's nameless glyphs go by the commonest prefix, or their names say nothing."""


def numbers_of(names: Mapping[int, str]) -> dict[int, int]:
    """Numbers by the codes of a font's glyphs, from those of their names that are no letters.

    Where one of the numbers has a hexadecimal digit, all of its prefix are hexadecimal.
    """
    parts = {code: match for code, name in names.items() if (match := _NUMBERED.fullmatch(name))}
    prefixes = Counter(match[1] for match in parts.values())
    if not prefixes:
        return {}
    prefix, count = prefixes.most_common(1)[0]
    if count < MIN_SHARE * len(names):
        return {}
    digits = {code: match[2] for code, match in parts.items() if match[1] == prefix}
    base = 10 if all(_DECIMAL.fullmatch(text) for text in digits.values()) else 16
    return {code: int(text, base) for code, text in digits.items()}
