"""Several files change together, or none: temporary files, a commit record, renames, recovery.

It knows bytes and paths under one root, not what is in them. Order of events: each new content is
written where no reader looks, on the disk of its final place if there is such a place, and synced; then the
record of all renames is put in place, which is the commit; then the renames are done and the record goes. To
another mount nothing can be renamed: there a copy without a name is written, and named when it is whole.
A record found later is checked and carried out, one that cannot be understood is set aside; a temporary file
without a record is swept. Whoever calls must hold the lock of what the name stands for.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

TEMPORARY_SUFFIX = ".tmp"
SET_ASIDE = "set-aside"
MAX_RECORD_BYTES = 1 << 16  # a dozen paths


class RecordError(ValueError):
    """A file in the place of a commit record does not say what one says."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a commit does: renames `(temporary, final)` and removals, as paths below the root."""

    renames: tuple[tuple[str, str], ...]
    removals: tuple[str, ...]


def replace_together(
    root: Path,
    record_path: Path,
    contents: Mapping[Path, bytes],
    removals: Iterable[Path] = (),
    finish_record: Callable[[Path, Path], object] | None = None,
    scratches: Sequence[Path] = (),
) -> None:
    """Puts `contents` at their paths and takes `removals` away, all or nothing.

    Args:
        root: folder that all paths but the record's lie in.
        record_path: where the commit record goes; one per name, so that a lock on the name covers it.
        contents: new content by final path.
        removals: files that go in the same step; they may be missing.
        finish_record: who carries out the record once it is in place; `finish`, unless another
            process does it.
        scratches: names beside which temporary files may lie, the first one on the disk of a final place
            is taken, else the first; without any they lie beside their final places.

    Raises:
        OSError: the disk refused; before the commit nothing has changed, after it the record stays.
    """
    record = _prepare(root, contents, [path for path in removals if path.exists()], scratches)
    _commit(root, record_path, record, finish_record or finish)


def rename_together(root: Path, record_path: Path, renames: Mapping[Path, Path]) -> None:
    """Puts files of `write_temporary` or `new_temporary` at their final paths, all or nothing.

    Args:
        root: folder that all paths but the record's lie in.
        record_path: where the commit record goes.
        renames: final path by the path of the temporary file, which is written and synced.

    Raises:
        OSError: as for `replace_together`.
    """
    for folder in {final.parent for final in renames.values()}:
        sync_folder(folder)
    pairs = tuple((_below(root, temporary), _below(root, final)) for temporary, final in renames.items())
    _commit(root, record_path, Record(pairs, ()), finish)


def _commit(
    root: Path, record_path: Path, record: Record, finish_record: Callable[[Path, Path], object]
) -> None:
    temporaries = [root / temporary for temporary, _ in record.renames]
    if len(record.renames) + len(record.removals) <= 1:
        try:
            carry_out(root, record)
        except OSError:
            discard(temporaries)
            raise
        return
    try:
        write_durably(record_path, json.dumps([record.renames, record.removals]).encode())
    except OSError:
        # The record first: one that names files which are gone would do its removals only.
        discard([record_path, *temporaries])
        raise
    finish_record(root, record_path)


def _prepare(
    root: Path, contents: Mapping[Path, bytes], removals: Iterable[Path], scratches: Sequence[Path]
) -> Record:
    """Writes and syncs every temporary file; on failure none of them stays."""
    written: list[tuple[Path, Path]] = []
    try:
        for final, data in contents.items():
            written.append((write_temporary(final, data, scratches), final))
        for folder in {temporary.parent for temporary, _ in written}:
            sync_folder(folder)
    except OSError:
        discard(temporary for temporary, _ in written)
        raise
    return Record(
        tuple((_below(root, temporary), _below(root, final)) for temporary, final in written),
        tuple(_below(root, path) for path in removals),
    )


def discard(paths: Iterable[Path]) -> None:
    """Takes files away that may be there."""
    for path in paths:
        path.unlink(missing_ok=True)


def finish(root: Path, record_path: Path) -> bool:
    """Carries out a record; whether there was one. What is none is set aside."""
    try:
        record = read_record(record_path)
    except FileNotFoundError:
        return False
    except RecordError:
        set_aside(record_path)
        return False
    carry_out(root, record)
    remove_durably(record_path)
    return True


def read_record(path: Path) -> Record:
    """The record at `path`, whose paths all lie below the root.

    Raises:
        FileNotFoundError: there is none.
        RecordError: it is no record.
    """
    if not path.is_file() and os.path.lexists(path):
        raise RecordError("it is no ordinary file")
    with path.open("rb") as stream:
        data = stream.read(MAX_RECORD_BYTES + 1)
    try:
        if len(data) > MAX_RECORD_BYTES:
            raise RecordError("it is too long")
        renames, removals = json.loads(data)
        pairs = tuple((_inner_path(old), _inner_path(new)) for old, new in renames)
        return Record(pairs, tuple(map(_inner_path, removals)))
    except (ValueError, TypeError, RecursionError) as error:
        raise RecordError("it does not say what a record says") from error


