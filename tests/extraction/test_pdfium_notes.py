"""Filled fields and typed notes: printed on their page and read, or counted as losses."""

from __future__ import annotations

import pytest

from schemas.errors import IssueError
from schemas.limits import ReadLimits
from schemas.reasons import LossCode
from tasks.extraction.plumber import PlumberFile
from tests.build import raw_pdf
from tests.reading import line_texts, losses, read

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PICTURE = b"q BT /F1 10 Tf 2 8 Td (%s) Tj ET Q"


def noted(*notes: bytes, text: bytes = b"On the page", catalog: bytes = b"") -> bytes:
    """A page with annotations; the objects of `notes` are numbered from 6, pictures among them."""
    content = b"BT /F1 10 Tf 20 150 Td (%s) Tj ET" % text
    listed = b" ".join(b"%d 0 R" % number for number, note in enumerate(notes, 6) if b"/Annot" in note)
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Annots [%s] "
        b"/Resources << /Font << /F1 5 0 R >> >> >>" % listed,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        FONT,
        *notes,
    )


def note(kind: bytes, entries: bytes) -> bytes:
    return b"<< /Type /Annot /Subtype /%s /Rect [20 90 280 110] %s >>" % (kind, entries)


def picture(words: bytes) -> bytes:
    content = PICTURE % words
    return (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 260 20] /Resources << /Font << /F1 5 0 R >> >> "
        b"/Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    )


DRAWN = b"/F 4 /AP << /N 7 0 R >> "

SHOWN = {
    "field": note(b"Widget", DRAWN + b"/FT /Tx /T (a) /V (Typed words)"),
    "choice": note(b"Widget", DRAWN + b"/FT /Ch /T (a) /V (Typed words)"),
    "note": note(b"FreeText", DRAWN + b"/Contents (Typed words) /DA (/F1 10 Tf)"),
    "stamp": note(b"Stamp", DRAWN),
    "on the screen only": note(b"FreeText", DRAWN.replace(b"/F 4", b"/F 0")),
}


@pytest.mark.parametrize("annotation", SHOWN.values(), ids=SHOWN)
def test_words_with_a_picture_are_read(annotation: bytes) -> None:
    document = read(noted(annotation, picture(b"Typed words")))
    assert line_texts(document) == ["On the page", "Typed words"]
    assert losses(document) == []


def test_what_is_hidden_is_not_read() -> None:
    document = read(noted(note(b"Widget", b"/F 2 /FT /Tx /V (Typed) /AP << /N 7 0 R >>"), picture(b"Typed")))
    assert (line_texts(document), losses(document)) == (["On the page"], [])


@pytest.mark.parametrize(
    "annotation",
    [
        note(b"Widget", b"/F 4 /FT /Tx /T (a) /V (Typed words)"),
        note(b"FreeText", b"/F 4 /Contents (Typed words)"),
    ],
    ids=["field", "note"],
)
def test_words_without_a_picture_are_a_loss(annotation: bytes) -> None:
    document = read(noted(annotation))
    assert line_texts(document) == ["On the page"]
    assert losses(document) == [("X006", 10, "Typed words")]


def test_an_empty_field_and_a_link_say_nothing() -> None:
    document = read(noted(note(b"Widget", b"/F 4 /FT /Tx /T (a)"), note(b"Link", b"/Contents (a place)")))
    assert (line_texts(document), losses(document)) == (["On the page"], [])


XFA = b"/AcroForm << /Fields [] /XFA [(template) 6 0 R] >> "


PACKET = b"<< /Length 11 >>\nstream\n<template/>\nendstream"


@pytest.mark.parametrize(
    "entries",
    [XFA, XFA + b"/NeedsRendering true", b"/AcroForm << /Fields [] /XFA 6 0 R >> "],
    ids=["with pages", "drawn later", "one packet"],
)
@pytest.mark.parametrize(
    "wait",
    [
        b"Please wait... You can upgrade to the latest Adobe Reader",
        b"To view the full contents you need a later Adobe Reader",
        b"Veuillez patienter... Installez Adobe Reader",
        b"Bitte warten... Laden Sie die neueste Version von Adobe Reader",
        b"Espere... Instale la ultima version de Adobe Acrobat",
    ],
    ids=["please wait", "later version", "French", "German", "Spanish"],
)
def test_a_form_that_only_asks_to_wait_fails(wait: bytes, entries: bytes) -> None:
    with pytest.raises(IssueError) as failure:
        read(noted(PACKET, text=wait, catalog=entries))
    assert failure.value.code == "placeholder"


