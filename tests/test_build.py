"""The builder of test pages draws what it is told, as an independent reader sees it."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from tests.build import page, pdf, raw_pdf


def read(data: bytes) -> PDF:
    return pdfplumber.open(io.BytesIO(data))


@pytest.mark.parametrize("font", ["sans", "serif", "mono"])
def test_line_stands_where_it_is_told(font: str) -> None:
    char = read(pdf(page().line("Heading", at=(72, 40), size=18, bold=True, font=font))).pages[0].chars[0]
    assert (char["x0"], char["top"], char["size"]) == pytest.approx((72, 40, 18), abs=0.01)
    assert "Bold" in char["fontname"]


def test_line_beyond_western_letters_is_embedded_and_in_place() -> None:
    char = read(pdf(page().line("Журавли", at=(72, 40), size=12, font="serif"))).pages[0].chars[0]
    assert char["text"] == "Ж"
    assert "LanternSerif-Regular" in char["fontname"]
    assert (char["x0"], char["top"]) == pytest.approx((72, 40), abs=0.05)


def test_lines_keep_their_leading() -> None:
    chars = read(pdf(page().lines(["a", "b", "c"], at=(50, 100), leading=15))).pages[0].chars
    assert [round(char["top"]) for char in chars] == [100, 115, 130]


def test_marks_that_are_not_text() -> None:
    content = (
        page().rect((10, 20, 110, 60), fill="#ff0000").rule((10, 80), (200, 80)).image((10, 90, 60, 140))
    )
    seen = read(pdf(content)).pages[0]
    rect, line, image = seen.rects[0], seen.lines[0], seen.images[0]
    assert (rect["x0"], rect["top"], rect["x1"], rect["bottom"]) == pytest.approx((10, 20, 110, 60))
    assert (line["x0"], line["top"], line["x1"]) == pytest.approx((10, 80, 200))
    assert (image["x0"], image["top"], image["x1"], image["bottom"]) == pytest.approx((10, 90, 60, 140))


def test_special_lines() -> None:
    content = (
        page()
        .line("up", at=(30, 400), angle=90)
        .line("white", at=(30, 100), color="#ffffff")
        .line("outside", at=(30, -50))
        .line("hidden", at=(30, 200), invisible=True)
        .line("furniture", at=(30, 800), tag="Artifact")
        .overprint("twice", at=(30, 300), shift=0.4)
    )
    data = pdf(content)
    chars = read(data).pages[0].chars
    text = "".join(char["text"] for char in chars)
    assert text == "upwhiteoutsidehiddenfurnituretwicetwice"
    assert [char["upright"] for char in chars[:3]] == [False, False, True]
    assert chars[2]["non_stroking_color"] == (1, 1, 1)
    assert chars[text.index("outside")]["top"] == pytest.approx(-50, abs=0.01)
    assert chars[text.index("furniture")]["tag"] == "Artifact"
    assert chars[text.index("twice")]["tag"] is None
    first, second = text.index("twice"), text.rindex("twice")
    assert chars[second]["x0"] - chars[first]["x0"] == pytest.approx(0.4, abs=0.01)
    assert b"3 Tr" in data


def test_pages_have_their_own_size_crop_and_rotation() -> None:
    content = page(rotate=90).line("x", at=(20, 30))
    plain, cropped, turned = read(pdf(page(), page(300, 200, crop=(10, 20, 200, 120)), content)).pages
    assert (plain.width, plain.height) == (595, 842)
    assert (cropped.width, cropped.height, cropped.cropbox) == (300, 200, (10, 20, 200, 120))
    assert (turned.width, turned.height, turned.rotation) == (842, 595, 90)
    assert (turned.chars[0]["x1"], turned.chars[0]["top"]) == pytest.approx((842 - 30, 20), abs=0.01)


def test_outline_and_title() -> None:
    document = read(pdf(page().bookmark("Part"), page().bookmark("Chapter", level=2), title="Issue 7"))
    assert [(level, title) for level, title, *_ in document.doc.get_outlines()] == [
        (1, "Part"),
        (2, "Chapter"),
    ]
    assert document.metadata["Title"] == "Issue 7"


def test_without_unicode_maps_letters_cannot_be_read() -> None:
    content = page().line("Журавли", at=(72, 40))
    assert read(pdf(content)).pages[0].extract_text() == "Журавли"
    assert "(cid:" in read(pdf(content, unicode_maps=False)).pages[0].extract_text()


def test_password_is_needed() -> None:
    with pytest.raises(PdfminerException) as caught:
        read(pdf(page().line("secret", at=(72, 40)), password="open sesame"))
    assert isinstance(caught.value.args[0], PDFPasswordIncorrect)


def test_same_pages_same_bytes() -> None:
    assert pdf(page().line("a", at=(1, 1))) == pdf(page().line("a", at=(1, 1)))


def test_hand_written_objects_make_a_file() -> None:
    document = read(
        raw_pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>",
        )
    )
    assert [(page.width, page.height) for page in document.pages] == [(300, 200)]
