"""What stands around a candidate for a headline: boxes, rules, pages, look-alikes, numbering.

Measures only; what follows from them is decided in `tasks.articles.titles`.
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice, takewhile

from schemas.document import Document
from schemas.geometry import BBox
from schemas.layout import Block, Verdict
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from schemas.tolerances import (
    DISPLAY,
    HALF,
    LABEL_WORDS,
    LARGER,
    LINE_WORDS,
    LONG_SERIES,
    MAJORITY,
    MOST,
    NEAR_BLOCKS,
    PHRASE_WORDS,
    PLURAL,
    SAME_EDGE_PT,
    SERIES,
    SMALLER,
)
from schemas.wording import is_capitals, letters, plain, word_count
from tasks.articles.candidates import Candidate, is_hued
from tasks.articles.dates import parse_date
from tasks.articles.labels import is_list_item

QUESTION_MARKS = ("?", "？", "؟", ";", "?”", "?“", "?»", '?"')
"""How questions end, in Greek by a semicolon."""

PARTING = frozenset(
    {
        NoiseCode.CONTACT,
        NoiseCode.NAMEPLATE,
        NoiseCode.LETTERHEAD,
        NoiseCode.ADVERTISEMENT,
        NoiseCode.CONTENTS_LIST,
        NoiseCode.FORM,
    }
)
"""Noise that stands between articles, never inside one, when it comes right before a head."""

_PARTICLES = frozenset(
    {"and", "&", "of", "de", "von", "van", "der", "da", "di", "et", "und", "y", "e", "и", "la", "le", "the"}
)


class Surroundings:
    """The blocks of one issue around its candidates."""

    def __init__(
        self,
        document: Document,
        blocks: Sequence[Block],
        verdicts: Sequence[Verdict],
        candidates: Sequence[Candidate],
    ) -> None:
        self._document = document
        self._blocks = blocks
        self._verdicts = verdicts
        self._candidates = {candidate.block: candidate for candidate in candidates}
        self._kept = [block.index for block in blocks if self.is_kept(block)]
        self._alike: defaultdict[object, list[int]] = defaultdict(list)
        self._namesakes: defaultdict[tuple[object, str], list[int]] = defaultdict(list)
        for index in sorted(self._candidates):
            look = self._candidates[index].style_key
            self._alike[look].append(index)
            self._namesakes[look, letters(self._candidates[index].text)].append(index)
        self._run_ins = defaultdict(
            list,
            {
                look: [index for index in alike if self._candidates[index].is_run_in]
                for look, alike in self._alike.items()
            },
        )
        self._only_heads: dict[object, bool] = {}
        self._over_items: dict[tuple[int, int], bool] = {}
        self._recurring = _recurring(c for c in candidates if blocks[c.block].style is not None)

    def is_kept(self, block: Block) -> bool:
        return self._verdicts[block.index].code is None

    def code_of(self, block: Block) -> NoiseCode | None:
        return self._verdicts[block.index].code

    def block(self, candidate: Candidate) -> Block:
        return self._blocks[candidate.block]

    def following(self, candidate: Candidate) -> Block | None:
        """The next kept block in reading order."""
        return self._behind(candidate.block)

    def _behind(self, index: int) -> Block | None:
        at = bisect(self._kept, index)
        return self._blocks[self._kept[at]] if at < len(self._kept) else None

    def before(self, candidate: Candidate) -> Block | None:
        """The kept block right before in reading order."""
        at = bisect_left(self._kept, candidate.block)
        return self._blocks[self._kept[at - 1]] if at else None

    def look_alikes(
        self, candidate: Candidate, *, only_later: bool = False, only_run_in: bool = False
    ) -> int:
        """How many other candidates of the issue look like this one."""
        alike = self._run_ins[candidate.style_key] if only_run_in else self._alike[candidate.style_key]
        later = len(alike) - bisect(alike, candidate.block)
        return later if only_later else later + bisect_left(alike, candidate.block)

    def heads_only_heads(self, candidate: Candidate) -> bool:
        """Whether the issue has several heads of this look, all with another head right under them."""
        look = candidate.style_key
        if look not in self._only_heads:
            below = [self.following(self._candidates[index]) for index in self._alike[look]]
            self._only_heads[look] = len(below) >= PLURAL and all(
                b is not None and b.index in self._candidates for b in below
            )
        return self._only_heads[look]

    def heads_items(self, candidate: Candidate) -> bool:
        """Whether heads of this look stand over nothing but items: heads of one look, each over a text.

        There are several items under one of them in the mean. A head alone of its look is over a long series
        of items, and in no display type: what is so large is a headline over chapters. Where several say the
        same, as a section's name does over each of its pages, only those are asked.
        """
        look = candidate.style_key
        same = self._namesakes[look, letters(candidate.text)]
        names = same if len(same) >= PLURAL else self._alike[look]
        key = (names[0], len(names))
        if key not in self._over_items:
            self._over_items[key] = self._are_over_items(names, look)
        return self._over_items[key]

    def _are_over_items(self, names: Sequence[int], look: object) -> bool:
        """Whether the heads `names`, all or some of their look, stand over nothing but items."""
        is_lone = len(names) < PLURAL
        below = [self._behind(index) for index in names]
        heads = [self._candidates[b.index] for b in below if b is not None and b.index in self._candidates]
        if len(heads) < len(names) or (is_lone and self._candidates[names[0]].size_ratio >= DISPLAY):
            return False
        item_look, count = Counter(head.style_key for head in heads).most_common(1)[0]
        items = self._alike[item_look]
        if len(names) < len(self._alike[look]):
            end = next((index for index in self._alike[look] if index > names[-1]), len(self._blocks))
            items = [index for index in items if names[0] < index < end]
        if count < MAJORITY * len(names) or items[0] < names[0]:
            return False
        with_text = sum(self._has_text(self._candidates[index]) for index in items)
        is_series = len(items) >= (LONG_SERIES if is_lone else PLURAL * len(names))
        return is_series and with_text >= MOST * len(items)

    def has_items_in_outline(self, candidate: Candidate) -> bool:
        """Whether the outline names several heads of the next level below this one."""
        later = (self._candidates[index] for index in sorted(self._candidates) if index > candidate.block)
        named = (other.level for other in later if other.level)
        inner = list(takewhile(lambda level: level > candidate.level, named)) if candidate.level else []
        return inner.count(candidate.level + 1) >= PLURAL

    def is_level_of_articles(self, level: int) -> bool:
        """Whether the outline has several heads on a level, most over more than a head of a deeper one."""
        heads = [candidate for candidate in self._candidates.values() if candidate.level == level]
        below = (self.following(candidate) for candidate in heads)
        inner = (
            b is not None and b.index in self._candidates and self._candidates[b.index].level for b in below
        )
        over_heads = sum(deeper > level for deeper in inner)
        return len(heads) >= PLURAL and over_heads <= (1 - MAJORITY) * len(heads)

    def heads_outline(self, candidate: Candidate) -> bool:
        """Whether a head with text of its own is the first of the outline, and all others are below it."""
        levels = [entry.level for entry in self._document.outline]
        is_root = 0 < candidate.level < min(levels[1:], default=0)
        return is_root and levels[0] == candidate.level and self._has_text(candidate)

    def _has_text(self, candidate: Candidate) -> bool:
        """Whether running text stands under a head, at most a date or a name between."""
        at = bisect(self._kept, candidate.block)
        for index in self._kept[at : at + NEAR_BLOCKS]:
            if index in self._candidates:
                return False
            if word_count(self._blocks[index].text) >= LINE_WORDS:
                return True
        return False

    def recurs(self, candidate: Candidate) -> bool:
        """Whether heads of these very words and this look stand under several larger heads of the issue."""
        return candidate.block in self._recurring

    def is_of_questions(self, candidate: Candidate) -> bool:
        """Whether several heads look like this one, and half of them or more end in a question mark."""
        alike = self._alike[candidate.style_key]
        asking = sum(self._candidates[index].text.endswith(QUESTION_MARKS) for index in alike)
        return asking >= SERIES and 2 * asking >= len(alike)

    def heads_list(self, candidate: Candidate) -> bool:
        """Whether an item of a list comes right under a head."""
        below = self.following(candidate)
        return below is not None and is_list_item(plain(below.text))

    def is_in_box_of(self, title: Candidate, candidate: Candidate) -> bool:
        frame = self.block(candidate).frame
        return frame is not None and self.block(title).frame == frame

    def is_on_page_of(self, title: Candidate, candidate: Candidate) -> bool:
        return self.block(title).page == self.block(candidate).page

    def coloured_with_their_texts(self) -> frozenset[int]:
        """Blocks of heads on lines of their own, on a page where each of several has a colour with its text.

        No two of them have the same colour, and none that of the text before: the page is of so many pieces.
        """
        pages: defaultdict[int, dict[str, list[int]]] = defaultdict(dict)
        for candidate in self._candidates.values():
            color, below = candidate.style_key[-1], self.following(candidate)
            if candidate.is_run_in or color is None or not is_hued(color):
                continue
            if below is None or below.index in self._candidates:
                continue
            above = self.before(candidate)
            if _color_of(below) == color != (_color_of(above) if above is not None else None):
                pages[self.block(candidate).page].setdefault(color, []).append(candidate.block)
        return frozenset(
            index
            for colors in pages.values()
            if len(colors) >= SERIES and all(len(blocks) == 1 for blocks in colors.values())
            for blocks in colors.values()
            for index in blocks
        )

    def opens_page(self, candidate: Candidate) -> bool:
        """Whether nothing of an article, but boxes, stands before the candidate on its page."""
        block = self.block(candidate)
        return block.frame is None and self._openings.get(block.page, block.index) >= block.index

    @cached_property
    def _openings(self) -> Mapping[int, int]:
        """The first kept block outside boxes of each page."""
        outside = (self._blocks[i] for i in reversed(self._kept) if self._blocks[i].frame is None)
        return {block.page: block.index for block in outside}

    @cached_property
    def _tables(self) -> Mapping[int, Collection[BBox]]:
        """Frames of the tables of each page."""
        tables: defaultdict[int, set[BBox]] = defaultdict(set)
        for block in self._blocks:
            if block.is_in_table and block.frame is not None:
                tables[block.page].add(block.frame)
        return tables

    def heads_candidates(self, candidate: Candidate) -> bool:
        """Whether another candidate comes under this one before any text longer than a caption."""
        for other in islice(self._blocks, candidate.block + 1, None):
            if not self.is_kept(other):
                continue
            if other.index in self._candidates:
                return True
            if word_count(other.text) > LINE_WORDS:
                return False
        return False

    def is_signature(self, candidate: Candidate) -> bool:
        """Whether a short line of names, perhaps over what they are, stands over no text of its own."""
        block = self.block(candidate)
        if candidate.entry is not None or candidate.is_run_in or candidate.size_ratio >= DISPLAY:
            return False
        if block.style is None or not _is_names(candidate.text) or self._opens_frame(candidate):
            return False
        following = self.following(candidate)
        has_office = False
        if following is not None and self._is_office(following):
            has_office, following = True, self._behind(following.index)
        if following is None or following.page != block.page or following.frame != block.frame:
            return True
        other = self._candidates.get(following.index)
        is_as_prominent = other is not None and (has_office or other.prominence >= candidate.prominence)
        return is_as_prominent and other is not None and not other.is_run_in

    def _opens_frame(self, candidate: Candidate) -> bool:
        """Whether the candidate is the first thing in its box, as a head on a band of colour is."""
        frame, before = self.block(candidate).frame, self.before(candidate)
        return frame is not None and (before is None or before.frame != frame)

    def _is_office(self, block: Block) -> bool:
        """Whether a short line that is no head says what somebody is: `Mayor of Larkmoor`."""
        text = plain(block.text)
        if block.index in self._candidates or word_count(text) > PHRASE_WORDS:
            return False
        return lexicon().has_office_word(text) and not text.endswith(".")

    def continues_title(self, title: Candidate, candidate: Candidate) -> bool:
        """Whether two heads close together are lines of one title: in one look, or as words of one sentence.

        A headline of two sizes goes on in small letters, and not behind a colon or full stop.
        """
        first, block = self.block(title), self.block(candidate)
        if first.bbox is None or block.bbox is None or first.style is None or block.style is None:
            return False
        if title.is_run_in or first.page != block.page or candidate.size_ratio < DISPLAY:
            return False
        smaller, larger = sorted((first.style.size_pt, block.style.size_pt))
        same_look = smaller >= SMALLER * larger and first.style.is_bold == block.style.is_bold
        is_near = block.bbox.top - first.bbox.bottom <= block.style.size_pt
        goes_on = candidate.text[:1].islower() and title.text[-1:].isalnum() and title.size_ratio >= DISPLAY
        return (same_look or goes_on) and is_near and first.bbox.overlap_x(block.bbox) > 0

    def is_parted(self, title: Candidate, candidate: Candidate) -> bool:
        """Whether a wide rule, or something of the page's own, lies between title and candidate."""
        block = self.block(candidate)
        before = self._blocks[block.index - 1] if block.index else None
        if before is not None and before.page == block.page and self._verdicts[before.index].code in PARTING:
            return True
        first = self.block(title)
        page = self._document.pages[block.page - 1]
        if first.page != block.page or first.bbox is None or block.bbox is None or page.width_pt is None:
            return False
        low, high = first.bbox.bottom + HALF * first.bbox.height, block.bbox.top + 2
        tables = self._tables.get(block.page, ())
        return any(
            low < rule.center_y < high
            and rule.width >= HALF * page.width_pt
            and not any(table.contains(rule, slack_pt=SAME_EDGE_PT) for table in tables)
            for rule in page.rules
        )


