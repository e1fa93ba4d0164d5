"""What a kept block is inside its article: caption, list item, footnote, table or text."""

from __future__ import annotations

import re
from collections.abc import Collection

from schemas.layout import Block, BlockLabel, Verdict
from schemas.tolerances import LABEL_WORDS
from schemas.wording import plain, word_count

_QUOTED = re.compile(r"^[“„«\"‘].{20,}[”“»\"’]$")
_LIST_ITEM = re.compile(r"^(?:[•▪■○●◦‣⁃➢✓☑◻❖➔➜❑*]|[-–—]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s)")


def label_block(
    block: Block, verdict: Verdict, apart: BlockLabel | None, footnotes: Collection[int]
) -> BlockLabel:
    """Label of a kept block; titles and headings keep what segmentation said.

    `apart` is what it is where it stands beside the text: a caption or a table. `footnotes` are blocks.
    """
    text = plain(block.text)
    if verdict.label is BlockLabel.HEADING and block.style is not None and _is_quoted(block.text):
        return BlockLabel.PULL_QUOTE
    if verdict.label in {BlockLabel.TITLE, BlockLabel.HEADING, BlockLabel.BYLINE}:
        return verdict.label
    if apart is not None:
        return apart
    if block.index in footnotes:
        return BlockLabel.FOOTNOTE
    if is_list_item(text):
        return BlockLabel.LIST_ITEM
    return BlockLabel.TEXT


def _is_quoted(text: str) -> bool:
    """Whether a text stands in quotation marks, perhaps over a line with the name of who said it."""
    *said, who = text.split("\n")
    is_named = word_count(who) <= LABEL_WORDS and who.strip(" -–—~")[:1].isupper()
    return bool(_QUOTED.match(plain(text)) or (is_named and _QUOTED.match(plain("\n".join(said)))))


def is_list_item(text: str) -> bool:
    """Whether a text begins with the mark of an item: a bullet, a dash, a number or a small letter."""
    return bool(_LIST_ITEM.match(text))
