"""Numbered series, looks at regular distances, lines of a block, and what the issue holds."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.profile import SourceProfile
from tasks.analysis.issue import rule
from tasks.articles.evidence import ABSENT
from tasks.articles.measures import MEASURES, measure
from tasks.articles.regularity import FAR_PT
from tests.build import page
from tests.road import page_document, prose_lines

NAMES = list(MEASURES)


def _table(document: Document) -> dict[str, dict[str, float]]:
    """Measures by name, by the first words of the block."""
    evidence = rule(document, SourceProfile()).evidence
    return {
        block.text.split("\n")[0][:12]: dict(zip(NAMES, row, strict=True))
        for block, row in zip(evidence.blocks, measure(evidence), strict=True)
    }


def _notices(*names: str, gap: float = 200) -> Document:
    sheet = page()
    for number, name in enumerate(names):
        sheet.line(name, at=(72, 60 + gap * number), size=14, bold=True)
        sheet.lines(prose_lines(number, 3), at=(72, 84 + gap * number))
    return page_document(sheet)


@pytest.mark.parametrize("form", ["{}. Moles", "{}) Moles", "№ {}. Moles", "{} Moles"])
def test_blocks_that_count_on_are_a_series(form: str) -> None:
    table = _table(_notices(*(form.format(number) for number in (1, 2, 3))))
    assert {table[form.format(number)]["series"] for number in (1, 2, 3)} == {3}


def test_numbers_that_do_not_follow_each_other_are_none() -> None:
    table = _table(_notices("1. Moles", "7. Bees", "3. Elks"))
    assert {table[name]["series"] for name in ("1. Moles", "7. Bees", "3. Elks")} == {1}


def test_digits_of_other_kinds_are_no_numbers() -> None:
    assert _table(_notices("² Moles", "³ Bees"))["² Moles"]["series"] == 0


def test_looks_at_regular_distances_are_even() -> None:
    table = _table(_notices("Moles", "Bees", "Elks"))
    words = [len(" ".join(prose_lines(number, 3)).split()) for number in (0, 1)]
    assert table["Bees"]["look_gap"] == pytest.approx(sum(words) / 2)
    assert table["Bees"]["look_least_gap"] == min(words)
    assert table["Bees"]["look_uneven"] < 0.5
    assert table["Bees"]["look_short"] == 1.0


def test_a_look_that_is_met_once_has_no_distance() -> None:
    sheet = page().line("Moles", at=(72, 60), size=14, bold=True).lines(prose_lines(0, 3), at=(72, 84))
    table = _table(page_document(sheet))
    assert table["Moles"]["look_gap"] == ABSENT


def test_the_first_lines_are_told_apart() -> None:
    sheet = page().line("Moles in the hall", at=(72, 60), size=10, bold=True)
    sheet.line("Friday at 7:30 pm", at=(72, 72), size=10, bold=True)
    sheet.lines(prose_lines(0, 6), at=(72, 110))
    row = _table(page_document(sheet))["Moles in the"]
    assert (row["time"], row["first_line_bold"]) == (1.0, 1.0)
    assert row["second_line_words"] == 4


def test_the_nearest_picture_is_told() -> None:
    sheet = page().lines(prose_lines(0, 4), at=(72, 60)).image((72, 300, 192, 420))
    sheet.line("The pier in May", at=(72, 430), size=8)
    table = _table(page_document(sheet))
    assert 0 < table["The pier in "]["to_picture"] < 12
    alone = _table(page_document(page().lines(prose_lines(0, 4), at=(72, 60))))
    assert {row["to_picture"] for row in alone.values()} == {FAR_PT}


def test_words_are_counted_from_and_to_the_rules_titles() -> None:
    table = _table(_notices("Moles", "Bees", "Elks"))
    words = len(" ".join(prose_lines(0, 3)).split())
    assert table["Moles"]["words_since_title"] == ABSENT
    assert table["Moles"]["words_to_title"] == table["Bees"]["words_since_title"] == words
    assert table["Elks"]["words_to_title"] == ABSENT
    assert table["Elks"]["issue_titles"] == 3
