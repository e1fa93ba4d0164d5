"""The date an article gives itself, and dates under a title that are not."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.kinds import DateOrigin
from tasks.articles.own_date import find_own_date

ISSUE = date(2024, 5, 31)
PROSE = "The boats left the quay at noon and came home late."


@pytest.mark.parametrize(
    ("body", "day", "origin"),
    [
        (f"Port Lumen, 3 May 2024 – {PROSE}", date(2024, 5, 3), DateOrigin.DATELINE),
        (f"OSLO, May 12 (Wire) - {PROSE}", date(2024, 5, 12), DateOrigin.DATELINE),
        (f"Posted on 3 May 2024\n\n{PROSE}", date(2024, 5, 3), DateOrigin.DATE_LINE),
        (f"Ann Boyle | May 3, 2024\n\n{PROSE}", date(2024, 5, 3), DateOrigin.DATE_LINE),
        (f"The Quay Paper · 2024-05-03\n\n{PROSE}", date(2024, 5, 3), DateOrigin.DATE_LINE),
        (f"Publié le 3 mai 2024\n\n{PROSE}", date(2024, 5, 3), DateOrigin.DATE_LINE),
        (f"{PROSE}\n\nPort Lumen, 9 August 2019", date(2019, 8, 9), DateOrigin.CLOSING_LINE),
    ],
)
def test_own_date(body: str, day: date, origin: DateOrigin) -> None:
    found = find_own_date(body, None, ISSUE)
    assert found is not None
    assert (found.value, found.origin) == (day, origin)
    assert body[found.offset :][:1] in {"3", "M", "2", "9"}


@pytest.mark.parametrize(
    "body",
    [
        f"Saturday, 3 May 2024\n\n{PROSE}",
        f"3 May 2024\n\n{PROSE}",
        f"Decree No. 74 of 3 May 2024\n\n{PROSE}",
        f"The choir sings on 3 May 2024.\n\n{PROSE}",
        f"{PROSE}\n\nIt ends on 9 August 2019",
        f"Boat fair | 3-5 May 2024\n\n{PROSE}",
        "Port Lumen, 9 August 2019",
        "",
    ],
)
def test_no_own_date(body: str) -> None:
    assert find_own_date(body, "en", ISSUE) is None
