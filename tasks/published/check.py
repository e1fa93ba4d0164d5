"""Are the datasets whole, valid, and consistent with each other and with `raw/`?

It looks and tells, and repairs nothing: that is the work of `flows.commands.repair` and of the next
run. What a valid row is stands in `schemas.tables`, what rows of one issue owe each other in
`schemas.cross_rules`.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import polars as pl

from schemas.cross_rules import find_contradictions
from schemas.dictionary import ARTICLE_LINKS, DATASETS, ISSUE_DATASETS
from schemas.rows import IssueRow, IssueRows
from schemas.tables import find_faults, polars_schema
from tasks.discover import list_candidates
from tasks.published.catalogue import Catalogue
from tasks.storage.index import ENDING, SOURCE_PREFIX, UNREADABLE, entries_of, is_file_name, scan_rows

# Pandera costs the same for one issue as for many; so much Parquet at a time keeps memory small.
BYTES_PER_BATCH = 16 << 20
WHOLE_FOLDER = "whole"
# A living run renames its temporary files within a second or two.
TEMPORARY_AGE_SECONDS = 600
# Their rows outlive versions; the next run adds the columns that came since they were written.
OUTLIVING = frozenset({"runs", "failures"})
MEND = "bulletins check --repair mends it"
DANGLING = "dangling"

ISSUE_ROWS = tuple(dataset.name for dataset in ISSUE_DATASETS if dataset.name != "issues")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be.

    `place` is a file below `processed/` or `raw/`, or a dataset; `code` a short stable name;
    `issue_ids` the issues that it concerns, where they are known.
    """

    place: str
    code: str
    sentence: str
    issue_ids: tuple[str, ...] = ()


@dataclass(slots=True)
class CheckReport:
    """What was looked at and what was wrong with it; filled while checking."""

    issue_count: int = 0
    row_counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DATASETS, 0))
    faults: list[Fault] = field(default_factory=list)

    def add(self, place: str, code: str, sentence: str, *issue_ids: str) -> None:
        self.faults.append(Fault(place, code, sentence, issue_ids))


