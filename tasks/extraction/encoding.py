"""Bytes of a text file → letters, with the encoding found, never assumed.

Order: byte order mark, strict UTF-8, UTF-16 by its zero bytes, UTF-8 with a few bytes broken, then the
likeliest of the encodings in real use. Bytes that are no text are refused; those few that are broken become
U+FFFD and are counted.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from charset_normalizer import from_bytes

from schemas.errors import IssueError
from schemas.lexicon.letters import readable_share

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Where two read a text equally well, the earlier is meant. ISO 8859-2 stands before cp1250, whose š, ž
# and ť are control characters in it: without those the text is no cp1250.
_SINGLE_BYTE = [
    "cp1252", "iso8859_2", "cp1250", "cp1251", "koi8_r", "koi8_u", "cp866", "cp1253", "cp1254", "cp1255",
    "cp1256", "cp1257", "cp1258", "cp874", "iso8859_5", "iso8859_15", "kz1048",
]  # fmt: skip
_OLD_PAGES = ("cp850", "cp437", "cp852", "mac_roman", "mac_latin2", "mac_cyrillic", "cp865", "cp737", "cp857")
"""Pages of DOS and of the Macintosh: meant where their words are plainly more like a language's."""

_MIN_GAIN = 0.02
_CANDIDATES = [*_SINGLE_BYTE, "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]
_MIN_ZERO_SHARE = 0.01
"""Share of zero bytes above which text may be UTF-16: its blanks and digits hold one each."""

_ONE_SIDED = 2
"""How many times more zero bytes UTF-16 has at odd than at even places, or the other way round."""

_UTF16_CONTROL_SHARE = 0.4
"""Share of control characters that UTF-16 shows when it happens to be valid UTF-8: every other one."""

_MAX_CONTROL_SHARE = 0.05
"""Share of control characters above which the bytes are no text: a text holds next to none."""

BROKEN = "\ufffd"
_FIRST_OF_SEVERAL = "\x80"
MAX_BROKEN_BYTES = 100
MIN_WHOLE_LETTERS = 2
"""Text is UTF-8 with broken bytes when it has so many whole letters of several bytes for each of these."""

_CHECKED_CHARS = 20_000
_SIGN = r"[\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2500-\u25ff]"
_ODD_SIGN = re.compile(r"[^\W\d_][^\w\x00-\x7f’‑–—·]+[^\W\d_]|[^\W\d_][—†‡•]$")
_FIRST_BEYOND_ASCII = 0x80
_MAX_WESTERN = 0.15
"""Share of bytes beyond ASCII that Western text stays below, and no East Asian text."""

_STRANGE_WORD = re.compile(r"[^\s.,;:!?()]+")
_TIMES_SAID = 40
"""Words are judged although they are few: each is said so often."""

_SIGN_IN_WORD = re.compile(rf"(?<=[^\W\d_]){_SIGN}(?=[^\W\d_])|[£¥¦¬±](?=[^\W\d_])|[\x80-\x9f]")
_UNREADABLE = "is in no text encoding that can be told; save it as UTF-8 and put it in again"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Letters of a file.

    `is_guessed` when the encoding was inferred from the bytes' statistics; `broken` counts bytes that are no
    letters of it, each U+FFFD in `text`.
    """

    text: str
    encoding: str
    is_guessed: bool
    broken: int = 0


def decode(data: bytes) -> Decoded:
    """Letters of `data` with the byte order mark taken off.

    Raises:
        IssueError: the bytes are no text in any encoding that can be told (`unreadable_encoding`).
    """
    decoded = (
        _by_mark(data) or _as_utf8(data) or _as_utf16(data) or _as_broken_utf8(data) or _by_statistics(data)
    )
    if decoded is None or _is_binary(decoded.text):
        raise IssueError("extract", "unreadable_encoding", _UNREADABLE)
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data, encoding)
            if text is None and encoding == "utf-8-sig":
                return _as_broken_utf8(data.removeprefix(mark))
            return None if text is None else Decoded(text, encoding.removesuffix("-sig"), is_guessed=False)
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    text = _strict(data, "utf-8")
    if text is None or (_zero_side(data) and _control_share(text) > _UTF16_CONTROL_SHARE):
        return None
    return Decoded(text, "utf-8", is_guessed=False)


def _as_broken_utf8(data: bytes) -> Decoded | None:
    """UTF-8 in which a few bytes are damaged: letters of several bytes are hardly ever there by chance."""
    if 0 in data:
        return None
    view, parts, place, broken = memoryview(data), [], 0, 0
    while broken <= MAX_BROKEN_BYTES:
        try:
            parts.append(codecs.utf_8_decode(view[place:], "strict", True)[0])
            break
        except UnicodeDecodeError as error:
            parts += [codecs.utf_8_decode(view[place : place + error.start])[0], BROKEN]
            broken += error.end - error.start
            place += error.end
    text = "".join(parts)
    whole = sum(letter >= _FIRST_OF_SEVERAL for letter in text) - text.count(BROKEN)
    if broken > MAX_BROKEN_BYTES or whole < MIN_WHOLE_LETTERS * broken:
        return None
    return Decoded(text, "utf-8", is_guessed=False, broken=broken)


def _as_utf16(data: bytes) -> Decoded | None:
    encoding = _zero_side(data)
    text = None if encoding is None else _strict(data, encoding)
    return None if text is None or encoding is None else Decoded(text, encoding, is_guessed=True)


def _zero_side(data: bytes) -> str | None:
    """Byte order of UTF-16 without a mark, by the side of its zero bytes; None when it is not that."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or even + odd <= len(data) * _MIN_ZERO_SHARE:
        return None
    if odd > even * _ONE_SIDED:
        return "utf-16-le"
    return "utf-16-be" if even > odd * _ONE_SIDED else None


def _by_statistics(data: bytes) -> Decoded | None:
    """The candidate whose words look least broken, then the one most like a language's letters."""
    matches = from_bytes(data, cp_isolation=_CANDIDATES, enable_fallback=False)
    readings = [
        (_broken_words(str(match)), -match.coherence, _preference(name), rank, name, str(match))
        for rank, match in enumerate(matches)
        for name in match.could_be_from_charset
        if name in _CANDIDATES
    ]
    best: tuple[str, str] | None = None
    if readings:
        *_, name, text = min(readings)
        best = name, text
    least = -1.0 if best is None else _likeness(best[1])
    start = data[:_CHECKED_CHARS]
    is_western = sum(byte >= _FIRST_BEYOND_ASCII for byte in start) < _MAX_WESTERN * len(start)
    for name in _OLD_PAGES if best is None or is_western or best[0] in _SINGLE_BYTE else ():
        old = _strict(data, name)
        if old is not None and (likeness := _likeness(old)) > least + _MIN_GAIN:
            best, least = (name, old), likeness
    return None if best is None else Decoded(best[1], codecs.lookup(best[0]).name, is_guessed=True)


def _likeness(text: str) -> float:
    """How much the words of a text are like those of one language, broken words taken off."""
    head = text[:_CHECKED_CHARS]
    strange = [word for word in _STRANGE_WORD.findall(head) if not word.isascii()]
    share = readable_share(" ".join(strange) * _TIMES_SAID) or 0.0
    odd = sum(_ODD_SIGN.search(word) is not None for word in strange)
    return share - (odd + _broken_words(head)) / max(1, len(strange))


def _preference(name: str) -> int:
    return _SINGLE_BYTE.index(name) if name in _SINGLE_BYTE else 0


def _broken_words(text: str) -> int:
    """Signs inside words, capitals after small letters, C1 controls: what a wrong code page leaves."""
    head = text[:_CHECKED_CHARS]
    capitals = sum(left.islower() and right.isupper() for left, right in pairwise(head))
    return capitals + len(_SIGN_IN_WORD.findall(head))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_binary(text: str) -> bool:
    """Whether control characters abound in the head of the text; zero bytes of padding do not count."""
    return _control_share(text.replace("\0", "")) > _MAX_CONTROL_SHARE


def _control_share(text: str) -> float:
    head = text[:_CHECKED_CHARS]
    strange = sum(unicodedata.category(c) in ("Cc", "Cn") and not c.isspace() for c in head)
    return strange / len(head) if head else 0.0
