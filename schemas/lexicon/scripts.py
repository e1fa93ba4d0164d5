"""Writing systems of a text's letters, and the languages that a writing system leaves to choose from.

Letters are told by their Unicode names. Marks count as letters of their script, since in Burmese, Khmer or
Hindi they are a third of what is written. Which of several languages it is, is asked in
`schemas.lexicon.language`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

KEPT_LETTERS = 8192
"""Letters whose script is kept in mind."""

DENSE_SCRIPTS = frozenset({"CJK", "HANGUL"})
DENSE_LETTERS = 3
"""Letters of an alphabet that say as much as one sign of these."""

DECIDED: Mapping[str, str] = {
    "ARMENIAN": "hy",
    "ETHIOPIC": "am",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "KANNADA": "kn",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "ORIYA": "or",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAANA": "dv",
    "THAI": "th",
    "TIBETAN": "bo",
}
"""Scripts that one language (nearly) alone is printed in."""

SHARED: Mapping[str, frozenset[str]] = {
    script: frozenset(languages.split())
    for script, languages in {
        "ARABIC": "ar fa ku ps ug ur uz",
        "BENGALI": "as bn",
        "CYRILLIC": "ba be bg kk ky mk mn ru sr tg tt uk uz",
        "DEVANAGARI": "hi mr ne sa",
        "LATIN": (
            "af az br bs ca cs cy da de en eo es et eu fi fo fr fy ga gd gl gn ha hr ht hu id ig is it jv "
            "kab ki ku lb lg ln lt lv mg ms mt nl nn no nso oc om pl pt qu ro rw se sk sl sn so sq sr st "
            "sv sw tk tl tr uz vi wa xh yo zu"
        ),
    }.items()
}
"""Scripts of several languages, with those that are told apart.

Creoles, dialects and tongues that are hardly printed are left out: a short text of a neighbour that is
printed daily is taken for them more often than a text is theirs.
"""

KANA_SHARE = 0.1
"""Share of kana among East Asian signs from which a text is Japanese; names in kana make none."""

YIDDISH_SHARE = 0.03
"""Share of letters written as only Yiddish writes them; Hebrew doubles a vav or yod now and then."""

_KANA_NAMES = frozenset({"HIRAGANA", "KATAKANA"})
_OF_NO_SCRIPT = frozenset({"COMBINING", "MODIFIER", "VARIATION"})
"""First words of the names of marks and letters that go with any script."""

_KANA = re.compile("[\u3040-\u30ff]")
_YIDDISH = re.compile(
    "[\u05f0-\u05f2\ufb1d\ufb1f\ufb2e\ufb2f\ufb4e]|\u05d0[\u05b7\u05b8]|\u05e4\u05bf|\u05d9\u05d9|\u05d5\u05d5"
)


def count_letters(text: str) -> Counter[str]:
    """Letters and marks of `text` by script, the scripts in the order of their first letters."""
    scripts: Counter[str] = Counter()
    for character, count in Counter(text).items():
        script = script_of(character)
        if script:
            scripts[script] += count
    return scripts


def weigh_letters(scripts: Mapping[str, int]) -> int:
    """How much is written, in letters of an alphabet."""
    return sum(n * (DENSE_LETTERS if script in DENSE_SCRIPTS else 1) for script, n in scripts.items())


def language_of_script(text: str, scripts: Mapping[str, int], main: str) -> str | None:
    """The language that alone is written as `text` is; None where several are, or none is known."""
    if main == "CJK":
        return "ja" if len(_KANA.findall(text)) >= KANA_SHARE * scripts[main] else "zh"
    if main == "HEBREW":
        return "yi" if len(_YIDDISH.findall(text)) >= YIDDISH_SHARE * scripts[main] else "he"
    return DECIDED.get(main)


@lru_cache(maxsize=KEPT_LETTERS)
def script_of(character: str) -> str:
    """Writing system of a letter or mark, the first word of its Unicode name; "" of anything else.

    Kana are of one system with the Chinese signs they stand among.
    """
    if unicodedata.category(character)[0] not in "LM":
        return ""
    script = unicodedata.name(character, "").split(" ", 1)[0].split("-", 1)[0]
    if script in _KANA_NAMES:
        return "CJK"
    return "" if script in _OF_NO_SCRIPT else script
