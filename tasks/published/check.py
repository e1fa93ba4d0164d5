"""Are the datasets whole, valid, and consistent with each other and with `raw/`?

It looks and tells, and repairs nothing: that is the work of `flows.commands.repair` and of the next
run. What a valid row is stands in `schemas.tables`, what rows of one issue owe each other in
`schemas.cross_rules`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import polars as pl

from schemas.cross_rules import find_contradictions
from schemas.dictionary import DATASETS, ISSUE_DATASETS
from schemas.rows import IssueRow, IssueRows
from schemas.tables import find_faults, polars_schema
from tasks.discover import list_candidates
from tasks.published.catalogue import Catalogue
from tasks.storage.index import ENDING, SOURCE_PREFIX, UNREADABLE

# Pandera costs the same for one issue as for many; this many keep memory small.
ISSUES_PER_BATCH = 50
# A living run renames its temporary files within a second or two.
TEMPORARY_AGE_SECONDS = 600
# Their rows outlive versions; the next run adds the columns that came since they were written.
OUTLIVING = frozenset({"runs", "failures"})
MEND = "bulletins check --repair mends it"


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
    check.failures()
    check.runs()
    check.raw(raw)
    return check.report


@dataclass(slots=True)
class _Check:
    """One check under way: the published rows and keys it has seen, and the report it fills."""

    catalogue: Catalogue
    report: CheckReport = field(default_factory=CheckReport)
    published: dict[str, IssueRow] = field(default_factory=dict)

    def layout(self) -> None:
        """Files that have no place in the layout, and traces of a run that was cut off."""
        processed = self.catalogue.processed
        for name, dataset in DATASETS.items():
            depth = 2 if dataset.is_per_source else 1
            for path in sorted((processed / name).rglob("*")):
                is_in_place = len(path.relative_to(processed / name).parts) == depth
                if path.name.startswith("."):
                    if time.time() - path.stat().st_mtime > TEMPORARY_AGE_SECONDS:
                        self._add(path, "orphan", "left by a run that was cut off; the next ingest sweeps it")
                elif path.is_file() and not (is_in_place and path.suffix == ENDING):
                    self._add(path, "stray", "belongs to no dataset and may confuse readers; move it away")
        for record in self.catalogue.unfinished_commits():
            self._add(record, "unfinished", "an issue is half replaced; run bulletins ingest to finish it")

    def issues(self) -> None:
        """The four datasets of every issue, each row and all of them together."""
        holders = {dataset.name: set(self.catalogue.issue_ids(dataset.name)) for dataset in ISSUE_DATASETS}
        every_id = sorted(set().union(*holders.values()))
        self.report.issue_count = len(every_id)
        for name, holding in holders.items():
            for issue_id in sorted(set(every_id) - holding):
                path = self.catalogue.path(name, issue_id)
                self._add(path, "no_partner", f"is missing, although other datasets have the issue; {MEND}")
        keys: dict[str, list[pl.DataFrame]] = {name: [] for name in ("articles", "blocks")}
        for start in range(0, len(every_id), ISSUES_PER_BATCH):
            tables = self._batch(every_id[start : start + ISSUES_PER_BATCH])
            for name, frames in keys.items():
                (key,) = DATASETS[name].primary_key
                frames.extend(table.select(key, "issue_id") for table in tables[name].values())
        self._shared_keys(keys)

    def _batch(self, issue_ids: Sequence[str]) -> dict[str, dict[str, pl.DataFrame]]:
        """Checks some issues; their readable tables by dataset and issue."""
        tables = {}
        for name in (dataset.name for dataset in ISSUE_DATASETS):
            paths = {issue_id: self.catalogue.path(name, issue_id) for issue_id in issue_ids}
            tables[name] = self._tables(name, {key: path for key, path in paths.items() if path.is_file()})
        for issue_id, table in tables["issues"].items():
            path = self.catalogue.path("issues", issue_id)
            if table["issue_id"].to_list() != [issue_id]:
                self._add(path, "wrong_issue", f"does not hold one row, that of {issue_id}")
                continue
            self.published[issue_id] = cast(IssueRow, table.row(0, named=True))
            if all(issue_id in of_dataset for of_dataset in tables.values()):
                for contradiction in find_contradictions(self._rows(issue_id, tables)):
                    self._add(path, "contradiction", contradiction)
        return tables

    def _rows(self, issue_id: str, tables: dict[str, dict[str, pl.DataFrame]]) -> IssueRows:
        rows: dict[str, list[Any]] = {name: frames[issue_id].to_dicts() for name, frames in tables.items()}
        return IssueRows(self.published[issue_id], rows["articles"], rows["blocks"], rows["edits"])

    def _shared_keys(self, keys: dict[str, list[pl.DataFrame]]) -> None:
        """Keys that two issues share; within a file Pandera has looked."""
        for name, frames in keys.items():
            if not frames:
                continue
            key = frames[0].columns[0]
            holders = pl.concat(frames).group_by(key).agg(pl.col("issue_id").unique().sort())
            for value, issue_ids in holders.filter(pl.col("issue_id").list.len() > 1).sort(key).iter_rows():
                self.report.add(name, "shared_key", f"{key} {value} is in {', '.join(issue_ids)}", *issue_ids)

    def failures(self) -> None:
        """Rows of `failures`, and what they say of the last good results."""
        ids = self.catalogue.issue_ids("failures")
        paths = {issue_id: self.catalogue.path("failures", issue_id) for issue_id in ids}
        for issue_id, table in self._tables("failures", paths).items():
            if table["issue_id"].to_list() != [issue_id]:
                self._add(paths[issue_id], "wrong_issue", f"does not hold one row, that of {issue_id}")
            elif table["last_good_published"].item() != (issue_id in self.published):
                self._add(paths[issue_id], "contradiction", "last_good_published is not what issues holds")

    def runs(self) -> None:
        self._tables("runs", self.catalogue.run_files())

    def raw(self, raw: Path) -> None:
        """Bulletins that left, changed, or are not ingested yet."""
        candidates = {candidate.issue_id: candidate.relative_path for candidate in list_candidates(raw)}
        failing = set(self.catalogue.issue_ids("failures"))
        for issue_id, issue in self.published.items():
            if issue_id not in failing:
                self._bulletin(raw, issue)
        for issue_id in sorted(failing - candidates.keys()):
            self.report.add(
                issue_id, "raw_left", "failed, and its file is gone; run bulletins ingest", issue_id
            )
        known = failing.union(self.catalogue.issue_ids("issues"))
        for issue_id in sorted(candidates.keys() - known):
            self.report.add(
                candidates[issue_id], "not_ingested", "is not ingested yet; run bulletins ingest", issue_id
            )

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

    def _tables(self, dataset: str, paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
        """Checks files of one dataset against its schema, all at once; the readable ones by their key."""
        tables = {
            key: table for key, path in paths.items() if (table := self._table(dataset, path)) is not None
        }
        if tables:
            owners = [paths[key] for key, table in tables.items() for _ in range(table.height)]
            self.report.row_counts[dataset] += len(owners)
            for fault in find_faults(dataset, pl.concat(tables.values())):
                if fault.row is None:
                    self.report.add(dataset, "invalid_row", fault.text)
                else:
                    self._add(owners[fault.row], "invalid_row", fault.text)
        return tables

    def _table(self, dataset: str, path: Path) -> pl.DataFrame | None:
        expected = polars_schema(dataset)
        try:
            table = pl.read_parquet(path, hive_partitioning=False, glob=False)
        except UNREADABLE as error:
            reason = str(error).partition("\n")[0]
            self._add(path, "unreadable", f"cannot be read as Parquet ({reason}); {MEND}")
            return None
        if dataset in OUTLIVING and set(table.columns) < set(expected):
            lacking = set(expected) - set(table.columns)
            nothing = [pl.lit(None, expected[name]).alias(name) for name in lacking]
            table = table.with_columns(nothing).select(*expected)
        if table.schema != expected:
            odd = sorted({name for name, _ in table.schema.items() ^ expected.items()})
            named = ", ".join(odd) or "their order"
            self._add(path, "other_columns", f"columns differ from this version's in {named}; {MEND}")
            return None
        return table

    def _add(self, path: Path, code: str, sentence: str) -> None:
        place = path.relative_to(self.catalogue.processed)
        self.report.add(place.as_posix(), code, sentence, *_issue_of(place))


def _issue_of(place: Path) -> tuple[str, ...]:
    """The issue that a file below processed belongs to, if it lies where those of issues do."""
    if len(place.parts) != 3 or place.suffix != ENDING or not place.parts[1].startswith(SOURCE_PREFIX):
        return ()
    return (f"{place.parts[1].removeprefix(SOURCE_PREFIX)}/{place.stem}",)
