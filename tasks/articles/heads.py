"""Where articles begin, once the forests have been heard: the rules' decisions on heads, corrected.

A rule's title stands unless next to nothing speaks for it, and what clearly heads an article is a title
though no rule saw it, but for tables and dates. What a profile says stands in any case.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

import numpy as np

from schemas.layout import Block
from schemas.lexicon import lexicon
from schemas.likelihoods import DOUBTFUL, EVIDENT, LIKELY, SURE, UNLIKELY
from schemas.tolerances import (
    DISPLAY,
    FAR_SIZES,
    HALF,
    HEADLINE,
    LARGER,
    LINE_WORDS,
    LONG_SERIES,
    MOST,
    PHRASE_WORDS,
    PLURAL,
    SAME_EDGE_PT,
    SERIES,
    TITLE_WORDS,
)
from schemas.wording import is_capitals, plain, word_count
from tasks.articles.candidates import Candidate, begins_sentence
from tasks.articles.evidence import Evidence
from tasks.articles.measures import ends_sentence
from tasks.articles.surroundings import is_date
from tasks.articles.title_lines import ends_open, goes_on_small, is_headline_line
from tasks.articles.titles import Decision, Role
from tasks.articles.voices import TitleLines, Voice

NEW_HEAD = 0.15
"""From this likelihood on a block is a title that no rule took for one.

Below it in the mean all titles of one look are heads inside an article, unless that are all of the issue.
"""

NO_HEAD = 0.05
"""Below this likelihood a rule's title is a head inside an article."""


_Look = tuple[tuple[float, bool, bool, bool, str | None], bool]
"""The style key of a candidate, and whether it runs in."""

_PairOfLooks = tuple[tuple[float, bool, bool], tuple[float, bool, bool]]
"""Size, weight and slant of a head and of the one right under it."""


def heads_of_many(
    evidence: Evidence, kept: Sequence[Block], head: Voice, lines: TitleLines | None
) -> dict[int, Decision]:
    """Decisions on an issue of several articles.

    Args:
        evidence: the issue with the rules' decisions.
        kept: blocks that are no noise.
        head: how likely an article begins at each block.
        lines: how likely titles go on.
    """
    ruled = evidence.decisions
    count = _count_titles(ruled, kept)
    # Where the rules saw a single title, what follows may well be its last section.
    least = NEW_HEAD if count > 1 else LIKELY
    lesser = ruled if count == 0 else {}
    head = _under_essays(head, ruled, kept)
    decisions = _by_looks(_corrected(ruled, kept, head, least, lesser), kept, head)
    decisions = _over_no_items(decisions, kept, head)
    decisions = _with_title_lines(decisions, kept, head, lines, evidence.body_pt)
    decisions = _with_text(decisions, ruled, kept, head)
    decisions = _without_stray_parts(_with_all_items(decisions, kept, head), kept)
    return decisions or _short_first_line(kept)


def likeliest_headline(
    ruled: Sequence[int], evidence: Evidence, kept: Sequence[Block], head: Voice
) -> list[int]:
    """The headline of an issue that reads as one article.

    That of the rules, `ruled`, unless there is none, or it is doubtful or a release's label and another line
    of the first page is likely, no numbered part. What calls itself a situation report is one.
    """
    marks = {index: decision.candidate.mark for index, decision in evidence.decisions.items()}
    heads = [b.index for b in kept if b.page == 1 and not (marks.get(b.index) or "-")[0].isdecimal()]
    best = max(heads, key=head.of, default=None)
    if not ruled:
        return [best] if best is not None and head.of(best) >= NEW_HEAD else []
    texts = {index: plain(evidence.blocks[index].text) for index in ruled}
    is_stated = any(map(lexicon().names_situation_report, texts.values()))
    are_doubted = (
        head.of(index) < DOUBTFUL or lexicon().is_press_release_label(text) for index, text in texts.items()
    )
    is_doubted = all(are_doubted) and not is_stated
    return [best] if is_doubted and best is not None and head.of(best) >= LIKELY else list(ruled)


def whole_headline(
    headline: Sequence[int], evidence: Evidence, kept: Sequence[Block], lines: TitleLines | None
) -> list[int]:
    """The headline of an issue that reads as one article, with the blocks right behind that go on with it."""
    found = list(headline)
    behind = {above.index: block for above, block in pairwise(evidence.blocks)}
    are_kept = {block.index for block in kept}
    while found and lines is not None:
        block = behind.get(found[-1])
        if block is None or block.index not in are_kept:
            break
        if _goes_on(evidence.blocks[found[-1]], block, lines, evidence.body_pt)[1] < SURE:
            break
        found.append(block.index)
    return found


