"""Page numbers, alone on their line at the edge of a page."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import page_number
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair
from tests.road import page_document, prose, prose_lines, text_document


def numbered(number: str, top: float) -> Document:
    return page_document(page().lines(prose_lines(), at=(72, 120)).line(number, at=(280, top)))


def two_numbers() -> Document:
    """A text over two lone numbers in the lower margin, one under the other."""
    sheet = page().lines(prose_lines(), at=(72, 120))
    return page_document(sheet.line("8", at=(280, 750)).line("5", at=(280, 800)))


def export(first: str, second: str) -> Document:
    return text_document(f"{prose(0)}\n\n{first}\f{prose(1)}\n\n{second}\n\n{prose(2)}\n")


def two_on_a_sheet(number: str, *, below: str = "") -> Document:
    """Two columns, with a number well above the margin under the first of them and perhaps words below."""
    sheet = (
        page()
        .lines(prose_lines(0, 8, width=40), at=(60, 120))
        .lines(prose_lines(1, 8, width=40), at=(340, 120))
    )
    sheet.line(number, at=(60, 520))
    return page_document(sheet.line(below, at=(60, 600)) if below else sheet)


PAIRS = (
    Pair(
        "named_under_its_column",
        NoiseCode.PAGE_NUMBER,
        Example(lambda: two_on_a_sheet("Page Seven"), "Page Seven"),
        Example(lambda: two_on_a_sheet("Page Seven", below="Moles came to the barn again."), "Page Seven"),
    ),
    Pair(
        "named_and_no_bare_number",
        NoiseCode.PAGE_NUMBER,
        Example(lambda: two_on_a_sheet("Page 7"), "Page 7"),
        Example(lambda: two_on_a_sheet("7"), "7"),
    ),
    Pair(
        "in_the_margin",
        NoiseCode.PAGE_NUMBER,
        Example(lambda: numbered("- 17 -", 800), "17"),
        Example(lambda: numbered("17", 450), "17"),
    ),
    Pair(
        "the_outermost_of_several",
        NoiseCode.PAGE_NUMBER,
        Example(lambda: numbered("8", 750), "8"),
        Example(lambda: two_numbers(), "8"),
    ),
    Pair(
        "a_number_and_no_sum",
        NoiseCode.PAGE_NUMBER,
        Example(lambda: numbered("Page 3 of 9", 800), "Page 3"),
        Example(lambda: numbered("17 %", 800), "17"),
    ),
    Pair(
        "an_arrow_leads_on",
        NoiseCode.PAGE_NUMBER,
        Example(lambda: numbered("Page 17", 800), "Page 17"),
        Example(lambda: numbered("Page 17 >>>", 800), "Page 17"),
    ),
    Pair(
        "last_line_of_an_exported_page",
        NoiseCode.PAGE_NUMBER,
        Example(lambda: export("17", "Next"), "17"),
        Example(lambda: text_document(f"{prose(0)}\n\n17\n\n{prose(1)}\n"), "17"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(page_number.find, pair)
