"""Weakened documents keep every character, and lose what they are said to lose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.weaken import LESSONS, WEAKENINGS
from schemas.document import Document, OutlineEntry, Style, box_of
from tests.articles.test_titles import Sheet
from tests.road import issue_of, page_document


def document() -> Document:
    return page_document(Sheet().head("Moles", 18).text().head("Bees", 18).text().page)


WAYS = {**WEAKENINGS, **LESSONS}


def looks(document: Document) -> list[list[Style]]:
    """The styles of each line's words."""
    lines = (line for page in document.pages for line in page.lines)
    return [[word.style for word in line.words if word.style is not None] for line in lines]


@pytest.mark.parametrize("name", WAYS)
def test_no_character_changes(name: str) -> None:
    whole, weak = document(), WAYS[name](document())
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


@pytest.mark.parametrize("name", LESSONS)
def test_lessons_keep_places_and_tell_no_tags(name: str) -> None:
    tagged = replace(document(), metadata_title="Notes", outline=(OutlineEntry("Moles", 1, 1),))
    told = LESSONS[name](tagged)
    for line, other in zip(tagged.pages[0].lines, told.pages[0].lines, strict=True):
        (box, place) = box_of(line), box_of(other)
        assert (place.x0, place.x1) == (box.x0, box.x1)
        assert place.bottom == pytest.approx(box.bottom, abs=0.1 * box.height)
    assert told.outline == ()
    assert told.metadata_title is None
    assert {word.tag for line in told.pages[0].lines for word in line.words} == {None}


def test_without_fonts_says_alike_what_was_alike() -> None:
    whole, told = looks(document()), looks(LESSONS["without fonts"](document()))
    assert len({style.font for line in whole for style in line}) == len(
        {style.font for line in told for style in line}
    )
    assert not any(style.is_bold for line in told for style in line)


def test_a_scan_has_one_font_and_measures_each_line_anew_but_always_the_same() -> None:
    whole = document()
    told = looks(LESSONS["as scanned"](whole))
    assert len({style.font for line in told for style in line}) == 1
    assert all(len({style.size_pt for style in line}) == 1 for line in told)
    texts = [line[0].size_pt for line, drawn in zip(told, looks(whole), strict=True) if not drawn[0].is_bold]
    assert len(set(texts)) > 2
    assert told == looks(LESSONS["as scanned"](whole))
    heights = [box_of(line).height for line in LESSONS["as scanned"](whole).pages[0].lines]
    drawn = [box_of(line).height for line in whole.pages[0].lines]
    sizes = [line[0].size_pt / style[0].size_pt for line, style in zip(told, looks(whole), strict=True)]
    assert heights == pytest.approx(
        [size * height for size, height in zip(sizes, drawn, strict=True)], rel=0.01
    )
    assert LESSONS["as scanned"](whole).pages[0].images[0].width == whole.pages[0].width_pt


def test_places_go_and_white_space_becomes_empty_lines() -> None:
    weak = WEAKENINGS["places"](document())
    assert not weak.has_boxes
    assert [article["title"] for article in issue_of(weak).articles] == ["Moles", "Bees"]
