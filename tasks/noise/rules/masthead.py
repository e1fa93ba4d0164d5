"""F104, F105, F106: nameplate, letterhead and issue line: the publication's own head on its first page.

Seeds are lines that only a head has (a publication's name, PRESS RELEASE, volume and date); what stands
among and above them, short and not over running text of its own, belongs to the head with them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import takewhile

from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.likelihoods import EVIDENT, HINTED, INDICATED, STATED, SURE
from schemas.reasons import NoiseCode
from schemas.tolerances import (
    CARD_LINES,
    CARD_WORDS,
    HALF,
    HEADLINE,
    HUGE,
    LINE_WORDS,
    MAJORITY,
    MANY,
    SERIES,
    WORD_LETTERS,
)
from schemas.wording import is_capitals, is_said, letters, plain, same_title, word_count
from tasks.noise.context import NoiseContext

_YEAR = re.compile(r"(?:19|20)\d\d|['’]\d\d\b")
_NUMBERED = re.compile(r"(?:\b(?:no|nr|vol|issue|n)\b\.?|№|n[°º]|#|第)\s*\d", re.IGNORECASE)


def find(context: NoiseContext) -> Iterator[Finding]:
    """Seeds with what grows from them; letterhead and issue lines wherever they stand in the head."""
    seeds: dict[int, Finding] = {}
    dates_of_items = _dates_of_items(context)
    for block in context.blocks:
        if block.page == 1 and block.index not in dates_of_items and _in_head(context, block):
            finding = _seed(context, block)
            if finding is not None:
                seeds[block.index] = finding
    yield from seeds.values()
    grown = [*_grown(context, seeds), *_over_issue_line(context, seeds)]
    yield from grown


def _dates_of_items(context: NoiseContext) -> set[int]:
    """Lines of one look that say several dates, as those of exhibitions do: an issue has one.

    Volume and number, in the look of the date or not, are those of an issue.
    """
    dated: defaultdict[object, set[int]] = defaultdict(set)
    for block, text in zip(context.blocks, context.texts, strict=True):
        is_date = lexicon().is_issue_line(text) and not lexicon().numbers_an_issue(text)
        if is_date and block.style is not None and block.repeats == 1:
            dated[block.style].add(block.index)
    alike = (members for members in dated.values() if len({context.keys[i] for i in members}) >= SERIES)
    return {index for members in alike for index in members}


def _in_head(context: NoiseContext, block: Block) -> bool:
    page = context.page(block)
    if block.bbox is None or page.height_pt is None:
        return block.index <= context.head_end
    return block.index <= context.head_end or block.bbox.top <= HALF * page.height_pt


def _seed(context: NoiseContext, block: Block) -> Finding | None:
    text = context.texts[block.index]
    if lexicon().is_press_release_label(text):
        return _letterhead(block, context.reads(block), STATED)
    if lexicon().is_issue_line(text):
        is_told = block.index > context.head_end and context.is_announced(block)
        is_own = _numbers_the_issue(context, block) and not is_told
        return _issue_line(block, context.reads(block), EVIDENT) if is_own else None
    if block.index < context.head_end and not _in_long_box(context, block) and _has_issue_line(block):
        return _issue_line(block, "has a line that numbers the issue", SURE)
    if _is_own_name(context, text):
        return _nameplate(block, "the publication's name as its profile gives it", STATED)
    return _named(context, block)


def _named(context: NoiseContext, block: Block) -> Finding | None:
    """A short line with a word for a publication or an organisation, over no text of its own.

    A label that its line goes on behind is none.
    """
    words, text = lexicon(), context.texts[block.index]
    if block.is_run_in:
        return None
    if len(letters(text)) < WORD_LETTERS or word_count(text) > LINE_WORDS:
        return None
    if context.running[block.index]:
        return None
    if words.dates_a_publication(text):
        return _nameplate(block, "a word for a publication and its date", SURE)
    if context.heads_text(block):
        return None
    if words.has_publication_word(text) and _is_display(context, block):
        return _nameplate(block, "a word for a publication, in display type, over no text of its own", SURE)
    is_set_off = _is_display(context, block) or is_capitals(text) or block.bbox is None
    is_organisation = words.has_organisation_word(text) and _reads_as_name(text)
    if is_organisation and block.index < context.head_end and is_set_off:
        return _letterhead(block, "an organisation's name over no text of its own", INDICATED)
    return None


def _reads_as_name(text: str) -> bool:
    """Whether a line that names an organisation is its name, and no headline that has it do something.

    Names begin with what the organisation is, or are written in capitals for the most part.
    """
    long = [word for word in text.split() if len(letters(word)) >= WORD_LETTERS]
    if not long or lexicon().has_organisation_word(text.split()[0]):
        return True
    return sum(word[0].islower() for word in long) < MAJORITY * len(long)


def _numbers_the_issue(context: NoiseContext, block: Block) -> bool:
    """Whether a line of volume, number and date is the issue's: a diary's days have no year and no number."""
    text = context.texts[block.index]
    if not any(c.isdecimal() for c in text) or _in_long_box(context, block):
        return False
    return block.bbox is None or bool(_YEAR.search(text)) or _has_number_word(text)


def _has_issue_line(block: Block) -> bool:
    """Whether a short block of several lines, and no sentence, has one with a volume, number and date."""
    lines = [plain(line) for line in block.text.split("\n")]
    is_card = 1 < len(lines) <= CARD_LINES and not is_said(plain(block.text))
    return is_card and any(map(_is_numbered_line, lines))


def _is_numbered_line(line: str) -> bool:
    """A line of volume, number and date, or the publication's name with its number or year."""
    if lexicon().is_issue_line(line):
        return bool(_YEAR.search(line)) or _has_number_word(line)
    is_named = word_count(line) <= LINE_WORDS and lexicon().has_publication_word(line)
    return is_named and bool(_YEAR.search(line)) and _has_number_word(line)


