"""Filled fields and typed notes: text that every viewer shows, and that is not in a page's own drawing.

PDFium prints their pictures on the page, in memory, and they are read with it. What has words and no picture
is drawn by each viewer as it likes; it is a loss, and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.document import Loss, count_visible
from schemas.reasons import LossCode

FREE_TEXT, STAMP, WIDGET, WATERMARK = 3, 13, 20, 24
"""Kinds of annotations that show words, `FPDF_ANNOT_…`."""

HIDDEN_FLAGS = 2 | 32
"""Hidden, and not to be viewed."""

MAX_ANNOTATIONS = 20_000
AS_SEEN = 0
"""Print what is shown on the screen, `FLAT_NORMALDISPLAY`."""

WRITTEN_FIELDS = frozenset({4, 5, 6})
"""Kinds of fields that hold words: `FPDF_FORMFIELD_COMBOBOX`, `…_LISTBOX` and `…_TEXTFIELD`."""

FORM_INFO_VERSION = 2
FORM_INFO_BYTES = 1024
"""More than `FPDF_FORMFILLINFO` takes; all of its calls back to us are left out."""

_WORDS = {FREE_TEXT: b"Contents", WIDGET: b"V"}
"""Where the words of an annotation without a picture stand."""


class Notes:
    """Asks the annotations of one page after the other; to be closed before the document is."""

    def __init__(self, pdfium: Any, document: int) -> None:
        self._pdfium, self._document = pdfium, document
        self._forms = 0
        self._form_info: NDArray[np.uint32] = np.zeros(FORM_INFO_BYTES // 4, dtype=np.uint32)
        self._form_info[0] = FORM_INFO_VERSION

    def close(self) -> None:
        if self._forms:
            self._pdfium.FPDFDOC_ExitFormFillEnvironment(self._forms)
            self._forms = 0

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
        """What a note or field says that has no picture, its own words or those that its parent field has."""
        pdfium = self._pdfium
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        key = _WORDS.get(kind)
        if key is None:
            return ""
        words = _said(partial(pdfium.FPDFAnnot_GetStringValue, note, key))
        if not words and kind == WIDGET and self._has_words(note):
            words = _said(partial(pdfium.FPDFAnnot_GetFormFieldValue, self._forms, note))
        return words

    def _has_words(self, note: int) -> bool:
        """Whether a field is of a kind that holds words; the form is opened when it is first asked for."""
        pdfium = self._pdfium
        if not self._forms:
            info = self._form_info.ctypes.data
            self._forms = pdfium.FPDFDOC_InitFormFillEnvironment(self._document, info)
        return bool(self._forms) and pdfium.FPDFAnnot_GetFormFieldType(self._forms, note) in WRITTEN_FIELDS


def _said(ask: Callable[[int, int], int]) -> str:
    """A string that PDFium writes into a room of so many bytes, and tells how many it takes."""
    size = ask(0, 0)
    units = np.zeros(size, dtype=np.uint8)
    ask(units.ctypes.data, size)
    words = units.tobytes().decode("utf-16-le", "replace").replace("\0", "")
    return "".join(letter for letter in words if letter.isprintable() or letter.isspace()).strip()
