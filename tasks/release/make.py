"""Makes a release: a folder that is there as a whole or not at all, and is never changed.

Everything is written into a hidden folder beside its place, synced, and put in place by one rename. What
each file holds is decided by the other modules.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from schemas.errors import ConfigurationError, StorageError
from tasks.link import refresh_links
from tasks.release.content import RELEASED
from tasks.release.describe import Cover, FileFacts, citation_file, croissant, data_package, read_me
from tasks.release.duck import write_duckdb
from tasks.release.plain import packed, write_csv, write_json_lines
from tasks.release.report import changes, changes_page, columns_of, quality, quality_page
from tasks.release.sqlite import SqliteFile
from tasks.release.texts import without_texts
from tasks.storage.commit import sync_folder
from tasks.storage.locks import hold
from tasks.storage.store import Store
from tasks.storage.whole import read_row_groups, write_rows

VERSION = re.compile(r"^\d+(\.\d+){0,3}$")
LOCK_NAME = ".release.lock"
TEMPORARY = ".tmp"
READ_ONLY = 0o444


@dataclass(frozen=True, slots=True)
class Released:
    """What became of it.

    Attributes:
        row_counts: by dataset.
        withheld: sources whose texts were left out.
        since: the release before; None for the first one.
    """

    folder: Path
    row_counts: dict[str, int]
    withheld: tuple[str, ...]
    since: str | None


def make_release(
    store: Store,
    out: Path,
    cover: Cover,
    dictionary: str,
    *,
    with_all_texts: bool = False,
) -> Released:
    """Writes the release `out/<version>`.

    Args:
        store: the datasets.
        out: folder of all releases.
        cover: what it is called; its licences are found here.
        dictionary: the data dictionary as a page.
        with_all_texts: whether sources without a licence go with their texts, too.

    Raises:
        ConfigurationError: the version is none, is there, or is not above those that are; or nothing is
            published.
        StorageError: the disk refused; nothing is left of the release.
    """
    before = _check_version(out, cover.version)
    with _told(out), hold(_prepared(out) / LOCK_NAME, wait_seconds=0) as is_held:
        if not is_held:
            raise ConfigurationError(f"another release is being made in {out}; wait for it to end")
        _sweep(out)
        final = out / cover.version
        temporary = out / f".{cover.version}.{secrets.token_hex(4)}{TEMPORARY}"
        temporary.mkdir()
        try:
            refresh_links(store)
            with store.open_whole(RELEASED) as streams:
                work = _Release(temporary, cover, streams, before, with_all_texts)
                work.write(dictionary)
            _seal(temporary)
            if final.exists():
                raise _is_there(final)
            temporary.rename(final)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        sync_folder(out)
    return Released(final, work.counts, work.withheld, before.name if before else None)


def _check_version(out: Path, version: str) -> Path | None:
    """The newest release there is; the new version has to be above it."""
    if not VERSION.match(version):
        raise ConfigurationError(f"{version} is no version: write numbers and dots, such as 1.0 or 2026.11")
    if (out / version).exists():
        raise _is_there(out / version)
    released = [path for path in out.glob("*") if VERSION.match(path.name)] if out.is_dir() else []
    newest = max(released, key=lambda path: _numbers(path.name), default=None)
    if newest is not None and _numbers(version) <= _numbers(newest.name):
        raise ConfigurationError(f"{newest} is there already; give the release a version above {newest.name}")
    return newest


def _is_there(folder: Path) -> ConfigurationError:
    return ConfigurationError(
        f"{folder} is there already, and a release is never changed; choose another version"
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _prepared(out: Path) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    return out


def _sweep(out: Path) -> None:
    """Takes away what a killed release left."""
    for path in out.glob(f".*{TEMPORARY}"):
        shutil.rmtree(path, ignore_errors=True)


def _seal(folder: Path) -> None:
    """Nobody changes the files by mistake, and they survive a power cut."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            sync_folder(path)
            continue
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
        path.chmod(READ_ONLY)
    sync_folder(folder)


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """Turns what the disk and the writers of databases refuse into one sentence."""
    import duckdb

    try:
        yield
    except (OSError, sqlite3.Error, duckdb.Error) as error:
        reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        raise StorageError(
            f"could not write the release in {out}: {reason}; nothing is left of it, so check the "
            "permissions of the folder and the space on its disk, and try again"
        ) from error


