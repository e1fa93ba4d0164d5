"""What can be measured of each block, relative to its page and issue: the eyes of the learnt judgement.

One row of numbers for each block, one column for each measure; what a measure that does not apply is, is
`ABSENT`. The rules' own answers are measures like the others. Nothing is decided here, and no measure
knows a publisher or a language: words of the lexicon count as kinds of words only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.document import Page
from schemas.drawn_rules import UNDERLINE_GAP_PT, DrawnRules
from schemas.layout import Block
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from schemas.tolerances import APART_SIZES, HALF, HEAD_LINES, MAJORITY, MIN_RULE_PT
from schemas.word_columns import tags_of
from schemas.wording import is_capitals, is_set_in_capitals, plain, word_count
from tasks.articles.candidates import LOOK_AHEAD
from tasks.articles.cohesion import COHESION, cohesion
from tasks.articles.dates import parse_date
from tasks.articles.drawings import any_pair, corners, is_at, is_on
from tasks.articles.evidence import ABSENT, Evidence
from tasks.articles.letter_counts import LetterCounts
from tasks.articles.regularity import REGULARITY, regularity
from tasks.articles.titles import Role
from tasks.articles.vicinity import VICINITY, Own, vicinity

RUNNING_WORDS = 18
SHORT_WORDS = 40
"""Longer blocks are no date, no label and no name, and are not asked."""

FAR = 99.0
BOLD_LIFT, CAPS_LIFT = 1.25, 1.12
"""Bold and capitals over plain letters of one size, for ranking the looks of an issue."""

LESSER = 0.97
MORE = 1.03
"""Looks nearer to each other than this rank alike."""

NO_PEAK = -1
HALF_STEP = 2.0
"""Sizes are told apart in half points."""

_RUNNING = re.compile(r"[.!?。！？।։,;]")
_SENTENCE_ENDS = tuple(".!?。！？…")
_CLOSING_QUOTES = "'\"”’)»"
_BULLET = re.compile(r"[•▪■○●◦‣⁃➢✓➔➜*·–—-]\s")
_NUMBERED = re.compile(r"\(?\d{1,3}[.)]?\s")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]{1,64}\.\w")
_PHONE = re.compile(r"\+?\d[\d ().-]{6,20}\d")
_HEADING_TAG = re.compile(r"H\d")
LEAST_SIZE_PT = 0.1
"""A damaged font may give its letters no size."""

_PLAIN_TAGS = frozenset({"P", "Span", "LBody"})

OWN_MEASURES: Mapping[str, str] = {
    "size": "size of its letters over that of running text",
    "larger_share": "share of the issue's letters that are larger",
    "bold": "bold",
    "italic": "slanted",
    "light": "white or nearly so",
    "own_color": "of another colour than most text",
    "capitals": "all in capitals",
    "capital_share": "share of its letters that are capitals",
    "capital_words": "share of its words that begin with a capital",
    "cased": "of a script that has capitals",
    "prominence": "size, lifted for bold and capitals",
    "more_prominent": "share of the issue's blocks that are more prominent",
    "of_page": "its prominence over that of the most prominent block of the page",
    "page": "how far through the pages",
    "last_page": "on the last of several pages",
    "position": "how far through the blocks",
    "left": "left edge, as a share of the page's width",
    "width": "width, as a share of the page's",
    "top": "top edge, as a share of the page's height",
    "bottom": "bottom edge, as a share of the page's height",
    "center": "middle, as a share of the page's width",
    "height": "height, as a share of the page's",
    "fill": "share of its column's width that it takes",
    "indent": "distance from the column's left edge, in sizes",
    "indent_right": "distance from the column's right edge, in sizes",
    "off_center": "distance of its middle from the column's, in sizes",
    "column": "width of its column, as a share of the page's",
    "density": "letters a line and size of width",
    "space_above": "white space above it in its column, in sizes",
    "space_below": "white space below it in its column, in sizes",
    "starts_region": "the first of its column or box",
    "framed": "in a box",
    "frame_first": "the first of its box",
    "frame_area": "size of its box, as a share of the page",
    "in_table": "in a table",
    "run_in": "the head of the line that goes on after it",
    "rule_above": "right under a drawn rule",
    "filled": "on a coloured ground",
    "underlined": "underlined",
    "by_picture": "right at a picture",
    "repeats": "pages on which these words stand at this place",
    "before_text": "before the first running text of the issue",
    "words": "words",
    "lines": "lines",
    "letter_share": "share of its characters that are letters",
    "digit_share": "share of its characters that are digits",
    "sentence_end": "ends as a sentence does",
    "colon_end": "ends in a colon",
    "first_capital": "begins with a capital",
    "first_small": "begins with a small letter",
    "bullet": "begins with a mark of a list",
    "numbered": "begins with a number",
    "running": "reads as running text",
    "phone": "holds a telephone number",
    "email": "holds an e-mail address",
    "date": "is a date",
    "publication_word": "has a word for a publication",
    "tag_heading": "tagged as a heading by the file",
    "tag_plain": "tagged as a paragraph by the file",
    "tagged": "tagged in any way by the file",
    "above_noise": "the rules take what is above for noise",
    "above_look": "what is above looks the same",
    "above_region": "what is above stands in the same column",
    "above_indent": "indent of what is above",
    "above_size": "size of what is above",
    "above_prominence": "prominence of what is above",
    "below_noise": "the rules take what is below for noise",
    "below_look": "what is below looks the same",
    "below_region": "what is below stands in the same column",
    "below_words": "words of what is below",
    "below_indent": "indent of what is below",
    "words_to_next": "words until the next block that is as prominent",
    "words_since": "words since the last block that was as prominent",
    "next_prominence": "prominence of that next block over its own",
    "last_prominence": "prominence of that last block over its own",
    "to_text": "blocks until running text",
    "to_text_words": "words before that running text",
    "text_size": "size of that text over its own",
    "text_bold": "that text is bold",
    "text_region": "that text stands in its column",
    "text_indent": "how much further right that text begins, as a share of the page's width",
    "look_count": "blocks of the issue that look the same",
    "look_pages": "share of the pages that have such blocks",
    "look_words": "words of such a block",
    "look_share": "share of the issue's words in such blocks",
    "look_over_text": "share of such blocks over running text",
    "look_in_rows": "share of such blocks over another one of the look",
    "look_starts": "share of such blocks that begin a column or box",
    "look_lines": "lines of such a block",
    "look_noise": "share of such blocks that the rules take for noise",
    "look_title": "share of such blocks that the rules take for titles",
    "look_framed": "share of such blocks in boxes",
    "look_sentences": "share of such blocks that end as sentences do",
    "rule_noise": "the rules take it for noise",
    "rule_strength": "how sure they are of it",
    "rule_page_number": "the rules take it for a page number",
    "rule_contact": "the rules take it for contact lines",
    "rule_candidate": "the rules see that it may be a head",
    "rule_prominence": "how much the rules see speak for it",
    "rule_title": "the rules take it for a title",
    "rule_heading": "the rules take it for a head inside an article",
}
"""What the first columns measure, in their order; yes is 1 and no is 0."""

MEASURES: Mapping[str, str] = {**OWN_MEASURES, **COHESION, **REGULARITY, **VICINITY}
"""What each column measures, in its order."""

RULES_ANSWERS = frozenset(
    {
        "above_noise",
        "below_noise",
        "look_noise",
        "look_title",
        "words_since_title",
        "words_to_title",
        "of_last_title",
        "issue_one",
        "issue_titles",
        "issue_words_a_title",
        *(name for name in MEASURES if name.startswith("rule_") and name != "rule_above"),
    }
)
"""Measures that say what the rules answered; all others say what stands on the page."""

OF_CASE = frozenset(
    {
        "capitals",
        "capital_share",
        "capital_words",
        "cased",
        "first_capital",
        "first_small",
        "first_line_capitals",
        "page_capitals",
    }
)
"""Measures that are 0 in scripts that know no capitals."""

_PLACES = {name: place for place, name in enumerate(MEASURES)}

Column = NDArray[Any]
"""One measure of all blocks; shape (blocks), of numbers or of yes and no."""

Columns = dict[str, Column]
Look = tuple[float, bool, bool, bool, str | None, bool]


def measure(evidence: Evidence) -> NDArray[np.float64]:
    """A row for each block, a column for each of `MEASURES`."""
    if not evidence.blocks:
        return np.zeros((0, len(MEASURES)))
    rows = np.empty((len(evidence.blocks), len(MEASURES)), order="F")
    # Some columns at a time, gone when they are in: all of them beside the rows take as much again.
    for columns in _Measurer(evidence).parts():
        for name, column in columns.items():
            rows[:, _PLACES[name]] = column
    return rows


def looks_of(blocks: Sequence[Block], texts: Sequence[str]) -> list[Look]:
    """The look of each block; blocks of equal looks look alike."""
    in_capitals = list(map(is_set_in_capitals, texts))
    return [_look(*each) for each in zip(blocks, texts, in_capitals, strict=True)]


class _Measurer:
    """Takes all measures of one issue, each of all blocks at once; what several need is found once."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._blocks = evidence.blocks
        self._body_pt = evidence.body_pt or 1.0
        self._texts = [plain(block.text) for block in evidence.blocks]
        self._words = np.array([word_count(text) for text in self._texts])
        self._in_capitals = list(map(is_set_in_capitals, self._texts))
        self._running = np.array(
            [
                count >= RUNNING_WORDS and bool(_RUNNING.search(text)) and not is_capitals(text)
                for count, text in zip(self._words.tolist(), self._texts, strict=True)
            ]
        )
        self._letters = LetterCounts.of(self._texts)
        size = [self._body_pt if block.style is None else block.style.size_pt for block in self._blocks]
        self._size = np.maximum(LEAST_SIZE_PT, size)
        self._page = np.array([block.page for block in self._blocks])
        self._region = np.array([block.region for block in self._blocks])
        self._region_of_issue = _numbered(zip(self._page.tolist(), self._region.tolist(), strict=True))
        self._look = _numbered(looks_of(self._blocks, self._texts))
        self._boxes = np.array([corners(block.bbox) for block in self._blocks])
        self._has_box = ~np.isnan(self._boxes[:, 0])
        sizes = np.array([_page_size(page) for page in evidence.document.pages])
        self._page_width, self._page_height = sizes[self._page - 1].T

    def parts(self) -> Iterator[Columns]:
        """The columns of `MEASURES`, some at a time; first those that others are made of."""
        own = self._looks() | self._place() | self._geometry() | self._drawings() | self._shape()
        own |= self._rules()
        own |= self._rank(own)
        yield own
        for measured in (
            self._neighbours,
            self._reach,
            self._look_classes,
            self._over_the_issue,
            self._vicinity,
        ):
            yield measured(own)

    def _vicinity(self, own: Columns) -> Columns:
        around = Own(
            page=self._page,
            region=self._region_of_issue,
            words=self._words,
            running=self._running,
            contact=own["phone"] | own["email"],
            capitals=own["capital_words"],
            size=own["size"],
        )
        return dict(vicinity(self._blocks, self._texts, around))

    def _over_the_issue(self, own: Columns) -> Columns:
        """How the words change here, and what comes back."""
        is_kept = [verdict.code is None for verdict in self._evidence.verdicts]
        looks, prominence = self._look.tolist(), own["prominence"].tolist()
        words = cohesion(self._texts, is_kept, looks)
        return words | regularity(self._evidence, self._texts, looks, prominence)

    def _looks(self) -> Columns:
        styles = [block.style for block in self._blocks]
        spread = _Spread.of(self._blocks, self._texts)
        size = self._size / self._body_pt
        bold = np.array([style is not None and style.is_bold for style in styles])
        capitals = np.array(self._in_capitals)
        counts = self._letters
        return {
            "size": size,
            "larger_share": np.array(
                [0.0 if style is None else spread.larger_share(style.size_pt) for style in styles]
            ),
            "bold": bold,
            "italic": np.array([style is not None and style.is_italic for style in styles]),
            "light": np.array([style is not None and style.is_light for style in styles]),
            "own_color": np.array(
                [style is not None and style.color != spread.usual_color for style in styles]
            ),
            "capitals": capitals,
            "capital_share": counts.capital / np.maximum(1, counts.letter),
            "capital_words": counts.capital_word / np.maximum(1, counts.word),
            "cased": (counts.small > 0) | (counts.capital > 0),
            "prominence": size * np.where(bold, BOLD_LIFT, 1.0) * np.where(capitals, CAPS_LIFT, 1.0),
        }

    def _place(self) -> Columns:
        page_count, count = len(self._evidence.document.pages), len(self._blocks)
        frames = [block.frame for block in self._blocks]
        space = np.array(
            [np.nan if block.space_above_pt is None else block.space_above_pt for block in self._blocks]
        )
        space_below = np.append(np.where(self._region[1:] == self._region[:-1], space[1:], np.nan), np.nan)
        return {
            "page": self._page / page_count,
            "last_page": (self._page == page_count) & (page_count > 1),
            "position": np.arange(count) / count,
            "space_above": _or_absent(space / self._size),
            "space_below": _or_absent(space_below / self._size),
            "starts_region": np.array([block.starts_region for block in self._blocks]),
            "framed": np.array([frame is not None for frame in frames]),
            "frame_first": np.array(
                [
                    frame is not None and frame != before
                    for frame, before in zip(frames, [None, *frames[:-1]], strict=True)
                ]
            ),
            "in_table": np.array([block.is_in_table for block in self._blocks]),
            "run_in": np.array([block.is_run_in for block in self._blocks]),
            "repeats": np.array([block.repeats for block in self._blocks]),
            "before_text": np.arange(count) < self._evidence.head_end,
        }

    def _geometry(self) -> Columns:
        """Of blocks without boxes none of these measures is there."""
        x0, top, x1, bottom = self._boxes.T
        width, height, size = self._page_width, self._page_height, self._size
        left, right = self._column_edges()
        center = (x0 + x1) / 2
        line_count = np.array([len(block.lines) for block in self._blocks])
        letters_a_line = np.array([len(text) for text in self._texts]) / np.maximum(1, line_count)
        frame_area = np.array([np.nan if block.frame is None else block.frame.area for block in self._blocks])
        measured = {
            "left": x0 / width,
            "width": (x1 - x0) / width,
            "top": top / height,
            "bottom": bottom / height,
            "center": center / width,
            "height": (bottom - top) / height,
            "fill": (x1 - x0) / np.maximum(1.0, right - left),
            "indent": (x0 - left) / size,
            "indent_right": (right - x1) / size,
            "off_center": abs(center - (left + right) / 2) / size,
            "column": (right - left) / width,
            "density": letters_a_line / np.maximum(1.0, x1 - x0) * size,
            "frame_area": np.where(self._has_box, frame_area, np.nan) / (width * height),
        }
        return {name: _or_absent(column) for name, column in measured.items()}

    def _column_edges(self) -> tuple[Column, Column]:
        """Left and right edge of the text of each block's region, in points; none of a block without box."""
        regions = self._region_of_issue
        left, right = np.full((2, len(self._blocks)), np.nan)
        np.fmin.at(left, regions, self._boxes[:, 0])
        np.fmax.at(right, regions, self._boxes[:, 2])
        edges = np.where(self._has_box, (left[regions], right[regions]), np.nan)
        return edges[0], edges[1]

    def _drawings(self) -> Columns:
        names = ("rule_above", "filled", "underlined", "by_picture")
        found = {name: np.zeros(len(self._blocks), dtype=bool) for name in names}
        rules = DrawnRules(self._evidence.document)
        for index in np.flatnonzero(self._has_box).tolist():
            found["rule_above"][index] = self._is_under_rule(self._blocks[index], rules)
            found["underlined"][index] = _is_underlined(self._blocks[index], rules)
        for number, page in enumerate(self._evidence.document.pages, start=1):
            here = np.flatnonzero(self._has_box & (self._page == number))
            width, height = _page_size(page)
            grounds = [
                frame.bbox
                for frame in page.frames
                if frame.fill not in {None, "#ffffff"} and frame.bbox.area < HALF * width * height
            ]
            found["filled"][here] = any_pair(self._boxes[here], grounds, is_on)
            found["by_picture"][here] = any_pair(self._boxes[here], page.images, is_at)
        return found

    def _is_under_rule(self, block: Block, rules: DrawnRules) -> bool:
        box, reach = block.bbox, APART_SIZES * float(self._size[block.index])
        assert box is not None
        return any(
            x1 - x0 > MIN_RULE_PT
            and 0 <= box.top - y <= reach
            and min(x1, box.x1) - max(x0, box.x0) > HALF * box.width
            for y, x0, x1 in rules.between(block.page, box.top - reach - 1.0, box.top)
        )

    def _shape(self) -> Columns:
        texts, counts = self._texts, self._letters
        lengths = np.maximum(1, [len(text) for text in texts])
        is_short = (self._words <= SHORT_WORDS).tolist()
        short = list(zip(texts, is_short, strict=True))
        with_digits = list(zip(texts, (counts.digit > 1).tolist(), strict=True))
        tags = [_usual_tag(block) for block in self._blocks]
        words = lexicon()
        return {
            "words": self._words,
            "lines": np.array([len(block.lines) for block in self._blocks]),
            "letter_share": counts.letter / lengths,
            "digit_share": counts.digit / lengths,
            "sentence_end": np.array([ends_sentence(text) for text in texts]),
            "colon_end": np.array([text.endswith((":", "：")) for text in texts]),
            "first_capital": np.array([text[:1].isupper() for text in texts]),
            "first_small": np.array([text[:1].islower() for text in texts]),
            "bullet": np.array([_BULLET.match(text) is not None for text in texts]),
            "numbered": np.array([_NUMBERED.match(text) is not None for text in texts]),
            "running": self._running,
            "phone": np.array([may and _PHONE.search(text) is not None for text, may in with_digits]),
            "email": np.array(["@" in text and _EMAIL.search(text) is not None for text in texts]),
            "date": np.array([is_it and parse_date(text, None) is not None for text, is_it in short]),
            "publication_word": np.array(
                [is_it and words.has_publication_word(text) for text, is_it in short]
            ),
            "tag_heading": np.array([_HEADING_TAG.fullmatch(tag) is not None for tag in tags]),
            "tag_plain": np.array([tag in _PLAIN_TAGS for tag in tags]),
            "tagged": np.array([bool(tag) for tag in tags]),
        }

    def _rules(self) -> Columns:
        verdicts = self._evidence.verdicts
        noise = np.array([verdict.code is not None for verdict in verdicts])
        decisions = [self._evidence.decisions.get(block.index) for block in self._blocks]
        roles = [None if decision is None else decision.role for decision in decisions]
        return {
            "rule_noise": noise,
            "rule_strength": np.where(noise, [verdict.confidence for verdict in verdicts], 0.0),
            "rule_page_number": np.array([verdict.code is NoiseCode.PAGE_NUMBER for verdict in verdicts]),
            "rule_contact": np.array([verdict.code is NoiseCode.CONTACT for verdict in verdicts]),
            "rule_candidate": np.array([decision is not None for decision in decisions]),
            "rule_prominence": np.array(
                [0.0 if decision is None else decision.candidate.prominence for decision in decisions]
            ),
            "rule_title": np.array([role is Role.TITLE for role in roles]),
            "rule_heading": np.array([role is Role.HEADING for role in roles]),
        }

    def _rank(self, own: Columns) -> Columns:
        """Where each block stands among the prominences of its issue and page."""
        prominence = own["prominence"]
        as_prominent = np.searchsorted(np.sort(prominence), MORE * prominence, side="right")
        most = np.zeros(len(self._evidence.document.pages) + 1)
        np.maximum.at(most, self._page, prominence)
        count = len(self._blocks)
        return {"more_prominent": (count - as_prominent) / count, "of_page": prominence / most[self._page]}

    def _neighbours(self, own: Columns) -> Columns:
        """What is right above and right below in reading order."""
        same_page = self._page[1:] == self._page[:-1]
        shared = {
            "look": self._look[1:] == self._look[:-1],
            "region": same_page & (self._region[1:] == self._region[:-1]),
        }
        found = {}
        for name, kind in _KINDS_ABOVE:
            near = shared[kind] if kind in shared else own[_OWN_NAMES.get(kind, kind)][:-1]
            found[name] = np.concatenate(([ABSENT], near))
        for name, kind in _KINDS_BELOW:
            near = shared[kind] if kind in shared else own[_OWN_NAMES.get(kind, kind)][1:]
            found[name] = np.concatenate((near, [ABSENT]))
        return found

    def _reach(self, own: Columns) -> Columns:
        """How far it is to the next and the last block as prominent, and to running text."""
        prominence = own["prominence"]
        after, words_after = _next_peaks(prominence.tolist(), self._words.tolist())
        before, words_before = _next_peaks(prominence[::-1].tolist(), self._words[::-1].tolist())
        return {
            "words_to_next": words_after,
            "next_prominence": _of_peaks(prominence, after),
            "words_since": words_before[::-1],
            "last_prominence": _of_peaks(prominence[::-1], before)[::-1],
            **self._text_under(own),
        }

    def _text_under(self, own: Columns) -> Columns:
        count = len(self._blocks)
        here, running = np.arange(count), np.append(np.flatnonzero(self._running), 2 * count + LOOK_AHEAD)
        found = running[np.searchsorted(running, here, side="right")]
        is_near = found - here <= LOOK_AHEAD
        # Where there is none, what is measured of the block itself is not used.
        text = np.where(is_near, found, here)
        words_before = np.concatenate(([0], np.cumsum(self._words)))
        is_same_region = (self._page[text] == self._page) & (self._region[text] == self._region)
        return {
            "to_text": np.where(is_near, text - here, FAR),
            "to_text_words": np.where(is_near, words_before[text] - words_before[here + 1], ABSENT),
            "text_size": np.where(is_near, own["size"][text] / own["size"], ABSENT),
            "text_bold": np.where(is_near, own["bold"][text], ABSENT),
            "text_region": np.where(is_near, is_same_region, ABSENT),
            "text_indent": np.where(is_near, own["left"][text] - own["left"], ABSENT),
        }

    def _look_classes(self, own: Columns) -> Columns:
        """What is true of all blocks of one look: a look means one thing in an issue."""
        look = self._look
        count = np.bincount(look)
        pages = {*zip(look.tolist(), self._page.tolist(), strict=True)}
        words = np.bincount(look, self._words)
        above = look[:-1]
        per_look = {
            "look_count": count,
            "look_pages": np.bincount([number for number, _ in pages]) / len(self._evidence.document.pages),
            "look_words": words / count,
            "look_share": words / max(1, int(self._words.sum())),
            "look_over_text": np.bincount(above, self._running[1:], len(count)) / count,
            "look_in_rows": np.bincount(above, look[1:] == above, len(count)) / count,
            **{name: np.bincount(look, own[of]) / count for name, of in _OF_LOOKS.items()},
        }
        return {name: column[look] for name, column in per_look.items()}


