"""Repairs of one block's text on its way into an article, each an edit over the source's letters.

Spans do not overlap; an edit of length 0 inserts. What no edit touches stays as it is, but for line
ends, which become a blank, or nothing in scripts without blanks (`line_end`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property

from schemas.article import TextEdit
from schemas.document import is_symbol_font
from schemas.layout import Block
from schemas.reasons import EditCode
from tasks.articles.markup import find_markup

_HYPHEN_END = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad\u2011]\n(?=[^\W\d_])")
_URL_END = re.compile(r"(?:https?://|www\.)\S*\n(?=\S)")
_SOFT = re.compile(r"[\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
_LIGATURES = re.compile(r"[\ufb00-\ufb06]")
_LOST_LIGATURES = {"Ɵ": "ti", "Ʃ": "tt", "ƫ": "tti", "Ō": "ft"}
_LOST = re.compile(r"(?<=[a-z])[ƟƩƫŌ]|[ƟƩƫ](?=[a-z])")
_FORMS = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
_SPACED = re.compile(r"(?<!\w)(?:\w ){3,}\w(?!\w)")
_KEEP_JOINERS = re.compile(r"[\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1780-\u17ff]")
_DENSE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u0e00-\u0eff\u1780-\u17ff]")
DROP_CAP_RATIO = 1.8


def line_end(left: str, right: str) -> str:
    """What a line end between two characters becomes: nothing between dense scripts, else a blank."""
    return "" if _DENSE.match(left) and _DENSE.match(right) else " "


class Vocabulary:
    """Words of the whole issue, to tell a broken word's hyphen from one the word has."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(re.findall(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*", self._text.casefold()))

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Whether `left-right` is written with a hyphen elsewhere in the issue and never without."""
        whole, joined = f"{left}-{right}".casefold(), f"{left}{right}".casefold()
        if joined in self._words:
            return False
        return whole in self._words or right[:1].isupper()


def repair(block: Block, vocabulary: Vocabulary) -> list[TextEdit]:
    """Edits of `block` in order of their place, none overlapping another."""
    found: list[TextEdit] = []

    def add(start: int, end: int, replacement: str, reason: EditCode) -> None:
        if all(end <= e.offset or start >= e.offset + e.length for e in found):
            found.append(TextEdit(block.index, start, end - start, replacement, reason))

    text = block.text
    if block.style is None:
        for mark in find_markup(text):
            add(mark.offset, mark.offset + mark.length, getattr(mark, "replacement", ""), EditCode.MARKUP)
    cap = _drop_cap_end(block)
    if cap is not None:
        add(cap, cap + 1, "", EditCode.DROP_CAP)
    for start, end in _symbol_words(block):
        add(start, end, "•" if text[end : end + 1] == " " and start == 0 else "", EditCode.BULLET)
    for match in _URL_END.finditer(text):
        if _url_goes_on(text[: match.end() - 1], text[match.end() :]):
            add(match.end() - 1, match.end(), "", EditCode.SPLIT_URL)
    for match in _HYPHEN_END.finditer(text):
        left = re.findall(r"[^\W\d_]+$", text[: match.start()])
        right = re.findall(r"^[^\W\d_]+", text[match.end() :])
        keep = (
            bool(left and right)
            and match.group()[0] != "\u00ad"
            and vocabulary.keeps_hyphen(left[0], right[0])
        )
        add(match.start() + keep, match.end(), "", EditCode.HYPHEN)
    for match in _SOFT.finditer(text):
        if not (_KEEP_JOINERS.search(text) and set(match.group()) <= {"\u200c", "\u200d"}):
            add(match.start(), match.end(), "", EditCode.SOFT_HYPHEN)
    for match in _LIGATURES.finditer(text):
        add(match.start(), match.end(), unicodedata.normalize("NFKC", match.group()), EditCode.LIGATURE)
    for match in _LOST.finditer(text):
        add(match.start(), match.end(), _LOST_LIGATURES[match.group()], EditCode.LIGATURE)
    for match in _FORMS.finditer(text):
        add(match.start(), match.end(), unicodedata.normalize("NFKC", match.group()), EditCode.WIDTH_FORM)
    for match in _SPACED.finditer(text):
        if match.group().replace(" ", "").isalpha():
            add(match.start(), match.end(), match.group().replace(" ", ""), EditCode.LETTER_SPACING)
    return sorted(found, key=lambda edit: (edit.offset, edit.length))


def apply_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """`text` with `edits` done and its line ends read as `line_end` says; blanks folded."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.offset, e.length)):
        parts += [text[at : edit.offset], edit.replacement]
        at = edit.offset + edit.length
    parts.append(text[at:])
    joined = re.sub(
        r"(\S)?[ \t\r\f\v]*\n\s*(\S)?",
        lambda m: (m[1] or "") + (line_end(m[1], m[2]) if m[1] and m[2] else "") + (m[2] or ""),
        "".join(parts),
    )
    return " ".join(joined.split())


def edited_characters(block_text: str, edits: Sequence[TextEdit]) -> int:
    """Non-blank source characters that `edits` take out or replace."""
    return sum(
        sum(not c.isspace() for c in block_text[edit.offset : edit.offset + edit.length]) for edit in edits
    )


def _drop_cap_end(block: Block) -> int | None:
    """Offset of the line end after a drop cap at the block's head."""
    if len(block.lines) < 2 or len(block.lines[0].words) != 1 or block.style is None:
        return None
    cap = block.lines[0].words[0]
    if len(cap.span) > 2 or cap.style is None or cap.style.size_pt < DROP_CAP_RATIO * block.style.size_pt:
        return None
    return len(cap.span)


def _symbol_words(block: Block) -> Iterable[tuple[int, int]]:
    """Places in the block's text of words set in a font of pictures."""
    at = 0
    for line in block.lines:
        for word in line.words:
            start = at + word.span.start - line.span.start
            if word.style is not None and is_symbol_font(word.style.font) and len(word.span) <= 2:
                if block.text[start : start + len(word.span)].isalnum():
                    yield start, start + len(word.span)
        at += len(line.span) + 1


def _url_goes_on(before: str, after: str) -> bool:
    last, following = before[-1], after.split()[0] if after.split() else ""
    if last in "/-_=&?." or following[:1] in "/-_=&?.%":
        return not following[:1].isupper() or last in "/-_=&?"
    return bool(re.search(r"[/\d=_-]", following)) and following[:1].islower()
