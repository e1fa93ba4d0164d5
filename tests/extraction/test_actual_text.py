"""Words that a file gives in place of what it draws, by both readers."""

from __future__ import annotations

import pytest

from schemas.limits import ReadLimits
from tasks.extraction.actual_text import decode
from tasks.extraction.pdfium import PdfiumFile
from tasks.extraction.plumber import PlumberFile
from tests.build import raw_pdf
from tests.reading import line_texts, read

MAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
2 beginbfchar <01> <0000> <02> <FFFD> endbfchar
1 beginbfrange <20> <7E> <0020> endbfrange
endcmap end end"""


def drawn(content: bytes) -> bytes:
    """A page whose font has two glyphs without letters: 1 and 2."""
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 6 0 R "
        b"/Encoding << /Type /Encoding /Differences [1 /A /B] >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(MAP), MAP),
    )


def said(words: bytes, show: bytes) -> bytes:
    return b"/Span << /ActualText %s >> BDC (%s) Tj EMC " % (words, show)


LINES = {
    "ligature without a letter": (b"(o) Tj " + said(b"(ffi)", b"\\001") + b"(ce) Tj", "office"),
    "in UTF-16": (b"(o) Tj " + said(b"<FEFF006600660069>", b"\\001") + b"(ce) Tj", "office"),
    "two glyphs, two ligatures": (
        said(b"(fi)", b"\\001") + b"(ve) Tj " + said(b"(ff)", b"\\002") + b"(s) Tj",
        "fiveffs",
    ),
    "letters that are not those drawn": (said(b"(sound)", b"qwert"), "sound"),
    "more words than glyphs": (said(b"(A word)", b"\\001") + b"( more) Tj", "A word more"),
    "the same letters": (said(b"(fine)", b"fine"), "fine"),
    "a letter and its dots, drawn above it": (
        b"(on) Tj /Span << /ActualText (e) >> BDC "
        b"10 Tz 6 Ts (\\001) Tj 100 Tz 0 Ts (\\002) Tj EMC ( word) Tj",
        "one word",
    ),
    "a letter and its points, drawn before it": (
        said(b"<FEFF05D9>", b"\\002")
        + said(b"<FEFF05E805B5>", b"\\001\\002")
        + said(b"<FEFF05D0>", b"\\001"),
        "א\u05e8\u05b5י",
    ),
    "nothing": (said(b"()", b"kept"), "kept"),
    "a description": (said(b"(A picture of the bridge)", b"x"), "x"),
}


@pytest.mark.parametrize(("content", "line"), LINES.values(), ids=LINES)
def test_words_in_place_of_glyphs_are_read(content: bytes, line: str) -> None:
    data = drawn(b"BT /F 10 Tf 20 90 Td " + content + b" ET")
    assert line_texts(read(data)) == [line]
    with PdfiumFile(data, ReadLimits()) as file:
        quick = file.page(1, 1000).glyphs
    slow = PlumberFile(data, ReadLimits()).page(1, 1000).glyphs
    assert quick.text() == slow.text()


def test_words_over_two_lines_stay_as_they_are_drawn() -> None:
    words = b"/P << /ActualText (other words) >> BDC (one) Tj 0 -12 Td (two) Tj EMC"
    assert line_texts(read(drawn(b"BT /F 10 Tf 20 90 Td " + words + b" ET"))) == ["one", "two"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"plain", "plain"),
        (b"\xfe\xff\x00f\x00f", "ff"),
        (b"\xff\xfef\x00f\x00", "ff"),
        (b"\xef\xbb\xbf\xc3\xa9", "é"),
        (b"caf\xe9", "café"),
        (b" two\n lines\x01 ", "two lines"),
        ("\ufeffمی‌خواهند".encode("utf-16-be"), "می‌خواهند"),
    ],
)
def test_strings_of_each_form_are_decoded(raw: bytes, text: str) -> None:
    assert decode(raw) == text
