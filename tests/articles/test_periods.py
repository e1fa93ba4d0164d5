"""Dates of every precision with both their ends, and those that lean on the day of the issue."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.kinds import DatePrecision
from tasks.articles.periods import find_periods

MAY_DAY = date(2024, 5, 1)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("text", "language", "starts", "ends", "precision"),
    [
        ("Fall 2015", "en", date(2015, 9, 1), date(2015, 11, 30), DatePrecision.SEASON),
        ("2015 Fall", "en", date(2015, 9, 1), date(2015, 11, 30), DatePrecision.SEASON),
        ("Fall/Winter 2025", "en", date(2025, 9, 1), date(2026, 2, 28), DatePrecision.SEASON),
        ("Winter/Spring 2016", "en", date(2015, 12, 1), date(2016, 5, 31), DatePrecision.SEASON),
        ("Winter 2014/15", "en", date(2014, 12, 1), date(2015, 2, 28), DatePrecision.SEASON),
        ("summer of 2015", "en", date(2015, 6, 1), date(2015, 8, 31), DatePrecision.SEASON),
        ("Herbst 2024", "de", date(2024, 9, 1), date(2024, 11, 30), DatePrecision.SEASON),
        ("Primavera de 2019", "pt", date(2019, 3, 1), date(2019, 5, 31), DatePrecision.SEASON),
        ("4th quarter, 2018", "en", date(2018, 10, 1), date(2018, 12, 31), DatePrecision.QUARTER),
        ("premier trimestre 2020", "fr", date(2020, 1, 1), date(2020, 3, 31), DatePrecision.QUARTER),
        ("3. Quartal 2015", "de", date(2015, 7, 1), date(2015, 9, 30), DatePrecision.QUARTER),
        ("2015 Q1", "en", date(2015, 1, 1), date(2015, 3, 31), DatePrecision.QUARTER),
        ("August – September 2022", "en", date(2022, 8, 1), date(2022, 9, 30), DatePrecision.MONTH),
        ("January 2016 - March 2016", "en", date(2016, 1, 1), date(2016, 3, 31), DatePrecision.MONTH),
        ("13/07/2026 – 19/07/2026", "es", date(2026, 7, 13), date(2026, 7, 19), DatePrecision.DAY),
        ("1 al 3 de juliol 2016", "ca", date(2016, 7, 1), date(2016, 7, 3), DatePrecision.DAY),
    ],
)
def test_a_date_with_its_year(
    text: str, language: str, starts: date, ends: date, precision: DatePrecision
) -> None:
    (found,) = find_periods(f"The news of {text}, in short", language)
    assert (found.value.first_day, found.value.last_day) == (starts, ends)
    assert found.value.precision is precision
    assert not found.is_relative


@pytest.mark.parametrize(
    ("text", "language", "starts"),
    [
        ("12 October", "en", date(2024, 10, 12)),
        ("5 January", "en", date(2024, 1, 5)),
        ("5 December", "en", date(2024, 12, 5)),
        ("Monday, 12 February", "en", date(2024, 2, 12)),
        ("12-14 October", "en", date(2024, 10, 12)),
        ("next Tuesday", "en", date(2024, 5, 7)),
        ("next Wednesday", "en", date(2024, 5, 8)),
        ("last Wednesday", "en", date(2024, 4, 24)),
        ("this Friday", "en", date(2024, 5, 3)),
        ("tomorrow", "en", date(2024, 5, 2)),
        ("yesterday", "en", date(2024, 4, 30)),
        ("mardi prochain", "fr", date(2024, 5, 7)),
        ("nächsten Dienstag", "de", date(2024, 5, 7)),
        ("прошлый вторник", "ru", date(2024, 4, 30)),
    ],
)
def test_a_date_that_leans_on_the_issue(text: str, language: str, starts: date) -> None:
    (found,) = find_periods(f"Then {text}, too", language, MAY_DAY)
    assert found.value.first_day == starts
    assert found.is_relative
    assert find_periods(f"Then {text}, too", language) == []


def test_a_weekday_chooses_the_year_of_a_day_that_is_far_from_the_issue() -> None:
    (found,) = find_periods("on Saturday, 3 February", "en", MAY_DAY)
    assert found.value.first_day == date(2024, 2, 3)
    (found,) = find_periods("on Monday, 3 February", "en", MAY_DAY)
    assert found.value.first_day == date(2024, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "Spring is here",
        "In winter 12 boats rest",
        "the first quarter of the moon",
        "demain",
        "I fall 3 times",
    ],
)
def test_no_date(text: str) -> None:
    assert find_periods(text, "en", MAY_DAY) == []


def test_words_of_another_language_are_not_relative() -> None:
    assert find_periods("Il dit demain", "fr", MAY_DAY) != []
    assert find_periods("Il dit demain", "de", MAY_DAY) == []
    assert find_periods("Il dit demain", None, MAY_DAY) == []
