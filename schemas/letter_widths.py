"""How wide letters are set: what tells the size of a line whose size is badly measured.

Widths are shares of the size, the mean of what Adobe's metrics give for Times and Helvetica, to .05. Faces
differ by as much as all their letters do, so a width tells the size of a line against other lines only.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_WIDTHS = {
    0.2: "'",
    0.25: ",.ijl|·",
    0.3: "!/:;I[\\]ft’‘",
    0.35: "()-`r•¡",
    0.4: '"{}“”°',
    0.45: "*J^csz",
    0.5: "?aekvxy",
    0.55: "#$+0123456789<=>_bdghnopqu~–¿«»€£øß",
    0.6: "FLPSTZ",
    0.65: "BE",
    0.7: "&ACDHKNRUVXYw",
    0.75: "GOQ©",
    0.8: "mæ",
    0.85: "%Mœ",
    0.95: "@W",
    1.0: "—…",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_USUAL, _USUAL_CAPITAL = _WIDTH_OF["n"], _WIDTH_OF["N"]
KEPT_LETTERS = 4096
"""Letters whose width is kept in mind: an issue in Chinese has some thousand."""


def set_width(text: str) -> float:
    """How wide `text`, without blanks, is set, in sizes."""
    return sum(map(_width, text))


@lru_cache(maxsize=KEPT_LETTERS)
def _width(letter: str) -> float:
    """A letter with marks is as wide as without; what is not listed, as the letters of its kind."""
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _WIDTH_OF:
        return _WIDTH_OF[base]
    if unicodedata.category(base).startswith("M"):
        return 0.0
    if unicodedata.east_asian_width(base) in {"W", "F"}:
        return 1.0
    return _USUAL_CAPITAL if base.isupper() else _USUAL
