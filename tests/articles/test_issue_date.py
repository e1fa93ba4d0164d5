"""Which of its dates an issue was published on."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.kinds import DateOrigin, DatePrecision
from tasks.articles.issue_date import DatingLine, IssueDate, find_issue_date

HEAD, LINE, LAST = DateOrigin.HEAD, DateOrigin.ISSUE_LINE, DateOrigin.CLOSING_LINE
LEAD, LOOSE, TITLE = DateOrigin.DATELINE, DateOrigin.DATE_LINE, DateOrigin.TITLE


def find(*lines: tuple[DateOrigin, str]) -> IssueDate | None:
    return find_issue_date([DatingLine(text, origin) for origin, text in lines], "en")


@pytest.mark.parametrize(
    ("lines", "day", "precision", "origin"),
    [
        (
            [(HEAD, "Vol. 3, No. 2, April 8, 2011"), (LAST, "Port Lumen, 1 May 2011")],
            "2011-04-08",
            "day",
            HEAD,
        ),
        (
            [
                (HEAD, "PRESS RELEASE"),
                (LEAD, "1st August 2019, Port Lumen (hybrid format)"),
                (LAST, "Oslo, 3 August 2019"),
                (LAST, "Oslo, 4 August 2019"),
            ],
            "2019-08-04",
            "day",
            LAST,
        ),
        ([(HEAD, "News"), (LEAD, "OSLO, 3 May 2024 – The quay opened")], "2024-05-03", "day", LEAD),
        ([(LEAD, "May 3, 2024 The quay opened")], "2024-05-03", "day", LEAD),
        ([(HEAD, "Hill Newsletter May 2017")], "2017-05-01", "month", HEAD),
        ([(HEAD, "JULY 2017 NEWSLETTER")], "2017-07-01", "month", HEAD),
        ([(HEAD, "Hill Club 2013 Q3")], "2013-07-01", "quarter", HEAD),
        ([(LINE, "Fall 2013")], "2013-09-01", "season", LINE),
        (
            [(HEAD, "Saturday, 19th January, 2019 | Town hall"), (LINE, "1ST QUARTER, 2019")],
            "2019-01-01",
            "quarter",
            LINE,
        ),
        ([(HEAD, "HILL NEWS 2019.03.05 No.27")], "2019-03-05", "day", HEAD),
        ([(HEAD, "Date: 5 May 2020")], "2020-05-05", "day", HEAD),
        (
            [(HEAD, "Figures of 19 July 2020"), (HEAD, "Updated 20 July 2020, 11:00")],
            "2020-07-20",
            "day",
            HEAD,
        ),
        ([(TITLE, "Report on the lake No. 17 of 13 November 2014")], "2014-11-13", "day", TITLE),
        ([(LOOSE, "Friday, 3 May 2024"), (LOOSE, "October 2014")], "2014-10-01", "month", LOOSE),
        ([(LOOSE, "Port Lumen, 31 October 2025.")], "2025-10-31", "day", LOOSE),
        ([(LAST, "17 March 2020")], "2020-03-17", "day", LAST),
    ],
)
def test_issue_date(
    lines: list[tuple[DateOrigin, str]], day: str, precision: DatePrecision, origin: DateOrigin
) -> None:
    found = find(*lines)
    assert found is not None
    assert (found.value.first_day.isoformat(), found.value.precision) == (day, precision)
    assert found.origin is origin


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [(HEAD, "The club met on 5 May 2020")],
        [(LOOSE, "In May 2020 the club, which was old, met again.")],
        [(LOOSE, "Choir: 5 May 2020")],
        [(LEAD, "On 5 May 2020 the club met")],
        [(LAST, "It ends on 5 May 2020")],
    ],
)
def test_no_issue_date(lines: list[tuple[DateOrigin, str]]) -> None:
    assert find(*lines) is None


def test_the_end_of_a_range_is_kept() -> None:
    found = find((LINE, "July – September 2026"))
    assert found is not None
    assert found.value.last_day == date(2026, 9, 30)
