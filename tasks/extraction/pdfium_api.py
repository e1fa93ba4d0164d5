"""PDFium's C interface, in the few functions the reader needs; the only module that loads the library.

Handles and addresses are plain integers here: a call that fills a place in an array of NumPy then makes no
Python object but its answer, which is what reading thousands of characters a page costs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from cffi import FFI
from numpy.typing import NDArray

LIBRARY_PACKAGE = "pypdfium2_raw"
LIBRARY_NAMES = ("libpdfium.so", "libpdfium.dylib", "pdfium.dll")
VERSION = version("pypdfium2")

ERROR_PASSWORD = 4
"""What `FPDF_GetLastError` says of a file that asks for a password."""

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
"""Kinds of page objects, `FPDF_PAGEOBJ_…`."""

LINE_TO, BEZIER_TO, MOVE_TO = 0, 1, 2
"""Kinds of segments of a path, `FPDF_SEGMENT_…`."""

BITMAP_GREY, BITMAP_BGRX = 1, 3
"""One and four bytes a pixel, `FPDFBitmap_Gray` and `FPDFBitmap_BGRx`."""

ROUGH = 0x2000
"""Pictures may be drawn rough, `FPDF_RENDER_NO_SMOOTHIMAGE`."""

# Points are `uintptr_t` throughout: see above. What a function does is in PDFium's public headers.
_DECLARATIONS = """
typedef uintptr_t handle;
typedef uintptr_t place;

void FPDF_InitLibrary(void);
unsigned long FPDF_GetLastError(void);
handle FPDF_LoadMemDocument64(place data, size_t size, place password);
void FPDF_CloseDocument(handle document);
int FPDF_GetPageCount(handle document);
handle FPDF_LoadPage(handle document, int index);
void FPDF_ClosePage(handle page);
int FPDF_GetPageBoundingBox(handle page, place box);
int FPDFPage_GetRotation(handle page);
unsigned long FPDF_GetMetaText(handle document, const char *tag, place buffer, unsigned long size);

int FPDF_GetFormType(handle document);
int FPDFDoc_GetAttachmentCount(handle document);
int FPDFPage_GetAnnotCount(handle page);
handle FPDFPage_GetAnnot(handle page, int index);
void FPDFPage_CloseAnnot(handle note);
handle FPDFDOC_InitFormFillEnvironment(handle document, place info);
void FPDFDOC_ExitFormFillEnvironment(handle forms);
int FPDFAnnot_GetFormFieldType(handle forms, handle note);
unsigned long FPDFAnnot_GetFormFieldValue(handle forms, handle note, place buffer, unsigned long size);
int FPDFAnnot_GetSubtype(handle note);
int FPDFAnnot_GetFlags(handle note);
unsigned long FPDFAnnot_GetAP(handle note, int mode, place buffer, unsigned long size);
unsigned long FPDFAnnot_GetStringValue(handle note, const char *key, place buffer, unsigned long size);
int FPDFPage_Flatten(handle page, int usage);

handle FPDFText_LoadPage(handle page);
void FPDFText_ClosePage(handle text);
int FPDFText_CountChars(handle text);
int FPDFText_GetText(handle text, int first, int count, place buffer);
unsigned int FPDFText_GetUnicode(handle text, int index);
handle FPDFText_GetTextObject(handle text, int index);
int FPDFText_IsGenerated(handle text, int index);
int FPDFText_IsHyphen(handle text, int index);
int FPDFText_HasUnicodeMapError(handle text, int index);
int FPDFText_GetCharOrigin(handle text, int index, place x, place y);
int FPDFText_GetLooseCharBox(handle text, int index, place box);
int FPDFText_GetCharBox(handle text, int index, place left, place right, place bottom, place top);

int FPDFPage_CountObjects(handle page);
handle FPDFPage_GetObject(handle page, int index);
int FPDFFormObj_CountObjects(handle form);
handle FPDFFormObj_GetObject(handle form, unsigned long index);
int FPDFPageObj_GetType(handle object);
int FPDFPageObj_GetMatrix(handle object, place matrix);
int FPDFPageObj_GetBounds(handle object, place left, place bottom, place right, place top);
int FPDFPageObj_GetFillColor(handle object, place red, place green, place blue, place alpha);
int FPDFPageObj_SetIsActive(handle object, int is_active);
int FPDFPageObj_HasTransparency(handle object);
handle FPDFPageObj_GetClipPath(handle object);
int FPDFClipPath_CountPaths(handle clip);
int FPDFClipPath_CountPathSegments(handle clip, int path);
handle FPDFClipPath_GetPathSegment(handle clip, int path, int segment);
int FPDFPageObj_CountMarks(handle object);
handle FPDFPageObj_GetMark(handle object, unsigned long index);
int FPDFPageObjMark_GetName(handle mark, place buffer, unsigned long size, place length);
int FPDFPageObjMark_GetParamBlobValue(
    handle mark, const char *key, place buffer, unsigned long size, place length);
