"""The gate before publishing: only rows that Pandera and the cross-table rules accept go on."""

from __future__ import annotations

from schemas.errors import IssueError
from schemas.rows import IssueRows
from schemas.tables import validate_issue as check_rows
from tasks.discover import Found


def validate_issue(rows: IssueRows, issue: Found) -> IssueRows:
    """The same rows, when they are valid and those of this issue.

    Raises:
        IssueError: all faults of the rows in one sentence.
    """
    if rows.issue["issue_id"] != issue.source.issue_id or rows.issue["source_sha256"] != issue.source.sha256:
        raise IssueError(
            "validate",
            "wrong_issue",
            f"the rows are those of {rows.issue['issue_id']}; this is a defect; please report it",
        )
    check_rows(rows)
    return rows
