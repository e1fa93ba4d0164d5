"""One issue's file to its rows, in a bounded child process (see `tasks.analyse` for what it runs)."""

from __future__ import annotations

from dataclasses import asdict

from schemas.rows import IssueRows
from schemas.thresholds import ReadLimits
from tasks.discover import Found
from tasks.isolation import Sandbox
from tasks.wire import decode

TARGET = "tasks.analyse:answer"


def extract_issue(issue: Found, sandbox: Sandbox, limits: ReadLimits) -> IssueRows:
    """Rows of the issue, not yet validated.

    Raises:
        IssueError: the issue cannot be read or analysed, or broke a limit of `sandbox`.
    """
    arguments = {
        "source": asdict(issue.source),
        "limits": asdict(limits),
        "profile_path": None if issue.profile_path is None else str(issue.profile_path),
    }
    return decode(sandbox.run(issue.path, arguments))
