"""What the quick reader does of its own: fonts it may not see, order it restores, what PDFium drops."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from schemas.limits import ReadLimits
from tasks.extraction.pdfium import PdfiumFile
from tests.build import page, pdf, raw_pdf
from tests.reading import line_texts, losses, read, rows

ROOT = Path(__file__).parents[2]
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"


def drawn(content: bytes, font: bytes = b"/BaseFont /Helvetica") -> bytes:
    """A page drawn by `content`, with a font `F` and, in it, `P` with properties of marked content."""
    return raw_pdf(
        CATALOG,
        PAGES,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents 4 0 R "
        b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 %s >> >> >> >>" % font,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    )


def letters(data: bytes) -> str:
    with PdfiumFile(data, ReadLimits()) as file:
        return file.page(1, 1000).glyphs.text()


def test_letters_come_in_drawing_order() -> None:
    """PDFium sorts what stands on one line from left to right."""
    assert letters(drawn(b"BT /F 10 Tf 100 90 Td (second) Tj -60 0 Td (first) Tj ET")) == "secondfirst"


def test_letters_of_two_pieces_turned_round_together_are_those_of_their_pieces() -> None:
    """PDFium turns the Hebrew of both round, so that the second stands between the letters of the first."""
    names = b" ".join(b"/afii%d" % (57664 + number) for number in range(4))
    hebrew = b"/BaseFont /Helvetica /Encoding << /Differences [65 %s] >> " % names
    widths = b"/FirstChar 32 /LastChar 122 /Widths [%s]" % (b"500 " * 91)
    content = b"BT /F 10 Tf 20 90 Td (abc AB) Tj 30 0 Td /F 11 Tf (CD abc) Tj ET"
    with PdfiumFile(drawn(content, hebrew + widths), ReadLimits()) as file:
        glyphs = file.page(1, 1000).glyphs
    assert glyphs.text() == "abc \u05d0\u05d1\u05d2\u05d3 abc"
    assert glyphs.sizes.tolist() == [10.0] * 6 + [11.0] * 6


def drawn_font(sign: int, box: bytes) -> bytes:
    """A page of two letters in a font that the file draws itself, upwards (1) or to be turned over (-1)."""
    content = b"BT /F 10 Tf 20 90 Td (ab) Tj ET"
    glyph = b".6 0 0 %s .5 %s d1 0 0 .5 %s re f" % (
        b"0" if sign > 0 else b"-.7",
        b".7" if sign > 0 else b"0",
        b".7" if sign > 0 else b"-.7",
    )
    return raw_pdf(
        CATALOG,
        PAGES,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type3 /FontBBox [%s] /FontMatrix [1 0 0 %d 0 0] "
        b"/FirstChar 97 /LastChar 98 /Widths [.6 .6] /Encoding << /Differences [97 /a /b] >> "
        b"/Resources << >> /CharProcs << /a 6 0 R /b 6 0 R >> >>" % (box, sign),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(glyph), glyph),
    )


def test_letters_of_a_font_drawn_upside_down_stand_where_its_matrix_puts_them() -> None:
    upright, turned = drawn_font(1, b"0 -.2 .5 .7"), drawn_font(-1, b"0 -.7 .5 .2")
    boxes = []
    for data in (upright, turned):
        with PdfiumFile(data, ReadLimits()) as file:
            glyphs = file.page(1, 1000).glyphs
        boxes.append((glyphs.text(), glyphs.top.tolist(), glyphs.bottom.tolist(), glyphs.unseen.tolist()))
    assert boxes[0] == boxes[1]
    assert boxes[1][2] == pytest.approx([112.0, 112.0])


def test_words_in_place_of_print_have_its_place_and_tag() -> None:
    content = b"BT /F 10 Tf 20 90 Td /Span << /ActualText (other words) >> BDC (print) Tj EMC ET"
    document = read(drawn(content))
    assert line_texts(document) == ["other words"]
    assert [word.tag for line in document.pages[0].lines for word in line.words] == ["Span", "Span"]


def test_a_line_drawn_three_times_is_read_once_and_counted() -> None:
    show = b"BT /F 10 Tf %d 90 Td (Hill) Tj ET "
    document = read(drawn(show % 20 + show % 20 + b"BT /F 10 Tf 20.5 90 Td (Hill) Tj ET"))
    assert (line_texts(document), losses(document)) == (["Hill"], [("X004", 8, "HillHill")])


def test_what_is_no_double_is_read_again() -> None:
    show = b"BT /F 10 Tf %d 90 Td (Hill) Tj ET "
    assert letters(drawn(show % 20 + show % 21 + show % 25)) == "HillHillHill"


def test_equal_letters_side_by_side_are_all_read() -> None:
    """PDFium takes them for one printed twice, where they are drawn apart and set tightly."""
    content = b"BT /F 10 Tf 20 90 Td (l) Tj 1.9 0 Td (l) Tj 1.9 0 Td (l) Tj ET"
    assert letters(drawn(content)) == "lll"


def test_a_hyphen_alone_after_a_hyphen_is_read() -> None:
    assert (
        letters(drawn(b"BT /F 10 Tf 20 90 Td (word-) Tj 0 -12 Td (-) Tj 0 -12 Td (end) Tj ET")) == "word--end"
    )


def test_blanks_in_a_row_reach_to_the_next_letter() -> None:
    with PdfiumFile(drawn(b"BT /F 10 Tf 20 90 Td (a     b) Tj ET"), ReadLimits()) as file:
        a, *blanks, b = rows(file.page(1, 100).glyphs)
    assert (a.text, b.text) == ("a", "b")
    assert abs(max(blank.bbox.x1 for blank in blanks) - b.bbox.x0) < 0.1


def test_fonts_of_the_machine_are_not_looked_for() -> None:
    """In a process of its own: fonts that the file does not carry come out of the library itself."""
    script = """
