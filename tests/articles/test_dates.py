"""Dates of many languages, found and read."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.kinds import DatePrecision
from tasks.articles.dates import ParsedDate, find_dates, find_quarters, parse_date


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("12 July 2023", "en", date(2023, 7, 12)),
        ("July 12, 2023", "en", date(2023, 7, 12)),
        ("12th of October 2021", "en", date(2021, 10, 12)),
        ("Friday, 5 May 2020", "en", date(2020, 5, 5)),
        ("12–14 July 2023", "en", date(2023, 7, 12)),
        ("July 12-14, 2023", "en", date(2023, 7, 12)),
        ("28 June – 3 July 2023", "en", date(2023, 6, 28)),
        ("30 December – 2 January 2024", "en", date(2023, 12, 30)),
        ("2019.11.12", None, date(2019, 11, 12)),
        ("14.10.2021", None, date(2021, 10, 14)),
        ("25/04/2024", None, date(2024, 4, 25)),
        ("04/25/2024", "en", date(2024, 4, 25)),
        ("03/04/2024", "en-GB", date(2024, 4, 3)),
        ("03/04/2024", "en-US", date(2024, 3, 4)),
        ("03/04/2024", "fr", date(2024, 4, 3)),
        ("1er mars 2019", "fr", date(2019, 3, 1)),
        ("5. Mai 2020", "de", date(2020, 5, 5)),
        ("5 de mayo de 2020", "es", date(2020, 5, 5)),
        ("12 июля 2023 г.", "ru", date(2023, 7, 12)),
        ("2023 жылғы 5 шілде", "kk", date(2023, 7, 5)),
        ("2023. október 10.", "hu", date(2023, 10, 10)),
        ("2024 m. spalio 10 d.", "lt", date(2024, 10, 10)),
        ("2024. gada 10. oktobris", "lv", date(2024, 10, 10)),
        ("10 listopada 2020", "pl", date(2020, 11, 10)),
        ("10. listopada 2020.", "hr", date(2020, 10, 10)),
        ("2024年10月10日", "zh", date(2024, 10, 10)),
        ("2024년 3월 5일", "ko", date(2024, 3, 5)),
        ("令和6年7月5日", "ja", date(2024, 7, 5)),
        ("ngày 5 tháng 7 năm 2023", "vi", date(2023, 7, 5)),
        ("21 กันยายน พ.ศ. 2566", "th", date(2023, 9, 21)),
        ("١٢ يوليو ٢٠٢٣", "ar", date(2023, 7, 12)),
        ("12 Ekim 2023", "tr", date(2023, 10, 12)),
    ],
)
def test_days(text: str, language: str | None, expected: date) -> None:
    found = parse_date(text, language)
    assert found is not None
    assert (found.first_day, found.precision) == (expected, DatePrecision.DAY)


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("June 2018", date(2018, 6, 1), DatePrecision.MONTH),
        ("July – September 2023", date(2023, 7, 1), DatePrecision.MONTH),
        ("令和6年7月", date(2024, 7, 1), DatePrecision.MONTH),
        ("Q4 2015", date(2015, 10, 1), DatePrecision.QUARTER),
        ("2015 Q1", date(2015, 1, 1), DatePrecision.QUARTER),
        ("2023", date(2023, 1, 1), DatePrecision.YEAR),
    ],
)
def test_less_than_a_day(text: str, expected: date, precision: DatePrecision) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.first_day, found.precision) == (expected, precision)


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("12 July 2023", date(2023, 7, 12)),
        ("12–14 July 2023", date(2023, 7, 14)),
        ("July 12-14, 2023", date(2023, 7, 14)),
        ("28 June – 3 July 2023", date(2023, 7, 3)),
        ("30 December – 2 January 2024", date(2024, 1, 2)),
        ("June 2018", date(2018, 6, 30)),
        ("December 2018", date(2018, 12, 31)),
        ("November – January 2024", date(2024, 1, 31)),
        ("Q4 2015", date(2015, 12, 31)),
        ("2023", date(2023, 12, 31)),
    ],
)
def test_the_last_day_that_is_meant(text: str, last_day: date) -> None:
    found = parse_date(text, "en")
    assert found is not None
    assert found.last_day == last_day


def test_a_range_that_goes_backwards_is_its_first_day() -> None:
    assert parse_date("14–12 July 2023", "en") == ParsedDate(date(2023, 7, 14), DatePrecision.DAY)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("03/04/2024", "en"),
        ("03/04/2024", None),
        ("10 listopada 2020", None),
        ("31 February 2020", "en"),
        ("2024-02-30", None),
        ("He came on 12 July 2023", "en"),
        ("May I come", "en"),
        ("Monday March 9th", "en"),
        ("1.2.3", None),
        ("192.168.10.12", None),
        ("", None),
    ],
)
def test_no_date(text: str, language: str | None) -> None:
    assert parse_date(text, language) is None


def test_dates_in_a_sentence_are_located() -> None:
    text = "It met on 12 July 2023 and on 2024-01-05, in May it rests."
    found = find_dates(text, "en")
    assert [(text[f.start : f.end], f.value.first_day) for f in found] == [
        ("12 July 2023", date(2023, 7, 12)),
        ("2024-01-05", date(2024, 1, 5)),
    ]


def test_an_issue_number_before_a_month_is_no_day() -> None:
    assert [f.value for f in find_dates("Issue 1, April 2011")] == [
        ParsedDate(date(2011, 4, 1), DatePrecision.MONTH)
    ]


def test_the_number_of_an_issue_is_no_day_of_the_month_behind_it() -> None:
    (found,) = find_dates("Vol. 3, No. 2 July - December, 2015")
    assert found.value == ParsedDate(date(2015, 7, 1), DatePrecision.MONTH, date(2015, 12, 1))


def test_a_quarter_is_found_within_a_line() -> None:
    text = "Hill Club, Q3 2013, for members"
    (found,) = find_quarters(text)
    assert found.value == ParsedDate(date(2013, 7, 1), DatePrecision.QUARTER)
    assert text[found.start : found.end] == "Q3 2013"
    assert find_quarters("Hill Club, summer 2013") == []
