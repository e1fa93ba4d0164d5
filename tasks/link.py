"""Keeps `article_links` up to date: what an article is to one of an earlier issue, over all sources.

It is the only dataset that is made of several issues, so no issue is published with it: a run brings it up
to date when all of its issues are in place, and whoever takes issues out does so, too. Only articles that
share a bucket with one that came, went or changed are asked again; the rows are the same in whatever order
the issues came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from schemas.kinds import DatePrecision, DateRole
from schemas.rows import ArticleLinkRow
from schemas.version import PIPELINE_VERSION
from tasks.linking.neighbours import MAX_BEFORE, find_links
from tasks.linking.relations import KnownArticle, keys_of, series_of, title_words
from tasks.linking.signatures import BIN_COUNT, Bins, Signature, sign
from tasks.storage.link_book import LinkBook
from tasks.storage.store import Store

# What is kept of an article between runs.
_TYPES: dict[str, Any] = {
    "issue_id": pl.String,
    "article_id": pl.String,
    "day": pl.Date,
    "shingle_count": pl.UInt32,
    "figures": pl.UInt32,
    "bins": pl.Array(pl.UInt32, BIN_COUNT),
    "series": pl.UInt64,
    "title_words": pl.List(pl.UInt64),
    "days": pl.List(pl.Date),
    "keys": pl.List(pl.UInt64),
}
KNOWN = pl.Schema(_TYPES)
ARTICLE_COLUMNS = ["issue_id", "article_id", "title", "body", "published_on"]
DATE_COLUMNS = ["article_id", "starts_on", "precision", "role"]
# Texts that are held at a time when all is made anew.
ISSUES_PER_READ = 500


def refresh_links(store: Store) -> None:
    """Brings the links up to what is published.

    Where another run is at it all the while, it is left to that run and to the next.

    Raises:
        StorageError: the disk refused; the next run tries again.
    """
    with store.open_links(KNOWN, PIPELINE_VERSION) as book:
        if book is None:
            return
        if not (changed := book.changed()):
            store.save_links(book, book.known, {})
            return
        is_changed = pl.col("issue_id").is_in(changed)
        fresh = _read(book, changed)
        known = pl.concat([book.known.filter(~is_changed), fresh]).sort("issue_id", "article_id")
        affected = _affected(known, fresh, book.known.filter(is_changed))
        store.save_links(book, known, _links(known, sorted({*changed, *affected})))


def _affected(known: pl.DataFrame, fresh: pl.DataFrame, before: pl.DataFrame) -> set[str]:
    """Issues with an article that stands shortly behind a changed one in a bucket, now or before."""
    buckets = pl.concat(
        [
            _buckets(known).with_columns(is_there=True, is_changed=False),
            _buckets(fresh).with_columns(is_there=False, is_changed=True),
            _buckets(before).with_columns(is_there=False, is_changed=True),
        ]
    )
    touched = buckets.filter("is_changed").select("keys").unique()
    in_order = buckets.join(touched, on="keys", how="semi").sort("keys", "day", "article_id")
    counted = in_order.with_columns(count=pl.col("is_there").cum_sum().over("keys"))
    latest = pl.when("is_changed").then("count").forward_fill().over("keys")
    return set(counted.filter("is_there", pl.col("count") - latest <= MAX_BEFORE + 1)["issue_id"])


def _buckets(known: pl.DataFrame) -> pl.DataFrame:
    """A row for each bucket of each article."""
    return known.drop("bins", "title_words", "days").explode("keys").drop_nulls("keys")


def _links(known: pl.DataFrame, issue_ids: Sequence[str]) -> dict[str, list[ArticleLinkRow]]:
    """The links of these issues, of those without any an empty list."""
    buckets = _buckets(known.with_row_index("place"))
    is_asked = pl.col("issue_id").is_in(issue_ids)
    near = buckets.join(buckets.filter(is_asked).select("keys").unique(), on="keys", how="semi")
    places = near["place"].unique().sort()
    rest, bins = known[places].drop("bins"), known[places]["bins"].to_numpy()
    articles = [_article(row, of_row) for row, of_row in zip(rest.iter_rows(named=True), bins, strict=True)]
    rows: dict[str, list[ArticleLinkRow]] = {issue_id: [] for issue_id in issue_ids}
    asked = [place for place, article in enumerate(articles) if article.issue_id in rows]
    owners = np.searchsorted(places.to_numpy(), near["place"].to_numpy()).astype(np.int64)
    for row in find_links(articles, near["keys"].to_numpy(), owners, asked):
        rows[row["issue_id"]].append(row)
    return rows


def _read(book: LinkBook, issue_ids: Sequence[str]) -> pl.DataFrame:
    """What is to be kept of the articles of these issues as they are now."""
    parts = [pl.DataFrame(schema=KNOWN)]
    for start in range(0, len(issue_ids), ISSUES_PER_READ):
        some = issue_ids[start : start + ISSUES_PER_READ]
        articles = book.read("articles", some, ARTICLE_COLUMNS)
        days = _days(book.read("dates", some, DATE_COLUMNS))
        rows = [_known(row, days[row["article_id"]]) for row in articles.iter_rows(named=True)]
        parts.append(pl.DataFrame(rows, schema=KNOWN, orient="row"))
    return pl.concat(parts)


def _days(dates: pl.DataFrame) -> Mapping[str, set[Any]]:
    """Days that articles speak of, by article; not those on which they were published."""
    is_told = (pl.col("precision") == DatePrecision.DAY) & (pl.col("role") != DateRole.PUBLISHED)
    days: dict[str, set[Any]] = defaultdict(set)
    for article_id, day in dates.filter(is_told).select("article_id", "starts_on").iter_rows():
        days[article_id].add(day)
    return days


def _known(row: Mapping[str, Any], days: set[Any]) -> dict[str, object]:
    signature = sign(f"{row['title']}\n{row['body']}")
    article = KnownArticle(
        row["issue_id"],
        row["article_id"],
        row["published_on"],
        signature,
        series_of(row["issue_id"], row["title"]),
        title_words(row["title"]),
        frozenset(days - {row["published_on"]}),
    )
    return {
        "issue_id": article.issue_id,
        "article_id": article.article_id,
        "day": article.day,
        "shingle_count": signature.shingle_count,
        "figures": signature.figures,
        "bins": signature.bins.tolist(),
        "series": article.series,
        "title_words": sorted(article.title_words),
        "days": sorted(article.days),
        "keys": keys_of(article),
    }


def _article(row: Mapping[str, Any], bins: Bins) -> KnownArticle:
    return KnownArticle(
        row["issue_id"],
        row["article_id"],
        row["day"],
        Signature(row["shingle_count"], row["figures"], bins),
        row["series"],
        frozenset(row["title_words"]),
        frozenset(row["days"]),
    )
