"""Lines of all pages as one text with spans over it."""

from __future__ import annotations

from schemas.word_columns import WordSlice
from tasks.extraction.assemble import MOST_PAGES_OF_OBJECTS, TextBuilder
from tasks.extraction.words import group_lines
from tests.reading import columns, glyphs


def test_blanks_part_words_line_feeds_lines_and_form_feeds_pages() -> None:
    builder = TextBuilder(3)
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
    builder = TextBuilder(2)
    builder.page_lines(1, [])
    builder.page_lines(2, group_lines(columns(glyphs("text", 72))))
    assert builder.text == "\ftext"


def test_words_of_a_long_document_are_kept_as_columns() -> None:
    drawn = group_lines(columns([*glyphs("one two", 72), *glyphs("three", 72, 120)]))
    most = MOST_PAGES_OF_OBJECTS
    of_objects, of_columns = (TextBuilder(count).page_lines(1, drawn) for count in (most, most + 1))
    assert all(isinstance(line.words, tuple) for line in of_objects)
    assert all(isinstance(line.words, WordSlice) for line in of_columns)
    assert of_columns == of_objects
