"""Which candidates are titles of articles, which are sections, and which are heads inside an article.

Read in order, with the article that is open in mind. `RULES` is the precedence: the first rule that
has an answer decides. A candidate opens a new article when it is announced, stands in a box of its own
or behind a rule across the columns, or is as prominent as the open title; a lesser one inside is a
heading of the open article. A title with nothing under it but other titles is a section.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, islice, pairwise, takewhile

from schemas.document import Document
from schemas.layout import Block, Verdict
from schemas.lexicon import lexicon
from schemas.likelihoods import EVIDENT, HINTED, INDICATED, STATED, SURE
from schemas.profile import SourceProfile
from schemas.reasons import NoiseCode
from schemas.tolerances import (
    DISPLAY,
    HALF,
    HEADLINE,
    LARGER,
    LINE_WORDS,
    LONG_SERIES,
    MAJORITY,
    NEARLY_ALL,
    PHRASE_WORDS,
    PLURAL,
    PROSE_LINE_WORDS,
    SERIES,
    SMALLER,
)
from schemas.wording import is_capitals, letters, plain, same_title, word_count
from tasks.articles.acts import acts_of
from tasks.articles.candidates import Candidate
from tasks.articles.surroundings import Surroundings, absolute_prominence, is_date, is_larger

RECURRING = "the same words under other heads, too"
CHAPTER = "names a part of a text"
QUESTION = "a question among others of its look"
LEADS_IN = "leads in to a list"
BY_WORDS = frozenset({RECURRING, CHAPTER, QUESTION, LEADS_IN})
"""Reasons that go by what a line says and not by its look: what was learnt of looks does not touch them."""

_COLON = re.compile(r"[:：]$")
_SENTENCE_IN_QUOTES = re.compile(r"[.!?…。！？][”“»\"’]$")
_QUOTED = re.compile(r"^[“„«\"‘].{12,}[”“»\"’]$")


class Role(StrEnum):
    """What a candidate is in the end."""

    TITLE = "title"
    TITLE_PART = "title_part"
    SECTION = "section"
    HEADING = "heading"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Decision:
    """The role of a candidate with the reason and how sure it is, 0..1.

    Attributes:
        is_by_words: told by what the line says, for one of `BY_WORDS`.
    """

    candidate: Candidate
    role: Role
    reason: str
    confidence: float
    is_by_words: bool = False


@dataclass(frozen=True, slots=True)
class _Case:
    """A candidate with what was decided before it.

    `has_text`: the open article has text already; `enters_box`: the candidate is the first thing in a
    box; `above`: the decision on the kept block right before; `decided`: all decisions so far.
    """

    candidate: Candidate
    open_title: Candidate | None
    has_text: bool
    enters_box: bool
    above: Decision | None
    decided: Mapping[int, Decision]


Answer = tuple[Role, str, float]


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
        self._blocks = blocks
        self._around = Surroundings(document, blocks, verdicts, candidates)
        self._candidates = {c.block: c for c in candidates}
        self._acts = acts_of(candidates)
        self._coloured = self._around.coloured_with_their_texts()
        self._sections = {letters(name) for name in profile.sections}
        matched = {c.entry for c in candidates if c.entry is not None}
        self._trusts_contents = entry_count >= SERIES and len(matched) >= HALF * entry_count

    def decide(self) -> dict[int, Decision]:
        """Decisions by block index."""
        decisions: dict[int, Decision] = {}
        open_title: Candidate | None = None
        has_text = False
        outer: tuple[Candidate | None, bool] | None = None
        frame = None
        for block in self._blocks:
            resumed = self._resumed(block, decisions)
            if resumed is None and not self._around.is_kept(block):
                continue
            enters_box = block.frame is not None and block.frame != frame
            if block.frame != frame:
                if outer is not None and (has_text or open_title is None):
                    open_title, has_text = outer
                outer = (open_title, has_text) if block.frame is not None else None
                frame = block.frame
            if resumed is not None:
                open_title, has_text = resumed, True
                continue
            candidate = self._candidates.get(block.index)
            if candidate is None:
                has_text = has_text or word_count(block.text) >= PROSE_LINE_WORDS
                continue
            before = self._around.before(candidate)
            above = decisions.get(before.index) if before is not None else None
            case = _Case(candidate, open_title, has_text, enters_box, above, decisions)
            decision = decisions[block.index] = self._judge(case)
            if decision.role in {Role.TITLE, Role.SECTION}:
                open_title = candidate if decision.role is Role.TITLE else None
                has_text = False
        return self._sections_found(self._rosters_found(decisions))

    def _resumed(self, block: Block, decisions: Mapping[int, Decision]) -> Candidate | None:
        """The title that is said again where its article goes on: what stands there is under that one."""
        if self._around.code_of(block) is not NoiseCode.REPEATED_TITLE:
            return None
        said = plain(block.text)
        titles = (d.candidate for d in decisions.values() if d.role is Role.TITLE)
        return next((title for title in titles if same_title(title.text, said)), None)

    def _judge(self, case: _Case) -> Decision:
        for rule in RULES:
            answer = rule(self, case)
            if answer is not None:
                role, reason, confidence = answer
                evidence = f"{reason} ({case.candidate.evidence})"
                return Decision(case.candidate, role, evidence, confidence, reason in BY_WORDS)
        return Decision(
            case.candidate, Role.HEADING, f"less than the open title ({case.candidate.evidence})", HINTED
        )

    def _section_name(self, case: _Case) -> Answer | None:
        candidate, words = case.candidate, lexicon()
        is_word = words.is_month_heading(candidate.text) or words.is_section_word(candidate.text)
        is_word = is_word and candidate.entry is None and self._around.heads_candidates(candidate)
        is_word = is_word and not _alike_inside(case)
        if letters(candidate.text) in self._sections or is_word:
            return Role.SECTION, "a section's name", EVIDENT
        return None

    def _named_by_profile(self, case: _Case) -> Answer | None:
        return (Role.TITLE, "named by the source's profile", 1.0) if case.candidate.is_named else None

    def _act(self, case: _Case) -> Answer | None:
        """An act of a gazette, and in it what is no larger: an enacting formula, a signature, an annex."""
        candidate, title = case.candidate, case.open_title
        if candidate.block in self._acts:
            return Role.TITLE, "names an act", EVIDENT
        if title is None or title.block not in self._acts or case.enters_box or candidate.entry is not None:
            return None
        is_larger_on_page = candidate.style_key[0] >= LARGER * title.style_key[0] > 0
        return None if is_larger_on_page else (Role.HEADING, "inside an act", SURE)

    def _recurring(self, case: _Case) -> Answer | None:
        """`Summary`, `Risks`, …: the parts that every article of the issue has."""
        if (
            case.candidate.entry is None
            and case.open_title is not None
            and self._around.recurs(case.candidate)
        ):
            return Role.HEADING, RECURRING, SURE
        return None

    def _date_inside(self, case: _Case) -> Answer | None:
        """A date in the open article; the first line of a box is not in it if the next is a head."""
        following = self._around.following(case.candidate)
        below = self._candidates.get(following.index) if following is not None else None
        heads_box = case.enters_box and below is not None and self._around.is_in_box_of(case.candidate, below)
        is_inside = case.open_title is not None and not heads_box
        if case.candidate.entry is None and is_inside and is_date(case.candidate.text):
            return Role.HEADING, "a date", SURE
        return None

    def _under_a_title(self, case: _Case) -> Answer | None:
        """The next line of a title, its subtitle or byline; the head of a box below it is none of these."""
        above, candidate = case.above, case.candidate
        if above is None or above.role not in {Role.TITLE, Role.TITLE_PART} or case.has_text:
            return None
        is_byline = candidate.entry is None and lexicon().byline(candidate.text) is not None
        if is_byline and candidate.style_key[0] <= above.candidate.style_key[0]:
            return Role.HEADING, "names who wrote it", EVIDENT
        if self._around.continues_title(above.candidate, candidate):
            return Role.TITLE_PART, "goes on with the title above", EVIDENT
        alike = self._around.look_alikes(candidate, only_later=True)
        is_item = candidate.size_ratio >= DISPLAY and alike >= PLURAL
        is_lesser = candidate.prominence < NEARLY_ALL * above.candidate.prominence
        if case.enters_box and self._around.block(above.candidate).frame is None:
            return None
        if is_lesser and self._names_issue(above.candidate, candidate):
            return Role.TITLE, "the first under the name of the issue", INDICATED
        if is_lesser and candidate.entry is None and self._around.heads_items(above.candidate):
            return Role.TITLE, "the first item of a section", INDICATED
        is_below = 0 < above.candidate.level < candidate.level
        if is_lesser and is_below and self._around.has_items_in_outline(above.candidate):
            return Role.TITLE, "the first of a section's items in the outline", INDICATED
        if candidate.entry is None and not is_item and (is_lesser or above.candidate.entry is not None):
            return Role.HEADING, "right under a title", INDICATED
        return None

    def _names_issue(self, above: Candidate, candidate: Candidate) -> bool:
        """Whether an export begins with a short head, alone of its level, over heads of a lower one."""
        return (
            self._around.block(above).style is None
            and self._around.before(above) is None
            and self._around.look_alikes(above) == 0
            and self._around.look_alikes(candidate, only_later=True) > 0
            and word_count(above.text) <= PHRASE_WORDS
        )

    def _announced(self, case: _Case) -> Answer | None:
        is_listed = case.candidate.entry is not None
        return (Role.TITLE, "announced in the contents list", STATED) if is_listed else None

    def _chapter(self, case: _Case) -> Answer | None:
        """`Background`, `Old business`: a part of the open article, no larger than its title."""
        title, candidate = case.open_title, case.candidate
        if title is None or case.enters_box or not lexicon().names_chapter(candidate.text):
            return None
        is_larger_on_page = candidate.style_key[0] >= LARGER * title.style_key[0] > 0
        return None if is_larger_on_page else (Role.HEADING, CHAPTER, SURE)

    def _plain_and_left_out(self, case: _Case) -> Answer | None:
        is_plain = self._around.block(case.candidate).style is None and case.candidate.prominence < HEADLINE
        if self._trusts_contents and is_plain and case.open_title is not None:
            return Role.HEADING, "a plain line that the contents list does not announce", HINTED
        return None

    def _signature(self, case: _Case) -> Answer | None:
        """A name under a text; nobody signs in the display type of the open title."""
        title, candidate = case.open_title, case.candidate
        if title is None or not case.has_text:
            return None
        is_as_title = candidate.style_key == title.style_key and candidate.size_ratio >= LARGER
        if not is_as_title and self._around.is_signature(candidate):
            return Role.SIGNATURE, "a name under a text, over none of its own", SURE
        return None

    def _bookmarked(self, case: _Case) -> Answer | None:
        """A head that the outline names; below one of the articles' level it is inside that article.

        So it is below the head of the whole outline, where that one has a text of its own.
        """
        title = case.open_title if case.has_text else None
        is_below = title is not None and 0 < title.level < case.candidate.level
        is_level = title is not None and self._around.is_level_of_articles(title.level)
        if is_below and (is_level or self._around.heads_outline(_open(case))):
            return Role.HEADING, "bookmarked on a deeper level than the open title", EVIDENT
        if case.candidate.is_bookmarked and case.candidate.prominence >= HEADLINE:
            return Role.TITLE, "bookmarked", EVIDENT
        return None

    def _first_head(self, case: _Case) -> Answer | None:
        if case.open_title is None:
            return Role.TITLE, "first head of the issue or box", SURE
        return (Role.TITLE, "at the head of a box", SURE) if case.enters_box else None

    def _quotation(self, case: _Case) -> Answer | None:
        """Words in quotation marks; a sentence or many words are surely said by somebody in the article."""
        text = case.candidate.text
        if not _QUOTED.match(text):
            return None
        is_said = word_count(text) >= PHRASE_WORDS or bool(_SENTENCE_IN_QUOTES.search(text))
        return Role.HEADING, "words in quotation marks", SURE if is_said else INDICATED

    def _question(self, case: _Case) -> Answer | None:
        """What an interviewer asks, in letters of the answers' size."""
        candidate = case.candidate
        is_small = candidate.size_ratio < DISPLAY and candidate.entry is None
        if case.open_title is None:
            return None
        if is_small and _rank(case) < NEARLY_ALL and self._around.is_of_questions(candidate):
            return Role.HEADING, QUESTION, SURE
        return None

    def _leads_in(self, case: _Case) -> Answer | None:
        """A line that ends in a colon, in letters of the text's size, over the items of a list.

        In a text export it leads in to any text, unless the open title ends so, too.
        """
        candidate = case.candidate
        if candidate.is_run_in or candidate.size_ratio >= DISPLAY or _COLON.search(candidate.text) is None:
            return None
        if self._around.heads_list(candidate):
            return Role.HEADING, LEADS_IN, INDICATED
        is_export = self._around.block(candidate).style is None
        if is_export and _COLON.search(_open(case).text) is None:
            return Role.HEADING, "leads in to the text below", INDICATED
        return None

    def _lone_run_in(self, case: _Case) -> Answer | None:
        """A bold beginning of a paragraph, no larger than its text, under a title on its own line."""
        candidate, title = case.candidate, _open(case)
        if not candidate.is_run_in or title.is_run_in or candidate.size_ratio >= LARGER or not case.has_text:
            return None
        alike = self._around.look_alikes(candidate, only_run_in=True)
        if alike < PLURAL and not is_capitals(candidate.text):
            return Role.HEADING, "the only head of its kind inside a line", INDICATED
        return None

    def _left_out_of_contents(self, case: _Case) -> Answer | None:
        title, candidate = _open(case), case.candidate
        is_small = _rank(case) < LARGER and candidate.size_ratio < DISPLAY
        is_listed = self._trusts_contents and title.entry is not None
        if is_listed and is_small and not self._around.is_parted(title, candidate):
            return Role.HEADING, "not in the contents list, inside an article that is", SURE
        return None

    def _deeper_level(self, case: _Case) -> Answer | None:
        """Markup of a text input tells the level."""
        if not _is_deeper(self._around.block(case.candidate), _open(case), case.candidate):
            return None
        is_over_heads = self._around.heads_only_heads(_open(case))
        if not case.has_text and (is_over_heads or self._names_issue(_open(case), case.candidate)):
            return Role.TITLE, "under a head of a higher level", INDICATED
        return Role.HEADING, "a heading of a deeper level", EVIDENT

    def _same_level(self, case: _Case) -> Answer | None:
        """Markup of a text input outweighs capitals: heads of one level are equals."""
        if _is_of_level(self._around.block(case.candidate), _open(case), case.candidate):
            return Role.TITLE, "a heading of the same level", SURE
        return None

    def _of_its_own_colour(self, case: _Case) -> Answer | None:
        """One of a page's heads that each share a colour with their text, under none but such on the page."""
        title, candidate = _open(case), case.candidate
        if candidate.block not in self._coloured:
            return None
        if title.block in self._coloured or not self._around.is_on_page_of(title, candidate):
            return Role.TITLE, "in a colour of its own together with its text", INDICATED
        return None

    def _inside_box(self, case: _Case) -> Answer | None:
        title, candidate = _open(case), case.candidate
        if not self._around.is_in_box_of(title, candidate):
            return None
        same_case = is_capitals(candidate.text) == is_capitals(title.text)
        same_look = same_case and candidate.style_key[0] == title.style_key[0]
        if not same_look and candidate.style_key[0] < HEADLINE * title.style_key[0]:
            return Role.HEADING, "in another look than the title of its box", INDICATED
        return None

    def _same_rank(self, case: _Case) -> Answer | None:
        """No head stands inside an article whose title is smaller, but for what runs into its text."""
        rank = _rank(case)
        title, candidate = _open(case), case.candidate
        is_own_line = not candidate.is_run_in and self._around.block(candidate).style is not None
        if rank < NEARLY_ALL and is_own_line and candidate.style_key[0] >= LARGER * title.style_key[0]:
            return Role.TITLE, "larger than the title before", INDICATED
        if rank >= NEARLY_ALL:
            return Role.TITLE, "as prominent as the title before", SURE if rank >= SMALLER else INDICATED
        return None

    def _parted(self, case: _Case) -> Answer | None:
        if self._around.is_parted(_open(case), case.candidate):
            return Role.TITLE, "behind a rule across the columns", INDICATED
        return None

    def _head_of_page(self, case: _Case) -> Answer | None:
        title, candidate = _open(case), case.candidate
        is_large = candidate.size_ratio >= LARGER and not candidate.is_run_in
        if (
            is_large
            and _alike_inside(case) < PLURAL
            and not self._around.is_on_page_of(title, candidate)
            and self._around.opens_page(candidate)
        ):
            return Role.TITLE, "larger than its text, at the head of a page", HINTED
        return None

    def _display_type(self, case: _Case) -> Answer | None:
        """Large letters head an article, but for the only such head under a much larger title."""
        title, candidate = _open(case), case.candidate
        if candidate.size_ratio < DISPLAY:
            return None
        is_lone = _rank(case) < MAJORITY and not self._around.look_alikes(candidate)
        if is_lone and self._around.is_on_page_of(title, candidate):
            return None
        return Role.TITLE, "in display type", HINTED

    def _much_less(self, case: _Case) -> Answer | None:
        is_less = _rank(case) < MAJORITY
        return (Role.HEADING, "much less prominent than the open title", INDICATED) if is_less else None

    def _rosters_found(self, decisions: Mapping[int, Decision]) -> dict[int, Decision]:
        """Titles of one look in a row with hardly a word under each: names and offices, not articles.

        They stay in the article above them in their box, or else in that of the list's own first head.
        """
        order = sorted(decisions)
        result = dict(decisions)
        ends = dict(zip(order, [*order[1:], len(self._blocks)], strict=False))
        for look, group in groupby(order, key=lambda i: self._look_of_bare(decisions[i], ends[i])):
            row = list(group)
            if look is None or len(row) < SERIES:
                continue
            before = bisect_left(order, row[0])
            above = order[before - 1] if before else None
            frame = self._blocks[row[0]].frame
            is_inside = above is not None and frame is not None and self._blocks[above].frame == frame
            for index in row if is_inside else row[1:]:
                result[index] = replace(decisions[index], role=Role.HEADING, reason="one of a list of names")
        return result

    def _look_of_bare(self, decision: Decision, end: int) -> tuple[object, int] | None:
        """Look and page of a title with something, but hardly a word, before block `end`; else None."""
        candidate = decision.candidate
        under = [block for block in self._blocks[candidate.block + 1 : end] if self._around.is_kept(block)]
        is_title = decision.role is Role.TITLE and candidate.entry is None
        if not is_title or not under or sum(word_count(block.text) for block in under) >= PROSE_LINE_WORDS:
            return None
        return candidate.style_key, self._around.block(candidate).page

    def _sections_found(self, decisions: Mapping[int, Decision]) -> dict[int, Decision]:
        """Titles over nothing but lesser titles: sections over several, else titles with a subtitle."""
        order = sorted(decisions)
        result = dict(decisions)
        for position, (index, following) in enumerate(zip(order, order[1:], strict=False), start=1):
            decision, below = decisions[index], decisions[following]
            result |= self._notices(decisions, index, islice(order, position, None))
            if decision.role is not Role.TITLE or below.role is not Role.TITLE or decision.candidate.is_named:
                continue
            if any(map(self._around.is_kept, self._blocks[index + 1 : following])):
                continue
            if not self._is_lesser(below.candidate, decision.candidate):
                continue
            has_items = self._around.look_alikes(below.candidate, only_later=True) >= PLURAL
            if not has_items and self._goes_on_behind_box(index, following):
                continue
            is_short = word_count(decision.candidate.text) <= PHRASE_WORDS
            if has_items or (decision.candidate.entry is None and is_short):
                reason = "a title over nothing but other titles"
                result[index] = replace(decision, role=Role.SECTION, reason=reason)
            elif below.candidate.entry is None:
                result[following] = replace(below, role=Role.HEADING, reason="right under a title")
        return result | self._over_sections(result)

    def _goes_on_behind_box(self, index: int, following: int) -> bool:
        """Whether a box comes between a title and a text on its page, as it stands beside what that heads."""
        title, box = self._blocks[index], self._blocks[following]
        if box.frame is None or box.frame == title.frame:
            return False
        later = (b for b in self._blocks[following:] if self._around.is_kept(b) and b.frame != box.frame)
        behind = next(
            (b for b in later if word_count(b.text) >= LINE_WORDS or b.index in self._candidates), None
        )
        return (
            behind is not None
            and behind.index not in self._candidates
            and (behind.page, behind.frame) == (title.page, title.frame)
        )

    def _over_sections(self, decisions: Mapping[int, Decision]) -> dict[int, Decision]:
        """Heads inside an article that stand right over the name of a section, in its box: a line of that."""
        return {
            index: replace(decisions[index], role=Role.SECTION, reason="right over a section's name")
            for index, below in pairwise(sorted(decisions))
            if (decisions[index].role, decisions[below].role) == (Role.HEADING, Role.SECTION)
            and self._blocks[index].region == self._blocks[below].region
            and not any(map(self._around.is_kept, self._blocks[index + 1 : below]))
        }

    def _notices(
        self, decisions: Mapping[int, Decision], index: int, later: Iterable[int]
    ) -> dict[int, Decision]:
        """A title with many heads inside lines under it and no text of its own: a section of notices."""
        title = decisions[index]
        if title.role is not Role.TITLE:
            return {}
        inner = list(takewhile(lambda i: decisions[i].role is Role.HEADING, later))
        items = [i for i in inner if decisions[i].candidate.is_run_in]
        if len(items) < LONG_SERIES or items != inner:
            return {}
        if any(map(self._around.is_kept, self._blocks[index + 1 : items[0]])):
            return {}
        section = replace(title, role=Role.SECTION, reason="a title over nothing but notices")
        return {index: section} | {
            i: replace(decisions[i], role=Role.TITLE, reason="one of a section's notices") for i in items
        }

    def _is_lesser(self, candidate: Candidate, above: Candidate) -> bool:
        """Whether a head ranks below the one above it; in a text input a deeper level always does."""
        if _is_deeper(self._around.block(above), above, candidate):
            return True
        return candidate.prominence < NEARLY_ALL * above.prominence


