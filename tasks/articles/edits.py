"""Repairs of one block's text on its way into an article, each an edit over the source's letters.

Spans do not overlap; an edit of length 0 inserts. What no edit touches stays as it is, but for line
ends, which become a blank, or nothing in scripts without blanks (`line_end`).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import groupby
from operator import itemgetter

from schemas.article import TextEdit
from schemas.document import Line, Respelling, is_symbol_font
from schemas.layout import Block
from schemas.lexicon import words
from schemas.reasons import EditCode
from schemas.tolerances import DISPLAY, WORD_LETTERS
from schemas.word_columns import respelt_of, runs_of
from tasks.articles.markup import find_markup

_HYPHEN_END = re.compile(r"[-\u2010\u00ad\u2011]\n(?<=[^\W\d_][-\u2010\u00ad\u2011]\n)(?=[^\W\d_])")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_NEXT_WORD = re.compile(r"\S+")
_URL_END = re.compile(r"(?:https?://|www\.)\S*\n(?=\S)")
_ADDRESS_SIGN = re.compile(r"[/\d=_-]")
_SOFT = re.compile(r"[\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
_LIGATURES = re.compile(r"[\ufb00-\ufb06]")
_LOST_LIGATURES = {"Ɵ": "ti", "Ʃ": "tt", "ƫ": "tti", "Ō": "ft"}
_LOST = re.compile(r"(?<=[a-z])[ƟƩƫŌ]|[ƟƩƫ](?=[a-z])")
_FORMS = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
_SPACED = re.compile(r"(?<!\w)(?:\w ){3,}\w(?!\w)")
_KEEP_JOINERS = re.compile(r"[\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1780-\u17ff]")
_DENSE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u0e00-\u0eff\u1780-\u17ff]")
MIN_PART_LETTERS = 3
_WORD_ENDS = frozenset(
    {"ing", "ish", "ishly", "ishness", "less", "lessly", "lessness", "ness", "hood", "ington", "same"}
)
_WORD_BEGINNINGS = frozenset({"cor", "inter", "dis", "non", "mis", "over", "under", "mid", "fore"})


def line_end(left: str, right: str) -> str:
    """What a line end between two characters becomes: nothing between dense scripts, else a blank."""
    return "" if _DENSE.match(left) and _DENSE.match(right) else " "


class Vocabulary:
    """Words of the whole issue, to tell a broken word's hyphen from one the word has."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _words(self) -> frozenset[str]:
        # Page by page: a list of all words of a long issue takes five times its text.
        return frozenset(word for page in self._text.split("\f") for word in _WORD.findall(page.casefold()))

    def has(self, word: str) -> bool:
        """Whether the issue writes `word` somewhere without blanks or hyphens in it."""
        return word.casefold() in self._words

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Whether a hyphen at a line's end belongs to the word; `left` may hold hyphens, too.

        The issue's own spelling goes first, then compounds and parts of compounds that are never joined.
        """
        whole, joined = f"{left}-{right}".casefold(), f"{left}{right}".casefold()
        if joined in self._words:
            return False
        if whole in self._words or right[:1].isupper():
            return True
        return _is_compound(whole) or _is_doubled(left.casefold(), right.casefold())


@cache
def _compounds() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Compounds that are whole in the lists, beginnings (`self-*`) and ends (`*-owned`) of others."""
    listed = [entry.casefold() for entry in words.words("compounds")]
    return (
        frozenset(entry for entry in listed if "*" not in entry),
        tuple(entry[:-1] for entry in listed if entry.endswith("*")),
        tuple(entry[1:] for entry in listed if entry.startswith("*")),
    )


def _is_compound(whole: str) -> bool:
    """Whether a word with its hyphen is one that the languages of bulletins write with it.

    Parts on the other side of a hyphen are words of their own there: neither `self-ish` nor `un-known`.
    """
    exact, beginnings, ends = _compounds()
    first, last = whole.split("-", 1)[0], whole.rsplit("-", 1)[1]
    return (
        whole in exact
        or (len(last) >= MIN_PART_LETTERS and last not in _WORD_ENDS and whole.startswith(beginnings))
        or (len(first) >= MIN_PART_LETTERS and first not in _WORD_BEGINNINGS and whole.endswith(ends))
    )


def _is_doubled(left: str, right: str) -> bool:
    """Whether a word is said twice, as plurals of Malay and Indonesian are: `orang-orang`, `anak-anaknya`."""
    return len(left) >= WORD_LETTERS and right.startswith(left)


Change = tuple[int, int, str, EditCode]
"""Start and end of a piece of a block's text, what stands in its place, and why."""


