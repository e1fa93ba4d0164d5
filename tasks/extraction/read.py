"""The door: bytes of one issue → `Document`, by media type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.document import Document, Loss, Page, SourceFile, count_visible
from schemas.errors import IssueError
from schemas.geometry import BBox
from schemas.limits import ReadLimits
from tasks.extraction.accents import with_accents
from tasks.extraction.assemble import TextBuilder
from tasks.extraction.garbled import FontSamples, Mending, find_garbled, put_right
from tasks.extraction.ink import with_bold_lines
from tasks.extraction.losses import sort_out
from tasks.extraction.pages import RawPage
from tasks.extraction.pdf import PdfFile
from tasks.extraction.pdf_streams import unpacked_at_most
from tasks.extraction.signs import with_signs
from tasks.extraction.tex_letters import with_tex_letters
from tasks.extraction.text import read_text
from tasks.extraction.upright import turn_upright
from tasks.extraction.words import group_lines

MAX_NAMED = 10
"""So many pages are named in a note."""

MAX_GARBLED_SHARE = 0.5
"""Share of letters that form no words, from which on an issue is not published."""

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
        return _read_pdf(data, limits)
    return read_text(data, source, limits)


@dataclass(slots=True)
class _Pages:
    """What is read of a PDF, page by page."""

    builder: TextBuilder
    pages: list[Page] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    pictured: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    samples: FontSamples = field(default_factory=FontSamples)

    def add(self, raw: RawPage, mendings: Mapping[str, Mending | None]) -> None:
        self.samples.add(raw.glyphs)
        readable = with_signs(with_tex_letters(put_right(raw.glyphs, mendings)))
        visible = BBox(0.0, 0.0, raw.width_pt, raw.height_pt)
        glyphs, lost = sort_out(readable, raw.number, visible, raw.images)
        grouped = group_lines(with_accents(glyphs))
        if raw.picture is not None:
            grouped = with_bold_lines(grouped, raw.picture, raw.picture_scale)
        lines = self.builder.page_lines(raw.number, grouped)
        self.losses += [*lost, *raw.losses]
        if raw.fault is not None:
            self.faults.append(f"page {raw.number}: {raw.fault}")
        if raw.images and not lines:
            self.pictured.append(raw.number)
        self.pages.append(
            Page(raw.number, raw.width_pt, raw.height_pt, lines, raw.rules, raw.frames, raw.images)
        )


def _read_pdf(data: bytes, limits: ReadLimits) -> Document:
    """A PDF, read once; and once more, where letters of its fonts have to be put right."""
    document, garbled = _read_with(data, limits, {})
    if document is None:
        document, _ = _read_with(data, limits, garbled)
    assert document is not None
    return document


def _read_with(
    data: bytes, limits: ReadLimits, mendings: Mapping[str, Mending | None]
) -> tuple[Document | None, Mapping[str, Mending | None]]:
    """The document with its fonts put right as told, and fonts that are garbled as they stand.

    Instead of the document None where some of these can be put right, and none was told.
    """
    with unpacked_at_most(limits.max_stream_bytes), PdfFile(data, limits) as file:
        found = _Pages(TextBuilder(file.page_count))
        for raw in map(turn_upright, file.pages()):
            found.add(raw, mendings)
        garbled = mendings or find_garbled(found.samples)
        if not mendings and any(mending is not None for mending in garbled.values()):
            return None, garbled
        return _document(file, found, garbled), garbled


def _document(file: PdfFile, found: _Pages, garbled: Mapping[str, Mending | None]) -> Document:
    text = found.builder.text
    _require_text(text, found)
    if file.is_xfa and _is_placeholder(text):
        raise IssueError(
            "extract",
            "placeholder",
            "is a form in XFA that only some programs can show: its page says no more than to wait for them; "
            "print it to a PDF from such a program and put that in",
        )
    counts = found.samples.counts
    hopeless = sum(counts[font] for font, mending in garbled.items() if mending is None)
    if hopeless > MAX_GARBLED_SHARE * sum(counts.values()):
        raise IssueError(
            "extract",
            "garbled",
            "shows other letters than it holds: its fonts tell them wrongly; run it through OCR, "
            "with its own text thrown away, and put the result in",
        )
    return Document(
        text=text,
        pages=tuple(found.pages),
        losses=tuple(found.losses),
        outline=file.outline(),
        metadata_title=file.metadata_title,
        extractor=file.extractor,
        notes=(*_notes(file, found.pictured, found.faults), *_notes_of_fonts(garbled, counts)),
        garbled_fonts=frozenset(font for font, mending in garbled.items() if mending is None),
    )


def _require_text(text: str, found: _Pages) -> None:
    if text and not text.isspace():
        return
    if found.faults:
        raise IssueError(
            "extract",
            "broken_page",
            f"has pages that cannot be read, and no text on others ({_few(found.faults)}); get a fresh copy",
        )
    if found.pictured:
        raise IssueError(
            "extract",
            "needs_ocr",
            "holds pictures of pages and no text; run it through OCR and put the result in",
        )
    if sum(found.samples.unread.values()):
        raise IssueError(
            "extract",
            "needs_ocr",
            "draws letters and does not say which: run it through OCR, and put the result in",
        )
    raise IssueError("extract", "no_text", "holds no readable text; put in a copy with text")


def _notes_of_fonts(garbled: Mapping[str, Mending | None], counts: Mapping[str, int]) -> Iterator[str]:
    for font, mending in garbled.items():
        letters = f"{counts[font]} letters in the font {font}"
        if mending is None:
            yield f"{letters} form no words: the page shows others; run it through OCR"
        else:
            yield f"{letters} were put right: {mending.what}"


def _notes(file: PdfFile, pictured: list[int], faults: list[str]) -> tuple[str, ...]:
    notes = []
    if file.open_picture_count:
        notes.append(
            f"pictures without an end in the content of pages: {file.open_picture_count}; what follows on "
            "their pages may be missing"
        )
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
