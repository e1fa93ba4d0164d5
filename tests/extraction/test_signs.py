"""Signs that a file tells by the code of another: hyphens as soft ones, quotation marks as control codes."""

from __future__ import annotations

import pytest

from tests.extraction.test_tex_letters import tex_page
from tests.reading import line_texts, losses, read

QUOTED = {code: code for code in range(32, 127)}
"""What a font's letters are, with three of its codes left for signs."""


def told(code: int, letter: int) -> dict[int, int]:
    return {**QUOTED, code: letter}


@pytest.mark.parametrize(
    ("letter", "text"),
    [(0x92, "the mayor’s boat"), (0x97, "the mayor—s boat"), (0x95, "the mayor•s boat")],
    ids=["apostrophe", "dash", "bullet"],
)
def test_signs_at_the_control_codes_of_windows_are_read(letter: int, text: str) -> None:
    document = read(tex_page(b"the mayor#s boat", told(ord("#"), letter)))
    assert (line_texts(document), losses(document)) == ([text], [])
    (said,) = [
        one for page in document.pages for line in page.lines for w in line.words for one in w.respellings
    ]
    assert said.original == "\ufffd"


def test_what_windows_has_no_sign_for_is_lost() -> None:
    document = read(tex_page(b"the mayor#s boat", told(ord("#"), 0x81)))
    assert [loss[0] for loss in losses(document)] == ["X005"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (b"well#known re#) Tj 0 -12 Td (opened", ["well-known re-", "opened"]),
        (b"boats # and lamps", ["boats - and lamps"]),
        (b"it re#) Tj 0 -12 Td (opened", ["it re\u00ad", "opened"]),
    ],
    ids=["inside a word", "alone", "at ends of lines only"],
)
def test_soft_hyphens_of_a_font_whose_hyphen_is_told_so(words: bytes, text: list[str]) -> None:
    assert line_texts(read(tex_page(words, told(ord("#"), 0xAD)))) == text
