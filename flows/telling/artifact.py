"""A run as Prefect artifacts, for those who watch runs on Prefect's page: a table, and a page in words.

They show what the report and the dataset `runs` say and decide nothing. They live in Prefect's
database and not in the datasets; the machine that looks at the links is taken to be the one that runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.run.report import FAILURES, IssueOutcome, RunReport, State
from flows.telling.review_page import default_path
from flows.telling.screen import printable
from schemas.run_rows import RunRow
from tasks.published.catalogue import Catalogue

TREND_RUNS = 8
TREND_HEADERS = (
    "started (UTC)",
    "published",
    "articles",
    "failed",
    "still failing",
    "stale",
    "notices",
    "seconds",
)


def leave_artifacts(report: RunReport, processed: Path, not_fetched: Sequence[str] = ()) -> None:
    """Leaves the run's table and page with the flow run; unchanged issues are only counted.

    `not_fetched` is what could not be fetched, a sentence each.
    """
    kind = report.run["kind"]
    create_table_artifact(
        key=f"bulletins-{kind}",
        table=[_line(outcome, processed) for outcome in _listed(report)],
        description=_sums(report.run),
    )
    create_markdown_artifact(
        key=f"bulletins-{kind}-report",
        markdown=run_page(report, earlier_runs(report, processed), processed, not_fetched),
        description=_sums(report.run),
    )


def earlier_runs(report: RunReport, processed: Path) -> list[RunRow]:
    """The last runs of the same kind, the newest first, this one among them if it was recorded."""
    catalogue = Catalogue(processed)
    rows: list[Any] = catalogue.recent_runs(TREND_RUNS * 4).to_dicts()
    return [row for row in reversed(rows) if row["kind"] == report.run["kind"]][:TREND_RUNS]


def run_page(
    report: RunReport, runs: Sequence[RunRow], processed: Path, not_fetched: Sequence[str] = ()
) -> str:
    """The run in Markdown: notices on top, then what failed, the trend, and the review pages there are."""
    parts = [_sums(report.run)]
    parts += _list("Notices", [notice.sentence for notice in report.notices])
    parts += _list("After the run", report.remarks)
    failed = [outcome for outcome in report.outcomes if outcome.state in FAILURES]
    parts += _list("Failures", [outcome.explanation for outcome in failed if outcome.needs_someone])
    parts += _list("Not fetched", not_fetched)
    parts += _list("Known failures", [outcome.explanation for outcome in failed if not outcome.needs_someone])
    parts += ["## Trend", _table(TREND_HEADERS, [_trend_cells(run) for run in runs])]
    pages = [(outcome.issue_id, _review_uri(outcome.issue_id, processed)) for outcome in _listed(report)]
    links = [f"[{_escaped(issue_id)}]({uri})" for issue_id, uri in pages if uri]
    if links:
        parts += ["## Review pages", "\n".join(f"- {link}" for link in links)]
    return "\n\n".join(parts) + "\n"


def _listed(report: RunReport) -> list[IssueOutcome]:
    return [outcome for outcome in report.outcomes if outcome.state is not State.UNCHANGED]


def _sums(run: RunRow) -> str:
    return (
        f"{run['published_count']} published with {run['article_count']} articles, "
        f"{run['unchanged_count']} unchanged, {run['failed_count']} failed, "
        f"{run['still_failing_count']} still failing, {run['notice_count'] or 0} notices"
    )


def _line(outcome: IssueOutcome, processed: Path) -> dict[str, Any]:
    return {
        "issue": outcome.issue_id,
        "state": outcome.state.value,
        "articles": outcome.article_count,
        "seconds": round(outcome.seconds, 1),
        "remarks": outcome.sentence or "; ".join(outcome.warnings),
        "next try": "" if outcome.next_try is None else f"{outcome.next_try:%Y-%m-%d %H:%M} UTC",
        "review": _review_uri(outcome.issue_id, processed),
    }


def _review_uri(issue_id: str, processed: Path) -> str:
    """Address of the issue's review page; empty when none was made."""
    path = default_path(processed, issue_id)
    return path.resolve().as_uri() if path.is_file() else ""


def _list(title: str, sentences: Sequence[str]) -> list[str]:
    if not sentences:
        return []
    return [f"## {title}", "\n".join(f"- {_escaped(sentence)}" for sentence in sentences)]


def _trend_cells(run: RunRow) -> tuple[str, ...]:
    counts = (
        run["published_count"],
        run["article_count"],
        run["failed_count"],
        run["still_failing_count"],
        run["stale_count"],
        run["notice_count"],
    )
    cells = ["" if count is None else str(count) for count in counts]
    return f"{run['started_at']:%Y-%m-%d %H:%M}", *cells, f"{run['seconds']:.1f}"


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(headers) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (headers, rule, *rows))


def _escaped(text: str) -> str:
    """`text` on one line, with nothing in it that Markdown or HTML would read as more than text."""
    line = " ".join(printable(text).split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#&!" else c for c in line)
