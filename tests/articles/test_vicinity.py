"""What stands around a block: running text, names, contact data, prices, fonts, and the same words."""

from __future__ import annotations

import numpy as np
import pytest

from schemas.profile import SourceProfile
from tasks.analysis.issue import rule
from tasks.articles.measures import MEASURES, measure
from tasks.articles.vicinity import VICINITY, Own, vicinity
from tests.articles.blocks import CAP, page_block, text_block
from tests.build import page
from tests.road import page_document, prose_lines


def _columns(
    *texts: str, pages: tuple[int, ...] = (), running: tuple[int, ...] = ()
) -> dict[str, list[float]]:
    blocks = [text_block(text, index) for index, text in enumerate(texts)]
    count = len(texts)
    own = Own(
        page=np.array(pages or (1,) * count),
        region=np.zeros(count, dtype=int),
        words=np.array([len(text.split()) for text in texts]),
        running=np.isin(np.arange(count), running),
        contact=np.zeros(count, dtype=bool),
        capitals=np.zeros(count),
        size=np.ones(count),
    )
    return {name: column.tolist() for name, column in vicinity(blocks, texts, own).items()}


def test_every_measure_has_a_column_and_each_of_it_is_a_number() -> None:
    columns = _columns("Bees return", "", "12")
    assert list(columns) == list(VICINITY)
    assert np.isfinite(np.array(list(columns.values()))).all()


def test_running_text_is_counted_in_words_of_the_page() -> None:
    columns = _columns("one two three", "four", "five six", pages=(1, 1, 2), running=(0,))
    assert columns["page_running"] == [0.75, 0.75, 0.0]
    assert columns["page_words"] == [4, 4, 2]


@pytest.mark.parametrize(
    "text", ["see www.bees.example", "bees.org has it", "write to @harbourbees", "12 Harbour Street"]
)
def test_addresses_are_contact_data_of_the_page(text: str) -> None:
    columns = _columns(text, "Bees return", pages=(1, 1))
    assert (columns["page_contact"], columns["contact"]) == ([0.5, 0.5], [1, 0])
    assert _columns("Bees return", "Moles at work")["page_contact"] == [0.0, 0.0]


def test_names_prices_and_words_of_an_imprint_are_shares() -> None:
    columns = _columns("Anna Peter", "bees", "£5 a jar", "All rights reserved")
    assert columns["near_names"][0] == pytest.approx(0.25)
    assert columns["page_prices"] == [0.25] * 4
    assert columns["region_imprint"] == [0.25] * 4
    assert columns["imprint_word"] == [0, 0, 0, 1]


def test_the_end_of_the_page_is_so_many_blocks_away_and_no_more_than_20() -> None:
    assert _columns("a", "b", "c", pages=(1, 1, 2))["to_page_end"] == [1, 0, 0]
    assert _columns(*"a" * 30)["to_page_end"][:10] == [20] * 10


def test_three_blocks_on_either_side_are_near() -> None:
    columns = _columns(*(["Anna"] + ["bees"] * 4))
    assert [share > 0 for share in columns["near_names"]] == [True, True, True, True, False]


def test_the_same_words_are_found_whatever_their_case_and_marks() -> None:
    assert _columns("For whom:", "FOR WHOM", "For us")["same_words"] == [1, 1, 0]


def test_a_family_of_fonts_counts_with_all_its_cuts() -> None:
    plain = page_block("bees and moles")
    bold = page_block("elks", 1, styles={"elks": CAP})
    ones, no = np.ones(2, dtype=int), np.zeros(2, dtype=bool)
    own = Own(
        page=ones, region=ones, words=ones, running=no, contact=no, capitals=np.zeros(2), size=np.ones(2)
    )
    columns = vicinity([plain, bold], [plain.text, bold.text], own)
    assert columns["page_fonts"].tolist() == [1, 1]
    assert columns["font_share"].tolist() == [1.0, 1.0]


def test_they_are_among_the_measures_of_an_issue() -> None:
    sheet = page().line("Harbour news", at=(72, 60), size=18, bold=True)
    sheet.lines(prose_lines(0, 4), at=(72, 90))
    rows = measure(rule(page_document(sheet), SourceProfile()).evidence)
    table = dict(zip(MEASURES, rows.T, strict=True))
    assert 0 < table["page_running"][0] < 1
    assert table["words_a_line"][0] == 2