def in_series(head: Voice, series: Sequence[Sequence[int]]) -> Voice:
    """Items of a numbered series are told in one way: all are heads where that is likely in the mean."""
    likelihood = head.likelihood.copy()
    for members in map(list, series):
        if len(members) >= LONG_SERIES and likelihood[members].mean() >= UNLIKELY:
            likelihood[members] = np.maximum(likelihood[members], SURE)
    return replace(head, likelihood=likelihood)


def _under_essays(head: Voice, decisions: Mapping[int, Decision], kept: Sequence[Block]) -> Voice:
    """Chapters of one text are told in one way: rules' lesser heads in a row of one look.

    They stand under a sure title in larger letters and behind a text, be it that of the first of them, and
    are heads of articles only where that is likely in the mean.
    """
    likelihood = head.likelihood.copy()
    for chapters in _chapters_of_essays(decisions, kept, head):
        if len(chapters) >= SERIES and likelihood[chapters].mean() < LIKELY:
            likelihood[chapters] = np.minimum(likelihood[chapters], NEW_HEAD)
    return replace(head, likelihood=likelihood)


def _chapters_of_essays(
    decisions: Mapping[int, Decision], kept: Sequence[Block], head: Voice
) -> list[list[int]]:
    """Lesser heads of one look from behind the first text of each sure title to the next title."""
    found: list[list[int]] = []
    title: Decision | None = None
    has_text = False
    for block in kept:
        decision = decisions.get(block.index)
        if decision is None:
            has_text = has_text or word_count(plain(block.text)) >= LINE_WORDS
        elif decision.role is not Role.HEADING:
            is_sure = decision.role is Role.TITLE and head.of(block.index) >= SURE
            title, has_text = (decision if is_sure else None), False
            found.append([])
        elif title is not None and has_text and not block.is_run_in:
            look = decision.candidate.style_key
            if found[-1] and decisions[found[-1][0]].candidate.style_key != look:
                title = None
                found[-1] = []
            elif title.candidate.style_key[0] >= LARGER * look[0] > 0:
                found[-1].append(block.index)
    return found


def _count_titles(decisions: Mapping[int, Decision], kept: Sequence[Block]) -> int:
    return sum(block.index in decisions and decisions[block.index].role is Role.TITLE for block in kept)


def _corrected(
    decisions: Mapping[int, Decision],
    kept: Sequence[Block],
    head: Voice,
    least: float,
    lesser: Collection[int] = (),
) -> dict[int, Decision]:
    """Decisions that the forest corrects from the likelihood `least` on, those on `lesser` heads sooner.

    The first words of a sentence, set apart or not, become no head of an article, but for those of a series
    of items that all begin so.
    """
    corrected = dict(decisions)
    subjects = [
        above.index
        for above, block in pairwise(kept)
        if above.is_run_in and begins_sentence(plain(above.text), plain(block.text))
    ]
    lone = subjects if len(subjects) < SERIES else []
    for block in kept:
        decision = _decision(
            block, decisions.get(block.index), head, NEW_HEAD if block.index in lesser else least
        )
        if decision is not None and not (decision.role is Role.TITLE and block.index in lone):
            corrected[block.index] = decision
    if not _count_titles(corrected, kept):
        ruled = [index for index in corrected if index in decisions and decisions[index].role is Role.TITLE]
        best = max(ruled, key=head.of, default=None)
        if best is not None:
            corrected[best] = decisions[best]
    return corrected


def _decision(block: Block, decision: Decision | None, head: Voice, least: float) -> Decision | None:
    """The decision on a block where it is another one than the rules took; else None."""
    likelihood = head.of(block.index)
    role = decision.role if decision is not None else None
    if decision is not None and decision.candidate.is_named:
        return None
    if role is Role.TITLE:
        if likelihood >= NO_HEAD or decision is None:
            return None
        reason = f"hardly a head of an article, {head.reason(block.index)}"
        return replace(decision, role=Role.HEADING, reason=reason, confidence=round(1 - likelihood, 2))
    if role not in {None, Role.HEADING} or (decision is not None and decision.is_by_words):
        return None
    if block.is_run_in:
        least = max(least, DOUBTFUL)
    if decision is None:
        is_doubted = _is_text(block)
    else:
        is_doubted = decision.confidence >= SURE or _is_sentence(decision.candidate.text)
    if is_doubted:
        least = max(least, LIKELY)
    text = plain(block.text)
    if likelihood <= least or block.is_in_table or is_date(text) or lexicon().byline(text) is not None:
        return None
    candidate = decision.candidate if decision is not None else _candidate(block)
    reason = f"heads an article, {head.reason(block.index)}"
    return Decision(candidate, Role.TITLE, reason, round(likelihood, 2))


