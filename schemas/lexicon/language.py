"""Language of a text: by its script and special letters where they decide, else by a detector.

The detector (`schemas.lexicon.detector`) knows 55 languages and is sure of a wrong one for the rest;
letters that only those others have are asked first, so that Kazakh is never told as Russian.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from schemas.lexicon.detector import tell

MIN_LETTERS = 20
"""Shorter texts have no language of their own."""

MAX_CHARS = 2000
"""Letters looked at; more make no difference and cost time."""

SCRIPT_SHARE = 0.5
SPECIAL_SHARE = 0.008
"""Share of letters special to a language from which the text is in it."""

_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("km", r"[\u1780-\u17ff]"),
    ("lo", r"[\u0e80-\u0eff]"),
    ("th", r"[\u0e00-\u0e7f]"),
    ("ka", r"[\u10a0-\u10ff]"),
    ("hy", r"[\u0530-\u058f]"),
    ("he", r"[\u0590-\u05ff]"),
    ("el", r"[\u0370-\u03ff]"),
    ("ko", r"[\uac00-\ud7af]"),
    ("my", r"[\u1000-\u109f]"),
    ("am", r"[\u1200-\u137f]"),
    ("si", r"[\u0d80-\u0dff]"),
    ("ta", r"[\u0b80-\u0bff]"),
    ("te", r"[\u0c00-\u0c7f]"),
    ("bn", r"[\u0980-\u09ff]"),
    ("bo", r"[\u0f00-\u0fff]"),
)
"""Scripts that one language (nearly) alone is written in."""

_SPECIAL: tuple[tuple[str, str, str], ...] = (
    ("kk", "Cyrillic", "әғқңұһ"),
    ("tg", "Cyrillic", "ҷӣӯҳ"),
    ("mn", "Cyrillic", "өү"),
    ("be", "Cyrillic", "ў"),
    ("az", "Latin", "ə"),
    ("uk", "Cyrillic", "їєґ"),
)
"""Letters that tell a language from its neighbours in the same script."""


@dataclass(frozen=True, slots=True)
class Language:
    """ISO 639-1 code and how sure it is, 0..1."""

    code: str
    confidence: float


def detect_language(text: str) -> Language | None:
    """Language of `text`, None when it is too short to have one. The same text gives the same answer."""
    sample = text[:MAX_CHARS]
    letters = [c for c in sample.casefold() if c.isalpha()]
    if len(letters) < MIN_LETTERS:
        dense = sum("\u3040" <= c <= "\u9fff" for c in letters)
        if dense < MIN_LETTERS // 3:
            return None
    by_script = _by_script(sample, len(letters)) or _by_special_letters(letters)
    if by_script is not None:
        return by_script
    told = tell(sample)
    return None if told is None else Language(*told)


def _by_script(sample: str, total: int) -> Language | None:
    if sample.isascii():
        return None
    for code, pattern in _SCRIPTS:
        share = len(re.findall(pattern, sample)) / max(total, 1)
        if share >= SCRIPT_SHARE:
            return Language(code, min(1.0, share))
    kana = len(re.findall(r"[\u3040-\u30ff]", sample))
    han = len(re.findall(r"[\u3400-\u9fff]", sample))
    if kana + han >= SCRIPT_SHARE * max(total, 1):
        return Language("ja" if kana >= 0.1 * han else "zh", 0.95)
    return None


def _by_special_letters(letters: list[str]) -> Language | None:
    counts = Counter(letters)
    total = len(letters)
    cyrillic = sum(n for c, n in counts.items() if "\u0400" <= c <= "\u04ff")
    for code, script, special in _SPECIAL:
        if (script == "Cyrillic") != (cyrillic > total / 2):
            continue
        share = sum(counts[c] for c in special) / total
        if share >= SPECIAL_SHARE * (2 if code == "mn" else 1):
            return Language(code, 0.9)
    return None
