"""Does a block go on with the title above it? Measures of the pair, for the learnt judgement.

Titles of two lines are two blocks where their looks or places differ; one of them alone is half a title.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.document import Style
from schemas.layout import Block
from schemas.tolerances import DISPLAY, GAP_SIZES, SMALLER
from schemas.wording import word_count
from tasks.articles.evidence import ABSENT
from tasks.articles.measures import MEASURES

SHORT_LAST_WORD = 3
"""A title's line seldom ends in a word of so few letters, but where it goes on."""

_OF_BELOW = (
    "size",
    "bold",
    "prominence",
    "words",
    "lines",
    "running",
    "sentence_end",
    "colon_end",
    "numbered",
    "date",
    "digit_share",
    "capital_words",
    "capitals",
    "phone",
    "email",
    "fill",
    "run_in",
    "starts_region",
    "space_above",
    "space_below",
    "below_look",
    "to_text",
    "look_count",
    "look_words",
    "look_over_text",
    "look_title",
    "rule_candidate",
    "rule_title",
    "rule_heading",
    "rule_noise",
)
_OF_ABOVE = (
    "size",
    "bold",
    "prominence",
    "words",
    "lines",
    "capitals",
    "numbered",
    "underlined",
    "run_in",
    "below_look",
    "look_count",
    "rule_candidate",
    "rule_title",
)

_PAIR: Mapping[str, str] = {
    "size_ratio": "size over that of the title above",
    "same_weight": "as bold as the title",
    "same_slant": "as slanted as the title",
    "same_color": "of the title's colour",
    "same_region": "in the title's column",
    "same_frame": "in the title's box, or both in none",
    "same_page": "on the title's page",
    "blocks_apart": "blocks from the title's to this",
    "space": "white space under the title, in sizes",
    "further_right": "how much further right it begins, in sizes",
    "centers_apart": "distance of the two middles, in sizes",
    "width_ratio": "width over the title's",
    "beside": "share of its height that lies beside the title",
    "title_open": "the title ends in a mark that something follows",
    "title_ends": "the title ends as a sentence does",
    "title_short_word": "the title ends in a very short word",
    "first_small": "begins with a small letter",
    "first_capital": "begins with a capital",
}

TITLE_LINE_MEASURES: Mapping[str, str] = {
    **_PAIR,
    **{name: MEASURES[name] for name in _OF_BELOW},
    **{f"title_{name}": f"of the title: {MEASURES[name]}" for name in _OF_ABOVE},
}
"""What each column measures, in its order."""

_COLUMN = {name: at for at, name in enumerate(MEASURES)}
_BELOW_COLUMNS = [_COLUMN[name] for name in _OF_BELOW]
_ABOVE_COLUMNS = [_COLUMN[name] for name in _OF_ABOVE]


def is_headline_line(title: Block, below: Block, body_pt: float) -> bool:
    """Whether two blocks are set as lines of one headline, be they of two weights or colours.

    Large letters of one size, close together, flush or centred, and no sentence ends between them. Letters
    of another size, or in a region of their own, are where the words go on small.
    """
    one, other = title.style, below.style
    if one is None or other is None or title.bbox is None or below.bbox is None or below.is_run_in:
        return False
    if title.page != below.page or _ends(title.text):
        return False
    size = one.size_pt
    if min(size, other.size_pt) < DISPLAY * body_pt:
        return False
    is_alike = title.region == below.region and _are_alike(one, other)
    if not is_alike and not below.text.lstrip()[:1].islower():
        return False
    is_flush = abs(below.bbox.x0 - title.bbox.x0) < GAP_SIZES * size
    is_centered = abs(below.bbox.center_x - title.bbox.center_x) < size
    return abs(below.bbox.top - title.bbox.bottom) < GAP_SIZES * size and (is_flush or is_centered)


def goes_on_small(title: Block, below: Block) -> bool:
    """Whether a line in the look of a title goes on with its words in small letters, below or beside it."""
    one, other = title.style, below.style
    if one is None or other is None or title.bbox is None or below.bbox is None or below.is_run_in:
        return False
    if title.region != below.region or one.is_bold != other.is_bold or _ends(title.text):
        return False
    is_alike = _are_alike(one, other)
    is_near = title.bbox.top < below.bbox.top < title.bbox.bottom + GAP_SIZES * one.size_pt
    return is_alike and is_near and below.text.lstrip()[:1].islower()


def ends_open(title: str) -> bool:
    """Whether the last word of a title's line is so short that the title goes on behind it."""
    return word_count(title) > 0 and len(title.split()[-1]) <= SHORT_LAST_WORD


def _are_alike(one: Style, other: Style) -> bool:
    """Whether two sizes differ by less than is done on purpose."""
    return SMALLER * max(one.size_pt, other.size_pt) < min(one.size_pt, other.size_pt)


def _ends(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?", "…"))


def measure_pair(
    blocks: Sequence[Block], rows: NDArray[np.float64], title: int, below: int
) -> NDArray[np.float64]:
    """The row of one pair, shape (measures).

    Args:
        blocks: of the issue.
        rows: their own measures, a row for each.
        title: index of the last block of a title.
        below: index of the next block that is kept.
    """
    pair = [*_looks(blocks[title], blocks[below]), *_places(blocks[title], blocks[below])]
    pair += _words(blocks[title].text.strip(), blocks[below].text.strip())
    return np.concatenate([pair, rows[below, _BELOW_COLUMNS], rows[title, _ABOVE_COLUMNS]])


def _looks(title: Block, below: Block) -> list[float]:
    one, other = title.style, below.style
    if one is None or other is None:
        looks = [1.0, ABSENT, ABSENT, ABSENT]
    else:
        looks = [
            other.size_pt / max(1.0, one.size_pt),
            one.is_bold == other.is_bold,
            one.is_italic == other.is_italic,
            one.color == other.color,
        ]
    is_same_page = title.page == below.page
    place = (is_same_page and title.region == below.region, title.frame == below.frame, is_same_page)
    return [*looks, *place, below.index - title.index]


def _places(title: Block, below: Block) -> list[float]:
    one, other = title.bbox, below.bbox
    if one is None or other is None:
        return [ABSENT] * 5
    size = below.style.size_pt if below.style is not None else other.height
    size = max(1.0, size)
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return [
        (other.top - one.bottom) / size,
        (other.x0 - one.x0) / size,
        abs(other.center_x - one.center_x) / size,
        other.width / max(1.0, one.width),
        max(0.0, shared) / max(1.0, other.height),
    ]


def _words(title: str, below: str) -> list[float]:
    return [
        title.endswith(("-", "–", "—", ",", ":", ";", "“", "«")),
        _ends(title),
        ends_open(title),
        below[:1].islower(),
        below[:1].isupper(),
    ]
