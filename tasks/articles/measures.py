"""What can be measured of each block, relative to its page and issue: the eyes of the learnt judgement.

One row of numbers for each block, one column for each measure; what a measure that does not apply is, is
`ABSENT`. The rules' own answers are measures like the others. Nothing is decided here, and no measure
knows a publisher or a language: words of the lexicon count as kinds of words only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas.document import Document, Page
from schemas.geometry import BBox
from schemas.layout import Block, Verdict
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from schemas.wording import letters, plain, word_count
from tasks.articles.candidates import Candidate
from tasks.articles.dates import parse_date
from tasks.articles.titles import Decision, Role

ABSENT = -1.0
"""Stands for a measure that a block does not have, such as the space above the first line of a column."""

RUNNING_WORDS = 18
SHORT_WORDS = 40
"""Longer blocks are no date, no label and no name, and are not asked."""

LOOK_AHEAD = 12
"""So many blocks ahead the text under a head is looked for; no text there is as far as this, and more."""

FAR = 99.0
BOLD_LIFT, CAPS_LIFT = 1.25, 1.12
"""Bold and capitals over plain letters of one size, for ranking the looks of an issue."""

LESSER = 0.97
MORE = 1.03
"""Looks nearer to each other than this rank alike."""

NEAR_PICTURE_PT = 15.0
NEAR_RULE_SIZES = 1.5
MIN_RULE_PT = 60.0
UNDERLINE_PT = 4.0
MAX_UNDERLINED_LINES = 3
HALF_STEP = 2.0
"""Sizes are told apart in half points."""

_RUNNING = re.compile(r"[.!?。！？।։,;]")
_SENTENCE_END = re.compile(r"[.!?。！？…]['\"”’)»]*$")
_BULLET = re.compile(r"[•▪■○●◦‣⁃➢✓➔➜*·–—-]\s")
_NUMBERED = re.compile(r"\(?\d{1,3}[.)]?\s")
_QUOTED = re.compile(r"[“„«\"‘].*[”“»\"’]$")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]{1,64}\.\w")
_PHONE = re.compile(r"\+?\d[\d ().-]{6,20}\d")
_HEADING_TAG = re.compile(r"H\d")
LEAST_SIZE_PT = 0.1
_PLAIN_TAGS = frozenset({"P", "Span", "LBody"})

MEASURES: Mapping[str, str] = {
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
    "quoted": "stands in quotation marks",
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
    "above_page": "what is above stands on the same page",
    "above_sentence": "what is above ends as a sentence does",
    "above_running": "running text is above",
    "above_indent": "indent of what is above",
    "above_framed": "what is above stands in a box",
    "above_size": "size of what is above",
    "above_own_color": "what is above is of another colour than most text",
    "above_prominence": "prominence of what is above",
    "above_starts": "what is above is the first of its column",
    "above_run_in": "what is above goes on in this line",
    "below_noise": "the rules take what is below for noise",
    "below_look": "what is below looks the same",
    "below_region": "what is below stands in the same column",
    "below_page": "what is below stands on the same page",
    "below_sentence": "what is below ends as a sentence does",
    "below_running": "running text is below",
    "below_words": "words of what is below",
    "below_indent": "indent of what is below",
    "below_framed": "what is below stands in a box",
    "below_starts": "what is below is the first of its column",
    "below_picture": "what is below stands right at a picture",
    "below_table": "what is below is a table",
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
"""What each column measures, in its order; yes is 1 and no is 0."""

Row = dict[str, float]
Look = tuple[float, bool, bool, bool, str | None, bool]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the measures are taken from: one issue as the layout and the rules left it.

    Attributes:
        body_pt: size of running text, in points.
        head_end: index of the first block that is running text.
    """

    document: Document
    blocks: Sequence[Block]
    verdicts: Sequence[Verdict]
    decisions: Mapping[int, Decision]
    body_pt: float
    head_end: int


