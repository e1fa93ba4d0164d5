"""Pins what two signatures tell of what their texts share, and that they are the same everywhere."""

from __future__ import annotations

import random

import pytest

from tasks.linking.signatures import bucket_keys, resemblance, sign, tokens_of

WORDS = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lmnrst"]
CHARACTERS = [chr(0x4E00 + number) for number in range(500)]


def _text(seed: int, count: int) -> list[str]:
    return random.Random(seed).choices(WORDS, k=count)


def _share(one: str, other: str) -> float:
    return resemblance(sign(one).bins, sign(other).bins)


def test_case_accents_punctuation_and_lines_do_not_count() -> None:
    assert _share("The café opens\nat noon, on Friday.", "THE CAFE OPENS AT NOON on friday") == 1


def test_short_texts_are_compared_nearly_exactly() -> None:
    one = "the pool is closed on monday for cleaning and opens again on tuesday"
    # Eleven shingles, of which the last word's one is another.
    assert _share(one, one.replace("tuesday", "friday")) == pytest.approx(10 / 12, abs=0.04)


@pytest.mark.parametrize("replaced", [0, 40, 200, 400])
def test_long_texts_are_estimated(replaced: int) -> None:
    one, other = _text(1, 800), _text(1, 800)
    other[:replaced] = _text(2, replaced)
    shingles = [set(zip(text, text[1:], text[2:], strict=False)) for text in (one, other)]
    exact = len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])
    assert _share(" ".join(one), " ".join(other)) == pytest.approx(exact, abs=0.1)


def test_other_texts_share_nothing() -> None:
    assert _share(" ".join(_text(3, 300)), " ".join(_text(4, 300))) < 0.03


def test_languages_without_blanks_are_compared_by_characters() -> None:
    one = random.Random(5).choices(CHARACTERS, k=60)
    other = [*one[:50], *random.Random(6).choices(CHARACTERS, k=10)]
    assert list(tokens_of("会议日")) == ["会", "议", "日"]
    # 56 shingles of five characters, of which ten hold a replaced one.
    assert _share("".join(one), "".join(other)) == pytest.approx(46 / 66, abs=0.06)


def test_marks_stay_with_their_letters() -> None:
    assert list(tokens_of("කොළඹ 12")) == ["කොළඹ", "12"]


@pytest.mark.parametrize("text", ["", "…", "one", "one two"])
def test_texts_shorter_than_a_shingle_are_one_or_none(text: str) -> None:
    assert sign(text).shingle_count == (1 if text.isascii() and text else 0)
    assert _share(text, text) == (1 if sign(text).shingle_count else 0)


def test_figures_tell_texts_apart_that_differ_in_a_number() -> None:
    assert sign("at 7 on 12 May").figures == sign("on 7 or 12 June").figures
    assert sign("at 7 on 12 May").figures != sign("at 7 on 19 May").figures


def test_texts_that_are_alike_share_a_bucket_and_others_do_not() -> None:
    one, other = _text(1, 300), _text(1, 300)
    other[:90] = _text(2, 90)
    keys = [set(bucket_keys(sign(" ".join(text)).bins)) for text in (one, other, _text(7, 300))]
    assert keys[0] & keys[1]
    assert not keys[0] & keys[2]


def test_signatures_are_the_same_on_every_machine() -> None:
    signature = sign("Notice: the ferry leaves at 9.")
    assert (signature.shingle_count, signature.figures) == (4, 2366072709)
    assert bucket_keys(signature.bins) == [
        2077749735427081126,
        1597913150958810317,
        16958388109400870719,
        4035502654828407864,
    ]