_OF_LOOKS = {
    "look_starts": "starts_region",
    "look_lines": "lines",
    "look_noise": "rule_noise",
    "look_title": "rule_title",
    "look_framed": "framed",
    "look_sentences": "sentence_end",
}
"""Means over all blocks of a look, with what they are means of."""

_OWN_NAMES = {"noise": "rule_noise"}
"""Measures of a neighbour that bear another name where they are its own."""

_KINDS_ABOVE, _KINDS_BELOW = (
    [(name, name.partition("_")[2]) for name in MEASURES if name.startswith(f"{side}_")]
    for side in ("above", "below")
)
"""Measures of the neighbours on either side, with what is measured of them."""


@dataclass(frozen=True, slots=True)
class _Spread:
    """How the letters of an issue are spread over sizes, largest last, and the colour of most."""

    sizes: tuple[float, ...]
    shares: tuple[float, ...]
    usual_color: str | None

    @classmethod
    def of(cls, blocks: Sequence[Block], texts: Sequence[str]) -> _Spread:
        sizes: Counter[float] = Counter()
        colors: Counter[str | None] = Counter()
        for block, text in zip(blocks, texts, strict=True):
            if block.style is not None:
                sizes[block.style.size_pt] += len(text)
                colors[block.style.color] += len(text)
        total = max(1, sizes.total())
        ordered = sorted(sizes)
        return cls(
            tuple(ordered),
            tuple(sizes[size] / total for size in ordered),
            colors.most_common(1)[0][0] if colors else None,
        )

    def larger_share(self, size_pt: float) -> float:
        return sum(self.shares[bisect_right(self.sizes, size_pt + 1 / HALF_STEP - 0.1) :])


