"""Pins which of several earlier articles one is linked with."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from schemas.rows import ArticleLinkRow
from tasks.linking.neighbours import MAX_BEFORE, find_links
from tasks.linking.relations import KnownArticle, keys_of, series_of, title_words
from tasks.linking.signatures import sign

START = date(2024, 1, 1)
BODY = (
    "The office at the market is open from Monday to Thursday in the morning and on Friday until noon; "
    "outside of these hours please leave your letter in the green box beside the door of the old mill."
)


def _article(
    issue: str, day: int | None, title: str = "Office hours", body: str = BODY, n: int = 0
) -> KnownArticle:
    return KnownArticle(
        issue,
        f"{issue}:{n}",
        None if day is None else START + timedelta(days=day),
        sign(f"{title}\n{body}"),
        series_of(issue, title),
        title_words(title),
        frozenset(),
    )


def _links(*articles: KnownArticle, asked: tuple[int, ...] | None = None) -> list[ArticleLinkRow]:
    keys = [(key, place) for place, article in enumerate(articles) for key in keys_of(article)]
    return find_links(
        articles,
        np.array([key for key, _ in keys], np.uint64),
        np.array([place for _, place in keys], np.int64),
        range(len(articles)) if asked is None else asked,
    )


def _pairs(rows: list[ArticleLinkRow]) -> list[tuple[str, str, str]]:
    return [(row["article_id"], row["relation"], row["earlier_article_id"]) for row in rows]


def test_each_points_at_the_latest_before_it_in_whatever_order_they_come() -> None:
    articles = [_article("lake/c", 60), _article("lake/a", 0), _article("sea/b", 30)]
    expected = [("lake/c:0", "same", "sea/b:0"), ("sea/b:0", "same", "lake/a:0")]
    assert _pairs(_links(*articles)) == expected
    assert _pairs(_links(*reversed(articles))) == expected


def test_only_what_is_asked_for_is_answered() -> None:
    articles = [_article("lake/a", 0), _article("sea/b", 30), _article("lake/c", 60)]
    assert _pairs(_links(*articles, asked=(1,))) == [("sea/b:0", "same", "lake/a:0")]


def test_articles_of_one_issue_are_not_linked() -> None:
    assert _links(_article("lake/a", 0), _article("lake/a", 0, n=1)) == []


def test_of_an_earlier_issue_the_most_alike_is_linked() -> None:
    earlier = [_article("lake/a", 0, body="Closed this month.", n=1), _article("lake/a", 0, n=2)]
    (row,) = _links(*earlier, _article("lake/b", 30, body=f"{BODY} Thank you!"))
    assert row["earlier_article_id"] == "lake/a:2"
    assert 0.9 < row["similarity"] < 1


def test_articles_without_a_date_come_before_those_with_one() -> None:
    assert _pairs(_links(_article("lake/z", None), _article("lake/a", 0))) == [
        ("lake/a:0", "same", "lake/z:0")
    ]


def test_a_series_longer_than_what_is_looked_at_is_a_chain() -> None:
    articles = [_article(f"lake/{number:03}", number) for number in range(2 * MAX_BEFORE)]
    assert _pairs(_links(*articles)) == [
        (later.article_id, "same", earlier.article_id)
        for earlier, later in zip(articles, articles[1:], strict=False)
    ]


def test_nothing_gives_nothing() -> None:
    assert _links() == []
