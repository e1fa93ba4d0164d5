"""Which candidates are titles of articles, which are sections, and which are heads inside an article.

Read in order, with the article that is open in mind. A candidate opens a new article when it is as
prominent as the open one's title, stands in a box of its own or behind a rule across the columns, or
is announced in the contents list. A lesser one inside is a heading of the open article. A title with
nothing under it but other titles is a section.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from schemas.document import Document
from schemas.layout import Block, Verdict
from schemas.lexicon import lexicon
from schemas.profile import SourceProfile
from schemas.reasons import NoiseCode
from schemas.wording import letters, word_count
from tasks.articles.candidates import RUN_IN_WEIGHT, Candidate
from tasks.articles.dates import parse_date

SAME_RANK = 0.85
"""A candidate at least this prominent, relative to the open title, opens an article of its own."""

ABOVE_RANK = 1.1
"""A candidate that the contents list leaves out has to be more prominent than this to be a title."""

INNER_RANK = 0.66
"""One less prominent than this, relative to the open title, is a heading inside the article."""

BOX_RATIO = 1.2
PAGE_HEAD_RATIO = 1.2
"""A head at the top of a page is a title when its letters are larger than its text by this."""

LARGER_RATIO = 1.05
LOWER_CASE_RANK = 0.8
"""A head in small letters ranks below one in capitals of its size."""

DISPLAY_RATIO = 1.35
"""Letters this much larger than running text head articles of their own even under a larger title."""

TITLE_GAP_RATIO = 1.6
"""Lines of one title stand no further apart than this many sizes."""

CONTENTS_COVERAGE = 0.5
"""Share of the contents entries that have to be found before the list may rule out other candidates."""

PLAIN_TITLE = 1.3
"""Prominence of a line in a text input that nothing but its shortness speaks for."""

MIN_ENTRIES = 3
MAX_DATE_WORDS = 6
MAX_NAME_WORDS = 5
NAME_PARTICLES = frozenset({"and", "&", "of", "de", "von", "van", "der", "da", "di", "et", "und", "y", "e", "и", "la", "le", "the"})
MAX_CAPTION_WORDS = 20
MAX_SECTION_WORDS = 8
MIN_SIBLINGS = 2
"""So many heads of one look under a title make it a section and them its items."""

RULE_SHARE = 0.45
"""A rule across at least this share of the page's width parts what is above it from what is below."""


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


class Role(StrEnum):
    """What a candidate is in the end."""

    TITLE = "title"
    TITLE_PART = "title_part"
    SECTION = "section"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Decision:
    """The role of a candidate with the reason and how sure it is, 0..1."""

    candidate: Candidate
    role: Role
    reason: str
    confidence: float


