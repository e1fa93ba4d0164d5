"""Weakened documents keep every character, and lose what they are said to lose."""

from __future__ import annotations

import pytest

from benchmarks.weaken import WEAKENINGS
from schemas.document import Document
from tests.articles.test_titles import Sheet
from tests.road import issue_of, page_document


def document() -> Document:
    return page_document(Sheet().head("Moles", 18).text().head("Bees", 18).text().page)


@pytest.mark.parametrize("name", WEAKENINGS)
def test_no_character_changes(name: str) -> None:
    whole, weak = document(), WEAKENINGS[name](document())
    assert weak.text == whole.text
    assert [line.span for page in weak.pages for line in page.lines] == [
        line.span for page in whole.pages for line in page.lines
    ]


def test_weights_and_sizes_go() -> None:
    styles = [
        word.style
        for page in WEAKENINGS["weights_and_sizes"](document()).pages
        for line in page.lines
        for word in line.words
        if word.style is not None
    ]
    assert not any(style.is_bold for style in styles)
    assert max(style.size_pt for style in styles) < 14


def test_places_go_and_white_space_becomes_empty_lines() -> None:
    weak = WEAKENINGS["places"](document())
    assert not weak.has_boxes
    assert [article["title"] for article in issue_of(weak).articles] == ["Moles", "Bees"]
