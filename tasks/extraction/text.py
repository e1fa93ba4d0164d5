"""Text exports (`.txt`, `.md`) → `Document`: the same shape as from a PDF, without boxes.

Markup stays in the text; what it means is for later stages. Form feeds part pages, and a file
without any is one page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from schemas.document import Document, Line, Loss, Page, Respelling, SourceFile, Word
from schemas.errors import IssueError
from schemas.geometry import Span
from schemas.limits import ReadLimits
from schemas.reasons import EditCode, LossCode
from schemas.tags import places_of_elements
from tasks.extraction.columns import Piece, part_columns
from tasks.extraction.encoding import BROKEN, Decoded, decode
from tasks.extraction.tex_letters import with_typed_tex_letters
from tasks.extraction.typed_accents import AccentStyle, Composed

EXTRACTOR = "text 3"
"""Name and version of this reader; the version rises when the same bytes give another document."""

_LINE_END = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_BYTE_MARK = re.compile("(?:^|(?<=\f))\ufeff+", re.MULTILINE)
"""Marks of files that were put together, at the head of a line: no letters of the text."""

_WORD = re.compile(r"\S+")

_HYPHENS = str.maketrans("\x02\ufffe", "\u00ad\u00ad")
"""What PDFium writes where a word is parted at the end of a line."""


def read_text(data: bytes, source: SourceFile, limits: ReadLimits) -> Document:
    """What a text export says: its letters with line ends made line feeds, pages, lines and words.

    Control characters that stand for no letter are taken out of the text and reported as losses.

    Raises:
        IssueError: the file is empty (`empty_file`), blank (`no_text`), in no encoding that can be
            told (`unreadable_encoding`) or beyond `limits` (`too_long`, `too_many_pages`).
    """
    if not data:
        raise IssueError(
            "extract", "empty_file", "is empty (0 bytes); put the bulletin in again or remove it"
        )
    if len(data) > limits.max_stream_bytes:
        raise _too_long(
            f"has {len(data)} bytes, more than the {limits.max_stream_bytes}", "BULLETINS_MAX_STREAM_MB"
        )
    decoded = decode(data)
    raw = _BYTE_MARK.sub("", _LINE_END.sub("\n", with_typed_tex_letters(decoded.text))).translate(_HYPHENS)
    if not raw.strip():
        raise IssueError("extract", "no_text", "holds only white space; put in a copy with text")
    if len(raw) > limits.max_chars:
        raise _too_long(f"has {len(raw)} characters, more than the {limits.max_chars}", "BULLETINS_MAX_CHARS")
    raw_pages = _split_pages(raw)
    if len(raw_pages) > limits.max_pages:
        found = f"has {len(raw_pages)} pages, more than the {limits.max_pages}"
        raise IssueError(
            "extract", "too_many_pages", f"{found} that are read; split it or raise BULLETINS_MAX_PAGES"
        )
    broken = [page.count(BROKEN) if decoded.broken else 0 for page in raw_pages]
    whole = [
        page.replace(BROKEN, "") if count else page for page, count in zip(raw_pages, broken, strict=True)
    ]
    clean = [_without_controls(page) for page in whole]
    losses = tuple(
        Loss(code, number, count)
        for number, (_, controls) in enumerate(clean, start=1)
        for code, count in ((LossCode.CONTROL, controls), (LossCode.UNMAPPED, broken[number - 1]))
        if count
    )
    style = AccentStyle("\f".join(page for page, _ in clean))
    composed = [style.compose(page) for page, _ in clean]
    text = "\f".join(page.text for page in composed)
    if not text.strip():
        raise IssueError(
            "extract", "no_text", "holds no letters, only control characters; put in a copy with text"
        )
    return Document(
        text=text,
        pages=tuple(_pages(composed)),
        losses=losses,
        extractor=EXTRACTOR,
        notes=_notes(decoded, source),
    )


def _too_long(finding: str, limit: str) -> IssueError:
    return IssueError("extract", "too_long", f"{finding} that are read; split it or raise {limit}")


def _split_pages(text: str) -> list[str]:
    """Pages between form feeds; what follows the last one is a page only when it holds text."""
    pages = text.split("\f")
    return pages if len(pages) == 1 or pages[-1].strip() else pages[:-1]


def _without_controls(text: str) -> tuple[str, int]:
    kept = "".join(c for c in text if c.isspace() or unicodedata.category(c) != "Cc")
    return kept, len(text) - len(kept)


def _pages(texts: Sequence[Composed]) -> Iterator[Page]:
    """Pages with their lines, as spans over the texts joined by form feeds."""
    offset, blank = 0, 0
    for number, page in enumerate(texts, start=1):
        lines: list[Line] = []
        pieces = _pieces(page.text)
        for position, piece in enumerate(pieces):
            words = tuple(_words(piece, offset, page.originals))
            if words:
                span = Span(words[0].span.start, words[-1].span.end)
                blank = max(blank, piece.is_first)
                lines.append(Line(page=number, span=span, words=words, blank_before=blank))
                blank = 0
            elif position < len(pieces) - 1:
                # The piece behind a page's last line feed is no line.
                blank += 1
        offset += len(page.text) + 1
        yield Page(number=number, lines=tuple(lines))


def _words(piece: Piece, offset: int, originals: Mapping[int, str]) -> Iterator[Word]:
    """Words of a piece of a page that begins at `offset`; `originals` are those of the page's letters."""
    for match in _WORD.finditer(piece.text):
        begin, end = piece.offset + match.start(), piece.offset + match.end()
        respellings = tuple(
            Respelling(at - begin, at - begin + 1, originals[at], EditCode.ACCENT)
            for at in (range(begin, end) if originals else ())
            if at in originals
        )
        yield Word(Span(offset + begin, offset + end), respellings=respellings)


def _pieces(text: str) -> list[Piece]:
    """Lines of a page in reading order: columns side by side one by one, elements of HTML one a line."""
    pieces: list[Piece] = []
    at = 0
    for line in text.split("\n"):
        places = places_of_elements(line)
        ends = [*places[1:], len(line)]
        pieces += [Piece(at + begin, line[begin:end]) for begin, end in zip(places, ends, strict=True)]
        at += len(line) + 1
    return part_columns(pieces)


def _notes(decoded: Decoded, source: SourceFile) -> tuple[str, ...]:
    if decoded.broken:
        return (f"{source.relative_path} holds {decoded.broken} bytes that are no UTF-8: they are left out",)
    if not decoded.is_guessed:
        return ()
    return (
        f"{source.relative_path} is not UTF-8; read as {decoded.encoding}: check names and quotation marks",
    )
