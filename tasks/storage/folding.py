"""Old files of `runs` folded together: one file a month instead of one a run, and the same rows.

A folder of thousands of small files is slow to open. Nobody may see a row twice or not at all meanwhile,
so the folder is made anew beside the old one, with links to the files that stay, and the two change places
in one step of the kernel. Where it or the file system has no such step, nothing is folded. Whoever calls
holds the lock of `runs`, and says how rows are read and written.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from tasks.storage.commit import sync_folder, write_durably

# Runs of months that ended so long ago are folded.
FOLD_AFTER_DAYS = 120
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def fold(folder: Path, scratch: Path, now: datetime, merge: Callable[[Sequence[Path]], bytes]) -> int:
    """Folds what is old enough; how many files went into others.

    Args:
        folder: files whose names begin with the year and month of their rows, as `202611`.
        scratch: a folder of ours on the same file system; what an earlier fold left there goes.
        now: UTC.
        merge: the content of one file with the rows of several.

    Raises:
        OSError: the folder cannot be read or written; it is as it was.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    months = _months_to_fold(folder, now)
    if not months:
        return 0
    scratch.mkdir(parents=True)
    old = {path for files in months for path in files}
    try:
        for path in folder.iterdir():
            if path not in old:
                os.link(path, scratch / path.name)
    except OSError:  # a folder of somebody's in it, or a file system without links
        shutil.rmtree(scratch, ignore_errors=True)
        return 0
    for files in months:
        # Named after the newest run in it, so that files stay in the order of their runs.
        write_durably(scratch / files[-1].name, merge(files))
    sync_folder(scratch)
    if not _exchange(scratch, folder):
        shutil.rmtree(scratch, ignore_errors=True)
        return 0
    sync_folder(folder.parent)
    shutil.rmtree(scratch, ignore_errors=True)
    return len(old) - len(months)


def _months_to_fold(folder: Path, now: datetime) -> list[list[Path]]:
    """Files of each month that is old enough and has more than one, oldest first."""
    newest = f"{now - timedelta(days=FOLD_AFTER_DAYS):%Y%m}"
    months: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.glob("[!.]*.parquet")):
        if (month := path.name[:6]).isascii() and month.isdecimal() and month < newest:
            months[month].append(path)
    return [files for files in months.values() if len(files) > 1]


def _exchange(one: Path, other: Path) -> bool:
    """Lets two folders change places at once; False where that cannot be done."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return bool(rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)