def _issue_line(block: Block, evidence: str, strength: float) -> Finding:
    return Finding(block.index, NoiseCode.ISSUE_LINE, BlockLabel.MASTHEAD, "issue_line", evidence, strength)


def _nameplate(block: Block, evidence: str, strength: float) -> Finding:
    return Finding(block.index, NoiseCode.NAMEPLATE, BlockLabel.MASTHEAD, "nameplate", evidence, strength)


def _letterhead(block: Block, evidence: str, strength: float) -> Finding:
    return Finding(block.index, NoiseCode.LETTERHEAD, BlockLabel.MASTHEAD, "letterhead", evidence, strength)


def _is_own_name(context: NoiseContext, text: str) -> bool:
    names = [name for name in (context.profile.title, context.profile.publisher) if name]
    return any(same_title(name, text) for name in names)


def _has_number_word(text: str) -> bool:
    """Whether the line numbers an issue; a day without a year may be any diary's."""
    return bool(_NUMBERED.search(text))


def _over_issue_line(context: NoiseContext, seeds: Mapping[int, Finding]) -> Iterator[Finding]:
    """The largest line of the first page, over the line that dates the issue and at most a letterhead.

    It has heads under both, or letters larger than a headline's. A headline over its own date has a text
    under it, or a deck, which no other line of the issue looks like.
    """
    first = [block for block in context.blocks if block.page == 1]
    name = next((block for block in first if _is_display(context, block)), None)
    if name is None or name.style is None or name.index in seeds or _in_long_box(context, name):
        return
    size = name.style.size_pt
    others = (b.style.size_pt for b in first if b.style is not None and b.index != name.index)
    if context.running[name.index] or word_count(context.texts[name.index]) > LINE_WORDS:
        return
    below = list(takewhile(seeds.__contains__, range(name.index + 1, len(context.blocks))))
    is_dated = any(seeds[index].code is NoiseCode.ISSUE_LINE for index in below)
    if not is_dated or any(other >= size for other in others):
        return
    is_huge = context.size_ratio(name) >= HUGE
    if is_huge or _count_heads_like(context, below[-1] + 1) >= SERIES:
        what = "letters larger than a headline's" if is_huge else "heads under it"
        evidence = f"the largest line of its page, over the line that dates the issue, with {what}"
        yield _nameplate(name, evidence, HINTED)


