"""Datelines before a first sentence, and lines that say a place and a day."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.kinds import DatePrecision
from tasks.articles.datelines import (
    closing_date,
    dateline,
    find_dateline,
    is_closing_place_date,
    is_date_line,
    is_day_line,
)
from tasks.articles.dates import ParsedDate


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


def test_the_day_of_a_closing_line_is_read() -> None:
    assert closing_date("Port Lumen, 9 August 2019") == ParsedDate(date(2019, 8, 9), DatePrecision.DAY)
    assert closing_date("Port Lumen, August 2019") is None


@pytest.mark.parametrize(
    ("line", "is_day", "is_dated"),
    [
        ("Tuesday, 9 June 2022", True, True),
        ("9 June", False, False),
        ("Friday, 9 June, 7:30 pm", True, False),
        ("Friday 9 June at 7 p.m.", False, False),
        ("9 – 11 June 2022", False, False),
        ("Annual fair, 9 June 2022", False, False),
        (": 9 June 2022", False, False),
        ("June 2022", False, False),
        ("", False, False),
    ],
)
def test_a_line_that_says_a_day_and_nothing_else(line: str, is_day: bool, is_dated: bool) -> None:
    assert (is_day_line(line), is_date_line(line)) == (is_day, is_dated)


@pytest.mark.parametrize(
    ("lead", "heads", "lines", "closing", "expected"),
    [
        ("TROMSØ, 9 June 2022 – The quay opened.", ["8 June, 7 pm"], [], [], "TROMSØ, 9 June 2022"),
        ("It opened.", ["8 June, 7 pm"], ["It opened.", "Tromsø, 9 June 2022"], [], "Tromsø, 9 June 2022"),
        (
            "It opened.",
            ["Friday, 8 June, 7 pm"],
            ["It opened.", "9 June 2022"],
            ["9 June 2022"],
            "Friday, 8 June, 7 pm",
        ),
        ("It opened.", [], ["It opened.", "9 June 2022"], ["9 June 2022"], "9 June 2022"),
        ("It opened.", [], ["It opened on", "9 June 2022"], [], None),
        ("It opened.", ["The quay"], ["It opened."], ["9 June"], None),
    ],
    ids=["lead", "place and day", "under the title", "at the end", "a sentence runs on", "without a year"],
)
def test_the_dateline_of_an_article(
    lead: str, heads: list[str], lines: list[str], closing: list[str], expected: str | None
) -> None:
    assert find_dateline(lead, heads, lines, closing) == expected


def test_months_of_one_name_are_told_by_the_language() -> None:
    line = "Warszawa, dnia 8 listopada 2021 roku"
    assert find_dateline("Otwarto most.", [], [line], []) is None
    assert find_dateline("Otwarto most.", [], [line], [], "pl") == line
