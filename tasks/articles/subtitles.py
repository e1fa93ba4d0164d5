"""Subtitles: the line under a title that completes it or sums the article up, set apart from its text.

It is told by its look and place: right under the title, of few lines, in letters that neither the text nor
another line of the article has. So the first of several inner headings is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from schemas.document import Style
from schemas.layout import Block, BlockLabel
from schemas.lexicon import lexicon
from schemas.tolerances import (
    CARD_LINES,
    DISPLAY,
    GAP_SIZES,
    LARGER,
    LINE_WORDS,
    NEAR_BLOCKS,
    PARAGRAPH_WORDS,
    PLURAL,
    SMALLER,
    WIDE_SIZES,
)
from schemas.wording import plain, word_count
from tasks.articles.datelines import is_closing_place_date, is_day_line

_LABELS = frozenset({BlockLabel.TEXT, BlockLabel.HEADING})
_QUOTES = frozenset('“”„«»"‘’')
_SENTENCE_ENDS = (".", "。", "…", "!", "?", ":")


def subtitle_in_title(titles: Sequence[Block]) -> int | None:
    """Index of the last of several blocks of a title when it is so much smaller that it stands under it."""
    if len(titles) < 2:
        return None
    last, above = titles[-1], max(block.size_pt for block in titles[:-1])
    return last.index if 0 < DISPLAY * last.size_pt <= above and _reads_so(last) else None


def find_subtitle(
    title: Block | None, blocks: Sequence[Block], labels: Mapping[int, BlockLabel]
) -> int | None:
    """Index of the block of a body that is the subtitle.

    Args:
        title: last block of the title; None for an article without one.
        blocks: of the body, in reading order.
        labels: what they are, by index.
    """
    if title is None or len(blocks) < 2 or labels[blocks[0].index] not in _LABELS:
        return None
    line, below = blocks[0], blocks[1:]
    if not _is_under(title, line) or not _reads_so(line):
        return None
    text = _text_style(below, labels)
    if text is None or line.style is None or not _stands_out(title, line, text, labels[line.index]):
        return None
    others = [block.style for block in below if labels[block.index] in _LABELS]
    return None if any(_is_alike(line.style, other) for other in others) else line.index


def _is_under(title: Block, line: Block) -> bool:
    if title.bbox is None or line.bbox is None or title.page != line.page:
        return False
    size = line.size_pt
    gap = line.bbox.top - title.bbox.bottom
    return -GAP_SIZES * size <= gap <= WIDE_SIZES * size and title.bbox.overlap_x(line.bbox) > 0


def _reads_so(line: Block) -> bool:
    """Whether its words are few, and no author's, address, quotation or day; none runs on."""
    text = plain(line.text)
    if line.is_in_table or line.is_run_in or len(line.lines) > CARD_LINES:
        return False
    if not PLURAL <= word_count(text) <= PARAGRAPH_WORDS or text.endswith(":"):
        return False
    if text[:1].islower() or "@" in text or (text[:1] in _QUOTES and text[-1:] in _QUOTES):
        return False
    return not (lexicon().byline(text) or is_day_line(text) or is_closing_place_date(text))


def _stands_out(title: Block, line: Block, text: Style, label: BlockLabel) -> bool:
    """Whether its letters lie between those of the title and of the text, and differ from these."""
    size = line.size_pt
    if size >= title.size_pt or size < SMALLER * text.size_pt or _is_alike(text, line.style):
        return False
    if label is BlockLabel.HEADING and DISPLAY * size > title.size_pt:
        return False
    is_sentence = plain(line.text).endswith(_SENTENCE_ENDS)
    return not is_sentence or size >= LARGER * text.size_pt


def _text_style(blocks: Sequence[Block], labels: Mapping[int, BlockLabel]) -> Style | None:
    """The look of most of the article's text; None where none stands near under the title."""
    texts = [b for b in blocks if b.style is not None and labels[b.index] is BlockLabel.TEXT]
    near = {block.index for block in blocks[:NEAR_BLOCKS]}
    if not any(b.index in near and word_count(b.text) >= LINE_WORDS for b in texts):
        return None
    styles: Counter[Style] = Counter()
    for block in texts:
        if block.style is not None:
            styles[block.style] += len(block.text)
    return styles.most_common(1)[0][0]


def _is_alike(one: Style, other: Style | None) -> bool:
    """Whether two looks are one, colours aside: links have a colour of their own."""
    if other is None:
        return False
    larger, smaller = max(one.size_pt, other.size_pt), min(one.size_pt, other.size_pt)
    looks = [(style.font, style.is_bold, style.is_italic) for style in (one, other)]
    return smaller >= SMALLER * larger and looks[0] == looks[1]
