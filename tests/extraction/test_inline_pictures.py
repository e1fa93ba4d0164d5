"""Pictures in the content of a page: those without an end are told, since they hide what follows."""

from __future__ import annotations

import zlib

import pytest

from tasks.extraction.inline_pictures import OpenPictures
from tests.build import raw_pdf
from tests.reading import line_texts, read

KEYS = b"/W 8 /H 8 /CS /G /BPC 8"
TOLD = "pictures without an end in the content of pages: 1; what follows on their pages may be missing"


def count(content: bytes) -> int:
    pictures = OpenPictures()
    pictures.look_at(content)
    return pictures.count


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"q BI %s ID 0123 EI Q" % KEYS, 0, id="whole"),
        pytest.param(b"q BI %s ID 0123\nEI" % KEYS, 0, id="whole_at_the_end"),
        pytest.param(b"q BI /Width 8 /Height 8 ID 0123>EI Q", 0, id="nothing_before_its_end"),
        pytest.param(b"q BI %s ID 0123 Q BT (text) Tj ET" % KEYS, 1, id="no_end"),
        pytest.param(b"q\nBI\n%s\nID\n01 Q BT (EIs) Tj ET" % KEYS, 1, id="letters_that_are_no_end"),
        pytest.param(b"BI %s ID 01 Q q BI %s ID 23 EI Q" % (KEYS, KEYS), 1, id="the_end_of_the_next"),
        pytest.param(b"BI %s ID 01 BI %s ID 23" % (KEYS, KEYS), 2, id="two_without_an_end"),
        pytest.param(b"BT (BI and ID are his letters) Tj ET", 0, id="text"),
        pytest.param(b"BI /H 8 ID 01", 0, id="no_width"),
        pytest.param(b"BI %s ID 01" % (b" " * 500 + KEYS), 0, id="too_long_a_head"),
    ],
)
def test_pictures_without_an_end_are_counted(content: bytes, expected: int) -> None:
    assert count(content) == expected


def document(content: bytes, *, is_packed: bool) -> bytes:
    body, keys = (zlib.compress(content), b"/Filter /FlateDecode") if is_packed else (content, b"")
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< %s /Length %d >>\nstream\n%s\nendstream" % (keys, len(body), body),
    )


@pytest.mark.parametrize("is_packed", [True, False], ids=["packed", "plain"])
@pytest.mark.parametrize(("end", "notes"), [(b" EI", ()), (b"", (TOLD,))], ids=["an end", "none"])
def test_a_picture_that_runs_on_is_a_warning(end: bytes, notes: tuple[str, ...], *, is_packed: bool) -> None:
    picture = b"q 20 0 0 20 250 150 cm BI %s ID %s%s Q " % (KEYS, b"x" * 64, end)
    content = b"BT /F1 10 Tf 20 160 Td (Seen words) Tj ET %sBT /F1 10 Tf 20 100 Td (shown) Tj ET" % picture
    found = read(document(content, is_packed=is_packed))
    assert line_texts(found)[0] == "Seen words"
    assert found.notes == notes
