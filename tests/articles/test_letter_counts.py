"""Characters of many texts counted at once, against counting them one by one."""

from __future__ import annotations

import pytest

from tasks.articles.letter_counts import TEXTS_AT_A_TIME, LetterCounts

TEXTS = (
    "Harbour News 2024, No. 5",
    "",
    "ÉCOLE élémentaire ſtraße",
    "Отчёт о работе № 12",
    "今月のお知らせ 第3号",
    "٣ مارس",
    "Ⓐ Ⅻ ª 𝐀bc",
    "half a pair: \ud83d",
    "-Dash first",
)


@pytest.mark.parametrize(
    "texts",
    [TEXTS, TEXTS[::-1], TEXTS[1:2], TEXTS * (1 + TEXTS_AT_A_TIME // len(TEXTS))],
    ids=["in order", "backwards", "only empty", "more than are counted at once"],
)
def test_each_text_is_counted_as_if_it_were_alone(texts: tuple[str, ...]) -> None:
    counts = LetterCounts.of(texts)
    assert list(counts.letter) == [sum(map(str.isalpha, text)) for text in texts]
    assert list(counts.small) == [sum(map(str.islower, text)) for text in texts]
    assert list(counts.capital) == [sum(map(str.isupper, text)) for text in texts]
    assert list(counts.digit) == [sum(map(str.isdecimal, text)) for text in texts]
    words = [[word for word in text.split() if word[0].isalpha()] for text in texts]
    assert list(counts.word) == [len(found) for found in words]
    assert list(counts.capital_word) == [sum(word[0].isupper() for word in found) for found in words]
