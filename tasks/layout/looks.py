"""How lines and blocks look: the style of most of their letters, what is bold, what is capital."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.document import Line, Style, Word, is_symbol_font

WHOLE_SHARE = 0.9
"""A line is bold or italic as a whole when this share of its letters is."""


@dataclass(frozen=True, slots=True)
class LineLook:
    """Size of most letters; shares of bold and italic letters, 0..1; colour of most letters."""

    size_pt: float
    bold_share: float
    italic_share: float
    color: str | None

    @property
    def is_bold(self) -> bool:
        return self.bold_share >= WHOLE_SHARE

    @property
    def is_italic(self) -> bool:
        return self.italic_share >= WHOLE_SHARE


def word_length(word: Word) -> int:
    """Length of `word` in characters."""
    return len(word.span)


def look_of(words: Iterable[Word]) -> LineLook:
    """The look of `words` weighed by their letters; words without a style count as plain."""
    sizes: Counter[float] = Counter()
    colors: Counter[str | None] = Counter()
    bold = italic = total = 0
    for word in words:
        if word.style is None or is_symbol_font(word.style.font):
            continue
        length = word_length(word)
        total += length
        sizes[word.style.size_pt] += length
        colors[word.style.color] += length
        bold += length * word.style.is_bold
        italic += length * word.style.is_italic
    if not total:
        return LineLook(0.0, 0.0, 0.0, None)
    return LineLook(sizes.most_common(1)[0][0], bold / total, italic / total, colors.most_common(1)[0][0])


def dominant_style(lines: Iterable[Line]) -> Style | None:
    """The style of most letters of `lines`; None for text inputs."""
    styles: Counter[Style] = Counter()
    for line in lines:
        for word in line.words:
            if word.style is not None:
                pictures = is_symbol_font(word.style.font)
                styles[word.style] += 0 if pictures else word_length(word)
    return styles.most_common(1)[0][0] if styles else None
