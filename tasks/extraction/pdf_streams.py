"""A bound on what pdfminer unpacks of the streams of one PDF.

It unpacks a stream whole before anyone can look at its size, so a file of some kilobytes
can ask for gigabytes. Nothing here reads a PDF; other filters than Deflate are left to the memory limit.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from pdfminer import pdftypes

from schemas.errors import IssueError
from tasks.extraction.packed import too_large_unpacked


class _BoundedZlib:
    """What the PDF library uses of `zlib`, counting unpacked bytes over all streams of a file."""

    error = zlib.error

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._left = max_bytes
        self.is_exceeded = False

    def decompress(self, data: bytes) -> bytes:
        """All of a stream; of one that is cut short, what there is of it."""
        return self.unpack(zlib.decompressobj(), data)

    def decompressobj(self) -> _BoundedStream:
        return _BoundedStream(self)

    def unpack(self, stream: zlib._Decompress, data: bytes) -> bytes:
        unpacked = stream.decompress(data, self._left + 1)
        self._left -= len(unpacked)
        if self._left < 0:
            self._left = 0
            self.is_exceeded = True
            raise self.refusal()
        return unpacked

    def refusal(self) -> IssueError:
        return too_large_unpacked(self._max_bytes)


class _BoundedStream:
    """A stream unpacked piece by piece, as the library does with one that is damaged."""

    def __init__(self, bound: _BoundedZlib) -> None:
        self._bound = bound
        self._stream = zlib.decompressobj()

    def decompress(self, data: bytes) -> bytes:
        return self._bound.unpack(self._stream, data)


@contextmanager
def unpacked_at_most(max_bytes: int) -> Iterator[None]:
    """Within it, all streams the PDF library unpacks may come to `max_bytes`; for one file at a time.

    Raises:
        IssueError: they came to more (`too_large_unpacked`), even where the library swallowed the error
            or made another of it.
    """
    bound = _BoundedZlib(max_bytes)
    vars(pdftypes)["zlib"] = bound
    try:
        yield
    except IssueError as error:
        if bound.is_exceeded:
            raise bound.refusal() from error
        raise
    finally:
        vars(pdftypes)["zlib"] = zlib
    if bound.is_exceeded:
        raise bound.refusal()