def check_all(raw: Path, processed: Path) -> CheckReport:
    """Opens every file of every dataset and every bulletin it was made from.

    Raises:
        ConfigurationError: one of the two folders does not exist.
    """
    catalogue = Catalogue(processed)
    catalogue.require()
    check = _Check(catalogue)
    check.layout()
    check.issues()
    check.article_links()
    check.failures()
    check.runs()
    check.sources()
    check.whole()
    check.raw(raw)
    return check.report


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of files of one dataset.

    Attributes:
        keys: those of the files that could be read; a file may have no rows.
        rows: the rows with the `key` of their file.
    """

    keys: frozenset[str]
    rows: pl.DataFrame

    def by_key(self) -> dict[str, list[dict[str, Any]]]:
        by_key: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self.rows.iter_rows(named=True):
            by_key[row.pop("key")].append(row)
        return by_key


@dataclass(slots=True)
class _Check:
    """One check under way: the published rows and keys it has seen, and the report it fills."""

    catalogue: Catalogue
    report: CheckReport = field(default_factory=CheckReport)
    published: dict[str, IssueRow] = field(default_factory=dict)
    article_ids: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.String))

    def layout(self) -> None:
        """Files that have no place in the layout, and traces of a run that was cut off."""
        processed = self.catalogue.processed
        for name, dataset in DATASETS.items():
            for path in sorted(_odd_ones(processed / name, levels=2 if dataset.is_per_source else 1)):
                if not path.name.startswith("."):
                    self._add(path, "stray", "belongs to no dataset and may confuse readers; move it away")
                elif time.time() - path.lstat().st_mtime > TEMPORARY_AGE_SECONDS:
                    self._add(path, "orphan", "left by a run that was cut off; the next ingest sweeps it")
        for record in self.catalogue.unfinished_commits():
            self._add(record, "unfinished", "an issue is half replaced; run bulletins ingest to finish it")

    def issues(self) -> None:
        """The datasets of every issue, each row and all of them together."""
        holders = {dataset.name: set(self.catalogue.issue_ids(dataset.name)) for dataset in ISSUE_DATASETS}
        every_id = sorted(set().union(*holders.values()))
        self.report.issue_count = len(every_id)
        for name, holding in holders.items():
            for issue_id in sorted(set(every_id) - holding):
                path = self.catalogue.path(name, issue_id)
                self._add(path, "no_partner", f"is missing, although other datasets have the issue; {MEND}")
        keys: dict[str, list[pl.DataFrame]] = {name: [] for name in ("articles", "blocks")}
        for issue_ids in self._batches(every_id):
            tables = self._batch(issue_ids)
            for name, frames in keys.items():
                (key,) = DATASETS[name].primary_key
                frames.append(tables[name].rows.select(key, "issue_id"))
        self._shared_keys(keys)
        if keys["articles"]:
            self.article_ids = pl.concat(keys["articles"])["article_id"]

    def _batches(self, issue_ids: Sequence[str]) -> Iterator[list[str]]:
        """The issues in groups whose files are of a bounded size together, or that are one issue."""
        batch: list[str] = []
        size = 0
        for issue_id in issue_ids:
            if size >= BYTES_PER_BATCH:
                yield batch
                batch, size = [], 0
            batch.append(issue_id)
            for dataset in ISSUE_DATASETS:
                with suppress(FileNotFoundError):
                    size += self.catalogue.path(dataset.name, issue_id).stat().st_size
        if batch:
            yield batch

    def _batch(self, issue_ids: Sequence[str]) -> dict[str, _Table]:
        """Checks some issues; their tables by dataset."""
        tables = {}
        for name in (dataset.name for dataset in ISSUE_DATASETS):
            paths = {issue_id: self.catalogue.path(name, issue_id) for issue_id in issue_ids}
            tables[name] = self._table(name, {key: path for key, path in paths.items() if path.is_file()})
        rows = {name: table.by_key() for name, table in tables.items()}
        for issue_id in issue_ids:
            if issue_id not in tables["issues"].keys:
                continue
            path, found = self.catalogue.path("issues", issue_id), rows["issues"].get(issue_id, [])
            if [row["issue_id"] for row in found] != [issue_id]:
                self._add(path, "wrong_issue", f"does not hold one row, that of {issue_id}")
                continue
            self.published[issue_id] = issue = cast(IssueRow, found[0])
            if all(issue_id in table.keys for table in tables.values()):
                others: dict[str, Any] = {
                    name: table.get(issue_id, []) for name, table in rows.items() if name != "issues"
                }
                for contradiction in find_contradictions(IssueRows(issue, **others)):
                    self._add(path, "contradiction", contradiction)
        return tables

    def _shared_keys(self, keys: dict[str, list[pl.DataFrame]]) -> None:
        """Keys that two issues share; within a file Pandera has looked."""
        for name, frames in keys.items():
            if not frames:
                continue
            key = frames[0].columns[0]
            holders = pl.concat(frames).group_by(key).agg(pl.col("issue_id").unique().sort())
            for value, issue_ids in holders.filter(pl.col("issue_id").list.len() > 1).sort(key).iter_rows():
                self.report.add(name, "shared_key", f"{key} {value} is in {', '.join(issue_ids)}", *issue_ids)

    def article_links(self) -> None:
        """Links between articles: rows of the file's own issue, and both articles there."""
        ids = self.catalogue.issue_ids(ARTICLE_LINKS.name)
        paths = {issue_id: self.catalogue.path(ARTICLE_LINKS.name, issue_id) for issue_id in ids}
        rows = self._table(ARTICLE_LINKS.name, paths).rows
        there = self.article_ids.implode()
        is_of_file = pl.col("issue_id") == pl.col("key")
        both = pl.all_horizontal(pl.col("article_id", "earlier_article_id").is_in(there))
        for issue_id in rows.filter(~is_of_file)["key"].unique().sort():
            self._add(paths[issue_id], "wrong_issue", f"holds rows that are not of {issue_id}; {MEND}")
        for issue_id in rows.filter(is_of_file & ~both)["key"].unique().sort():
            self._add(paths[issue_id], DANGLING, f"names an article that is not published; {MEND}")

    def failures(self) -> None:
        """Rows of `failures`, and what they say of the last good results."""
        ids = self.catalogue.issue_ids("failures")
        paths = {issue_id: self.catalogue.path("failures", issue_id) for issue_id in ids}
        table = self._table("failures", paths)
        rows = table.by_key()
        for issue_id in sorted(table.keys):
            found = rows.get(issue_id, [])
            if [row["issue_id"] for row in found] != [issue_id]:
                self._add(paths[issue_id], "wrong_issue", f"does not hold one row, that of {issue_id}")
            elif found[0]["last_good_published"] != (issue_id in self.published):
                self._add(paths[issue_id], "contradiction", "last_good_published is not what issues holds")

    def runs(self) -> None:
        self._table("runs", self.catalogue.run_files())

    def sources(self) -> None:
        folder = self.catalogue.processed / "sources"
        self._table("sources", {path.stem: path for path in sorted(folder.glob(f"[!.]*{ENDING}"))})

    def whole(self) -> None:
        """The one file of each dataset: can it be read, and has it as many rows as all others together?"""
        folder = self.catalogue.processed / WHOLE_FOLDER
        if not folder.is_dir():
            return
        for name, expected in self.report.row_counts.items():
            path = folder / f"{name}{ENDING}"
            try:
                found = pl.scan_parquet(path, glob=False).select(pl.len()).collect().item()
            except UNREADABLE as error:
                self._add_unreadable(path, error)
                continue
            if found != expected:
                self._add(path, "whole_behind", f"has {found} rows, the files beside it {expected}; {MEND}")

    def raw(self, raw: Path) -> None:
        """Bulletins that left, changed, or are not ingested yet."""
        candidates = {candidate.issue_id: candidate.relative_path for candidate in list_candidates(raw)}
        failing = set(self.catalogue.issue_ids("failures"))
        for issue_id, issue in self.published.items():
            if issue_id not in failing:
                self._bulletin(raw, issue)
        for issue_id in sorted(failing - candidates.keys()):
            if self._is_a_profile(raw, issue_id):
                continue
            self.report.add(
                issue_id, "raw_left", "failed, and its file is gone; run bulletins ingest", issue_id
            )
        known = failing.union(self.catalogue.issue_ids("issues"))
        for issue_id in sorted(candidates.keys() - known):
            self.report.add(
                candidates[issue_id], "not_ingested", "is not ingested yet; run bulletins ingest", issue_id
            )

    def _is_a_profile(self, raw: Path, issue_id: str) -> bool:
        """Whether it is no bulletin that failed but a profile without one, which is still there."""
        rows = self.catalogue.read_issue("failures", issue_id)
        return bool(rows) and rows[0]["code"] == "profile" and (raw / rows[0]["source_path"]).is_file()

    def _bulletin(self, raw: Path, issue: IssueRow) -> None:
        place, issue_id = issue["source_path"], issue["issue_id"]
        try:
            with (raw / place).open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except FileNotFoundError:
            self.report.add(
                place,
                "raw_left",
                f"is gone, but {issue_id} made from it is published; put it back, or run "
                f"bulletins forget {issue_id}",
                issue_id,
            )
        except OSError as error:
            self.report.add(place, "raw_unreadable", f"cannot be read ({error.strerror})", issue_id)
        else:
            if digest != issue["source_sha256"]:
                self.report.add(
                    place,
                    "raw_changed",
                    f"changed since {issue_id} was made; run bulletins ingest",
                    issue_id,
                )

    def _table(self, dataset: str, paths: Mapping[str, Path]) -> _Table:
        """Checks files of one dataset against its schema, all at once; what could be read, by their key."""
        table = self._readable(dataset, paths)
        self.report.row_counts[dataset] += table.rows.height
        if table.rows.height:
            for fault in find_faults(dataset, table.rows.drop("key")):
                if fault.row is None:
                    self.report.add(dataset, "invalid_row", fault.text)
                else:
                    self._add(paths[table.rows["key"][fault.row]], "invalid_row", fault.text)
        return table

    def _readable(self, dataset: str, paths: Mapping[str, Path]) -> _Table:
        """The rows of all files that can be read and have the right columns; the others are faults."""
        expected = polars_schema(dataset)
        files = {key: path for key, path in paths.items() if self._has_columns(dataset, path, expected)}
        try:
            return _Table(frozenset(files), scan_rows(dataset, files))
        except UNREADABLE:
            parts = {
                key: part for key in files if (part := self._read_alone(dataset, key, files[key])) is not None
            }
            return _Table(frozenset(parts), pl.concat([scan_rows(dataset, {}), *parts.values()]))

    def _read_alone(self, dataset: str, key: str, path: Path) -> pl.DataFrame | None:
        try:
            return scan_rows(dataset, {key: path})
        except UNREADABLE as error:
            self._add_unreadable(path, error)
            return None

    def _has_columns(self, dataset: str, path: Path, expected: pl.Schema) -> bool:
        """Whether the file's end can be read and names the columns of this version."""
        try:
            found: dict[str, pl.DataType] = dict(pl.read_parquet_schema(path))
        except UNREADABLE as error:
            self._add_unreadable(path, error)
            return False
        if dataset in OUTLIVING and set(found) < set(expected):
            found = {name: found.get(name, kind) for name, kind in expected.items()}
        if list(found.items()) == list(expected.items()):
            return True
        odd = sorted({name for name, _ in found.items() ^ expected.items()})
        named = ", ".join(odd) or "their order"
        self._add(path, "other_columns", f"columns differ from this version's in {named}; {MEND}")
        return False

    def _add_unreadable(self, path: Path, error: BaseException) -> None:
        reason = str(error).partition("\n")[0]
        self._add(path, "unreadable", f"cannot be read as Parquet ({reason}); {MEND}")

    def _add(self, path: Path, code: str, sentence: str) -> None:
        place = path.relative_to(self.catalogue.processed)
        name = os.fsencode(place.as_posix()).decode("utf-8", "replace")
        self.report.add(name, code, sentence, *_issue_of(place))


def _odd_ones(folder: Path, levels: int) -> Iterator[Path]:
    """What is below a dataset's folder besides its files, which lie so many levels down."""
    for entry in entries_of(folder):
        is_folder = entry.is_dir(follow_symlinks=False)
        is_in_place = levels == 1 and is_file_name(entry.name)
        if entry.name.startswith(".") or not (is_folder or is_in_place) and entry.is_file():
            yield Path(entry.path)
        if is_folder:
            yield from _odd_ones(Path(entry.path), levels - 1)


def _issue_of(place: Path) -> tuple[str, ...]:
    """The issue that a file below processed belongs to, if it lies where those of issues do."""
    if len(place.parts) != 3 or place.suffix != ENDING or not place.parts[1].startswith(SOURCE_PREFIX):
        return ()
    return (f"{place.parts[1].removeprefix(SOURCE_PREFIX)}/{place.stem}",)
