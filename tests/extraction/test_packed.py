"""What packed streams come to, found out before PDFium sees the file."""

from __future__ import annotations

import zlib

import pytest

from schemas.errors import IssueError
from tasks.extraction.packed import require_unpacked_at_most
from tests.build import page, pdf, raw_pdf

CONTENT = b"a" * 100_000


def stream(data: bytes, keys: bytes = b"/Filter /FlateDecode", end: bytes = b"\n") -> bytes:
    return b"<< %s /Length %d >>\nstream%s%s\nendstream" % (keys, len(data), end, data)


def comes_to(data: bytes) -> int:
    """The least limit that the file is not refused at."""
    low, high = 0, 1 << 24
    while low < high:
        middle = (low + high) // 2
        try:
            require_unpacked_at_most(middle, data)
        except IssueError:
            low = middle + 1
        else:
            high = middle
    return low


def test_what_comes_to_more_is_refused() -> None:
    with pytest.raises(IssueError, match="unpacks to more than the limit of 0.0954 MB") as caught:
        require_unpacked_at_most(len(CONTENT), raw_pdf(b"<< >>", stream(zlib.compress(CONTENT + b"a"))))
    assert caught.value.code == "too_large_unpacked"


PACKED = zlib.compress(CONTENT)
TWICE = zlib.compress(PACKED)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (stream(PACKED), len(CONTENT)),
        (stream(PACKED, end=b"\r\n"), len(CONTENT)),
        (stream(PACKED, b"/Filter [/Fl]"), len(CONTENT)),
        (stream(PACKED) + b" " + stream(PACKED), 2 * len(CONTENT)),
        (stream(TWICE, b"/Filter [/FlateDecode /FlateDecode]"), len(PACKED) + len(CONTENT)),
        (stream(PACKED + b"trailing"), len(CONTENT)),
        (stream(CONTENT, b""), 0),
        (stream(b"no zlib" + PACKED), 0),
        (stream(PACKED, b"/Subtype /Image /Filter /FlateDecode"), 0),
    ],
    ids=[
        "one", "other line end", "short name", "together", "packed twice", "something behind it",
        "not packed", "no zlib", "a picture",
    ],
)  # fmt: skip
def test_size_of_streams(body: bytes, expected: int) -> None:
    assert comes_to(raw_pdf(b"<< /Type /Catalog >>", body)) == expected


def test_an_end_within_a_stream_hides_nothing() -> None:
    """A stored block may hold any bytes, the mark of a stream's end among them."""
    hidden = zlib.compress(b"x" * 40 + b"endstream" + b"y" * 1000, 0)
    assert b"endstream" in hidden
    assert comes_to(raw_pdf(b"<< /Type /Catalog >>", stream(hidden))) == 40 + len(b"endstream") + 1000


def test_a_stream_cut_short_counts_as_far_as_it_goes() -> None:
    packed = zlib.compress(bytes(range(256)) * 400)
    assert 0 < comes_to(b"1 0 obj\n" + stream(packed)[: len(packed) // 2]) < 256 * 400


def test_what_is_no_bomb_is_let_through() -> None:
    require_unpacked_at_most(1000, pdf(page().line("text", at=(72, 80))))
