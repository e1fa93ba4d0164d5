"""The published datasets and the state folder: the only module that knows their places and Parquet.

Rows come in valid and go out as they were; what they mean and whether an issue is due is decided
elsewhere. A run's own files (stamps, locks, commit records, Prefect's home) live in `.state/`, which
no reader of the datasets sees.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, BinaryIO, cast

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.dictionary import DATASETS, ISSUE_DATASETS
from schemas.errors import StorageError
from schemas.rows import ArticleLinkRow, ArticleRow, IssueRows
from schemas.run_rows import FailureRow, RunRow
from schemas.source_rows import SourceRow
from schemas.tables import arrow_schema, arrow_table, polars_schema
from tasks.storage.acknowledged import acknowledgement_path
from tasks.storage.commit import (
    SET_ASIDE,
    Record,
    RecordError,
    finish,
    owner_of,
    read_record,
    remove_durably,
    replace_together,
    set_aside,
    temporaries_of,
    write_durably,
)
from tasks.storage.committer import Committer
from tasks.storage.folding import fold
from tasks.storage.index import (
    ENDING,
    SOURCE_PREFIX,
    STATE_FOLDER,
    Listing,
    columns_of_this_version,
    dump,
    entries_of,
    index_path,
    list_files,
    list_keys,
    load,
    read_files,
    source_folders,
    still_known,
)
from tasks.storage.link_book import FOLDER as LINKING_FOLDER
from tasks.storage.link_book import LinkBook
from tasks.storage.locks import Held, hold
from tasks.storage.stamps import StampBook
from tasks.storage.whole import FOLDER as WHOLE_FOLDER
from tasks.storage.whole import refresh, whole_path

ISSUE_DATASET_NAMES = tuple(dataset.name for dataset in ISSUE_DATASETS)
# Stand for the files of `runs` and `sources`, the stamps, the index, whole datasets and links among the
# locks; no source can have these names.
RUNS_OWNER = "_runs/all"
STAMPS_OWNER = "_stamps/all"
INDEX_OWNER = "_index/all"
WHOLE_OWNER = "_whole/all"
SOURCES_OWNER = "_sources/all"
LINKS_OWNER = "_links/all"
SHARED_OWNERS = (RUNS_OWNER, STAMPS_OWNER, INDEX_OWNER, WHOLE_OWNER, SOURCES_OWNER, LINKS_OWNER)
SHARED_WAIT_SECONDS = 60
# States that are looked up at a time, so that those of a hundred thousand issues are never held at once.
ISSUES_PER_JOIN = 10_000
# Columns of `issues` that say from what an issue was made, and how.
MADE_FROM = ["source_sha256", "profile_sha256", "pipeline_version"]
RECORD_ENDING = ".json"
# With the temporary's signs below the 255 bytes that a file's name may have.
MAX_RECORD_NAME_CHARS = 200
# Paths below processed that say whose they are.
_OWNED = re.compile(r"(?:\w+/source=|\.state/\w+/)(?P<source>[^/=.\s]+)/(?P<slug>[^/.\s]+)\.\w+")
# What one issue writes is far below one row group, so that the size of groups never depends on it.
ROW_GROUP_ROWS = 1 << 20
COMPRESSION_LEVEL = 3
PARQUET_WRITER_VERSION: str = pa.__version__
# What reading a damaged file may raise: its end, its pages, its texts or its columns may be wrong.
UNREADABLE = (pa.ArrowException, OSError, ValueError, KeyError, IndexError)


@dataclass(frozen=True, slots=True)
class PublishedState:
    """From what a published issue was made.

    `has_these_columns` says whether each dataset's file of it has the columns of this version, in their
    order: files of other columns beside those of this version make a dataset that no reader opens at once.
    """

    source_sha256: str
    profile_sha256: str
    pipeline_version: str
    has_these_columns: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class Store:
    """One `processed` folder.

    Attributes:
        processed: the folder.
        committer: carries out commits of issues whose lock this store holds; without one, they are
            carried out here.
    """

    processed: Path
    committer: Committer | None = None
    _held: dict[str, Held] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def state(self) -> Path:
        return self.processed / STATE_FOLDER

    @property
    def stamps_path(self) -> Path:
        return self.state / "stamps.json"

    def save_stamps(self, stamps: StampBook) -> None:
        lock = hold(self._lock_path(STAMPS_OWNER), wait_seconds=SHARED_WAIT_SECONDS)
        with self._told("save the stamps of the raw files"), lock:
            stamps.save()

    def path(self, dataset: str, issue_id: str) -> Path:
        source, slug = issue_id.split("/")
        return self.processed / dataset / f"{SOURCE_PREFIX}{source}" / f"{slug}{ENDING}"

    def prepare(self) -> list[str]:
        """Makes the folder and carries out what a killed run left; nothing of a living run is touched.

        Returns:
            Ids of the issues concerned, and names beginning with `_` for what belongs to none.

        Raises:
            StorageError: the folder cannot be made or written.
        """
        with self._told("prepare"):
            (self.state / "journal").mkdir(parents=True, exist_ok=True)
            recovered = self.recover()
            self._widen_runs()
            self._widen_failures()
            return recovered

    def recover(self) -> list[str]:
        """Finishes commits and sweeps temporary files of dead runs; ids of the issues concerned."""
        recovered = []
        for issue_id in sorted(self._issues_left_behind()):
            with hold(self._lock_path(issue_id), wait_seconds=0) as is_held:
                if is_held:
                    self._recover_issue(issue_id)
                    recovered.append(issue_id)
        return recovered

    @contextmanager
    def issue_lock(self, issue_id: str, *, wait_seconds: float) -> Iterator[bool]:
        """Holds the issue's lock for the block; yields whether it was got in time.

        A commit that a killed run left is carried out first. Its temporary files are left to `prepare`: to
        look for them is to look at all files of the source, for each of its issues.
        """
        with ExitStack() as stack:
            with self._told(f"lock {issue_id}"):
                lock = hold(self._lock_path(issue_id), wait_seconds=wait_seconds)
                if (held := stack.enter_context(lock)) is not None:
                    finish(self.processed, self._record_path(issue_id))
                    self._held[issue_id] = held
                    stack.callback(self._held.pop, issue_id)
            yield held is not None

    def publish(self, rows: IssueRows) -> None:
        """Replaces all datasets of one issue at once and drops its failure; needs the issue's lock."""
        issue_id = rows.issue["issue_id"]
        contents = {
            self.path(name, issue_id): encode(name, in_order(name, table))
            for name, table in rows.by_dataset().items()
        }
        with self._told(f"publish {issue_id}"):
            self._replace(issue_id, contents, [self.path("failures", issue_id)])

    def record_failure(self, row: FailureRow) -> None:
        """Puts the issue's row into `failures`; needs the issue's lock."""
        issue_id = row["issue_id"]
        content = {self.path("failures", issue_id): encode("failures", [row])}
        with self._told(f"record the failure of {issue_id}"):
            self._replace(issue_id, content)

    def clear_failure(self, issue_id: str) -> None:
        """Drops a failure whose cause is gone; needs the issue's lock."""
        with self._told(f"clear the failure of {issue_id}"):
            path = self.path("failures", issue_id)
            if path.exists():
                remove_durably(path)

    def forget(self, issue_id: str) -> None:
        """Takes the issue out of all datasets at once, with what was kept about it; needs its lock."""
        with self._told(f"forget {issue_id}"):
            self._replace(issue_id, {}, self._places_of(issue_id))

    def keep_traceback(self, issue_id: str, text: str) -> None:
        """Keeps what a developer needs to mend a fault of ours; needs the issue's lock."""
        with self._told(f"keep the traceback of {issue_id}"):
            write_durably(self._fault_path(issue_id), text.encode("utf-8", "replace"))

    def record_run(self, row: RunRow) -> None:
        run_id = row["run_id"]
        path = self.processed / "runs" / f"{run_id}{ENDING}"
        lock = hold(self._lock_path(RUNS_OWNER), wait_seconds=SHARED_WAIT_SECONDS)
        with self._told("record the run"), lock:
            write_durably(path, encode("runs", [row]), self._scratches(RUNS_OWNER))

    def fold_runs(self, now: datetime) -> int:
        """Folds the runs of months long past together; how many files went into others."""
        folder = self.processed / "runs"
        lock = hold(self._lock_path(RUNS_OWNER), wait_seconds=SHARED_WAIT_SECONDS)
        with self._told("fold old runs together"), lock:
            return fold(folder, self.state / "folding", now, _merge_runs) if folder.is_dir() else 0

    def note_source(self, row: SourceRow) -> None:
        """Puts the source's row into `sources`, if it is another one than stands there."""
        path = self.processed / "sources" / f"{row['source']}{ENDING}"
        content = encode("sources", [row])
        with self._told("note the sources"):
            if not path.is_file() or path.read_bytes() != content:
                with hold(self._lock_path(SOURCES_OWNER), wait_seconds=SHARED_WAIT_SECONDS):
                    write_durably(path, content, self._scratches(SOURCES_OWNER))

    def run_ids(self) -> list[str]:
        """Ids of the recorded runs, oldest first."""
        return sorted(path.stem for path in (self.processed / "runs").glob(f"[!.]*{ENDING}"))

    def drop_file(self, place: str) -> None:
        """Takes away a damaged file of `runs` or of `article_links`, given by its path below the folder."""
        with self._told(f"drop {place}"):
            remove_durably(self.processed / place)

    def is_published(self, issue_id: str) -> bool:
        return all(self.path(dataset, issue_id).is_file() for dataset in ISSUE_DATASET_NAMES)

    def published_state(self, issue_id: str) -> PublishedState | None:
        """What the issue was published from; None when one of its files is missing or damaged.

        Of the files other than that of `issues` only the end is read, where damage mostly shows.
        """
        try:
            has_these_columns = all(
                [
                    pq.read_schema(self.path(dataset, issue_id)).names == arrow_schema(dataset).names
                    for dataset in ISSUE_DATASET_NAMES
                ]
            )
            (row,) = self._read("issues", issue_id, MADE_FROM)
            sha256, profile, version = (row[column] for column in MADE_FROM)
            return PublishedState(sha256, profile, version, has_these_columns)
        except UNREADABLE:
            return None

    def published_states(
        self, issue_ids: Sequence[str], source: str | None = None
    ) -> Iterator[PublishedState | None]:
        """`published_state` of each of many issues, all of one source or of any; the index is mended.

        Files that the index knows are not opened. The index is that of the datasets, not of these issues.
        """
        whole = self._look("issues", MADE_FROM, source).with_columns(_is_of_this_version("issues"))
        for dataset in ISSUE_DATASET_NAMES:
            if dataset != "issues":
                other = self._look(dataset, [], source).select("key", _is_of_this_version(dataset))
                is_same = whole["key"].equals(other["key"])
                whole = (
                    whole.hstack(other.drop("key")) if is_same else whole.join(other, on="key", how="inner")
                )
        is_this = pl.all_horizontal(ISSUE_DATASET_NAMES).alias("is_this")
        whole = whole.select("key", *MADE_FROM, is_this)
        for start in range(0, len(issue_ids), ISSUES_PER_JOIN):
            asked = pl.DataFrame(
                {"key": issue_ids[start : start + ISSUES_PER_JOIN]}, schema={"key": pl.String}
            )
            found = asked.join(whole, on="key", how="left", maintain_order="left")
            for _, sha256, profile, version, has_these_columns in found.iter_rows():
                is_published = has_these_columns is not None
                yield PublishedState(sha256, profile, version, has_these_columns) if is_published else None

    def update_index(self, source: str | None = None) -> None:
        """Puts into the index what has changed since, so that those who look next need not read it."""
        for dataset in (*ISSUE_DATASET_NAMES, "failures"):
            self._look(dataset, [], source)

    def refresh_whole(self) -> list[str]:
        """Brings the one file of each dataset up to date; names of the datasets that changed.

        Where another run is at it all the while, it is left to that run and to the next.

        Raises:
            StorageError: the disk refused; those files are as they were, and the next run tries again.
        """
        lock = hold(self._lock_path(WHOLE_OWNER), wait_seconds=SHARED_WAIT_SECONDS)
        with self._told("write the whole datasets"), lock as is_held:
            if not is_held:
                return []
            self._recover_issue(WHOLE_OWNER)
            return refresh(self.processed, self._record_path(WHOLE_OWNER))

    @contextmanager
    def open_whole(self, datasets: Sequence[str]) -> Iterator[Mapping[str, BinaryIO]]:
        """The one file of each of these datasets, up to date and all of one state.

        They stay readable as they are for the block, whatever runs put in their places meanwhile.

        Raises:
            StorageError: they cannot be brought up to date or opened.
        """
        self.refresh_whole()
        with ExitStack() as stack:
            lock = hold(self._lock_path(WHOLE_OWNER), wait_seconds=SHARED_WAIT_SECONDS)
            with self._told("open the whole datasets"), lock:
                paths = {name: whole_path(self.processed, name) for name in datasets}
                streams = {name: stack.enter_context(path.open("rb")) for name, path in paths.items()}
            yield streams

    @contextmanager
    def open_links(self, schema: pl.Schema, version: str) -> Iterator[LinkBook | None]:
        """What links were made of, held for the block; None where another run has it all the while.

        Args:
            schema: columns of what is remembered of an article.
            version: of what makes the links; those of another one are made anew.

        Raises:
            StorageError: it cannot be read.
        """
        with ExitStack() as stack:
            with self._told("look at the links between articles"):
                lock = hold(self._lock_path(LINKS_OWNER), wait_seconds=SHARED_WAIT_SECONDS)
                is_held = stack.enter_context(lock) is not None
                book = LinkBook.open(self.processed, schema, version) if is_held else None
            yield book

    def save_links(
        self, book: LinkBook, known: pl.DataFrame, rows: Mapping[str, Sequence[ArticleLinkRow]]
    ) -> None:
        """Replaces the links of some issues, if any; an issue without rows has no file.

        Raises:
            StorageError: the disk refused; the next run does the same again.
        """
        contents = {
            issue_id: encode("article_links", found) if found else None for issue_id, found in rows.items()
        }
        with self._told("write the links between articles"):
            if contents:
                book.save(known, contents, self._scratches(LINKS_OWNER))
            else:
                book.settle(self._scratches(LINKS_OWNER))

    def published_articles(self, issue_id: str) -> list[ArticleRow]:
        """The articles as they are published, in order; none when the issue is not, or is damaged."""
        if self.published_state(issue_id) is None:
            return []
        try:
            return cast(list[ArticleRow], self._read("articles", issue_id))
        except UNREADABLE:
            return []

    def failure(self, issue_id: str) -> FailureRow | None:
        try:
            rows = self._read("failures", issue_id)
        except UNREADABLE:
            return None
        return cast(FailureRow, rows[0]) if len(rows) == 1 else None

    def failures(self, source: str | None = None) -> dict[str, FailureRow]:
        """Rows of `failures` that can be read, by issue id; the index is mended."""
        rows = self._look("failures", list(polars_schema("failures")), source).drop("columns")
        return {row.pop("key"): cast(FailureRow, row) for row in rows.to_dicts()}

    def failing_issues(self, source: str | None = None) -> list[str]:
        """Ids with a row in `failures`, of one source or of all, sorted."""
        return list_keys(self.processed, "failures", source)

    def published_issues(self, source: str | None = None) -> list[str]:
        """Ids with a row in `issues`, of one source or of all, sorted."""
        return list_keys(self.processed, "issues", source)

    def _look(self, dataset: str, columns: Sequence[str], source: str | None = None) -> pl.DataFrame:
        """`key`, `columns` and these columns of the files that can be read, by `key`.

        What the index does not know is read from the files and put into it.
        """
        wanted = ["key", "columns", *columns]
        listing = list_files(self.processed, dataset, source)
        remembered = _of_source(load(self.processed, dataset, ["stamp", *wanted]), source)
        known = still_known(remembered, listing.files)
        unknown = listing.files.join(known, on="key", how="anti")["key"].to_list()
        fresh = read_files(dataset, listing, unknown)
        if fresh.height or known.height < remembered.height:
            self._mend_index(dataset, listing, fresh, source)
        known = known.select(wanted)
        return pl.concat([known, fresh.select(wanted)]).sort("key") if fresh.height else known

    def _mend_index(self, dataset: str, listing: Listing, fresh: pl.DataFrame, source: str | None) -> None:
        """Puts in what was read, and takes out what no file stands for any more.

        What changed just before it was looked at stays out, since its stamp might not show the next change.
        Two runs at once may lose what the other put in, which costs a reading.
        """
        settled = listing.files.filter("is_settled").select("key")
        put_in = fresh.join(settled, on="key", how="semi")
        lock = hold(self._lock_path(INDEX_OWNER), wait_seconds=SHARED_WAIT_SECONDS)
        with self._told("save the index of what is published"), lock:
            remembered = load(self.processed, dataset)
            of_source = _of_source(remembered, source)
            others = remembered.join(of_source, on="key", how="anti")
            kept = still_known(of_source, listing.files).join(put_in, on="key", how="anti")
            if put_in.height or kept.height < of_source.height:
                write_durably(
                    index_path(self.processed, dataset),
                    dump(pl.concat([others, kept.select(remembered.columns), put_in])),
                )

    def _widen_runs(self) -> None:
        """Gives the runs of older versions the columns that came since: one call has to open them all.

        The newest go first, so that the oldest one shows whether all are done.
        """
        files = sorted((self.processed / "runs").glob(f"[!.]*{ENDING}"))
        if files and _lacks_columns("runs", files[0]):
            with hold(self._lock_path(RUNS_OWNER), wait_seconds=SHARED_WAIT_SECONDS):
                for path in reversed(files):
                    _widen("runs", path, self._scratches(RUNS_OWNER))

    def _widen_failures(self) -> None:
        """The same for failures; one that another run holds is written anew by that run."""
        other = pl.col("columns") != columns_of_this_version("failures")
        for issue_id in self._look("failures", []).filter(other)["key"]:
            with hold(self._lock_path(issue_id), wait_seconds=0) as is_held:
                if is_held:
                    _widen("failures", self.path("failures", issue_id), self._scratches(issue_id))

    def _read(self, dataset: str, issue_id: str, columns: list[str] | None = None) -> list[dict[str, Any]]:
        with self.path(dataset, issue_id).open("rb") as stream:
            table = pq.ParquetFile(stream).read(columns=columns)
        return cast(list[dict[str, Any]], table.to_pylist())

    def _issues_left_behind(self) -> set[str]:
        """Issues with a commit record or a temporary file, of living runs and of dead ones."""
        left = self._issues_of_records()
        left |= {path.stem.replace("__", "/", 1) for path in _owners_in(self.state / "journal")}
        for folder in self._scratch_folders():
            for entry in entries_of(folder):
                left |= {f"{entry.name}/{final.name}" for final in _owners_in(Path(entry.path))}
        for dataset in (*ISSUE_DATASET_NAMES, "failures"):
            for folder in source_folders(self.processed / dataset):
                for final in _owners_in(folder):
                    left.add(f"{folder.name.removeprefix(SOURCE_PREFIX)}/{final.stem}")
        for entry in entries_of(self.state / "faults"):
            for final in _owners_in(Path(entry.path)):
                left.add(f"{entry.name}/{final.stem}")
        return left | {owner for owner in SHARED_OWNERS if self._shared_temporaries(owner)}

    def _shared_temporaries(self, owner: str) -> list[Path]:
        if owner == STAMPS_OWNER:
            return temporaries_of(self.stamps_path)
        folders = {
            RUNS_OWNER: [self.processed / "runs"],
            SOURCES_OWNER: [self.processed / "sources"],
            INDEX_OWNER: [self.state / "index"],
            WHOLE_OWNER: self._whole_folders(),
            LINKS_OWNER: [self.state / LINKING_FOLDER],
        }
        hidden = [path for folder in folders[owner] for path in folder.glob(".*")]
        places = [*self._scratches(owner), self._record_path(owner)]
        scratched = [path for place in places for path in temporaries_of(place)]
        return [path for path in hidden if owner_of(path) is not None] + scratched

    def _replace(self, issue_id: str, contents: Mapping[Path, bytes], removals: Iterable[Path] = ()) -> None:
        held = self._held.get(issue_id)
        by_another = (
            partial(self.committer.finish, held.descriptor)
            if self.committer is not None and held is not None
            else None
        )
        replace_together(
            self.processed,
            self._record_path(issue_id),
            contents,
            removals,
            by_another,
            self._scratches(issue_id),
        )

    def _recover_issue(self, issue_id: str) -> None:
        if issue_id in SHARED_OWNERS:
            finish(self.processed, self._record_path(issue_id))
            for temporary in self._shared_temporaries(issue_id):
                temporary.unlink(missing_ok=True)
            return
        record_path = self._record_path(issue_id)
        finish(self.processed, record_path)
        for place in (*self._places_of(issue_id), record_path, *self._scratches(issue_id)):
            for temporary in temporaries_of(place):
                temporary.unlink(missing_ok=True)

    def _issues_of_records(self) -> set[str]:
        """Issues with a commit record; what is none, or none of ours, is set aside."""
        owners = set[str]()
        for path in (self.state / "journal").glob(f"[!.]*{RECORD_ENDING}"):
            try:
                owner = self._owner_of(read_record(path))
            except FileNotFoundError:
                continue
            except RecordError:
                owner = None
            if owner is not None and path == self._record_path(owner):
                owners.add(owner)
            else:
                set_aside(path)
        return owners

    def _owner_of(self, record: Record) -> str | None:
        """The issue whose files a record replaces; None for one that replaces anything else."""
        places = [self.processed / path for path in (*(new for _, new in record.renames), *record.removals)]
        temporaries = {owner_of(self.processed / old) for old, _ in record.renames}
        if places and {place.parent for place in places} <= set(self._whole_folders()):
            return WHOLE_OWNER if temporaries <= set(places) else None
        names = [_OWNED.fullmatch(place.relative_to(self.processed).as_posix()) for place in places]
        owners = {f"{name['source']}/{name['slug']}" for name in names if name is not None}
        if len(owners) != 1 or not owners.isdisjoint(SHARED_OWNERS):
            return None
        (owner,) = owners
        own = {*self._scratches(owner), *self._places_of(owner)}
        is_own = own.issuperset(places) and temporaries <= own
        return owner if is_own else None

    def _whole_folders(self) -> list[Path]:
        return [self.processed / WHOLE_FOLDER, self.state / WHOLE_FOLDER]

    def set_aside_records(self) -> list[Path]:
        """What lay in the place of commit records and was none; for a person to look at."""
        return sorted((self.state / "journal").glob(f"{SET_ASIDE}/*"))

    def _places_of(self, issue_id: str) -> list[Path]:
        """Every file that is of this issue and changes with it."""
        source, slug = issue_id.split("/")
        datasets = [self.path(dataset, issue_id) for dataset in (*ISSUE_DATASET_NAMES, "failures")]
        review = self.state / "review" / source / f"{slug}.html"
        return [*datasets, self._fault_path(issue_id), review, acknowledgement_path(self.state, issue_id)]

    def _scratches(self, owner: str) -> list[Path]:
        """Beside which names temporary files of this owner lie: no reader of a dataset's folder sees them.

        The second is for a state folder on another disk than the datasets.
        """
        return [folder.joinpath(*owner.split("/")) for folder in self._scratch_folders()]

    def _scratch_folders(self) -> list[Path]:
        return [self.state / "temporary", self.processed / ".temporary"]

    def _record_path(self, issue_id: str) -> Path:
        """Its name is the issue's, or a digest of it where that is too long for a file's name."""
        name = issue_id.replace("/", "__", 1)
        if len(name) > MAX_RECORD_NAME_CHARS:
            name = hashlib.sha256(issue_id.encode()).hexdigest()
        return self.state / "journal" / f"{name}{RECORD_ENDING}"

    def _fault_path(self, issue_id: str) -> Path:
        source, slug = issue_id.split("/")
        return self.state / "faults" / source / f"{slug}.txt"

    def _lock_path(self, issue_id: str) -> Path:
        source, slug = issue_id.split("/")
        return self.state / "locks" / source / f"{slug}.lock"

    @contextmanager
    def _told(self, action: str) -> Iterator[None]:
        """Turns what the operating system refuses into one sentence."""
        try:
            yield
        except OSError as error:
            raise StorageError(
                f"could not {action} in the processed folder {self.processed}: {error.strerror or error}; "
                "check its permissions and the space on its disk"
            ) from error


