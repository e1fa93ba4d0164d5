"""Measures of what comes back in an issue: numbered series, looks at regular distances, how much there is.

Items of a series are told in the same way, so what is true of most of them is true of all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import partial
from itertools import accumulate, pairwise
from statistics import fmean, pstdev

import numpy as np
from numpy.typing import NDArray

from schemas.layout import Block
from schemas.lexicon import lexicon
from schemas.tolerances import MAJORITY
from schemas.word_columns import styles_of
from schemas.wording import is_capitals, word_count
from tasks.articles.evidence import ABSENT, Evidence
from tasks.articles.labels import is_list_item
from tasks.articles.titles import Role

SHORT_WORDS = 14
MAX_BYLINE_WORDS = 10
FAR_PT = 999.0
MIN_PICTURE_PT = 30.0

REGULARITY: Mapping[str, str] = {
    "series": "blocks of the numbered series that it belongs to",
    "look_gap": "words between such blocks",
    "look_least_gap": "fewest words between two of them",
    "look_uneven": "how uneven these distances are",
    "look_short": "share of such blocks that are short",
    "first_line_words": "words of its first line",
    "second_line_words": "words of its second line",
    "first_line_bold": "share of its first line that is bold",
    "second_line_bold": "share of its second line that is bold",
    "first_line_capitals": "its first line is all in capitals",
    "time": "holds a time of day",
    "rule_caption": "the rules take it for a caption",
    "rule_list": "the rules take it for an item of a list",
    "byline": "names an author",
    "rule_confidence": "how sure the rules are of the head",
    "to_picture": "distance to the nearest picture, in points",
    "words_since_title": "words since the rules' last title",
    "words_to_title": "words to the rules' next title",
    "of_last_title": "its prominence over that of the rules' last title",
    "page_blocks": "blocks of its page",
    "page_regions": "columns and boxes of its page",
    "issue_one": "the rules take the issue for one article",
    "issue_titles": "titles that the rules see in the issue",
    "issue_words": "words of the issue",
    "issue_blocks": "blocks of the issue",
    "issue_pages": "pages of the issue",
    "issue_words_a_title": "words of the issue a title that the rules see",
    "issue_tables": "share of the issue's blocks in tables",
}
"""What each column measures, in its order; yes is 1 and no is 0."""

_NUMBER = re.compile(r"\W{0,3}(?:№|Nº|N°|No\.?|#)?\s?(\d{1,3})\s?[.)º°:–-]|\W{0,2}(\d{1,3})\s+\S", re.ASCII)
_TIME = re.compile(r"\b\d{1,2}(?:[:.h]\d{2})?\s?(?:[ap]\.?m\b|uhr\b|h\b)|\b\d{1,2}:\d{2}\b", re.IGNORECASE)

Numbers = NDArray[np.float64]
Columns = dict[str, Numbers]
"""Measures by their names, each of shape (blocks)."""


def regularity(
    evidence: Evidence, texts: Sequence[str], looks: Sequence[Hashable], prominence: Sequence[float]
) -> Columns:
    """The columns of `REGULARITY`.

    Args:
        evidence: the issue.
        texts: text of each block, in one line.
        looks: blocks of equal keys look alike.
        prominence: how much each block stands out.
    """
    words = [word_count(text) for text in texts]
    issue = {name: np.full(len(words), value, np.float64) for name, value in _issue(evidence, words).items()}
    return {
        **issue,
        **_columns(_LINES, map(_lines, evidence.blocks)),
        **_columns(_HINTS, map(partial(_hints, evidence), evidence.blocks, texts, words)),
        "series": _series_lengths(texts, looks),
        **_gaps(evidence, words, looks),
        **_pages(evidence),
        **_titles(evidence, words, prominence),
    }


def _columns(names: Sequence[str], rows: Iterable[Sequence[float]]) -> Columns:
    """Columns of these names, made of the rows of the blocks."""
    return dict(zip(names, np.array(list(rows), np.float64).reshape(-1, len(names)).T, strict=True))


def _issue(evidence: Evidence, words: Sequence[int]) -> dict[str, float]:
    titles = sum(decision.role is Role.TITLE for decision in evidence.decisions.values())
    count = len(evidence.blocks)
    return {
        "issue_one": evidence.headline is not None,
        "issue_titles": titles,
        "issue_words": sum(words),
        "issue_blocks": count,
        "issue_pages": len(evidence.document.pages),
        "issue_words_a_title": sum(words) / max(1, titles),
        "issue_tables": sum(block.is_in_table for block in evidence.blocks) / max(1, count),
    }


_LINES = (
    "first_line_words",
    "second_line_words",
    "first_line_bold",
    "second_line_bold",
    "first_line_capitals",
)


def _lines(block: Block) -> Sequence[float]:
    """What `_LINES` names, of one block."""
    lines = block.text.strip().split("\n")
    return (
        word_count(lines[0]),
        word_count(lines[1]) if len(lines) > 1 else ABSENT,
        _bold_share(block, 0),
        _bold_share(block, 1),
        is_capitals(lines[0]),
    )


def _bold_share(block: Block, number: int) -> float:
    words = block.lines[number].words if number < len(block.lines) else ()
    told = [style.is_bold for style in styles_of(words) if style is not None]
    return sum(told) / len(told) if told else ABSENT


_HINTS = ("time", "rule_caption", "rule_list", "byline", "rule_confidence", "to_picture")


def _hints(evidence: Evidence, block: Block, text: str, words: int) -> Sequence[float]:
    """What the rules and the lexicon say of one block: what `_HINTS` names."""
    decision = evidence.decisions.get(block.index)
    return (
        _TIME.search(text) is not None,
        block.index in evidence.captions,
        is_list_item(text),
        words <= MAX_BYLINE_WORDS and lexicon().byline(text) is not None,
        decision.confidence if decision is not None else 0.0,
        _to_picture(evidence, block),
    )


def _to_picture(evidence: Evidence, block: Block) -> float:
    page, box = evidence.document.pages[block.page - 1], block.bbox
    if box is None:
        return FAR_PT
    whole = (page.width_pt or 0.0) * (page.height_pt or 0.0)
    distances = [
        max(picture.x0 - box.x1, box.x0 - picture.x1, picture.top - box.bottom, box.top - picture.bottom, 0.0)
        for picture in page.images
        if min(picture.width, picture.height) >= MIN_PICTURE_PT and picture.area <= MAJORITY * whole
    ]
    return min(distances, default=FAR_PT)


def number_series(texts: Sequence[str], looks: Sequence[Hashable]) -> list[list[int]]:
    """Blocks of one look that count on, 1., 2., 3., whatever stands between them."""
    series: list[list[int]] = []
    of: dict[tuple[Hashable, int], list[int]] = {}
    for index, (text, look) in enumerate(zip(texts, looks, strict=True)):
        match = _NUMBER.match(text)
        if match is None:
            continue
        number = int(match[1] or match[2])
        members = of.pop((look, number - 1), None)
        if members is None:
            members = []
            series.append(members)
        members.append(index)
        of[look, number] = members
    return series


def _series_lengths(texts: Sequence[str], looks: Sequence[Hashable]) -> Numbers:
    lengths = np.zeros(len(texts))
    for members in number_series(texts, looks):
        lengths[members] = len(members)
    return lengths


def _gaps(evidence: Evidence, words: Sequence[int], looks: Sequence[Hashable]) -> Columns:
    """How far blocks of one look stand apart, of those that the rules keep."""
    before = [0, *accumulate(words)]
    members: dict[Hashable, list[int]] = defaultdict(list)
    for block, look in zip(evidence.blocks, looks, strict=True):
        if evidence.verdicts[block.index].code is None:
            members[look].append(block.index)
    names = ("look_gap", "look_least_gap", "look_uneven")
    found = {name: np.full(len(words), ABSENT) for name in names}
    short = np.zeros(len(words))
    for group in members.values():
        short[group] = sum(words[index] <= SHORT_WORDS for index in group) / len(group)
        gaps = [before[later] - before[index + 1] for index, later in pairwise(group)]
        if gaps:
            mean = fmean(gaps)
            for name, value in zip(names, (mean, min(gaps), pstdev(gaps, mean) / (mean + 1)), strict=True):
                found[name][group] = value
    return {**found, "look_short": short}


def _pages(evidence: Evidence) -> Columns:
    page = np.array([block.page for block in evidence.blocks], dtype=np.intp)
    regions = Counter(page for page, _ in {(block.page, block.region) for block in evidence.blocks})
    return {
        "page_blocks": np.bincount(page)[page].astype(np.float64),
        "page_regions": np.array([regions[number] for number in page.tolist()], np.float64),
    }


def _titles(evidence: Evidence, words: Sequence[int], prominence: Sequence[float]) -> Columns:
    """Where a block stands between the titles that the rules see."""
    before, stands_out = np.array([0, *accumulate(words)]), np.array(prominence)
    here = np.arange(len(words))
    titles = np.array(
        sorted(index for index, decision in evidence.decisions.items() if decision.role is Role.TITLE),
        dtype=np.intp,
    )
    place = np.searchsorted(titles, here)
    # Where there is none, what is measured of the block itself is not used.
    last = np.where(place > 0, np.append(titles, 0)[place - 1], here)
    behind = np.searchsorted(titles, here, side="right")
    following = np.where(behind < len(titles), np.append(titles, 0)[behind], here)
    return {
        "words_since_title": np.where(place > 0, before[here] - before[last + 1], ABSENT),
        "of_last_title": np.where(place > 0, stands_out / stands_out[last], ABSENT),
        "words_to_title": np.where(behind < len(titles), before[following] - before[here + 1], ABSENT),
    }
