"""B502: the publisher's contact lines, cards and handles.

Contact data is judged by panels: short lines between two running texts, or in one box. Details that an
article gives its readers (to register, call …) are its text: they stand right under its words. A card,
a letterhead's fragments in the middle of a sentence, and lines in the head, foot or margin of an issue
are the page's. A list of people under a head of its own stays an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.likelihoods import EVIDENT, INDICATED, STATED, SURE
from schemas.reasons import NoiseCode
from schemas.tolerances import (
    CARD_WORDS,
    FAR_SIZES,
    FEW_LINES,
    HALF,
    HEADLINE,
    LABEL_WORDS,
    LINE_WORDS,
    MAJORITY,
    MANY,
    MINORITY,
    PHRASE_WORDS,
    PLURAL,
    PROSE_LINE_WORDS,
    WORD_LETTERS,
)
from schemas.wording import is_capitals, plain, word_count
from tasks.noise.contacts import (
    ContactEvidence,
    ContactWords,
    contact_findings,
    contact_share,
    may_hold_contacts,
)
from tasks.noise.context import KEPT_BLOCKS, NoiseContext

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LINK = re.compile(r"(?:https?://|www\.)|\S+@")
_BULLET = re.compile(r"\s*[•▪■○●◦‣⁃➢✓➔➜*–-]\s*\S")
_SENTENCE_END = re.compile(r"[.!?:;。！？”\"’)]\s*$")


@dataclass(frozen=True, slots=True)
class _Panel:
    """Short blocks of one page and box with nothing but each other between them.

    `contact_lines` hold contact data of any kind, `hard_lines` a number, an address of the net or a handle.
    """

    blocks: tuple[Block, ...]
    contact_lines: int
    hard_lines: int
    lines: int

    @property
    def share(self) -> float:
        return self.contact_lines / self.lines if self.lines else 0.0


def find(context: NoiseContext) -> Iterator[Finding]:
    """Panels with contact lines, judged by their place and by how much of them is contact data."""
    kept_before: Block | None = None
    for panel in _panels(context):
        if not panel.contact_lines:
            continue
        evidence, strength = _judge(context, panel, kept_before)
        if evidence is None:
            kept_before = panel.blocks[-1]
            continue
        evidence = f"{panel.contact_lines} of {panel.lines} lines are contact data, {evidence}"
        for block in (*_name_above(context, panel), *panel.blocks):
            yield Finding(block.index, NoiseCode.CONTACT, BlockLabel.CONTACT, "contact", evidence, strength)


def _name_above(context: NoiseContext, panel: _Panel) -> list[Block]:
    """Lines of the card above the panel, up to the head of the page: the publisher's name and address."""
    above: list[Block] = []
    for index in range(panel.blocks[0].index - 1, -1, -1):
        block = context.blocks[index]
        if block.page != panel.blocks[0].page:
            break
        if _is_prose(context, block) or word_count(context.texts[block.index]) > LINE_WORDS:
            return []
        if block.repeats == 1:
            above.append(block)
        if len(above) > FEW_LINES:
            return []
    is_card = any(_contact_lines(b) for b in above) and panel.contact_lines >= PLURAL
    return above[::-1] if is_card and panel.blocks[0].page > 1 else []


def _panels(context: NoiseContext) -> Iterator[_Panel]:
    run: list[Block] = []
    directories = _directories(context)
    for members in directories:
        yield _panel(members)
    boxed = {block.index for members in directories for block in members}
    for block in context.blocks:
        if block.index in boxed:
            if run:
                yield from _trimmed(context, run)
                run = []
            continue
        is_text = _is_prose(context, block) and _contact_lines(block) <= MINORITY * len(block.lines)
        is_text = is_text or _says_a_sentence(block)
        if block.is_in_table and not _contact_lines(block):
            is_text = True
        is_bar = len(run) == 1 and _is_contact_head(context, run[0])
        apart = bool(run) and (run[-1].page != block.page or (run[-1].frame != block.frame and not is_bar))
        if run and (is_text or apart):
            yield from _trimmed(context, run)
            run = []
        if not is_text:
            run.append(block)
    if run:
        yield from _trimmed(context, run)