def _is_text(block: Block) -> bool:
    """Whether a block that no rule saw is a text without a headline, or the rest of one: they rarely open."""
    text = plain(block.text)
    return word_count(text) > TITLE_WORDS or text[:1].islower() or ends_sentence(text)


def _is_sentence(text: str) -> bool:
    """Whether words are as many as of a line of text, up to a full stop."""
    return word_count(text) >= LINE_WORDS and ends_sentence(text)


def _names_section(text: str) -> bool:
    """Whether the words alone name a section, such as a month."""
    return lexicon().is_section_word(text) or lexicon().is_month_heading(text)


def _by_looks(decisions: Mapping[int, Decision], kept: Sequence[Block], head: Voice) -> dict[int, Decision]:
    """Decisions in which titles of a look that hardly ever heads an article are heads inside one.

    Unless none would be left, or they are larger than all that are: no head outranks the title over it. So
    are the unlikely of other looks, but for what a rule took for evident, what runs in, and pages as text.
    """
    titles: dict[_Look, list[int]] = defaultdict(list)
    for block in kept:
        decision = decisions.get(block.index)
        if decision is not None and decision.role is Role.TITLE:
            titles[decision.candidate.style_key, decision.candidate.is_run_in].append(block.index)
    found = dict(decisions)
    unlikely = [members for members in titles.values() if head.likelihood[members].mean() < NEW_HEAD]
    if len(unlikely) < len(titles):
        likely = [members for members in titles.values() if members not in unlikely]
        largest = max(found[members[0]].candidate.style_key[0] for members in likely)
        for index in (index for members in unlikely for index in members):
            decision = found[index]
            is_larger = decision.candidate.style_key[0] >= HEADLINE * largest > 0
            if not decision.candidate.is_named and not is_larger:
                reason = f"hardly ever a head of an article in this look, {head.reason(index)}"
                found[index] = replace(decision, role=Role.HEADING, reason=reason)
        for index in (index for members in likely for index in members):
            candidate = found[index].candidate
            is_own_line = candidate.style_key[0] > 0 and not candidate.is_run_in
            if is_own_line and head.of(index) < NEW_HEAD and found[index].confidence < EVIDENT:
                reason = f"hardly a head of an article, {head.reason(index)}"
                found[index] = replace(found[index], role=Role.HEADING, reason=reason)
    return found


def _over_no_items(
    decisions: Mapping[int, Decision], kept: Sequence[Block], head: Voice
) -> dict[int, Decision]:
    """Decisions in which a section is a title itself that is over a text, not over the rules' first item.

    That one turned out to be a lesser head, or to be of no article. So is a section over a single item in far
    smaller letters, if an article likely begins at it and not at that.
    """
    found = dict(decisions)
    for place, (above, block) in enumerate(pairwise(kept), start=1):
        section, first = found.get(above.index), found.get(block.index)
        if section is None or section.role is not Role.SECTION or _names_section(section.candidate.text):
            continue
        is_lesser = first is None or first.role is Role.HEADING
        if is_lesser or _is_over_deck(section, place, found, kept, head):
            found[above.index] = replace(section, role=Role.TITLE, reason="over no head of an article")
    return found


def _is_over_deck(
    section: Decision, place: int, decisions: Mapping[int, Decision], kept: Sequence[Block], head: Voice
) -> bool:
    """Whether the title at `place`, right under a section's name, reads as the deck of a headline."""
    block = kept[place]
    first = decisions[block.index]
    if (section.role, first.role) != (Role.SECTION, Role.TITLE):
        return False
    if section.candidate.is_named or first.candidate.is_named:
        return False
    is_likelier = head.of(block.index) < LIKELY <= head.of(kept[place - 1].index)
    if not is_likelier or not _is_deck(section.candidate.style_key[0], block):
        return False
    behind = (kept[at] for at in range(place + 1, len(kept)))
    later = (decisions[other.index] for other in behind if other.index in decisions)
    following = next((made for made in later if made.role in {Role.TITLE, Role.SECTION}), None)
    return following is None or following.candidate.style_key != first.candidate.style_key


