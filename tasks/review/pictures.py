"""Pictures of an issue's pages, drawn by PDFium in a bounded child process.

A page is drawn as it was read: its visible part, turned upright where its text runs sideways. What is
laid over it, and what is shown where there is no picture, is decided in `tasks.review.explain`.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.answers import AnswerError, load_answer
from schemas.errors import IssueError
from tasks.extraction.upright import MAIN_SHARE, MIN_GLYPHS
from tasks.isolation.sandbox import ChildLimits, Sandbox

TARGET = "tasks.review.pictures:answer"
READS_FILES = True
"""PDFium looks for a font of the machine where a file brings none of its own."""

MEDIA_TYPE = "image/webp"
QUALITY = 60

RESOLUTION_DPI = 110
"""Small print can be read at this resolution, and a page takes about 100 KB."""

MIN_RESOLUTION_DPI = 60
PIXEL_BUDGET = 40_000_000
"""Pixels of one issue: about 35 pages at full resolution; longer issues are drawn smaller."""

MAX_SIDE_PX = 3000
"""Longest side of one picture, for posters and for pages that only pretend to be large."""

POINTS_PER_INCH = 72
MAX_SLANT_DEGREES = 3
"""Letters turned this much off a right angle still run along it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: its visible size in points, and its picture unless it could not be drawn."""

    width_pt: float
    height_pt: float
    webp_base64: str | None


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pages in order; none, and why, when the file is not what was published or cannot be drawn."""

    pages: tuple[Picture, ...]
    problem: str | None = None


def draw_pages(path: Path, sha256: str, limits: ChildLimits) -> Pictures:
    """Pictures of the PDF at `path`, if its bytes are still those of the digest `sha256`."""
    try:
        with Sandbox(TARGET, limits) as sandbox:
            answered = load_answer(sandbox.run(path, {"sha256": sha256}))
    except IssueError as error:
        return Pictures((), f"its pages could not be drawn: {error.sentence}")
    except AnswerError as error:
        return Pictures((), f"its pages could not be drawn: their reader answered nonsense ({error})")
    return Pictures(tuple(Picture(**page) for page in answered["pages"]), answered["problem"])


def prepare() -> None:
    """Loads what every child needs."""
    import pypdfium2  # noqa: F401
    from PIL import WebPImagePlugin  # noqa: F401


def answer(data: bytes, arguments: dict[str, Any], _tell_stage: Callable[[str], None]) -> list[bytes]:
    """The child's target: a JSON object with `pages` as fields of `Picture`, and `problem` or null."""
    if hashlib.sha256(data).hexdigest() != arguments["sha256"]:
        return _encode([], "its file has changed since it was published")
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            return _encode(list(_draw(pdf)), None)
    except pypdfium2.PdfiumError as error:
        return _encode([], f"its pages could not be drawn: {error}")


def _encode(pages: list[dict[str, object]], problem: str | None) -> list[bytes]:
    return [json.dumps({"pages": pages, "problem": problem}).encode()]


def _draw(pdf: Any) -> Iterator[dict[str, object]]:
    dpi = resolution([pdf.get_page_size(index) for index in range(len(pdf))])
    for index in range(len(pdf)):
        page = pdf[index]
        try:
            yield _draw_page(page, dpi)
        finally:
            page.close()


def resolution(sizes: list[tuple[float, float]]) -> float:
    """Dots per inch at which pages of `sizes`, in points, stay within the budget of pixels."""
    square_inches = sum(width * height for width, height in sizes) / POINTS_PER_INCH**2
    affordable = math.sqrt(PIXEL_BUDGET / square_inches) if square_inches else RESOLUTION_DPI
    return max(MIN_RESOLUTION_DPI, min(RESOLUTION_DPI, affordable))


def _draw_page(page: Any, dpi: float) -> dict[str, object]:
    angle = _text_angle(page)
    width, height = page.get_size()
    scale = min(dpi / POINTS_PER_INCH, MAX_SIDE_PX / max(width, height))
    bitmap = page.render(scale=scale, rotation=angle)
    stream = io.BytesIO()
    bitmap.to_pil().convert("RGB").save(stream, "WEBP", quality=QUALITY)
    bitmap.close()
    is_sideways = angle in {90, 270}
    return {
        "width_pt": height if is_sideways else width,
        "height_pt": width if is_sideways else height,
        "webp_base64": base64.b64encode(stream.getvalue()).decode(),
    }


def _text_angle(page: Any) -> int:
    """The way most of the page's text runs, as reading the page found it."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    matrix = pdfium.FS_MATRIX()
    counts: Counter[int | None] = Counter()
    for index in range(text.count_chars()):
        if chr(pdfium.FPDFText_GetUnicode(text, index)).isspace():
            continue
        if pdfium.FPDFText_GetMatrix(text, index, matrix):
            counts[_right_angle(matrix.a, matrix.b, page.get_rotation())] += 1
    text.close()
    for angle in (90, 180, 270):
        if counts.total() >= MIN_GLYPHS and counts[angle] >= MAIN_SHARE * counts.total():
            return angle
    return 0


def _right_angle(a: float, b: float, page_rotation: int) -> int | None:
    """Angle on the upright page of letters whose baseline runs along `(a, b)`; None when slanted."""
    angle = math.degrees(math.atan2(b, a)) - page_rotation
    quarter = round(angle / 90) * 90
    return quarter % 360 if abs(angle - quarter) < MAX_SLANT_DEGREES else None