def _is_of_this_version(dataset: str) -> pl.Expr:
    """Whether a file has the columns of this version, in a column of the dataset's name."""
    return (pl.col("columns") == columns_of_this_version(dataset)).alias(dataset)


def _of_source(known: pl.DataFrame, source: str | None) -> pl.DataFrame:
    return known if source is None else known.filter(pl.col("key").str.starts_with(f"{source}/"))


def _owners_in(folder: Path) -> list[Path]:
    """Final paths of the temporary files in a folder, which may hold thousands of others."""
    hidden = (Path(entry.path) for entry in entries_of(folder) if entry.name.startswith("."))
    return [final for path in hidden if (final := owner_of(path)) is not None]


def in_order(dataset: str, rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The rows of one issue as the dataset is ordered; as they are where it has no order."""
    order = DATASETS[dataset].order
    return rows if order is None else sorted(rows, key=lambda row: cast(int, row[order]))


def _lacks_columns(dataset: str, path: Path) -> bool:
    """Whether the file was written before a column came that may be missing."""
    try:
        names = set(pq.read_schema(path).names)
    except (pa.ArrowInvalid, OSError):
        return False
    return names < set(arrow_schema(dataset).names)


def _widen(dataset: str, path: Path, scratches: Sequence[Path]) -> None:
    """Writes the file anew with nothing in the columns it lacks; a broken file stays for `check`."""
    if _lacks_columns(dataset, path):
        rows = pq.ParquetFile(path).read().to_pylist()
        lacking = dict.fromkeys(arrow_schema(dataset).names)
        write_durably(path, encode(dataset, [{**lacking, **row} for row in rows]), scratches)


def _merge_runs(files: Sequence[Path]) -> bytes:
    rows = [row for path in files for row in pq.ParquetFile(path).read().to_pylist()]
    lacking = dict.fromkeys(arrow_schema("runs").names)
    return encode("runs", [{**lacking, **row} for row in rows])


def encode(dataset: str, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Parquet of `rows` in the dataset's schema; the same rows always give the same bytes."""
    return _written(dataset, rows) if rows else _without_rows(dataset)


@cache
def _without_rows(dataset: str) -> bytes:
    """A quarter of an issue's files: most have no tables, many no links."""
    return _written(dataset, ())


def _written(dataset: str, rows: Sequence[Mapping[str, Any]]) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(
        arrow_table(dataset, rows),
        buffer,
        version="2.6",
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        # An issue's rows are too few to repeat themselves: the files are smaller without, and sooner written.
        use_dictionary=False,
        row_group_size=ROW_GROUP_ROWS,
        # Nor is there anything to skip in one row group; what columns mean stands in the whole dataset.
        write_statistics=False,
        store_schema=False,
    )
    return buffer.getvalue()
