"""Weight and slant of a font: from its name, its description, and the embedded font program itself.

Printers and "print to PDF" drivers hide the font's name, so its own `head` table is asked last.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import Any

from fontTools.ttLib import TTFont, TTLibError
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFStream, resolve1

BOLD_WEIGHT = 600
FORCE_BOLD_FLAG = 0x40000
ITALIC_FLAG = 0x40
MAX_FONT_BYTES = 20_000_000
_PROGRAM_MARKS = (b"\x00\x01\x00\x00", b"true", b"OTTO")
"""How a plain font program begins; packed ones do not belong into a PDF and are not unpacked."""

_BOLD_NAMES = ("bold", "black", "heavy", "demi", "cmbx", "-bd")
_ITALIC_NAMES = ("ital", "obliq", "cmti", "cursive")


@dataclass(frozen=True, slots=True)
class FontLook:
    """Name without its subset prefix, weight and slant."""

    name: str
    is_bold: bool
    is_italic: bool


def font_look(font: Any) -> FontLook:
    """What `font` (the library's font object) looks like."""
    raw = getattr(font, "fontname", "") or ""
    full = raw.decode("latin-1") if isinstance(raw, bytes) else str(raw)
    name = full.split("+", 1)[1] if len(full) > 7 and full[6:7] == "+" else full
    low = name.lower()
    descriptor = getattr(font, "descriptor", None) or {}
    flags, weight = resolve1(descriptor.get("Flags")), resolve1(descriptor.get("FontWeight"))
    flags = flags if isinstance(flags, int) else 0
    bold = any(k in low for k in _BOLD_NAMES) or low.endswith(("bd", "-b"))
    bold = bold or bool(flags & FORCE_BOLD_FLAG)
    bold = bold or (isinstance(weight, (int, float)) and weight >= BOLD_WEIGHT)
    italic = any(k in low for k in _ITALIC_NAMES) or low.endswith(("-it", "-i")) or bool(flags & ITALIC_FLAG)
    if not bold and weight is None:
        style = _mac_style(descriptor)
        bold, italic = bool(style & 1), italic or bool(style & 2)
    return FontLook(name, bold, italic)


def _mac_style(descriptor: Any) -> int:
    """`macStyle` bits of the embedded TrueType program: 1 bold, 2 italic; 0 when there is none to read."""
    try:
        stream = resolve1(descriptor.get("FontFile2"))
        if not isinstance(stream, PDFStream):
            return 0
        data = stream.get_data()
        if len(data) > MAX_FONT_BYTES or not data.startswith(_PROGRAM_MARKS):
            return 0
        with TTFont(io.BytesIO(data), lazy=True) as program:
            return int(program["head"].macStyle)
    except (
        TTLibError,
        PDFException,
        KeyError,
        struct.error,
        ValueError,
        TypeError,
        AssertionError,
        EOFError,
    ):
        return 0
