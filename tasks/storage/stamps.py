"""Digests of files as they were last seen, so that a file which looks the same is not read again.

Only a cache: when it is lost or damaged, the files are hashed once more and nothing else changes.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path

from tasks.storage.commit import write_durably
from tasks.storage.freshness import RACY_WINDOW_NS

DIGEST_BYTES = hashlib.sha256().digest_size
# The stamp, when it was taken (nanoseconds), and the digest.
_ENTRY = struct.Struct("<QqqQq32s")


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

    def is_settled(self, taken_ns: int) -> bool:
        """Whether a change after `taken_ns`, when the stamp was taken, would make it another stamp."""
        return self.ctime_ns + RACY_WINDOW_NS <= taken_ns


class StampBook:
    """The digests known for one raw folder, kept in one file of JSON lines.

    There may be a hundred thousand of them, so that each is kept as a few packed bytes.

    Args:
        path: the file.
        on_first_read: called once, before the first file whose bytes have to be read.
    """

    def __init__(self, path: Path, on_first_read: Callable[[], None] | None = None) -> None:
        self._path = path
        self._on_first_read = on_first_read
        self._known = _load(path)
        self.files_read = 0

    def digest(self, name: str, path: Path, stamp: FileStamp) -> str:
        """SHA-256 of the file, from the book where its stamp can be trusted, else from its bytes."""
        if (packed := self._known.get(name)) is not None:
            *known, taken_ns, sha256 = _ENTRY.unpack(packed)
            if stamp == FileStamp(*known) and stamp.is_settled(taken_ns):
                return str(sha256.hex())
        if self._on_first_read is not None and not self.files_read:
            self._on_first_read()
        taken_ns, sha256 = time.time_ns(), _hash_file(path)
        self._known[name] = _ENTRY.pack(*astuple(stamp), taken_ns, sha256)
        self.files_read += 1
        return sha256.hex()

    def save(self) -> None:
        """Writes the book if a file had to be read; entries not asked for are kept."""
        if self.files_read:
            lines = [_line(name, packed) for name, packed in sorted(self._known.items())]
            write_durably(self._path, "".join(lines).encode())


def _line(name: str, packed: bytes) -> str:
    *stamp, taken_ns, sha256 = _ENTRY.unpack(packed)
    return json.dumps([name, *stamp, taken_ns, sha256.hex()]) + "\n"


def _load(path: Path) -> dict[str, bytes]:
    known = {}
    try:
        with path.open("rb") as lines:
            for line in lines:
                name, *stamp, taken_ns, sha256 = json.loads(line)
                if len(digest := bytes.fromhex(sha256)) != DIGEST_BYTES:
                    return {}
                known[str(name)] = _ENTRY.pack(*stamp, taken_ns, digest)
    except (OSError, ValueError, TypeError, struct.error):
        return {}
    return known


def _hash_file(path: Path) -> bytes:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
