"""The files of a dataset as they looked when something was made of them, to tell which are others since.

Folders in which nothing was put in place or taken away are not looked into.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.dictionary import DATASETS
from tasks.storage.freshness import RACY_WINDOW_NS
from tasks.storage.index import ENDING, SOURCE_PREFIX, files_in, source_folders, stamp_of


@dataclass(frozen=True, slots=True)
class SeenFolder:
    """A folder with files of a dataset, as it looked when their rows were taken.

    Attributes:
        stamp: that of the folder; None where its next change might not show in it.
        files: stamp of each file by its name without ending.
    """

    stamp: int | None
    files: dict[str, int]


Seen = dict[str, SeenFolder]


def look(processed: Path, dataset: str, before: Seen) -> Seen:
    """The folders of the dataset as they are; those that look as they did `before` are not looked into."""
    folders = source_folders(processed / dataset)
    if not DATASETS[dataset].is_per_source:
        folders = [folder for folder in [processed / dataset] if folder.is_dir()]
    return {folder.name: _look_into(folder, before.get(folder.name)) for folder in folders}


def _look_into(folder: Path, before: SeenFolder | None) -> SeenFolder:
    """The folder as it is. Files in it are only ever replaced by others, whose stamps differ at once."""
    status = folder.stat()
    is_settled = status.st_ctime_ns <= time.time_ns() - RACY_WINDOW_NS
    stamp = stamp_of(status) if is_settled else None
    if before is not None and before.stamp is not None and before.stamp == stamp:
        return before
    files = {}
    for entry in files_in(folder):
        with suppress(FileNotFoundError):  # taken away since the folder was looked into
            files[entry.name.removesuffix(ENDING)] = stamp_of(entry.stat())
    return SeenFolder(stamp, files)


def stamps_by_key(seen: Seen) -> dict[str, int]:
    """Stamp of each file by its key: issue id, or name of a file that is of no issue."""
    return {
        f"{folder.removeprefix(SOURCE_PREFIX)}/{name}" if folder.startswith(SOURCE_PREFIX) else name: stamp
        for folder, in_it in seen.items()
        for name, stamp in in_it.files.items()
    }


def said_of(seen: Seen) -> dict[str, list[Any]]:
    """The same as JSON holds it."""
    return {name: [folder.stamp, folder.files] for name, folder in seen.items()}


def seen_of(said: Mapping[str, list[Any]]) -> Seen:
    """What `said_of` said.

    Raises:
        TypeError, AttributeError: it is something else.
    """
    return {name: SeenFolder(*folder) for name, folder in said.items()}
