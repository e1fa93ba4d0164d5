"""B504: pull quotes: words of the body printed a second time, larger."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, takewhile

from schemas.layout import Block, BlockLabel, Finding
from schemas.likelihoods import EVIDENT
from schemas.reasons import NoiseCode
from schemas.tolerances import KEY_LETTERS, LARGER, LINE_WORDS, PLURAL, SHORT_LINE_CHARS
from schemas.wording import word_count
from tasks.noise.context import NoiseContext

SENTENCE_ENDS = (".", "!", "…", "。")
_QUOTED = re.compile(r"[“„«»\"‘][^“„«»\"]+[”“»«\"’][.,]?")


def find(context: NoiseContext) -> Iterator[Finding]:
    """A block in display type whose words all stand, in this order, inside one longer block."""
    homes = _homes(context)
    looks = Counter(_look(b) for b in context.blocks if b.index not in homes and b.style is not None)
    for index, home in homes.items():
        block = context.blocks[index]
        if looks[_look(block)] < PLURAL and _is_display(context, block, context.blocks[home]):
            evidence = f"its words stand in block {home} too"
            yield Finding(index, NoiseCode.PULL_QUOTE, BlockLabel.PULL_QUOTE, "pull_quote", evidence, EVIDENT)


def _homes(context: NoiseContext) -> dict[int, int]:
    """Blocks whose words stand inside a longer block, with the first such block.

    Half as many words do where they are a sentence or in quotation marks: headlines are seldom either.
    What says hardly more than those words announces a headline, as on a first page.
    """
    known: dict[str, int | None] = {}
    wanted = [
        (block.index, key)
        for block, key in zip(context.blocks, context.keys, strict=True)
        if block.style is not None and len(key) >= KEY_LETTERS * (1 if _is_said(block) else 2)
    ]
    places = _places_of({key[:KEY_LETTERS] for _, key in wanted}, context.keys)
    homes: dict[int, int] = {}
    for index, key in wanted:
        if key not in known:
            near = ((i, context.keys[i]) for i in places.get(key[:KEY_LETTERS], ()))
            known[key] = next(
                (i for i, other in near if len(other) >= len(key) + KEY_LETTERS and key in other), None
            )
        home = known[key]
        if home is not None:
            homes[index] = home
    return homes


def _places_of(beginnings: Collection[str], keys: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """Long keys, by their index, that each beginning of as few letters as a sentence has stands in."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    size = KEY_LETTERS
    for index, key in enumerate(keys):
        if len(key) < SHORT_LINE_CHARS:
            continue
        inside = {key[at : at + size] for at in range(len(key) - size + 1)}
        for beginning in inside.intersection(beginnings):
            places[beginning].append(index)
    return places


def _look(block: Block) -> tuple[object, ...]:
    """Size, weight and colour: what the heads of an issue have in common, and its quotes."""
    style = block.style
    return () if style is None else (style.size_pt, style.is_bold, style.is_italic, style.color)


def _is_quoted(block: Block) -> bool:
    return bool(_QUOTED.fullmatch(block.text.strip()))


def _is_said(block: Block) -> bool:
    """Whether a block is a sentence with its full stop, or in quotation marks."""
    return block.text.rstrip().endswith(SENTENCE_ENDS) or _is_quoted(block)


def _is_display(context: NoiseContext, block: Block, home: Block) -> bool:
    """Larger or more slanted than the text it repeats; not a headline whose lead or page says it again.

    A sentence and words in quotation marks that break into a column are taken from the text, be it right
    above or below.
    """
    if block.style is None or home.style is None:
        return False
    is_inset = _is_said(block) and _breaks_in(context, block)
    if not is_inset and (_is_beside(context, block, home) or _heads_page_of(context, block, home)):
        return False
    larger = block.style.size_pt >= LARGER * home.style.size_pt
    slanted = block.style.is_italic and not home.style.is_italic
    bolder = block.style.is_bold and not home.style.is_bold and context.size_ratio(block) >= 1.0
    return larger or slanted or bolder


def _breaks_in(context: NoiseContext, block: Block) -> bool:
    """Whether a block comes right behind running text, in letters smaller than headlines."""
    is_behind_text = block.index > 0 and context.running[block.index - 1]
    return is_behind_text and context.size_ratio(block) < PLURAL


def _heads_page_of(context: NoiseContext, block: Block, home: Block) -> bool:
    """Whether a block, no sentence, is the largest of its page and over all its texts, `home` among them."""
    if _is_said(block) or block.page != home.page or not context.is_headline_of_page(block):
        return False
    above = takewhile(lambda b: b.page == block.page, reversed(context.blocks[: block.index]))
    return home.index > block.index and all(word_count(b.text) <= LINE_WORDS for b in above)


def _is_beside(context: NoiseContext, block: Block, home: Block) -> bool:
    """Whether a block stands right under the text that says it again, or over it as a headline does."""
    if abs(block.index - home.index) <= 1:
        return True
    between = islice(context.blocks, block.index + 1, max(home.index, block.index + 1))
    return home.index > block.index and all(word_count(b.text) <= LINE_WORDS for b in between)