def _inner_path(path: object) -> str:
    """`path` if it leads below the root and nowhere else."""
    if not isinstance(path, str) or "\0" in path:
        raise RecordError("it names no path")
    pure = PurePosixPath(path)
    if not pure.parts or pure.is_absolute() or ".." in pure.parts:
        raise RecordError("it names a path outside the folder")
    return path


def set_aside(record_path: Path) -> None:
    """Puts away what is no record, so that it stops no run and a person can look at it."""
    folder = record_path.parent / SET_ASIDE
    folder.mkdir(exist_ok=True)
    record_path.replace(folder / f"{record_path.name}.{secrets.token_hex(4)}")


def carry_out(root: Path, record: Record) -> None:
    """Does what the record says; steps done before are left alone."""
    for temporary, final in record.renames:
        if (root / temporary).exists():
            make_folder((root / final).parent)
            _move(root / temporary, root / final)
    for path in record.removals:
        (root / path).unlink(missing_ok=True)
    touched = [final for _, final in record.renames] + list(record.removals)
    for folder in {(root / path).parent for path in touched}:
        if folder.is_dir():
            sync_folder(folder)


def write_durably(path: Path, data: bytes, scratches: Sequence[Path] = ()) -> None:
    """One file, old or new but never half; it survives a power cut once this returns."""
    temporary = write_temporary(path, data, scratches)
    _move(temporary, path)
    sync_folder(path.parent)


def remove_durably(path: Path) -> None:
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def temporaries_of(final: Path) -> list[Path]:
    """Temporary files that writing `final` may have left behind."""
    prefix = f".{final.name}."
    if not final.parent.is_dir():
        return []
    return sorted(
        path for path in final.parent.iterdir() if _is_temporary(path) and path.name.startswith(prefix)
    )


def owner_of(temporary: Path) -> Path | None:
    """Final path that a temporary file was written for; None for any other file."""
    if not _is_temporary(temporary):
        return None
    name = temporary.name.removeprefix(".").removesuffix(TEMPORARY_SUFFIX)
    return temporary.with_name(name.rsplit(".", 1)[0])


def _is_temporary(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(TEMPORARY_SUFFIX)


def new_temporary(final: Path, scratches: Sequence[Path] = ()) -> Path:
    """Where a file that is to replace `final` may be written meanwhile; its folder is made."""
    make_folder(final.parent)
    return _hidden(_on_disk_of(final, scratches))


def _hidden(place: Path) -> Path:
    """A free name beside `place` by which `owner_of` knows it again."""
    return place.with_name(f".{place.name}.{secrets.token_hex(4)}{TEMPORARY_SUFFIX}")


def write_temporary(final: Path, data: bytes, scratches: Sequence[Path] = ()) -> Path:
    """Writes and syncs a file that is to replace `final`; its path."""
    temporary = new_temporary(final, scratches)
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _on_disk_of(final: Path, scratches: Sequence[Path]) -> Path:
    """The first of `scratches` from which a file may be renamed to `final`, else the first one."""
    device = final.parent.stat().st_dev if scratches else 0
    for scratch in scratches:
        make_folder(scratch.parent)
        if scratch.parent.stat().st_dev == device:
            return scratch
    return scratches[0] if scratches else final


def _move(temporary: Path, final: Path) -> None:
    """Puts a synced file at its final path, over what is there."""
    try:
        temporary.replace(final)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy_over(temporary, final)
        temporary.unlink()


def _copy_over(source: Path, final: Path) -> None:
    """Puts a copy of a file on another mount at `final`, whole and synced.

    What `final` replaces makes a second name necessary, for the moment between two system calls. On a file
    system without files that have no name the copy has that name while it is written.
    """
    named = _hidden(final)
    try:
        nameless = _without_name(final.parent)
        with nameless or named.open("xb") as copy, source.open("rb") as data:
            shutil.copyfileobj(data, copy)
            copy.flush()
            os.fsync(copy.fileno())
            if nameless is not None:
                if _name(nameless, final):
                    return
                _name(nameless, named)
        named.replace(final)
    except OSError:
        named.unlink(missing_ok=True)
        raise


def _without_name(folder: Path) -> BinaryIO | None:
    """A new file in `folder` that no listing shows; None where the system knows no such files."""
    if sys.platform != "linux":
        return None
    try:
        return os.fdopen(os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o666), "wb")
    except OSError as error:
        if error.errno in {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL}:
            return None
        raise


def _name(file: BinaryIO, path: Path) -> bool:
    """Gives an open file a name; whether it was free."""
    descriptor = file.fileno()
    try:
        # Python asks for the file behind this link only if a folder is told, too.
        os.link(f"/proc/self/fd/{descriptor}", path, src_dir_fd=descriptor)
    except FileExistsError:
        return False
    return True


def make_folder(folder: Path) -> None:
    """Makes `folder` and those above it that are missing; all of them survive a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _below(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
