"""F101, F102: running heads and feet: what repeats in a margin, or what the file itself calls an artifact."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz

from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.likelihoods import EVIDENT, SURE
from schemas.reasons import NoiseCode
from schemas.tolerances import HEADLINE, KEY_LETTERS, SAME_WORDS, TELLING_LETTERS
from schemas.word_columns import tags_of
from tasks.noise.context import NoiseContext

ARTIFACT = "Artifact"

_STAMP = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?|(?:https?|file)://\S+",
    re.IGNORECASE,
)
"""What a browser prints at the edge of a page: the clock's date and time, or the address of the page."""

_NUMBER = re.compile(r"\d+")


def find(context: NoiseContext) -> Iterator[Finding]:
    """Repetition is measured by the layout; tags are the file's own word for it.

    The largest text of a page, over its running text, is furniture where it repeats, and by no other sign.
    """
    titles = _Titles(context)
    acts = _acts(context)
    for block in context.blocks:
        tags = {tag for line in block.lines for tag in tags_of(line.words)}
        is_artifact = bool(tags) and all(tag is not None and ARTIFACT in tag.split("/") for tag in tags)
        if block.bbox is None and _repeats_the_head(context, block):
            evidence = "next to a page number, in the words of the issue's first line"
            yield _finding(context, block, evidence, SURE)
        elif block.repeats > 1 and block.index not in acts:
            yield _finding(context, block, f"same place and words on {block.repeats} pages", EVIDENT)
        elif titles.are_repeated_by(block):
            yield _finding(context, block, "at the head of a page, in the words of a headline before", SURE)
        elif context.is_headline_of_page(block):
            continue
        elif context.margin(block) and _is_beside_page_number(context, block):
            yield _finding(context, block, "in the margin, in one line with the page number", SURE)
        elif _is_in_print_stamp(context, block):
            yield _finding(context, block, "in the outermost line, with the date or address of a print", SURE)
        elif is_artifact and context.margin(block) and not context.running[block.index]:
            yield _finding(context, block, "tagged as an artifact of the page by the file", EVIDENT)


def _acts(context: NoiseContext) -> frozenset[int]:
    """Blocks that repeat but for the number of the act they name, which none of the others has: its heads.

    A gazette that begins each act on a page of its own sets them all in one place.
    """
    numbered = {
        block.index: number.group()
        for block, text in zip(context.blocks, context.texts, strict=True)
        if block.repeats > 1 and lexicon().numbers_act(text) and (number := _NUMBER.search(text))
    }
    of_number = Counter(numbered.values())
    return frozenset(index for index, number in numbered.items() if of_number[number] == 1)


def _repeats_the_head(context: NoiseContext, block: Block) -> bool:
    """Whether a line of a text input stands next to a page number and begins as the issue does."""
    key = context.keys[block.index]
    if block.index < 2 or len(key) < TELLING_LETTERS or len(block.lines) > 1:
        return False
    near = [context.texts[i] for i in (block.index - 1, block.index + 1) if i < len(context.texts)]
    if not any(lexicon().is_page_number(text) for text in near):
        return False
    first = "".join(context.keys[:2])
    return fuzz.partial_ratio(key[:KEY_LETTERS], first[: 2 * KEY_LETTERS]) >= SAME_WORDS


class _Titles:
    """Blocks by their words, for the question which line at the head of a page is a headline said again."""

    def __init__(self, context: NoiseContext) -> None:
        self._context = context
        self._sizes: defaultdict[str, list[tuple[float, Block]]] = defaultdict(list)
        for block, key in zip(context.blocks, context.keys, strict=True):
            if block.style is not None and len(key) >= TELLING_LETTERS:
                self._sizes[key].append((block.style.size_pt, block))
        self._largest = {key: max(size for size, _ in found) for key, found in self._sizes.items()}

    def are_repeated_by(self, block: Block) -> bool:
        """Whether a line at the head of a page says an earlier page's headline again, in smaller letters.

        Right over `continued from` it heads the rest of that article.
        """
        key = self._context.keys[block.index]
        if self._context.margin(block) != "top" or block.style is None or len(key) < TELLING_LETTERS:
            return False
        least = HEADLINE * block.style.size_pt
        if self._largest[key] < least:
            return False
        is_said_before = any(
            size >= least and other.page < block.page and other.index < block.index
            for size, other in self._sizes[key]
        )
        following = self._context.texts[block.index + 1 : block.index + 2]
        return is_said_before and all(lexicon().jump_from(text) is None for text in following)


def _is_beside_page_number(context: NoiseContext, block: Block) -> bool:
    """Whether a page number stands in the same line of the same margin."""
    return len(block.lines) == 1 and any(
        lexicon().is_page_number(context.texts[other.index]) and not other.is_line_number
        for other in _row(context, block)
    )


def _is_in_print_stamp(context: NoiseContext, block: Block) -> bool:
    """Whether a browser printed the block's line: the outermost of the page, no larger than its text."""
    if block.bbox is None or not context.margin(block) or context.size_ratio(block) > 1.0:
        return False
    if context.is_announced(block):
        return False
    row = [block, *_row(context, block)]
    if not any(_STAMP.fullmatch(line.strip()) for other in row for line in other.text.split("\n")):
        return False
    inside = [other.bbox for other in row if other.bbox is not None]
    top, bottom = min(box.top for box in inside), max(box.bottom for box in inside)
    members = {other.index for other in row}
    beyond = [
        other.bbox
        for other in context.sheets[block.page].blocks
        if other.bbox is not None and other.index not in members
    ]
    if context.margin(block) == "top":
        return all(box.top >= bottom for box in beyond)
    return all(box.bottom <= top for box in beyond)


def _row(context: NoiseContext, block: Block) -> list[Block]:
    """The other blocks in the same line of the page."""
    return context.sheets[block.page].in_line_with(block)


def _finding(context: NoiseContext, block: Block, evidence: str, strength: float) -> Finding:
    page = context.page(block)
    if block.bbox is not None and page.height_pt is not None:
        is_top = block.bbox.center_y < page.height_pt / 2
    else:
        is_top = block.starts_region
    if is_top:
        return Finding(
            block.index, NoiseCode.RUNNING_HEADER, BlockLabel.PAGE_HEADER, "running_head", evidence, strength
        )
    return Finding(
        block.index, NoiseCode.RUNNING_FOOTER, BlockLabel.PAGE_FOOTER, "running_foot", evidence, strength
    )
