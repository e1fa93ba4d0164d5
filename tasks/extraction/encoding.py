"""Bytes of a text file → letters, with the encoding found, never assumed.

Order: byte order mark, strict UTF-8, UTF-16 by its zero bytes, then the likeliest of the encodings
in real use. Bytes that are no text are refused, never decoded with replacement characters.
"""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass

from charset_normalizer import from_bytes

from schemas.errors import IssueError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "koi8_r", "koi8_u", "cp866", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp1258", "cp874", "iso8859_2", "iso8859_5", "iso8859_15", "gb18030", "big5", "shift_jis", "euc_jp",
    "euc_kr", "kz1048",
]  # fmt: skip
_MIN_ZERO_SHARE = 0.2
"""Share of zero bytes above which text is UTF-16: western letters give one half, others less."""

_MAX_CONTROL_SHARE = 0.02
"""Share of control characters above which the bytes are no text: a text holds next to none."""

_CHECKED_CHARS = 100_000
_UNREADABLE = "is in no text encoding that can be told; save it as UTF-8 and put it in again"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Letters of a file. `is_guessed` when the encoding was inferred from the bytes' statistics."""

    text: str
    encoding: str
    is_guessed: bool


def decode(data: bytes) -> Decoded:
    """Letters of `data` with the byte order mark taken off.

    Raises:
        IssueError: the bytes are no text in any encoding that can be told (`unreadable_encoding`).
    """
    decoded = _by_mark(data) or _as_utf8(data) or _as_utf16(data) or _by_statistics(data)
    if decoded is None or _is_binary(decoded.text):
        raise IssueError("extract", "unreadable_encoding", _UNREADABLE)
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data, encoding)
            return None if text is None else Decoded(text, encoding.removesuffix("-sig"), is_guessed=False)
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    if data.count(0) > len(data) * _MIN_ZERO_SHARE:
        return None
    text = _strict(data, "utf-8")
    return None if text is None else Decoded(text, "utf-8", is_guessed=False)


def _as_utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: the zero bytes of its blanks and digits stand on one side."""
    if len(data) % 2 or data.count(0) <= len(data) * _MIN_ZERO_SHARE:
        return None
    encoding = "utf-16-be" if data[0::2].count(0) > data[1::2].count(0) else "utf-16-le"
    text = _strict(data, encoding)
    return None if text is None else Decoded(text, encoding, is_guessed=True)


def _by_statistics(data: bytes) -> Decoded | None:
    best = from_bytes(data, cp_isolation=_CANDIDATES, enable_fallback=False).best()
    if best is None:
        return None
    return Decoded(str(best), codecs.lookup(best.encoding).name, is_guessed=True)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_binary(text: str) -> bool:
    """Whether control characters abound in the head of the text; zero bytes of padding do not count."""
    head = text[:_CHECKED_CHARS]
    strange = sum(unicodedata.category(c) in ("Cc", "Cn") and not c.isspace() and c != "\0" for c in head)
    return strange > len(head) * _MAX_CONTROL_SHARE
