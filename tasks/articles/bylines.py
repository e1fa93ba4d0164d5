"""Bylines: who an article says wrote it, under its title or at its end.

An author is told by a word for it (`By …`, `Text: …`), or by a name in a line of its own where one signs:
right under the title, or behind the last sentence, with an office, a farewell or a telephone number around
it. A line is a name when its words are capitalised and the issue nowhere writes them small.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from schemas.article import TextEdit
from schemas.layout import Block, BlockLabel
from schemas.lexicon import lexicon, words
from schemas.lexicon.tokens import fold, tokenize
from schemas.reasons import EditCode
from schemas.tolerances import CARD_LINES, FEW_LINES, LABEL_WORDS, LINE_WORDS, NEAR_BLOCKS
from schemas.wording import plain, word_count
from tasks.articles.datelines import is_closing_place_date
from tasks.articles.dates import find_mentions

ENOUGH_SIGNS = 3
"""So many signs make a name of a line (`BylineFinder._signs`), where nothing around it tells of one."""

_SENTENCE_END = re.compile(r"[.!?…。！？”\"»’)\]~।:;•*_…-]\s*$")
_FULL_STOP = re.compile(r"[.!?…。！？]\s*$")
_CONTACT = re.compile(
    r"(?<![\s,;:(–—|-])[\s,;:(–—|-]*+(?:\b(?:e-?mail|tel|phone|mob(?:ile)?|ph|t|e|m)\b[.:\s]*+)?"
    r"(?:[^\s@]{1,64}@[^\s@]{1,255}|(?:https?://|www\.)\S++|[+(]?\d[\d\s()./-]{4,40}\d)[\s.,;)]*+",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"^\W++|(?<![\s)\]*_~])[\s)\]*_~]++$")
_PARTING = re.compile(r"(?<!\s)(?:\s*+[,;(|/]\s*+|\s++[–—-]\s++|[^\S\n]*+\n\s*+)")
_LONG_NUMBER = re.compile(r"^\W*\d|\d{5}|\d\W+\d")
_CLASS = re.compile(r"\s[‘’'`]\d\d\b")
_IN_BRACKETS = re.compile(r"\)\s+[^\W\d_]*[a-zß-ÿ]")
_DATED = re.compile(r"(?<!\s)\s++[·•|]\s++")
_LABEL = re.compile(r"[^,\d@(]*:")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.-?){1,4}$")
_LETTERS = re.compile(r"[^\W\d_]+")
_TEXT_LABELS = frozenset(
    {BlockLabel.TEXT, BlockLabel.LIST_ITEM, BlockLabel.HEADING, BlockLabel.BYLINE, BlockLabel.DATELINE}
)


@dataclass(frozen=True, slots=True)
class Byline:
    """An author as printed.

    Attributes:
        text: the lines that name him, on one line, without a word for `by`.
        names: the names in them, without office, farewell or number.
        whole: blocks that are nothing but the byline.
        cuts: the lines of other blocks, taken out of the body.
    """

    text: str
    names: tuple[str, ...]
    whole: frozenset[int] = frozenset()
    cuts: tuple[TextEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a block; `start` and `end` are offsets in the block's text."""

    block: Block
    start: int
    end: int
    text: str