def test_a_form_with_pages_of_its_own_is_read() -> None:
    assert line_texts(read(noted(PACKET, catalog=XFA))) == ["On the page"]


ATTACHED = b"/Names << /EmbeddedFiles << /Names [(a.pdf) 6 0 R] >> >> "
FILES = (
    b"<< /Type /Filespec /F (a.pdf) /UF (a.pdf) /EF << /F 7 0 R >> >>",
    b"<< /Type /EmbeddedFile /Length 5 >>\nstream\n%PDF-\nendstream",
)


@pytest.mark.parametrize(
    "collection",
    [b"/Type /Collection /View /D", b"/View /T", b"/View /C", b"/Schema << >>", b""],
    ids=["details", "tiles", "custom", "columns", "nothing said"],
)
def test_the_cover_sheet_of_a_portfolio_is_no_bulletin(collection: bytes) -> None:
    with pytest.raises(IssueError) as failure:
        read(noted(*FILES, catalog=ATTACHED + b"/Collection << %s >>" % collection))
    assert failure.value.code == "portfolio"


@pytest.mark.parametrize("entries", [b"", b"/Collection << /View /H >>"], ids=["attached", "not shown"])
def test_attached_files_are_told(entries: bytes) -> None:
    document = read(noted(*FILES, catalog=ATTACHED + entries))
    assert line_texts(document) == ["On the page"]
    assert document.notes == ("attached files: 1; they are not read",)


WITHIN = b"/F 4 /Parent 7 0 R"
PARENTS = {
    "text": (b"<< /FT /Tx /T (a) /V (Typed words) /Kids [6 0 R] >>",),
    "choice": (b"<< /FT /Ch /Ff 131072 /T (a) /V (Typed words) /Opt [(Typed words)] /Kids [6 0 R] >>",),
    "twice within": (
        b"<< /T (b) /Parent 8 0 R /Kids [6 0 R] >>",
        b"<< /FT /Tx /T (a) /V (Typed words) /Kids [7 0 R] >>",
    ),
    "in UTF-16": (
        b"<< /FT /Tx /T (a) /V <FEFF0054007900700065006400200077006f007200640073> /Kids [6 0 R] >>",
    ),
}


def within(*parents: bytes, own: bytes = b"") -> bytes:
    """A field without words of its own in one that has some; its parents are numbered from 7."""
    first = 6 + len(parents)
    return noted(note(b"Widget", WITHIN + own), *parents, catalog=b"/AcroForm << /Fields [%d 0 R] >>" % first)


@pytest.mark.parametrize("parents", PARENTS.values(), ids=PARENTS)
def test_words_of_a_parent_field_are_those_of_its_kids(parents: tuple[bytes, ...]) -> None:
    assert losses(read(within(*parents))) == [("X006", 10, "Typed words")]


def test_a_ticked_box_holds_no_words() -> None:
    assert losses(read(within(b"<< /FT /Btn /T (a) /V /Yes /Kids [6 0 R] >>"))) == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (noted(SHOWN["field"], picture(b"Typed words")), ["Typed words"]),
        (noted(SHOWN["note"], picture(b"Typed words")), ["Typed words"]),
        (noted(note(b"Widget", b"/F 4 /FT /Tx /T (a) /V (Typed words)")), ["Typed words"]),
        *((within(*parents), ["Typed words"]) for parents in PARENTS.values()),
        (noted(note(b"Widget", b"/F 2 /FT /Tx /V (Typed words)")), []),
        (within(b"<< /FT /Btn /T (a) /V /Yes /Kids [6 0 R] >>"), []),
        (within(b"<< /FT /Tx /T (a) /Parent 7 0 R /Kids [6 0 R] >>"), []),
    ],
)
def test_the_reader_that_does_not_draw_them_counts_them(data: bytes, told: list[str]) -> None:
    page = PlumberFile(data, ReadLimits()).page(1, 1000)
    assert [(loss.code, loss.text) for loss in page.losses] == [(LossCode.NOTE, words) for words in told]
