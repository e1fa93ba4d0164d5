"""Small letters behind a mark that end a page, or a column of it, are footnotes."""

from __future__ import annotations

import pytest

from schemas.document import Document
from tasks.articles.footnotes import find_footnotes
from tests.build import page
from tests.road import block_with, context_of, page_document, prose_lines


def is_footnote(document: Document, words: str) -> bool:
    context = context_of(document)
    footnotes = find_footnotes(document, context.blocks, context.body_pt)
    return block_with(context, words).index in footnotes


def footed(text: str, *, top: float = 760, size: float = 8) -> Document:
    return page_document(page().lines(prose_lines(0, 8), at=(72, 80)).line(text, at=(72, top), size=size))


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(footed("1 Counted in the old way, by hand"), True, id="small_at_the_foot"),
        pytest.param(footed("* Counted in the old way"), True, id="starred"),
        pytest.param(footed("Counted in the old way"), False, id="no_mark"),
        pytest.param(footed("1 Counted in the old way", top=400), False, id="in_the_middle"),
        pytest.param(footed("1 Counted in the old way", size=10), False, id="as_large_as_the_text"),
    ],
)
def test_footnote(document: Document, expected: bool) -> None:
    assert is_footnote(document, "Counted") is expected


NOTES = ["1 Counted in the old way, by hand and", "at dusk, as the wardens of the lake did."]
MORE = ["What is told of other years is told", "after the book of the old wardens."]


def noted(
    first: str = NOTES[0], *, top: float = 560, size: float = 8, below: str | None = None, x: float = 72
) -> Document:
    """Notes from well above the last fifth of the page down to its foot, the second paragraph unmarked."""
    sheet = page().lines(prose_lines(0, 8), at=(72, 80)).lines([first, NOTES[1]], at=(80, top), size=size)
    if first == NOTES[1]:
        sheet.line("1", at=(72, top - 2), size=5)
    sheet.lines(MORE, at=(72, top + 40), size=size).line("12", at=(300, 800), size=10)
    if below is not None:
        sheet.line(below, at=(x, 740), size=10)
    return page_document(sheet)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(noted(), True, id="many_notes"),
        pytest.param(noted("* Counted in the old way, by hand"), True, id="starred"),
        pytest.param(noted(NOTES[1]), True, id="raised_mark"),
        pytest.param(noted(below="A column beside", x=400), True, id="text_beside_goes_on"),
        pytest.param(noted(below="The text goes on"), False, id="text_below_goes_on"),
        pytest.param(noted("1. Counted in the old way"), False, id="a_list_in_small_print"),
        pytest.param(noted("Counted in the old way"), False, id="no_mark"),
        pytest.param(noted(top=300), False, id="in_the_upper_half"),
        pytest.param(noted(size=10), False, id="as_large_as_the_text"),
    ],
)
def test_notes_that_end_a_column(document: Document, expected: bool) -> None:
    assert is_footnote(document, "What is told") is expected
