"""Blocks without a page for tests of the text stages: only words, looks and places that are asked about."""

from __future__ import annotations

from schemas.document import Line, Style, Word
from schemas.geometry import BBox, Span
from schemas.layout import Block

BODY = Style("Serif", 10.0, is_bold=False, is_italic=False)
SYMBOL = Style("Wingdings", 10.0, is_bold=False, is_italic=False)
CAP = Style("Serif", 30.0, is_bold=False, is_italic=False)


def text_block(
    text: str, index: int = 0, *, page: int = 1, region: int = 0, is_run_in: bool = False
) -> Block:
    """A block of a text export."""
    return Block(index=index, page=page, lines=(), text=text, region=region, is_run_in=is_run_in)


def page_block(
    text: str,
    index: int = 0,
    *,
    page: int = 1,
    region: int = 0,
    box: BBox | None = None,
    styles: dict[str, Style] | None = None,
    is_run_in: bool = False,
) -> Block:
    """A block of a page; `styles` gives single words another look than running text."""
    lines = []
    start = 0
    for line in text.split("\n"):
        words, at = [], start
        for word in line.split(" "):
            words.append(Word(Span(at, at + len(word)), style=(styles or {}).get(word, BODY)))
            at += len(word) + 1
        lines.append(Line(page=page, span=Span(start, start + len(line)), words=tuple(words)))
        start += len(line) + 1
    return Block(
        index=index,
        page=page,
        lines=tuple(lines),
        text=text,
        bbox=box or BBox(72, 100, 300, 120),
        style=BODY,
        region=region,
        is_run_in=is_run_in,
    )
