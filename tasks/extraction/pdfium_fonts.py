"""Fonts as PDFium knows them: their look, their descent, and how wide their letters are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.extraction.fonts import MAX_FONT_BYTES, FontLook, look_of, mac_style

NAME_BYTES = 512
"""Names that do not fit are cut; the standard allows 127 bytes."""

STANDARD_DESCENTS = {
    "Helvetica": -0.207,
    "Times": -0.217,
    "Courier": -0.194,
    "Symbol": 0.0,
    "ZapfDingbats": 0.0,
}
"""Descents of the families that every reader has, by their makers' own measures, as shares of the size.

PDFium has look-alikes of its own for them, which reach a little deeper.
"""

NAMELESS = "unknown"
"""Name of fonts without one: those drawn by the file itself."""


@dataclass(frozen=True, slots=True)
class PdfiumFont:
    """What is asked of a font: `descent` as a share of its size, downwards negative.

    `is_vertical` tells of fonts whose pen moves down the page.
    """

    handle: int
    look: FontLook
    descent: float
    is_vertical: bool


class Fonts:
    """Fonts of one document, each asked once; a font's handle holds for the page it was met on."""

    def __init__(self, pdfium: Any) -> None:
        self._pdfium = pdfium
        self._name: NDArray[np.uint8] = np.zeros(NAME_BYTES, dtype=np.uint8)
        self._number: NDArray[np.float32] = np.zeros(1, dtype=np.float32)
        self._number_at = self._number.ctypes.data
        self._length: NDArray[np.uint64] = np.zeros(1, dtype=np.uint64)
        self._looks: dict[tuple[str, int, int], FontLook] = {}

    def font(self, handle: int, letter: int) -> PdfiumFont:
        """The font; `letter` is one that is set in it, which tells the way of its pen."""
        look = self._look(handle)
        descent = STANDARD_DESCENTS.get(look.name.split("-", 1)[0])
        if descent is None or self._pdfium.FPDFFont_GetIsEmbedded(handle):
            descent = self._depth(handle)
        return PdfiumFont(handle, look, descent, self.width(handle, letter) < 0)

    def _depth(self, handle: int) -> float:
        """Lower end of a font's letters; one drawn upside down, to be turned by its matrix, has it on top."""
        ends = []
        for get in (self._pdfium.FPDFFont_GetAscent, self._pdfium.FPDFFont_GetDescent):
            get(handle, 1.0, self._number_at)
            ends.append(float(self._number[0]))
        ascent, descent = ends
        return min(ascent, descent) if ascent < 0 else descent

    def width(self, handle: int, letter: int) -> float:
        """Advance of a letter as a share of the size; 0 where the font does not tell."""
        self._number[0] = 0.0
        self._pdfium.FPDFFont_GetGlyphWidth(handle, letter, 1.0, self._number_at)
        return float(self._number[0])

    def _look(self, handle: int) -> FontLook:
        pdfium = self._pdfium
        size = pdfium.FPDFFont_GetBaseFontName(handle, self._name.ctypes.data, NAME_BYTES)
        raw = self._name[: min(size, NAME_BYTES)].tobytes().split(b"\0", 1)[0]
        flags, program = pdfium.FPDFFont_GetFlags(handle), self._program_size(handle)
        key = (_decoded(raw) or NAMELESS, flags, program)
        if key not in self._looks:
            look = look_of(key[0], flags, None)
            if not look.is_bold and program:
                look = look_of(key[0], flags, None, mac_style(self._program(handle, program)))
            self._looks[key] = look
        return self._looks[key]

    def _program_size(self, handle: int) -> int:
        """Bytes of the font program in the file; 0 when there is none, or one of absurd size."""
        if not self._pdfium.FPDFFont_GetIsEmbedded(handle):
            return 0
        self._pdfium.FPDFFont_GetFontData(handle, 0, 0, self._length.ctypes.data)
        size = int(self._length[0])
        return size if size <= MAX_FONT_BYTES else 0

    def _program(self, handle: int, size: int) -> bytes:
        program = np.zeros(size, dtype=np.uint8)
        self._pdfium.FPDFFont_GetFontData(handle, program.ctypes.data, size, self._length.ctypes.data)
        return program.tobytes()


def _decoded(name: bytes) -> str:
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("latin-1")
