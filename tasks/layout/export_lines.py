"""Where blocks begin in a text export though no empty line shows it: measures of lines, and what was learnt.

An export keeps the letters and loses their looks. Where it keeps no white space either, a headline stands
right between the paragraphs around it. What is left to see: a line that ended early, capitals, figures, the
lengths of the lines around. From these a forest tells how likely a headline, a text or what furnishes the
page begins in a line (`benchmarks.teach`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.document import Document, Line
from schemas.lexicon import lexicon
from schemas.numbers import MIN_PHONE_DIGITS
from schemas.page_text import is_page_text, lengths_near, usual_length
from schemas.tolerances import WORD_LETTERS
from schemas.weights.forest import LINES_FILE, Forest, forests
from schemas.wording import is_capitals
from tasks.layout.looks import is_list_marker

LINE_FOREST = "block_begins"

BEGINS = 0.05
"""From this likelihood on a block begins. One too many does little harm: paragraphs are joined again."""

ABSENT = -9.0
"""Stands for what is measured of a line that the page does not have."""

_CONTACT = re.compile(r"[^\s@]{1,64}@[^\s@.]{1,64}\.\w|(?:https?://|www\.)\S")
_PHONE = re.compile(r"\+?\d[\d ().-]{6,20}\d")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)]*$")
_SENTENCE_INSIDE = re.compile(r"[.!?]\s+\S")
_HYPHENS = ("-", "\u00ad", "\u2010")

_OWN: Mapping[str, str] = {
    "characters": "characters",
    "words": "words",
    "letter_share": "share of its characters that are letters",
    "digit_share": "share of its characters that are digits",
    "capitals": "all in capitals",
    "capital_words": "share of its words that begin with a capital",
    "first_capital": "begins with a capital",
    "first_small": "begins with a small letter",
    "first_digit": "begins with a digit",
    "list_mark": "begins with a mark of a list",
    "sentence_end": "ends as a sentence does",
    "sentence_inside": "a sentence ends inside it",
    "colon_end": "ends in a colon",
    "comma_end": "ends in a comma or semicolon",
    "hyphen_end": "ends in a hyphen",
    "contact": "holds contact data",
    "page_number": "is a page's number",
    "first_word": "characters of its first word",
    "last_word": "characters of its last word",
    "blank_before": "empty lines above it",
}
_PLACE: Mapping[str, str] = {
    "fill": "length over that of the longest line near",
    "fill_of_issue": "length over that of the issue's long lines",
    "near_length": "characters of the longest line near",
    "near_median": "median length of the lines near, over that of the longest",
    "indent": "columns of white space before it",
    "blank_share": "share of the issue's lines under an empty one",
    "page_first": "the first of its page",
    "page_last": "the last of its page",
}
_PAIR: Mapping[str, str] = {
    "room": "room that the upper line leaves for the first word of the lower one, over the longest line near",
    "fits": "that word would have fitted",
    "further_in": "how much further in the lower line begins, in columns",
    "same_case": "both or neither in capitals",
    "length_ratio": "length of the upper line over that of the lower one",
}
_OF_OTHERS = (
    "fill",
    "words",
    "digit_share",
    "capitals",
    "capital_words",
    "first_capital",
    "first_small",
    "sentence_end",
    "colon_end",
    "contact",
    "list_mark",
    "blank_before",
)
_OTHERS: Mapping[str, int] = {"two_above": -2, "above": -1, "below": 1, "two_below": 2}

LINE_MEASURES: Mapping[str, str] = {
    **_OWN,
    **_PLACE,
    **{
        f"{name}_{side}": f"with the line {side}: {told}"
        for side in ("above", "below")
        for name, told in _PAIR.items()
    },
    **{
        f"{side}_{name}": f"of the line {side.replace('_', ' ')}: {({**_OWN, **_PLACE})[name]}"
        for side in _OTHERS
        for name in _OF_OTHERS
    },
}
"""What each column measures, in its order; yes is 1 and no is 0."""

LINE_FORESTS: Mapping[str, Sequence[str]] = {LINE_FOREST: tuple(LINE_MEASURES)}

Column = NDArray[Any]
"""One measure of all lines; shape (lines), of numbers or of yes and no."""


def begins(document: Document, learnt: Forest | None = None) -> frozenset[int]:
    """Places of lines in which a block is likely to begin; by the committed weights unless told.

    None in a text that is no export of printed pages: its empty lines and marks say where blocks begin.
    """
    if not is_page_text(document):
        return frozenset()
    rows = measure_lines(document)
    forest = forests(LINE_FORESTS, LINES_FILE)[LINE_FOREST] if learnt is None else learnt
    likely = forest.likelihood(rows) >= BEGINS
    return frozenset(
        line.span.start
        for line, is_likely in zip(_lines(document), likely.tolist(), strict=True)
        if is_likely
    )


def measure_lines(document: Document) -> NDArray[np.float64]:
    """A row for each line of an export, in order, a column for each of `LINE_MEASURES`."""
    lines = _lines(document)
    if not lines:
        return np.zeros((0, len(LINE_MEASURES)))
    columns = _Measurer(document, lines).columns()
    return np.column_stack([np.asarray(columns[name], dtype=np.float64) for name in LINE_MEASURES])


def _lines(document: Document) -> list[Line]:
    return [line for page in document.pages for line in page.lines]


class _Measurer:
    """Takes the measures of all lines of one export."""

    def __init__(self, document: Document, lines: Sequence[Line]) -> None:
        self._texts = [document.slice(line.span) for line in lines]
        self._page = np.array([line.page for line in lines])
        self._blank = np.array([line.blank_before for line in lines])
        self._indent = np.array([indent_of(document.text, line.span.start) for line in lines])
        self._length = np.array([len(text) for text in self._texts])
        self._first_word = np.array([len(text.split(maxsplit=1)[0]) for text in self._texts])
        near = lengths_near(self._length, self._page)
        self._near = np.nanmax(near, axis=0)
        self._near_median = np.nanmedian(near, axis=0) / self._near

    def columns(self) -> dict[str, Column]:
        found = self._own() | self._place()
        for side, upper in (("above", -1), ("below", 0)):
            for name, column in self._pair(found["capitals"]).items():
                found[f"{name}_{side}"] = self._shifted(column, upper, ABSENT)
        for side, by in _OTHERS.items():
            for name in _OF_OTHERS:
                found[f"{side}_{name}"] = self._shifted(found[name], by, ABSENT)
        return found

    def _shifted(self, column: Column, by: int, absent: float) -> Column:
        """What is measured of the line so many below each line, on its page; `absent` where there is none."""
        count = len(self._page)
        at = np.arange(count) + by
        inside = np.clip(at, 0, count - 1)
        is_there = (at == inside) & (self._page[inside] == self._page)
        return np.where(is_there, column[inside], absent)

    def _own(self) -> dict[str, Column]:
        texts, words = self._texts, [text.split() for text in self._texts]
        letters = np.array([sum(map(str.isalpha, text)) for text in texts])
        digits = np.array([sum(map(str.isdecimal, text)) for text in texts])
        is_page_number = lexicon().is_page_number
        return {
            "characters": self._length,
            "words": np.array([len(found) for found in words]),
            "letter_share": letters / self._length,
            "digit_share": digits / self._length,
            "capitals": np.array([is_capitals(text) for text in texts]) & (letters >= WORD_LETTERS),
            "capital_words": np.array(
                [sum(word[0].isupper() for word in found) / len(found) for found in words]
            ),
            "first_capital": np.array([text[0].isupper() for text in texts]),
            "first_small": np.array([text[0].islower() for text in texts]),
            "first_digit": np.array([text[0].isdecimal() for text in texts]),
            "list_mark": np.array([is_list_marker(text) for text in texts]),
            "sentence_end": np.array([_SENTENCE_END.search(text) is not None for text in texts]),
            "sentence_inside": np.array([_SENTENCE_INSIDE.search(text) is not None for text in texts]),
            "colon_end": np.array([text.endswith((":", "：")) for text in texts]),
            "comma_end": np.array([text.endswith((",", ";")) for text in texts]),
            "hyphen_end": np.array([text.endswith(_HYPHENS) for text in texts]),
            "contact": np.array(
                [
                    _CONTACT.search(text) is not None
                    or (count >= MIN_PHONE_DIGITS and _PHONE.search(text) is not None)
                    for text, count in zip(texts, digits.tolist(), strict=True)
                ]
            ),
            "page_number": np.array([is_page_number(text) for text in texts]),
            "first_word": self._first_word,
            "last_word": np.array([len(found[-1]) for found in words]),
            "blank_before": self._blank,
        }

    def _place(self) -> dict[str, Column]:
        count = len(self._page)
        first = np.append(True, self._page[1:] != self._page[:-1])
        return {
            "fill": self._length / self._near,
            "fill_of_issue": self._length / usual_length(self._length),
            "near_length": self._near,
            "near_median": self._near_median,
            "indent": self._indent,
            "blank_share": np.full(count, (self._blank > 0).mean()),
            "page_first": first,
            "page_last": np.append(first[1:], True),
        }

    def _pair(self, capitals: Column) -> dict[str, Column]:
        """Of each line as the upper one, with the line below; `ABSENT` at the foot of a page."""
        below = {
            name: self._shifted(column, 1, np.nan)
            for name, column in (
                ("word", self._first_word),
                ("indent", self._indent),
                ("capitals", capitals),
                ("length", self._length),
            )
        }
        room = (self._near - self._length - 1 - below["word"]) / self._near
        pair = {
            "room": room,
            "fits": np.where(np.isnan(room), np.nan, room >= 0),
            "further_in": below["indent"] - self._indent,
            "same_case": np.where(np.isnan(room), np.nan, below["capitals"] == capitals),
            "length_ratio": self._length / below["length"],
        }
        return {name: np.where(np.isnan(column), ABSENT, column) for name, column in pair.items()}


def indent_of(text: str, start: int) -> int:
    """Columns of white space before a line that begins at `start`."""
    head = text[text.rfind("\n", 0, start) + 1 : start].rpartition("\f")[2]
    return len(head.expandtabs(4))
