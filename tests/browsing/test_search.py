"""Pins what a search asks for, and what of a text it shows. What it finds is pinned with the database."""

from __future__ import annotations

import pytest

from tasks.browsing.search import CHARS_AROUND, Shown, conditions, excerpt, terms_of


@pytest.mark.parametrize(
    ("search", "terms"),
    [
        pytest.param("lake  level", ["lake", "level"], id="words"),
        pytest.param('"lake  level" ferry', ["lake level", "ferry"], id="a phrase"),
        pytest.param('ferry"', ["ferry"], id="half a pair of quotes"),
        pytest.param('" " ""', [], id="nothing in quotes"),
        pytest.param("水 湖水", ["水", "湖水"], id="no blanks between words"),
    ],
)
def test_terms(search: str, terms: list[str]) -> None:
    assert terms_of(search) == terms


def test_long_words_are_asked_of_the_index_and_short_ones_of_the_texts() -> None:
    index, text = conditions(["lake", "水", "sea"])
    assert index.values == {"words": '"lake" "sea"'}
    assert text.values == {"word_1": "%水%"}


def test_signs_that_mean_more_to_sql_are_taken_as_they_are() -> None:
    assert [condition.values for condition in conditions(["5%", "_"])] == [
        {"word_0": r"%5\%%"},
        {"word_1": r"%\_%"},
    ]


def test_nothing_is_asked_without_words() -> None:
    assert conditions([]) == []


FAR = "The lake rose by a hand. " * 20 + "A ferry left late. " + "Farmers were content. " * 20


def test_an_excerpt_is_about_the_first_word() -> None:
    shown = excerpt(FAR, ["FERRY", "content"])
    text = "".join(piece.text for piece in shown)
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) <= 2 * CHARS_AROUND + len("FERRY") + 4
    assert {piece.text for piece in shown if piece.is_found} == {"ferry", "content"}


def test_an_excerpt_is_cut_between_words() -> None:
    words = set(FAR.split())
    assert {word for piece in excerpt(FAR, ["ferry"]) for word in piece.text.split()} - words == {"…"}


def test_a_text_without_blanks_is_cut_anywhere() -> None:
    text = "湖" * 300 + "水" + "海" * 300
    shown = excerpt(text, ["水"])
    assert [piece.text for piece in shown if piece.is_found] == ["水"]
    assert len("".join(piece.text for piece in shown)) == 2 * CHARS_AROUND + 1 + 4


@pytest.mark.parametrize("terms", [[], ["nowhere"]], ids=["no words", "words of the title"])
def test_without_a_word_in_it_the_beginning_is_shown(terms: list[str]) -> None:
    assert excerpt("The lake rose.\n\nFarmers are content.", terms) == [
        Shown("The lake rose. Farmers are content.")
    ]


def test_the_longer_of_two_words_is_told_apart() -> None:
    assert excerpt("lakeside", ["lake", "lakeside"]) == [Shown("lakeside", is_found=True)]
