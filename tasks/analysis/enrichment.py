"""What articles name and where they lead: rows of `mentions` and `links`, from the rows of `articles` alone.

An enrichment is no reason to keep an article from its readers: one that fails flags the article.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.kinds import MentionKind, MentionMethod, TextField
from schemas.rows import ArticleRow, LinkRow, MentionRow
from tasks.articles.links import find_links
from tasks.articles.mentions import Mention, find_mentions, small_words

FAILED = "enrichment_failed"
FAULTS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError)
"""What a defect of a finder raises; all else (memory, time) is the issue's."""

BYLINE_CONFIDENCE = 0.95


def enrich(articles: Sequence[ArticleRow]) -> tuple[list[ArticleRow], list[MentionRow], list[LinkRow]]:
    """The articles, flagged where their text could not be looked through, with what was found."""
    told: list[ArticleRow] = []
    mentions: list[MentionRow] = []
    links: list[LinkRow] = []
    small = small_words(article["body"] for article in articles)
    for article in articles:
        try:
            named, led = _mentions(article, small), _links(article)
        except FAULTS:
            told.append({**article, "flags": [*article["flags"], FAILED]})
            continue
        told.append(article)
        mentions += named
        links += led
    return told, mentions, links


def _texts(article: ArticleRow) -> list[tuple[TextField, str]]:
    return [(TextField.TITLE, article["title"]), (TextField.BODY, article["body"])]


def _mentions(article: ArticleRow, small: frozenset[str]) -> list[MentionRow]:
    whole = f"{article['title']}\n{article['body']}"
    return [
        _mention_row(article, field, text, found)
        for field, text in _texts(article)
        for found in find_mentions(text, article["language"], whole, small)
    ] + _authors(article)


def _authors(article: ArticleRow) -> list[MentionRow]:
    """The people of the byline."""
    byline = article["byline"] or ""
    places = {name: byline.find(name) for name in article["byline_names"]}
    return [
        _mention_row(
            article,
            TextField.BYLINE,
            byline,
            Mention(
                MentionKind.PERSON,
                place,
                place + len(name),
                code=None,
                office=None,
                method=MentionMethod.BYLINE,
                confidence=BYLINE_CONFIDENCE,
            ),
        )
        for name, place in sorted(places.items(), key=lambda item: item[1])
        if place >= 0
    ]


def _mention_row(article: ArticleRow, field: TextField, text: str, found: Mention) -> MentionRow:
    return MentionRow(
        issue_id=article["issue_id"],
        article_id=article["article_id"],
        field=field,
        offset=found.start,
        length=found.end - found.start,
        kind=found.kind,
        surface=text[found.start : found.end],
        code=found.code,
        office=found.office,
        method=found.method,
        confidence=found.confidence,
    )


def _links(article: ArticleRow) -> list[LinkRow]:
    return [
        LinkRow(
            issue_id=article["issue_id"],
            article_id=article["article_id"],
            field=field,
            offset=found.start,
            length=found.end - found.start,
            kind=found.kind,
            surface=text[found.start : found.end],
            target=found.target,
        )
        for field, text in _texts(article)
        for found in find_links(text)
    ]
