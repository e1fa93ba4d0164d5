"""Letters in the private places of their fonts, read where everyone knows what they stand for."""

from __future__ import annotations

from tasks.extraction.glyphs import UNREAD

_UNREAD = chr(UNREAD)
_SYMBOLS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF06F: "○", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0A8: "◻",
    0xF02D: "-", 0xF028: "☎", 0xF02A: "✉", 0xF038: "💻", 0xF0E0: "→", 0xF0E8: "➔", 0xF076: "❖",
    0xF0B0: "°", 0xF0BE: "—", 0xF020: " ", 0xF06E: "■", 0xF071: "❑", 0xF0DC: "➜", 0xF0F0: "⇨",
    0xF6AE: "(", 0xF6AF: ")", 0xF6B6: "«", 0xF6B7: "»", 0xF6BA: "-", 0xF6BB: "–", 0xF6BC: "—",
}  # fmt: skip
_SMALL_FORMS = range(0xF721, 0xF7FF)
"""Where Adobe's fonts keep small capitals and old-style figures: the low byte is the ordinary letter."""

_PICTURE_FONTS = ("symbol", "wingding", "webding", "dingbat")


def read_symbols(text: str, font_name: str) -> tuple[str, bool]:
    """Read private-use letters of a font; `(text, is_mapped)`.

    Word processors shift such fonts' codes to U+F000; the low byte is an ordinary letter in all but
    symbol fonts, where only well-known pictures are read. Marks set for capitals have places of their own.
    """
    has_pictures = any(part in font_name.lower() for part in _PICTURE_FONTS)
    out = []
    for character in text:
        code = ord(character)
        if code in _SYMBOLS:
            out.append(_SYMBOLS[code])
        elif code in _SMALL_FORMS and chr(code & 0xFF).isprintable():
            out.append(chr(code & 0xFF))
        elif 0xF020 <= code <= 0xF0FF and not has_pictures:
            out.append(chr(code - 0xF000))
        elif "\ue000" <= character <= "\uf8ff" or character == _UNREAD:
            return _UNREAD, False
        else:
            out.append(character)
    return "".join(out), True
