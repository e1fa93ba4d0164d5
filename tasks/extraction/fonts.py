"""Weight and slant of a font: from its name, its description, and the embedded font program itself.

Printers and "print to PDF" drivers hide the font's name, so its own `head` table is asked last.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

BOLD_WEIGHT = 600
FORCE_BOLD_FLAG = 0x40000
ITALIC_FLAG = 0x40
MAX_FONT_BYTES = 20_000_000
_PROGRAM_MARKS = (b"\x00\x01\x00\x00", b"true", b"OTTO")
"""How a plain font program begins; packed ones do not belong into a PDF and are not unpacked."""

# The directory of a font program: its own length, that of an entry, and where macStyle stands in `head`.
_DIRECTORY_BYTES = 12
_ENTRY_BYTES = 16
_MAC_STYLE_AT = 44

_BOLD_NUMBER = re.compile(r"-[6-9]00\b")
_BOLD_NAMES = ("bold", "black", "heavy", "demi", "cmbx", "-bd")
_ITALIC_NAMES = ("ital", "obliq", "cmti", "cursive")


@dataclass(frozen=True, slots=True)
class FontLook:
    """Name without its subset prefix, weight and slant."""

    name: str
    is_bold: bool
    is_italic: bool


def look_of(full_name: str, flags: int, weight: float | None, program_style: int = 0) -> FontLook:
    """What a font looks like.

    Args:
        full_name: its name in the file.
        flags: those of its description, 0 when there are none.
        weight: that of its description, 400 for plain, None when there is none.
        program_style: what `mac_style` says of its program; it counts where nothing else says bold.
    """
    name = full_name.split("+", 1)[1] if len(full_name) > 7 and full_name[6:7] == "+" else full_name
    low = name.lower()
    bold = any(k in low for k in _BOLD_NAMES) or low.endswith(("bd", "-b"))
    bold = bold or _BOLD_NUMBER.search(name) is not None
    bold = bold or bool(flags & FORCE_BOLD_FLAG) or (weight is not None and weight >= BOLD_WEIGHT)
    italic = any(k in low for k in _ITALIC_NAMES) or low.endswith(("-it", "-i")) or bool(flags & ITALIC_FLAG)
    if not bold and weight is None:
        bold, italic = bool(program_style & 1), italic or bool(program_style & 2)
    return FontLook(name, bold, italic)


def mac_style(program: bytes) -> int:
    """`macStyle` bits of a TrueType program: 1 bold, 2 italic; 0 when there is none to read."""
    if len(program) > MAX_FONT_BYTES or not program.startswith(_PROGRAM_MARKS):
        return 0
    try:
        (tables,) = struct.unpack_from(">H", program, 4)
        for entry in range(_DIRECTORY_BYTES, _DIRECTORY_BYTES + _ENTRY_BYTES * tables, _ENTRY_BYTES):
            tag, _, offset, _ = struct.unpack_from(">4s3I", program, entry)
            if tag == b"head":
                (style,) = struct.unpack_from(">H", program, offset + _MAC_STYLE_AT)
                return int(style)
    except struct.error:
        return 0
    return 0
