"""Pins which pictures of a page are drawn to see how black it is printed, and that they are drawn upright."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from schemas.limits import ReadLimits
from tasks.extraction.pages import RawPage
from tasks.extraction.pdfium import PdfiumFile
from tests.build import raw_pdf

SIDE = 200
LAYER = b"BT 3 Tr /F 12 Tf 20 100 Td (Under the picture) Tj ET"


def packed(picture: Image.Image, form: str) -> bytes:
    room = io.BytesIO()
    picture.save(room, form)
    return room.getvalue()


def scan(filter_name: bytes, packed: bytes, side: int = SIDE, layer: bytes = LAYER) -> bytes:
    """A page of 200 points with one grey picture all over it, and text."""
    head = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 /Width %d /Height %d"
    content = b"q 200 0 0 200 0 0 cm /I Do Q " + layer
    resources = b"<< /XObject << /I 4 0 R >> /Font << /F 6 0 R >> >>"
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 5 0 R /Resources %s >>" % resources,
        b"<< %s /Filter /%s /Length %d >>\nstream\n%s\nendstream"
        % (head % (side, side), filter_name, len(packed), packed),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    )


def read(data: bytes) -> RawPage:
    with PdfiumFile(data, ReadLimits()) as file:
        return file.page(1, 1000)


def corner(side: int = SIDE) -> Image.Image:
    """Black at the upper left, white otherwise."""
    picture = Image.new("L", (side, side), 255)
    ImageDraw.Draw(picture).rectangle((0, 0, side // 4, side // 4), fill=0)
    return picture


def test_the_picture_under_a_text_layer_is_drawn_upright() -> None:
    page = read(scan(b"DCTDecode", packed(corner(), "JPEG")))
    assert page.picture is not None
    assert page.picture.shape == (SIDE * page.picture_scale, SIDE * page.picture_scale)
    quarter = page.picture.shape[0] // 8
    assert page.picture[:quarter, :quarter].max() < 30
    assert np.min(page.picture[4 * quarter :, 4 * quarter :]) > 225


@pytest.mark.parametrize(
    "data",
    [
        scan(b"JPXDecode", packed(corner(), "JPEG2000")),
        scan(b"DCTDecode", packed(corner(6400), "JPEG"), side=6400),
        scan(b"DCTDecode", packed(corner(), "JPEG"), layer=LAYER.replace(b"3 Tr", b"0 Tr")),
        scan(b"DCTDecode", packed(corner(), "JPEG")).replace(b"200 0 0 200 0 0", b"100 0 0 100 0 0"),
    ],
    ids=["slow to unpack", "large", "letters with ink", "a picture on a part of the page"],
)
def test_what_is_dear_or_no_scan_is_not_drawn(data: bytes) -> None:
    assert read(data).picture is None