def _open(case: _Case) -> Candidate:
    """The open title, for the rules after the one that answers when there is none."""
    assert case.open_title is not None
    return case.open_title


def _is_deeper(block: Block, title: Candidate, candidate: Candidate) -> bool:
    """Whether markup sets the candidate on a deeper level than the title; only text inputs have levels."""
    return block.style is None and 0 < title.style_key[0] < candidate.style_key[0]


def _is_of_level(block: Block, title: Candidate, candidate: Candidate) -> bool:
    """Whether markup sets both on one level."""
    return block.style is None and 0 < title.style_key[0] == candidate.style_key[0]


def _alike_inside(case: _Case) -> int:
    """How many heads inside the open article have the look of a candidate, that of the title aside."""
    title, look = case.open_title, case.candidate.style_key
    if title is None or look[0] == 0 or look == title.style_key:
        return 0
    inner = (d.candidate for d in case.decided.values() if d.role is Role.HEADING)
    return sum(other.style_key == look and other.block > title.block for other in inner)


def _rank(case: _Case) -> float:
    """Prominence relative to the open title, by the text below or by the page, whichever is more."""
    title, candidate = _open(case), case.candidate
    by_page = absolute_prominence(candidate) / (absolute_prominence(title) or 1.0)
    rank = max(candidate.prominence / title.prominence, by_page)
    if is_capitals(title.text) and not is_capitals(candidate.text) and not is_larger(candidate, title):
        rank /= HEADLINE
    both_capitals = is_capitals(candidate.text) and is_capitals(title.text)
    if candidate.is_run_in and not title.is_run_in and both_capitals:
        rank *= HEADLINE
    return rank


RULES: tuple[Callable[[TitleJudge, _Case], Answer | None], ...] = (
    TitleJudge._section_name,
    TitleJudge._named_by_profile,
    TitleJudge._act,
    TitleJudge._recurring,
    TitleJudge._date_inside,
    TitleJudge._under_a_title,
    TitleJudge._announced,
    TitleJudge._chapter,
    TitleJudge._plain_and_left_out,
    TitleJudge._signature,
    TitleJudge._bookmarked,
    TitleJudge._question,
    TitleJudge._first_head,
    TitleJudge._quotation,
    TitleJudge._leads_in,
    TitleJudge._lone_run_in,
    TitleJudge._left_out_of_contents,
    TitleJudge._deeper_level,
    TitleJudge._same_level,
    TitleJudge._of_its_own_colour,
    TitleJudge._inside_box,
    TitleJudge._same_rank,
    TitleJudge._parted,
    TitleJudge._head_of_page,
    TitleJudge._display_type,
    TitleJudge._much_less,
)
"""Precedence, first answer wins. The rules after `_first_head` compare with the open title."""
