"""Which of its dates an issue was published on."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.articles.dates import ParsedDate, Precision
from tasks.articles.issue_date import find_issue_date


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
