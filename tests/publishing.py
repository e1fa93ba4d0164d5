"""Bulletins under raw, published as the road makes their rows, without a run and its processes."""

from __future__ import annotations

from schemas.limits import ReadLimits
from schemas.profile import SourceProfile
from schemas.rows import IssueRows
from tasks.analysis.issue import analyse_issue
from tasks.extraction.read import read_document
from tasks.storage.store import Store
from tests.conftest import Folders
from tests.road import source_file


def publish_bulletin(pair: Folders, name: str, data: bytes) -> IssueRows:
    """The rows of `data`, published in `pair`; the file is put under raw as `name`."""
    pair.add(name, data)
    source = source_file(data, name)
    rows = analyse_issue(read_document(data, source, ReadLimits()), source, SourceProfile())
    Store(pair.processed).publish(rows)
    return rows
