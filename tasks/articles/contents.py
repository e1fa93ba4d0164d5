"""The contents list as data: what it announces, in which section, on which page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.article import ContentsEntry
from schemas.layout import Block, Verdict
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from schemas.wording import letters, plain, split_contents_line

MIN_TITLE_LETTERS = 3
BULLET_SHARE = 0.7
PAGED_SHARE = 0.6
"""In a list with pages for this share of its lines, a line without one is a heading."""

_BULLET = re.compile(r"^\s*[-–—•*]\s")


def read_contents(
    blocks: Sequence[Block], verdicts: Sequence[Verdict], sections: Sequence[str]
) -> list[ContentsEntry]:
    """Entries of all contents lists, in order. `sections` are headings the source's profile names."""
    named = {letters(name) for name in sections} | _headings(blocks, verdicts)
    entries: list[ContentsEntry] = []
    section: str | None = None
    listed = _is_bullet_list(blocks, verdicts)
    for block, verdict in zip(blocks, verdicts, strict=True):
        if verdict.code is not NoiseCode.CONTENTS_LIST:
            continue
        pending: str | None = None
        is_listed = block.bbox is None and bool(_BULLET.match(block.text)) and listed
        paged = any(split_contents_line(plain(line))[1] for line in block.text.split("\n"))
        for raw in _logical_lines(block, is_paged=paged):
            line = plain(raw)
            if not line or lexicon().is_contents_heading(line):
                continue
            if line.isdigit():
                if pending is not None:
                    entries.append(ContentsEntry(pending, int(line), section, block.index))
                    pending = None
                continue
            title, page = split_contents_line(line)
            if page is None and not is_listed and (letters(title) in named or _is_section(title)):
                section, pending = title, None
                continue
            if pending is not None:
                entries.append(ContentsEntry(pending, None, section, block.index))
                pending = None
            if len(letters(title)) < MIN_TITLE_LETTERS:
                continue
            if page is None:
                pending = title
            else:
                entries.append(ContentsEntry(title, page, section, block.index))
        if pending is not None:
            entries.append(ContentsEntry(pending, None, section, block.index))
    return entries


def _headings(blocks: Sequence[Block], verdicts: Sequence[Verdict]) -> set[str]:
    """Lines of a text input that stand alone, without a page, over a line with one: sections of its list."""
    lines = [
        (plain(block.text), block)
        for block, verdict in zip(blocks, verdicts, strict=True)
        if verdict.code is NoiseCode.CONTENTS_LIST and block.bbox is None and not block.text.isdigit()
    ]
    paged = [split_contents_line(text)[1] is not None for text, _ in lines]
    if sum(paged) < PAGED_SHARE * len(paged):
        return set()
    over = zip(lines, paged, paged[1:], strict=False)
    return {letters(text) for (text, block), own, below in over if below and not own and "\n" not in block.text}


def _is_bullet_list(blocks: Sequence[Block], verdicts: Sequence[Verdict]) -> bool:
    """Whether all but a few lines of the list have bullets: then a line with one is an entry, no section."""
    texts = [b.text for b, v in zip(blocks, verdicts, strict=True) if v.code is NoiseCode.CONTENTS_LIST and b.bbox is None]
    bullets = sum(bool(_BULLET.match(text)) for text in texts)
    return bullets >= 2 and bullets >= BULLET_SHARE * len(texts)


def _logical_lines(block: Block, *, is_paged: bool) -> list[str]:
    """Lines of the block; in a text input, whose entries stand apart, a paged entry's lines are one."""
    lines = block.text.split("\n")
    if block.bbox is None and is_paged:
        return (
            [" ".join(lines)]
            if sum(split_contents_line(plain(x))[1] is not None for x in lines) == 1
            else lines
        )
    return lines


def _is_section(title: str) -> bool:
    words = lexicon()
    return words.is_month_heading(title) or words.is_section_word(title)
