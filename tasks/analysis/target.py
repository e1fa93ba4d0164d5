"""What a child process does with one issue: bytes to rows. It decides nothing; the pure stages do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from phonenumbers import PhoneMetadata

from schemas.document import SourceFile
from schemas.errors import IssueError
from schemas.lexicon.gazetteer import load_gazetteers
from schemas.lexicon.language import load_voices
from schemas.lexicon.tokens import forget_texts
from schemas.lexicon.words import load_words
from schemas.limits import ReadLimits
from schemas.profile import SourceProfile
from schemas.weights.forest import EXPORTS_FILE, LINES_FILE, forests
from tasks.analysis.issue import analyse_issue
from tasks.analysis.wire import encode_error, encode_rows
from tasks.articles.voices import EXPORT_FORESTS, FORESTS
from tasks.extraction.preload import load_codecs_and_maps
from tasks.extraction.read import read_document
from tasks.layout.export_lines import LINE_FORESTS
from tasks.layout.type_size import at_usual_size

# Enough of a text for every stage to have something to do: a jump, a label, a hyphen and a country are in it.
PRACTICE = b"""Practice makes perfect

By Jane Doe

PORT LUMEN, 3 May 2024 - A short text is read once before the first bulletin, so that word lists and
language profiles are loaded already when the process of a bulletin begins. It is a well-
known way of Norway, and the harbour opens at 5 pm on 7 May 2024.

Continued on pages 2 and 3

Practice makes perfect (continued)

Call us: 555 0100
"""

# And of a page: a tagged line that ends in a hyphen, one printed twice, a rule and a form. It has no table of
# its objects, which is then made from them.
PRACTICE_PAGE = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Count 1 /Kids [3 0 R] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R
/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >> endobj
4 0 obj << /Length 211 >> stream
/P BMC BT /F 12 Tf 20 150 Td (Practice makes perf-) Tj 0 -14 Td (ect  in time) Tj ET EMC
BT /F 12 Tf 20 100 Td (Twice) Tj ET BT /F 12 Tf 20 100 Td (Twice) Tj ET
20 80 m 200 80 l S 20 20 100 40 re f /X Do
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> endobj
6 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 13 >> stream
0 0 9 9 re f
endstream endobj
trailer << /Root 1 0 R >>
%%EOF
"""


def prepare() -> None:
    """Loads what the stages load at first use, for all children at once: they may open nothing themselves."""
    load_codecs_and_maps()
    forests(FORESTS)
    forests(EXPORT_FORESTS, EXPORTS_FILE)
    forests(LINE_FORESTS, LINES_FILE)
    load_voices()
    load_words()
    load_gazetteers()
    PhoneMetadata.load_all()
    for data, ending, media_type in (
        (PRACTICE, "txt", "text/plain"),
        (PRACTICE_PAGE, "pdf", "application/pdf"),
    ):
        digest = hashlib.sha256(data).hexdigest()
        name = f"practice/a.{ending}"
        source = SourceFile("practice/a", "practice", "a", name, digest, len(data), media_type)
        with suppress(IssueError):  # only the loading matters here
            analyse_issue(read_document(data, source, ReadLimits()), source, SourceProfile())
    forget_texts()


def answer(data: bytes, arguments: dict[str, Any], tell_stage: Callable[[str], None]) -> Iterable[bytes]:
    """The child's target: rows or an `IssueError`, as `tasks.analysis.wire` writes them, piece by piece.

    Args:
        data: bytes of the issue's file.
        arguments: `source` and `limits` as fields of their types, `profile` as its keys.
        tell_stage: called with the name of each stage as it begins.
    """
    try:
        source = SourceFile(**arguments["source"])
        _require_as_found(data, source)
        profile = SourceProfile.model_validate(arguments["profile"])
        # What a step was made of goes before the next: a file of pictures is larger than all else of it, and
        # a document is handed on so that its pages go one by one.
        read = [read_document(data, source, ReadLimits(**arguments["limits"]))]
        del data
        tell_stage("analyse")
        resized = [at_usual_size(read.pop())]
        return encode_rows(analyse_issue(resized.pop(), source, profile))
    except IssueError as error:
        return [encode_error(error)]


def _require_as_found(data: bytes, source: SourceFile) -> None:
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise IssueError(
            "extract",
            "changed_while_read",
            "the file changed while it was read; run again once it is whole",
            is_transient=True,
        )
