"""The quick voice: every language once, by the code it is told by."""

from __future__ import annotations

from schemas.lexicon.langid import likelihoods


def test_the_likeliest_language_is_that_of_the_text() -> None:
    found = likelihoods("Бандар рӯзи ҷумъа соҳили навро кушод ва киштиҳо аз моҳи июн дар он ҷо меистанд.")
    assert max(found, key=lambda code: found[code]) == "tg"


def test_codes_of_the_model_are_told_as_the_language_they_belong_to() -> None:
    found = likelihoods("افتتح الميناء رصيفه الجديد يوم الجمعة")
    assert "arz" not in found
    assert max(found, key=lambda code: found[code]) == "ar"


def test_a_text_without_letters_likes_none() -> None:
    assert len(set(likelihoods("").values())) == 1
