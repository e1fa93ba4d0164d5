"""Blocks that may be headlines, with what speaks for each: look, place, wording, bookmarks, contents.

Nothing is decided here; `tasks.articles.titles` weighs the candidates against each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from schemas.article import ContentsEntry
from schemas.document import Direction, Document
from schemas.drawn_rules import DrawnRules
from schemas.geometry import BBox
from schemas.layout import Block, Verdict
from schemas.lexicon import lexicon
from schemas.profile import Matcher, SourceProfile, matcher
from schemas.titles import Titles
from schemas.tolerances import (
    CARD_LINES,
    CARD_WORDS,
    DISPLAY,
    FAR_SIZES,
    FEW_LINES,
    GAP_SIZES,
    HALF,
    HEAD_LINES,
    HEADLINE,
    HUGE,
    LABEL_WORDS,
    LARGER,
    LINE_WORDS,
    MAJORITY,
    NEARLY_ALL,
    PLURAL,
    PROSE_LINE_WORDS,
    SERIES,
    TITLE_WORDS,
)
from schemas.word_columns import runs_of
from schemas.wording import (
    are_in_capitals,
    is_capitals,
    is_set_in_capitals,
    is_typed_rule,
    letters,
    plain,
    word_count,
)
from tasks.articles.markup import heading_level, is_code

MIN_SIZE_RATIO = 1.12
"""Letters larger than running text by this much are display type."""

COLOR_ALONE = "set apart by a colour of its own"
CENTERED_ALONE = "centred over its text"
OUTDENTED_ALONE = "begins further out than its text"
NUMBERED_ALONE = "a number on a line of its own"
ITALIC_ALONE = "in italics over upright text"
RULED_ALONE = "a short line under a rule across its column"
LONE_SIGNS = frozenset(
    {COLOR_ALONE, CENTERED_ALONE, OUTDENTED_ALONE, NUMBERED_ALONE, ITALIC_ALONE, RULED_ALONE}
)
PLAIN = "plain"
"""The evidence of a block that nothing speaks for, as under underlined heads: it looks as they do."""

LOOK_AHEAD = 12
"""So many blocks ahead the text under a head is looked for."""

HUED = 2
"""Of a colour that is no black, grey or white, the strongest channel is so many times the weakest."""

_ITEM = re.compile(r"[•▪■○●◦‣⁃➢✓➔➜]\s*\S")
_BETWEEN_DOTS = re.compile(r"(?:\.{3}|…)[^.…]+(?:\.{3}|…)$")
"""How bulletins in capitals set their headlines: `...STRONG WINDS UNTIL NOON...`."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
"""`Notice 101/2024` is a head, though it has more figures than letters."""

