"""Pictures of an issue's pages, drawn by PDFium in a bounded child process.

A page is drawn as a person sees it: its visible part, upright. What is laid over it, and what is shown
where there is no picture, is decided in `tasks.explain`.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.errors import IssueError
from tasks.isolation import ChildLimits, Sandbox

TARGET = "tasks.pictures:answer"
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
            answered: dict[str, Any] = json.loads(sandbox.run(path, {"sha256": sha256}))
    except IssueError as error:
        return Pictures((), f"its pages could not be drawn: {error.sentence}")
    return Pictures(tuple(Picture(**page) for page in answered["pages"]), answered["problem"])


def prepare() -> None:
    """Loads what every child needs."""
    import pypdfium2  # noqa: F401
    from PIL import WebPImagePlugin  # noqa: F401


def answer(data: bytes, arguments: dict[str, Any], tell_stage: Callable[[str], None]) -> bytes:
    """The child's target: a JSON object with `pages` as fields of `Picture`, and `problem` or null."""
    tell_stage("draw")
    if hashlib.sha256(data).hexdigest() != arguments["sha256"]:
        return _encode([], "its file has changed since it was published")
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            return _encode(list(_draw(pdf)), None)
    except pypdfium2.PdfiumError as error:
        return _encode([], f"its pages could not be drawn: {error}")


def _encode(pages: list[dict[str, object]], problem: str | None) -> bytes:
    return json.dumps({"pages": pages, "problem": problem}).encode()


def _draw(pdf: Any) -> Iterator[dict[str, object]]:
    import pypdfium2

    sizes = [pdf.get_page_size(index) for index in range(len(pdf))]
    dpi = resolution(sizes)
    for index, (width, height) in enumerate(sizes):
        try:
            picture = _draw_page(pdf, index, dpi)
        except pypdfium2.PdfiumError:
            picture = None
        yield {"width_pt": width, "height_pt": height, "webp_base64": picture}


def resolution(sizes: list[tuple[float, float]]) -> float:
    """Dots per inch at which pages of `sizes`, in points, stay within the budget of pixels."""
    square_inches = sum(width * height for width, height in sizes) / POINTS_PER_INCH**2
    affordable = math.sqrt(PIXEL_BUDGET / square_inches) if square_inches else RESOLUTION_DPI
    return max(MIN_RESOLUTION_DPI, min(RESOLUTION_DPI, affordable))


def _draw_page(pdf: Any, index: int, dpi: float) -> str:
    page = pdf[index]
    try:
        scale = min(dpi / POINTS_PER_INCH, MAX_SIDE_PX / max(page.get_size()))
        bitmap = page.render(scale=scale)
        stream = io.BytesIO()
        bitmap.to_pil().convert("RGB").save(stream, "WEBP", quality=QUALITY)
        bitmap.close()
    finally:
        page.close()
    return base64.b64encode(stream.getvalue()).decode()