def _directories(context: NoiseContext) -> list[Sequence[Block]]:
    """Boxes most of whose lines are contact data."""
    return [
        members
        for members in context.text_boxes
        if sum(map(_hard_lines, members)) >= MANY
        and sum(map(_contact_lines, members)) >= MINORITY * sum(len(b.lines) for b in members)
    ]


def _is_prose(context: NoiseContext, block: Block) -> bool:
    """Running text, or a piece of a sentence that something cut off."""
    text = context.texts[block.index]
    if context.running[block.index] or _ends_a_sentence(context, block):
        return True
    return (
        block.frame is None
        and word_count(text) >= PHRASE_WORDS
        and not is_capitals(text)
        and not _contact_lines(block)
        and not _is_head(context, block)
    )


def _says_a_sentence(block: Block) -> bool:
    """Whether an address of the net stands in a sentence: most lines have none, most words are small."""
    said = [word for word in plain(block.text).split() if word[0].isalpha() and not _LINK.match(word)]
    small = sum(not word[0].isupper() for word in said)
    return (
        HALF * len(block.lines) > _contact_lines(block) > 0
        and small >= PHRASE_WORDS
        and small >= MAJORITY * len(said)
    )


def _ends_a_sentence(context: NoiseContext, block: Block) -> bool:
    """Whether a block is the rest of a sentence that breaks off at the foot of the page or column before."""
    is_end = not _contact_lines(block) and context.texts[block.index].endswith(".")
    return is_end and _is_behind_a_break(context, block)


def _is_behind_a_break(context: NoiseContext, block: Block) -> bool:
    """Whether the text before the head of a page or column breaks off in the middle of a sentence."""
    if not block.starts_region:
        return False
    before = context.blocks[max(0, block.index - FEW_LINES) : block.index]
    text = next((context.texts[b.index] for b in reversed(before) if context.running[b.index]), "")
    return bool(text) and not _SENTENCE_END.search(text)


def _trimmed(context: NoiseContext, run: Sequence[Block]) -> Iterator[_Panel]:
    """Panels of a run, cut at heads that are no contact heads."""
    part: list[Block] = []
    for block in run:
        is_head = (
            _is_head(context, block) and not _is_contact_head(context, block) and _contact_lines(block) == 0
        )
        if part and _is_contact_head(context, part[0]):
            is_head = is_head and context.size_ratio(block) >= HEADLINE
        if part and (is_head or _heads_a_card(context, block, part)):
            yield _panel(part)
            part = []
        if part or not _closes_a_text(context, block):
            part.append(block)
    if part:
        yield _panel(part)


def _heads_a_card(context: NoiseContext, block: Block, part: Sequence[Block]) -> bool:
    """Whether a head for contacts, over contact data, stands under something without a number or address."""
    if not _is_head(context, block) or not _is_contact_head(context, block) or any(map(_hard_lines, part)):
        return False
    return any(map(_contact_lines, context.blocks[block.index + 1 : block.index + 2]))


def _closes_a_text(context: NoiseContext, block: Block) -> bool:
    """Whether a short line with a year stands behind a text, as place and date do under a release."""
    text = context.texts[block.index]
    is_dated = bool(_YEAR.search(text)) and word_count(text) <= LINE_WORDS and not _contact_lines(block)
    return is_dated and block.index > context.head_end and not context.margin(block)


def _panel(blocks: Sequence[Block]) -> _Panel:
    with_data = [i for i, block in enumerate(blocks) if _contact_lines(block)]
    is_whole = not with_data or blocks[0].frame is not None
    used = blocks if is_whole else blocks[: with_data[-1] + 1]
    lines = sum(len([x for x in b.text.split("\n") if x.strip()]) for b in used if not _is_label(b))
    return _Panel(tuple(used), sum(map(_contact_lines, used)), sum(map(_hard_lines, used)), lines)


def _contact_lines(block: Block) -> int:
    return 0 if _is_label(block) else _counted(block.text).contact


