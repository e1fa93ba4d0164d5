"""The dates of an issue and of its articles, and every date the articles say."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.rows import IssueRows
from tasks.analysis import dating
from tests.articles.test_titles import Sheet
from tests.road import issue_of, page_document, prose, text_document


def newsletter(*paragraphs: str) -> IssueRows:
    """An issue of May 2024 with two articles, the first of which begins with `paragraphs`."""
    sheet = Sheet(top=110).head("Moles come back")
    for paragraph in paragraphs:
        sheet.page.line(paragraph, at=(72, sheet.top))
        sheet.top += 26
    sheet = sheet.text().head("Bees want a home").text()
    sheet.page.line("Hill Newsletter", at=(72, 25), size=24, bold=True)
    sheet.page.line("Vol. 3, No. 5, May 2024", at=(72, 60))
    return issue_of(page_document(sheet.page))


def release(*parts: str) -> IssueRows:
    return issue_of(text_document("\n\n".join(("PRESS RELEASE", "Moles come back", *parts)) + "\n"))


def test_the_time_of_an_issue_has_both_ends_and_says_where_it_is_printed() -> None:
    issue = newsletter().issue
    assert (issue["published_on"], issue["period_start"], issue["period_end"]) == (
        date(2024, 5, 1),
        date(2024, 5, 1),
        date(2024, 5, 31),
    )
    assert (issue["date_precision"], issue["date_from"]) == ("month", "issue_line")
    assert (issue["volume"], issue["number"]) == ("3", "5")


def test_an_article_has_its_own_date_or_that_of_its_issue() -> None:
    first, second = newsletter("Ann Boyle | May 12, 2024").articles
    assert (first["published_on"], first["published_from"]) == (date(2024, 5, 12), "date_line")
    assert (second["published_on"], second["published_from"]) == (date(2024, 5, 1), "issue")


def test_an_issue_without_a_date_lends_none() -> None:
    rows = release(prose(0), prose(1))
    assert (rows.issue["published_on"], rows.issue["date_from"]) == (None, None)
    assert [(a["published_on"], a["published_from"]) for a in rows.articles] == [(None, None)]
    assert rows.dates == []


def test_each_date_stands_where_it_says() -> None:
    rows = release(
        f"Port Lumen, 3 May 2024 – {prose(0)}",
        "Write to us by 20 May. They were last seen on 5 June 1999.",
        prose(1),
    )
    (article,) = rows.articles
    blocks = {block["block_id"]: block for block in rows.blocks}
    found = [(d["text"], d["starts_on"], d["role"], d["is_relative"]) for d in rows.dates]
    assert found == [
        ("3 May 2024", date(2024, 5, 3), "published", False),
        ("20 May", date(2024, 5, 20), "deadline", True),
        ("5 June 1999", date(1999, 6, 5), "mentioned", False),
    ]
    for row in rows.dates:
        assert article["body"][row["offset"] :].startswith(row["text"])
        assert row["block_id"] is not None
        assert row["text"] in blocks[row["block_id"]]["text"]


def test_what_is_said_relative_needs_a_day_and_not_a_month() -> None:
    assert [d["text"] for d in release(f"Oslo, 3 May 2024 – {prose(0)}", "Come tomorrow.", prose(1)).dates][
        1:
    ] == ["tomorrow"]
    assert newsletter("Come tomorrow, and see what the moles have done to us.").dates == []


def test_an_article_whose_dates_fail_is_flagged_and_published(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("year 0 is out of range")

    monkeypatch.setattr(dating, "find_own_date", fail)
    rows = newsletter()
    assert [article["flags"][-1] for article in rows.articles] == [dating.UNDATED] * 2
    assert [article["published_on"] for article in rows.articles] == [date(2024, 5, 1)] * 2
    assert rows.dates == []
