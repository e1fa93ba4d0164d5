"""`bulletins forget`: takes issues out of all datasets, on purpose and at once.

A file that leaves raw takes nothing with it; this command is how its rows go, too. How files go
together stands in `tasks.storage.store`; raw is never changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import DEFAULT_PROCESSED, DEFAULT_RAW, JsonOption, ProcessedOption, RawOption
from flows.telling.screen import show_line, write_json
from schemas.errors import ConfigurationError

# A commit takes milliseconds, but an issue that is being read is locked until it is published.
LOCK_SECONDS = 60
ISSUE_FAILED = 1


def forget(
    issue_ids: Annotated[list[str], typer.Argument(metavar="ISSUE_ID...", help="As `status` lists them.")],
    even_in_raw: Annotated[
        bool,
        typer.Option(
            "--even-in-raw", help="Also when its file is still in raw: the next run brings it back."
        ),
    ] = False,
    raw: RawOption = DEFAULT_RAW,
    processed: ProcessedOption = DEFAULT_PROCESSED,
    as_json: JsonOption = False,
) -> None:
    """Remove issues whose files are gone from raw from all datasets."""
    from tasks.link import refresh_links
    from tasks.storage.committer import Committer
    from tasks.storage.store import Store

    in_raw = _files_in_raw(raw, processed, issue_ids)
    if in_raw and not even_in_raw:
        issue_id, path = next(iter(in_raw.items()))
        raise ConfigurationError(
            f"nothing was removed: the file {path} of {issue_id} is still in {raw}, so the next run would "
            "bring it back; move it out of there first, or give --even-in-raw to remove its rows until then"
        )
    forgotten: list[str] = []
    locked: list[str] = []
    with Committer() as committer:
        store = Store(processed, committer)
        for issue_id in dict.fromkeys(issue_ids):
            with store.issue_lock(issue_id, wait_seconds=LOCK_SECONDS) as is_held:
                if is_held:
                    store.forget(issue_id)
                (forgotten if is_held else locked).append(issue_id)
        refresh_links(store)
        store.refresh_whole()
    if as_json:
        write_json({"forgotten": forgotten, "locked": locked, "in_raw": sorted(in_raw)})
    else:
        for line in _lines(forgotten, locked, in_raw):
            show_line(line)
    if locked:
        raise typer.Exit(ISSUE_FAILED)


def _files_in_raw(raw: Path, processed: Path, issue_ids: Sequence[str]) -> dict[str, str]:
    """Files below raw by the issue they would be published as again.

    Raises:
        ConfigurationError: an issue is in no dataset, or a folder is missing.
    """
    from tasks.discover import list_candidates
    from tasks.published.catalogue import Catalogue

    catalogue = Catalogue(processed)
    catalogue.require()
    for issue_id in issue_ids:
        catalogue.require_issue(issue_id)
    files = {candidate.issue_id: candidate.relative_path for candidate in list_candidates(raw)}
    return {issue_id: files[issue_id] for issue_id in issue_ids if issue_id in files}


def _lines(forgotten: Sequence[str], locked: Sequence[str], in_raw: dict[str, str]) -> list[str]:
    lines = []
    for issue_id in forgotten:
        back = f"; the next run brings it back from {in_raw[issue_id]}" if issue_id in in_raw else ""
        lines.append(f"{issue_id}: removed from all datasets{back}")
    return lines + [f"{issue_id}: a run is working on it; try again later" for issue_id in locked]
