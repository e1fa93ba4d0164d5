"""What an article is to an earlier one of another issue: the same, revised, recurring, or its follow-up.

How alike the texts are says that they belong together, not as what. Of one source, a notice that still holds
when the next issue comes out, or that names a same day, is revised; one whose days are over is the same form
filled in anew. A column is known by its title. Thresholds are told beside what they were seen to part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from schemas.kinds import ArticleRelation
from schemas.lexicon.tokens import NUMBER, is_unspaced, tokenize
from schemas.lexicon.words import dates_of, words
from tasks.linking.signatures import Signature, bucket_keys, hash_of, resemblance

# Texts of so few shingles are signs and addresses, which are alike by chance.
MIN_SHINGLES = 8
# The same text after another extraction, or with a line more under it.
SAME_SIMILARITY = 0.9
# Forms that were filled in anew begin at .3, texts of one form in a gazette at .25, others are below .15.
ALIKE_SIMILARITY = 0.3
# Two publishers may fill in one form, as for a disease, without a word to each other.
ALIKE_ELSEWHERE = 0.5
# A shorter text most of which stands in the longer one.
CONTAINED_SHARE = 0.75
MIN_CONTAINED_SHINGLES = 20
# Of the days of a calendar, some are those of the next one.
HOLDING_SHARE = 0.5
# Titles share words by chance, but not two of them and a day.
MIN_TITLE_WORDS = 2
TITLE_SHARE = 0.5
MIN_TITLE_LETTERS = 4
MAX_TITLE_WORDS = 8
MAX_DAYS = 8
FOLLOW_UP_WITHIN = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """What is kept of an article for being compared with those of all other issues.

    Attributes:
        day: when it was published, as far as that is known.
        series: hash of source and title without what changes from issue to issue; None without words.
        title_words: hashes of the title's words of some length.
        days: days that it speaks of, without its own.
    """

    issue_id: str
    article_id: str
    day: date | None
    signature: Signature
    series: int | None
    title_words: frozenset[int]
    days: frozenset[date]

    @property
    def source(self) -> str:
        return self.issue_id.partition("/")[0]

    @property
    def order(self) -> tuple[date, str]:
        """Ascends in time; those without a date come first, by their ids."""
        return (self.day or date.min, self.article_id)


def series_of(issue_id: str, title: str) -> int | None:
    """Hash of the title in its source, without numbers, days and parts of the year; None if none is left.

    A last `s` does not count: one issue has a `Meeting`, the next has `Meetings`.
    """
    keys = [token.key.removesuffix("s") for token in tokenize(title) if token.key not in _changing_words()]
    return hash_of(issue_id.partition("/")[0], *keys) if keys else None


def title_words(title: str) -> frozenset[int]:
    """Hashes of the first words of some length in a title; of scripts without blanks, pairs of characters."""
    found = dict.fromkeys(word for token in tokenize(title) for word in _words(token.key))
    return frozenset(hash_of(word) for word in list(found)[:MAX_TITLE_WORDS])


def _words(key: str) -> Iterator[str]:
    if is_unspaced(key):
        yield from (key[at : at + 2] for at in range(len(key) - 1))
    elif len(key) >= MIN_TITLE_LETTERS and key not in _changing_words():
        yield key


@cache
def _changing_words() -> Collection[str]:
    """What a column's title says anew in each issue."""
    listed = (*words("weekdays"), *words("seasons"), *words("quarter_names"))
    keys = {token.key for word in listed for token in tokenize(word)}
    return frozenset({NUMBER, *keys, *dates_of(None).months})


def keys_of(article: KnownArticle) -> list[int]:
    """Buckets in which the article meets all those that it can be linked with, and few others."""
    keys = bucket_keys(article.signature.bins) if article.signature.shingle_count >= MIN_SHINGLES else []
    if article.series is not None:
        keys.append(article.series)
    days = sorted(article.days)[:MAX_DAYS]
    return keys + [hash_of(day.toordinal(), word) for day in days for word in sorted(article.title_words)]


def relation(later: KnownArticle, earlier: KnownArticle) -> tuple[ArticleRelation, float] | None:
    """What `later` is to `earlier`, and how alike they are; None where they are nothing to each other."""
    similarity = resemblance(later.signature.bins, earlier.signature.bins)
    is_of_source = later.source == earlier.source
    least = ALIKE_SIMILARITY if is_of_source else ALIKE_ELSEWHERE
    is_alike = _is_alike(later.signature, earlier.signature, similarity, least)
    if is_alike and similarity >= SAME_SIMILARITY and later.signature.figures == earlier.signature.figures:
        return ArticleRelation.SAME, similarity
    if is_alike and (not is_of_source or _still_holds(earlier, later)):
        return ArticleRelation.REVISED, similarity
    if is_alike or (later.series is not None and later.series == earlier.series):
        return ArticleRelation.RECURRING, similarity
    return (ArticleRelation.FOLLOW_UP, similarity) if _comes_back(later, earlier) else None


def _is_alike(later: Signature, earlier: Signature, similarity: float, least: float) -> bool:
    shorter = min(later.shingle_count, earlier.shingle_count)
    if shorter < MIN_SHINGLES:
        return False
    shared = similarity * (later.shingle_count + earlier.shingle_count) / (1 + similarity)
    is_contained = shorter >= MIN_CONTAINED_SHINGLES and shared >= CONTAINED_SHARE * shorter
    return similarity >= least or is_contained


def _still_holds(earlier: KnownArticle, later: KnownArticle) -> bool:
    """Whether half of the days of the earlier or more are the later's, too, or were not over yet."""
    holding = sum(day in later.days or (later.day is not None and day >= later.day) for day in earlier.days)
    return bool(earlier.days) and holding >= HOLDING_SHARE * len(earlier.days)


def _comes_back(later: KnownArticle, earlier: KnownArticle) -> bool:
    """Whether the titles share words and both speak of a same day."""
    if later.day is not None and earlier.day is not None and later.day - earlier.day > FOLLOW_UP_WITHIN:
        return False
    shared = len(later.title_words & earlier.title_words)
    fewer = min(len(later.title_words), len(earlier.title_words))
    return shared >= MIN_TITLE_WORDS and shared >= TITLE_SHARE * fewer and bool(later.days & earlier.days)
