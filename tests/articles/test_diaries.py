"""Lists of days, told by how their lines begin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.profile import SourceProfile
from tasks.analysis.issue import rule
from tasks.articles.diaries import begins_with_day, lists_days, within_diaries
from tasks.articles.titles import Decision, Role
from tests.articles.readings import SECOND_TEXT, harbour_issue
from tests.build import page
from tests.road import page_document, prose_lines


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


@pytest.mark.parametrize(
    ("head", "is_day"),
    [
        ("Sat 7 June, pier", True),
        ("12.03.2023 Elks", True),
        ("DOMENICA 16", True),
        ("Quarta-feira", True),
        ("Sunday School", False),
        ("Elks on 7 June", False),
        ("June 2023", False),
    ],
)
def test_a_head_begins_with_a_day_of_a_month_or_week(head: str, *, is_day: bool) -> None:
    assert begins_with_day(head) is is_day


def titles_within_diaries(*heads: str, sizes: tuple[int, ...] = ()) -> list[str]:
    """Which of these heads over a text each are still titles, were all of them titles before."""
    sheet = page()
    for place, head in enumerate(heads):
        size = sizes[place] if sizes else 14
        sheet.line(head, at=(72, 60 + 110 * place), size=size, bold=True)
        sheet.lines(prose_lines(place, 4), at=(72, 84 + 110 * place))
    ruled = rule(page_document(sheet), SourceProfile())
    blocks = ruled.evidence.blocks
    made = {b.index: ruled.evidence.decisions.get(b.index) for b in blocks if b.text in heads}
    titles = {i: replace(decision, role=Role.TITLE) for i, decision in made.items() if decision is not None}
    assert len(titles) == len(heads)
    found: dict[int, Decision] = within_diaries(titles, blocks)
    return [blocks[index].text for index, decision in found.items() if decision.role is Role.TITLE]


def test_days_of_a_diary_are_heads_inside_it() -> None:
    days = ("Sat 3 May: boats", "Sun 4 May: bees", "Choir at the quay", "Mon 12 May: elks")
    assert titles_within_diaries("Moles", *days, "Harbour") == ["Moles", days[0], "Harbour"]


def test_heads_are_no_diary_that_few_days_are_among_or_larger_ones_part() -> None:
    few = (
        "Sat 3 May: boats",
        "Bees come home",
        "Elks at sea",
        "Sun 4 May: moles",
        "Choir",
        "Mon 5 May: owls",
    )
    assert titles_within_diaries(*few) == list(few)
    parted = ("Sat 3 May: boats", "Sun 4 May: bees", "Harbour news", "Mon 5 May: owls")
    assert titles_within_diaries(*parted, sizes=(14, 14, 20, 14)) == list(parted)