def _is_label(block: Block) -> bool:
    """Whether a block is but the label of a line (`Location:`), that of contact data or not."""
    return block.is_run_in and not _hard_lines(block) and _counted(block.text).contact > 0


def _hard_lines(block: Block) -> int:
    return _counted(block.text).hard


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many lines of a block are contact lines, and how many hold a number or an address."""

    contact: int
    hard: int


@lru_cache(maxsize=KEPT_BLOCKS)
def _counted(text: str) -> _Counts:
    contact = hard = 0
    words = ContactWords.of(plain(text))
    lines = list(map(plain, text.split("\n")))
    if not may_hold_contacts("\n".join(lines), words) or _is_pointer(text, words):
        return _Counts(0, 0)
    for line in lines:
        found = contact_findings(line, words)
        contact += _is_contact_line(line, found)
        hard += bool(found.phones or found.emails or found.urls or found.handles)
    return _Counts(contact, hard)


def _is_pointer(text: str, words: ContactWords) -> bool:
    """Whether an item of a list tells in words of an address of the web behind a colon, or of several."""
    if _BULLET.match(text) is None:
        return False
    line = " ".join(map(plain, text.split("\n")))
    found = contact_findings(line, words)
    if not found.urls or found.labels or found.phones or found.emails or found.handles or found.postal:
        return False
    said = line[: line.find(found.urls[0])].rstrip()
    leads_on = said.endswith((":", "：")) or len(found.urls) >= PLURAL
    return leads_on and word_count(line) - len(found.urls) >= PROSE_LINE_WORDS


def _is_contact_line(line: str, found: ContactEvidence) -> bool:
    """Mostly contact data, or an address in capitals and figures with a number or mail address in it."""
    if found.is_empty:
        return False
    if contact_share(line, found) >= MINORITY:
        return True
    words = line.split()
    if not words or len(words) > CARD_WORDS or line.endswith((".", "!", "?")):
        return False
    named = sum(not word[0].islower() for word in words)
    return bool(found.phones or found.emails) and named >= MAJORITY * len(words)


def _is_head(context: NoiseContext, block: Block) -> bool:
    """Display type, or a short bold line on its own."""
    count = word_count(context.texts[block.index])
    if not 1 <= count <= LINE_WORDS:
        return False
    if block.style is None:
        return is_capitals(context.texts[block.index]) or block.text.lstrip().startswith(("#", "**"))
    return context.size_ratio(block) >= HEADLINE or (block.style.is_bold and not block.is_run_in)


def _is_contact_head(context: NoiseContext, block: Block) -> bool:
    words, text = lexicon(), context.texts[block.index]
    if word_count(text) > LINE_WORDS:
        return False
    if words.contact_label(text) is not None:
        return True
    long = (word for word in re.split(r"[\s:]+", text) if len(word) >= WORD_LETTERS)
    return any(words.contact_label(word) is not None for word in long)


def _judge(context: NoiseContext, panel: _Panel, kept_before: Block | None) -> tuple[str | None, float]:
    first, last = panel.blocks[0], panel.blocks[-1]
    if panel.share >= HALF and _cuts_sentence(context, first.index, last.index):
        return "in the middle of a sentence", STATED
    # What is longer in the head of an issue is a table unless much of it is contact data.
    is_card = panel.lines <= FEW_LINES or panel.share >= MINORITY
    if last.index < context.head_end and is_card and (panel.hard_lines or first.frame is None):
        return "in the head of the issue, before any text", SURE
    in_flow = _is_led_up_to(context, first) or _continues(first, kept_before) or _goes_on(context, panel)
    if panel.hard_lines >= MANY and panel.share >= MINORITY and not in_flow:
        return "a directory", EVIDENT
    if context.margin(first) and context.margin(last) and not in_flow:
        return f"in the {context.margin(first)} margin", SURE
    has_head = _is_head(context, first)
    if has_head and not _is_contact_head(context, first):
        return _under_a_head(context, panel)
    if in_flow and not (has_head and panel.contact_lines >= PLURAL):
        return None, 0.0
    if has_head and panel.contact_lines >= PLURAL:
        return "under a head for contacts", EVIDENT
    if panel.share >= MINORITY and panel.contact_lines >= PLURAL and not _begins_as_text(first):
        return "apart from any text", SURE
    if panel.share >= HALF and panel.hard_lines and _is_last(context, last):
        return "behind the last text of the issue", INDICATED
    return None, 0.0


def _under_a_head(context: NoiseContext, panel: _Panel) -> tuple[str | None, float]:
    """A card under the publication's own name; lists under other heads are articles of their own.

    A name over an address, a number or mail address and a place on the net, without a sentence that leads to
    them, is of whom all of them are.
    """
    if panel.lines > 2 * FEW_LINES or panel.share < MINORITY or panel.contact_lines < PLURAL:
        return None, 0.0
    words = lexicon()
    heads = " ".join(context.texts[b.index] for b in panel.blocks if _is_head(context, b))
    is_own = words.has_organisation_word(heads) or words.has_publication_word(heads) or is_capitals(heads)
    if is_own or (panel.share >= HALF and _has_all_ways(panel)):
        return "a card under a name", INDICATED
    return None, 0.0


def _has_all_ways(panel: _Panel) -> bool:
    """Whether lines hold a postal address, a number or mail address, and a place on the net."""
    lines = (plain(line) for block in panel.blocks for line in block.text.split("\n"))
    found = list(map(contact_findings, lines))
    return (
        any(data.postal for data in found)
        and any(data.phones or data.emails for data in found)
        and any(data.urls or data.handles for data in found)
    )


def _begins_as_text(first: Block) -> bool:
    """Whether a block's first lines are words of a sentence that leads up to its contact data."""
    lines = takewhile(
        lambda line: not _is_contact_line(line, contact_findings(line)), map(plain, first.text.split("\n"))
    )
    words = [word for line in lines for word in line.split()]
    return len(words) >= LINE_WORDS and sum(word[0].islower() for word in words) >= MAJORITY * len(words)


