"""B503: advertisements: in another script or language, labelled, offers, sponsors, whole pages of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import chain, compress

from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.lexicon.language import detect_language, weigh_languages
from schemas.lexicon.scripts import script_of
from schemas.likelihoods import EVIDENT, INDICATED, SURE
from schemas.numbers import HOUR
from schemas.reasons import NoiseCode
from schemas.tolerances import (
    APART_SIZES,
    CARD_WORDS,
    FEW,
    FEW_LINES,
    LINE_CHARS,
    MANY,
    MOST,
    NEARLY_ALL,
    PARAGRAPH_WORDS,
    PLURAL,
    PROSE_LINE_WORDS,
    SERIES,
    TELLING_LETTERS,
)
from schemas.wording import is_said, letters, word_count
from tasks.noise.contacts import contact_findings
from tasks.noise.context import KEPT_BLOCKS, NoiseContext

MIN_BOX_LETTERS = 60
"""Less text does not tell its language."""

_EAST_ASIAN = {"HANGUL": "CJK"}
"""Korean print mixes Chinese signs in: here they are one script."""


def find(context: NoiseContext) -> Iterator[Finding]:
    """Script first, since it needs few letters; a label stands alone above what it names."""
    totals: Counter[str] = Counter()
    for key in context.keys:
        totals.update(_scripts(key))
    main = totals.most_common(1)[0] if totals else ("", 0)
    is_clear = main[1] >= NEARLY_ALL * max(1, sum(totals.values()))
    yield from _foreign_boxes(context)
    yield from _offering_boxes(context)
    yield from _cards(context)
    yield from _in_advertisement_languages(context)
    yield from _sponsors(context)
    yield from _pages_of_adverts(context)
    words = lexicon()
    for block, text, key in zip(context.blocks, context.texts, context.keys, strict=True):
        if words.is_advertisement_label(text):
            yield _finding(block.index, "labelled as an advertisement", EVIDENT)
            continue
        if not is_clear or len(key) < TELLING_LETTERS or block.is_run_in:
            continue
        scripts = _scripts(key)
        count = sum(scripts.values())
        foreign = count - scripts[main[0]]
        if count >= TELLING_LETTERS and foreign >= MOST * count:
            other = scripts.most_common(1)[0][0].title()
            yield _finding(block.index, f"in {other} letters in an issue in {main[0].title()} ones", SURE)


def _foreign_boxes(context: NoiseContext) -> Iterator[Finding]:
    """Boxes in another language than the issue's, in an issue that is all but in one language."""
    boxes = [(members, text) for members in context.text_boxes if (text := _sentence(context, members))]
    if not boxes:
        return
    main = detect_language(" ".join(compress(context.texts, context.running)))
    if main is None or main.confidence < NEARLY_ALL:
        return
    for members, text in boxes:
        other = _other_language(text, main.code)
        if other is not None:
            for block in members:
                yield _finding(block.index, f"a box in {other} in an issue in {main.code}", INDICATED)


def _sentence(context: NoiseContext, members: Sequence[Block]) -> str | None:
    """The text of a box that is long enough to tell its language and short enough for an advertisement."""
    if not any(word_count(context.texts[block.index]) >= PROSE_LINE_WORDS for block in members):
        return None
    text = " ".join(context.texts[block.index] for block in members)
    return text if MIN_BOX_LETTERS <= len(letters(text)) <= MANY * LINE_CHARS else None


def _other_language(text: str, main: str) -> str | None:
    """The likeliest language of a text that is surely in another one than `main`; None of any other text.

    It may be unclear in which of several.
    """
    weighed = weigh_languages(text)
    if weighed is None:
        return None
    likely = nlargest(PLURAL, weighed.shares, key=lambda code: weighed.shares[code])
    if main in likely or sum(weighed.shares[code] for code in likely) < NEARLY_ALL:
        return None
    return likely[0]


def _offering_boxes(context: NoiseContext) -> Iterator[Finding]:
    """Short boxes that praise goods in two ways and say where to turn to; a date makes them a notice."""
    for members in context.text_boxes:
        text = "\n".join(block.text for block in members)
        offers = lexicon().offers(text)
        if len(offers) < PLURAL or word_count(text) > PARAGRAPH_WORDS:
            continue
        found = contact_findings(text)
        if not (found.phones or found.urls or found.emails) or lexicon().has_month(text):
            continue
        for block in members:
            yield _finding(block.index, f"a box that offers {', '.join(sorted(offers))}", INDICATED)


