"""Markup of text exports, found and named; taking it out is for the edits of a block.

Only well-formed markup is found: a lone asterisk, a footnote star, `2*3*4` or a file_name stay as
they are, and so do bullets, which say that a line is a list item.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from schemas.layout import Block
from schemas.tags import TAG
from schemas.tolerances import PLURAL
from schemas.wording import fence_of


class MarkupKind(StrEnum):
    """What a piece of markup does."""

    HEADING = "heading"
    BOLD = "bold"
    EMPHASIS = "emphasis"
    QUOTE = "quote"
    LINK = "link"
    ESCAPE = "escape"
    ENTITY = "entity"
    COMMENT = "comment"
    LINE_BREAK = "line_break"
    FENCE = "fence"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class MarkupSpan:
    """Characters of a block's text that are markup, and what a reader sees in their place."""

    offset: int
    length: int
    kind: MarkupKind
    replacement: str = ""


_MARKS = frozenset("<&\\#>*_]=`~-")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE = re.compile(r"(\\)[!-/:-@\[-`{-~]")

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(?=\S)", re.MULTILINE)
_HEADING_TAIL = re.compile(r"(?<![ \t])[ \t]++#++[ \t]*+$")
_UNDERLINE = re.compile(r"(?<=\S)[ \t]*+\n[ \t]*+(={2,}+|-{3,}+|~{3,}+)[ \t]*+\Z")
_UNDERLINE_LEVELS = {"=": 1, "-": 2, "~": 3}
_CELL_END = re.compile(r"</t[dh]>", re.IGNORECASE)
_HEADING_TAG = re.compile(r"<h([1-6])(?:\s[^<>]{0,500}+)?>", re.IGNORECASE)
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+", re.MULTILINE)
_LINK = re.compile(r"(!?\[)([^\[\]\n]{1,500})(\]\([^()\s]{1,500}\))")
# The bounds keep a text full of openers from costing its square. Exports set a blank inside one end
# of a bold run now and then; with a blank inside both ends the stars are ornaments.
_BOLD = re.compile(
    r"(?<![*\\])(\*{2,3})(?!\*)(?:(?=\S)(?:[^*]|\*(?!\*)){1,4000}?|(?:[^*]|\*(?!\*)){1,4000}?(?<=\S))\1(?!\*)"
)
_BOLD_LINE = re.compile(r"(?<![\w_\\])(__)(?=[^\s_])(?:[^_]|_(?!_)){1,4000}?(?<=[^\s_\\])\1(?![\w_])")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*)(?=[^\s*])[^*\n]{1,500}?(?<=[^\s*\\])\1(?![\w*])")
_EMPHASIS_LINE = re.compile(r"(?<![\w_\\])(_)(?=[^\s_])[^_\n]{1,500}?(?<=[^\s_\\])\1(?![\w_])")
_LONE_BOLD = re.compile(r"(?<![\w*\\])\*\*(?=[^\s*])|(?<=[^\s*\\])\*\*(?![\w*])")


def find_markup(text: str) -> list[MarkupSpan]:
    """Markup of one block's text in order of its place; spans do not overlap."""
    if not _MARKS.intersection(text):
        return []
    if is_code(text):
        return _fences(text)
    found: list[MarkupSpan] = []
    taken = bytearray(len(text))
    for span in _candidates(text):
        end = span.offset + span.length
        if not any(taken[span.offset : end]):
            taken[span.offset : end] = b"\1" * span.length
            found.append(span)
    lone = [match for match in _LONE_BOLD.finditer(text) if not any(taken[match.start() : match.end()])]
    if len(lone) == 1:
        # The other end of the run stands in another block.
        found.append(_span(lone[0], MarkupKind.BOLD))
    return sorted(found, key=lambda span: span.offset)


def heading_level(text: str) -> int | None:
    """Level 1 to 6 of a block that begins with `#` marks and a blank or is underlined; None for any other."""
    match = _HEADING.match(text)
    if match:
        return len(match.group(1))
    tag = _HEADING_TAG.match(text)
    if tag:
        return int(tag.group(1))
    underline = None if is_code(text) else _UNDERLINE.search(text)
    return _UNDERLINE_LEVELS[underline.group(1)[0]] if underline else None


def marks_heads(blocks: Iterable[Block]) -> bool:
    """Whether a text export says by markup what its heads are."""
    marked = (block for block in blocks if block.style is None and heading_level(block.text) is not None)
    return sum(1 for _ in islice(marked, PLURAL)) == PLURAL


def is_code(text: str) -> bool:
    """Whether a block is code between fences, in which nothing is markup."""
    lines = text.split("\n")
    opening = fence_of(lines[0])
    return len(lines) > 1 and opening is not None and (fence_of(lines[-1]) or "").startswith(opening)


def _fences(text: str) -> list[MarkupSpan]:
    """The first and the last line of a block of code."""
    lines = text.split("\n")
    first, last = len(lines[0]), len(lines[-1])
    return [
        MarkupSpan(0, first, MarkupKind.FENCE),
        MarkupSpan(len(text) - last, last, MarkupKind.FENCE),
    ]


def _candidates(text: str) -> Iterator[MarkupSpan]:
    """Markup in order of precedence: what is found first keeps its characters."""
    for match in _COMMENT.finditer(text):
        yield _span(match, MarkupKind.COMMENT)
    for match in _LINE_BREAK.finditer(text):
        yield _span(match, MarkupKind.LINE_BREAK, "\n")
    for match in TAG.finditer(text):
        yield _span(match, MarkupKind.TAG, " " if _CELL_END.fullmatch(match.group()) else "")
    for match in _ESCAPE.finditer(text):
        yield _span(match, MarkupKind.ESCAPE, group=1)
    for match in _ENTITY.finditer(text):
        letter = html.unescape(match.group())
        if letter != match.group():
            yield _span(match, MarkupKind.ENTITY, letter.replace("\xa0", " "))
    yield from _line_starts(text)
    for match in _LINK.finditer(text):
        yield _span(match, MarkupKind.LINK, group=1)
        yield _span(match, MarkupKind.LINK, group=3)
    yield from _runs(text)


def _line_starts(text: str) -> Iterator[MarkupSpan]:
    underline = _UNDERLINE.search(text)
    if underline:
        yield _span(underline, MarkupKind.HEADING, group=1)
    for match in _QUOTE.finditer(text):
        yield _span(match, MarkupKind.QUOTE)
    for match in _HEADING.finditer(text):
        yield _span(match, MarkupKind.HEADING)
        line_end = text.find("\n", match.end())
        tail = _HEADING_TAIL.search(text, match.end(), len(text) if line_end < 0 else line_end)
        if tail:
            yield _span(tail, MarkupKind.HEADING)


def _runs(text: str) -> Iterator[MarkupSpan]:
    """Both ends of bold and emphasised runs."""
    for pattern, kind in (
        (_BOLD, MarkupKind.BOLD),
        (_BOLD_LINE, MarkupKind.BOLD),
        (_EMPHASIS, MarkupKind.EMPHASIS),
        (_EMPHASIS_LINE, MarkupKind.EMPHASIS),
    ):
        for match in pattern.finditer(text):
            length = len(match.group(1))
            yield MarkupSpan(match.start(), length, kind)
            yield MarkupSpan(match.end() - length, length, kind)


def _span(match: re.Match[str], kind: MarkupKind, replacement: str = "", *, group: int = 0) -> MarkupSpan:
    return MarkupSpan(match.start(group), match.end(group) - match.start(group), kind, replacement)
