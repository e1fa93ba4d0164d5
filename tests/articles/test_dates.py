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
        ("2024.10.10", None, date(2024, 10, 10)),
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
        ("Sunday January 25th", "en"),
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
    assert [f.value for f in find_dates("Issue 1, May 2009")] == [
        ParsedDate(date(2009, 5, 1), Precision.MONTH)
    ]


@pytest.mark.parametrize(
    ("paragraph", "printed", "place", "day"),
    [
        ("Port Lumen, 3 May 2024 – The quay", "Port Lumen, 3 May 2024", "Port Lumen", date(2024, 5, 3)),
        ("PORT LUMEN, 3 May 2024 - The quay", "PORT LUMEN, 3 May 2024", "PORT LUMEN", date(2024, 5, 3)),
        (
            "New York. NY - 22 September 2023 - It",
            "New York. NY - 22 September 2023",
            "New York. NY",
            date(2023, 9, 22),
        ),
        ("PARIS (AFP) – The mayor", "PARIS (AFP)", "PARIS", None),
        ("OSLO, July 12 (Wire) - Stocks", "OSLO, July 12 (Wire)", "OSLO", None),
        ("(Geneva, 5 May 2020) The board", "Geneva, 5 May 2020", "Geneva", date(2020, 5, 5)),
        ("Astana, 12 July 2023. On this day", "Astana, 12 July 2023", "Astana", date(2023, 7, 12)),
        ("Paris, le 3 mars 2019 – Le maire", "Paris, le 3 mars 2019", "Paris", date(2019, 3, 3)),
        ("г. Астана, 12 июля 2023 г. – Совет", "г. Астана, 12 июля 2023 г.", "Астана", date(2023, 7, 12)),
        ("12 July 2023, Astana – The board", "12 July 2023, Astana", "Astana", date(2023, 7, 12)),
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
        "On 12 July 2023 – the board met",
        "Astana – capital of the country",
        "The meeting – held on 12 July 2023 – was good",
        "NATO – The alliance",
        "Monday, 12 July 2023 – Meeting",
        "Newsletter, 12 July 2023 – News",
        "Annual Fair 12 July 2023 – The programme",
        "Port Lumen, 3 May 2024",
        "Awards on 22 May 2018. Congratulations to all",
        "Thursday January 23 – Nina Salter Weekly Costs: $9",
        "Conference: Saturday, October 17, 2015 – the programme",
        "",
    ],
)
def test_no_dateline(paragraph: str) -> None:
    assert dateline(paragraph) is None


@pytest.mark.parametrize(
    "line",
    [
        "Phnom Penh, 14 October 2021",
        "**Phnom Penh, 14 October 2021.**",
        "Berlin, den 5. Mai 2020",
        "Vienna – 2 May 2019",
    ]
    + ["Fait à Bamako, le 13 novembre 2014", "Done at Geneva on 5 May 2020", "г. Астана, 12 июля 2023 г."]
    + ["Strasbourg \u00ad 20 Mai 2014", "Washington, D.C., July 4, 2020", "14 October 2021, Phnom Penh"],
)
def test_closing_place_date(line: str) -> None:
    assert is_closing_place_date(line)


@pytest.mark.parametrize(
    "line",
    [
        "Committee met on 14 October 2021",
        "14 October 2021",
        "Sunday, 14 October 2021",
        "Page 3, 14 October 2021",
    ]
    + [
        "12th October 2021, Nur-Sultan, Kazakhstan (hybrid format)",
        "Guam, November 2021",
        "Annual Fair 12 July 2023",
    ]
    + [
        "Ministry of Fisheries, 14 October 2021",
        "Phnom Penh, 14 October 2021 at 15:30",
        "Join us in Paris, 4 May 2021",
    ],
)
def test_no_closing_place_date(line: str) -> None:
    assert not is_closing_place_date(line)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Vol. 16, No. 1, May 20, 2009", "Port Lumen, 1 June 2009"], (date(2009, 5, 20), Precision.DAY)),
        (
            [
                "PRESS RELEASE",
                "1st October 2021, Nur-Sultan (hybrid format)",
                "On 1st October 2021 they met",
                "Oslo, 4 October 2021",
            ],
            (date(2021, 10, 4), Precision.DAY),
        ),
        (["News", "OSLO, 3 May 2024 – The quay opened"], (date(2024, 5, 3), Precision.DAY)),
        (["Hill Newsletter June 2018"], (date(2018, 6, 1), Precision.MONTH)),
        (["Hill Club 2015 Q4"], (date(2015, 10, 1), Precision.QUARTER)),
        (["HILL NEWS 2024.10.10 No.84"], (date(2024, 10, 10), Precision.DAY)),
        (["Date: 5 May 2020"], (date(2020, 5, 5), Precision.DAY)),
    ],
)
def test_issue_date(lines: list[str], expected: tuple[date, Precision]) -> None:
    assert find_issue_date(lines) == ParsedDate(*expected)


@pytest.mark.parametrize(
    "lines",
    [[], ["Fall 2015"], ["The club met on 5 May 2020"], ["In May 2020 the club, which was old, met again."]],
)
def test_no_issue_date(lines: list[str]) -> None:
    assert find_issue_date(lines) is None
