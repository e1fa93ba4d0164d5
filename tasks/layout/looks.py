"""How lines and blocks look: the style of most of their letters, what is bold, what is capital."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from schemas.document import Line, Style, Word, is_symbol_font
from schemas.tolerances import NEARLY_ALL
from schemas.word_columns import runs_of

Look = TypeVar("Look")

_MARKER = re.compile(
    r"^(?:[•▪■○●◦‣⁃➢✓☑◻❖➔➜❑→*·–—-]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?[a-zA-Z][.)]|[ivxIVX]{1,4}[.)])(?:\s|$)"
)


@dataclass(frozen=True, slots=True)
class LineLook:
    """Size and colour of most letters; shares of bold and italic letters and of small capitals, 0..1."""

    size_pt: float
    bold_share: float
    italic_share: float
    small_capitals_share: float
    color: str | None

    @property
    def is_bold(self) -> bool:
        return self.bold_share >= NEARLY_ALL

    @property
    def is_italic(self) -> bool:
        return self.italic_share >= NEARLY_ALL

    @property
    def is_small_capitals(self) -> bool:
        return self.small_capitals_share >= NEARLY_ALL


def is_list_marker(text: str) -> bool:
    """Whether `text` begins with a bullet, a number or a letter that marks a list item."""
    return bool(_MARKER.match(text))


def word_length(word: Word) -> int:
    """Length of `word` in characters."""
    return len(word.span)


def look_of(words: Sequence[Word]) -> LineLook:
    """The look of `words` weighed by their letters; words without a style count as plain."""
    return _look(runs_of(words))


def look_of_lines(lines: Iterable[Line]) -> LineLook:
    """The look of the words of all `lines`; in the lines of a whole document, that is running text."""
    return _look(_runs(lines))


def _look(all_runs: Iterable[tuple[Style, int]]) -> LineLook:
    runs = [(style, length) for style, length in all_runs if not is_symbol_font(style.font)]
    total = sum([length for _, length in runs])
    if not total:
        return LineLook(0.0, 0.0, 0.0, 0.0, None)
    if len(runs) == 1:
        ((style, _),) = runs
        bold, italic, small = map(float, (style.is_bold, style.is_italic, style.is_small_capitals))
        return LineLook(style.size_pt, bold, italic, small, style.color)
    sizes: defaultdict[float, int] = defaultdict(int)
    colors: defaultdict[str | None, int] = defaultdict(int)
    bolds = italics = smalls = 0
    for style, length in runs:
        sizes[style.size_pt] += length
        colors[style.color] += length
        bolds += length * style.is_bold
        italics += length * style.is_italic
        smalls += length * style.is_small_capitals
    return LineLook(_most(sizes), bolds / total, italics / total, smalls / total, _most(colors))


def dominant_style(lines: Iterable[Line]) -> Style | None:
    """The style of most letters of `lines`; None for text inputs."""
    runs = _runs(lines)
    if len(runs) == 1:
        return runs[0][0]
    styles: defaultdict[Style, int] = defaultdict(int)
    for style, length in runs:
        styles[style] += 0 if is_symbol_font(style.font) else length
    return _most(styles) if styles else None


def _most(counts: Mapping[Look, int]) -> Look:
    """What is counted most often, of equals the first."""
    return max(counts, key=counts.__getitem__)


def _runs(lines: Iterable[Line]) -> list[tuple[Style, int]]:
    """Styles of the words that have one, and how many letters in a row have it, over the ends of lines."""
    runs: list[tuple[Style, int]] = []
    for line in lines:
        for style, letters in runs_of(line.words):
            if runs and runs[-1][0] is style:
                runs[-1] = style, runs[-1][1] + letters
            else:
                runs.append((style, letters))
    return runs
