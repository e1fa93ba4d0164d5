"""N406: links of mails and web pages: `Read more`, `Leave a comment`, `#harbour`, rows of `Share`.

On paper they lead nowhere. A link alone in its block is one by its words; words that may as well head a
text (`News`, `Share`) are links only in a row or stack of several. Titles under `Recent posts` are those of
other pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, takewhile

from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.likelihoods import SURE
from schemas.reasons import NoiseCode
from schemas.tolerances import FEW_LINES, SERIES
from schemas.wording import plain
from tasks.noise.context import NoiseContext

_TAGS = re.compile(r"(?:#[^\W\d_]\w*[\s,;|·]*)+")
"""`#harbour #lamps`: what networks sort posts by."""


def find(context: NoiseContext) -> Iterator[Finding]:
    """Blocks that are links by their words, and runs of blocks with several words for links."""
    for block in context.blocks:
        if _is_small(block) and all(map(_is_link, _lines(block))):
            yield _finding(block, context.reads(block))
    for run in _runs(context):
        count = sum(_count_links(line) for block in run for line in _lines(block))
        if count >= SERIES:
            yield from (_finding(block, f"one of {count} links of a page") for block in run)
    for block in context.blocks:
        if lexicon().is_more_posts_heading(context.texts[block.index]):
            under = _under(context, block)
            yield from (_finding(other, "in a list of links to other pages") for other in (block, *under))


def _runs(context: NoiseContext) -> Iterator[Sequence[Block]]:
    """Neighbouring blocks of one page that hold nothing but words for links."""
    for (is_link, _), run in groupby(context.blocks, key=lambda block: (_has_links_only(block), block.page)):
        if is_link:
            yield list(run)


def _under(context: NoiseContext, heading: Block) -> Iterator[Block]:
    """What stands under a heading in its column or box, up to the first running text."""
    behind = islice(context.blocks, heading.index + 1, None)
    place = (heading.page, heading.region, heading.frame)
    return takewhile(
        lambda block: (block.page, block.region, block.frame) == place and not context.running[block.index],
        behind,
    )


def _has_links_only(block: Block) -> bool:
    return _is_small(block) and all(map(_count_links, _lines(block)))


def _is_link(line: str) -> bool:
    return bool(_TAGS.fullmatch(line)) or lexicon().is_link(plain(line))


def _count_links(line: str) -> int:
    """How many words for links, or tags, a line is made of; 0 where it holds other words."""
    return line.count("#") if _TAGS.fullmatch(line) else lexicon().count_links(plain(line))


def _is_small(block: Block) -> bool:
    """Whether a block may be a link or a row of them, and does not go on in the line of another."""
    return len(block.lines) <= FEW_LINES and not block.is_run_in


def _lines(block: Block) -> list[str]:
    return [line.strip() for line in block.text.split("\n")]


def _finding(block: Block, evidence: str) -> Finding:
    return Finding(block.index, NoiseCode.LINK, BlockLabel.LINK, "links", evidence, SURE)
