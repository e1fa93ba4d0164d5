"""Shapes of lines that two stages read alike. Words of languages are in `schemas.lexicon`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from rapidfuzz import fuzz

from schemas.numbers import whole_number
from schemas.tags import TAG, is_frame
from schemas.tolerances import PROSE_LINE_WORDS, WORD_LETTERS

SAME_TITLE = 88.0
"""Similarity, 0..100, from which two lines are one title."""

SUBSET_TITLE = 94.0
"""Similarity of the shared words when one line is a shortened form of the other."""

MIN_SHARED_WORDS = 4
MIN_LENGTH_SHARE = 0.45
"""A shortened title still has this share of the whole one's words."""

MIN_SHORT_FORM_WORDS = 2
_WORD = re.compile(r"\w+")
_MARKUP = re.compile(
    r"\*\*|(?<!_)__(?!_)|^#+\s*|\\(?=[^\w\s])|\n[ \t]*+(?:={2,}+|-{3,}+|~{3,}+)[ \t]*+\Z", re.MULTILINE
)
_MARKUP_SIGN = re.compile(r"[*_#\\]")
_TYPED_UNDER = ("=", "-", "~")
"""Where none of the signs is and the text does not end so, there is no markup: as in nearly all PDFs."""

_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*+[^`~]*+")
_CONVERTER_MARK = re.compile(
    r"[*_\s]*+(?:"
    r"=+>\s*+(?:picture|image|table|figure)\b[^<>]{0,80}<=+"
    r"|-{3,}+\s*+(?:start|end) of (?:picture text|picture|page)\b[^-<>]{0,40}-{3,}+"
    r"|[{]\d{1,5}[}]-{10,}+"
    r"|\[MISSING_PAGE_(?:EMPTY|FAIL|POST):\d{1,5}\]"
    r"|:{3,}+(?:\s*+(?:[{][^{}]{0,80}[}]|[\w-]{1,40}))?"
    r"|!\[\]\([^()\s]{1,300}\)"
    r")[*_\s]*+(?:<br\s*+/?>)?",
    re.IGNORECASE,
)
_PICTURE_TEXT = re.compile(r"(?<!-)-{3,}+[ \t]*+(start|end) of picture text\b[^-<>]{0,40}-{3,}+", re.I)
_NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1780-\u17ff]")
_LEADERS = re.compile(r"(?:(?<!\s)\s++)?[.·…_](?:\s*+[.·…_]){2,}+\s*+|\s{3,}+|\t+")
_MAY_LEAD = re.compile(r"[\s.·…_](?:(?<=\t)|[\s.·…_]{2})")
"""What all leaders have somewhere, found in a fifth of the time."""

_FILLING = r"\s.·…_–—-"
_TRAILING = re.compile(
    # The filling begins where it first can, so that no stretch of it is walked twice.
    rf"^(?P<title>.*?\D)(?:(?<=[^\d{_FILLING}])|(?<=\d[{_FILLING}])|(?<=^[{_FILLING}]))[{_FILLING}]++"
    r"(?:pp?\.?\s*+|page\s++)?(?P<page>\d{1,3})$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^[-–—•*·]?\s*(?:pp?\.?\s*|page\s+)?(?P<page>\d{1,3}|\d \d)[\s.:)–—-]+(?P<title>\D.*)$", re.IGNORECASE
)
_BULLET = re.compile(r"^[-–—•▪■●*·]\s+")
_TYPED_RULE = re.compile(r"([-=_~*–—])\1{3,}")
_NO_LETTERS = re.compile(r"[\W_]+")
_NO_ORDINALS = str.maketrans("", "", "ªº")
_SMALL_LETTER = re.compile("[a-rt-z]")
"""Seen at once in most texts; the `s` of a possessive is not among them, those of other alphabets are asked
letter by letter."""

_POSSESSIVE = re.compile(r"(?<=[^\W\d_]{2})['’]s\b")

MAX_PAGE = 400
MIN_RUNNING_WORDS = 18
MIN_RUNNING_CHARS = 30
_SENTENCE_SIGN = re.compile(r"[.!?。！？।։]")
KEPT_TEXTS = 2048
"""Texts whose folded forms are kept in mind: each stage asks for those of the same blocks, of which a long
issue has more than are worth their memory."""


@lru_cache(maxsize=KEPT_TEXTS)
def split_contents_line(text: str) -> tuple[str, int | None]:
    """Title and page number of a line of a contents list: `Title ..... 12`, `12 Title`, `- Title`.

    A number apart is read only when it can be a page (1 to 400); years and the like stay in the title.
    """
    line = text.strip()
    if _MAY_LEAD.search(line):
        line = _LEADERS.sub(" … ", line)
    line = " ".join(line.split())
    bare = _BULLET.sub("", line)
    # The first pattern looks for an end at each place of the line.
    for pattern in (_TRAILING, _LEADING) if bare[-1:].isdecimal() else (_LEADING,):
        match = pattern.match(bare)
        if match:
            page = whole_number(match["page"].replace(" ", ""))
            title = match["title"].strip(" .·…_–—-\t")
            if page and page <= MAX_PAGE and any(c.isalpha() for c in title):
                return title, page
    return bare.strip(" …"), None


@lru_cache(maxsize=KEPT_TEXTS)
def plain(text: str) -> str:
    """`text` on one line, without the markup of exports."""
    bare = TAG.sub("", text) if "<" in text else text
    if _MARKUP_SIGN.search(bare) or bare.rstrip(" \t").endswith(_TYPED_UNDER):
        bare = _MARKUP.sub("", bare)
    return " ".join(bare.split())


@lru_cache(maxsize=KEPT_TEXTS)
def letters(text: str) -> str:
    """Letters and digits of `text`, folded: what two prints of the same words share."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return _NO_LETTERS.sub("", folded)


@lru_cache(maxsize=KEPT_TEXTS)
def word_count(text: str) -> int:
    """Words of `text`; in scripts without blanks every two characters count as one."""
    if text.isascii():
        return len(text.split())
    dense = len(_NO_SPACES.findall(text))
    return len(_NO_SPACES.sub(" ", text).split()) + dense // 2


def is_capitals(text: str) -> bool:
    """Whether `text` is set in capitals: most of its letters have a case, and none of these is small.

    An acronym in a line of a script without case says nothing of how the line is set, nor do the raised
    letters of `Nº` and `1ª`, nor does the ending of a possessive: `CHILDREN’s CHURCH`.
    """
    if _SMALL_LETTER.search(text):
        return False
    if "s" in text:
        text = _POSSESSIVE.sub("", text)
        if "s" in text:
            return False
    if text.isascii():
        return text.isupper()
    cased = text.translate(_NO_ORDINALS)
    return cased.isupper() and 2 * sum(map(str.isupper, cased)) > sum(map(str.isalpha, cased))


def is_set_in_capitals(text: str) -> bool:
    """Whether `text` is set in capitals, and long enough to be no abbreviation."""
    return is_capitals(text) and len(letters(text)) >= WORD_LETTERS


def is_typed_rule(text: str) -> bool:
    """Whether a line is one sign again and again, with which typists underline: `-----`, `=====`."""
    return _TYPED_RULE.fullmatch(text.strip()) is not None


def reads_as_sentences(text: str) -> bool:
    """Whether `text`, on one line, is as long as running text and has a sentence's signs."""
    if len(text) < MIN_RUNNING_CHARS or word_count(text) < MIN_RUNNING_WORDS:
        return False
    return bool(_SENTENCE_SIGN.search(text)) or text.endswith((",", ";"))


def is_said(text: str) -> bool:
    """Whether so many words in small letters follow each other as only sentences have."""
    runs = groupby(text.split(), key=lambda word: word[:1].islower() and "@" not in word and "." not in word)
    return any(is_small and len(list(run)) >= PROSE_LINE_WORDS for is_small, run in runs)


def are_in_capitals(texts: Iterable[str]) -> bool:
    """Whether most that reads as sentences is in capitals, as in weather bulletins: they set nothing off."""
    sizes = {True: 0, False: 0}
    for text in filter(reads_as_sentences, texts):
        sizes[is_capitals(text)] += len(text)
    return sizes[True] > sizes[False]


def shortens_title(short: str, title: str) -> bool:
    """Whether a line says some words of a title, two at least, and no others."""
    said = set(_WORD.findall(short.casefold()))
    return len(said) >= MIN_SHORT_FORM_WORDS and said <= set(_WORD.findall(title.casefold()))


def same_title(a: str, b: str) -> bool:
    """Whether two lines are one title, allowing for slips, shortening and another spelling."""
    left, right = letters(a), letters(b)
    if not left or not right:
        return False
    if fuzz.ratio(left, right) >= SAME_TITLE:
        return True
    shared, most = sorted((len(a.split()), len(b.split())))
    if shared < MIN_LENGTH_SHARE * most:
        return False
    return shared >= MIN_SHARED_WORDS and fuzz.token_set_ratio(a.casefold(), b.casefold()) >= SUBSET_TITLE


def fence_of(line: str) -> str | None:
    """The mark of a line that opens or closes a code block of an export, as "```"; None for any other."""
    match = _FENCE.fullmatch(line.strip())
    return match[1] if match else None


def is_converter_mark(line: str) -> bool:
    """Whether a converter wrote the line in place of a picture or a page: it is no word of the bulletin."""
    return _CONVERTER_MARK.fullmatch(line) is not None or is_frame(line)


def picture_text_marks(text: str) -> list[str]:
    """The marks that a converter puts around letters it read in a picture: `start` and `end`, in order."""
    return [match[1].lower() for match in _PICTURE_TEXT.finditer(text)]
