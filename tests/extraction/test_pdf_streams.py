"""What compressed streams may unpack to: all streams of a file together, whatever the library makes of it."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Callable

import pytest
from pdfminer import pdftypes
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from schemas.errors import IssueError
from schemas.limits import ReadLimits
from tasks.extraction.pdf_streams import unpacked_at_most
from tests.build import page, pdf, raw_pdf
from tests.reading import line_texts, read

BOMB_BYTES = 3_000_000


def flate(data: bytes) -> PDFStream:
    return PDFStream({"Filter": LIT("FlateDecode")}, data)


def with_stream(content: bytes) -> bytes:
    """A one-page PDF whose page is drawn by a packed stream."""
    packed = zlib.compress(content, 9)
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
        b" /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
    )


TEXT = b"BT /F 12 Tf 20 100 Td (small text) Tj ET "
BOMB = with_stream(TEXT + b" " * BOMB_BYTES)


def test_a_bomb_is_refused() -> None:
    assert len(BOMB) < BOMB_BYTES / 100
    with pytest.raises(IssueError, match="unpacks to more than the limit of 1 MB") as caught:
        read(BOMB, ReadLimits(max_stream_bytes=1 << 20))
    assert (caught.value.stage, caught.value.code) == ("extract", "too_large_unpacked")


def test_the_same_file_is_read_below_the_limit() -> None:
    assert line_texts(read(BOMB, ReadLimits(max_stream_bytes=BOMB_BYTES + 100))) == ["small text"]


def test_streams_of_a_file_are_counted_together_and_files_apart() -> None:
    for _ in range(2):
        with unpacked_at_most(100):
            assert flate(zlib.compress(b"a" * 60)).get_data() == b"a" * 60
            assert flate(zlib.compress(b"b" * 40)).get_data() == b"b" * 40
    with pytest.raises(IssueError), unpacked_at_most(99):
        assert [flate(zlib.compress(b"a" * count)).get_data() for count in (60, 40)]


def swallow() -> None:
    with contextlib.suppress(IssueError):
        flate(zlib.compress(b"a" * 60)).get_data()


def misname() -> None:
    try:
        flate(zlib.compress(b"a" * 60)).get_data()
    except IssueError as error:
        raise IssueError("extract", "broken_pdf", "is a damaged PDF") from error


@pytest.mark.parametrize("library", [swallow, misname])
def test_a_refusal_is_told_whatever_the_library_makes_of_it(library: Callable[[], None]) -> None:
    with pytest.raises(IssueError, match="unpacks"), unpacked_at_most(10):
        library()


def test_other_errors_stay_themselves_and_the_library_gets_its_own_back() -> None:
    with pytest.raises(IssueError, match="is empty"), unpacked_at_most(10):
        raise IssueError("extract", "empty_file", "is empty")
    assert vars(pdftypes)["zlib"] is zlib


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda packed: packed[:-20], "start"),
        (lambda packed: packed[:-1] + bytes([packed[-1] ^ 1]), "all"),
        (lambda packed: packed + b"trailing", "all"),
        (lambda packed: b"no zlib" + packed, "nothing"),
    ],
    ids=["cut short", "wrong checksum", "something behind it", "not packed at all"],
)
def test_damaged_streams_give_what_they_gave_before(damage: Callable[[bytes], bytes], expected: str) -> None:
    whole = bytes(range(256)) * 8
    broken = damage(zlib.compress(whole))
    without_bound = flate(broken).get_data()
    with unpacked_at_most(10_000):
        bounded = flate(broken).get_data()
    assert bounded == without_bound
    assert {"start": whole.startswith(bounded), "all": bounded == whole, "nothing": not bounded}[expected]


def test_a_damaged_bomb_is_refused_too() -> None:
    packed = zlib.compress(b"a" * 100_000)
    with pytest.raises(IssueError), unpacked_at_most(50_000):
        flate(packed[:-1] + bytes([packed[-1] ^ 1])).get_data()


def test_packed_pages_of_the_builder_are_read() -> None:
    assert line_texts(read(pdf(page().line("Журавли", at=(72, 80))))) == ["Журавли"]
