"""From the words of a published body back to the blocks, pages and boxes that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.rows import ArticleRow, BlockRow

_PARAGRAPH_END = re.compile(r"\n\n")


def pattern_of(words: str) -> re.Pattern[str]:
    """These words in this order, in letters of any size, over whatever ends of lines."""
    return re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article's body, `[start, end)` in its characters, and the blocks they stand in."""

    article: ArticleRow
    start: int
    end: int
    blocks: tuple[BlockRow, ...]

    @property
    def text(self) -> str:
        return self.article["body"][self.start : self.end]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a paragraph that stands in one block; `block` is None for the blank between two."""

    text: str
    block: BlockRow | None


def find_passages(words: str, articles: Sequence[ArticleRow], blocks: Sequence[BlockRow]) -> list[Passage]:
    """Where `words` stand in the bodies of `articles`, in any case and over any white space.

    Args:
        words: one at least.
        articles: whose bodies are searched.
        blocks: of their issue.
    """
    wanted = pattern_of(words)
    passages = []
    for article in articles:
        placed = _in_body(article, blocks)
        for found in wanted.finditer(article["body"]):
            start, end = found.span()
            holders = tuple(block for at, to, block in placed if at < end and to > start)
            passages.append(Passage(article, start, end, holders))
    return passages


def cut_body(article: ArticleRow, blocks: Sequence[BlockRow]) -> tuple[tuple[Stretch, ...], ...]:
    """The paragraphs of a body, each cut where another block begins."""
    body = article["body"]
    paragraphs, start = [], 0
    placed = _in_body(article, blocks)
    for end in [*(found.start() for found in _PARAGRAPH_END.finditer(body)), len(body)]:
        paragraphs.append(tuple(_stretches(body, placed, start, end)))
        start = end + 2
    return tuple(paragraphs)


def _stretches(
    body: str, placed: Sequence[tuple[int, int, BlockRow]], start: int, end: int
) -> Iterator[Stretch]:
    for block_start, block_end, block in placed:
        at, to = max(start, block_start), min(end, block_end)
        if at < to:
            if start < at:
                yield Stretch(body[start:at], None)
            yield Stretch(body[at:to], block)
            start = to
    if start < end:
        yield Stretch(body[start:end], None)


def _in_body(article: ArticleRow, blocks: Sequence[BlockRow]) -> list[tuple[int, int, BlockRow]]:
    """Blocks of the article's body with their places in it, in the body's order."""
    placed = [
        (block["body_start"], block["body_end"], block)
        for block in blocks
        if block["article_id"] == article["article_id"]
        and block["body_start"] is not None
        and block["body_end"] is not None
    ]
    return sorted(placed, key=lambda place: place[0])
