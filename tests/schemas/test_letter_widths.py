"""Pins how wide words are taken to be set, against each other."""

from __future__ import annotations

import pytest

from schemas.letter_widths import set_width


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [("ill", "mow"), ("harbour", "HARBOUR"), ("мост", "МОСТ"), ("nn", "港口")],
    ids=["letters", "capitals", "capitals that are not listed", "full widths"],
)
def test_some_words_are_wider_than_others(narrow: str, wide: str) -> None:
    assert set_width(narrow) < set_width(wide)


def test_marks_take_no_room() -> None:
    assert set_width("ře\u0301ka") == set_width("reka")


def test_a_text_is_as_wide_as_its_letters() -> None:
    assert set_width("ab") == pytest.approx(set_width("a") + set_width("b"))
