"""Bulletins under raw, published as the road makes their rows, without a run and its processes."""

from __future__ import annotations

from pathlib import Path

from schemas.limits import ReadLimits
from schemas.profile import SourceProfile
from schemas.rows import IssueRows
from tasks.analysis.issue import analyse_issue
from tasks.extraction.read import read_document
from tasks.storage.store import Store
from tests.builders import WASTE, Waste, failure_row, issue_rows, run_row
from tests.conftest import Folders
from tests.road import source_file


def publish_bulletin(pair: Folders, name: str, data: bytes) -> IssueRows:
    """The rows of `data`, published in `pair`; the file is put under raw as `name`."""
    pair.add(name, data)
    source = source_file(data, name)
    rows = analyse_issue(read_document(data, source, ReadLimits()), source, SourceProfile())
    Store(pair.processed).publish(rows)
    return rows


def publish_one_of_each(root: Path, *names: str) -> Path:
    """`root` with an issue with a warning, a failing one and a run; files of these names lie under raw."""
    raw, store = root / "raw", Store(root / "processed")
    (raw / "lake").mkdir(parents=True)
    for name in names:
        (raw / "lake" / name).write_bytes(b"%PDF")
    store.prepare()
    rows = issue_rows("lake/may", waste=[*WASTE, Waste("Buy\x1b[31m  boats", "B503", "advertisement", 2)])
    rows.issue["status"] = "published_with_warnings"
    rows.issue["warnings"] = ["The contents list names an article that was not found."]
    store.publish(rows)
    store.record_failure(failure_row("lake/june"))
    store.record_run(run_row())
    return root