import sys
from schemas.limits import ReadLimits
from tasks.extraction.pdfium import PdfiumFile
from tests.extraction.test_pdfium import drawn
import os
opened = []
sys.addaudithook(lambda event, values: opened.append(values) if event in ("open", "os.scandir") else None)
data = drawn(b"BT /F 10 Tf 20 90 Td (Frutiger) Tj ET", b"/BaseFont /NoSuchFrutiger")
before = set(os.listdir("/proc/self/fd"))
with PdfiumFile(data, ReadLimits()) as file:
    glyphs = file.page(1, 100).glyphs
assert glyphs.text() == "Frutiger", glyphs.text()
maps = open("/proc/self/maps").read()
assert not any(ending in maps for ending in (".ttf", ".otf", ".ttc", ".pfb")), maps
"""
    if sys.platform == "linux":
        subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_forms_within_forms_are_read_in_their_places() -> None:
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 500 500] /Matrix [1 0 0 1 100 0] %s /Length %d >>\n"
        b"stream\n%s\nendstream"
    )
    inner = b"BT /F 10 Tf 5 90 Td (inner) Tj ET 0 0 50 60 re f"
    outer = b"/Y Do"
    font = b"/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    page_content = b"q 2 0 0 2 0 0 cm /X Do Q"
    data = raw_pdf(
        CATALOG,
        PAGES,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 400] /Contents 4 0 R "
        b"/Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page_content), page_content),
        form % (b"/Resources << /XObject << /Y 6 0 R >> >>", len(outer), outer),
        form % (b"/Resources << %s >>" % font, len(inner), inner),
    )
    with PdfiumFile(data, ReadLimits()) as file:
        raw = file.page(1, 100)
    first, *_ = rows(raw.glyphs)
    assert (raw.glyphs.text(), round(first.bbox.x0), first.style.size_pt) == ("inner", 410, 20.0)
    assert [round(raw.frames[0].bbox.x0), round(raw.frames[0].bbox.x1)] == [400, 500]


def test_an_outline_that_goes_round_ends() -> None:
    entry = b"<< /Title (again) /First 4 0 R /Next 4 0 R /Dest [3 0 R /Fit] >>"
    data = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>",
        PAGES,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] >>",
        entry,
    )
    with PdfiumFile(data, ReadLimits()) as file:
        assert len(file.outline()) <= 1


def test_files_are_closed_once() -> None:
    file = PdfiumFile(pdf(page()), ReadLimits())
    file.close()
    file.close()
