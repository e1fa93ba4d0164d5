"""Which columns of a source without a licence a release leaves empty.

What is said about an article is told of all; what the article itself says is not given away without the
publisher's leave. A column that is not named here counts as the publisher's text, so that a new one is left
out until somebody decides.
"""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from schemas.dictionary import DATASETS

# Prose that is about a bulletin, or by which it is cited.
TOLD_OF_ALL: dict[str, frozenset[str]] = {
    "issues": frozenset(
        {"title", "issue_label", "volume", "number", "warnings", "extractor", "pipeline_version"}
    ),
    "articles": frozenset(
        {"section", "kicker", "title", "subtitle", "byline", "byline_names", "dateline", "flags"}
    ),
    "blocks": frozenset({"rule"}),
    "sources": frozenset({"title", "publisher", "licence"}),
}


def text_columns(dataset: str) -> list[str]:
    """Columns that hold a publisher's text."""
    told = TOLD_OF_ALL.get(dataset, frozenset())
    return [
        column.name for column in DATASETS[dataset].columns if column.is_prose and column.name not in told
    ]


def without_texts(dataset: str, rows: pl.DataFrame, sources: Collection[str]) -> pl.DataFrame:
    """`rows` with nothing in the columns of texts of these sources."""
    names = text_columns(dataset)
    if not names or not sources:
        return rows
    is_open = ~pl.col("source").is_in(list(sources))
    return rows.with_columns(pl.when(is_open).then(pl.col(name)).alias(name) for name in names)
