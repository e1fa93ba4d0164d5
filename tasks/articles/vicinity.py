"""Measures of what stands around a block: running text, names, contact data, prices and fonts.

What furnishes a page stands in company: a masthead among names, an advert among telephone numbers and fonts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.layout import Block
from schemas.lexicon import lexicon, words
from schemas.tolerances import ROUNDING

NEAR = 3
"""So many blocks on either side stand near."""

VICINITY: Mapping[str, str] = {
    "region_running": "share of the words of its column or box that are running text",
    "near_running": "share of the words near it that are running text",
    "page_running": "share of the words of its page that are running text",
    "font_share": "share of the issue's letters that are of its family of fonts",
    "page_fonts": "families of fonts on its page",
    "page_font_share": "how usual the families of its page are in the issue, over its words",
    "page_names": "share of the words of a block of its page that are given names",
    "near_names": "share of the words of a block near it that are given names",
    "region_names": "share of the words of a block of its column or box that are given names",
    "region_contact": "share of the blocks of its column or box with contact data",
    "near_contact": "share of the blocks near it with contact data",
    "page_contact": "share of the blocks of its page with contact data",
    "contact": "holds contact data, addresses of the web among them",
    "imprint_word": "has a word of an imprint",
    "region_imprint": "share of the blocks of its column or box with a word of an imprint",
    "page_capitals": "share of the words of a block of its page that begin with a capital",
    "page_sizes": "how far the sizes of the blocks of its page are spread",
    "page_prices": "share of the blocks of its page with a price",
    "page_words": "words of its page",
    "region_blocks": "blocks of its column or box",
    "words_a_line": "words a line",
    "to_page_end": "blocks behind it on its page, 20 at most",
    "same_words": "other blocks of the issue with these words",
}
"""What each column measures, in its order."""

_WEB = re.compile(r"www\.|https?:|\.(?:com|org|net|edu|gov|info|eu)\b", re.IGNORECASE)
_HANDLE = re.compile(r"@(?<!\w@)\w")
_PRICE = re.compile(r"[$€£¥]\s?\d|\d\s?[€£]|\d\d%")
MAX_BEHIND = 20
_AROUND_WORDS = ".,;:()"

Column = NDArray[Any]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Own:
    """What is measured of each block itself; every field has shape (blocks).

    Attributes:
        page: its page, from 1.
        region: its column or box, from 0 over the issue.
        words: how many.
        running: whether it is running text.
        contact: whether it holds a telephone number or an e-mail address.
        capitals: share of its words that begin with a capital.
        size: of its letters over that of running text.
    """

    page: Column
    region: Column
    words: Column
    running: Column
    contact: Column
    capitals: Column
    size: Column


def vicinity(blocks: Sequence[Block], texts: Sequence[str], own: Own) -> dict[str, Numbers]:
    """A column of shape (blocks) for each of `VICINITY`; `texts` has each block's text in one line."""
    page, region = _Groups(own.page), _Groups(own.region)
    running = own.running * own.words
    names = np.array([_share_of_names(text) for text in texts])
    contact = own.contact | np.array([_has_address(text) for text in texts], dtype=bool)
    imprint = np.array([lexicon().has_imprint_word(text) for text in texts], dtype=bool)
    price = np.array([_PRICE.search(text) is not None for text in texts], dtype=bool)
    families = [_family(block) for block in blocks]
    usual = _letter_shares(families, texts)
    spread = page.mean(own.size**2) - page.mean(own.size) ** 2
    return {
        "region_running": _ratio(region.total(running), region.total(own.words)),
        "near_running": _ratio(_near(running), _near(own.words)),
        "page_running": _ratio(page.total(running), page.total(own.words)),
        "font_share": usual,
        "page_fonts": page.distinct(families),
        "page_font_share": _ratio(page.total(usual * own.words), page.total(own.words)),
        "page_names": page.mean(names),
        "near_names": _near(names),
        "region_names": region.mean(names),
        "region_contact": region.mean(contact),
        "near_contact": _near(contact),
        "page_contact": page.mean(contact),
        "contact": contact,
        "imprint_word": imprint,
        "region_imprint": region.mean(imprint),
        "page_capitals": page.mean(own.capitals),
        "page_sizes": np.sqrt(np.maximum(0.0, spread)),
        "page_prices": page.mean(price),
        "page_words": page.total(own.words),
        "region_blocks": region.total(np.ones(len(blocks))),
        "words_a_line": own.words / np.maximum(1, [len(block.lines) for block in blocks]),
        "to_page_end": np.minimum(MAX_BEHIND, page.behind()),
        "same_words": _others_alike(texts),
    }


class _Groups:
    """Blocks that stand together; what is asked of each group is told of each of its blocks."""

    def __init__(self, keys: Column) -> None:
        self._group = np.unique(keys, return_inverse=True)[1]
        self._count = np.bincount(self._group)

    def total(self, values: Column) -> Numbers:
        return np.bincount(self._group, values)[self._group].astype(np.float64)

    def mean(self, values: Column) -> Numbers:
        return self.total(values) / self._count[self._group]

    def behind(self) -> Numbers:
        """How many of each block's group come after it."""
        last = np.zeros(len(self._count), dtype=np.int64)
        here = np.arange(len(self._group))
        np.maximum.at(last, self._group, here)
        return (last[self._group] - here).astype(np.float64)

    def distinct(self, values: Sequence[str]) -> Numbers:
        found: dict[int, set[str]] = defaultdict(set)
        for group, value in zip(self._group.tolist(), values, strict=True):
            found[group].add(value)
        return np.array([len(found[group]) for group in self._group.tolist()], dtype=np.float64)


def _near(values: Column) -> Numbers:
    """Mean over each block and those near it in reading order."""
    before = np.concatenate(([0.0], np.cumsum(values)))
    here = np.arange(len(values))
    first, end = np.maximum(0, here - NEAR), np.minimum(len(values), here + NEAR + 1)
    return np.asarray((before[end] - before[first]) / (end - first), dtype=np.float64)


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    return np.asarray(part / np.maximum(ROUNDING, whole), dtype=np.float64)


def _share_of_names(text: str) -> float:
    said = text.split()
    known = words.given_names()
    return sum(word.strip(_AROUND_WORDS).lower() in known for word in said) / max(1, len(said))


def _has_address(text: str) -> bool:
    """An address of the web or of a street, or a handle."""
    return bool(_WEB.search(text) or _HANDLE.search(text)) or lexicon().has_street_word(text)


def _family(block: Block) -> str:
    """The family of a block's font: its name without the tag of a subset and the cut."""
    if block.style is None:
        return ""
    return block.style.font.rpartition("+")[2].partition("-")[0].partition(",")[0]


def _letter_shares(families: Sequence[str], texts: Sequence[str]) -> Numbers:
    """Of each block, how much of the issue is set in its family."""
    letters: Counter[str] = Counter()
    for family, text in zip(families, texts, strict=True):
        letters[family] += len(text)
    whole = max(1, letters.total())
    return np.array([letters[family] / whole for family in families])


def _others_alike(texts: Sequence[str]) -> Numbers:
    said = ["".join(filter(str.isalpha, text.lower())) for text in texts]
    count = Counter(said)
    return np.array([count[words] - 1 for words in said], dtype=np.float64)