def _with_title_lines(
    decisions: Mapping[int, Decision],
    kept: Sequence[Block],
    head: Voice,
    lines: TitleLines | None,
    body_pt: float,
) -> dict[int, Decision]:
    """Decisions in which the blocks that go on with a title are parts of it."""
    found = dict(decisions)
    if lines is None:
        return found
    title: Block | None = None
    for block in kept:
        decision = found.get(block.index)
        role = decision.role if decision is not None else None
        if title is not None and (decision is None or not decision.candidate.is_named):
            reason, likelihood = _goes_on(title, block, lines, body_pt)
            if decision is not None and goes_on_small(title, block):
                reason, likelihood = "goes on with the words of the title above", SURE
            is_headline = role is Role.TITLE and _is_deck(block.size_pt, title) and not ends_open(title.text)
            is_own = role is Role.TITLE and title.frame != block.frame and head.of(block.index) >= LIKELY
            if likelihood >= SURE and not is_headline and not is_own:
                candidate = decision.candidate if decision is not None else _candidate(block)
                found[block.index] = Decision(candidate, Role.TITLE_PART, reason, round(likelihood, 2))
                role = Role.TITLE_PART
        title = block if role in {Role.TITLE, Role.TITLE_PART} else None
    return found


def _goes_on(title: Block, block: Block, lines: TitleLines, body_pt: float) -> tuple[str, float]:
    """Why, and how likely, a block goes on with the title above it; no headline runs over to another page."""
    if title.page != block.page:
        return "on another page than the title above", 0.0
    if is_headline_line(title, block, body_pt):
        return "a line of the headline above", SURE
    if _is_beside(title, block):
        return "beside the title above", 0.0
    likelihood = lines.likelihood(title.index, block.index)
    return f"goes on with the title above, likelihood {likelihood:.2f}", likelihood


def _is_beside(title: Block, block: Block) -> bool:
    """Whether a block stands in the row of a title, well apart from it, as a stamp does."""
    one, other = title.bbox, block.bbox
    if one is None or other is None or title.page != block.page:
        return False
    gap = max(one.x0, other.x0) - min(one.x1, other.x1)
    return one.shares_row(other) and gap > FAR_SIZES * one.height


def _without_stray_parts(decisions: Mapping[int, Decision], kept: Sequence[Block]) -> dict[int, Decision]:
    """Decisions in which a line of a head that is no title is none either: titles go on right below only."""
    found = dict(decisions)
    above: Role | None = None
    for block in kept:
        decision = found.get(block.index)
        is_part = decision is not None and decision.role is Role.TITLE_PART
        if decision is not None and is_part and above not in {Role.TITLE, Role.TITLE_PART, Role.SECTION}:
            reason = "goes on with a head inside an article"
            decision = found[block.index] = replace(decision, role=Role.HEADING, reason=reason)
        above = decision.role if decision is not None else None
    return found


def _with_text(
    decisions: Mapping[int, Decision],
    ruled: Mapping[int, Decision],
    kept: Sequence[Block],
    head: Voice,
) -> dict[int, Decision]:
    """Decisions in which what stands under a likelier head, and no text between, is that one's text.

    Over a lesser head of the rules that is likely in any case a short title names a section.
    """
    found = dict(decisions)
    title: Block | None = None
    is_next = False
    for block in kept:
        decision, before = found.get(block.index), ruled.get(block.index)
        if decision is None or decision.role not in {Role.TITLE, Role.TITLE_PART}:
            is_next = False
            title = None if decision is None and word_count(plain(block.text)) >= LINE_WORDS else title
            continue
        if decision.role is Role.TITLE_PART:
            continue
        is_text = False
        if title is not None and not decision.candidate.is_named:
            is_lesser = is_next and before is not None and before.role is not Role.TITLE
            if is_lesser and head.of(block.index) >= LIKELY and _may_name_section(found[title.index]):
                found[title.index] = replace(
                    found[title.index], role=Role.SECTION, reason="over a likely head"
                )
            else:
                is_text = _is_text_under(title, block, before, head, is_next=is_next)
        if is_text:
            del found[block.index]
            if before is not None:
                found[block.index] = replace(before, role=Role.HEADING)
        else:
            title = block
        is_next = not is_text
    return found


