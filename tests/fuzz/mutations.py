"""Mutations of whole bulletins, PDF and text: what breaks files, and what one could do to them on purpose.

All chance comes from the `Random` that is handed in, so that a case can be made again from its number.
Whole hand-made files are in `tests.fuzz.monsters`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from random import Random

Mutation = Callable[[bytes, Random], bytes]

NUMBERS = (
    b"0", b"-1", b"1", b"2", b"255", b"65535", b"2147483648", b"-2147483649", b"1000000000", b"9" * 25,
    b"1e9", b"0.0000001", b"-0.5", b"NaN", b"1" + b"0" * 320, b"4.", b".", b"--5", b"+7",
)  # fmt: skip
VALUES = (
    b"null", b"true", b"[]", b"<<>>", b"()", b"<>", b"/", b"/Nothing", b"(\x00\xff)", b"<D8000041>", b"1 0 R",
    b"99999 0 R", b"[[[[[[]]]]]]", b"<</A<</B<</C 3>>>>>>", b"-1 0 R", b"/DeviceCMYK", b"/Identity-V",
)  # fmt: skip
OPERATORS = (
    b"q", b"Q", b"BT", b"ET", b"BMC", b"/A BMC", b"EMC", b"/P <</MCID 1>> BDC", b"3 Tr", b"99 Tr",
    b"0 0 0 0 0 0 cm", b"1e9 0 0 1e9 0 0 cm", b"0 1 -1 0 300 300 Tm", b"-5 Tc", b"1000000 Tw", b"0 Tz",
    b"-100 TL", b"T*", b"(x) '", b"1 2 (y) \"", b"[(a) -99999 (b) 99999 (c)] TJ", b"/F1 0 Tf",
    b"/F1 -12 Tf", b"/F1 1000000 Tf", b"/Nope 9 Tf", b"/X Do", b"/X gs", b"0 0 m 1e9 1e9 l S",
    b"0 0 -99999 99999 re f", b"BI /W 1 /H 1 ID x EI", b"/DeviceN cs", b"1 2 3 scn", b"W n", b"h",
    b"(\xfe\xff\xd8\x00) Tj", b"(" + b"(" * 50, b"<FFFF>Tj", b"[]TJ", b"[[[(deep)]]] TJ", b"0 Tf", b"Tj",
)  # fmt: skip
SIGNS = (
    "\x00", "\x01\x02\x03", "\x1b[2J\x1b]0;owned\x07", "\u202e", "\u2066", "\u200d", "\ufeff", "\ufffd",
    "\ud800".encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), "\f", "\f\f\f", "\r",
    "\x0b", "\x85", "\u2028", "\xa0", "\u3000", "a" + "\u0301" * 500, "ﷺ" * 40, "ﬁﬂﬃ",
    "\U0001f469\u200d\U0001f467", "**", "__", "# ", "#" * 400, "```", "<!--", "-->", "[a](b)", "![", "](",
    "&#0;", "&amp;", "\\", "| a | b |", "> " * 200, "- ", "1. ", "....................", "________________",
    "www.", "http://", "@", "a@b.c", "+1 234 567 890", "(" * 60, "Continued on page 3", "Contents",
    "Page 1 of 1", "1", "12/31/2026", "99/99/9999", "€", "-\n", "\u00ad\n", "ÐŸÑ€Ð¸", "日本語。", "עברית",
    "ខ្មែរ", "<script>alert(1)</script>",
)  # fmt: skip
ENCODINGS = (
    "utf-8",
    "utf-16",
    "utf-16-be",
    "utf-32",
    "cp1251",
    "koi8-r",
    "cp1252",
    "shift_jis",
    "gb18030",
    "utf-7",
    "cp037",
)
MAX_GROWTH_BYTES = 400_000
_NUMBER = re.compile(rb"(?<![\w#])-?\d+(?:\.\d+)?")
_REFERENCE = re.compile(rb"\d+ 0 R")
_NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]*")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def flip_bytes(data: bytes, chance: Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 200))):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut_out(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice((1, 10, 100, 1000, 10_000)) :]


def cut_off(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data))] or b"x"


def repeat(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.choice((1, 20, 300, 4000))]
    times = min(chance.choice((2, 10, 100, 1000)), max(2, MAX_GROWTH_BYTES // max(1, len(piece))))
    return data[:start] + piece * times + data[start:]


def move(data: bytes, chance: Random) -> bytes:
    start, size = chance.randrange(len(data)), chance.choice((5, 50, 500, 5000))
    piece, rest = data[start : start + size], data[:start] + data[start + size :]
    to = chance.randrange(len(rest) + 1)
    return rest[:to] + piece + rest[to:]


def change_numbers(data: bytes, chance: Random) -> bytes:
    return _swap_some(_NUMBER, data, chance, lambda _: chance.choice(NUMBERS))


def change_references(data: bytes, chance: Random) -> bytes:
    known = _REFERENCE.findall(data) or [b"1 0 R"]
    return _swap_some(_REFERENCE, data, chance, lambda _: chance.choice([*known, *VALUES]))


def change_names(data: bytes, chance: Random) -> bytes:
    known = sorted(set(_NAME.findall(data))) or [b"/A"]
    return _swap_some(_NAME, data, chance, lambda _: chance.choice(known))


def change_values(data: bytes, chance: Random) -> bytes:
    return _swap_some(_NUMBER, data, chance, lambda _: chance.choice(VALUES))


def change_stream(data: bytes, chance: Random) -> bytes:
    """Mutates what a packed stream holds (a page's drawing, a font, a map) and packs it again."""
    found = list(_STREAM.finditer(data))
    if not found:
        return flip_bytes(data, chance)
    match = chance.choice(found)
    try:
        content = zlib.decompress(match[1])
        is_packed = True
    except zlib.error:
        content, is_packed = match[1], False
    if content:
        content = chance.choice((change_drawing, change_numbers, change_names, flip_bytes, cut_out, repeat))(
            content, chance
        )
    packed = zlib.compress(content) if is_packed else content
    return data[: match.start(1)] + packed + data[match.end(1) :]


def change_drawing(content: bytes, chance: Random) -> bytes:
    """Puts odd operators between the lines of a page's drawing."""
    lines = content.split(b"\n")
    for _ in range(chance.choice((1, 5, 50))):
        lines.insert(chance.randrange(len(lines) + 1), chance.choice(OPERATORS))
    return b"\n".join(lines)


def insert_signs(data: bytes, chance: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    for _ in range(chance.choice((1, 5, 40))):
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice(SIGNS) * chance.choice((1, 1, 1, 30)) + text[place:]
    return text.encode()


def encode_otherwise(data: bytes, chance: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    half = chance.choice((0, len(text) // 2))
    return text[:half].encode() + text[half:].encode(chance.choice(ENCODINGS), "replace")


def break_surrogates(data: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(data))
    return (
        data[:place]
        + chance.choice((b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xc0\x80", b"\xf4\x90\x80\x80"))
        + data[place:]
    )


def shuffle_lines(data: bytes, chance: Random) -> bytes:
    lines = data.split(b"\n")
    kind = chance.randrange(5)
    if kind == 0:
        chance.shuffle(lines)
    elif kind == 1:
        return b" ".join(lines)
    elif kind == 2:
        return b"\n".join(b" ".join(lines[i : i + 1]) * chance.choice((1, 2)) for i in range(len(lines)))
    elif kind == 3:
        lines = [line for line in lines for _ in range(chance.choice((1, 1, 3, 20)))]
    else:
        return chance.choice((b"\n\n", b"\r", b"\f", b"\n\t", b"|", b"\n# ", b"\n- ", b"\n> ")).join(lines)
    return b"\n".join(lines)


def mark_up(data: bytes, chance: Random) -> bytes:
    wraps = (
        (b"**", b"**"),
        (b"_", b"_"),
        (b"# ", b" #"),
        (b"<!-- ", b""),
        (b"[", b"](x)"),
        (b"> > ", b""),
        (b"| ", b" |"),
        (b"    ", b""),
    )
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 10, 100))):
        place = chance.randrange(len(lines))
        before, after = chance.choice(wraps)
        times = chance.choice((1, 1, 2, 60))
        lines[place] = before * times + lines[place] + after * times
    return b"\n".join(lines)


ANY: tuple[Mutation, ...] = (flip_bytes, cut_out, cut_off, repeat, move)
OF_PDFS: tuple[Mutation, ...] = (
    *ANY, change_numbers, change_references, change_names, change_values, change_stream, change_stream,
    change_stream, change_stream,
)  # fmt: skip
OF_TEXTS: tuple[Mutation, ...] = (
    *ANY, insert_signs, insert_signs, insert_signs, encode_otherwise, break_surrogates, shuffle_lines,
    mark_up, change_numbers,
)  # fmt: skip


def mutate(data: bytes, chance: Random, *, is_pdf: bool) -> bytes:
    """`data` after one to four mutations; never empty."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(OF_PDFS if is_pdf else OF_TEXTS)(data, chance) or b"x"
    return data


def _swap_some(
    pattern: re.Pattern[bytes], data: bytes, chance: Random, value: Callable[[bytes], bytes]
) -> bytes:
    """Replaces one or some of the places that `pattern` matches, outside of packed streams or within."""
    places = [match.span() for match in pattern.finditer(data)]
    if not places:
        return flip_bytes(data, chance)
    chosen = sorted(chance.sample(places, min(len(places), chance.choice((1, 1, 3, 12)))), reverse=True)
    for start, end in chosen:
        data = data[:start] + value(data[start:end]) + data[end:]
    return data
