"""Text exports of printed pages: told from texts that were written as text, and how wide their lines are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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

NEAR = 4
"""So many lines on either side tell how wide text is set at a line."""

USUAL_PERCENTILE = 90.0
"""Of the lengths of an issue's lines: how wide its text is set."""


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


def usual_length(lengths: NDArray[np.intp]) -> float:
    """How wide an issue's text is set, in characters; `lengths` are those of its lines."""
    return float(np.percentile(lengths, USUAL_PERCENTILE))


def lengths_near(lengths: NDArray[np.intp], pages: NDArray[np.intp]) -> NDArray[np.float64]:
    """Of each line its length and those of the lines near it on its page, shape (2 * NEAR + 1, lines).

    NaN stands for lines that the page does not have; `lengths` and `pages` have shape (lines).
    """
    at = np.arange(len(lengths)) + np.arange(-NEAR, NEAR + 1)[:, None]
    inside = np.clip(at, 0, len(lengths) - 1)
    return np.where((at == inside) & (pages[inside] == pages), lengths[inside], np.nan)
