"""What the packed streams of a PDF come to, found out before any library unpacks them.

PDFium unpacks a stream whole, so a file of some kilobytes can ask for gigabytes, and no limit can be given to
it. So the streams are unpacked here first, one after the other and for nothing but their length. Pictures are
left out, as PDFium unpacks none unless it draws. Nothing here reads a PDF: what is no stream only looks like
one, what is encrypted looks like none, and other filters than Deflate are left to the memory limit.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

from schemas.errors import IssueError

BYTES_PER_MB = 1 << 20
CHUNK_BYTES = 1 << 20
"""So much is unpacked at a time."""

HEAD_BYTES = 2048
"""The dictionary of a stream stands within so many bytes before it."""

_STREAM, _END = b"stream", b"end"
_PACKED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")


Look = Callable[[bytes], None]
"""What is shown the pieces of streams, unpacked, in order."""


def require_unpacked_at_most(max_bytes: int, data: bytes, look: Look = lambda _piece: None) -> None:
    """Raises `IssueError` (`too_large_unpacked`) when the packed streams of `data` come to more together.

    `look` sees what each stream holds, pictures aside, as far as it is unpacked.
    """
    left = max_bytes
    place = data.find(_STREAM)
    while place >= 0:
        begins = place + len(_STREAM)
        following = data.find(_STREAM, begins)
        if data[begins : begins + 1] in (b"\r", b"\n") and not _is_end(data, place):
            times = _times_packed(data, place)
            begins += 2 if data.startswith(b"\r\n", begins) else 1
            likely = range(begins, _end(data, following))
            if times:
                left -= _unpacked(data, likely, times, left, look)
                if left < 0:
                    raise too_large_unpacked(max_bytes)
            elif times is not None:
                look(data[likely.start : min(likely.stop, likely.start + CHUNK_BYTES)])
        place = following


def _is_end(data: bytes, stream: int) -> bool:
    """Whether the `stream` at this place is part of an `endstream`."""
    return data[stream - len(_END) : stream] == _END


def _end(data: bytes, stream: int) -> int:
    """Where the next `endstream` is, from the next `stream` at `stream` on; the end of `data` without one."""
    if stream >= 0 and not _is_end(data, stream):
        stream = data.find(_END + _STREAM, stream)
        return stream if stream >= 0 else len(data)
    return stream - len(_END) if stream >= 0 else len(data)


def _times_packed(data: bytes, stream: int) -> int | None:
    """How many times the stream at `stream` is packed; None for pictures."""
    begins = data.rfind(b"obj", max(0, stream - HEAD_BYTES), stream)
    head = data[max(begins, 0, stream - HEAD_BYTES) : stream]
    return None if _PICTURE.search(head) else len(_PACKED.findall(head))


def too_large_unpacked(max_bytes: int) -> IssueError:
    return IssueError(
        "extract",
        "too_large_unpacked",
        f"unpacks to more than the limit of {max_bytes / BYTES_PER_MB:.3g} MB; "
        "remove it, or raise BULLETINS_MAX_STREAM_MB if you trust it",
    )


def _unpacked(data: bytes, likely: range, times: int, limit: int, look: Look) -> int:
    """Bytes that a stream packed so many times comes to, all its stages together; over `limit`, at least it.

    It begins where `likely` does, and as a rule ends there, too. Where it ends is told by itself: a wrong
    length in the file, or an `endstream` within it, hides nothing. One that is damaged counts as far as it
    can be unpacked.
    """
    stages = [zlib.decompressobj() for _ in range(times)]
    total, place, reach = 0, likely.start, likely.stop
    view = memoryview(data)
    while place < len(data) and not stages[0].eof:
        piece = bytes(view[place : max(reach, place + 1)])
        place, reach = place + len(piece), min(len(data), place + len(piece) + CHUNK_BYTES)
        try:
            total = _through(stages, piece, total, limit, look)
        except zlib.error:
            return total
        if total > limit:
            return total
    return total


def _through(stages: list[zlib._Decompress], piece: bytes, total: int, limit: int, look: Look) -> int:
    """Sends a piece through all stages; what has come out of any of them so far, at most a chunk over."""
    first, rest = stages[0], stages[1:]
    while piece and not first.eof and total <= limit:
        out = first.decompress(piece, CHUNK_BYTES)
        piece = first.unconsumed_tail
        total += len(out)
        if rest:
            total = _through(rest, out, total, limit, look)
        else:
            look(out)
    return total
