"""Lists of days, told by how their lines begin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasks.articles.diaries import lists_days
from tests.articles.readings import SECOND_TEXT, harbour_issue


@pytest.mark.parametrize(
    ("lines", "is_list"),
    [
        pytest.param(("3 May: boats", "7 May bees", "Sat 9 June, elks"), True, id="days_and_what_is_on"),
        pytest.param(("3 May: boats", "at the quay", "7 May: bees", "9 June: elks"), True, id="some_go_on"),
        pytest.param(("3 May: boats", "7 May: bees", "and elks"), False, id="too_few"),
        pytest.param(("3 May", "7 May", "9 June"), False, id="nothing_is_on"),
        pytest.param(("boats on 3 May", "bees on 7 May", "elks on 9 June"), False, id="days_inside"),
        pytest.param(("3 May 2011 boats", "7 May 2012 bees", "9 June 2013 elks"), False, id="years"),
        pytest.param(("May: boats", "June: bees", "July: elks"), False, id="months"),
    ],
)
def test_lines_that_begin_with_days_are_a_list_of_days(lines: tuple[str, ...], is_list: bool) -> None:
    block = replace(harbour_issue().evidence.blocks[SECOND_TEXT], text="\n".join(lines))
    assert lists_days(block) is is_list
