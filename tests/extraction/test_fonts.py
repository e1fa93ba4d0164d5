"""Weight and slant of a font: from its name, its description, its program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pdfminer.pdftypes import PDFStream

from tasks.extraction.plumber import font_look
from tests.build import page, pdf
from tests.reading import read

FONTS = Path(__file__).parents[1] / "samples" / "fonts"


class Font:
    """What the PDF library tells of a font."""

    def __init__(self, fontname: Any, **descriptor: Any) -> None:
        self.fontname = fontname
        self.descriptor = descriptor


def program(name: str) -> bytes:
    return (FONTS / f"LanternSans-{name}.ttf").read_bytes()


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (Font("Helvetica"), ("Helvetica", False, False)),
        (Font("ABCDEF+Georgia-BoldItalic"), ("Georgia-BoldItalic", True, True)),
        (Font(b"ABCDEF+Arial-Black"), ("Arial-Black", True, False)),
        (Font("Garamond-DemiCn"), ("Garamond-DemiCn", True, False)),
        (Font("ArialMT-Oblique"), ("ArialMT-Oblique", False, True)),
        (Font("CMBX10"), ("CMBX10", True, False)),
        (Font("Frutiger-Bd"), ("Frutiger-Bd", True, False)),
        (Font("A+B"), ("A+B", False, False)),
        (Font("Plain", FontWeight=700), ("Plain", True, False)),
        (Font("Plain", FontWeight=500), ("Plain", False, False)),
        (Font("Plain", Flags=0x40000), ("Plain", True, False)),
        (Font("Plain", Flags=0x40), ("Plain", False, True)),
        (Font("Plain", Flags="?", FontWeight="?"), ("Plain", False, False)),
        (Font(None), ("", False, False)),
    ],
    ids=lambda value: str(value.fontname) if isinstance(value, Font) else "",
)
def test_look(font: Font, expected: tuple[str, bool, bool]) -> None:
    look = font_look(font)
    assert (look.name, look.is_bold, look.is_italic) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("Bold", (True, False)), ("Italic", (False, True)), ("Regular", (False, False))]
)
def test_the_font_program_is_asked_when_the_name_hides_the_look(
    name: str, expected: tuple[bool, bool]
) -> None:
    look = font_look(Font("F1", FontFile2=PDFStream({}, program(name))))
    assert (look.is_bold, look.is_italic) == expected


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x00\x00", program("Bold")[:60], b"wOF2" + b"\x00" * 100, b"wOFF" + b"\xff" * 100],
    ids=["empty", "cut at once", "cut later", "packed", "packed and broken"],
)
def test_a_broken_font_program_says_nothing(data: bytes) -> None:
    look = font_look(Font("F1", FontFile2=PDFStream({}, data)))
    assert (look.is_bold, look.is_italic) == (False, False)


def test_an_outlined_print_is_bold() -> None:
    """Word processors draw a missing bold face as filled letters with an outline."""
    data = pdf(page().line("fat", at=(72, 80), invisible=True)).replace(b"3 Tr", b"2 Tr")
    (line,) = read(data).pages[0].lines
    style = line.words[0].style
    assert style is not None
    assert style.is_bold
