"""Lines and their shadows; each headline is read once, whatever its shadow's distance."""

from __future__ import annotations

import pytest

from tests.build import Page, page, pdf
from tests.reading import line_texts, losses, read

HEAD = "Hill lilies still fill it"


def twice(dx: float, dy: float, **look: float) -> Page:
    top = 80.0
    under = page().line(HEAD, at=(72 + dx, top + dy), size=16, color="#999999")
    return under.line(HEAD, at=(72, top), size=look.get("size", 16))


@pytest.mark.parametrize(
    ("dx", "dy"), [(0.3, 0), (1, 1), (2.5, 2.5), (3, 3), (4, 4), (-3, 2), (5, 0), (0, 4)], ids=str
)
def test_a_shadow_is_a_second_print(dx: float, dy: float) -> None:
    document = read(pdf(twice(dx, dy)))
    assert line_texts(document) == [HEAD]
    assert sum(count for _, count, _ in losses(document)) == len(HEAD.replace(" ", ""))
    assert [word.style.color for line in document.pages[0].lines for word in line.words if word.style] == [
        "#000000"
    ] * 5


def test_three_prints_are_one_line() -> None:
    document = read(pdf(twice(2, 2).line(HEAD, at=(73.5, 81.5), size=16)))
    assert line_texts(document) == [HEAD]


def test_a_line_that_says_the_same_below_is_a_line() -> None:
    assert line_texts(read(pdf(page().lines(["No smoking", "No smoking"], at=(72, 80), size=10)))) == [
        "No smoking",
        "No smoking",
    ]


def test_the_same_word_twice_in_a_row_stays() -> None:
    assert line_texts(read(pdf(page().line("had", at=(72, 80)).line("had", at=(92, 80))))) == ["had had"]
