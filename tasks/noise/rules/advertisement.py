"""B503: advertisements: blocks in another script or language than the issue, or under a label."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from schemas.layout import BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from tasks.noise.context import NoiseContext

MIN_LETTERS = 8
FOREIGN_SHARE = 0.8
"""Share of a block's letters in another script than the issue's."""

MAIN_SHARE = 0.9
"""Share of the issue's letters in its main script from which others are foreign."""

_KANA_HAN = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}


def find(context: NoiseContext) -> Iterator[Finding]:
    """Script first, since it needs few letters; a label stands alone above what it names."""
    totals: Counter[str] = Counter()
    for key in context.keys:
        totals.update(script_of(c) for c in key if c.isalpha())
    main = totals.most_common(1)[0] if totals else ("", 0)
    is_clear = main[1] >= MAIN_SHARE * max(1, sum(totals.values()))
    words = lexicon()
    for block, text, key in zip(context.blocks, context.texts, context.keys, strict=True):
        if words.is_advertisement_label(text):
            yield _finding(block.index, "labelled as an advertisement", 0.85)
            continue
        scripts = Counter(script_of(c) for c in key if c.isalpha())
        count = sum(scripts.values())
        foreign = count - scripts[main[0]]
        if is_clear and count >= MIN_LETTERS and foreign >= FOREIGN_SHARE * count:
            other = scripts.most_common(1)[0][0].title()
            yield _finding(block.index, f"in {other} letters in an issue in {main[0].title()} ones", 0.75)


def _finding(index: int, evidence: str, strength: float) -> Finding:
    return Finding(
        index, NoiseCode.ADVERTISEMENT, BlockLabel.ADVERTISEMENT, "advertisement", evidence, strength
    )


def script_of(character: str) -> str:
    """Writing system of a letter, by the first word of its Unicode name; East Asian ones are one."""
    name = unicodedata.name(character, "").split(" ", 1)[0].split("-", 1)[0]
    return "CJK" if name in _KANA_HAN else name
