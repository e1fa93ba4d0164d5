"""Filled fields and typed notes: text that every viewer shows, and that is not in a page's own drawing.

PDFium prints their pictures on the page, in memory, and they are read with it. What has words and no picture
is drawn by each viewer as it likes; it is a loss, and counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from schemas.document import Loss, count_visible
from schemas.reasons import LossCode

FREE_TEXT, STAMP, WIDGET, WATERMARK = 3, 13, 20, 24
"""Kinds of annotations that show words, `FPDF_ANNOT_…`."""

HIDDEN_FLAGS = 2 | 32
"""Hidden, and not to be viewed."""

MAX_ANNOTATIONS = 20_000
AS_SEEN = 0
"""Print what is shown on the screen, `FLAT_NORMALDISPLAY`."""

_WORDS = {FREE_TEXT: b"Contents", WIDGET: b"V"}
"""Where the words of an annotation without a picture stand."""


class Notes:
    """Asks the annotations of one page after the other."""

    def __init__(self, pdfium: Any) -> None:
        self._pdfium = pdfium

    def print_on(self, page: int, number: int) -> tuple[bool, tuple[Loss, ...]]:
        """Whether anything was printed on the page, to be loaded again, and what could not be."""
        has_picture, losses = False, []
        for note in self._shown(page):
            if self._pdfium.FPDFAnnot_GetAP(note, 0, 0, 0) > 2:
                has_picture = True
            elif words := self._words(note):
                losses.append(Loss(LossCode.NOTE, number, count_visible(words), words))
        is_printed = has_picture and self._pdfium.FPDFPage_Flatten(page, AS_SEEN) == 1
        return is_printed, tuple(losses)

    def _shown(self, page: int) -> Iterator[int]:
        """Handles of the annotations that show words, each for as long as it is looked at."""
        pdfium = self._pdfium
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
            note = pdfium.FPDFPage_GetAnnot(page, index)
            if not note:
                continue
            kind = pdfium.FPDFAnnot_GetSubtype(note)
            is_shown = not pdfium.FPDFAnnot_GetFlags(note) & HIDDEN_FLAGS
            if is_shown and kind in {FREE_TEXT, STAMP, WIDGET, WATERMARK}:
                yield note
            pdfium.FPDFPage_CloseAnnot(note)

    def _words(self, note: int) -> str:
        key = _WORDS.get(self._pdfium.FPDFAnnot_GetSubtype(note))
        if key is None:
            return ""
        size = self._pdfium.FPDFAnnot_GetStringValue(note, key, 0, 0)
        units = np.zeros(size, dtype=np.uint8)
        self._pdfium.FPDFAnnot_GetStringValue(note, key, units.ctypes.data, size)
        words = units.tobytes().decode("utf-16-le", "replace").replace("\0", "")
        return "".join(letter for letter in words if letter.isprintable() or letter.isspace()).strip()
