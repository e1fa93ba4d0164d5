"""Lines of text exports: what is measured of them, and where blocks are told to begin."""

from __future__ import annotations

import numpy as np
import pytest

from schemas.document import Document
from tasks.layout.export_lines import ABSENT, LINE_MEASURES, begins, measure_lines
from tests.reading import read_export
from tests.road import prose_lines, text_document

HEADS = ("Moles dig under the chapel", "Bees come home", "A new roof for the mill")


def column(document: Document, name: str) -> list[float]:
    rows = measure_lines(document)
    return [float(value) for value in rows[:, list(LINE_MEASURES).index(name)]]


def without_blanks() -> Document:
    """Items right under each other, as PDFium writes the text of a page."""
    return read_export("\n".join(line for n, head in enumerate(HEADS) for line in (head, *prose_lines(n, 5))))


def test_a_row_for_each_line_over_all_pages() -> None:
    document = text_document("One line\nand another.\fOn the second page")
    assert measure_lines(document).shape == (3, len(LINE_MEASURES))
    assert column(document, "page_first") == [1.0, 0.0, 1.0]
    assert column(document, "page_last") == [0.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("characters", [16, 5, 17]),
        ("words", [4, 1, 4]),
        ("fits_above", [ABSENT, 0, 1]),
        ("fits_below", [0, 1, ABSENT]),
        ("room_above", [ABSENT, (17 - 16 - 1 - 5) / 17, (17 - 5 - 1 - 3) / 17]),
        ("above_first_capital", [ABSENT, 1, 1]),
        ("below_sentence_end", [1, 1, ABSENT]),
        ("two_below_words", [4, ABSENT, ABSENT]),
        ("fill", [16 / 17, 5 / 17, 1]),
        ("capitals", [0, 0, 0]),
        ("blank_before", [0, 0, 0]),
    ],
)
def test_measures(name: str, expected: list[float]) -> None:
    document = text_document("It rained all of\nJune.\nThe band played .")
    assert column(document, name) == pytest.approx(expected)


def test_what_furnishes_a_page_is_seen() -> None:
    document = text_document("Page 4\nwww.hill.example\nRing 0171 555 0142 now\n- moles\nTHE MILL")
    assert column(document, "page_number") == [1, 0, 0, 0, 0]
    assert column(document, "contact") == [0, 1, 1, 0, 0]
    assert column(document, "list_mark") == [0, 0, 0, 1, 0]
    assert column(document, "capitals") == [0, 0, 0, 0, 1]


def test_of_an_empty_page_nothing_is_measured() -> None:
    assert measure_lines(Document("", ())).shape == (0, len(LINE_MEASURES))


def test_blocks_begin_at_heads_right_between_texts() -> None:
    document = without_blanks()
    said = {document.text[at : document.text.find("\n", at)] for at in begins(document)}
    assert set(HEADS[1:]) <= said
    assert len(said) < measure_lines(document).shape[0] / 2


def test_a_text_that_is_no_export_of_pages_is_left_as_it_is() -> None:
    assert not begins(text_document("Moles dig\nThe council met.\nBees come home\nNobody saw them."))


def test_the_same_lines_are_measured_alike_on_any_page() -> None:
    lines = prose_lines(0, 8)
    once, twice = text_document("\n".join(lines)), text_document("\f".join(["\n".join(lines)] * 2))
    own = [at for at, name in enumerate(LINE_MEASURES) if name != "fill_of_issue"]
    assert np.array_equal(measure_lines(once)[:, own], measure_lines(twice)[: len(lines), own])
    assert np.array_equal(measure_lines(once)[:, own], measure_lines(twice)[len(lines) :, own])