class _Release:
    """A release while it is written into `folder`."""

    def __init__(
        self,
        folder: Path,
        cover: Cover,
        streams: Mapping[str, BinaryIO],
        before: Path | None,
        with_all_texts: bool,
    ) -> None:
        self._folder = folder
        self._streams = streams
        self._before = before
        self._sources = _read(streams["sources"])
        sources = set(_read(streams["issues"])["source"])
        if not sources:
            raise ConfigurationError("nothing is published yet; run bulletins ingest first")
        licensed = {row["source"]: row["licence"] for row in self._sources.to_dicts() if row["licence"]}
        self.withheld = () if with_all_texts else tuple(sorted(sources - licensed.keys()))
        self._cover = replace(cover, licences=tuple(sorted(set(licensed.values()))))
        self.counts = dict.fromkeys(RELEASED, 0)

    def write(self, dictionary: str) -> None:
        for name in ("parquet", "csv", "jsonl"):
            (self._folder / name).mkdir()
        self._write_rows()
        parquet = self._folder / "parquet"
        write_duckdb(self._folder / "bulletins.duckdb", parquet, RELEASED)
        issues = pl.read_parquet(parquet / "issues.parquet")
        articles = pl.read_parquet(parquet / "articles.parquet", columns=["language", "flags"])
        quality_said = quality(issues, articles, self.counts, self.withheld)
        changes_said = changes(self._before, parquet)
        pages = {
            "columns.json": _json(columns_of()),
            "quality.json": _json(quality_said),
            "quality.md": quality_page(quality_said),
            "changes.json": _json(changes_said),
            "changes.md": changes_page(changes_said),
            "dictionary.md": dictionary,
            "datapackage.json": data_package(
                self._cover, self._facts("csv", "csv.gz"), self._sources.to_dicts()
            ),
            "croissant.json": croissant(self._cover, self._facts("parquet", "parquet")),
            "CITATION.cff": citation_file(self._cover),
            "README.md": read_me(self._cover, self.withheld),
        }
        for name, page in pages.items():
            (self._folder / name).write_text(page, encoding="utf-8")
        (self._folder / "SHA256SUMS").write_text(self._checksums(), encoding="utf-8")

    def _write_rows(self) -> None:
        """Every format of every dataset, in one pass over the rows."""
        sqlite = SqliteFile(self._folder / "bulletins.sqlite", RELEASED)
        try:
            for dataset in RELEASED:
                self._write_dataset(dataset, sqlite)
            sqlite.finish()
        finally:
            sqlite.close()

    def _write_dataset(self, dataset: str, sqlite: SqliteFile) -> None:
        with ExitStack() as stack:
            lines = stack.enter_context(packed(self._folder / "jsonl" / f"{dataset}.jsonl.gz"))
            table = stack.enter_context(packed(self._folder / "csv" / f"{dataset}.csv.gz"))
            parquet = stack.enter_context((self._folder / "parquet" / f"{dataset}.parquet").open("xb"))

            def frames() -> Iterator[pl.DataFrame]:
                for frame in read_row_groups(self._streams[dataset]):
                    rows = without_texts(dataset, frame, self.withheld)
                    write_json_lines(lines, rows)
                    write_csv(table, rows, with_head=self.counts[dataset] == 0)
                    sqlite.add(dataset, rows)
                    self.counts[dataset] += rows.height
                    yield rows

            write_rows(parquet, dataset, frames())
            if not self.counts[dataset]:
                write_csv(table, _read(self._streams[dataset]), with_head=True)

    def _facts(self, folder: str, ending: str) -> dict[str, FileFacts]:
        return {name: self._fact(f"{folder}/{name}.{ending}") for name in RELEASED}

    def _fact(self, path: str) -> FileFacts:
        file = self._folder / path
        with file.open("rb") as stream:
            return FileFacts(path, file.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())

    def _checksums(self) -> str:
        paths = sorted(path for path in self._folder.rglob("*") if path.is_file())
        facts = [self._fact(path.relative_to(self._folder).as_posix()) for path in paths]
        return "".join(f"{fact.sha256}  {fact.path}\n" for fact in facts)


def _read(stream: BinaryIO) -> pl.DataFrame:
    stream.seek(0)
    return pl.read_parquet(stream)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