def _is_text_under(
    title: Block, block: Block, before: Decision | None, head: Voice, *, is_next: bool
) -> bool:
    """Whether a head is the text of the likelier one above it, which is the `is_next` head to it or not.

    So is one that no rule saw if it is the less likely one, or a doubtful one in far smaller letters, and a
    rule's if it is so by far, in smaller letters, or inside a line. Behind other lines, as of names and
    offices, so is a doubtful one that no rule saw under a sure one.
    """
    here, above = head.of(block.index), head.of(title.index)
    is_new = before is None or before.role is not Role.TITLE
    if not is_next:
        return is_new and here < DOUBTFUL and above >= SURE
    is_deck = _is_deck(title.size_pt, block)
    if is_new:
        return here < above or (here < DOUBTFUL and is_deck)
    is_deck = is_deck or _is_lesser_below(title, block) or (block.is_run_in and not title.is_run_in)
    return _is_text_of(here, above) or (here < above and is_deck)


def _with_all_items(
    decisions: Mapping[int, Decision], kept: Sequence[Block], head: Voice
) -> dict[int, Decision]:
    """Decisions in which a title right over the first of several items is their section's name.

    The items have one look. The first would else be a head inside an article that the others are not in; so
    would those between them, unless hardly anything speaks for one. Where several names lead on to further
    items, others in the same looks are names, too, be it of a single item.
    """
    found = dict(decisions)
    rubrics = _rubrics(decisions, kept, head)
    for place, (above, block) in enumerate(pairwise(kept), start=1):
        name, first = found.get(above.index), _first_item(block, found, head)
        if name is None or first is None or (name.role, first.role) != (Role.TITLE, Role.HEADING):
            continue
        if name.candidate.is_named or not _leads_on(kept, place):
            continue
        items = _items_behind(kept, place, found, first)
        titles = [item for item in items if found[item].role is Role.TITLE]
        is_rubric = _looks_of_pair(name, first) in rubrics and head.of(block.index) >= UNLIKELY
        if len(titles) >= PLURAL or is_rubric:
            found[above.index] = replace(name, role=Role.SECTION, reason="over items of one look")
            found[block.index] = first
            last = titles[-1] if titles else block.index
            between = (item for item in items if item < last and head.of(item) >= NO_HEAD)
            for item in (block.index, *between):
                if found[item].role is Role.HEADING:
                    found[item] = replace(found[item], role=Role.TITLE, reason="an item as others behind it")
    return found


def _first_item(block: Block, decisions: Mapping[int, Decision], head: Voice) -> Decision | None:
    """The decision on what stands right under a name; a head that no rule saw, where that is not unlikely."""
    decision = decisions.get(block.index)
    if decision is None and head.of(block.index) >= NEW_HEAD and word_count(plain(block.text)) <= TITLE_WORDS:
        return Decision(_candidate(block), Role.HEADING, "right under a title", DOUBTFUL)
    return decision


def _leads_on(kept: Sequence[Block], place: int) -> bool:
    """Whether the block at `place` stands in the box of the one above it, or under a bar that is no more."""
    above, block = kept[place - 1], kept[place]
    if block.is_run_in:
        return False
    is_alone = place == 1 or kept[place - 2].frame != above.frame
    is_under_bar = above.frame is not None and is_alone and above.page == block.page
    return above.frame == block.frame or is_under_bar


def _rubrics(decisions: Mapping[int, Decision], kept: Sequence[Block], head: Voice) -> set[_PairOfLooks]:
    """Looks of a larger head and the one right under it where several such pairs lead on to a further item.

    That is the next title on the page, in the look of the lesser head.
    """
    leading: Counter[_PairOfLooks] = Counter()
    for place, (above, block) in enumerate(pairwise(kept), start=1):
        name, first = decisions.get(above.index), _first_item(block, decisions, head)
        if name is None or first is None or not _leads_on(kept, place):
            continue
        if name.role not in {Role.TITLE, Role.SECTION} or first.role not in {Role.TITLE, Role.HEADING}:
            continue
        looks = _looks_of_pair(name, first)
        is_larger = looks[0][0] >= LARGER * looks[1][0] > 0
        later = (decisions[b.index] for b in _behind_on_page(kept, place) if b.index in decisions)
        item = next((decision for decision in later if decision.role is Role.TITLE), None)
        if is_larger and item is not None and _looks_of_pair(name, item) == looks:
            leading[looks] += 1
    return {looks for looks, count in leading.items() if count >= PLURAL}


