"""Shapes of lines that two stages read alike. Words of languages are in `schemas.lexicon`."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import fuzz, process

from schemas.numbers import whole_number

SAME_TITLE = 88.0
"""Similarity, 0..100, from which two lines are one title."""

SUBSET_TITLE = 94.0
"""Similarity of the shared words when one line is a shortened form of the other."""

ROUNDING = 1e-6
MIN_SHARED_WORDS = 4
MIN_LENGTH_SHARE = 0.45
"""A shortened title still has this share of the whole one's words."""

_MARKUP = re.compile(r"\*\*|(?<!_)__(?!_)|^#+\s*|\\(?=[^\w\s])", re.MULTILINE)
_NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1780-\u17ff]")
_LEADERS = re.compile(r"(?:(?<!\s)\s++)?[.·…_](?:\s*+[.·…_]){2,}+\s*+|\s{3,}+|\t+")
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
_NO_LETTERS = re.compile(r"[\W_]+")
MAX_PAGE = 400
KEPT_TEXTS = 4096
"""Texts whose folded forms are kept in mind: each stage asks for those of the same blocks."""


@lru_cache(maxsize=KEPT_TEXTS)
def split_contents_line(text: str) -> tuple[str, int | None]:
    """Title and page number of a line of a contents list: `Title ..... 12`, `12 Title`, `- Title`.

    A number apart is read only when it can be a page (1 to 400); years and the like stay in the title.
    """
    line = " ".join(_LEADERS.sub(" … ", text.strip()).split())
    bare = _BULLET.sub("", line)
    for pattern in (_TRAILING, _LEADING):
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
    return " ".join(_MARKUP.sub("", text).split())


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


class Titles:
    """Titles to look others up in, as `same_title` compares them.

    Only titles of about the length of the one looked up are compared with it, and these by the library,
    all at once.
    """

    def __init__(self, titles: Iterable[str] = ()) -> None:
        self._titles: list[str] = []
        self._last: dict[str, int] = {}
        self._by_letters: defaultdict[int, dict[int, str]] = defaultdict(dict)
        self._by_words: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for title in titles:
            self.add(title)

    def add(self, title: str) -> None:
        """Gives `title` the next number, from 0."""
        number, key, words = len(self._titles), letters(title), len(title.split())
        self._titles.append(title)
        if not key:
            return
        self._last[key] = number
        self._by_letters[len(key)][number] = key
        if words >= MIN_SHARED_WORDS:
            self._by_words[words][number] = title.casefold()

    def first(self, title: str) -> int | None:
        """Number of the first of the titles that is the same as `title`, None when none is."""
        return min(self._same_as(title), default=None)

    def has(self, title: str, *, behind: int = -1) -> bool:
        """Whether one of the titles, of those with a number above `behind`, is the same as `title`."""
        if self._last.get(letters(title), -1) > behind:
            return True
        return any(number > behind for number in self._same_as(title))

    def _same_as(self, title: str) -> Iterator[int]:
        key, words = letters(title), len(title.split())
        if not key:
            return
        for length, keys in self._by_letters.items():
            # No more letters can be the same than the shorter one has.
            if 200.0 * min(length, len(key)) >= SAME_TITLE * (length + len(key)) * (1 - ROUNDING):
                alike = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=SAME_TITLE, limit=None)
                yield from (number for _, _, number in alike)
        if words < MIN_SHARED_WORDS:
            return
        folded = title.casefold()
        for count, titles in self._by_words.items():
            if min(count, words) >= MIN_LENGTH_SHARE * max(count, words):
                alike = process.extract(
                    folded, titles, scorer=fuzz.token_set_ratio, score_cutoff=SUBSET_TITLE, limit=None
                )
                yield from (number for _, _, number in alike if same_title(self._titles[number], title))
