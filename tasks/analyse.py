"""What a child process does with one issue: bytes to rows. It decides nothing; the pure stages do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from schemas.document import SourceFile
from schemas.errors import ConfigurationError, IssueError
from schemas.profile import SourceProfile, load_profile
from schemas.rows import IssueRows
from schemas.thresholds import ReadLimits
from tasks.analysis.issue import analyse_issue
from tasks.extraction.read import read_document
from tasks.wire import encode_error, encode_rows

# Enough of a text for every stage to have something to do.
PRACTICE = b"""Practice makes perfect

PORT LUMEN, 3 May 2024 - A short text is read once before the first bulletin, so that word lists and
language profiles are loaded already when the process of a bulletin begins.
"""


def prepare() -> None:
    """Loads what the stages load at first use, for all children at once."""
    digest = hashlib.sha256(PRACTICE).hexdigest()
    source = SourceFile("practice/a", "practice", "a", "practice/a.txt", digest, len(PRACTICE), "text/plain")
    with suppress(IssueError):  # only the loading matters here
        analyse_issue(read_document(PRACTICE, source, ReadLimits()), source, SourceProfile())


def answer(data: bytes, arguments: dict[str, Any], tell_stage: Callable[[str], None]) -> bytes:
    """The child's target: rows or an `IssueError`, as `tasks.wire` writes them.

    Args:
        data: bytes of the issue's file.
        arguments: `source` and `limits` as fields of their types, `profile_path` or None.
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
    profile_path = arguments["profile_path"]
    try:
        profile = load_profile(None if profile_path is None else Path(profile_path))
    except ConfigurationError as error:
        raise IssueError("discover", "profile", str(error)) from error
    document = read_document(data, source, ReadLimits(**arguments["limits"]))
    tell_stage("analyse")
    return analyse_issue(document, source, profile)
