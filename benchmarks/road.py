"""The pipeline's road from a generated bulletin to published articles, in memory.

Nothing is written and nothing judged here.
"""

from __future__ import annotations

import hashlib

from benchmarks.measure import Measured, Published, measure
from benchmarks.truth import Case
from schemas.document import SourceFile
from schemas.errors import IssueError
from schemas.limits import ReadLimits
from schemas.profile import SourceProfile
from tasks.analysis.issue import analyse_issue
from tasks.extraction.read import read_document

MEDIA_TYPES = {"pdf": "application/pdf", "txt": "text/plain", "md": "text/markdown"}
SOURCE = "benchmark"


def source_file(name: str, data: bytes) -> SourceFile:
    """What discovery would say about a bulletin of this name."""
    stem, _, ending = name.rpartition(".")
    digest = hashlib.sha256(data).hexdigest()
    path = f"{SOURCE}/{name}"
    return SourceFile(f"{SOURCE}/{stem}", SOURCE, stem, path, digest, len(data), MEDIA_TYPES[ending])


def publish(name: str, data: bytes) -> list[Published]:
    """The articles of a bulletin in order; none where it is set aside."""
    source = source_file(name, data)
    try:
        rows = analyse_issue(read_document(data, source, ReadLimits()), source, SourceProfile())
    except IssueError:
        return []
    ordered = sorted(rows.articles, key=lambda row: row["position"])
    return [Published(row["title"], row["body"]) for row in ordered]


def run(case: Case) -> Measured:
    """One bulletin published and compared with its truth."""
    return measure(case.truth, publish(case.name, case.data))
