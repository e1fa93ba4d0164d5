"""Rules drawn on pages: where they lie, and what they underline."""

from __future__ import annotations

import pytest

from schemas.drawn_rules import DrawnRules
from schemas.geometry import BBox
from tests.build import page
from tests.road import page_document


def test_rules_are_found_by_their_height() -> None:
    sheet = page()
    sheet.line("Harbour news", at=(72, 60), size=18, bold=True)
    for y in (300, 66, 200):
        sheet.rule((72, y), (300, y))
    rules = DrawnRules(page_document(sheet))
    assert [round(y) for y, _, _ in rules.between(1, 60, 250)] == [66, 200]
    assert list(rules.between(1, 67, 199)) == []


@pytest.mark.parametrize(
    ("line", "is_underlined"),
    [
        pytest.param(BBox(72, 54, 300, 65), True, id="from_end_to_end"),
        pytest.param(BBox(72, 54, 290, 65), True, id="under_the_blank_behind"),
        pytest.param(BBox(72, 54, 200, 65), False, id="the_rule_goes_on"),
        pytest.param(BBox(20, 54, 300, 65), False, id="the_rule_begins_later"),
        pytest.param(BBox(72, 34, 300, 45), False, id="far_below"),
    ],
)
def test_a_rule_underlines_the_line_right_over_it(line: BBox, is_underlined: bool) -> None:
    rules = DrawnRules(page_document(page().line("Moles", at=(72, 54)).rule((72, 66), (300, 66))))
    assert rules.underline(1, line) is is_underlined
