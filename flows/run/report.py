"""What a run did, issue by issue: the values that screens, JSON, artifacts and `runs` are made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from schemas.notices import Notice
from schemas.run_rows import FailureRow, RunRow
from tasks.published.compare import ArticleChanges


class State(StrEnum):
    """What became of an issue in this run; `not_reached` when the run ended before it."""

    PUBLISHED = "published"
    PREVIEWED = "previewed"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    STILL_FAILING = "still_failing"
    NOT_REACHED = "not_reached"

    @property
    def words(self) -> str:
        """As a person reads it."""
        return self.replace("_", " ")


FAILURES = frozenset({State.FAILED, State.STILL_FAILING})
# Nothing was done about issues in these states.
LEFT_ALONE = frozenset({State.UNCHANGED, State.STILL_FAILING, State.NOT_REACHED})
# Name of the state that work ends in for Prefect when all of it was done but for some issues.
WITH_FAILURES = "Completed with failures"


@dataclass(frozen=True, slots=True)
class IssueOutcome:
    """One issue's line of the report.

    Attributes:
        noise_share: noise divided by all characters, 0..1; None when the issue was not read.
        seconds: wall time spent on it.
        stage: where it failed; `code` and `sentence` say how.
        last_good_published: for a failure, whether an earlier result stays published.
        attempts: for a failure, tries of the same bytes, profile and version; else 0.
        first_seen: for a failure, since when the issue fails.
        next_try: for a failure that may pass, from when on a run tries it again.
        is_new: published for the first time.
        is_stale: unchanged, and published by an older version.
        acknowledged: for a failure, who has said that it is known, and when.
        retried: code of a failure that had passed when the issue was tried once more, in this run.
    """

    issue_id: str
    source_path: str
    state: State
    article_count: int = 0
    noise_share: float | None = None
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    stage: str | None = None
    code: str | None = None
    sentence: str | None = None
    last_good_published: bool = False
    changes: ArticleChanges | None = None
    attempts: int = 0
    first_seen: datetime | None = None
    next_try: datetime | None = None
    is_new: bool = False
    is_stale: bool = False
    retried: str | None = None
    acknowledged: str | None = None

    @classmethod
    def failed(
        cls, row: FailureRow, state: State, seconds: float = 0.0, *, acknowledged: str | None = None
    ) -> IssueOutcome:
        return cls(
            acknowledged=acknowledged,
            issue_id=row["issue_id"],
            source_path=row["source_path"],
            state=state,
            seconds=seconds,
            stage=row["stage"],
            code=row["code"],
            sentence=row["sentence"],
            last_good_published=row["last_good_published"],
            attempts=row["attempts"],
            first_seen=row["first_seen"],
            next_try=row["next_try"],
        )

    @property
    def explanation(self) -> str:
        """One sentence that says which file failed, in which stage, how, and what to do."""
        kept = " (its last good result stays published)" if self.last_good_published else ""
        again = "" if self.next_try is None else f"; tried again from {self.next_try:%Y-%m-%d %H:%M} UTC on"
        known = "" if self.acknowledged is None else f" ({self.acknowledged})"
        return f"{self.source_path}: {self.stage}: {self.sentence}{again}{kept}{known}"

    @property
    def needs_someone(self) -> bool:
        """Whether it failed, and nobody has said that this is known."""
        return self.state in FAILURES and self.acknowledged is None


@dataclass(frozen=True, slots=True)
class RunReport:
    """A finished run: its row in `runs` and one outcome per issue, sorted by issue id.

    Attributes:
        notices: what a person should know of it.
        remarks: what went wrong after it, such as a message that could not be sent, a sentence each.
    """

    run: RunRow
    outcomes: tuple[IssueOutcome, ...]
    notices: tuple[Notice, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def has_failures(self) -> bool:
        return any(outcome.state in FAILURES for outcome in self.outcomes)

    @property
    def needs_someone(self) -> bool:
        """Whether an issue failed that nobody has acknowledged."""
        return any(outcome.needs_someone for outcome in self.outcomes)

    def as_json(self) -> dict[str, Any]:
        """The run with all its issues, to be written by `flows.run.wording.json_parts`."""
        return self._values(self.outcomes)

    def as_message(self) -> dict[str, Any]:
        """The run for a hook: without the issues that were left alone, which may be thousands."""
        return self._values([outcome for outcome in self.outcomes if outcome.state is not State.UNCHANGED])

    def _values(self, outcomes: Sequence[IssueOutcome]) -> dict[str, Any]:
        return {
            "run": self.run,
            "notices": self.notices,
            "remarks": self.remarks,
            "issues": outcomes,
        }


def tell_counts(outcomes: Iterable[IssueOutcome]) -> str:
    """How many came to what, as `24 published, 1 still failing`."""
    states = count_states(outcomes)
    return ", ".join(f"{count} {state.words}" for state in State if (count := states[state]))


def count_states(outcomes: Iterable[IssueOutcome]) -> Counter[State]:
    return Counter(outcome.state for outcome in outcomes)
