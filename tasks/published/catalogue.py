"""Reads what is published, for people and for checks; it never changes a file.

Writing, locks and recovery stand in `tasks.storage`; how results look stands in `flows.telling.views`.
Only Polars is used, so that a look at the datasets stays quick.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import polars as pl

from schemas.dictionary import ISSUE_DATASETS
from schemas.errors import ConfigurationError, StorageError
from schemas.rows import ArticleRow, BlockRow, IssueRow
from schemas.run_rows import FailureRow, RunRow
from schemas.tables import polars_schema
from schemas.version import PIPELINE_VERSION
from tasks.storage.index import (
    ENDING,
    ROW_DATASETS,
    SOURCE_PREFIX,
    UNREADABLE,
    list_files,
    list_keys,
    load,
    scan_rows,
    still_known,
)

T = TypeVar("T")

MAX_SUGGESTED_IDS = 3
MIN_SUGGESTION_SCORE = 50
READ_TRIES = 3
READ_PAUSE_SECONDS = 0.05
# For as long as files go away while they are read: whoever takes them away is not damage.
MAX_PATIENCE_SECONDS = 10


@dataclass(frozen=True, slots=True)
class IssueState:
    """What `processed/` says about one issue: its published row, its failure, or both."""

    issue_id: str
    issue: IssueRow | None
    failure: FailureRow | None

    @property
    def state(self) -> str:
        """`published`, `published_with_warnings`, `failed`, or `failed_last_good_published`."""
        if self.failure is None:
            return self.issue["status"] if self.issue is not None else "failed"
        return "failed" if self.issue is None else "failed_last_good_published"

    @property
    def is_stale(self) -> bool:
        """Whether another version of the pipeline than this one published it."""
        return self.issue is not None and self.issue["pipeline_version"] != PIPELINE_VERSION

    @property
    def source_path(self) -> str:
        row = self.issue or self.failure
        return row["source_path"] if row is not None else ""


def noise_share(issue: IssueRow) -> float:
    """Noise among all characters, 0 to 1."""
    return issue["char_count_noise"] / issue["char_count"] if issue["char_count"] else 0.0


def is_accounted(issue: IssueRow) -> bool:
    """Whether the parts sum to the whole."""
    parts = (
        issue["char_count_articles"]
        + issue["char_count_noise"]
        + issue["char_count_edits"]
        + issue["char_count_lost"]
    )
    return parts == issue["char_count"]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The published datasets of one `processed` folder."""

    processed: Path

    def require(self) -> None:
        """Raise ConfigurationError when the folder is not there."""
        if not self.processed.is_dir():
            raise ConfigurationError(
                f"the processed folder {self.processed} does not exist; "
                "run bulletins ingest first, or name another folder with --processed"
            )

    def unfinished_commits(self) -> list[Path]:
        """Records of issues that a run has begun to replace; of a living run, or of one that died."""
        return sorted((self.processed / ".state" / "journal").glob("[!.]*.json"))

    def path(self, dataset: str, issue_id: str) -> Path:
        source, slug = issue_id.split("/", 1)
        return self.processed / dataset / f"{SOURCE_PREFIX}{source}" / f"{slug}{ENDING}"

    def issue_ids(self, dataset: str) -> list[str]:
        """Issues with a file in `dataset`, by the names of the files, sorted."""
        return list_keys(self.processed, dataset)

    def read_dataset(self, dataset: str, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """All rows of `dataset`, files in the order of issue ids; columns a file lacks are null.

        Rows that the index holds of files that look as they did are taken from there.
        """
        if dataset in ROW_DATASETS:
            return _patiently(lambda: self._read_indexed(dataset, columns))
        return _patiently(lambda: _read(dataset, self._files(dataset, self.issue_ids(dataset)), columns))

    def _read_indexed(self, dataset: str, columns: Sequence[str] | None) -> pl.DataFrame:
        chosen = list(polars_schema(dataset)) if columns is None else list(columns)
        listing = list_files(self.processed, dataset)
        known = still_known(load(self.processed, dataset, ["key", "stamp", *chosen]), listing.files)
        unknown = listing.files.join(known, on="key", how="anti")["key"].to_list()
        if not unknown:
            return known.select(chosen)
        with _told(dataset):
            read = scan_rows(dataset, {key: listing.path(key) for key in unknown}, chosen)
        rows = pl.concat([known.select("key", *chosen), read])
        return rows.sort("key", maintain_order=True).select(chosen)

    def _files(self, dataset: str, issue_ids: Iterable[str]) -> list[Path]:
        return [self.path(dataset, issue_id) for issue_id in issue_ids]

    def median_words(self, issue_ids: Sequence[str]) -> dict[str, float]:
        """Words of the median article, by issue; without issues that have no articles."""
        paths = [path for issue_id in issue_ids if (path := self.path("articles", issue_id)).is_file()]
        words = _read("articles", paths, ["issue_id", "word_count"])
        return dict(words.group_by("issue_id").agg(pl.col("word_count").median()).iter_rows())

    def recent_runs(self, count: int, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """The newest `count` rows of `runs`, oldest first.

        While files are folded together, a run may be met in its own file and in that of its month.
        """
        wanted = None if columns is None else list(dict.fromkeys(["run_id", *columns]))
        rows = _patiently(lambda: _read("runs", list(self.run_files().values())[-count:], wanted))
        rows = rows.unique("run_id", keep="last", maintain_order=True).tail(count)
        return rows if columns is None else rows.select(columns)

    def read_issue(self, dataset: str, issue_id: str) -> list[dict[str, Any]]:
        """Rows of one issue; none when it has no file in `dataset`."""
        path = self.path(dataset, issue_id)
        return _patiently(lambda: _read(dataset, [path]).to_dicts() if path.is_file() else [])

    def states(self) -> list[IssueState]:
        """Every published and every failing issue, by id."""
        issues = {row["issue_id"]: cast(IssueRow, row) for row in self.read_dataset("issues").to_dicts()}
        failures = {
            row["issue_id"]: cast(FailureRow, row) for row in self.read_dataset("failures").to_dicts()
        }
        return [
            IssueState(issue_id, issues.get(issue_id), failures.get(issue_id))
            for issue_id in sorted(issues.keys() | failures.keys())
        ]

    def state_of(self, issue_id: str) -> IssueState:
        """What is known of one issue.

        Raises:
            ConfigurationError: nothing is; the nearest ids are named.
        """
        known = sorted({*self.issue_ids("issues"), *self.issue_ids("failures")})
        if issue_id not in known:
            raise ConfigurationError(_unknown_issue(issue_id, known))
        issues = self.read_issue("issues", issue_id)
        failures = self.read_issue("failures", issue_id)
        return IssueState(
            issue_id,
            cast(IssueRow, issues[0]) if issues else None,
            cast(FailureRow, failures[0]) if failures else None,
        )

    def require_issue(self, issue_id: str) -> None:
        """Raise ConfigurationError when no dataset has a file of the issue; the nearest ids are named."""
        names = [*(dataset.name for dataset in ISSUE_DATASETS), "failures"]
        known = sorted({known for name in names for known in self.issue_ids(name)})
        if issue_id not in known:
            raise ConfigurationError(_unknown_issue(issue_id, known))

    def articles(self, issue_id: str) -> list[ArticleRow]:
        return cast(list[ArticleRow], self.read_issue("articles", issue_id))

    def blocks(self, issue_id: str) -> list[BlockRow]:
        return cast(list[BlockRow], self.read_issue("blocks", issue_id))

    def run_files(self) -> dict[str, Path]:
        """Files of `runs` by the id of their newest run, oldest first: run ids begin with their time.

        A file of old runs has those of a month.
        """
        files = sorted((self.processed / "runs").glob(f"[!.]*{ENDING}"))
        return {file.stem: file for file in files}

    def last_run(self) -> RunRow | None:
        rows = self.recent_runs(1)
        return None if rows.is_empty() else cast(RunRow, rows.row(0, named=True))


def _patiently(read: Callable[[], T]) -> T:
    """Reads again when it fails: a run may have replaced a file between two looks at it.

    A file that cannot be read may be damaged, which is told after a few tries. One that is gone was taken
    away since the folder was listed: a run is at work, and on a busy machine may be for several looks.
    """
    deadline = time.monotonic() + MAX_PATIENCE_SECONDS
    tries = 0
    while True:
        tries += 1
        try:
            return read()
        except StorageError as error:
            is_gone = isinstance(error.__cause__, FileNotFoundError)
            if time.monotonic() > deadline or (tries >= READ_TRIES and not is_gone):
                raise
        time.sleep(READ_PAUSE_SECONDS)


def _read(dataset: str, files: Sequence[Path], columns: Sequence[str] | None = None) -> pl.DataFrame:
    with _told(dataset):
        return scan_rows(dataset, {str(path): path for path in files}, columns).drop("key")


@contextmanager
def _told(dataset: str) -> Iterator[None]:
    """Turns what Polars raises for a damaged file into one sentence."""
    try:
        yield
    except UNREADABLE as error:
        reason = str(error).partition("\n")[0]
        raise StorageError(
            f"the dataset {dataset} cannot be read ({reason}); bulletins check tells which file is broken"
        ) from error


def _unknown_issue(issue_id: str, known: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process

    near = process.extract(
        issue_id, known, scorer=fuzz.WRatio, limit=MAX_SUGGESTED_IDS, score_cutoff=MIN_SUGGESTION_SCORE
    )
    hint = f"did you mean {', '.join(match[0] for match in near)}?" if near else "bulletins status lists them"
    return f"there is no issue {issue_id}; {hint}"
