"""What is measured of blocks: every measure of every block, and what the relative ones are relative to."""

from __future__ import annotations

import numpy as np
import pytest

from schemas.document import Document
from schemas.profile import SourceProfile
from tasks.analysis.issue import rule
from tasks.articles.evidence import ABSENT
from tasks.articles.measures import MEASURES, OF_CASE, measure
from tests.build import Page, page
from tests.road import page_document, prose_lines, text_document

NAMES = list(MEASURES)


def _table(document: Document) -> dict[str, dict[str, float]]:
    """Measures by name, by the first words of the block."""
    evidence = rule(document, SourceProfile()).evidence
    rows = measure(evidence)
    return {
        block.text.split("\n")[0][:12]: dict(zip(NAMES, row, strict=True))
        for block, row in zip(evidence.blocks, rows, strict=True)
    }


def _two_items() -> Page:
    sheet = page()
    sheet.line("Harbour news", at=(72, 60), size=18, bold=True)
    sheet.lines(prose_lines(0, 4), at=(72, 90))
    sheet.line("Bridge reopens", at=(72, 300), size=14, bold=True)
    sheet.lines(prose_lines(1, 4), at=(72, 330))
    return sheet


def test_every_block_has_every_measure_and_each_is_a_number() -> None:
    evidence = rule(page_document(_two_items()), SourceProfile()).evidence
    rows = measure(evidence)
    assert rows.shape == (len(evidence.blocks), len(MEASURES))
    assert np.isfinite(rows).all()


def test_every_measure_says_what_it_is() -> None:
    assert all(sentence and sentence[0].islower() for sentence in MEASURES.values())
    assert len(set(MEASURES.values())) == len(MEASURES)


def test_an_issue_without_blocks_has_no_rows() -> None:
    evidence = rule(page_document(_two_items()), SourceProfile()).evidence
    empty = type(evidence)(evidence.document, (), (), {}, evidence.body_pt, (), (), 0)
    assert measure(empty).shape == (0, len(MEASURES))


def test_looks_are_measured_against_running_text_and_the_page() -> None:
    table = _table(page_document(_two_items()))
    first, second = table["Harbour news"], table["Bridge reope"]
    assert first["size"] == pytest.approx(1.8)
    assert (first["of_page"], first["more_prominent"]) == (1.0, 0.0)
    assert second["of_page"] < 1.0
    assert second["more_prominent"] == pytest.approx(1 / 4)


def test_reach_is_counted_in_words_to_what_is_as_prominent() -> None:
    table = _table(page_document(_two_items()))
    words = len(" ".join(prose_lines(1, 4)).split())
    assert table["Bridge reope"]["words_to_next"] == words
    assert table["Bridge reope"]["next_prominence"] == 0.0
    # The larger head hides nothing from the smaller one, and sees over it.
    assert table["Harbour news"]["words_to_next"] > words
    assert table["Bridge reope"]["last_prominence"] > 1.0


def test_neighbours_and_the_text_below_are_told() -> None:
    head = _table(page_document(_two_items()))["Harbour news"]
    assert (head["to_text"], head["text_region"]) == (1.0, 1.0)
    assert head["above_noise"] == ABSENT
    assert head["space_above"] == ABSENT


def test_what_is_true_of_a_look_is_true_of_all_its_blocks() -> None:
    sheet = page()
    for number, name in enumerate(("Moles", "Bees", "Elks")):
        sheet.line(name, at=(72, 60 + 200 * number), size=14, bold=True)
        sheet.lines(prose_lines(number, 3), at=(72, 84 + 200 * number))
    table = _table(page_document(sheet))
    assert {table[name]["look_count"] for name in ("Moles", "Bees", "Elks")} == {3.0}
    assert table["Bees"]["look_over_text"] == 1.0


def test_what_is_drawn_at_a_block_is_measured() -> None:
    sheet = page()
    sheet.rect((72, 40, 300, 62), stroke=None, fill="#ddeeff")
    sheet.line("On a ground", at=(76, 46), size=12)
    sheet.rule((72, 116), (300, 116))
    sheet.line("Under a rule that is long", at=(72, 120), size=12)
    sheet.image((72, 290, 300, 390))
    sheet.line("Below a picture that is wide", at=(72, 394), size=12)
    sheet.line("Underlined words", at=(72, 600), size=12)
    sheet.rule((72, 614), (160, 614))
    sheet.lines(prose_lines(0, 4), at=(72, 640))
    table = _table(page_document(sheet))
    names = ("filled", "rule_above", "by_picture", "underlined")
    drawn = {text: [name for name in names if row[name]] for text, row in table.items()}
    assert drawn["On a ground"] == ["filled"]
    assert drawn["Under a rule"] == ["rule_above"]
    assert drawn["Below a pict"] == ["by_picture"]
    assert drawn["Underlined w"] == ["underlined"]
    assert [text for text, found in drawn.items() if not found] == [prose_lines(0, 1)[0][:12]]


def test_a_text_export_has_no_place_on_a_page() -> None:
    rows = _table(text_document("# Harbour news\n\n" + "\n".join(prose_lines(0, 6))))
    assert {row[name] for row in rows.values() for name in ("left", "indent", "column", "frame_area")} == {
        ABSENT
    }
    assert {row["filled"] for row in rows.values()} == {0.0}


def test_text_under_a_head_is_looked_for_a_dozen_blocks_ahead() -> None:
    lines = [f"Item {number}" for number in range(13)]
    document = text_document("\n\n".join([*lines, " ".join(prose_lines(0, 4))]))
    evidence = rule(document, SourceProfile()).evidence
    found = [dict(zip(NAMES, row, strict=True)) for row in measure(evidence)]
    far, near = found[0], found[1]
    assert (far["to_text"], far["to_text_words"], far["text_size"]) == (99.0, ABSENT, ABSENT)
    assert (near["to_text"], near["to_text_words"], near["text_size"]) == (12.0, 22.0, 1.0)
    assert found[-1]["to_text"] == 99.0


def test_scripts_without_capitals_have_no_measure_of_case() -> None:
    document = text_document("湖水新闻\n\n" + "今天湖水上涨，居民们都到岸边来看船。\n" * 6)
    rows = measure(rule(document, SourceProfile()).evidence)
    assert not rows[:, [place for place, name in enumerate(MEASURES) if name in OF_CASE]].any()
