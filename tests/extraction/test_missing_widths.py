"""Fonts without widths: their letters are as wide as such letters are, up to the next one."""

from __future__ import annotations

import pytest

from schemas.letter_widths import set_width
from tasks.extraction.glyphs import Glyphs
from tasks.extraction.missing_widths import with_usual_widths
from tasks.extraction.words import group_lines
from tests.reading import Glyph, columns, glyph

SIZE = 10.0
TEXT = "The old pier opens again in May"
WIDE = "再び開いた古い桟橋は五月に人を迎える町の港の知らせ"


def drawn(text: str, width: float | None, step: float | None = None) -> Glyphs:
    """A line without blanks, each letter `width` points wide, or as wide as usual, and moved on by `step`."""
    x = 72.0
    letters: list[Glyph] = []
    for letter in text:
        usual = SIZE * set_width(letter)
        if letter != " ":
            letters.append(glyph(letter, x, width=usual if width is None else width))
        x += step or usual
    return columns(letters)


def read(glyphs: Glyphs) -> list[str]:
    return [" ".join(word.text for word in line.words) for line in group_lines(glyphs)]


def test_words_of_a_font_without_widths_are_read() -> None:
    without = drawn(TEXT, SIZE)
    assert read(without) != [TEXT]
    assert read(with_usual_widths(without)) == [TEXT]


def test_no_letter_reaches_past_the_next() -> None:
    found = with_usual_widths(drawn(TEXT.replace(" ", ""), SIZE, step=2.0))
    assert (found.x1[:-1] <= found.x0[1:]).all()


@pytest.mark.parametrize(
    "glyphs",
    [
        drawn(TEXT, None),
        drawn(TEXT, SIZE, step=SIZE),
        drawn(TEXT[:12], SIZE),
        drawn(WIDE, SIZE, step=0.8 * SIZE),
        drawn("", SIZE),
    ],
    ids=["told", "as wide as told", "few letters", "script of wide letters", "none"],
)
def test_other_letters_are_as_wide_as_the_file_says(glyphs: Glyphs) -> None:
    assert with_usual_widths(glyphs) is glyphs
