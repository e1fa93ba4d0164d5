"""Which text inputs are exports of printed pages."""

from __future__ import annotations

import pytest

from schemas.page_text import MIN_LINES, is_page_text
from tests.build import page
from tests.reading import read_export
from tests.road import page_document, prose, prose_lines

LINES = prose_lines(0, 40, width=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\n".join(LINES), True, id="lines_of_pages"),
        pytest.param("\n".join(LINES[: MIN_LINES - 1]), False, id="few_lines"),
        pytest.param("\n\n".join(LINES), False, id="spaced_twice"),
        pytest.param("\n".join(prose(n) for n in range(MIN_LINES)), False, id="a_paragraph_a_line"),
        pytest.param("\n".join(LINES).upper(), False, id="all_in_capitals"),
        pytest.param("\n".join([*LINES, prose(9)]), True, id="one_long_line"),
    ],
)
def test_lines_as_on_pages(text: str, *, expected: bool) -> None:
    assert is_page_text(read_export(text)) is expected


def test_a_pdf_is_none() -> None:
    assert not is_page_text(page_document(page().lines(LINES, at=(72, 72), size=8)))
