"""Pins what counts as an added, removed, renamed or changed article."""

from __future__ import annotations

from schemas.rows import ArticleRow
from tasks.published.compare import ArticleChanges, compare_articles
from tests.builders import Item, article_row


def _rows(**articles: tuple[str, str]) -> list[ArticleRow]:
    rows = []
    for position, (article_id, (title, body)) in enumerate(articles.items()):
        row = article_row("lake/may", position, Item(title, body))
        row["article_id"] = article_id
        rows.append(row)
    return rows


def test_each_kind_of_change_is_told() -> None:
    old = _rows(a=("Same", "x"), b=("Old name", "x"), c=("Text", "x"), d=("Both", "x"), e=("Gone", "x"))
    new = _rows(f=("New", "x"), d=("Both now", "y"), c=("Text", "y"), b=("New name", "x"), a=("Same", "x"))
    changes = compare_articles(old, new)
    assert changes == ArticleChanges(
        added=("New",),
        removed=("Gone",),
        renamed=(("Both", "Both now"), ("Old name", "New name")),
        changed=("Both now", "Text"),
        unchanged_count=1,
    )
    assert not changes.is_empty


def test_another_order_is_no_change() -> None:
    rows = _rows(a=("One", "x"), b=("Two", "x"))
    assert compare_articles(rows, rows[::-1]) == ArticleChanges(unchanged_count=2)
    assert compare_articles(rows, rows[::-1]).is_empty
