"""What is measured of a title and the block under it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from schemas.document import Style
from schemas.geometry import BBox
from schemas.layout import Block
from schemas.profile import SourceProfile
from tasks.analysis.issue import rule
from tasks.articles.measures import measure
from tasks.articles.title_lines import TITLE_LINE_MEASURES, goes_on_small, is_headline_line, measure_pair
from tests.build import Page, page
from tests.road import page_document, prose_lines, text_document


def _pair(sheet: Page) -> dict[str, float]:
    evidence = rule(page_document(sheet), SourceProfile()).evidence
    row = measure_pair(evidence.blocks, measure(evidence), 0, 1)
    return dict(zip(TITLE_LINE_MEASURES, row, strict=True))


def test_looks_and_places_are_measured_against_the_title() -> None:
    sheet = page().line("Why the harbour needs a", at=(72, 60), size=20, bold=True)
    sheet.line("bridge of its own", at=(112, 90), size=10)
    sheet.lines(prose_lines(0, 6), at=(72, 140))
    pair = _pair(sheet)
    assert pair["size_ratio"] == pytest.approx(0.5)
    assert (pair["same_weight"], pair["same_slant"], pair["same_page"]) == (0.0, 1.0, 1.0)
    assert pair["further_right"] == pytest.approx(4.0)
    assert pair["space"] > 0
    assert (pair["title_short_word"], pair["title_ends"]) == (1.0, 0.0)
    assert (pair["first_small"], pair["first_capital"]) == (1.0, 0.0)
    assert (pair["title_bold"], pair["bold"]) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("title", "measure_name"), [("Boats and bees,", "title_open"), ("All is well!", "title_ends")]
)
def test_how_a_title_ends_is_told(title: str, measure_name: str) -> None:
    sheet = page().line(title, at=(72, 60), size=20, bold=True).lines(prose_lines(0, 6), at=(72, 120))
    assert _pair(sheet)[measure_name] == 1.0


def test_pairs_without_boxes_are_measured_by_their_words() -> None:
    evidence = rule(
        text_document("Harbour news\n\n" + "\n".join(prose_lines(0, 6))), SourceProfile()
    ).evidence
    row = measure_pair(evidence.blocks, measure(evidence), 0, 1)
    assert row.shape == (len(TITLE_LINE_MEASURES),)
    assert np.isfinite(row).all()


PLAIN = Style("Serif", 20.0, is_bold=False, is_italic=False)
BOLD = replace(PLAIN, is_bold=True)
ONE = Block(0, 1, (), "Why the harbour needs a", BBox(60, 60, 300, 80), PLAIN)


@pytest.mark.parametrize(
    ("above", "below", "is_one"),
    [
        ({}, {}, True),
        ({}, {"style": BOLD}, True),
        ({}, {"bbox": BBox(110, 84, 250, 104)}, True),
        ({}, {"bbox": BBox(70, 84, 250, 104)}, False),
        ({}, {"bbox": BBox(60, 95, 250, 115)}, False),
        ({}, {"bbox": BBox(60, 20, 250, 40)}, False),
        ({}, {"style": Style("Serif", 17.0, is_bold=False, is_italic=False)}, False),
        ({}, {"region": 1, "text": "Bridge of its own"}, False),
        ({}, {"page": 2}, False),
        ({}, {"is_run_in": True}, False),
        ({"text": "Why a bridge?"}, {}, False),
        ({"style": None}, {}, False),
    ],
)
def test_lines_set_as_one_headline_are_one(
    above: dict[str, Any], below: dict[str, Any], is_one: bool
) -> None:
    title = replace(ONE, **above)
    under = replace(ONE, **{"text": "bridge of its own", "bbox": BBox(60, 84, 250, 104), **below})
    assert is_headline_line(title, under, body_pt=13.0) is is_one


@pytest.mark.parametrize(
    ("words", "is_one"), [("bridge of its own", True), ("Bridge of its own", False)], ids=["small", "capital"]
)
@pytest.mark.parametrize(("size", "region"), [(34.0, 0), (20.0, 1), (34.0, 1)])
def test_words_that_go_on_small_are_the_headlines_in_whatever_size(
    size: float, region: int, words: str, *, is_one: bool
) -> None:
    assert ONE.style is not None
    style = replace(ONE.style, size_pt=size)
    under = replace(ONE, text=words, style=style, region=region, bbox=BBox(60, 84, 250, 84 + size))
    assert is_headline_line(ONE, under, body_pt=10.0) is is_one


def test_lines_in_the_size_of_running_text_are_no_headline() -> None:
    under = replace(ONE, text="bridge of its own", bbox=BBox(60, 84, 250, 104))
    assert not is_headline_line(ONE, under, body_pt=15.0)


@pytest.mark.parametrize(
    ("above", "below", "goes_on"),
    [
        ({}, {}, True),
        ({}, {"bbox": BBox(60, 66, 250, 104)}, True),
        ({}, {"bbox": BBox(60, 95, 250, 115)}, False),
        ({}, {"text": "Bridge of its own"}, False),
        ({}, {"style": BOLD}, False),
        ({}, {"style": Style("Serif", 18.0, is_bold=False, is_italic=False)}, False),
        ({}, {"region": 1}, False),
        ({}, {"is_run_in": True}, False),
        ({"text": "Why a bridge?"}, {}, False),
    ],
)
def test_small_letters_go_on_with_a_title_of_any_size(
    above: dict[str, Any], below: dict[str, Any], goes_on: bool
) -> None:
    title = replace(ONE, **above)
    under = replace(ONE, **{"text": "bridge of its own", "bbox": BBox(60, 84, 250, 104), **below})
    assert goes_on_small(title, under) is goes_on
