"""Issues to browse."""

from __future__ import annotations

from schemas.rows import IssueRows
from tasks.storage.store import Store
from tests.builders import Item, issue_rows, mention_row, source_rows
from tests.conftest import Folders

WATER = Item("湖水上涨", "湖里的水涨了一掌。农民很满意。", 2, "新闻")
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"


def issue_with_countries() -> IssueRows:
    """`lake/may`, whose first article names Norway twice and whose second names nothing."""
    rows = issue_rows("lake/may")
    named = mention_row(rows.articles[0])
    rows.mentions.extend([named, {**named, "offset": 5}])
    return rows


def publish_issues(pair: Folders) -> Store:
    """Two issues of a source with a profile, one of a source without; one article is hostile."""
    store = Store(pair.processed)
    store.prepare()
    for row in source_rows():
        store.note_source(row)
    store.publish(issue_with_countries())
    store.publish(issue_rows("lake/june", [Item(HOSTILE, f"{HOSTILE} and no more.", 1, HOSTILE)]))
    chinese = issue_rows("sea/may", [WATER])
    chinese.issue["title"] = None
    chinese.articles[0]["language"] = "zh"
    chinese.articles[0]["published_on"] = None
    chinese.articles[0]["published_from"] = None
    store.publish(chinese)
    return store