def _color_of(block: Block) -> str | None:
    return block.style.color if block.style is not None else None


def _recurring(candidates: Iterable[Candidate]) -> frozenset[int]:
    """Blocks of the heads whose words and look come back under several larger heads.

    Over heads that run in, those as large on lines of their own are enough.
    """
    by_words: dict[object, list[Candidate]] = defaultdict(list)
    ordered = sorted(candidates, key=lambda candidate: candidate.block)
    for candidate in ordered:
        by_words[letters(candidate.text), candidate.style_key].append(candidate)
    found: set[int] = set()
    larger_than: dict[tuple[float, bool], list[int]] = {}
    for same in by_words.values():
        size = same[0].style_key[0]
        if size <= 0 or len(same) < SERIES:
            continue
        key = size, all(candidate.is_run_in for candidate in same)
        if key not in larger_than:
            larger_than[key] = [c.block for c in ordered if _is_over(c, size, is_run_in=key[1])]
        larger = larger_than[key]
        parents = {bisect(larger, candidate.block) for candidate in same} - {0}
        if len(parents) >= SERIES:
            found.update(candidate.block for candidate in same)
    return frozenset(found)


def _is_over(candidate: Candidate, size_pt: float, *, is_run_in: bool) -> bool:
    """Whether a head is larger than others of a size, or, where these run in, as large on its own line."""
    least = size_pt if is_run_in and not candidate.is_run_in else LARGER * size_pt
    return candidate.style_key[0] >= least


def is_larger(candidate: Candidate, title: Candidate) -> bool:
    """Whether the candidate's letters are larger than the title's."""
    larger = candidate.style_key[0] >= LARGER * title.style_key[0] > 0
    return larger or candidate.size_ratio >= DISPLAY


def absolute_prominence(candidate: Candidate) -> float:
    """Prominence by the size on the page, whatever the size of the text below."""
    return candidate.style_key[0] * candidate.prominence / (candidate.size_ratio or 1.0)


def is_date(text: str) -> bool:
    """Whether a short head is nothing but a date or a time."""
    if word_count(text) > LABEL_WORDS:
        return False
    return lexicon().is_issue_line(text) or parse_date(text, None) is not None


def _is_names(text: str) -> bool:
    """Whether a line is up to five capitalised words, mail addresses aside."""
    words = [word for word in text.split() if "@" not in word and any(c.isalpha() for c in word)]
    if not 1 <= len(words) <= LABEL_WORDS or is_capitals(text):
        return False
    return all(word[0].isupper() or word.casefold() in _PARTICLES for word in words)
