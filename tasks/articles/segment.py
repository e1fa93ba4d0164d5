"""Kept blocks in reading order → articles: who owns which block, and as what.

Every kept block goes to exactly one article; what no article can claim is handed back with U900.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from schemas.article import ContentsEntry
from schemas.geometry import BBox, union
from schemas.layout import Block, BlockLabel, Verdict
from schemas.lexicon import lexicon
from schemas.likelihoods import DOUBTFUL, HINTED, INDICATED, LIKELY
from schemas.reasons import NoiseCode
from schemas.tolerances import (
    APART_SIZES,
    CARD_LINES,
    CARD_WORDS,
    DISPLAY,
    FEW,
    FEW_LINES,
    HALF,
    LABEL_WORDS,
    LARGER,
    LINE_WORDS,
    MOST,
    NEARLY_ALL,
    PHRASE_WORDS,
    PLURAL,
    SERIES,
    TELLING_LETTERS,
)
from schemas.wording import is_capitals, is_said, letters, plain, same_title, shortens_title, word_count
from tasks.articles.affinity import Affinity
from tasks.articles.diaries import days_and_hours
from tasks.articles.markup import is_code
from tasks.articles.sections import Sections
from tasks.articles.text import is_cut, lead_of
from tasks.articles.titles import Decision, Role

_SENTENCE_END = re.compile(r"[.,;:!?。，；：！？]$")
_LINKS = re.compile(r"(?:(?:https?://|www\.)\S++\s*+)++")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_OF_NO_ARTICLE = frozenset(
    {NoiseCode.UNASSIGNED, NoiseCode.ADVERTISEMENT, NoiseCode.CONTACT, NoiseCode.IMPRINT, NoiseCode.FORM}
)


@dataclass
class Draft:
    """An article while it is put together.

    `titles` are the blocks of its title, in order; `kicker` the line over it; `announced` the title that
    only the contents list has.
    """

    titles: list[int]
    blocks: list[int] = field(default_factory=list)
    section: str | None = None
    entry: int | None = None
    confidence: float = LIKELY
    flags: list[str] = field(default_factory=list)
    announced: str | None = None
    boundary_confidence: float = LIKELY
    order_confidence: float = LIKELY
    kicker: int | None = None

    @property
    def first(self) -> int:
        return min(self.owned)

    @property
    def owned(self) -> list[int]:
        """All blocks of the article, its kicker and title first."""
        kicker = [] if self.kicker is None else [self.kicker]
        return [*kicker, *self.titles, *self.blocks]


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Drafts in reading order, and the verdicts as segmentation changed them (sections, orphans)."""

    drafts: tuple[Draft, ...]
    verdicts: tuple[Verdict, ...]


