"""Ligatures, accents and letters at the control codes of TeX's fonts, where nothing names them."""

from __future__ import annotations

import pytest

from schemas.limits import ReadLimits
from tasks.extraction.pdfium import PdfiumFile
from tasks.extraction.plumber import PlumberFile
from tasks.extraction.tex_letters import with_tex_letters
from tests.build import raw_pdf
from tests.reading import line_texts, losses, read, read_export

READERS: dict[str, type[PdfiumFile | PlumberFile]] = {"pdfium": PdfiumFile, "pdfplumber": PlumberFile}


WIDTHS = [500 if code < 11 or 15 < code < 27 or code > 31 else 950 for code in range(128)]
WIDTHS[14] = WIDTHS[15] = WIDTHS[30] = WIDTHS[31] = 1400
"""Ligatures nearly as wide as their letters."""


def tex_page(
    words: bytes, mapped: dict[int, int] | None = None, widths: list[int] = WIDTHS, name: bytes = b"Odd"
) -> bytes:
    """A page in a font that names no control code; with `mapped` it says which letters they are."""
    content = b"BT /F 10 Tf 20 100 Td (%s) Tj ET" % words
    pairs = b"\n".join(b"<%02x> <%04x>" % pair for pair in (mapped or {}).items())
    unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n%d beginbfchar\n%s\nendbfchar\nendcmap end end"
        % (len(mapped or {}), pairs)
    )
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+%s /FirstChar 0 /LastChar 127 /Widths [%s] "
        b"/FontDescriptor 7 0 R %s >>"
        % (name, b" ".join(map(b"%d".__mod__, widths)), b"/ToUnicode 6 0 R" if mapped else b""),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(unicode), unicode),
        b"<< /Type /FontDescriptor /FontName /ABCDEF+Odd /Flags 4 /FontBBox [0 -200 1000 800] "
        b"/Ascent 700 /Descent -200 /ItalicAngle 0 /StemV 80 /CapHeight 700 >>",
    )


ITSELF = {code: code for code in range(1, 128)}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("mapped", [None, ITSELF], ids=["unnamed", "handed on"])
@pytest.mark.parametrize(
    ("words", "text"),
    [
        (b"the o\x0ece of the \\014rst e\x0bect", "the oﬃce of the ﬁrst eﬀect"),
        (b"sni\x0fng and ra\x0fe, \\014ve e\x0borts", "sniﬄng and raﬄe, ﬁve eﬀorts"),
        (b"di\x0bers, a \\015ag and \\014sh", "diﬀers, a ﬂag and ﬁsh"),
        (b"gro\x19 und o\x0ben, hei\x19 \\014nden", "groß und oﬀen, heiß ﬁnden"),
        (b"the o\x1ece, \x1ctting \x1dags, o\x1b it", "the oﬃce, ﬁtting ﬂags, oﬀ it"),
    ],
    ids=["three", "long", "line end's code", "sharp s", "cork"],
)
def test_letters_at_control_codes(
    words: bytes, text: str, mapped: dict[int, int] | None, reader: str
) -> None:
    raw = READERS[reader](tex_page(words, mapped), ReadLimits()).page(1, 1000)
    assert with_tex_letters(raw.glyphs).text() == text


def test_no_gap_and_no_loss_is_left() -> None:
    document = read(tex_page(b"the o\x0ece of the \\014rst e\x0bect"))
    assert (line_texts(document), losses(document)) == (["the oﬃce of the ﬁrst eﬀect"], [])


@pytest.mark.parametrize(
    ("words", "mapped", "text"),
    [
        (b"two\\015words\\015and\\015more", ITSELF, "two words and more"),
        (b"A\x0eB C\x0eD", ITSELF, "A B C D"),
        (b"o\x0ece \\014ve \x01\x02\x03\x04\x05 \x06\x07", None, "o ce ve"),
        (b"the di\x0eerent o\x0ece", None, "the di erent o ce"),
    ],
    ids=["a blank's code", "no small letters", "much else unread", "one only"],
)
def test_what_is_not_sure_stays_unread(words: bytes, mapped: dict[int, int] | None, text: str) -> None:
    assert line_texts(read(tex_page(words, mapped))) == [text]


def test_one_ligature_is_believed_in_a_font_of_tex() -> None:
    assert line_texts(read(tex_page(b"the o\x0ece", name=b"CMR10"))) == ["the oﬃce"]


def test_a_ligature_is_as_wide_as_its_letters() -> None:
    """Another font's `ff` at the code of `ffi`."""
    narrow = [*WIDTHS[:14], 900, *WIDTHS[15:]]
    assert line_texts(read(tex_page(b"if di\x0eerent", widths=narrow, name=b"CMR10"))) == ["if di erent"]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (
            "the arti\x0ccial e\x0bect\n\x0cof the \x0celd o\x0ece",
            ["the artiﬁcial eﬀect", "of the ﬁeld oﬃce"],
        ),
        ("an o\x0ece on\na page\x0c\nof theirs", ["an oﬃce on", "a page", "of theirs"]),
        ("they have a ra\x0fe on Friday", ["they have a raﬄe on Friday"]),
        ("one\x0ctwo\n\x0cthree", ["one", "two", "three"]),
        ("A\x0bB and\x0b", ["A", "B and"]),
    ],
    ids=["between pages", "page's end", "one", "form feeds only", "line ends"],
)
def test_ligatures_of_text_exports(typed: str, lines: list[str]) -> None:
    assert line_texts(read_export(typed)) == lines
