"""Languages of an issue and of its articles: each told once, and from what.

An article is told from its own text. One that is too short, or not clear alone, leans on the language of its
issue; one that is still unclear is `und`. An issue has the language of most of its text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from schemas.kinds import UNDETERMINED, LanguageOrigin
from schemas.lexicon.language import Language, detect_language, is_short, lean_on, tell_pieces

TWO_LANGUAGES = "two_languages"
"""Flag of an article in more than one language."""

_Pieces: TypeAlias = Sequence[Language | None]

MIN_SECOND_SHARE = 0.2
"""Share of an article's text from which another language is more than a quotation."""


@dataclass(frozen=True, slots=True)
class ArticleLanguage:
    """The language of one article.

    Attributes:
        code: ISO 639, `und` when it cannot be told.
        confidence: how likely it is right, 0..1; of two languages, the share of the text in the first. None
            where the text says nothing of it.
        origin: what it was told from; None for `und`.
        is_mixed: whether another language has a good part of the text.
    """

    code: str
    confidence: float | None = None
    origin: LanguageOrigin | None = None
    is_mixed: bool = False

    @property
    def flags(self) -> tuple[str, ...]:
        return (TWO_LANGUAGES,) if self.is_mixed else ()


@dataclass(frozen=True, slots=True)
class IssueLanguages:
    """The main language of an issue, and that of each article in order."""

    main: str
    articles: tuple[ArticleLanguage, ...]


def tell_languages(bodies: Sequence[str], fallback: str | None) -> IssueLanguages:
    """Languages of the articles with these bodies; `fallback` is the issue's where no text tells it."""
    pieces = [tell_pieces(body) for body in bodies]
    main = _main_language(bodies, pieces) or fallback or UNDETERMINED
    articles = (_tell_one(body, own, main) for body, own in zip(bodies, pieces, strict=True))
    return IssueLanguages(main, tuple(articles))


def _main_language(bodies: Sequence[str], pieces: Sequence[_Pieces]) -> str | None:
    """That of most of the text; of many texts each too short to tell, that of all together."""
    weights: Counter[str] = Counter()
    for body, own in zip(bodies, pieces, strict=True):
        for code, share in _shares(own).items():
            weights[code] += round(share * len(body))
    if weights:
        return max(weights, key=lambda code: (weights[code], code))
    together = detect_language("\n".join(bodies))
    return None if together is None else together.code


def _tell_one(body: str, pieces: _Pieces, main: str) -> ArticleLanguage:
    """The language of one article in an issue in `main`."""
    shares = _shares(pieces)
    if len(shares) > 1 and sorted(shares.values())[-2] >= MIN_SECOND_SHARE:
        first = max(shares, key=lambda code: (shares[code], code == main, code))
        return ArticleLanguage(first, round(shares[first], 4), LanguageOrigin.TEXT, is_mixed=True)
    told = _agreed(pieces) or lean_on(body, main)
    if told is not None:
        return ArticleLanguage(told.code, round(told.confidence, 4), told.origin)
    if is_short(body) and main != UNDETERMINED:
        return ArticleLanguage(main, origin=LanguageOrigin.ISSUE)
    return ArticleLanguage(UNDETERMINED)


def _shares(pieces: _Pieces) -> dict[str, float]:
    """The languages of the pieces that are sure, with their shares among these."""
    sure = Counter(piece.code for piece in pieces if piece is not None)
    return {code: count / sure.total() for code, count in sure.items()}


def _agreed(pieces: _Pieces) -> Language | None:
    """The language that all pieces are surely in, as sure as the least sure of them."""
    sure = [piece for piece in pieces if piece is not None]
    if len(sure) < len(pieces) or len({piece.code for piece in sure}) != 1:
        return None
    return min(sure, key=lambda piece: piece.confidence)
