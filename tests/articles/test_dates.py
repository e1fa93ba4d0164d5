"""Dates of many languages, datelines, and the date of an issue."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.articles.dates import (
    ParsedDate,
    Precision,
    dateline,
    find_dates,
    find_issue_date,
    is_closing_place_date,
    parse_date,
)


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
    assert parse_date(text, language) == ParsedDate(expected, Precision.DAY)


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("June 2018", date(2018, 6, 1), Precision.MONTH),
        ("July – September 2023", date(2023, 7, 1), Precision.MONTH),
        ("令和6年7月", date(2024, 7, 1), Precision.MONTH),
        ("Q4 2015", date(2015, 10, 1), Precision.QUARTER),
        ("2015 Q1", date(2015, 1, 1), Precision.QUARTER),
        ("2023", date(2023, 1, 1), Precision.YEAR),
    ],
)
def test_less_than_a_day(text: str, expected: date, precision: Precision) -> None:
    assert parse_date(text) == ParsedDate(expected, precision)


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
        ParsedDate(date(2011, 4, 1), Precision.MONTH)
    ]


@pytest.mark.parametrize(
    ("paragraph", "printed", "place", "day"),
    [
        ("Port Lumen, 3 May 2024 – The quay", "Port Lumen, 3 May 2024", "Port Lumen", date(2024, 5, 3)),
        ("PORT LUMEN, 3 May 2024 - The quay", "PORT LUMEN, 3 May 2024", "PORT LUMEN", date(2024, 5, 3)),
        (
            "New Haven. CT - 4 March 2020 - It",
            "New Haven. CT - 4 March 2020",
            "New Haven. CT",
            date(2020, 3, 4),
        ),
        ("PARIS (AFP) – The mayor", "PARIS (AFP)", "PARIS", None),
        ("OSLO, July 12 (Wire) - Stocks", "OSLO, July 12 (Wire)", "OSLO", None),
        ("(Geneva, 5 May 2020) The board", "Geneva, 5 May 2020", "Geneva", date(2020, 5, 5)),
        ("Tromsø, 9 June 2022. On this day", "Tromsø, 9 June 2022", "Tromsø", date(2022, 6, 9)),
        ("Paris, le 3 mars 2019 – Le maire", "Paris, le 3 mars 2019", "Paris", date(2019, 3, 3)),
        ("г. Тула, 9 июня 2022 г. – Совет", "г. Тула, 9 июня 2022 г.", "Тула", date(2022, 6, 9)),
        ("9 June 2022, Tromsø – The board", "9 June 2022, Tromsø", "Tromsø", date(2022, 6, 9)),
    ],
)
def test_dateline(paragraph: str, printed: str, place: str, day: date | None) -> None:
    found = dateline(paragraph)
    assert found is not None
    assert (found.text, found.place) == (printed, place)
    assert (found.date.first_day if found.date else None) == day
    assert paragraph[found.length :].split()[0] in {"The", "It", "Stocks", "On", "Le", "Совет"}


@pytest.mark.parametrize(
    "paragraph",
    [
        "On 9 June 2022 – the board met",
        "Tromsø – gateway of the north",
        "The meeting – held on 9 June 2022 – was good",
        "NATO – The alliance",
        "Monday, 9 June 2022 – Meeting",
        "Newsletter, 9 June 2022 – News",
        "Annual Fair 9 June 2022 – The programme",
        "Port Lumen, 3 May 2024",
        "Prizes on 8 June 2016. Well done, everyone",
        "Friday February 7 – Olga Brandt Boat Fund: $9",
        "Workshop: Sunday, March 6, 2011 – the programme",
        "",
    ],
)
def test_no_dateline(paragraph: str) -> None:
    assert dateline(paragraph) is None


@pytest.mark.parametrize(
    "line",
    [
        "Port Lumen, 9 August 2019",
        "**Port Lumen, 9 August 2019.**",
        "Berlin, den 5. Mai 2020",
        "Vienna – 2 May 2019",
    ]
    + ["Fait à Lausanne, le 6 mars 2012", "Done at Geneva on 5 May 2020", "г. Тула, 9 июня 2022 г."]
    + ["Colmar \u00ad 7 Juin 2011", "Washington, D.C., July 4, 2020", "9 August 2019, Port Lumen"],
)
def test_closing_place_date(line: str) -> None:
    assert is_closing_place_date(line)


@pytest.mark.parametrize(
    "line",
    [
        "Committee met on 9 August 2019",
        "9 August 2019",
        "Sunday, 9 August 2019",
        "Page 3, 9 August 2019",
    ]
    + [
        "8th August 2019, Port Lumen, Halvia (hybrid format)",
        "Fiji, November 2019",
        "Annual Fair 9 June 2022",
    ]
    + [
        "Ministry of Fisheries, 9 August 2019",
        "Port Lumen, 9 August 2019 at 15:30",
        "Join us in Paris, 4 May 2021",
    ],
)
def test_no_closing_place_date(line: str) -> None:
    assert not is_closing_place_date(line)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Vol. 3, No. 2, April 8, 2011", "Port Lumen, 1 May 2011"], (date(2011, 4, 8), Precision.DAY)),
        (
            [
                "PRESS RELEASE",
                "1st August 2019, Port Lumen (hybrid format)",
                "On 1st August 2019 they met",
                "Oslo, 4 August 2019",
            ],
            (date(2019, 8, 4), Precision.DAY),
        ),
        (["News", "OSLO, 3 May 2024 – The quay opened"], (date(2024, 5, 3), Precision.DAY)),
        (["Hill Newsletter May 2017"], (date(2017, 5, 1), Precision.MONTH)),
        (["Hill Club 2013 Q3"], (date(2013, 7, 1), Precision.QUARTER)),
        (["HILL NEWS 2019.03.05 No.27"], (date(2019, 3, 5), Precision.DAY)),
        (["Date: 5 May 2020"], (date(2020, 5, 5), Precision.DAY)),
    ],
)
def test_issue_date(lines: list[str], expected: tuple[date, Precision]) -> None:
    assert find_issue_date(lines) == ParsedDate(*expected)


@pytest.mark.parametrize(
    "lines",
    [[], ["Fall 2013"], ["The club met on 5 May 2020"], ["In May 2020 the club, which was old, met again."]],
)
def test_no_issue_date(lines: list[str]) -> None:
    assert find_issue_date(lines) is None
