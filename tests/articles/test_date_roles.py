"""What a date is for, by the words beside it and by the day of its issue."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.kinds import DateRole
from tasks.articles.date_roles import role_of
from tasks.articles.periods import find_periods

ISSUE = date(2024, 5, 1)


@pytest.mark.parametrize(
    ("text", "language", "anchor", "role"),
    [
        ("Register by 20 May 2024.", "en", ISSUE, DateRole.DEADLINE),
        ("Write to us no later than Monday, 20 May 2024.", "en", ISSUE, DateRole.DEADLINE),
        ("Deadline: 5 pm on 20 May 2024", "en", ISSUE, DateRole.DEADLINE),
        ("The deadline for proposals is Monday, 20 May 2024.", "en", ISSUE, DateRole.DEADLINE),
        ("Walk by the quay with us on 20 May 2024.", "en", ISSUE, DateRole.EVENT),
        ("Applications are open until 20 May 2024.", "en", ISSUE, DateRole.DEADLINE),
        ("The show is open until 20 May 2024.", "en", ISSUE, DateRole.EVENT),
        ("Anmeldung bis zum 20. Mai 2024", "de", ISSUE, DateRole.DEADLINE),
        ("Заявки до 20 мая 2024 г.", "ru", ISSUE, DateRole.DEADLINE),
        ("2024年5月20日前交稿", "zh", ISSUE, DateRole.DEADLINE),
        ("By 20 May 1950 the quay was built.", "en", ISSUE, DateRole.MENTIONED),
        ("o baile do 20 maio 2024", "pt", ISSUE, DateRole.EVENT),
        ("We meet on 20 May 2024.", "en", ISSUE, DateRole.EVENT),
        ("The mayor spoke on 20 April 2024.", "en", ISSUE, DateRole.EVENT),
        ("The mayor spoke on 20 March 2024.", "en", ISSUE, DateRole.MENTIONED),
        ("The fair will be in October 2024.", "en", ISSUE, DateRole.EVENT),
        ("It was founded in October 1999.", "en", ISSUE, DateRole.MENTIONED),
        ("Choir: Friday 20 May 2022", "en", None, DateRole.EVENT),
        ("Choir: 20 May 2022, 7.30 pm", "en", None, DateRole.EVENT),
        ("The law of 20 May 2022", "en", None, DateRole.MENTIONED),
    ],
)
def test_role(text: str, language: str, anchor: date | None, role: DateRole) -> None:
    (found,) = find_periods(text, language)
    assert role_of(text, found, language, anchor) is role
