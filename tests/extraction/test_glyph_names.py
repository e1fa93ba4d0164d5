"""Names of glyphs that say no letter but a number."""

from __future__ import annotations

import pytest

from tasks.extraction.glyph_names import numbers_of


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        ({1: "g45", 2: "g3"}, {1: 45, 2: 3}),
        ({1: "C97", 2: "C100"}, {1: 97, 2: 100}),
        ({1: "G61", 2: "G6F"}, {1: 0x61, 2: 0x6F}),
        ({1: "glyph12", 2: "glyph7"}, {1: 12, 2: 7}),
        ({1: "c41", 2: "c42", 3: "c43", 4: "c44", 5: "odd"}, {1: 41, 2: 42, 3: 43, 4: 44}),
    ],
    ids=["index", "code", "hexadecimal", "long prefix", "one that is odd"],
)
def test_numbers_of_names(names: dict[int, str], numbers: dict[int, int]) -> None:
    assert numbers_of(names) == numbers


@pytest.mark.parametrize(
    "names",
    [{}, {1: "star", 2: "heart"}, {1: "g1", 2: "C2", 3: "a3"}, {1: "g1", 2: "leaf", 3: "bell"}],
    ids=["none", "words", "several prefixes", "mostly words"],
)
def test_other_names_say_nothing(names: dict[int, str]) -> None:
    assert numbers_of(names) == {}
