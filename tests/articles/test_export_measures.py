"""Measures of the blocks of text exports, which have lengths of lines for looks."""

from __future__ import annotations

import pytest

from schemas.profile import SourceProfile
from tasks.analysis.issue import rule
from tasks.articles.evidence import ABSENT, Evidence
from tasks.articles.export_measures import EXPORT_MEASURES, measure_export
from tasks.articles.measures import MEASURES, measure
from tests.road import text_document

LONG = "The council met in the mill on the hill on Friday"
TEXT = f"Moles dig\n\n{LONG}\nand went home.\n\n\nBees come home"


@pytest.fixture(name="evidence")
def _evidence() -> Evidence:
    return rule(text_document(TEXT), SourceProfile()).evidence


def column(evidence: Evidence, name: str) -> list[float]:
    return [float(value) for value in measure_export(evidence)[:, list(EXPORT_MEASURES).index(name)]]


def test_they_follow_those_of_all_blocks(evidence: Evidence) -> None:
    rows = measure_export(evidence)
    assert rows.shape == (3, len(EXPORT_MEASURES))
    assert (rows[:, : len(MEASURES)] == measure(evidence)).all()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("longest_line", [9 / 49, 1, 14 / 49]),
        ("last_line", [9 / 49, 14 / 49, 14 / 49]),
        ("blank_above", [0, 1, 2]),
        ("blank_below", [1, 2, ABSENT]),
        ("room_above", [ABSENT, (49 - 9 - 1 - 3) / 49, (49 - 14 - 1 - 4) / 49]),
        ("room_below", [(49 - 9 - 1 - 3) / 49, (49 - 14 - 1 - 4) / 49, ABSENT]),
        ("longest_below", [1, 14 / 49, ABSENT]),
        ("lines_first_above", [ABSENT, 1, 2]),
        ("lines_first_below", [2, 1, ABSENT]),
        ("sentence_end_second_above", [ABSENT, ABSENT, 0]),
        ("sentence_end_second_below", [0, ABSENT, ABSENT]),
        ("words_third_below", [ABSENT, ABSENT, ABSENT]),
    ],
)
def test_measures(evidence: Evidence, name: str, expected: list[float]) -> None:
    assert column(evidence, name) == pytest.approx(expected)


def test_nothing_of_what_is_below_the_page(evidence: Evidence) -> None:
    parted = rule(text_document(TEXT.replace("\n\n\n", "\f")), SourceProfile()).evidence
    assert column(parted, "room_below")[1] == ABSENT
    assert column(parted, "longest_below")[1] == ABSENT


def test_an_issue_without_blocks_has_no_rows(evidence: Evidence) -> None:
    none = Evidence(evidence.document, [], [], {}, 0.0, (), (), 0)
    assert measure_export(none).shape == (0, len(EXPORT_MEASURES))