def _look(block: Block, text: str, in_capitals: bool) -> Look:
    """Blocks of equal keys look alike; text inputs have markup for a look."""
    style = block.style
    if style is None:
        raw = block.text.strip()
        return float(len(raw) - len(raw.lstrip("#"))), raw.startswith("**"), False, in_capitals, None, False
    size = round(style.size_pt * HALF_STEP) / HALF_STEP
    return size, style.is_bold, style.is_italic, in_capitals, style.color, block.is_run_in


def _numbered(keys: Iterable[Hashable]) -> NDArray[np.intp]:
    """The same number, from 0, for equal keys."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.intp)


def _or_absent(column: Column) -> Column:
    return np.where(np.isnan(column), ABSENT, column)


def _page_size(page: Page) -> tuple[float, float]:
    return max(1.0, page.width_pt or 1.0), max(1.0, page.height_pt or 1.0)


def _usual_tag(block: Block) -> str:
    """The last part of the tag that most words of a block bear; empty without one."""
    tags: Counter[str] = Counter()
    for tag, count in Counter([tag for line in block.lines for tag in tags_of(line.words)]).items():
        tags[(tag or "").rpartition("/")[2]] += count
    return tags.most_common(1)[0][0] if tags else ""


def ends_sentence(text: str) -> bool:
    """Whether it ends in the mark of an end, quotation marks aside."""
    return text.rstrip(_CLOSING_QUOTES).endswith(_SENTENCE_ENDS)


def _is_underlined(block: Block, rules: DrawnRules) -> bool:
    """Whether a rule runs under most of the last line of a short block.

    Less is asked than of a candidate's underline (`DrawnRules.underline`); the weights were learnt from this.
    """
    box = block.bbox
    if box is None or len(block.lines) > HEAD_LINES:
        return False
    foot = block.lines[-1].bbox or box
    near = rules.between(block.page, foot.bottom - 2 * UNDERLINE_GAP_PT, foot.bottom + 2 * UNDERLINE_GAP_PT)
    return any(
        abs(y - foot.bottom) <= UNDERLINE_GAP_PT
        and (shared := min(x1, box.x1) - max(x0, box.x0)) > 0
        and shared > MAJORITY * box.width
        for y, x0, x1 in near
    )


def _next_peaks(prominence: Sequence[float], words: Sequence[int]) -> tuple[NDArray[np.intp], Column]:
    """For each block the next one about as prominent, `NO_PEAK` where none is, and the words in between."""
    before = [0]
    for count in words:
        before.append(before[-1] + count)
    waiting: list[int] = []
    others, between = [NO_PEAK] * len(words), [0.0] * len(words)
    for index in reversed(range(len(prominence))):
        # What is less prominent than this block hides behind it for all blocks before.
        while waiting and prominence[waiting[-1]] < LESSER * prominence[index]:
            waiting.pop()
        end = len(prominence)
        if waiting:
            others[index] = end = waiting[-1]
        between[index] = float(before[end] - before[index + 1])
        waiting.append(index)
    return np.array(others), np.array(between)


def _of_peaks(prominence: Column, peaks: NDArray[np.intp]) -> Column:
    """Prominence of each block's peak over its own, 0 where it has none."""
    return np.where(peaks == NO_PEAK, 0.0, prominence[peaks] / prominence)
