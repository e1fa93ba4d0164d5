"""What a child process does with one issue: bytes to rows. It decides nothing; the pure stages do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from phonenumbers import PhoneMetadata

from schemas.document import SourceFile
from schemas.errors import IssueError
from schemas.limits import ReadLimits
from schemas.profile import SourceProfile
from schemas.rows import IssueRows
from schemas.weights.forest import forests
from tasks.analysis.issue import analyse_issue
from tasks.analysis.wire import encode_error, encode_rows
from tasks.articles.measures import MEASURES
from tasks.extraction.preload import load_codecs_and_maps
from tasks.extraction.read import read_document

# Enough of a text for every stage to have something to do.
PRACTICE = b"""Practice makes perfect

PORT LUMEN, 3 May 2024 - A short text is read once before the first bulletin, so that word lists and
language profiles are loaded already when the process of a bulletin begins.
"""


def prepare() -> None:
    """Loads what the stages load at first use, for all children at once: they may open nothing themselves."""
    load_codecs_and_maps()
    forests(tuple(MEASURES))
    PhoneMetadata.load_all()
    digest = hashlib.sha256(PRACTICE).hexdigest()
    source = SourceFile("practice/a", "practice", "a", "practice/a.txt", digest, len(PRACTICE), "text/plain")
    with suppress(IssueError):  # only the loading matters here
        analyse_issue(read_document(PRACTICE, source, ReadLimits()), source, SourceProfile())


def answer(data: bytes, arguments: dict[str, Any], tell_stage: Callable[[str], None]) -> bytes:
    """The child's target: rows or an `IssueError`, as `tasks.analysis.wire` writes them.

    Args:
        data: bytes of the issue's file.
        arguments: `source` and `limits` as fields of their types, `profile` as its keys.
        tell_stage: called with the name of each stage as it begins.
    """
    try:
        return encode_rows(_rows_of(data, arguments, tell_stage))
    except IssueError as error:
        return encode_error(error)


def _rows_of(data: bytes, arguments: dict[str, Any], tell_stage: Callable[[str], None]) -> IssueRows:
    source = SourceFile(**arguments["source"])
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise IssueError(
            "extract",
            "changed_while_read",
            "the file changed while it was read; run again once it is whole",
            is_transient=True,
        )
    profile = SourceProfile.model_validate(arguments["profile"])
    document = read_document(data, source, ReadLimits(**arguments["limits"]))
    tell_stage("analyse")
    return analyse_issue(document, source, profile)
