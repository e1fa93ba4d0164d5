"""How what was found becomes rows: ids, boxes and counts."""

from __future__ import annotations

from schemas.document import Document
from tests.articles.test_titles import Sheet
from tests.road import issue_of, page_document, prose, text_document


def _export(*parts: str) -> Document:
    return text_document("\n\n".join(parts) + "\n")


def test_ids_come_from_titles_so_that_others_may_come_and_go() -> None:
    two = issue_of(_export("Moles", prose(0), "Bees", prose(1))).articles
    three = issue_of(_export("**Elks**", prose(2), "**Moles**", prose(0), "**Bees**", prose(1))).articles
    assert [article["article_id"] for article in three[1:]] == [article["article_id"] for article in two]


def test_equal_titles_are_numbered() -> None:
    found = issue_of(_export("Moles", prose(0), "Bees", prose(1), "Moles", prose(2))).articles
    assert found[2]["article_id"] == found[0]["article_id"] + "-2"


def test_boxes_are_rounded_for_pages_and_missing_for_exports() -> None:
    placed = issue_of(page_document(Sheet().head("Moles").text().page)).blocks[0]
    assert placed["x0"] == 72.0
    assert placed["top"] == round(placed["top"] or 0, 2)
    assert {
        issue_of(_export("Moles", prose(0))).blocks[0][side] for side in ("x0", "top", "x1", "bottom")
    } == {None}


def test_words_and_characters_are_counted_in_the_body() -> None:
    article = issue_of(_export("Moles", "The boats came home. " * 6)).articles[0]
    assert (article["word_count"], article["char_count"]) == (24, 6 * len("Theboatscamehome."))
