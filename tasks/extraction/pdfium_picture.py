"""A scan's page drawn in grey by PDFium: what is printed under its text layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tasks.extraction import pdfium_api as api
from tasks.extraction.pages import Pixels
from tasks.extraction.pdfium_text import Sheet

SCALE = 2.0
"""Pixels a point: strokes of small letters are one or two wide."""

MAX_PIXELS = 4_000_000
"""Pages so large that they would have more are drawn smaller."""

MAX_PICTURED = 40_000_000
"""Pixels of a page's pictures, a whole page at 600 to the inch: more is not unpacked for this."""

SLOW_FILTER = b"JPXDecode"
"""Unpacking wavelets takes ten times as long as all else of a page."""

WHITE = 255


def draw_in_grey(
    pdfium: Any, page: int, pictures: Sequence[int], sheet: Sheet
) -> tuple[Pixels | None, float]:
    """The visible page upright, on white paper, and how many pixels there are to a point.

    None where its `pictures` are too dear to unpack.
    """
    if not _are_cheap(pdfium, pictures):
        return None, 1.0
    scale = min(SCALE, float(np.sqrt(MAX_PIXELS / (sheet.width * sheet.height))))
    width, height = (max(1, round(side * scale)) for side in (sheet.width, sheet.height))
    room = np.full((height, width), WHITE, dtype=np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, api.BITMAP_GREY, room.ctypes.data, width)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
    pdfium.FPDFBitmap_Destroy(bitmap)
    return room, scale


def _are_cheap(pdfium: Any, pictures: Sequence[int]) -> bool:
    side = np.zeros(2, dtype=np.uint32)
    name = np.zeros(len(SLOW_FILTER) + 1, dtype=np.uint8)
    pixels = 0
    for picture in pictures:
        pdfium.FPDFImageObj_GetImagePixelSize(picture, side[:1].ctypes.data, side[1:].ctypes.data)
        pixels += int(side[0]) * int(side[1])
        size = pdfium.FPDFImageObj_GetImageFilter(picture, 0, name.ctypes.data, len(name))
        if pixels > MAX_PICTURED or (size == len(name) and name.tobytes()[:-1] == SLOW_FILTER):
            return False
    return True
