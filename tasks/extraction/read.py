"""The door: bytes of one issue → `Document`, by media type."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.document import Document, Loss, Page, SourceFile, count_visible
from schemas.errors import IssueError
from schemas.geometry import BBox
from schemas.limits import ReadLimits
from tasks.extraction.assemble import TextBuilder
from tasks.extraction.losses import sort_out
from tasks.extraction.pdf import PdfFile
from tasks.extraction.pdf_streams import unpacked_at_most
from tasks.extraction.text import read_text
from tasks.extraction.upright import turn_upright
from tasks.extraction.words import group_lines

MAX_NAMED = 10
"""So many pages are named in a note."""

MAX_PLACEHOLDER_CHARS = 2000
PLACEHOLDER_NAME = "adobe"


def read_document(data: bytes, source: SourceFile, limits: ReadLimits) -> Document:
    """What the bytes of `source` say, and where.

    Raises:
        IssueError: the file is empty, broken, encrypted, beyond `limits` or holds no text.
    """
    if not data:
        raise IssueError(
            "extract", "empty_file", "is empty (0 bytes); put the bulletin in again or remove it"
        )
    if source.media_type == "application/pdf":
        with unpacked_at_most(limits.max_stream_bytes), PdfFile(data, limits) as file:
            return _read_pdf(file)
    return read_text(data, source, limits)


def _read_pdf(file: PdfFile) -> Document:
    builder = TextBuilder()
    pages: list[Page] = []
    losses: list[Loss] = []
    pictured: list[int] = []
    faults: list[str] = []
    for raw in map(turn_upright, file.pages()):
        visible = BBox(0.0, 0.0, raw.width_pt, raw.height_pt)
        glyphs, lost = sort_out(raw.glyphs, raw.number, visible, raw.images)
        lines = builder.page_lines(raw.number, group_lines(glyphs))
        losses += [*lost, *raw.losses]
        if raw.fault is not None:
            faults.append(f"page {raw.number}: {raw.fault}")
        if raw.images and not lines:
            pictured.append(raw.number)
        pages.append(Page(raw.number, raw.width_pt, raw.height_pt, lines, raw.rules, raw.frames, raw.images))
    text = builder.text
    if file.is_xfa and _is_placeholder(text):
        raise IssueError(
            "extract",
            "placeholder",
            "is a form in XFA that only some programs can show: its page says no more than to wait for them; "
            "print it to a PDF from such a program and put that in",
        )
    if count_visible(text) == 0:
        if faults:
            raise IssueError(
                "extract",
                "broken_page",
                f"has pages that cannot be read, and no text on others ({_few(faults)}); get a fresh copy",
            )
        if pictured:
            raise IssueError(
                "extract",
                "needs_ocr",
                "holds pictures of pages and no text; run it through OCR and put the result in",
            )
        raise IssueError("extract", "no_text", "holds no readable text; put in a copy with text")
    return Document(
        text=text,
        pages=tuple(pages),
        losses=tuple(losses),
        outline=file.outline(),
        metadata_title=file.metadata_title,
        extractor=file.extractor,
        notes=_notes(file, pictured, faults),
    )


def _notes(file: PdfFile, pictured: list[int], faults: list[str]) -> tuple[str, ...]:
    notes = []
    if file.attachment_count:
        notes.append(f"attached files: {file.attachment_count}; they are not read")
    if file.is_read_otherwise:
        notes.append("PDFium cannot open it: read by pdfplumber")
    if file.read_otherwise:
        notes.append(f"pages that PDFium cannot load ({_few(file.read_otherwise)}): read by pdfplumber")
    if file.told_otherwise:
        pages = _few(file.told_otherwise)
        notes.append(f"pages whose letters PDFium cannot tell ({pages}): read by pdfplumber")
    if pictured:
        notes.append(f"pages without text, only pictures ({_few(pictured)}): they need OCR")
    if faults:
        notes.append(
            f"pages that could be read in part only ({_few(faults)}): what comes after the fault is "
            "missing; get a fresh copy"
        )
    return tuple(notes)


def _is_placeholder(text: str) -> bool:
    """Whether this is what such forms show where they cannot be shown: a few lines that name the program."""
    return count_visible(text) <= MAX_PLACEHOLDER_CHARS and PLACEHOLDER_NAME in text.lower()


def _few(items: Sequence[object]) -> str:
    more = " …" if len(items) > MAX_NAMED else ""
    return ", ".join(map(str, items[:MAX_NAMED])) + more