def _behind_on_page(kept: Sequence[Block], place: int) -> Iterator[Block]:
    """What stands behind the block at `place` on its page."""
    return takewhile(lambda block: block.page == kept[place].page, _behind(kept, place))


def _behind(kept: Sequence[Block], place: int) -> Iterator[Block]:
    """What stands behind the block at `place`; nothing is copied for those who need but the first of it."""
    return map(kept.__getitem__, range(place + 1, len(kept)))


def _looks_of_pair(name: Decision, first: Decision) -> _PairOfLooks:
    """Size, weight and slant of a head and of the one under it, whatever their letters and colours."""
    return name.candidate.style_key[:3], first.candidate.style_key[:3]


def _items_behind(
    kept: Sequence[Block], place: int, decisions: Mapping[int, Decision], item: Decision
) -> list[int]:
    """Heads behind the `item` at `place` that look like it, in its box, up to a title that does not."""
    first = kept[place]
    look = item.candidate.style_key
    items: list[int] = []
    for block in _behind(kept, place):
        if not _is_in_box_of(first, block):
            break
        decision = decisions.get(block.index)
        if decision is None or decision.role not in {Role.TITLE, Role.HEADING}:
            continue
        if decision.candidate.style_key == look and not block.is_run_in:
            items.append(block.index)
        elif decision.role is Role.TITLE:
            break
    return items


def _is_in_box_of(first: Block, block: Block) -> bool:
    """Whether two blocks stand in one box, or in those that a page and another have at the same place."""
    one, other = first.frame, block.frame
    if one is None or other is None or first.page == block.page:
        return one == other
    return abs(one.x0 - other.x0) <= SAME_EDGE_PT and abs(one.x1 - other.x1) <= SAME_EDGE_PT


def _may_name_section(title: Decision) -> bool:
    """Whether a title is no longer than sections' names are, and no profile says that it is one."""
    return word_count(title.candidate.text) <= PHRASE_WORDS and not title.candidate.is_named


def _is_deck(title_pt: float, block: Block) -> bool:
    """Whether a line under a title is so much smaller that it stands under it and heads nothing itself."""
    return block.style is not None and title_pt >= DISPLAY * block.style.size_pt


def _is_lesser_below(title: Block, block: Block) -> bool:
    """Whether a line stands under a title, in its column or box, in letters smaller than a headline's."""
    if title.bbox is None or block.bbox is None or (title.page, title.frame) != (block.page, block.frame):
        return False
    is_below = (
        block.bbox.top >= title.bbox.bottom - block.bbox.height and title.bbox.overlap_x(block.bbox) > 0
    )
    return is_below and title.size_pt >= HEADLINE * block.size_pt > 0


def _is_text_of(likelihood: float, of_title: float) -> bool:
    return likelihood < DOUBTFUL < of_title and likelihood < HALF * of_title


def _short_first_line(kept: Sequence[Block]) -> dict[int, Decision]:
    """Where nothing at all looks like a head: the first line, if it is short and goes on as no sentence."""
    first = kept[0] if kept else None
    if first is None or first.bbox is None or len(first.lines) != 1 or is_date(plain(first.text)):
        return {}
    column = [block.bbox.width for block in kept if block.page == first.page and block.bbox is not None]
    if first.bbox.width > MOST * max(column) or ends_sentence(first.text):
        return {}
    reason = "the short first line of an issue without heads"
    return {first.index: Decision(_candidate(first), Role.TITLE, reason, DOUBTFUL)}


def _candidate(block: Block) -> Candidate:
    """A block that no rule took for a candidate."""
    style, text = block.style, plain(block.text)
    look = (
        block.size_pt,
        style is not None and style.is_bold,
        style is not None and style.is_italic,
        is_capitals(text),
        style.color if style is not None else None,
    )
    return Candidate(
        block=block.index,
        text=text,
        prominence=1.0,
        size_ratio=1.0,
        style_key=look,
        is_run_in=block.is_run_in,
        entry=None,
        is_bookmarked=False,
        is_named=False,
        mark=None,
        evidence="",
    )
