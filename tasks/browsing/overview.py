"""One narrow row for each article, with what people look for articles by.

Countries are those that the article names, by their English names; the publisher's stands apart from them.
"""

from __future__ import annotations

import polars as pl

from schemas.kinds import MentionKind
from schemas.lexicon.gazetteer import country_names

TABLE = "overview"
COLUMNS: dict[str, str] = {
    "rank": "Place among all articles: the newest first, an issue's in reading order, undated ones last.",
    "title": "Headline of the article.",
    "article_id": "Article, as in all other tables.",
    "issue_id": "Issue it stands in.",
    "issue": "Name of the publication.",
    "position": "Place of the article in its issue, from 0.",
    "source": "Source: the publisher's folder under raw.",
    "publisher_country": "Country of the publisher, as its profile says.",
    "published_on": "Date the article gives itself, or else that of its issue.",
    "month": "Year and month of that date.",
    "language": "Language of the article, ISO 639.",
    "countries": "Countries that the article names.",
    "section": "Section heading it stands under.",
    "byline": "Author as printed.",
    "page": "First page it stands on.",
    "words": "Words of the body.",
}
"""The columns in their order, and what they mean."""
DECLARED = ", ".join(
    f"{name} {kind}"
    for name, kind in {
        **dict.fromkeys(COLUMNS, "TEXT"),
        "rank": "INTEGER PRIMARY KEY",
        "article_id": "TEXT UNIQUE",
        "position": "INTEGER",
        "page": "INTEGER",
        "words": "INTEGER",
    }.items()
)
_OF_ARTICLES = (
    "article_id", "issue_id", "position", "source", "title", "section", "byline", "published_on", "language",
    "page_first", "word_count",
)  # fmt: skip
NEEDED: dict[str, tuple[str, ...]] = {
    "articles": _OF_ARTICLES,
    "issues": ("issue_id", "title"),
    "sources": ("source", "country"),
    "mentions": ("article_id", "kind", "code"),
}
"""The datasets it is made of, as arguments of `overview`, and the columns of each that it needs."""
# What is counted over all rows each time the first page is shown.
INDEXED = ("source", "month", "language", "publisher_country", "issue_id")


def overview(
    articles: pl.DataFrame, issues: pl.DataFrame, sources: pl.DataFrame, mentions: pl.DataFrame
) -> pl.DataFrame:
    """The rows by their rank; the arguments are the datasets of these names, as in `NEEDED`."""
    names = country_names()
    issue_titles = issues.select("issue_id", issue=pl.coalesce("title", "issue_id"))
    homes = sources.select("source", publisher_country=pl.col("country").replace(names))
    return (
        articles.join(issue_titles, on="issue_id", how="left")
        .join(homes, on="source", how="left")
        .join(_countries(mentions, names), on="article_id", how="left")
        .sort("published_on", "issue_id", "position", descending=[True, False, False], nulls_last=True)
        .with_row_index("rank", 1)
        .with_columns(
            month=pl.col("published_on").dt.strftime("%Y-%m"),
            countries=pl.col("countries").fill_null([]),
            page=pl.col("page_first"),
            words=pl.col("word_count"),
        )
        .select(list(COLUMNS))
    )


def _countries(mentions: pl.DataFrame, names: dict[str, str]) -> pl.DataFrame:
    named = mentions.filter(pl.col("kind") == MentionKind.COUNTRY)
    return named.group_by("article_id").agg(countries=pl.col("code").replace(names).unique().sort())
