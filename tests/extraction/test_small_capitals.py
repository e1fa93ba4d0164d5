"""Words that files draw as capitals in two sizes are in small capitals, in the size of the larger ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasks.extraction.words import group_lines
from tests.reading import PLAIN, Glyph, columns, glyph, glyphs

SMALL = replace(PLAIN, size_pt=7.5)


def word(text: str, x: float, *, small: float = 7.5, drop: float = 0.0) -> list[Glyph]:
    """A word whose first letter is of 10 points and the others smaller, perhaps below its baseline."""
    style = replace(PLAIN, size_pt=small)
    return [glyph(text[0], x), *glyphs(text[1:], x + 5, 100 + drop, step=small / 2, style=style)]


def styles_of(*items: list[Glyph]) -> list[tuple[str, float, bool]]:
    lines = group_lines(columns([one for item in items for one in item]))
    return [(w.text, w.style.size_pt, w.style.is_small_capitals) for line in lines for w in line.words]


def test_all_words_of_a_line_in_small_capitals_have_the_size_of_its_capitals() -> None:
    line = (word("Moles", 72), [glyph(" ", 92)], glyphs("leave", 95, step=3.75, style=SMALL))
    assert styles_of(*line) == [("Moles", 10.0, True), ("leave", 10.0, True)]


def test_words_behind_a_beginning_in_small_capitals_are_plain() -> None:
    line = (word("Moles", 72), [glyph(" ", 92)], glyphs("leave", 95))
    assert styles_of(*line) == [("Moles", 10.0, True), ("leave", 10.0, False)]


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(word("moles", 72), id="no capital"),
        pytest.param(word("M25", 72), id="figures"),
        pytest.param(word("Tmax", 72, drop=2), id="below the baseline"),
        pytest.param(word("Moles", 72, small=9.5), id="nearly as large"),
        pytest.param(word("Moles", 72, small=6), id="an initial"),
    ],
)
def test_a_larger_first_letter_that_makes_no_small_capitals(first: list[Glyph]) -> None:
    assert [is_small for _, _, is_small in styles_of(first)] == [False]


def test_an_initial_before_a_text_of_the_smaller_size_makes_no_small_capitals() -> None:
    text = [glyphs("reeds", 72, 112 + 12 * line, step=3.75, style=SMALL) for line in range(2)]
    found = styles_of(word("Moles", 72), *text)
    assert found == [("Moles", 7.5, False), ("reeds", 7.5, False), ("reeds", 7.5, False)]
