"""Mentions: countries, organisations and people, and words that only look like them."""

from __future__ import annotations

import pytest

from tasks.articles.mentions import find_mentions, small_words


def found(text: str, language: str = "en") -> list[tuple[str, str, str | None]]:
    mentions = find_mentions(text, language, text, small_words([text]))
    return [(mention.kind, text[mention.start : mention.end], mention.code) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "language", "surface", "code"),
    [
        pytest.param("trade with Germany grew", "en", "Germany", "DE", id="name"),
        pytest.param("le commerce avec l’Allemagne", "fr", "Allemagne", "DE", id="name_in_its_language"),
        pytest.param("договор с Германией", "ru", "Германией", "DE", id="another_case"),
        pytest.param("与德国的贸易", "zh", "德国", "DE", id="no_blanks"),
        pytest.param("与几内亚比绍的贸易", "zh", "几内亚比绍", "GW", id="no_blanks_longest"),
        pytest.param("德德国的贸易", "zh", "德国", "DE", id="no_blanks_first_letter_twice"),
        pytest.param("the Norwegian boats", "en", "Norwegian", "NO", id="demonym"),
        pytest.param("shipped from Burma", "en", "Burma", "MM", id="old_name"),
        pytest.param("the Islamic Republic of Iran", "en", "Islamic Republic of Iran", "IR", id="title"),
        pytest.param("from Tbilisi in Georgia", "en", "Georgia", "GE", id="georgia_beside_its_capital"),
        pytest.param("in Papua New Guinea", "en", "Papua New Guinea", "PG", id="longest"),
    ],
)
def test_countries(text: str, language: str, surface: str, code: str) -> None:
    assert found(text, language) == [("country", surface, code)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("in Atlanta, Georgia", id="georgia_in_america"),
        pytest.param("boats of Georgia", id="georgia_of_nobody_knows"),
        pytest.param("sold in New Mexico", id="state"),
        pytest.param("a turkey for Sunday", id="small"),
        pytest.param("lessons in Spanish", id="language"),
        pytest.param("TELL US MORE", id="capitals"),
        pytest.param("moved to Peru, IL", id="town"),
    ],
)
def test_no_countries(text: str) -> None:
    assert found(text) == []


def test_an_ordinary_word_of_korean_is_no_country() -> None:
    assert found("이동 수단 및", "ko") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Réunion d’information", []),
        ("une école de La Réunion", [("country", "Réunion", "RE")]),
    ],
)
def test_a_meeting_is_no_island(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text, "fr") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [("12, rue Martin Holm", "fr"), ("in der Martin-Schule", "de"), ("la Banda Martin Holm", "es")],
)
def test_what_is_named_after_people_is_no_person(text: str, language: str) -> None:
    assert found(text, language) == []


def test_a_name_of_a_person_is_no_country() -> None:
    assert found("so said Michael Jordan") == [("person", "Michael Jordan", None)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("the United Nations met", "en", [("organisation", "United Nations", "UN")]),
        ("генсек ООН сказал", "ru", [("organisation", "ООН", "UN")]),
        ("by WHO rules", "en", [("organisation", "WHO", "WHO")]),
        ("THE BOY WHO RAN AWAY", "en", []),
    ],
)
def test_organisations(text: str, language: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text, language) == expected


@pytest.mark.parametrize(
    ("text", "surface", "office"),
    [
        ("said Deputy Mayor Martin Holm on", "Martin Holm", "Deputy Mayor"),
        ("Martin Holm, director of the port, spoke", "Martin Holm", "director of the port"),
        ("while Martin J. Holm rowed", "Martin J. Holm", None),
        ("while Ludwig van Holm rowed", "Ludwig van Holm", None),
        ("while K. J. Martin Holm rowed", "K. J. Martin Holm", None),
        ("to Martin Holm’s boat", "Martin Holm", None),
        ("to Martin Holm’s Boating", "Martin Holm", None),
        ("called M. Martin Holm", "Martin Holm", None),
        ("while Dr. Holmar Martin Lund rowed", "Holmar Martin Lund", None),
        ("at St. Boats Martin Lund rowed", "Martin Lund", None),
        ("rowed with Martin Holm Pnt. Boating", "Martin Holm", None),
        ("said Club President Martin Holm", "Martin Holm", "President"),
    ],
)
def test_people_with_their_office(text: str, surface: str, office: str | None) -> None:
    (mention,) = find_mentions(text, "en", text, small_words([text]))
    assert (text[mention.start : mention.end], mention.office) == (surface, office)


def test_an_office_belongs_to_the_name_behind_it() -> None:
    text = "while Mayor Martin Holm received Director Helena Brandt and Anna Lund rowed"
    offices = [mention.office for mention in find_mentions(text, "en", text, small_words([text]))]
    assert offices == ["Mayor", "Director", None]


def test_an_office_behind_a_name_is_not_that_of_the_next_name() -> None:
    text = "while Anna Lund, Mayor Martin Holm and others rowed"
    offices = [mention.office for mention in find_mentions(text, "en", text, small_words([text]))]
    assert offices == [None, "Mayor"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the Martin Project and its project", id="word_written_small"),
        pytest.param("at the Martin Foundation", id="organisation"),
        pytest.param("of West Holm", id="no_given_name"),
        pytest.param("Martin rowed", id="one_word"),
        pytest.param("along Martin Dock", id="place"),
        pytest.param("at Martin Children’s Hospital", id="institution_of_somebody"),
        pytest.param("by Martin AFL-ABC", id="short_forms"),
        pytest.param("with the Martin Holm of the lake", id="thing_with_an_article"),
        pytest.param("A Martin Holm for everyone", id="thing_with_an_indefinite_article"),
        pytest.param("the Martin Holm, and so to Martin Holm", id="thing_once_and_again"),
        pytest.param("Rowing Club Martin Holm", id="institution_named_after_him"),
        pytest.param("sold by Martin Holm Ltd.", id="company"),
        pytest.param("MARTIN Gift Cards", id="only_the_first_in_capitals"),
    ],
)
def test_no_people(text: str) -> None:
    assert found(text) == []


def test_what_any_text_writes_small_is_no_name() -> None:
    assert small_words(["Harbour boats", "The harbour"]) == {"boats", "harbour"}
