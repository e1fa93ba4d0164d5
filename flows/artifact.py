"""A run's table as a Prefect artifact, for those who watch runs on Prefect's page."""

from __future__ import annotations

from typing import Any

from prefect.artifacts import create_table_artifact

from flows.report import IssueOutcome, RunReport, State


def leave_table(report: RunReport) -> None:
    """Leaves the run's table with the flow run; unchanged issues are only counted."""
    run = report.run
    create_table_artifact(
        key=f"bulletins-{run['kind']}",
        table=[_line(outcome) for outcome in report.outcomes if outcome.state is not State.UNCHANGED],
        description=(
            f"{run['published_count']} published with {run['article_count']} articles, "
            f"{run['unchanged_count']} unchanged, {run['failed_count']} failed, "
            f"{run['still_failing_count']} still failing"
        ),
    )


def _line(outcome: IssueOutcome) -> dict[str, Any]:
    return {
        "issue": outcome.issue_id,
        "state": outcome.state.value,
        "articles": outcome.article_count,
        "seconds": round(outcome.seconds, 1),
        "remarks": outcome.sentence or "; ".join(outcome.warnings),
    }
