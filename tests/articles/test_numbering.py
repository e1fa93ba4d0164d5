"""Volume and number from the lines that print them, and names without them."""

from __future__ import annotations

import pytest

from tasks.articles.numbering import Numbering, find_numbering, without_numbering


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Vol. 3, No. 2, April 2011"], Numbering("3", "2")),
        (["VOL. II ... No. 1"], Numbering("II", "1")),
        (["Year: 2026 Volume: 06 Issue: 31"], Numbering("06", "31")),
        (["№ 5 (117). Май 2015 г."], Numbering(None, "5")),
        (["29. Jahrgang, Ausgabe 4"], Numbering("29", "4")),
        (["第84期"], Numbering(None, "84")),
        (["2025/17"], Numbering(None, "2025/17")),
        (["HILL NEWSLETTER 7"], Numbering(None, "7")),
        (["MARCH 2020 | VOL. 7", "Issue 4"], Numbering("7", "4")),
        (["Week 31", "4th quarter 2018", "Hill Newsletter 2024", "Fall 2013"], Numbering()),
        ([], Numbering()),
    ],
)
def test_numbering(lines: list[str], expected: Numbering) -> None:
    assert find_numbering(lines) == expected


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Hill Newsletter December 2012", "Hill Newsletter"),
        ("Hill Newsletter September 2013 (issue 22)", "Hill Newsletter"),
        ("Hill Newsletter, Fall 2013", "Hill Newsletter"),
        ("May 2024 | Hill Newsletter", "Hill Newsletter"),
        ("Hill Newsletter", "Hill Newsletter"),
        ("December 2012", ""),
    ],
)
def test_a_name_is_told_without_its_date_and_number(line: str, name: str) -> None:
    assert without_numbering(line) == name
