"""How words look taken together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.document import Style, Word
from schemas.geometry import Span
from tasks.layout.looks import dominant_style, is_list_marker, look_of
from tests.reading import BOLD, PLAIN, Sheet

LARGE = replace(PLAIN, size_pt=18.0)
ITALIC = replace(PLAIN, is_italic=True, color="#ff0000")
PICTURES = replace(BOLD, font="Wingdings", size_pt=30.0)


def words(*parts: tuple[int, Style | None]) -> list[Word]:
    return [Word(Span(0, length), None, style) for length, style in parts]


@pytest.mark.parametrize(
    ("parts", "size", "is_bold", "is_italic", "color"),
    [
        ([(5, PLAIN)], 10.0, False, False, "#000000"),
        ([(9, BOLD), (1, PLAIN)], 10.0, True, False, "#000000"),
        ([(8, BOLD), (2, PLAIN)], 10.0, False, False, "#000000"),
        ([(9, ITALIC), (1, PLAIN)], 10.0, False, True, "#ff0000"),
        ([(3, LARGE), (4, PLAIN)], 10.0, False, False, "#000000"),
        ([(4, LARGE), (3, PLAIN)], 18.0, False, False, "#000000"),
        ([(9, PICTURES), (1, PLAIN)], 10.0, False, False, "#000000"),
        ([(5, None)], 0.0, False, False, None),
        ([], 0.0, False, False, None),
    ],
    ids=[
        "plain", "nearly all bold", "partly bold", "italic and red", "mostly small", "mostly large",
        "pictures do not count", "text input", "nothing",
    ],
)  # fmt: skip
def test_look_is_that_of_most_letters(
    parts: list[tuple[int, Style | None]], size: float, is_bold: bool, is_italic: bool, color: str | None
) -> None:
    look = look_of(words(*parts))
    assert (look.size_pt, look.is_bold, look.is_italic, look.color) == (size, is_bold, is_italic, color)


def test_dominant_style_weighs_letters_over_lines() -> None:
    sheet = Sheet()
    lines = [sheet.line("abc", 72, 80, style=BOLD), sheet.line("abcd", 72, 92), sheet.line("ab", 72, 104)]
    assert dominant_style(lines) == PLAIN
    assert dominant_style(lines[:1]) == BOLD
    assert dominant_style([]) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• item", True), ("– item", True), ("1. item", True), ("12) item", True), ("3.2. item", True),
        ("(a) item", True), ("iv. item", True), ("•", True), ("A. Smith", True), ("1999 was", False),
        ("1.5 metres", False), ("-5 degrees", False), ("item", False), ("etc. and", False), ("", False),
    ],
)  # fmt: skip
def test_list_markers(text: str, expected: bool) -> None:
    assert is_list_marker(text) is expected
