"""What a person sees of a run on stderr: progress while it works, a table and sentences at its end.

On a terminal a moving bar, elsewhere plain lines. Nothing here decides anything; machine-readable
output is `RunReport.as_json`.
"""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from flows.run.report import FAILURES, IssueOutcome, RunReport, State, tell_counts
from flows.run.wording import plural
from flows.telling.screen import Grid, printable, show_grid, show_line
from schemas.kinds import RunKind
from schemas.notices import NoticeKind

HEADERS = ("issue", "state", "articles", "noise", "seconds", "remarks")
NUMBERS = frozenset({"articles", "noise", "seconds"})


class ScreenWatcher:
    """Shows a run's progress, and its table at the end; to be used as a context manager.

    Args:
        with_changes: also tell what changed in each issue against what was published before.
    """

    def __init__(self, *, with_changes: bool = False) -> None:
        self._with_changes = with_changes
        console = Console(stderr=True)
        self._is_terminal = console.is_terminal
        self._total = 0
        self._count = 0
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not self._is_terminal,
        )
        self._task = self._bar.add_task("looking at the raw files", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def note(self, text: str) -> None:
        show_line(text)

    def begin(self, run_id: str, total: int) -> None:
        del run_id  # of no use on a screen
        self._total = total
        self._bar.update(self._task, description="reading", total=total)

    def done(self, outcome: IssueOutcome) -> None:
        self._count += 1
        self._bar.update(self._task, completed=self._count, description=printable(outcome.issue_id))
        if outcome.state is not State.NOT_REACHED:
            self._say(f"[{self._count}/{self._total}] {outcome.issue_id}: {_describe(outcome)}")

    def end(self, report: RunReport) -> None:
        self._bar.stop()
        show_report(report, with_changes=self._with_changes)

    def _say(self, text: str) -> None:
        """A plain line, where no bar moves."""
        if not self._is_terminal:
            show_line(text)


def show_report(report: RunReport, *, with_changes: bool = False) -> None:
    """The run's table, one sentence for each warning and failure, and the sums.

    Args:
        report: the finished run.
        with_changes: also tell what changed in each issue against what was published before.
    """
    listed = [outcome for outcome in report.outcomes if outcome.state is not State.UNCHANGED]
    if listed:
        show_grid(Grid(HEADERS, [_cells(outcome) for outcome in listed], NUMBERS))
    for outcome in listed:
        if with_changes:
            _show_changes(outcome)
        for warning in outcome.warnings:
            show_line(f"warning: {outcome.source_path}: {warning}")
        if outcome.state in FAILURES:
            show_line(f"{outcome.state.words}: {outcome.explanation}")
    for notice in report.notices:
        if notice.kind is not NoticeKind.NEW_FAILURE:  # the line of the failure says it all
            show_line(f"notice: {notice.sentence}")
    if stale := report.run["stale_count"]:
        show_line(_stale_line(stale))
    show_line(closing_line(report))
    for remark in report.remarks:
        show_line(remark)


def _stale_line(count: int) -> str:
    """That issues were left as an older version published them, and what to do."""
    was, it = ("was", "it") if count == 1 else ("were", "them")
    return (
        f"{plural(count, 'issue')} {was} published by another version and left alone; "
        f"bulletins reprocess --stale brings {it} up to date"
    )


def _cells(outcome: IssueOutcome) -> tuple[str, ...]:
    return (
        outcome.issue_id,
        outcome.state.words,
        str(outcome.article_count or ""),
        "" if outcome.noise_share is None else f"{outcome.noise_share:.1%}",
        f"{outcome.seconds:.1f}",
        _remark(outcome),
    )


def _remark(outcome: IssueOutcome) -> str:
    if outcome.code is not None:
        return f"{outcome.stage}: {outcome.code}"
    count = len(outcome.warnings)
    return plural(count, "warning") if count else ""


def _describe(outcome: IssueOutcome) -> str:
    if outcome.state in FAILURES:
        return f"{outcome.state.words} ({_remark(outcome)})"
    return result_words(outcome)


def result_words(outcome: IssueOutcome) -> str:
    """What came of an issue that did not fail, in a few words."""
    again = "" if outcome.retried is None else f", at the second try ({outcome.retried})"
    count = plural(outcome.article_count, "article")
    return f"{outcome.state.words}, {count}, {outcome.seconds:.1f} s{again}"


def closing_line(report: RunReport) -> str:
    """What the run came to, in one line."""
    if not report.outcomes and report.run["kind"] == RunKind.REPROCESS:
        return "nothing to do: no published issue under raw is of another version"
    if not report.outcomes:
        return "no bulletins found: put .pdf, .txt or .md files under raw/<source>/ and run again"
    articles = sum(outcome.article_count for outcome in report.outcomes)
    line = f"{tell_counts(report.outcomes)}; {plural(articles, 'article')} in {report.run['seconds']:.1f} s"
    known = sum(outcome.acknowledged is not None for outcome in report.outcomes)
    if not known or report.needs_someone or report.notices:
        return line
    return f"{line}; nothing new to see ({plural(known, 'known failure')})"


def _show_changes(outcome: IssueOutcome) -> None:
    changes = outcome.changes
    if changes is None:
        return
    if changes.is_empty:
        show_line(f"{outcome.issue_id}: no article changed")
        return
    show_line(f"{outcome.issue_id}: {plural(changes.unchanged_count, 'article')} as before")
    for title in changes.added:
        show_line(f"  added: {title}")
    for title in changes.removed:
        show_line(f"  removed: {title}")
    for old, new in changes.renamed:
        show_line(f"  renamed: {old} → {new}")
    for title in changes.changed:
        show_line(f"  changed: {title}")
