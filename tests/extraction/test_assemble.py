"""Lines of all pages as one text with spans over it."""

from __future__ import annotations

from schemas.word_columns import WordSlice
from tasks.extraction.assemble import PAGES_OF_OBJECTS, TextBuilder
from tasks.extraction.words import group_lines
from tests.reading import columns, glyphs


def test_blanks_part_words_line_feeds_lines_and_form_feeds_pages() -> None:
    builder = TextBuilder()
    first = builder.page_lines(1, group_lines(columns([*glyphs("one two", 72), *glyphs("three", 72, 120)])))
    empty = builder.page_lines(2, [])
    last = builder.page_lines(3, group_lines(columns(glyphs("four", 72))))
    assert builder.text == "one two\nthree\f\ffour"
    assert empty == ()
    assert [builder.text[line.span.start : line.span.end] for line in (*first, *last)] == [
        "one two",
        "three",
        "four",
    ]
    assert [line.page for line in (*first, *last)] == [1, 1, 3]
    assert [builder.text[w.span.start : w.span.end] for w in first[0].words] == ["one", "two"]


def test_an_empty_first_page_leaves_its_form_feed() -> None:
    builder = TextBuilder()
    builder.page_lines(1, [])
    builder.page_lines(2, group_lines(columns(glyphs("text", 72))))
    assert builder.text == "\ftext"


def test_words_far_into_a_document_are_kept_as_columns() -> None:
    builder = TextBuilder()
    drawn = group_lines(columns([*glyphs("one two", 72), *glyphs("three", 72, 120)]))
    pages = [builder.page_lines(number, drawn) for number in range(1, PAGES_OF_OBJECTS + 2)]
    *_, last_of_objects, first_of_columns = pages
    assert isinstance(last_of_objects[0].words, tuple)
    assert all(isinstance(line.words, WordSlice) for line in first_of_columns)
    length = len("one two\nthree\f")
    for line, before in zip(first_of_columns, last_of_objects, strict=True):
        assert line.span.start == before.span.start + length
        assert [(w.span.start - length, len(w.span), w.bbox, w.style) for w in line.words] == [
            (w.span.start, len(w.span), w.bbox, w.style) for w in before.words
        ]
