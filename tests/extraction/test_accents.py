"""Accents that files set as letters of their own stand on their letters, with what the file says kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from schemas.document import Document
from schemas.limits import ReadLimits
from schemas.reasons import EditCode
from tasks.extraction.accents import with_accents
from tasks.extraction.pages import RawPage
from tasks.extraction.pdfium import PdfiumFile
from tasks.extraction.plumber import PlumberFile
from tests.build import Page, page, pdf, raw_pdf
from tests.reading import columns, glyph, line_texts, read

FONT = "Times-Roman"
PARTS = {
    "ü": "¨u", "ä": "¨a", "ö": "¨o", "Ü": "¨U", "é": "´e", "É": "´E", "è": "`e", "ê": "ˆe", "ñ": "˜n",
    "í": "´i", "ç": "¸c",
}  # fmt: skip
RISE_OF_CAPITALS = 0.2
READERS: dict[str, type[PdfiumFile | PlumberFile]] = {"pdfium": PdfiumFile, "pdfplumber": PlumberFile}


def drawn(texts: list[str], *, size: float = 10.0, is_behind: bool = False, is_last: bool = False) -> Page:
    """Lines letter by letter, each accent over its letter, drawn before it, behind it or last."""
    made, late = page(), []
    for row, text in enumerate(texts):
        x, top = 72.0, 80.0 + 1.2 * size * row
        for letter in text:
            parts = PARTS.get(letter, " " + letter)
            accent, base = parts[0], parts[1]
            rise = RISE_OF_CAPITALS * size if base.isupper() else 0.0
            over = x + (stringWidth(base, FONT, size) - stringWidth(accent, FONT, size)) / 2
            marks = [(base, (x, top))]
            if accent != " ":
                marks.insert(len(marks) if is_behind else 0, (accent, (over, top - rise)))
            for sign, at in marks:
                if is_last and sign == accent:
                    late.append((sign, at))
                else:
                    made.line(sign, at=at, font="serif", size=size)
            x += stringWidth(base, FONT, size)
    for sign, at in late:
        made.line(sign, at=at, font="serif", size=size)
    return made


TEXTS = ["Die Süchte für ältere Bürger", "une école près d'un chêne", "Übung, ÉTÉ, señora aquí"]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("size", [7.0, 10.0, 24.0])
@pytest.mark.parametrize(
    "way", [{}, {"is_behind": True}, {"is_last": True}], ids=["before", "behind", "last"]
)
def test_accents_over_letters_are_theirs(way: dict[str, bool], size: float, reader: str) -> None:
    raw: RawPage = READERS[reader](pdf(drawn(TEXTS, size=size, **way)), ReadLimits()).page(1, 1000)
    read_so = with_accents(raw.glyphs)
    assert read_so.text().replace(" ", "") == "".join(TEXTS).replace(" ", "")


@pytest.mark.parametrize("size", [7.0, 10.0, 24.0])
def test_no_gap_is_left_in_the_word(size: float) -> None:
    assert line_texts(read(pdf(drawn(TEXTS, size=size)))) == TEXTS


def shown_in_one_go(words: bytes) -> bytes:
    """A page of one text object, in which the pen steps back from an accent to its letter."""
    content = b"BT /F 10 Tf 20 100 Td [%s] TJ ET" % words
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    )


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (b"(f\xa8) 416.5 (ur)", "für"),
        (b"(caf\xb4) 388.5 (e)", "café"),
        (b"(die S\xa8) 416.5 (uchte der B\xa8) 416.5 (urger)", "die Süchte der Bürger"),
    ],
)
def test_a_pen_that_steps_back_in_the_middle_of_a_word(words: bytes, text: str) -> None:
    assert line_texts(read(shown_in_one_go(words))) == [text]


def respellings(document: Document) -> list[tuple[str, str, str]]:
    return [
        (document.slice(word.span), one.original, one.reason)
        for made in document.pages
        for line in made.lines
        for word in line.words
        for one in word.respellings
    ]


def test_what_the_file_says_is_kept_with_the_word() -> None:
    document = read(pdf(drawn(["für alte Bürger"], is_behind=True)))
    assert respellings(document) == [
        ("für", "u¨", EditCode.ACCENT),
        ("Bürger", "u¨", EditCode.ACCENT),
    ]


def test_two_accents_on_one_letter() -> None:
    made = [glyph("ˆ", 101.0), glyph("´", 101.0, 99.0), glyph("e", 100.0)]
    assert with_accents(columns(made)).text() == "ế"


@pytest.mark.parametrize(
    "text", ["l´Orquestra", "´Proyecto de Ley´", "don´t", "5ˆ2", "~user", "a ¨ u", "`code`"]
)
def test_an_accent_with_a_place_of_its_own_stays(text: str) -> None:
    assert line_texts(read(pdf(page().line(text, at=(72, 80), font="serif")))) == [text]


@pytest.mark.parametrize(
    ("accent", "letter"),
    [("¨", "z"), ("¸", "u")],
)
def test_where_there_is_no_such_letter_both_stay(accent: str, letter: str) -> None:
    made = columns([glyph(accent, 100.0), glyph(letter, 100.0)])
    assert with_accents(made).text() == accent + letter


@pytest.mark.parametrize(
    "move",
    [lambda y: y - 12.0, lambda y: y + 12.0, lambda y: y + 3.0],
    ids=["line above", "line below", "under its letter"],
)
def test_an_accent_is_of_its_own_line(move: Callable[[float], float]) -> None:
    made = columns([glyph("¨", 100.0, move(100.0)), glyph("u", 100.0, 100.0)])
    assert sorted(with_accents(made).text()) == ["u", "¨"]


def test_of_two_lines_the_nearer_one_has_it() -> None:
    made = columns([glyph("o", 100.0, 90.0), glyph("¨", 100.0, 98.0), glyph("U", 100.0, 100.0)])
    assert with_accents(made).text() == "oÜ"