def measure(evidence: Evidence) -> NDArray[np.float64]:
    """A row for each block, a column for each of `MEASURES`."""
    rows = _Measurer(evidence).rows()
    names = list(MEASURES)
    return np.array([[float(row[name]) for name in names] for row in rows]).reshape(len(rows), len(names))


class _Measurer:
    """Takes all measures of one issue; what several of them need is found once."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._blocks = evidence.blocks
        self._body_pt = evidence.body_pt or 10.0
        self._texts = [plain(block.text) for block in evidence.blocks]
        self._words = [word_count(text) for text in self._texts]
        self._running = [
            count >= RUNNING_WORDS and bool(_RUNNING.search(text)) and not text.isupper()
            for count, text in zip(self._words, self._texts, strict=True)
        ]
        self._looks = [_look(block, text) for block, text in zip(self._blocks, self._texts, strict=True)]
        self._columns = _columns(self._blocks)
        self._letters = _Letters.of(self._blocks, self._texts)

    def rows(self) -> list[Row]:
        rows = [
            {**self._look(block), **self._place(block), **self._shape(block), **self._rules(block)}
            for block in self._blocks
        ]
        self._rank(rows)
        self._neighbours(rows)
        self._reach(rows)
        self._look_classes(rows)
        return rows

    def _size(self, block: Block) -> float:
        """Of its letters; a damaged font may give them none."""
        size_pt = block.style.size_pt if block.style is not None else self._body_pt
        return max(size_pt, LEAST_SIZE_PT)

    def _look(self, block: Block) -> Row:
        style, text = block.style, self._texts[block.index]
        small = sum(map(str.islower, text))
        capital = sum(map(str.isupper, text))
        words = [word for word in text.split() if word[:1].isalpha()]
        size = self._size(block) / self._body_pt
        is_bold = style is not None and style.is_bold
        in_capitals = text.isupper() and len(letters(text)) > 3
        return {
            "size": size,
            "larger_share": self._letters.larger_share(style.size_pt) if style is not None else 0.0,
            "bold": is_bold,
            "italic": style is not None and style.is_italic,
            "light": style is not None and style.is_light,
            "own_color": style is not None and style.color != self._letters.usual_color,
            "capitals": in_capitals,
            "capital_share": capital / max(1, sum(map(str.isalpha, text))),
            "capital_words": sum(word[0].isupper() for word in words) / max(1, len(words)),
            "cased": bool(small or capital),
            "prominence": size * (BOLD_LIFT if is_bold else 1.0) * (CAPS_LIFT if in_capitals else 1.0),
        }

    def _place(self, block: Block) -> Row:
        page_count = len(self._evidence.document.pages)
        frame, region_before = block.frame, self._before(block)
        row: Row = {
            "page": block.page / page_count,
            "last_page": page_count > 1 and block.page == page_count,
            "position": block.index / max(1, len(self._blocks)),
            "space_above": self._in_sizes(block.space_above_pt, block),
            "space_below": self._space_below(block),
            "starts_region": block.starts_region,
            "framed": frame is not None,
            "frame_first": frame is not None and (region_before is None or region_before.frame != frame),
            "in_table": block.is_in_table,
            "run_in": block.is_run_in,
            "repeats": block.repeats,
            "before_text": block.index < self._evidence.head_end,
        }
        return row | self._geometry(block) | self._drawings(block)

    def _before(self, block: Block) -> Block | None:
        return self._blocks[block.index - 1] if block.index else None

    def _after(self, block: Block) -> Block | None:
        return self._blocks[block.index + 1] if block.index + 1 < len(self._blocks) else None

    def _in_sizes(self, length_pt: float | None, block: Block) -> float:
        return ABSENT if length_pt is None else length_pt / self._size(block)

    def _space_below(self, block: Block) -> float:
        after = self._after(block)
        if after is None or after.region != block.region:
            return ABSENT
        return self._in_sizes(after.space_above_pt, block)

    def _geometry(self, block: Block) -> Row:
        page = self._evidence.document.pages[block.page - 1]
        box, (width, height) = block.bbox, _page_size(page)
        names = ("left", "width", "top", "bottom", "center", "height", "fill", "indent", "indent_right")
        if box is None:
            return dict.fromkeys((*names, "off_center", "column", "density", "frame_area"), ABSENT)
        left, right = self._columns[block.page, block.region]
        size = self._size(block)
        letters_a_line = len(self._texts[block.index]) / max(1, len(block.lines))
        return {
            "left": box.x0 / width,
            "width": box.width / width,
            "top": box.top / height,
            "bottom": box.bottom / height,
            "center": box.center_x / width,
            "height": box.height / height,
            "fill": box.width / max(1.0, right - left),
            "indent": (box.x0 - left) / size,
            "indent_right": (right - box.x1) / size,
            "off_center": abs(box.center_x - (left + right) / 2) / size,
            "column": (right - left) / width,
            "density": letters_a_line / max(1.0, box.width) * size,
            "frame_area": ABSENT if block.frame is None else block.frame.area / (width * height),
        }

    def _drawings(self, block: Block) -> Row:
        page, box = self._evidence.document.pages[block.page - 1], block.bbox
        if box is None:
            return dict.fromkeys(("rule_above", "filled", "underlined", "by_picture"), 0.0)
        width, height = _page_size(page)
        reach = NEAR_RULE_SIZES * self._size(block)
        rules = [rule for rule in page.rules if rule.width > rule.height and rule.overlap_x(box) > 0]
        foot = block.lines[-1].bbox or box
        return {
            "rule_above": any(
                rule.width > MIN_RULE_PT
                and 0 <= box.top - rule.center_y <= reach
                and rule.overlap_x(box) > 0.5 * box.width
                for rule in rules
            ),
            "underlined": len(block.lines) <= MAX_UNDERLINED_LINES
            and any(
                abs(rule.center_y - foot.bottom) <= UNDERLINE_PT and rule.overlap_x(box) > 0.6 * box.width
                for rule in rules
            ),
            "filled": any(
                frame.fill not in {None, "#ffffff"}
                and frame.bbox.contains_point(box.center_x, box.center_y)
                and frame.bbox.area < 0.5 * width * height
                for frame in page.frames
            ),
            "by_picture": any(_is_at(box, picture) for picture in page.images),
        }

    def _shape(self, block: Block) -> Row:
        text = self._texts[block.index]
        is_short = self._words[block.index] <= SHORT_WORDS
        tags = Counter((word.tag or "").rpartition("/")[2] for line in block.lines for word in line.words)
        tag = tags.most_common(1)[0][0] if tags else ""
        return {
            "words": self._words[block.index],
            "lines": len(block.lines),
            "letter_share": sum(map(str.isalpha, text)) / max(1, len(text)),
            "digit_share": sum(map(str.isdecimal, text)) / max(1, len(text)),
            "sentence_end": bool(_SENTENCE_END.search(text)),
            "colon_end": text.endswith((":", "：")),
            "first_capital": text[:1].isupper(),
            "first_small": text[:1].islower(),
            "bullet": bool(_BULLET.match(text)),
            "numbered": bool(_NUMBERED.match(text)),
            "quoted": bool(_QUOTED.match(text)),
            "running": self._running[block.index],
            "phone": bool(_PHONE.search(text)),
            "email": bool(_EMAIL.search(text)),
            "date": is_short and parse_date(text, None) is not None,
            "publication_word": is_short and lexicon().has_publication_word(text),
            "tag_heading": bool(_HEADING_TAG.fullmatch(tag)),
            "tag_plain": tag in _PLAIN_TAGS,
            "tagged": bool(tag),
        }

    def _rules(self, block: Block) -> Row:
        verdict = self._evidence.verdicts[block.index]
        decision = self._evidence.decisions.get(block.index)
        candidate: Candidate | None = decision.candidate if decision is not None else None
        role = decision.role if decision is not None else None
        return {
            "rule_noise": verdict.code is not None,
            "rule_strength": verdict.confidence if verdict.code is not None else 0.0,
            "rule_page_number": verdict.code is NoiseCode.PAGE_NUMBER,
            "rule_contact": verdict.code is NoiseCode.CONTACT,
            "rule_candidate": candidate is not None,
            "rule_prominence": candidate.prominence if candidate is not None else 0.0,
            "rule_title": role is Role.TITLE,
            "rule_heading": role is Role.HEADING,
        }

    def _rank(self, rows: Sequence[Row]) -> None:
        """Adds where each block stands among the prominences of its issue and page."""
        ranked = sorted(row["prominence"] for row in rows)
        most: dict[int, float] = defaultdict(float)
        for block, row in zip(self._blocks, rows, strict=True):
            most[block.page] = max(most[block.page], row["prominence"])
        for block, row in zip(self._blocks, rows, strict=True):
            above = len(ranked) - bisect_right(ranked, MORE * row["prominence"])
            row["more_prominent"] = above / len(rows)
            row["of_page"] = row["prominence"] / most[block.page]

    def _neighbours(self, rows: Sequence[Row]) -> None:
        """Adds what is right above and right below in reading order."""
        for block, row in zip(self._blocks, rows, strict=True):
            for side, other in (("above", self._before(block)), ("below", self._after(block))):
                for name, kind in _KINDS_BESIDE[side]:
                    row[name] = ABSENT if other is None else self._near(kind, block, other, rows[other.index])

    def _near(self, kind: str, block: Block, other: Block, near: Row) -> float:
        """A measure of the neighbour `other`, whose own row is `near`."""
        if kind == "look":
            return self._looks[block.index] == self._looks[other.index]
        if kind == "page":
            return block.page == other.page
        if kind == "region":
            return (block.page, block.region) == (other.page, other.region)
        return near[_OWN_NAMES.get(kind, kind)]

    def _reach(self, rows: Sequence[Row]) -> None:
        """Adds how far it is to the next and the last block as prominent, and to running text."""
        prominence = [row["prominence"] for row in rows]
        for index, other, words in _next_peaks(prominence, self._words):
            rows[index]["words_to_next"] = words
            rows[index]["next_prominence"] = 0.0 if other is None else prominence[other] / prominence[index]
        count = len(rows)
        for back, other, words in _next_peaks(prominence[::-1], self._words[::-1]):
            index = count - 1 - back
            rows[index]["words_since"] = words
            rows[index]["last_prominence"] = (
                0.0 if other is None else prominence[count - 1 - other] / prominence[index]
            )
        for block, row in zip(self._blocks, rows, strict=True):
            row.update(self._text_under(block, row, rows))

    def _text_under(self, block: Block, row: Row, rows: Sequence[Row]) -> Row:
        after = range(block.index + 1, min(len(rows), block.index + 1 + LOOK_AHEAD))
        found = next((index for index in after if self._running[index]), None)
        if found is None:
            names = ("to_text_words", "text_size", "text_bold", "text_region", "text_indent")
            return {"to_text": FAR, **dict.fromkeys(names, ABSENT)}
        text = self._blocks[found]
        return {
            "to_text": found - block.index,
            "to_text_words": sum(self._words[block.index + 1 : found]),
            "text_size": rows[found]["size"] / row["size"],
            "text_bold": rows[found]["bold"],
            "text_region": (text.page, text.region) == (block.page, block.region),
            "text_indent": rows[found]["left"] - row["left"],
        }

    def _look_classes(self, rows: Sequence[Row]) -> None:
        """Adds what is true of all blocks of one look: a look means one thing in an issue."""
        members: dict[Look, list[int]] = defaultdict(list)
        for index, look in enumerate(self._looks):
            members[look].append(index)
        total = max(1, sum(self._words))
        pages = len(self._evidence.document.pages)
        for group in members.values():
            own = [rows[index] for index in group]
            words = sum(self._words[index] for index in group)
            after = [index + 1 for index in group if index + 1 < len(rows)]
            count = len(group)
            shared: Row = {
                "look_count": count,
                "look_pages": len({self._blocks[index].page for index in group}) / pages,
                "look_words": words / count,
                "look_share": words / total,
                "look_over_text": sum(self._running[index] for index in after) / count,
                "look_in_rows": sum(self._looks[index] == self._looks[index - 1] for index in after) / count,
                "look_starts": sum(row["starts_region"] for row in own) / count,
                "look_lines": sum(row["lines"] for row in own) / count,
                "look_noise": sum(row["rule_noise"] for row in own) / count,
                "look_title": sum(row["rule_title"] for row in own) / count,
                "look_framed": sum(row["framed"] for row in own) / count,
                "look_sentences": sum(row["sentence_end"] for row in own) / count,
            }
            for row in own:
                row.update(shared)


_OWN_NAMES = {
    "noise": "rule_noise",
    "sentence": "sentence_end",
    "starts": "starts_region",
    "picture": "by_picture",
    "table": "in_table",
}
"""Measures of a neighbour that bear another name where they are its own."""

_KINDS_BESIDE = {
    side: [(name, name.partition("_")[2]) for name in MEASURES if name.startswith(f"{side}_")]
    for side in ("above", "below")
}
"""Measures of the neighbours on either side, with what is measured of them."""


@dataclass(frozen=True, slots=True)
class _Letters:
    """How the letters of an issue are spread over sizes, largest first, and the colour of most."""

    sizes: tuple[float, ...]
    shares: tuple[float, ...]
    usual_color: str | None

    @classmethod
    def of(cls, blocks: Sequence[Block], texts: Sequence[str]) -> _Letters:
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


def _look(block: Block, text: str) -> Look:
    """Blocks of equal keys look alike; text inputs have markup for a look."""
    style = block.style
    in_capitals = text.isupper() and len(letters(text)) > 3
    if style is None:
        raw = block.text.strip()
        return float(len(raw) - len(raw.lstrip("#"))), raw.startswith("**"), False, in_capitals, None, False
    size = round(style.size_pt * HALF_STEP) / HALF_STEP
    return size, style.is_bold, style.is_italic, in_capitals, style.color, block.is_run_in


def _columns(blocks: Sequence[Block]) -> dict[tuple[int, int], tuple[float, float]]:
    """Left and right edge of each region's text, in points, by page and region."""
    edges: dict[tuple[int, int], tuple[float, float]] = {}
    for block in blocks:
        if block.bbox is not None:
            key = block.page, block.region
            left, right = edges.get(key, (block.bbox.x0, block.bbox.x1))
            edges[key] = min(left, block.bbox.x0), max(right, block.bbox.x1)
    return edges


def _page_size(page: Page) -> tuple[float, float]:
    return max(1.0, page.width_pt or 1.0), max(1.0, page.height_pt or 1.0)


def _is_at(box: BBox, picture: BBox) -> bool:
    """Whether a picture ends right above `box` or begins right below it."""
    is_over = abs(picture.bottom - box.top) < NEAR_PICTURE_PT
    is_under = abs(box.bottom - picture.top) < NEAR_PICTURE_PT
    return (is_over or is_under) and picture.overlap_x(box) > 0.3 * box.width


def _next_peaks(prominence: Sequence[float], words: Sequence[int]) -> Iterator[tuple[int, int | None, float]]:
    """For each block the next one about as prominent, if any, and the words that lie between."""
    before = [0]
    for count in words:
        before.append(before[-1] + count)
    waiting: list[int] = []
    for index in reversed(range(len(prominence))):
        # What is less prominent than this block hides behind it for all blocks before.
        while waiting and prominence[waiting[-1]] < LESSER * prominence[index]:
            waiting.pop()
        other = waiting[-1] if waiting else None
        end = len(prominence) if other is None else other
        yield index, other, float(before[end] - before[index + 1])
        waiting.append(index)