def repair(block: Block, vocabulary: Vocabulary) -> list[TextEdit]:
    """Edits of `block` in order of their place, none overlapping another; earlier finders go first."""
    found: list[TextEdit] = []
    taken: list[tuple[int, int]] = []  # their spans, apart from each other: in the order of both ends
    is_plain = block.text.isascii()
    for find in _FINDERS:
        if is_plain and find in _OF_OTHER_LETTERS:
            continue
        for start, end, replacement, reason in find(block, vocabulary):
            behind = bisect_right(taken, start, key=itemgetter(1))
            if behind == len(taken) or end <= taken[behind][0]:
                insort(taken, (start, end))
                found.append(TextEdit(block.index, start, end - start, replacement, reason))
    return sorted(found, key=lambda edit: (edit.offset, edit.length))


def originals(block: Block, edits: Sequence[TextEdit]) -> list[TextEdit]:
    """What the file says where letters of `block` are read otherwise, as edits that change nothing.

    Letters that `edits` take out or replace are left to these.
    """
    found: list[TextEdit] = []
    touched = {at for edit in edits for at in range(edit.offset, edit.offset + edit.length)}
    at = 0
    for line in block.lines:
        for word in respelt_of(line.words):
            start = at + word.span.start - line.span.start
            for one in word.respellings:
                found += _untouched(block, start + one.start, one, touched)
        at += len(line.span) + 1
    return found


def _untouched(block: Block, start: int, one: Respelling, touched: Collection[int]) -> Iterator[TextEdit]:
    """A respelling that begins at `start` in its block, without the letters that other edits touch."""
    places = range(start, start + one.end - one.start)
    if len(one.original) != len(places):
        if not any(place in touched for place in places):
            yield TextEdit(
                block.index, start, len(places), block.text[start : places.stop], one.reason, one.original
            )
        return
    for is_touched, run in groupby(places, touched.__contains__):
        if not is_touched:
            kept = list(run)
            first, end = kept[0], kept[-1] + 1
            original = one.original[first - start : end - start]
            yield TextEdit(block.index, first, end - first, block.text[first:end], one.reason, original)


def _markup(block: Block, _: Vocabulary) -> Iterator[Change]:
    if block.style is None:
        for mark in find_markup(block.text):
            yield mark.offset, mark.offset + mark.length, mark.replacement, EditCode.MARKUP


def _drop_cap(block: Block, _: Vocabulary) -> Iterator[Change]:
    """The line end after a drop cap at the block's head."""
    if len(block.lines) < 2 or len(block.lines[0].words) != 1 or block.style is None:
        return
    cap = block.lines[0].words[0]
    is_large = cap.style is not None and cap.style.size_pt >= DISPLAY * block.style.size_pt
    if is_large and len(cap.span) <= 2:
        yield len(cap.span), len(cap.span) + 1, "", EditCode.DROP_CAP


def _bullets(block: Block, _: Vocabulary) -> Iterator[Change]:
    """Words set in a font of pictures: a bullet at the head of the block, nothing elsewhere."""
    at = 0
    for line in block.lines:
        for word in line.words if _has_symbols(line) else ():
            start = at + word.span.start - line.span.start
            end = start + len(word.span)
            is_symbol = word.style is not None and is_symbol_font(word.style.font) and len(word.span) <= 2
            if is_symbol and block.text[start:end].isalnum():
                is_bullet = start == 0 and block.text[end : end + 1] == " "
                yield start, end, "•" if is_bullet else "", EditCode.BULLET
        at += len(line.span) + 1


def _has_symbols(line: Line) -> bool:
    return any(is_symbol_font(style.font) for style, _ in runs_of(line.words))


def _addresses(block: Block, _: Vocabulary) -> Iterator[Change]:
    for match in _URL_END.finditer(block.text):
        following = _NEXT_WORD.match(block.text, match.end())
        if following and _url_goes_on(block.text[match.end() - 2], following.group()):
            yield match.end() - 1, match.end(), "", EditCode.SPLIT_URL


def _hyphens(block: Block, vocabulary: Vocabulary) -> Iterator[Change]:
    for match in _HYPHEN_END.finditer(block.text):
        left, right = _word_before(block.text, match.start()), _LETTERS.match(block.text, match.end())
        is_soft = match.group()[0] == "\u00ad"
        keep = not is_soft and left and right and vocabulary.keeps_hyphen(left, right.group())
        yield match.start() + bool(keep), match.end(), "", EditCode.HYPHEN