class BylineFinder:
    """Finds bylines in the articles of one issue, whose text tells which words are names."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _small_words(self) -> frozenset[str]:
        # Page by page: a list of all words of a long issue takes five times its text.
        pages = _CONTACT.sub(" ", self._text).split("\f")
        return frozenset(word for page in pages for word in set(_LETTERS.findall(page)) if word.islower())

    def _writes(self, word: str) -> bool:
        """Whether the issue writes a small word somewhere, addresses aside."""
        # Most names stand nowhere in small letters, which is seen without looking for addresses.
        return word in self._text and word in self._small_words

    def find(self, blocks: Sequence[Block], labels: Mapping[int, BlockLabel]) -> Byline | None:
        """The byline of the article whose body `blocks` are, in reading order; None when it has none."""
        texts = [block for block in blocks if labels[block.index] in _TEXT_LABELS and not block.is_in_table]
        if not texts:
            return None
        return self._labelled(texts) or self._under_title(texts) or self._ending(texts, labels)

    def sign(self, block: Block) -> Byline | None:
        """The byline that a block is which segmentation took for a signature."""
        names = self._names(plain(block.text))
        return _byline(_lines(block), names) if names else None

    def _labelled(self, blocks: Sequence[Block]) -> Byline | None:
        """`By Jane Doe`, in the first lines under the title, over a block, or in the last line.

        What goes on behind a comma is part of the block above, as who speaks is of a talk's entry.
        """
        above = ["", *(block.text.rstrip() for block in blocks)]
        heads = [
            (_lines(block)[:1], place < NEAR_BLOCKS)
            for place, block in enumerate(blocks)
            if not (block.text[:1].islower() and above[place].endswith(","))
        ]
        last = _lines(blocks[-1])[-2:]
        end = [] if _runs_on(last) else last[-1:]
        for found, is_usual in [*heads, (end, True)]:
            said = lexicon().byline(found[0].text) if found else None
            if said is None or (said[-1].islower() and said.split()[-1].islower()):
                continue
            if is_usual or said in self._names(said):
                return replace(_byline(found, names_in(said) or (said,)), text=said)
        return None

    def _under_title(self, blocks: Sequence[Block]) -> Byline | None:
        """A block of one line that is a name, over text, or a source and its day."""
        for place, block in enumerate(blocks[:NEAR_BLOCKS]):
            found = _lines(block)
            if not found:
                continue
            if word_count(block.text) > LINE_WORDS:
                return None
            if (names := self._source(found[0].text)) is not None:
                return _byline(found[:1], names)
            below = blocks[place + 1 :]
            if len(found) > 1 or not below or word_count(below[0].text) < LINE_WORDS:
                continue
            if block.is_run_in and below[0].text[:1].islower():
                continue
            if (names := self._names(found[0].text)) and self._begins_with_name(names[0]):
                return _byline(found, names)
        return None

    def _source(self, text: str) -> tuple[str, ...] | None:
        """The names in `Jane Doe | June 22, 2022` or `Harbour Radio · 2026-07-13`; None for other lines."""
        said, *when = _DATED.split(text)
        if not said or len(when) != 1 or word_count(said) > LABEL_WORDS:
            return None
        mentions = find_mentions(when[0], None)
        is_dated = len(mentions) == 1 and mentions[0].end - mentions[0].start >= len(when[0].strip()) - 1
        return self._names(said, ENOUGH_SIGNS - 1) if is_dated and mentions[0].year else None

    def _ending(self, blocks: Sequence[Block], labels: Mapping[int, BlockLabel]) -> Byline | None:
        """A signature at the end, or before a last head that has no text under it."""
        lines = [line for block in blocks for line in _lines(block)]
        found = self._signed(lines, labels)
        if found is None and len(blocks) > 2 and labels[blocks[-1].index] is BlockLabel.HEADING:
            return self._signed([line for line in lines if line.block is not blocks[-1]], labels)
        return found or self._inside(lines)

    def _inside(self, lines: Sequence[_Line]) -> Byline | None:
        """A name behind a farewell, or over its office in a block of its own, though more stands below."""
        counts = Counter(line.block.index for line in lines)
        for above, line, below in zip(lines, lines[1:], [*lines[2:], None], strict=False):
            is_farewell = _is_farewell(above)
            is_own = line.start == 0 and below is not None and below.block.index == line.block.index
            if not is_farewell and not (is_own and counts[line.block.index] <= CARD_LINES):
                continue
            has_office = (
                below is not None and not below.text.endswith(",") and lexicon().has_office_word(below.text)
            )
            if not is_farewell and not (has_office and _SENTENCE_END.search(above.text)):
                continue
            if names := self._names(line.text):
                office = [below] if below is not None and has_office and self._is_office(below) else []
                return _byline([line, *office], names)
        return None

    def _signed(self, lines: Sequence[_Line], labels: Mapping[int, BlockLabel]) -> Byline | None:
        """A name behind the last sentence, with what stands under it."""
        tail = lines[-FEW_LINES:]
        for place, line in enumerate(tail):
            above = tail[place - 1] if place else None
            if above is None or word_count(line.text) > LINE_WORDS or is_closing_place_date(line.text):
                continue
            signature = tail[place:]
            if len(signature) > CARD_LINES or any(
                labels[other.block.index] is BlockLabel.LIST_ITEM for other in signature
            ):
                continue
            if not all(self._is_office(other) for other in signature[1:]):
                continue
            # Who signs stands behind the farewell.
            if any(map(_is_farewell, signature[1:])):
                continue
            farewell = _is_farewell(above)
            if (named := self._behind_farewell(line.text)) is not None:
                return _byline(signature, named)
            need = ENOUGH_SIGNS - 1 if farewell else self._need(above, line)
            if need is None:
                continue
            below = signature[1:]
            rivals = sum(bool(self._names(other.text)) for other in below)
            if rivals > 1 or (rivals and re.search(r"\s[–—-]\s", line.text)):
                continue
            has_office = "," in line.text or (bool(below) and below[0].text[:1].islower())
            is_office = any(lexicon().has_office_word(other.text) for other in signature)
            names = self._names(line.text, need - has_office - is_office)
            if names:
                return _byline(signature, [name for name in names if self._signs(name)])
        return None

    def _behind_farewell(self, text: str) -> tuple[str, ...] | None:
        """The names in `Best wishes, Jane Doe`."""
        for match in re.finditer(r"(?<!\s)\s*+[,!–—-]\s++", text):
            tokens = tokenize(text[: match.start()])
            if tokens and words.phrases("closing").match_at(tokens, 0):
                return self._names(text[match.end() :]) or None
        return None

    def _need(self, above: _Line, line: _Line) -> int | None:
        """How many signs have to make a line a name behind the line above; None where no text ends."""
        if is_closing_place_date(above.text):
            return 0
        is_apart = above.block.index != line.block.index
        if not is_apart:
            return ENOUGH_SIGNS + 1 if _FULL_STOP.search(above.text) else None
        if _SENTENCE_END.search(above.text):
            return ENOUGH_SIGNS
        is_farewell = above.text.endswith((",", "!")) and word_count(above.text) < LABEL_WORDS
        return ENOUGH_SIGNS if is_farewell else None

    def _is_office(self, line: _Line) -> bool:
        """Whether a line under a name may belong to it: an office, a number, a place and day."""
        text = line.text
        if word_count(text) > LINE_WORDS or _LONG_NUMBER.search(_CONTACT.sub(" ", text)):
            return False
        return not text.endswith(":") and (not _FULL_STOP.search(text) or _CONTACT.search(text) is not None)

    def _names(self, text: str, need: int = ENOUGH_SIGNS) -> tuple[str, ...]:
        """The names that a line begins with; none where fewer signs than needed speak for names."""
        bare = _bare(text)
        is_sentence = text.rstrip().endswith(".") and word_count(text) > LABEL_WORDS
        if not bare or is_sentence or text.rstrip().endswith(("?", "!", ":")):
            return ()
        head = _PARTING.split(bare, maxsplit=1)[0]
        names = names_in(bare)
        if _IN_BRACKETS.search(text):
            return ()
        if not names or any(map(str.isdecimal, head)) or _LABEL.match(text):
            return ()
        if lexicon().has_organisation_word(head) or lexicon().is_letter_closing(head):
            return ()
        return names if self._signs(names[0]) >= need else ()

    def _begins_with_name(self, name: str) -> bool:
        first = name.split()[0]
        return not name.isupper() and (fold(first) in words.given_names() or bool(_INITIALS.match(first)))

    def _signs(self, name: str) -> int:
        """How many signs, up to four, say that words are a name; capitals throughout leave two at most.

        A given name or initials count twice, and one is that there are several words, one that the issue
        writes none of them small.
        """
        parts = name.split()
        capitalised = [word for word in _LETTERS.findall(name) if word[0].isupper() and len(word) > 1]
        is_loud = name.isupper()
        # A given name may stand last (Szabó János), but not behind two others.
        given_places = capitalised[:-1] if len(capitalised) > 2 else capitalised
        given = [w for w in given_places if fold(w) in words.given_names() and (is_loud or not w.isupper())]
        common = [word for word in capitalised if self._writes(word.casefold())]
        has_initials = any(_INITIALS.match(part) for part in parts)
        if len(common) == len(capitalised) or (common and not given):
            return 0
        if is_loud and not has_initials:
            return 1 + bool(given)
        return 2 * (bool(given) or has_initials) + (len(capitalised) > 1) + (not common)


def names_in(text: str) -> tuple[str, ...]:
    """Names of a byline without label: `Jane Doe & Max Muster, chairs` → both; empty when it is none."""
    head, *rest = _PARTING.split(_bare(text))
    names: list[str] = []
    for place, piece in enumerate((head, *rest)):
        found = _split(piece)
        if not found or (place and not _has_given_name(piece)):
            break
        names += map(_untitled, found)
    return tuple(names)


def _untitled(name: str) -> str:
    """A name without the titles before it: `Mrs. Grace Holm` → `Grace Holm`; a title with one word stays."""
    parts = name.split()
    titles = {title.rstrip(".") for title in words.words("honorifics")}
    while len(parts) > 2 and parts[0].rstrip(".") in titles:
        parts = parts[1:]
    return " ".join(parts)


def _has_given_name(text: str) -> bool:
    return any(fold(word) in words.given_names() or _INITIALS.match(word) for word in text.split())


def _split(text: str) -> list[str]:
    """The names that a piece without commas joins; empty unless all of it reads as names."""
    groups: list[list[str]] = [[]]
    for word in text.split():
        if word.casefold() in _joints() and groups[-1]:
            groups.append([])
        else:
            groups[-1].append(word)
    if len(groups) == 2 and len(groups[0]) == 1 and len(groups[1]) > 1:
        groups[0] = [*groups[0], groups[1][-1]]
    return [" ".join(group) for group in groups] if all(map(_is_name, groups)) else []


def _is_name(parts: Sequence[str]) -> bool:
    capitalised = [part for part in parts if part not in words.words("name_particles")]
    if not capitalised or len(parts) > LABEL_WORDS:
        return False
    return all(part[0].isupper() and (len(_letters(part)) > 0) for part in capitalised)


def _letters(word: str) -> str:
    return "".join(_LETTERS.findall(word))


def _joints() -> frozenset[str]:
    return frozenset(words.words("name_joints"))


def _bare(text: str) -> str:
    return _WRAPPED.sub("", _CLASS.sub("", _CONTACT.sub(" ", plain(text)))).strip(" ,.;:–—-")


def _lines(block: Block) -> list[_Line]:
    found, at = [], 0
    for line in block.text.split("\n"):
        if _LETTERS.search(line):
            found.append(_Line(block, at, at + len(line), plain(line)))
        at += len(line) + 1
    return found


def _is_farewell(line: _Line) -> bool:
    return lexicon().is_letter_closing(line.text.rstrip(" ,.!"))


def _runs_on(lines: Sequence[_Line]) -> bool:
    """Whether the last of some lines goes on in small letters with the sentence of the line before it."""
    return any(
        last.text[:1].islower() and not _SENTENCE_END.search(above.text)
        for above, last in pairwise(lines[-2:])
    )


def _byline(lines: Sequence[_Line], names: Sequence[str]) -> Byline:
    whole: set[int] = set()
    cuts: list[TextEdit] = []
    for block in dict.fromkeys(line.block.index for line in lines):
        own = [line for line in lines if line.block.index == block]
        if len(own) == len(_lines(own[0].block)):
            whole.add(block)
        else:
            start, end = own[0].start, own[-1].end
            cuts.append(TextEdit(block, start, end - start, "", EditCode.BYLINE))
    return Byline(" ".join(line.text for line in lines), tuple(names), frozenset(whole), tuple(cuts))