def _count_heads_like(context: NoiseContext, index: int) -> int:
    """How many short blocks over running text look like the block at `index`, itself one of them."""
    if index >= len(context.blocks) or not _heads_a_text(context, context.blocks[index]):
        return 0
    head = context.blocks[index]
    later = (block for block in context.blocks[index:] if _has_look_of(context, block, head))
    return sum(_heads_a_text(context, block) for block in later)


def _heads_a_text(context: NoiseContext, block: Block) -> bool:
    if context.running[block.index] or not 1 <= word_count(context.texts[block.index]) <= CARD_WORDS:
        return False
    return block.is_run_in or context.heads_text(block)


def _has_look_of(context: NoiseContext, block: Block, other: Block) -> bool:
    is_one_case = is_capitals(context.texts[block.index]) == is_capitals(context.texts[other.index])
    return block.style == other.style and block.is_run_in == other.is_run_in and is_one_case


def _in_long_box(context: NoiseContext, block: Block) -> bool:
    """Whether the block stands in a box with a text of its own, such as a diary."""
    if block.frame is None:
        return False
    return context.sheets[block.page].count_in(block.frame) >= MANY


def _is_display(context: NoiseContext, block: Block) -> bool:
    """Larger than running text, or in capitals or bold where sizes are not known."""
    if block.bbox is None:
        return is_capitals(block.text) or block.text.lstrip().startswith(("#", "**"))
    return context.size_ratio(block) >= HEADLINE


def _is_over_text_beside(context: NoiseContext, block: Block, seeds: Mapping[int, Finding]) -> bool:
    """Whether a display line stands over running text, and the rest of the head beside or below that."""
    text = context.text_under(block)
    if text is None or text.bbox is None or block.bbox is None or not _is_display(context, block):
        return False
    words, own = lexicon(), context.texts[block.index]
    if words.has_organisation_word(own) or words.has_publication_word(own) or _YEAR.search(own):
        return False
    boxes = [context.blocks[i].bbox for i in seeds]
    return not any(
        box is not None and block.bbox.top <= box.top and box.bottom <= text.bbox.top + 2 for box in boxes
    )


def _grown(context: NoiseContext, seeds: dict[int, Finding]) -> Iterator[Finding]:
    """Short display lines before the last seed of the head that have no text of their own.

    One under another display line, with a deck or byline between it and running text, is a headline.
    """
    if not seeds:
        return
    names = [i for i, f in seeds.items() if f.code is not NoiseCode.ISSUE_LINE]
    last = max(seeds)
    boxes = [context.blocks[i].bbox for i in seeds]
    lowest = max((box.bottom for box in boxes if box is not None), default=0.0)
    top = next((b.index for b in context.blocks if b.page == 1 and _is_display(context, b)), None)
    for block in context.blocks[:last]:
        text = context.texts[block.index]
        if block.index in seeds or block.page != 1 or not text:
            continue
        if _in_long_box(context, block) or context.running[block.index] or context.is_under_text(block):
            continue
        if block.bbox is not None and (block.bbox.bottom > lowest + 2 or context.heads_text(block)):
            continue
        if block.index != top and _is_over_text_beside(context, block, seeds):
            continue
        if word_count(text) <= 2 * LINE_WORDS:
            evidence = "among the lines of the issue's head"
            finding = _nameplate if names or _is_display(context, block) else _letterhead
            yield finding(block, evidence, HINTED)