_LINK = re.compile(r"(?:https?://|www\.)\S+$")
_NUMBER = re.compile(r"\d{1,2}[.)]\s+\S")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{3}[.!?]\s+[^\W\d_]")
_SENTENCE_END = re.compile(r"(?<![.…])[.,;。，；]$")
_PARTING = re.compile(r"[.:;!?…。：；！？–—-]$")
_SENTENCE = re.compile(r"[.!。！]$")
_STOP = re.compile(r"[.!?…。！？]$")
_NUMBERING = re.compile(
    r"^(?P<mark>\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}(?:[.)]|\s?[-–])?|[A-ZА-Я](?:[.)]|\s?[-–])?|[a-z][.)])"
    r"\s+\S"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may be a headline.

    Attributes:
        prominence: size over running text, as if larger by `HEADLINE` for each sign such as bold or capitals,
            and as much smaller for each that speaks against a head; 1 is plain.
        size_ratio: size over that of the text it heads.
        style_key: blocks of equal keys look alike.
        entry: index of the contents entry that announces it.
        is_bookmarked: the file's own outline names it.
        level: on which level the outline does, from 1; 0 where it does not.
        is_named: the source's profile calls it a title or a section.
        mark: its numbering (`3`, `A.`), if any.
    """

    block: int
    text: str
    prominence: float
    size_ratio: float
    style_key: tuple[float, bool, bool, bool, str | None]
    is_run_in: bool
    entry: int | None
    is_bookmarked: bool
    is_named: bool
    mark: str | None
    evidence: str
    level: int = 0


class CandidateFinder:
    """Looks at the kept blocks of one issue.

    Args:
        document: what was read.
        blocks: of the issue.
        verdicts: what the rules take for noise, by block.
        entries: of the issue's contents list.
        profile: of the source.
        body_pt: size of running text, in points; 0 for text inputs.
        footnotes: blocks that are notes.
    """

    def __init__(
        self,
        document: Document,
        blocks: Sequence[Block],
        verdicts: Sequence[Verdict],
        entries: Sequence[ContentsEntry],
        profile: SourceProfile,
        body_pt: float,
        footnotes: Collection[int],
    ) -> None:
        self._blocks = blocks
        self._verdicts = verdicts
        self._announced = Titles([entry.title for entry in entries])
        self._body_pt = body_pt
        self._footnotes = footnotes
        self._bookmarks = Titles([entry.title for entry in document.outline])
        self._levels = [entry.level for entry in document.outline]
        self._rules = DrawnRules(document)
        self._named: list[Matcher] = [
            matcher(pattern, f"titles[{number}]") for number, pattern in enumerate(profile.titles, start=1)
        ]
        self._sections = {letters(name) for name in profile.sections}
        self._texts = [plain(block.text) for block in blocks]
        self._all_capitals = are_in_capitals(self._texts)

    def find(self) -> list[Candidate]:
        """Candidates in reading order."""
        found = []
        for block, verdict in zip(self._blocks, self._verdicts, strict=True):
            if verdict.code is None and not block.is_in_table and _is_upright(block):
                candidate = self._candidate(block)
                if candidate is not None:
                    found.append(candidate)
        found = self._without_subjects(found)
        return _level_out(_prominent(found) if self._body_pt else found)

    def _without_subjects(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Candidates but for looks of which most begin a sentence, as items on people do with their names."""
        votes: dict[object, list[bool]] = {}
        for candidate in candidates:
            if candidate.is_run_in and candidate.size_ratio < MIN_SIZE_RATIO:
                votes.setdefault(_look_of(candidate), []).append(self._begins_sentence(candidate))
        shares = {look: sum(begin) / len(begin) for look, begin in votes.items()}
        return [c for c in candidates if shares.get(_look_of(c), 0.0) < MAJORITY]

    def _begins_sentence(self, candidate: Candidate) -> bool:
        behind = self._texts[candidate.block + 1 : candidate.block + 2]
        return any(begins_sentence(candidate.text, text) for text in behind)

    def _candidate(self, block: Block) -> Candidate | None:
        text = self._texts[block.index]
        count = word_count(text)
        if count > TITLE_WORDS or len(block.lines) > FEW_LINES:
            return None
        is_marked = block.style is None and block.text.lstrip().startswith("#")
        figures = 0 if is_marked else sum(map(str.isdecimal, _YEAR.sub("", text)))
        if sum(map(str.isalpha, text)) < max(1, figures) or len(letters(text)) < PLURAL:
            return None
        is_named = letters(text) in self._sections or any(p.is_found_in(text) for p in self._named)
        entry = self._announced.first(text)
        bookmark = self._bookmarks.first(text)
        is_bookmarked = bookmark is not None
        if block.style is None:
            return self._text_candidate(block, text, entry, is_named=is_named)
        body = self._text_size_below(block)
        ratio = block.style.size_pt / body if body else 1.0
        prominence, reasons = self._look(block, text, ratio)
        if block.is_run_in and count > LINE_WORDS and not self._is_underlined(block):
            return None
        if entry is not None:
            reasons.append("announced in the contents list")
        if is_bookmarked:
            reasons.append("in the file's bookmarks")
        is_act = bool(reasons) and not block.is_run_in and lexicon().numbers_act(text)
        is_sure = entry is not None or is_bookmarked or is_named or is_act
        if not is_sure and _goes_on(text, ratio):
            return None
        if not is_sure and (
            self._is_mere_emphasis(block, text, ratio)
            or self._closes_a_text(block, text)
            or self._is_in_sentence(block, text)
            or self._goes_on_from_page(block, text)
        ):
            return None
        return Candidate(
            block=block.index,
            text=text,
            prominence=prominence,
            size_ratio=ratio,
            style_key=(
                block.style.size_pt,
                block.style.is_bold,
                block.style.is_italic,
                is_capitals(text),
                block.style.color,
            ),
            is_run_in=block.is_run_in,
            entry=entry,
            is_bookmarked=is_bookmarked,
            is_named=is_named,
            mark=_mark(text),
            evidence=", ".join(reasons) or PLAIN,
            level=self._levels[bookmark] if bookmark is not None else 0,
        )

    def _text_size_below(self, block: Block) -> float:
        """Size of the next running text in reading order, or the issue's usual size."""
        other = self._text_below(block, LINE_WORDS)
        if other is None or other.style is None or self._is_over_footnote(block, other):
            return self._body_pt
        return min(other.style.size_pt, DISPLAY * self._body_pt)

    def _is_over_footnote(self, block: Block, other: Block) -> bool:
        """Whether a line as large as running text ends its page's text, with but a footnote under it."""
        assert block.style is not None
        is_text = not block.style.is_bold and block.style.size_pt <= LARGER * self._body_pt
        return is_text and other.index in self._footnotes

    def _look(self, block: Block, text: str, ratio: float) -> tuple[float, list[str]]:
        style = block.style
        assert style is not None
        prominence, reasons = ratio, []
        if ratio >= MIN_SIZE_RATIO:
            reasons.append(f"{ratio:.1f} times the size of its text")
        if style.is_bold and not self._is_bold_below(block):
            prominence *= HEADLINE
            reasons.append("bold over plain text")
        capitals = self._capitals(block, text)
        if capitals is not None:
            prominence *= HEADLINE
            reasons.append(capitals)
        if self._is_underlined(block):
            prominence *= HEADLINE
            reasons.append("underlined")
        if style.color not in {None, "#000000"} and style.color != self._color_below(block):
            is_alone = not reasons and is_hued(style.color) and self._is_set_apart(block)
            # Beside other signs, or without white space, a colour is worth nothing more.
            prominence *= HEADLINE if is_alone else 1.0
            reasons.append(COLOR_ALONE if is_alone else "in a colour of its own")
        lone = None if reasons else self._lone_sign(block, text)
        if lone is not None:
            prominence *= HEADLINE
            reasons.append(lone)
        if style.is_light and ratio < MIN_SIZE_RATIO and not self._is_light_below(block):
            prominence *= HEADLINE
            reasons.append("white on a dark ground")
        if block.is_run_in:
            prominence /= HEADLINE
            reasons.append("at the head of its paragraph")
            if not block.starts_region and self._space_above(block) < GAP_SIZES * style.size_pt:
                prominence /= HEADLINE
        return prominence, reasons

    def _capitals(self, block: Block, text: str) -> str | None:
        """Whether a block is in capitals of either kind, in small ones where its text is not."""
        if is_set_in_capitals(text):
            return "in capitals"
        if block.style is None or not block.style.is_small_capitals:
            return None
        other = self._next_text(block)
        is_so_below = other is not None and other.style is not None and other.style.is_small_capitals
        return None if is_so_below else "in small capitals"

    def _is_underlined(self, block: Block) -> bool:
        """Whether a rule runs right under each line of a short block, from its beginning to its end."""
        if len(block.lines) > HEAD_LINES:
            return False
        return self._is_over_typed_rule(block) or all(
            line.bbox is not None and self._rules.underline(block.page, line.bbox) for line in block.lines
        )

    def _is_over_typed_rule(self, block: Block) -> bool:
        """Whether a line of one sign follows in the column, as long as the block's last line."""
        below = self._blocks[block.index + 1] if block.index + 1 < len(self._blocks) else None
        if below is None or below.region != block.region or not is_typed_rule(below.text):
            return False
        last, rule = block.lines[-1].bbox, below.bbox
        return last is not None and rule is not None and abs(last.x1 - rule.x1) <= last.height

    def _is_set_apart(self, block: Block) -> bool:
        """Whether a line on its own begins a column or has white space above it."""
        assert block.style is not None
        has_space = self._space_above(block) >= GAP_SIZES * block.style.size_pt
        return not block.is_run_in and (block.starts_region or has_space)

    def _lone_sign(self, block: Block, text: str) -> str | None:
        """What but white space sets a line apart that is as plain as the text right below it, if anything."""
        below = self._text_below(block, LINE_WORDS)
        if below is None or below.bbox is None or below.region != block.region:
            return None
        boxes = [line.bbox for line in block.lines if line.bbox is not None]
        if block.style is None or not boxes or not self._is_set_apart(block):
            return None
        size = block.style.size_pt
        if all(below.bbox.x0 - box.x0 >= FAR_SIZES * size for box in boxes):
            return OUTDENTED_ALONE
        if _are_centered(boxes, below.bbox, size):
            return CENTERED_ALONE
        if _NUMBER.match(text):
            return NUMBERED_ALONE
        if block.style.is_italic and below.style is not None and not below.style.is_italic:
            return ITALIC_ALONE
        is_short = below.bbox.x1 - boxes[-1].x1 >= FAR_SIZES * size
        return RULED_ALONE if is_short and self._is_under_rule(block, below.bbox, size) else None

    def _is_under_rule(self, block: Block, text: BBox, size_pt: float) -> bool:
        """Whether a rule as long as the lines of the text below lies in the white space above a block."""
        if block.bbox is None:
            return False
        space = FAR_SIZES * size_pt if block.space_above_pt is None else block.space_above_pt
        top = block.bbox.top - space
        return any(
            x0 <= text.x0 + size_pt and text.x1 - size_pt <= x1
            for _, x0, x1 in self._rules.between(block.page, top, block.bbox.top)
        )

    def _space_above(self, block: Block) -> float:
        """White space above the block; 0 where it goes on in the line of the block before."""
        return max(0.0, block.space_above_pt or 0.0)

    def _next_text(self, block: Block) -> Block | None:
        return self._text_below(block, 0 if block.is_run_in else LINE_WORDS)

    def _text_below(self, block: Block, min_words: int) -> Block | None:
        """The next block outside tables with so many words; who wrote it is none of the text."""
        near = self._blocks[block.index + 1 : block.index + 1 + LOOK_AHEAD]
        kept = (b for b in near if self._verdicts[b.index].code is None and b.style is not None)
        told = (b for b in kept if lexicon().byline(self._texts[b.index]) is None)
        long = (b for b in told if word_count(self._texts[b.index]) >= min_words)
        return next((b for b in long if not b.is_in_table and not _is_of_cells(b)), None)

    def _is_bold_below(self, block: Block) -> bool:
        other = self._next_text(block)
        return other is not None and other.style is not None and other.style.is_bold

    def _is_light_below(self, block: Block) -> bool:
        other = self._next_text(block)
        return other is not None and other.style is not None and other.style.is_light

    def _color_below(self, block: Block) -> str | None:
        other = self._next_text(block)
        return other.style.color if other is not None and other.style is not None else None

    def _is_mere_emphasis(self, block: Block, text: str, ratio: float) -> bool:
        """A bold sentence of the body's size inside a column is stress, not a headline.

        So are the bold words of a paragraph, be they most of it.
        """
        if len(block.lines) > 1 and _STOP.search(text) and _is_partly_bold(block):
            return True
        if ratio >= MIN_SIZE_RATIO:
            is_long = len(block.lines) >= CARD_LINES
            return text.endswith((",", ";")) or (is_long and bool(_SENTENCE_END.search(text)))
        if block.is_run_in:
            return text.endswith(",") and word_count(text) > LABEL_WORDS
        is_sentence = bool(_SENTENCE_END.search(text)) and word_count(text) >= LABEL_WORDS
        is_sentence = is_sentence and not self._is_right_over_text(block)
        return is_sentence or word_count(text) > CARD_WORDS

    def _is_right_over_text(self, block: Block) -> bool:
        """Whether a block is set apart from what stands above, and a plainer text follows with less space."""
        assert block.style is not None
        below = self._blocks[block.index + 1] if block.index + 1 < len(self._blocks) else None
        if below is None or below.region != block.region or below.space_above_pt is None:
            return False
        if below.style is None or below.style.is_bold or word_count(self._texts[below.index]) < LINE_WORDS:
            return False
        return self._space_above(block) - below.space_above_pt >= GAP_SIZES * block.style.size_pt

    def _is_in_sentence(self, block: Block, text: str) -> bool:
        """Whether a paragraph leads up to a line no larger than its others, and goes on or ends with it."""
        above = self._blocks[block.index - 1] if block.index else None
        if above is None or above.style is None or block.style is None or not _is_next_line(above, block):
            return False
        words = self._texts[above.index]
        if block.style.size_pt > above.style.size_pt or word_count(words) < PROSE_LINE_WORDS:
            return False
        if _PARTING.search(words) or above.style.is_bold:
            return False
        below = self._blocks[block.index + 1] if block.index + 1 < len(self._blocks) else None
        if below is not None and _is_next_line(block, below):
            first = self._texts[below.index][:1]
            return first.islower() or first in "(,;" or bool(_SENTENCE_END.search(text))
        return bool(_SENTENCE_END.search(text))

    def _goes_on_from_page(self, block: Block, text: str) -> bool:
        """Whether a text in the same letters breaks off on a page before, and small letters go on with it."""
        if not text[:1].islower() or block.style is None or block.is_run_in:
            return False
        near = reversed(self._blocks[max(0, block.index - LOOK_AHEAD) : block.index])
        above = next((other for other in near if self._verdicts[other.index].code is None), None)
        if above is None or above.style is None or above.page == block.page:
            return False
        words = self._texts[above.index]
        is_alike = (above.style.size_pt, above.style.is_bold) == (block.style.size_pt, block.style.is_bold)
        return is_alike and word_count(words) >= LINE_WORDS and _PARTING.search(words) is None

    def _closes_a_text(self, block: Block, text: str) -> bool:
        """Whether a sentence, no larger than the text above it, stands nearer to that than to what follows.

        So do invitations and the like at the end of an article, in bold or in a colour.
        """
        above = self._blocks[block.index - 1] if block.index else None
        if not _SENTENCE.search(text) or word_count(text) < PROSE_LINE_WORDS or block.is_run_in:
            return False
        if above is None or above.region != block.region or above.style is None or block.style is None:
            return False
        is_text = word_count(self._texts[above.index]) >= LINE_WORDS
        if not is_text or block.style.size_pt > above.style.size_pt or block.space_above_pt is None:
            return False
        below = self._blocks[block.index + 1] if block.index + 1 < len(self._blocks) else None
        if below is None or below.region != block.region or below.space_above_pt is None:
            return True
        return below.space_above_pt > block.space_above_pt

    def _text_candidate(
        self, block: Block, text: str, entry: int | None, *, is_named: bool
    ) -> Candidate | None:
        raw = block.text.strip()
        if is_code(block.text):
            return None
        level = heading_level(raw) or len(raw) - len(raw.lstrip("#"))
        is_bold = raw.startswith("**") and raw.endswith("**")
        reasons = []
        prominence = 1.0
        if level:
            prominence, reasons = HUGE / LARGER**level, [f"heading of level {level}"]
        elif is_set_in_capitals(text) and not self._all_capitals:
            prominence, reasons = DISPLAY, ["in capitals"]
        elif self._all_capitals and _BETWEEN_DOTS.match(text):
            prominence, reasons = DISPLAY, ["between dots"]
        elif is_bold:
            prominence, reasons = DISPLAY, ["bold"]
        elif lexicon().is_month_heading(text) or lexicon().is_section_word(text):
            reasons = ["a section's word"]
        elif not self._is_title_like(block, text) and entry is None and not is_named:
            return None
        else:
            prominence, reasons = LARGER, ["short line on its own over running text"]
        if entry is not None:
            reasons.append("announced in the contents list")
        return Candidate(
            block=block.index,
            text=text,
            prominence=prominence,
            size_ratio=1.0,
            style_key=(float(level), is_bold, False, is_capitals(text), None),
            is_run_in=False,
            entry=entry,
            is_bookmarked=False,
            is_named=is_named,
            mark=_mark(text),
            evidence=", ".join(reasons),
        )

    def _is_title_like(self, block: Block, text: str) -> bool:
        """A short line without a full stop that starts like a title and stands over running text.

        A salutation or a byline may stand between.
        """
        if lexicon().byline(text) is not None or (
            _SENTENCE_END.search(text)
            or text.endswith(":")
            or not (text[0].isupper() or not text[0].islower())
        ):
            return False
        if text[0] in "-–—•*·(" or text[0].isdecimal() or _SENTENCE_INSIDE.search(text):
            return False
        if word_count(text) > CARD_WORDS:
            return False
        later = range(block.index + 1, len(self._blocks))
        kept = (self._texts[i] for i in later if self._verdicts[i].code is None)
        below = next(kept, "")
        is_salutation = 0 < word_count(below) <= LABEL_WORDS and below[-1:] in ".,!:"
        if lexicon().byline(below) is not None or (is_salutation and not below[:1].islower()):
            below = next(kept, "")
        return word_count(below) >= LINE_WORDS and not below[:1].islower()


def _is_next_line(block: Block, below: Block) -> bool:
    """Whether a block comes in the column of another, no further below it than lines of a paragraph."""
    if below.region != block.region or below.space_above_pt is None or below.style is None:
        return False
    return below.space_above_pt < GAP_SIZES * below.style.size_pt


def _are_centered(boxes: Sequence[BBox], text: BBox, size_pt: float) -> bool:
    """Whether all lines have their middle over that of a text, and one ends before it on both sides."""
    return all(abs(box.center_x - text.center_x) <= GAP_SIZES * size_pt for box in boxes) and any(
        min(box.x0 - text.x0, text.x1 - box.x1) >= FAR_SIZES * size_pt for box in boxes
    )


def is_hued(color: str) -> bool:
    """Whether a colour, `#rrggbb`, is one, and no black, grey or white."""
    channels = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    return max(channels) > HUED * min(channels)


def begins_sentence(text: str, behind: str) -> bool:
    """Whether no stop, colon or dash parts the beginning of a paragraph from small letters behind it."""
    return _PARTING.search(text) is None and behind[:1].islower()


def _prominent(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates that stand out, and the rest of a look that mostly does: a style means one thing."""
    lone = Counter((_look_of(c), c.evidence) for c in candidates if c.evidence in LONE_SIGNS)
    candidates = [
        c for c in candidates if c.evidence not in LONE_SIGNS or lone[_look_of(c), c.evidence] >= SERIES
    ]
    votes: dict[object, list[bool]] = {}
    for candidate in candidates:
        votes.setdefault(_look_of(candidate), []).append(_stands_out(candidate))
    shares = {look: sum(stood_out) / len(stood_out) for look, stood_out in votes.items()}
    return [
        c for c in candidates if _stands_out(c) or (c.evidence != PLAIN and shares[_look_of(c)] >= MAJORITY)
    ]


def _stands_out(candidate: Candidate) -> bool:
    is_sure = candidate.entry is not None or candidate.is_bookmarked or candidate.is_named
    return candidate.prominence >= (1.0 if is_sure or candidate.is_run_in else MIN_SIZE_RATIO)


def _look_of(candidate: Candidate) -> object:
    return candidate.style_key, candidate.is_run_in


def _level_out(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Give candidates of one look the prominence of the clearest: a style means one thing in an issue."""
    best: dict[object, float] = {}
    for candidate in candidates:
        key = _look_of(candidate)
        best[key] = max(best.get(key, 0.0), candidate.prominence)
    return [
        replace(
            candidate, prominence=max(candidate.prominence, min(best[key], DISPLAY * candidate.prominence))
        )
        for candidate in candidates
        for key in [_look_of(candidate)]
    ]


def _goes_on(text: str, ratio: float) -> bool:
    """Whether the words are an item of a list, a link, or the end of a sentence, none in display type."""
    is_end = text[:1].islower() and bool(_SENTENCE_END.search(text)) and ratio < MIN_SIZE_RATIO
    return bool(_ITEM.match(text)) or bool(_LINK.match(text)) or is_end


def _is_of_cells(block: Block) -> bool:
    """Whether most lines stand beside another of the block, as in the rows of a table without rules."""
    boxes = [line.bbox for line in block.lines if line.bbox is not None]
    beside = sum(two.shares_row(one) for one, two in pairwise(boxes))
    return beside > HALF * len(boxes)


def _is_upright(block: Block) -> bool:
    return all(line.direction is Direction.HORIZONTAL for line in block.lines)


def _is_partly_bold(block: Block) -> bool:
    """Whether some words of a block are bold and more than a few are not."""
    letters_of = {True: 0, False: 0}
    for line in block.lines:
        for style, count in runs_of(line.words):
            letters_of[style.is_bold] += count
    return 0 < letters_of[True] < NEARLY_ALL * sum(letters_of.values())


def _mark(text: str) -> str | None:
    """The number or letter that a line begins with: `3`, `A.`, `IV`."""
    match = _NUMBERING.match(text)
    return match["mark"] if match else None
