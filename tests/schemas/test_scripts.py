"""Scripts of letters and marks, and the languages they leave to choose from."""

from __future__ import annotations

import pytest

from schemas.lexicon.langid import likelihoods
from schemas.lexicon.scripts import DECIDED, SHARED, count_letters, script_of, weigh_letters


@pytest.mark.parametrize(
    ("character", "script"),
    [
        ("a", "LATIN"),
        ("ß", "LATIN"),
        ("ң", "CYRILLIC"),
        ("\u102c", "MYANMAR"),  # a vowel sign
        ("\u093f", "DEVANAGARI"),
        ("\u05b7", "HEBREW"),
        ("の", "CJK"),
        ("ー", "CJK"),
        ("學", "CJK"),
        ("한", "HANGUL"),
        ("\u0301", ""),  # an accent of any script
        ("ʼ", ""),
        ("7", ""),
        ("。", ""),
        ("\ud800", ""),
    ],
)
def test_script(character: str, script: str) -> None:
    assert script_of(character) == script


def test_letters_are_counted_by_script_in_the_order_they_come() -> None:
    assert list(count_letters("Мост 2, pont и pont").items()) == [("CYRILLIC", 5), ("LATIN", 8)]


def test_a_sign_weighs_as_much_as_some_letters() -> None:
    assert weigh_letters(count_letters("学校")) == weigh_letters(count_letters("school"))


def test_the_quick_voice_knows_every_language_that_is_to_be_chosen() -> None:
    known = set(likelihoods("The harbour opened its new pier on Friday."))
    assert set().union(*SHARED.values()) <= known


def test_a_script_decides_or_is_shared() -> None:
    assert not set(DECIDED) & set(SHARED)