class TitleJudge:
    """Decides on all candidates of one issue that has several articles."""

    def __init__(
        self,
        document: Document,
        blocks: Sequence[Block],
        verdicts: Sequence[Verdict],
        candidates: Sequence[Candidate],
        profile: SourceProfile,
        entry_count: int,
    ) -> None:
        self._document = document
        self._blocks = blocks
        self._verdicts = verdicts
        self._candidates = {c.block: c for c in candidates}
        self._sections = {letters(name) for name in profile.sections}
        matched = {c.entry for c in candidates if c.entry is not None}
        self._trusts_contents = entry_count >= MIN_ENTRIES and len(matched) >= CONTENTS_COVERAGE * entry_count

    def decide(self) -> dict[int, Decision]:
        """Decisions by block index."""
        decisions: dict[int, Decision] = {}
        open_title: Candidate | None = None
        has_text = False
        outer: tuple[Candidate | None, bool] | None = None
        frame = None
        for block in self._blocks:
            if self._verdicts[block.index].code is not None:
                continue
            entered = block.frame != frame and block.frame is not None
            if block.frame != frame:
                if outer is not None and (has_text or open_title is None):
                    open_title, has_text = outer
                outer = (open_title, has_text) if block.frame is not None else None
                frame = block.frame
            candidate = self._candidates.get(block.index)
            if candidate is None:
                has_text = has_text or word_count(block.text) >= 4
                continue
            decision = self._judge(
                candidate, block, open_title, decisions, has_text=has_text, entered_box=entered
            )
            decisions[block.index] = decision
            if decision.role is Role.TITLE:
                open_title, has_text = candidate, False
            elif decision.role is Role.SECTION:
                open_title, has_text = None, False
        return self._sections_found(decisions)

    def _judge(
        self,
        candidate: Candidate,
        block: Block,
        open_title: Candidate | None,
        decisions: Mapping[int, Decision],
        *,
        has_text: bool,
        entered_box: bool,
    ) -> Decision:
        def decided(role: Role, reason: str, confidence: float) -> Decision:
            return Decision(candidate, role, f"{reason} ({candidate.evidence})", confidence)

        if letters(candidate.text) in self._sections or self._is_section_word(candidate, block):
            return decided(Role.SECTION, "a section's name", 0.9)
        if candidate.is_named:
            return decided(Role.TITLE, "named by the source's profile", 1.0)
        if candidate.entry is None and open_title is not None and _is_date(candidate.text):
            return decided(Role.HEADING, "a date", 0.8)
        last = self._last_decided(block, decisions)
        if last is not None and last.role in {Role.TITLE, Role.TITLE_PART} and not has_text:
            if self._continues_title(last.candidate, candidate, block):
                return decided(Role.TITLE_PART, "goes on with the title above", 0.85)
            is_item = candidate.size_ratio >= DISPLAY_RATIO and self._siblings(candidate) >= MIN_SIBLINGS
            is_lesser = candidate.prominence < SAME_RANK * last.candidate.prominence or last.candidate.entry is not None
            if candidate.entry is None and is_lesser and not is_item:
                return decided(Role.HEADING, "right under a title", 0.7)
        if candidate.entry is not None:
            return decided(Role.TITLE, "announced in the contents list", 0.95)
        if (
            self._trusts_contents
            and block.style is None
            and open_title is not None
            and candidate.prominence < PLAIN_TITLE
        ):
            return decided(Role.HEADING, "a plain line that the contents list does not announce", 0.6)
        if has_text and open_title is not None and self._is_signature(candidate, block):
            return decided(Role.HEADING, "a name under a text, over none of its own", 0.75)
        if candidate.is_bookmarked and candidate.prominence >= 1.2:
            return decided(Role.TITLE, "bookmarked", 0.9)
        if open_title is None:
            return decided(Role.TITLE, "first head of the issue or box", 0.75)
        if entered_box:
            return decided(Role.TITLE, "at the head of a box", 0.8)
        rank = max(candidate.prominence / open_title.prominence, _absolute(candidate) / max(_absolute(open_title), 0.1))
        if candidate.entry is None and _QUOTED.match(candidate.text):
            return decided(Role.HEADING, "words in quotation marks", 0.7)
        if open_title.text.isupper() and not candidate.text.isupper() and not _is_larger(candidate, open_title):
            rank *= LOWER_CASE_RANK
        if candidate.is_run_in and not open_title.is_run_in and candidate.text.isupper() and open_title.text.isupper():
            rank /= RUN_IN_WEIGHT
        if self._is_lone_run_in(candidate, open_title) and has_text:
            return decided(Role.HEADING, "the only head of its kind inside a line", 0.7)
        if has_text and _is_nested(open_title, candidate, decisions):
            return decided(Role.HEADING, "numbered below the open title", 0.8)
        is_small = rank < ABOVE_RANK and candidate.size_ratio < DISPLAY_RATIO
        if (
            self._trusts_contents
            and open_title.entry is not None
            and is_small
            and not self._is_parted(open_title, block)
        ):
            return decided(Role.HEADING, "not in the contents list, inside an article that is", 0.8)
        if block.style is None and 0 < open_title.style_key[0] < candidate.style_key[0]:
            return decided(Role.HEADING, "a heading of a deeper level", 0.85)
        if self._is_inside_box(open_title, candidate, block):
            return decided(Role.HEADING, "in another look than the title of its box", 0.7)
        if rank >= SAME_RANK:
            return decided(Role.TITLE, "as prominent as the title before", 0.8 if rank >= 0.95 else 0.65)
        if self._is_parted(open_title, block):
            return decided(Role.TITLE, "behind a rule across the columns", 0.7)
        if candidate.size_ratio >= PAGE_HEAD_RATIO and not candidate.is_run_in and self._opens_page(block, open_title):
            return decided(Role.TITLE, "larger than its text, at the head of a page", 0.6)
        is_lone = rank < INNER_RANK and not self._look_alikes(candidate) and open_title.block in decisions
        if candidate.size_ratio >= DISPLAY_RATIO and not (is_lone and self._is_same_page(open_title, block)):
            return decided(Role.TITLE, "in display type", 0.6)
        if rank < INNER_RANK:
            return decided(Role.HEADING, "much less prominent than the open title", 0.75)
        return decided(Role.HEADING, "less prominent than the open title", 0.6)

    def _is_inside_box(self, open_title: Candidate, candidate: Candidate, block: Block) -> bool:
        """Whether a head in a box looks neither like the box's title nor much larger."""
        if block.frame is None or self._blocks[open_title.block].frame != block.frame:
            return False
        same_look = candidate.style_key[0] == open_title.style_key[0] and (
            candidate.text.isupper() == open_title.text.isupper()
        )
        return not same_look and candidate.style_key[0] < BOX_RATIO * open_title.style_key[0]

    def _is_lone_run_in(self, candidate: Candidate, open_title: Candidate) -> bool:
        """A bold beginning of a paragraph, no larger than its text, under a title on its own line."""
        if not candidate.is_run_in or open_title.is_run_in or candidate.size_ratio >= LARGER_RATIO:
            return False
        alike = sum(
            c.is_run_in and c.style_key == candidate.style_key and c.block != candidate.block
            for c in self._candidates.values()
        )
        return alike < MIN_SIBLINGS and not candidate.text.isupper()

    def _is_lesser(self, candidate: Candidate, above: Candidate) -> bool:
        """Whether a head ranks below the one above it; in a text input a deeper level always does."""
        if self._blocks[above.block].style is None and 0 < above.style_key[0] < candidate.style_key[0]:
            return True
        return candidate.prominence < SAME_RANK * above.prominence

    def _siblings(self, candidate: Candidate) -> int:
        """How many later candidates look like this one."""
        return sum(
            c.style_key == candidate.style_key and c.block > candidate.block
            for c in self._candidates.values()
        )

    def _is_signature(self, candidate: Candidate, block: Block) -> bool:
        """Whether a short line of names stands under a text and has no text of its own."""
        words = [word for word in candidate.text.split() if "@" not in word and any(c.isalpha() for c in word)]
        if candidate.entry is not None or candidate.is_run_in or candidate.size_ratio >= DISPLAY_RATIO:
            return False
        if not 1 <= len(words) <= MAX_NAME_WORDS or candidate.text.isupper() or block.style is None:
            return False
        if not all(word[0].isupper() or word.casefold() in NAME_PARTICLES for word in words):
            return False
        following = next((b for b in self._blocks[block.index + 1 :] if self._verdicts[b.index].code is None), None)
        if following is None or following.page != block.page or following.frame != block.frame:
            return True
        other = self._candidates.get(following.index)
        return other is not None and other.prominence >= candidate.prominence and not other.is_run_in

    def _opens_page(self, block: Block, open_title: Candidate) -> bool:
        """Whether nothing of an article, but boxes, stands before the block on its page."""
        if block.frame is not None or self._blocks[open_title.block].page == block.page:
            return False
        return not any(
            other.page == block.page and other.frame is None and self._verdicts[other.index].code is None
            for other in self._blocks[: block.index]
        )

    def _look_alikes(self, candidate: Candidate) -> int:
        """How many other candidates of the issue look like this one."""
        return sum(
            c.style_key == candidate.style_key and c.block != candidate.block
            for c in self._candidates.values()
        )

    def _is_same_page(self, open_title: Candidate, block: Block) -> bool:
        return self._blocks[open_title.block].page == block.page

    def _is_section_word(self, candidate: Candidate, block: Block) -> bool:
        """A month or a section's word, with another candidate and not text right under it."""
        words = lexicon()
        if not (words.is_month_heading(candidate.text) or words.is_section_word(candidate.text)):
            return False
        if candidate.entry is not None:
            return False
        for other in self._blocks[block.index + 1 :]:
            if self._verdicts[other.index].code is not None:
                continue
            if other.index in self._candidates:
                return True
            if word_count(other.text) > MAX_CAPTION_WORDS:
                return False
        return False

    def _last_decided(self, block: Block, decisions: Mapping[int, Decision]) -> Decision | None:
        """The decision on the kept block right before, if it was a candidate."""
        for other in reversed(self._blocks[: block.index]):
            if self._verdicts[other.index].code is None:
                return decisions.get(other.index)
        return None

    def _continues_title(self, above: Candidate, candidate: Candidate, block: Block) -> bool:
        """Whether two heads in one look, close together, are lines of one title."""
        first = self._blocks[above.block]
        if first.bbox is None or block.bbox is None:
            return False
        if above.is_run_in or first.page != block.page or first.style is None or block.style is None:
            return False
        same_look = (
            abs(first.style.size_pt - block.style.size_pt) <= 0.6
            and first.style.is_bold == block.style.is_bold
        )
        gap = block.bbox.top - first.bbox.bottom
        return (
            same_look
            and gap <= TITLE_GAP_RATIO * 0.5 * block.style.size_pt
            and candidate.size_ratio >= DISPLAY_RATIO
            and first.bbox.overlap_x(block.bbox) > 0
        )

    def _is_parted(self, open_title: Candidate, block: Block) -> bool:
        """Whether a wide rule, or something of the page's own, lies between the open title and the block."""
        before = block.index - 1
        if before >= 0 and self._verdicts[before].code in PARTING and self._blocks[before].page == block.page:
            return True
        first = self._blocks[open_title.block]
        page = self._document.pages[block.page - 1]
        if first.page != block.page or first.bbox is None or block.bbox is None or page.width_pt is None:
            return False
        low, high = first.bbox.bottom + 0.5 * first.bbox.height, block.bbox.top + 2
        return any(
            rule.width >= RULE_SHARE * page.width_pt and low < rule.center_y < high for rule in page.rules
        )

    def _sections_found(self, decisions: dict[int, Decision]) -> dict[int, Decision]:
        """Titles that hold nothing but lesser titles become sections."""
        order = sorted(decisions)
        result = dict(decisions)
        for position, index in enumerate(order):
            decision = decisions[index]
            if decision.role is not Role.TITLE or decision.candidate.is_named:
                continue
            following = order[position + 1] if position + 1 < len(order) else None
            if following is None or decisions[following].role is not Role.TITLE:
                continue
            between = [b for b in self._blocks[index + 1 : following] if self._verdicts[b.index].code is None]
            if between or not self._is_lesser(decisions[following].candidate, decision.candidate):
                continue
            items = self._siblings(decisions[following].candidate) >= MIN_SIBLINGS
            if items or (decision.candidate.entry is None and word_count(decision.candidate.text) <= MAX_SECTION_WORDS):
                result[index] = replace(decision, role=Role.SECTION, reason="a title over nothing but other titles")
            elif decisions[following].candidate.entry is None:
                result[following] = replace(decisions[following], role=Role.HEADING, reason="right under a title")
        return result