def _word_before(text: str, end: int) -> str:
    """The word that ends at `end`, with its hyphens."""
    start = end
    while start and (_LETTERS.match(text[start - 1]) or (start > 1 and _is_inner_hyphen(text, start - 1))):
        start -= 1
    return text[start:end]


def _is_inner_hyphen(text: str, place: int) -> bool:
    return text[place] == "-" and text[place - 1].isalpha() and text[place + 1].isalpha()


def _invisible(block: Block, _: Vocabulary) -> Iterator[Change]:
    has_joiners = _KEEP_JOINERS.search(block.text) is not None
    for match in _SOFT.finditer(block.text):
        if not (has_joiners and set(match.group()) <= {"\u200c", "\u200d"}):
            yield match.start(), match.end(), "", EditCode.SOFT_HYPHEN


def _ligatures(block: Block, _: Vocabulary) -> Iterator[Change]:
    for match in _LIGATURES.finditer(block.text):
        yield match.start(), match.end(), unicodedata.normalize("NFKC", match.group()), EditCode.LIGATURE
    for match in _LOST.finditer(block.text):
        yield match.start(), match.end(), _LOST_LIGATURES[match.group()], EditCode.LIGATURE


def _presentation_forms(block: Block, _: Vocabulary) -> Iterator[Change]:
    for match in _FORMS.finditer(block.text):
        yield match.start(), match.end(), unicodedata.normalize("NFKC", match.group()), EditCode.WIDTH_FORM


def _spaced_out(block: Block, vocabulary: Vocabulary) -> Iterator[Change]:
    for match in _SPACED.finditer(block.text):
        word = match.group().replace(" ", "")
        if not word.isalpha():
            continue
        is_inside = block.text[: match.start()].rstrip(" ")[-1:].isalnum()
        if vocabulary.has(word) or not (_is_enumeration(word) or (is_inside and _is_short_name(word))):
            yield match.start(), match.end(), word, EditCode.LETTER_SPACING


def _is_enumeration(word: str) -> bool:
    """Whether single letters in a row count up or lie close together in the alphabet: A B C D, F I H G."""
    places = [ord(letter) for letter in word.casefold()]
    if len(set(places)) < len(places) or _DENSE.match(word):
        return False
    reach = max(places) - min(places) + 1
    return reach <= len(places) + 1 or (places == sorted(places) and reach < 2 * len(places))


def _is_short_name(word: str) -> bool:
    """Whether four capitals behind other words are more likely names than a word: vitamins A D E K."""
    return len(word) == WORD_LETTERS and word.isupper()


_FINDERS: tuple[Callable[[Block, Vocabulary], Iterator[Change]], ...] = (
    _markup,
    _drop_cap,
    _bullets,
    _addresses,
    _hyphens,
    _invisible,
    _ligatures,
    _presentation_forms,
    _spaced_out,
)
_OF_OTHER_LETTERS = frozenset({_invisible, _ligatures, _presentation_forms})
"""What finds nothing in ASCII."""


def apply_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """`text` with `edits` done and its line ends read as `line_end` says; blanks folded."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.offset, e.length)):
        parts += [text[at : edit.offset], edit.replacement]
        at = edit.offset + edit.length
    parts.append(text[at:])
    joined = "".join(parts)
    # Elsewhere every line end is a blank, as folding makes it.
    if _DENSE.search(joined) or _LONE_CHARACTER.search(joined):
        joined = _LINE_END.sub(_joint, joined)
    return " ".join(joined.split())


_LINE_END = re.compile(r"(?:(\S)[ \t\r\f\v]*+|(?<![ \t\r\f\v])[ \t\r\f\v]*+)\n\s*+(\S)?")
_LONE_CHARACTER = re.compile(r"(?:\n|\s\s)\S[ \t\r\f\v]*+\n")
"""Wherever a line of one character may be: it is read with the line before it and not with the next one."""


def _joint(match: re.Match[str]) -> str:
    left, right = match[1] or "", match[2] or ""
    return left + (line_end(left, right) if left and right else "") + right


def edited_characters(block_text: str, edits: Sequence[TextEdit]) -> int:
    """Non-blank source characters that `edits` take out or replace."""
    return sum(
        sum(not c.isspace() for c in block_text[edit.offset : edit.offset + edit.length]) for edit in edits
    )


def _url_goes_on(last: str, following: str) -> bool:
    """Whether an address that a line ends with, in `last`, goes on with the next line's first word."""
    if last in "/-_=&?." or following[0] in "/-_=&?.%":
        return not following[:1].isupper() or last in "/-_=&?"
    return bool(_ADDRESS_SIGN.search(following)) and following[:1].islower()
