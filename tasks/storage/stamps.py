"""Digests of files as they were last seen, so that a file which looks the same is not read again.

Only a cache: when it is lost or damaged, the files are hashed once more and nothing else changes.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path

from tasks.storage.commit import write_durably

# A file changed this shortly before it was stamped might change again without its times showing it
# (coarse clocks of file systems), so such a stamp is not trusted; the rule git calls "racily clean".
# The change time decides: a file may come with any modification time, one in the future included.
RACY_WINDOW_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What the file system says about a file without opening it; times in nanoseconds."""

    size_bytes: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> FileStamp:
        return cls.from_status(path.stat())

    @classmethod
    def from_status(cls, status: os.stat_result) -> FileStamp:
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)

    def as_number(self) -> int:
        """All of it in 64 bits with a sign; the same in every process of one version of Python."""
        return hash((self.size_bytes, self.mtime_ns, self.ctime_ns, self.inode))

    def is_settled(self, taken_ns: int) -> bool:
        """Whether a change after `taken_ns`, when the stamp was taken, would make it another stamp."""
        return self.ctime_ns + RACY_WINDOW_NS <= taken_ns


@dataclass(frozen=True, slots=True)
class Entry:
    """A digest, the stamp it belongs to, and when that stamp was taken (nanoseconds)."""

    stamp: FileStamp
    taken_ns: int
    sha256: str

    def covers(self, stamp: FileStamp) -> bool:
        return self.stamp == stamp and stamp.is_settled(self.taken_ns)


class StampBook:
    """The digests known for one raw folder, kept in one JSON file.

    Args:
        path: the JSON file.
        on_first_read: called once, before the first file whose bytes have to be read.
    """

    def __init__(self, path: Path, on_first_read: Callable[[], None] | None = None) -> None:
        self._path = path
        self._on_first_read = on_first_read
        self._known = _load(path)
        self.files_read = 0

    def digest(self, name: str, path: str | Path, stamp: FileStamp) -> str:
        """SHA-256 of the file, from the book where its stamp can be trusted, else from its bytes."""
        entry = self._known.get(name)
        if entry is None or not entry.covers(stamp):
            if self._on_first_read is not None and not self.files_read:
                self._on_first_read()
            taken_ns = time.time_ns()
            entry = self._known[name] = Entry(stamp, taken_ns, _hash_file(path))
            self.files_read += 1
        return entry.sha256

    def save(self) -> None:
        """Writes the book if a file had to be read; entries not asked for are kept."""
        if self.files_read:
            content = {
                name: [*astuple(entry.stamp), entry.taken_ns, entry.sha256]
                for name, entry in sorted(self._known.items())
            }
            write_durably(self._path, json.dumps(content).encode())


def _load(path: Path) -> dict[str, Entry]:
    try:
        content = json.loads(path.read_bytes())
        return {
            name: Entry(FileStamp(size, mtime, ctime, inode), taken, sha256)
            for name, (size, mtime, ctime, inode, taken, sha256) in content.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _hash_file(path: str | Path) -> str:
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