int FPDFPageObjMark_RemoveParam(handle object, handle mark, const char *key);

handle FPDFBitmap_CreateEx(int width, int height, int format, place first, int stride);
void FPDFBitmap_Destroy(handle bitmap);
void FPDF_RenderPageBitmap(handle bitmap, handle page, int x, int y, int wide, int high, int turn, int flags);

int FPDFTextObj_GetFontSize(handle object, place size);
int FPDFTextObj_SetFontSize(handle object, float size);
int FPDFTextObj_GetTextRenderMode(handle object);
int FPDFTextObj_SetTextRenderMode(handle object, int mode);
handle FPDFTextObj_GetFont(handle object);
size_t FPDFFont_GetBaseFontName(handle font, place buffer, size_t size);
int FPDFFont_GetFontData(handle font, place buffer, size_t size, place length);
int FPDFFont_GetIsEmbedded(handle font);
int FPDFFont_GetFlags(handle font);
int FPDFFont_GetAscent(handle font, float size, place ascent);
int FPDFFont_GetDescent(handle font, float size, place descent);
int FPDFFont_GetGlyphWidth(handle font, unsigned int letter, float size, place width);

int FPDFImageObj_GetImagePixelSize(handle image, place width, place height);
unsigned long FPDFImageObj_GetImageFilter(handle image, int index, place buffer, unsigned long size);

int FPDFPath_CountSegments(handle path);
handle FPDFPath_GetPathSegment(handle path, int index);
int FPDFPath_GetDrawMode(handle path, place fill, place stroke);
int FPDFPathSegment_GetPoint(handle segment, place x, place y);
int FPDFPathSegment_GetType(handle segment);
int FPDFPathSegment_GetClose(handle segment);


handle FPDFBookmark_GetFirstChild(handle document, handle bookmark);
handle FPDFBookmark_GetNextSibling(handle document, handle bookmark);
unsigned long FPDFBookmark_GetTitle(handle bookmark, place buffer, unsigned long size);
handle FPDFBookmark_GetDest(handle document, handle bookmark);
handle FPDFBookmark_GetAction(handle bookmark);
handle FPDFAction_GetDest(handle document, handle action);
int FPDFDest_GetDestPageIndex(handle document, handle destination);

typedef struct {
    int version;
    void *functions[8];
} fonts_of_the_system;
void FPDF_SetSystemFontInfo(fonts_of_the_system *fonts);
"""


@cache
def library() -> Any:
    """The library, ready, and blind to the fonts of this machine.

    Fonts that a file does not carry are then replaced by those inside the library itself, so that boxes are
    the same on every machine, and nothing is opened while a file is read.
    """
    ffi = FFI()
    ffi.cdef(_DECLARATIONS)
    pdfium = ffi.dlopen(str(_library_file()))
    pdfium.FPDF_InitLibrary()
    # No function at all: it lists no fonts, maps none and loads none.
    no_fonts = ffi.new("fonts_of_the_system *", {"version": 1})
    _KEPT.append(no_fonts)
    pdfium.FPDF_SetSystemFontInfo(no_fonts)
    return pdfium


_KEPT: list[Any] = []
"""What the library holds on to for as long as it lives."""


def _library_file() -> Path:
    """Where pypdfium2 keeps the library that it ships."""
    spec = find_spec(LIBRARY_PACKAGE)
    folders = [] if spec is None else spec.submodule_search_locations or []
    for folder in folders:
        for name in LIBRARY_NAMES:
            if (path := Path(folder) / name).is_file():
                return path
    raise ImportError(f"{LIBRARY_PACKAGE} holds no library of PDFium; install pypdfium2 from a wheel")


def call_all(function: Any, *arguments: Iterable[int]) -> None:
    """Calls `function` once for each row of arguments, for what it writes; the shortest ends it."""
    deque(map(function, *arguments), maxlen=0)


class Rows:
    """Rows of numbers that calls write into: room that grows and stays, and so do its addresses."""

    def __init__(self, columns: int, kind: type[np.float32] | type[np.float64]) -> None:
        self._room: NDArray[Any] = np.zeros((0, columns), dtype=kind)
        self._places: list[list[int]] = [[] for _ in range(columns)]

    def places(self, count: int) -> list[list[int]]:
        """Addresses of at least so many rows, for each column; what is in them before does not count."""
        if count > len(self._room):
            _, columns = self._room.shape
            self._room = np.zeros((max(count, 2 * len(self._room)), columns), dtype=self._room.dtype)
            first, row, number = self._room.ctypes.data, self._room.strides[0], self._room.strides[1]
            last = first + row * len(self._room)
            self._places = [
                list(range(first + number * column, last + number * column, row)) for column in range(columns)
            ]
        return self._places

    def written(self, count: int) -> NDArray[np.float64]:
        """What was written into the first rows."""
        return self._room[:count].astype(np.float64)
