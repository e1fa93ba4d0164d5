"""Text exports of printed pages, told from texts that a person or a word processor wrote as text."""

from __future__ import annotations

from schemas.document import Document
from schemas.wording import are_in_capitals

MIN_LINES = 20
"""Of fewer lines nothing can be told."""

LONG_LINE = 130
"""Pages have no lines of more characters; a paragraph on one line does."""

MAX_LONG_SHARE = 0.5
"""Of the characters in such lines: a few are of cells in a row, or of columns side by side."""

MAX_BLANK_SHARE = 0.6
"""Of the lines under an empty one: where nearly all are, empty lines tell paragraphs, or nothing."""


def is_page_text(document: Document) -> bool:
    """Whether a text input has the lines of printed pages, and few empty ones between its paragraphs.

    Bulletins all in capitals are not: they were written as text, line by line.
    """
    if document.has_boxes:
        return False
    lines = [line for page in document.pages for line in page.lines]
    lengths = [len(line.span) for line in lines]
    if len(lines) < MIN_LINES:
        return False
    if sum(length for length in lengths if length > LONG_LINE) > MAX_LONG_SHARE * sum(lengths):
        return False
    if sum(line.blank_before > 0 for line in lines) > MAX_BLANK_SHARE * len(lines):
        return False
    return not are_in_capitals(document.text.split("\f"))
