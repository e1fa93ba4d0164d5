"""The contents list as data: what it announces, in which section, on which page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.article import ContentsEntry
from schemas.layout import Block, Verdict
from schemas.lexicon import lexicon
from schemas.numbers import whole_number
from schemas.reasons import NoiseCode
from schemas.tolerances import MAJORITY, MOST, WORD_LETTERS
from schemas.wording import letters, plain, split_contents_line

_BULLET = re.compile(r"^\s*[-–—•*]\s")


def read_contents(
    blocks: Sequence[Block], verdicts: Sequence[Verdict], sections: Sequence[str]
) -> list[ContentsEntry]:
    """Entries of all contents lists, in order. `sections` are headings the source's profile names."""
    reader = _Reader({letters(name) for name in sections} | _headings(blocks, verdicts))
    listed = _is_bullet_list(blocks, verdicts)
    for block, verdict in zip(blocks, verdicts, strict=True):
        if verdict.code is NoiseCode.CONTENTS_LIST:
            is_listed = block.bbox is None and listed and bool(_BULLET.match(block.text))
            reader.read(block, is_listed=is_listed)
    return reader.entries


class _Reader:
    """Reads the blocks of the lists one after the other; remembers the section they are in."""

    def __init__(self, named: set[str]) -> None:
        self.entries: list[ContentsEntry] = []
        self._named = named
        self._section: str | None = None
        self._pending: str | None = None

    def read(self, block: Block, *, is_listed: bool) -> None:
        """Entries of one block. A title without a page waits for a number on the next line."""
        is_paged = any(split_contents_line(plain(line))[1] for line in block.text.split("\n"))
        for line in map(plain, _logical_lines(block, is_paged=is_paged)):
            if not line or lexicon().is_contents_heading(line):
                continue
            if line.isdecimal():
                self._flush(block, whole_number(line))
                continue
            title, page = split_contents_line(line)
            if page is None and not is_listed and (letters(title) in self._named or _is_section(title)):
                self._section, self._pending = title, None
                continue
            self._flush(block, None)
            if len(letters(title)) >= WORD_LETTERS:
                self._pending = title
                if page is not None:
                    self._flush(block, page)
        self._flush(block, None)

    def _flush(self, block: Block, page: int | None) -> None:
        if self._pending is not None:
            self.entries.append(ContentsEntry(self._pending, page, self._section, block.index))
            self._pending = None


def _headings(blocks: Sequence[Block], verdicts: Sequence[Verdict]) -> set[str]:
    """Lines of a text input that stand alone, without a page, over a line with one: sections of its list."""
    lines = [
        (plain(block.text), block)
        for block, verdict in zip(blocks, verdicts, strict=True)
        if verdict.code is NoiseCode.CONTENTS_LIST and block.bbox is None and not block.text.isdecimal()
    ]
    paged = [split_contents_line(text)[1] is not None for text, _ in lines]
    if sum(paged) < MAJORITY * len(paged):
        return set()
    over = zip(lines, paged, paged[1:], strict=False)
    return {
        letters(text) for (text, block), own, below in over if below and not own and "\n" not in block.text
    }


def _is_bullet_list(blocks: Sequence[Block], verdicts: Sequence[Verdict]) -> bool:
    """Whether all but a few lines of the list have bullets: then a line with one is an entry, no section."""
    texts = [
        b.text
        for b, v in zip(blocks, verdicts, strict=True)
        if v.code is NoiseCode.CONTENTS_LIST and b.bbox is None
    ]
    bullets = sum(bool(_BULLET.match(text)) for text in texts)
    return bullets >= 2 and bullets >= MOST * len(texts)


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