def _cards(context: NoiseContext) -> Iterator[Finding]:
    """Several boxes of a few words, no sentence, that say where to turn to; a date or time is a notice's."""
    cards = [members for members in context.text_boxes if _is_card(context, members)]
    if len(cards) >= PLURAL:
        evidence = f"one of {len(cards)} boxes of a few words that say where to turn to"
        yield from (_finding(block.index, evidence, INDICATED) for block in chain.from_iterable(cards))


def _is_card(context: NoiseContext, members: Sequence[Block]) -> bool:
    text = "\n".join(block.text for block in members)
    if word_count(text) > CARD_WORDS or any(context.running[block.index] for block in members):
        return False
    return not (contact_findings(text).is_empty or is_said(text) or _is_timed(text))


def _is_timed(text: str) -> bool:
    """Whether a text names a month or a time of the day."""
    return lexicon().has_month(text) or bool(HOUR.search(text))


def _in_advertisement_languages(context: NoiseContext) -> Iterator[Finding]:
    """Text in a language that the source's profile knows from advertisements alone."""
    languages = context.profile.advertisement_languages
    if not languages:
        return
    for block, text, key in zip(context.blocks, context.texts, context.keys, strict=True):
        if len(key) < MIN_BOX_LETTERS:
            continue
        own = detect_language(text)
        if own is not None and own.code in languages and own.confidence >= NEARLY_ALL:
            evidence = f"in {own.code}, by its profile a language of advertisements"
            yield _finding(block.index, evidence, EVIDENT)


def _pages_of_adverts(context: NoiseContext) -> Iterator[Finding]:
    """Pages behind the first with hardly a sentence, whose pieces say where to turn to; days make a diary."""
    for number, sheet in context.sheets.items():
        blocks = [block for block in sheet.blocks if block.repeats == 1]
        if number == 1 or len(blocks) < FEW_LINES:
            continue
        words = [word_count(context.texts[block.index]) for block in blocks]
        said = sum(compress(words, (context.running[block.index] for block in blocks)))
        if said > FEW * sum(words) or sum(map(_has_month, blocks)) > PLURAL:
            continue
        found = [contact_findings(block.text) for block in blocks]
        turning = sum(not one.is_empty for one in found)
        to_be_met = sum(bool(one.phones or one.postal) for one in found)
        if turning >= MANY and to_be_met >= SERIES:
            evidence = f"a page of adverts: {turning} pieces say where to turn to"
            yield from (_finding(block.index, evidence, INDICATED) for block in blocks)


def _has_month(block: Block) -> bool:
    return lexicon().has_month(block.text)


def _sponsors(context: NoiseContext) -> Iterator[Finding]:
    """Lines apart from any text that thank a sponsor: for the issue, or in another look than the text."""
    words = lexicon()
    for block, text in zip(context.blocks, context.texts, strict=True):
        if not words.has_sponsor_word(text) or word_count(text) > CARD_WORDS:
            continue
        is_own = words.names_this_issue(text)
        if (is_own or _is_in_another_look(context, block)) and _is_apart(context, block):
            reason = "thanks a sponsor of the issue" if is_own else "thanks a sponsor, in a look of its own"
            yield _finding(block.index, f"{reason}, apart from any text", SURE if is_own else INDICATED)


def _is_in_another_look(context: NoiseContext, block: Block) -> bool:
    """Smaller than running text, or slanted; never larger or bold, as heads are."""
    if block.style is None or block.style.is_bold:
        return False
    ratio = context.size_ratio(block)
    return ratio < 1.0 or (block.style.is_italic and ratio == 1.0)


def _is_apart(context: NoiseContext, block: Block) -> bool:
    """Whether a block is the last of its page, or of a text input, and no text runs into it."""
    if block.bbox is None or block.style is None:
        return context.last_text < block.index
    others = [b for b in context.sheets[block.page].blocks if b.index != block.index and b.bbox]
    own = [b.bbox for b in others if b.repeats == 1 and not lexicon().is_page_number(context.texts[b.index])]
    if any(box is not None and box.bottom > block.bbox.bottom for box in own):
        return False
    above = [box.bottom for box in own if box is not None and box.overlap_x(block.bbox) > 0]
    return not above or block.bbox.top - max(above) >= APART_SIZES * block.style.size_pt


def _finding(index: int, evidence: str, strength: float) -> Finding:
    return Finding(
        index, NoiseCode.ADVERTISEMENT, BlockLabel.ADVERTISEMENT, "advertisement", evidence, strength
    )


@lru_cache(maxsize=KEPT_BLOCKS)
def _scripts(key: str) -> Counter[str]:
    """How many letters of each script a text has; the scripts in the order of their first letters."""
    scripts: Counter[str] = Counter()
    for letter, count in Counter(key).items():
        if letter.isalpha():
            script = script_of(letter)
            scripts[_EAST_ASIAN.get(script, script)] += count
    return scripts
