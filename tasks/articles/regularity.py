"""Measures of what comes back in an issue: numbered series, looks at regular distances, how much there is.

Items of a series are told in the same way, so what is true of most of them is true of all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from itertools import accumulate, pairwise
from statistics import fmean, pstdev

from schemas.layout import Block
from schemas.lexicon import lexicon
from schemas.tolerances import PICTURE_SHARE
from schemas.wording import is_capitals, word_count
from tasks.articles.evidence import ABSENT, Evidence
from tasks.articles.labels import is_caption, is_list_item
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

Row = dict[str, float]


def regularity(
    evidence: Evidence, texts: Sequence[str], looks: Sequence[Hashable], prominence: Sequence[float]
) -> list[Row]:
    """A row for each block.

    Args:
        evidence: the issue.
        texts: text of each block, in one line.
        looks: blocks of equal keys look alike.
        prominence: how much each block stands out.
    """
    words = [word_count(text) for text in texts]
    issue = _issue(evidence, words)
    rows = [
        {**issue, **_lines(block), **_hints(evidence, block, text, count)}
        for block, text, count in zip(evidence.blocks, texts, words, strict=True)
    ]
    for add in (_series_lengths(texts, looks), _gaps(evidence, words, looks), _pages(evidence)):
        for row, more in zip(rows, add, strict=True):
            row.update(more)
    for row, more in zip(rows, _titles(evidence, words, prominence), strict=True):
        row.update(more)
    return rows


def _issue(evidence: Evidence, words: Sequence[int]) -> Row:
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


def _lines(block: Block) -> Row:
    lines = block.text.strip().split("\n")
    second = lines[1] if len(lines) > 1 else None
    return {
        "first_line_words": word_count(lines[0]),
        "second_line_words": ABSENT if second is None else word_count(second),
        "first_line_bold": _bold_share(block, 0),
        "second_line_bold": _bold_share(block, 1),
        "first_line_capitals": is_capitals(lines[0]),
    }


def _bold_share(block: Block, number: int) -> float:
    words = block.lines[number].words if number < len(block.lines) else ()
    told = [word.style.is_bold for word in words if word.style is not None]
    return sum(told) / len(told) if told else ABSENT


def _hints(evidence: Evidence, block: Block, text: str, words: int) -> Row:
    """What the rules and the lexicon say of a block."""
    decision = evidence.decisions.get(block.index)
    return {
        "time": bool(_TIME.search(text)),
        "rule_caption": is_caption(evidence.document, block, text, evidence.body_pt),
        "rule_list": is_list_item(text),
        "byline": words <= MAX_BYLINE_WORDS and lexicon().byline(text) is not None,
        "rule_confidence": decision.confidence if decision is not None else 0.0,
        "to_picture": _to_picture(evidence, block),
    }


def _to_picture(evidence: Evidence, block: Block) -> float:
    page, box = evidence.document.pages[block.page - 1], block.bbox
    if box is None:
        return FAR_PT
    whole = (page.width_pt or 0.0) * (page.height_pt or 0.0)
    distances = [
        max(picture.x0 - box.x1, box.x0 - picture.x1, picture.top - box.bottom, box.top - picture.bottom, 0.0)
        for picture in page.images
        if min(picture.width, picture.height) >= MIN_PICTURE_PT and picture.area <= PICTURE_SHARE * whole
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


def _series_lengths(texts: Sequence[str], looks: Sequence[Hashable]) -> list[Row]:
    length = {index: len(members) for members in number_series(texts, looks) for index in members}
    return [{"series": length.get(index, 0)} for index in range(len(texts))]


def _gaps(evidence: Evidence, words: Sequence[int], looks: Sequence[Hashable]) -> list[Row]:
    """How far blocks of one look stand apart, of those that the rules keep."""
    before = [0, *accumulate(words)]
    members: dict[Hashable, list[int]] = defaultdict(list)
    for block, look in zip(evidence.blocks, looks, strict=True):
        if evidence.verdicts[block.index].code is None:
            members[look].append(block.index)
    nothing = {"look_gap": ABSENT, "look_least_gap": ABSENT, "look_uneven": ABSENT, "look_short": 0.0}
    rows: list[Row] = [nothing for _ in words]
    for group in members.values():
        short = sum(words[index] <= SHORT_WORDS for index in group) / len(group)
        shared = {**nothing, "look_short": short}
        gaps = [before[later] - before[index + 1] for index, later in pairwise(group)]
        if gaps:
            mean = fmean(gaps)
            shared |= {
                "look_gap": mean,
                "look_least_gap": min(gaps),
                "look_uneven": pstdev(gaps, mean) / (mean + 1),
            }
        for index in group:
            rows[index] = shared
    return rows


def _pages(evidence: Evidence) -> list[Row]:
    blocks = Counter(block.page for block in evidence.blocks)
    regions = Counter(page for page, _ in {(block.page, block.region) for block in evidence.blocks})
    return [
        {"page_blocks": blocks[block.page], "page_regions": regions[block.page]} for block in evidence.blocks
    ]


def _titles(evidence: Evidence, words: Sequence[int], prominence: Sequence[float]) -> list[Row]:
    """Where a block stands between the titles that the rules see."""
    before = [0, *accumulate(words)]
    is_title = [
        (decision := evidence.decisions.get(block.index)) is not None and decision.role is Role.TITLE
        for block in evidence.blocks
    ]
    rows: list[Row] = []
    last: int | None = None
    for index, found in enumerate(is_title):
        rows.append(
            {
                "words_since_title": ABSENT if last is None else before[index] - before[last + 1],
                "of_last_title": ABSENT if last is None else prominence[index] / prominence[last],
                "words_to_title": ABSENT,
            }
        )
        last = index if found else last
    following: int | None = None
    for index in reversed(range(len(rows))):
        if following is not None:
            rows[index]["words_to_title"] = before[following] - before[index + 1]
        following = index if is_title[index] else following
    return rows