def _cuts_sentence(context: NoiseContext, first: int, last: int) -> bool:
    """Whether the text before breaks off and the text after goes on in lower case, but for its own words."""
    if first == 0 or last + 1 >= len(context.blocks) or _begins_small(context.texts[first]):
        return False
    before, after = context.texts[first - 1], context.texts[last + 1]
    return (
        word_count(before) >= PROSE_LINE_WORDS
        and not _SENTENCE_END.search(before)
        and after[:1].islower()
        and lexicon().contact_label(before) is None
    )


def _begins_small(text: str) -> bool:
    """Whether a text goes on in a sentence: its first word is small and no contact data or label of such."""
    if not text[:1].islower() or lexicon().contact_label(text) is not None:
        return False
    return contact_findings(text.split()[0]).is_empty


def _is_led_up_to(context: NoiseContext, first: Block) -> bool:
    """Whether an article's own words stand right above the contact line."""
    if first.index == 0:
        return False
    before = context.blocks[first.index - 1]
    text = context.texts[before.index]
    is_words = context.running[before.index] or text.endswith(":") or word_count(text) >= LABEL_WORDS
    is_words = is_words and not _contact_lines(before)
    if before.bbox is None or first.style is None:
        return is_words and (first.blank_before == 0 or text.endswith(":"))
    if before.region != first.region or before.frame != first.frame or first.space_above_pt is None:
        return False
    return is_words and first.space_above_pt <= FAR_SIZES * first.style.size_pt


def _is_last(context: NoiseContext, last: Block) -> bool:
    """Whether no running text follows."""
    return context.last_text <= last.index


def _goes_on(context: NoiseContext, panel: _Panel) -> bool:
    """Whether a panel, but for running lines, begins with the rest of a sentence that breaks off before."""
    first = next((block for block in panel.blocks if block.repeats == 1), panel.blocks[0])
    return _begins_small(plain(first.text.split("\n")[0])) and _is_behind_a_break(context, first)


def _continues(first: Block, kept_before: Block | None) -> bool:
    """Whether a panel at the head of a page or column goes on with one that was kept."""
    if kept_before is None or first.index != kept_before.index + 1:
        return False
    return first.starts_region and first.frame == kept_before.frame