class Segmenter:
    """Cuts the kept stream of one issue at the titles decided on."""

    def __init__(
        self,
        blocks: Sequence[Block],
        verdicts: Sequence[Verdict],
        decisions: Mapping[int, Decision],
        entries: Sequence[ContentsEntry],
        captions: Collection[int] = (),
    ) -> None:
        self._blocks = blocks
        self._captions = captions
        self._verdicts = list(verdicts)
        self._decisions = decisions
        self._entries = entries
        self._texts = [plain(block.text) for block in blocks]
        self._drafts: list[Draft] = []
        self._jumps: dict[int, Draft] = {}
        self._sent: list[Draft] = []
        # Words that jump lines name their articles by: `HARBOUR on page 5A`.
        self._catchwords: dict[str, Draft] = {}
        self._orphans: list[int] = []
        # A head at the foot of a column, where the text before it goes on in the next one.
        self._waiting: Draft | None = None
        self._current: Draft | None = None
        self._outer: Draft | None = None
        self._is_resumed = False
        self._frame: BBox | None = None
        self._sections = Sections(blocks, decisions.values(), entries)

    def split(self) -> Segmentation:
        """Articles of an issue with several."""
        for block in self._blocks:
            verdict = self._verdicts[block.index]
            if verdict.code in {NoiseCode.JUMP_LINE, NoiseCode.REPEATED_TITLE}:
                self._cross_box_edge(block)
                self._current = self._follow_jump(block, verdict, self._current)
                self._is_resumed = verdict.code is NoiseCode.REPEATED_TITLE
            elif verdict.code is None:
                self._cross_box_edge(block)
                self._place(block)
                self._is_resumed = False
        if self._orphans:
            self._place_orphans(None)
        return self._finish()

    def _cross_box_edge(self, block: Block) -> None:
        """The article outside a box goes on behind it, unless the box held no more than a title.

        A new one, or that of an article which goes on under it.
        """
        if block.frame == self._frame:
            return
        is_new = self._current is not None and self._current is not self._outer
        is_head = self._is_resumed or (is_new and self._is_head_alone(self._current))
        if self._frame is not None and not is_head:
            self._current = self._outer
        self._outer = self._current if block.frame is not None else None
        self._frame = block.frame

    def _is_head_alone(self, draft: Draft | None) -> bool:
        """Whether there is nothing under the title yet but captions and lesser heads, of a line or two."""
        if draft is None:
            return False
        lines = [index for index in draft.blocks if index not in self._captions]
        words = sum(word_count(self._texts[index]) for index in lines)
        return words <= CARD_WORDS and all(index in self._decisions for index in lines)

    def _place(self, block: Block) -> None:
        """Give a kept block to an article, by the decision on it."""
        self._current = (
            self._goes_on_here(block)
            or self._goes_on_over_head(block)
            or self._goes_on_under_headline(block)
            or self._current
        )
        decision = self._decisions.get(block.index)
        role = decision.role if decision is not None else None
        if decision is not None and role is Role.SECTION:
            self._sections.open(decision.candidate, self._texts[block.index])
            self._current = None
            self._verdicts[block.index] = Verdict(
                BlockLabel.SECTION, NoiseCode.SECTION, "section", decision.reason, decision.confidence
            )
        elif decision is not None and role is Role.TITLE:
            self._current = self._open(block, decision)
            self._waiting = None
            if self._orphans:
                self._place_orphans(self._current)
        elif self._current is None:
            self._orphans.append(block.index)
        elif role is Role.TITLE_PART:
            self._current.titles.append(block.index)
        else:
            self._current.blocks.append(block.index)
            is_inner = role in {Role.HEADING, Role.SIGNATURE} and not block.is_run_in
            self._relabel(block, BlockLabel.HEADING if is_inner else None)

    def one(self, titles: Sequence[int], confidence: float) -> Segmentation:
        """The whole issue as one article under the title blocks given."""
        draft = Draft(list(titles), confidence=confidence)
        for block in self._blocks:
            if self._verdicts[block.index].code is None and block.index not in draft.titles:
                draft.blocks.append(block.index)
                decision = self._decisions.get(block.index)
                if decision is not None:
                    self._relabel(block, BlockLabel.HEADING)
        for index in draft.titles:
            self._verdicts[index] = Verdict(
                BlockLabel.TITLE, None, "title", "the issue's own headline", confidence
            )
        self._drafts = [draft]
        return Segmentation(tuple(self._drafts), tuple(self._verdicts))

    def _open(self, block: Block, decision: Decision) -> Draft:
        title = decision.candidate
        section = self._sections.section_of(title)
        if title.size_ratio < DISPLAY and self._opens_text(block):
            draft = Draft([], [block.index], section, confidence=decision.confidence, flags=["untitled"])
            self._drafts.append(draft)
            return draft
        draft = Draft([block.index], section=section, entry=title.entry, confidence=decision.confidence)
        self._take_kicker(draft)
        self._drafts.append(draft)
        return draft

    def _opens_text(self, block: Block) -> bool:
        """Whether the block of a title is a text behind a salutation or words in capitals: no headline is."""
        lead = lead_of(block.text)
        return lead is not None and word_count(block.text) - word_count(lead) >= LINE_WORDS

    def _take_kicker(self, draft: Draft) -> None:
        """Give the line right over a headline to that headline's article."""
        above = self._current.blocks if self._current is not None else self._orphans
        if above and self._is_kicker(above[-1], draft.titles[0]):
            draft.kicker = above.pop()

    def _is_kicker(self, index: int, title: int) -> bool:
        """Whether a short, smaller line of another look than text leads over to a headline."""
        line, head = self._blocks[index], self._blocks[title]
        if line.bbox is None or head.bbox is None or line.style is None or head.style is None:
            return False
        text = self._texts[index]
        is_short = len(line.lines) == 1 and 0 < word_count(text) <= PHRASE_WORDS
        is_set_off = is_capitals(text) or line.style.is_bold or line.style.color not in {None, "#000000"}
        if (line.page, line.frame) != (head.page, head.frame) or index in self._captions:
            return False
        if not is_short or not is_set_off:
            return False
        if line.is_in_table or line.is_run_in or _SENTENCE_END.search(text) or lexicon().byline(text):
            return False
        gap = head.bbox.top - line.bbox.bottom
        size = head.style.size_pt
        is_near = -1 <= gap <= APART_SIZES * size and line.style.size_pt * LARGER <= size
        is_level = abs(line.bbox.x0 - head.bbox.x0) <= size or (
            abs(line.bbox.center_x - head.bbox.center_x) <= size
        )
        is_apart = line.space_above_pt is None or line.space_above_pt > gap
        return is_near and is_level and is_apart

    def _relabel(self, block: Block, label: BlockLabel | None) -> None:
        if label is not None:
            verdict = self._verdicts[block.index]
            self._verdicts[block.index] = replace(
                verdict, label=label, evidence=self._decisions[block.index].reason
            )

    def _follow_jump(self, block: Block, verdict: Verdict, current: Draft | None) -> Draft | None:
        """The article that goes on behind a jump line."""
        if verdict.code is NoiseCode.JUMP_LINE:
            text = self._texts[block.index]
            target = lexicon().jump_to(text)
            if target is not None and current is not None:
                self._jumps.update(dict.fromkeys(target.leads_to(block.page), current))
                self._sent.append(current)
                if target.title:
                    self._catchwords[letters(target.title)] = current
                return current
            if lexicon().jump_from(text) is not None:
                return self._named_in_jump(block) or self._jumps.get(block.page, current)
        if verdict.code is NoiseCode.REPEATED_TITLE:
            lines = [plain(line) for line in block.text.split("\n")]
            said = " ".join(lexicon().strip_continued(line) or line for line in lines)
            said = lexicon().strip_bare_continued(said) or said
            if letters(said) in self._catchwords:
                return self._catchwords[letters(said)]
            same = [d for d in self._drafts if letters(self._title_of(d)) == letters(said)]
            for draft in (*same, *self._drafts):
                title = self._title_of(draft)
                if same_title(title, said) or letters(said) in letters(title):
                    return draft
            short = (draft for draft in self._drafts if shortens_title(said, self._head_of(draft)))
            sent = (draft for draft in self._sent if self._says_most_of(said, draft))
            return next(short, next(sent, self._jumps.get(block.page, current)))
        return current

    def _goes_on_here(self, block: Block) -> Draft | None:
        """The article that a jump line sent to this page, where a column goes on with its sentence.

        Not where the article before breaks off, too, nor where the page says itself what goes on where.
        """
        sent = self._jumps.get(block.page)
        text = self._texts[block.index]
        if sent is None or sent is self._current or block.page in self._told_pages:
            return None
        if not block.starts_region or block.index in self._decisions or text[:1].isupper():
            return None
        is_open = self._current is not None and self._breaks_off(self._current, text)
        return sent if self._breaks_off(sent, text) and not is_open else None

    def _goes_on_over_head(self, block: Block) -> Draft | None:
        """The article before a head in another column: its sentence goes on here, or here is its first text.

        Then the head's, where text stands under it after all.
        """
        if block.index in self._decisions:
            return None
        head, current, text = self._waiting, self._current, self._texts[block.index]
        if head is not None:
            is_back = current is self._drafts[-2] and self._is_under(block, head)
            return head if is_back else None
        if current is None or len(self._drafts) < PLURAL or current is not self._drafts[-1]:
            return None
        before = self._drafts[-2]
        if self._has_text(current.blocks) or self._is_under(block, current):
            return None
        if self._has_text(before.blocks):
            is_back = block.starts_region and text[:1].islower() and self._breaks_off(before, text)
        else:
            is_over = any(self._is_under(self._blocks[index], before) for index in current.titles)
            is_back = self._is_under(block, before) and not is_over
        if not is_back:
            return None
        self._waiting = current
        return before

    def _is_under(self, block: Block, draft: Draft) -> bool:
        """Whether a block stands under the first line of an article on its page, in its column."""
        head = self._blocks[draft.first]
        if head.bbox is None or block.bbox is None or head.page != block.page:
            return False
        return block.bbox.top >= head.bbox.top and block.bbox.overlap_x(head.bbox) > 0

    def _goes_on_under_headline(self, block: Block) -> Draft | None:
        """The article whose headline spans this column and whose sentence goes on in it.

        The article before begins lower down on the page, in a column beside, and has a text with no sentence
        that goes on here: it has ended, or a jump line says where it goes on.
        """
        text, current = self._texts[block.index], self._current
        if current is None or not self._has_text(current.blocks) or block.bbox is None:
            return None
        if not block.starts_region or block.index in self._decisions:
            return None
        here = (self._blocks[index] for index in current.owned if self._blocks[index].page == block.page)
        inner = next((other.bbox for other in here if other.bbox is not None), None)
        first = block.lines[0].bbox or block.bbox
        if inner is None or inner.top <= first.bottom or inner.overlap_x(block.bbox) > 0:
            return None
        is_sent = any(current is draft for draft in self._sent)
        if self._breaks_off(current, text) and not is_sent:
            return None
        for draft in reversed(self._drafts):
            if self._is_under_headline_of(block, draft) and self._breaks_off(draft, text):
                return draft
        return None

    def _is_under_headline_of(self, block: Block, draft: Draft) -> bool:
        """Whether a block stands under the headline of an article of its page, which spans its column.

        Who wrote it may stand beside the headline, over the last of its columns.
        """
        last = self._blocks[draft.blocks[-1]] if draft.blocks else None
        if last is None or last.page != block.page or block.bbox is None or last.frame != block.frame:
            return False
        if not draft.titles:
            return False
        rows = (self._in_row(draft, index) for index in draft.titles)
        boxes = [[box for i in row if (box := self._blocks[i].bbox) is not None] for row in rows]
        return self._blocks[draft.titles[0]].page == block.page and any(
            head.bottom <= block.bbox.top and head.overlap_x(block.bbox) >= HALF * block.bbox.width
            for head in map(union, filter(None, boxes))
        )

    def _in_row(self, draft: Draft, title: int) -> list[int]:
        """A block of an article's title, and those of its text that go on in its row."""
        head = self._blocks[title]
        if head.bbox is None:
            return [title]
        beside = (
            index
            for index in draft.blocks
            if (box := self._blocks[index].bbox) is not None
            and self._blocks[index].page == head.page
            and box.x0 >= head.bbox.x1
            and head.bbox.shares_row(box)
        )
        return [title, *beside]

    @cached_property
    def _told_pages(self) -> frozenset[int]:
        """Pages with a title said again, or with a line that says from where an article is continued."""
        return frozenset(
            block.page
            for block, text, verdict in zip(self._blocks, self._texts, self._verdicts, strict=True)
            if verdict.code is NoiseCode.REPEATED_TITLE
            or (verdict.code is NoiseCode.JUMP_LINE and lexicon().jump_from(text) is not None)
        )

    def _breaks_off(self, draft: Draft, tail: str) -> bool:
        """Whether the last text of an article breaks off in a sentence that `tail` goes on with."""
        last = next((i for i in reversed(draft.blocks) if i not in self._captions), None)
        return last is not None and bool(tail) and is_cut(self._texts[last], tail, apart=True)

    def _says_most_of(self, said: str, draft: Draft) -> bool:
        """Whether most words of a title that is said again, two at least, are of an article's title."""
        words = {word.casefold() for word in _WORD.findall(said)}
        shared = words & {word.casefold() for word in _WORD.findall(self._title_of(draft))}
        return len(shared) >= max(PLURAL, MOST * len(words))

    def _title_of(self, draft: Draft) -> str:
        return " ".join(self._texts[i] for i in draft.titles)

    def _head_of(self, draft: Draft) -> str:
        """The words of an article's title, and of what goes on in its row, as a date does."""
        return " ".join(self._texts[i] for title in draft.titles for i in self._in_row(draft, title))

    def _named_in_jump(self, block: Block) -> Draft | None:
        """The article whose title a jump line, or the head right above it, says again."""
        said = letters(self._texts[block.index])
        titles = ((letters(self._title_of(draft)), draft) for draft in self._drafts)
        named = next((d for title, d in titles if len(title) >= TELLING_LETTERS and title in said), None)
        jump = lexicon().jump_from(self._texts[block.index])
        if named is None and jump is not None and jump.title:
            named = next((d for d in self._drafts if shortens_title(jump.title, self._title_of(d))), None)
        above = self._verdicts[block.index - 1] if block.index else None
        is_headed = above is not None and above.code is NoiseCode.REPEATED_TITLE
        return named or (self._current if is_headed else None)

    def _place_orphans(self, following: Draft | None) -> None:
        """Text before a title: an article when long, else noise but for the next article's captions."""
        orphans, self._orphans = self._orphans, []
        if following is not None:
            page = self._blocks[following.first].page
            taken = [i for i in orphans if i in self._captions and self._blocks[i].page == page]
            following.blocks[:0] = taken
            orphans = [i for i in orphans if i not in taken]
            while orphans and self._is_line_over(orphans[-1], following.titles):
                following.titles.insert(0, orphans.pop())
        words = sum(word_count(self._texts[i]) for i in orphans)
        if words >= CARD_WORDS:
            # What follows was opened last.
            position = len(self._drafts) - (following is not None)
            draft = Draft([], list(orphans), confidence=DOUBTFUL, flags=["untitled"])
            self._drafts.insert(position, draft)
            return
        for index in orphans:
            evidence = f"{words} words that stand under no title"
            self._leave(index, self._verdicts[index].label, evidence)

    def _is_line_over(self, index: int, titles: Sequence[int]) -> bool:
        """Whether a line in the bold look of a headline stands right over it and ends no sentence."""
        if not titles or index + 1 != titles[0]:
            return False
        line, head = self._blocks[index], self._blocks[titles[0]]
        if line.bbox is None or head.bbox is None or line.style is None or line.style != head.style:
            return False
        is_level = line.region == head.region and not _SENTENCE_END.search(self._texts[index])
        is_near = 0 <= head.bbox.top - line.bbox.bottom <= APART_SIZES * line.style.size_pt
        return is_near and is_level and line.style.is_bold

    def _leave(self, index: int, label: BlockLabel, evidence: str) -> None:
        """A block is of no article."""
        self._verdicts[index] = Verdict(label, NoiseCode.UNASSIGNED, "unassigned", evidence, LIKELY)

    def _take_late_paragraphs(self) -> None:
        """Give headlines of a text input the paragraphs that stand before them.

        The article above keeps some text in any case. Nobody doubts the order of a text with fenced code: it
        was written as it stands.
        """
        if any(block.bbox is not None or is_code(block.text) for block in self._blocks):
            return
        affinity = Affinity(
            [text for text, v in zip(self._texts, self._verdicts, strict=True) if v.code is None]
        )
        for above, draft in zip(self._drafts, self._drafts[1:], strict=False):
            if not draft.titles or not above.blocks or not draft.blocks:
                continue
            count = affinity.late_paragraphs(
                self._title_of(above),
                [self._texts[i] for i in above.blocks],
                self._title_of(draft),
                [self._texts[i] for i in draft.blocks],
            )
            if count and self._has_text(above.blocks[:-count]):
                draft.blocks = above.blocks[-count:] + draft.blocks
                above.blocks = above.blocks[:-count]
                draft.flags.append("late_headline")

    def _find_announced(self) -> None:
        """Give an entry of the contents list whose headline the export lost the text behind a page's gap."""
        if any(block.bbox is not None for block in self._blocks):
            return
        found = {draft.entry for draft in self._drafts if draft.entry is not None}
        drafts: list[Draft] = []
        for draft in self._drafts:
            drafts.append(draft)
            following = None if draft.entry is None else draft.entry + 1
            if following is None or following >= len(self._entries) or following in found:
                continue
            at = self._page_gap(draft.blocks)
            if at is not None:
                late = Draft([], draft.blocks[at:], draft.section, following, LIKELY, ["title_from_contents"])
                late.announced = self._entries[following].title
                draft.blocks = draft.blocks[:at]
                drafts.append(late)
        self._drafts = drafts

    def _page_gap(self, indices: Sequence[int]) -> int | None:
        """Position of the one block that far more empty lines stand above than above any other."""
        gaps = sorted(((self._blocks[i].blank_before, p) for p, i in enumerate(indices) if p), reverse=True)
        if len(gaps) < 2 or gaps[0][0] < FEW_LINES or gaps[0][0] < PLURAL * gaps[1][0]:
            return None
        return gaps[0][1]

    def _sign(self, draft: Draft) -> None:
        """A name that ends up as the last words of an article names its author."""
        last = self._decisions.get(draft.blocks[-1]) if len(draft.blocks) > 1 else None
        if last is not None and last.role is Role.SIGNATURE and self._is_a_name(last.candidate.text):
            self._relabel(self._blocks[last.candidate.block], BlockLabel.BYLINE)

    def _is_a_name(self, text: str) -> bool:
        """Whether a line is two capitalised words or more that the issue nowhere writes small."""
        words = [word for word in _WORD.findall(text) if word[0].isupper()]
        is_common = any(word.casefold() in self._small_words for word in words)
        return len(words) > 1 and not is_common and not any(map(str.isdecimal, text))

    @cached_property
    def _small_words(self) -> frozenset[str]:
        """Words that the issue writes in small letters somewhere."""
        return frozenset(w for text in self._texts for w in _LETTERS.findall(text) if w.islower())

    def _make_headings(self, indices: Sequence[int]) -> None:
        for index in indices:
            self._verdicts[index] = replace(self._verdicts[index], label=BlockLabel.HEADING)

    def _is_bare(self, draft: Draft) -> bool:
        """Whether under a head stand fewer words than a phrase has: `None`, a name, an hour and a place."""
        words = sum(word_count(self._texts[index]) for index in draft.blocks)
        return words < PHRASE_WORDS and bool(draft.titles) and draft.entry is None

    def _is_links_only(self, draft: Draft) -> bool:
        """Whether nothing but addresses of the web stands under a head."""
        return all(_LINKS.fullmatch(self._texts[i]) for i in draft.blocks)

    def _drop_rosters(self) -> None:
        """What lists but names, offices or days is no article, where the issue has others."""
        rosters = [draft for draft in self._drafts if self._is_roster(draft)]
        if len(rosters) == len(self._drafts):
            return
        for index in (index for draft in rosters for index in draft.owned):
            self._leave(index, BlockLabel.IMPRINT, "a list without a sentence")
        dropped = set(map(id, rosters))
        self._drafts = [draft for draft in self._drafts if id(draft) not in dropped]

    def _is_roster(self, draft: Draft) -> bool:
        """Whether a label heads nothing but names, as of a club's board, of the sick or of what is on.

        Nearly all words are names then, or most where there are offices and who holds them, or days or hours.
        One day or two are those of a notice, and figures before a head those of an item. In capitals
        throughout, words do not tell names from sentences, and tables are told as such.
        """
        blocks = [self._blocks[index] for index in draft.blocks]
        lines = [plain(line) for block in blocks for line in block.text.split("\n")]
        words = [word for line in lines for word in line.split() if word[0].isalpha()]
        text, title = " ".join(lines), self._title_of(draft)
        if word_count(title) > LABEL_WORDS or not words or is_capitals(" ".join(words)):
            return False
        names = sum(word[0].isupper() for word in words) / len(words)
        offices = sum(map(lexicon().has_office_word, lines))
        is_short = len(words) <= LABEL_WORDS * len(lines)
        if is_short and names >= MOST and offices >= max(SERIES, FEW * len(lines)):
            return True
        days, hours = days_and_hours(text)
        is_timetable = max(days, hours) >= SERIES
        is_item = title[:1].isdecimal() or (days > 0 and not is_timetable)
        if is_item or len(lines) < SERIES or is_said(text) or all(block.is_in_table for block in blocks):
            return False
        return names >= (MOST if is_timetable else NEARLY_ALL)

    def _heads_noise(self, draft: Draft) -> bool:
        """Whether what follows a bare head in its column and box is of no article: an advert's own head."""
        last = self._blocks[draft.owned[-1]]
        below = self._blocks[last.index + 1] if last.index + 1 < len(self._blocks) else None
        if below is None or (below.page, below.region) != (last.page, last.region):
            return False
        return self._verdicts[below.index].code in _OF_NO_ARTICLE

    def _follows(self, before: Draft, draft: Draft) -> bool:
        """Whether an article ends on the page where a draft begins."""
        return bool(before.blocks) and self._blocks[before.blocks[-1]].page == self._blocks[draft.first].page

    def _has_text(self, indices: Sequence[int]) -> bool:
        return any(self._verdicts[i].label is not BlockLabel.HEADING for i in indices)

    def _leads_to(self, draft: Draft, following: Draft) -> bool:
        """Whether a head without text is the kicker of the head below it."""
        if draft.blocks or draft.entry is not None or len(draft.titles) != 1:
            return False
        if draft.kicker is not None or following.kicker is not None:
            return False
        return bool(following.titles) and self._is_kicker(draft.titles[0], following.titles[0])

    def _free_headlines(self) -> None:
        """Takes a stamp beside a headline out of the way of its text: what stands in its row, and no text."""
        for place in range(len(self._drafts) - 2, -1, -1):
            draft, beside = self._drafts[place], self._drafts[place + 1]
            count = self._stamped(draft, beside)
            if count is None:
                continue
            for index in (*beside.titles, *beside.blocks[:count]):
                self._leave(index, BlockLabel.ORNAMENT, "a stamp beside a headline")
            draft.blocks += beside.blocks[count:]
            del self._drafts[place + 1]

    def _stamped(self, draft: Draft, beside: Draft) -> int | None:
        """How many blocks of the second draft are a stamp beside the first one's headline; None for no stamp.

        What follows them stands under the headline, and not under the stamp.
        """
        if draft.blocks or len(draft.titles) != 1 or not beside.titles or beside.entry is not None:
            return None
        head, stamp = self._blocks[draft.titles[0]], self._blocks[beside.titles[0]]
        if head.bbox is None or stamp.bbox is None or head.page != stamp.page or self._outsizes(stamp, head):
            return None
        shared = min(head.bbox.bottom, stamp.bbox.bottom) - max(head.bbox.top, stamp.bbox.top)
        if shared <= 0 or stamp.bbox.x0 < head.bbox.x1:
            return None
        for count, index in enumerate(beside.blocks):
            text = self._blocks[index]
            if text.bbox is None or text.page != head.page:
                return None
            if text.bbox.x0 < head.bbox.x1 and text.bbox.top >= head.bbox.bottom:
                return count
            if word_count(self._texts[index]) >= LINE_WORDS:
                return None
        return None

    def _outsizes(self, one: Block, other: Block) -> bool:
        return one.style is None or other.style is None or one.style.size_pt > other.style.size_pt

    def _drop_head_lines(self) -> None:
        """Heads of the first page with nothing but other short lines under them are the issue's own head.

        But for lines of the one headline that an issue of one article has.
        """
        bare = 0
        while len(self._drafts) - bare > 1 and self._is_head_only(self._drafts[bare]):
            draft = self._drafts[bare]
            bare += 1
            lines, titles = draft.owned, self._drafts[bare].titles
            while lines and len(self._drafts) - bare == 1 and self._is_line_over(lines[-1], titles):
                titles.insert(0, lines.pop())
            for index in lines:
                label, evidence = BlockLabel.MASTHEAD, "a head at the top of the issue with no text under it"
                self._verdicts[index] = Verdict(label, NoiseCode.NAMEPLATE, "nameplate", evidence, HINTED)
        del self._drafts[:bare]

    def _is_head_only(self, draft: Draft) -> bool:
        owned = draft.owned
        if not draft.titles or draft.entry is not None or len(owned) > CARD_LINES:
            return False
        if any(self._blocks[i].page != 1 or self._blocks[i].frame is not None for i in owned):
            return False
        is_text = [
            self._decisions.get(i) is None and word_count(self._texts[i]) >= LINE_WORDS for i in draft.blocks
        ]
        return self._blocks[owned[0]].bbox is not None and not any(is_text)

    def _finish(self) -> Segmentation:
        self._find_announced()
        self._take_late_paragraphs()
        kept: list[Draft] = []
        self._free_headlines()
        self._drop_head_lines()
        self._drop_rosters()
        has_texts = not all(map(self._is_bare, self._drafts))
        for draft, following in zip(self._drafts, [*self._drafts[1:], None], strict=False):
            is_bare = self._is_bare(draft) and has_texts
            follows = bool(kept) and self._follows(kept[-1], draft)
            if following is not None and self._leads_to(draft, following):
                following.kicker = draft.titles[0]
            elif draft.blocks and not is_bare and not (follows and self._is_links_only(draft)):
                kept.append(draft)
            elif follows and not self._heads_noise(draft):
                kept[-1].blocks = sorted([*kept[-1].blocks, *draft.owned])
                self._make_headings(draft.titles)
            else:
                for index in draft.owned:
                    self._leave(index, BlockLabel.HEADING, "a head with no text under it")
        for draft in kept:
            self._sign(draft)
            if draft.kicker is not None:
                evidence = "a line of its own look right over the headline"
                self._verdicts[draft.kicker] = Verdict(BlockLabel.KICKER, None, "kicker", evidence, INDICATED)
            for index in draft.titles:
                decision = self._decisions.get(index)
                evidence = decision.reason if decision is not None else "the issue's own headline"
                self._verdicts[index] = Verdict(BlockLabel.TITLE, None, "title", evidence, draft.confidence)
        return Segmentation(tuple(kept), tuple(self._verdicts))