def _is_larger(candidate: Candidate, open_title: Candidate) -> bool:
    """Whether the candidate's letters are larger than the open title's."""
    larger = candidate.style_key[0] >= LARGER_RATIO * open_title.style_key[0] > 0
    return larger or candidate.size_ratio >= DISPLAY_RATIO


def _absolute(candidate: Candidate) -> float:
    """Prominence by the size on the page, whatever the size of the text below."""
    return candidate.style_key[0] * candidate.prominence / max(candidate.size_ratio, 0.1)


def _is_date(text: str) -> bool:
    """Whether a short head is nothing but a date or a time."""
    return word_count(text) <= MAX_DATE_WORDS and (
        lexicon().is_issue_line(text) or parse_date(text, None) is not None
    )


_QUOTED = re.compile(r"^[“„«\"‘].{12,}[”“»\"’]$")
_CLASSES = (
    ("letter", re.compile(r"^[A-ZА-Я][.)]?$")),
    ("number", re.compile(r"^\d{1,2}[.)]?$")),
    ("deep", re.compile(r"^\d{1,2}(?:\.\d{1,2})+[.)]?$")),
)


def _mark_class(mark: str | None) -> str | None:
    if mark is None:
        return None
    return next((name for name, pattern in _CLASSES if pattern.match(mark)), None)


def _is_nested(open_title: Candidate, candidate: Candidate, decisions: Mapping[int, Decision]) -> bool:
    """Whether the candidate's numbering belongs under that of the open title: 1. under A., 1.1 under 1."""
    above, below = _mark_class(open_title.mark), _mark_class(candidate.mark)
    if above is None or below is None or above == below:
        return False
    titles = [_mark_class(d.candidate.mark) for d in decisions.values() if d.role is Role.TITLE]
    return below not in titles
