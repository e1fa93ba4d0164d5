"""One issue's file to its rows, in a bounded child process (see `tasks.analyse` for what it runs)."""

from __future__ import annotations

from dataclasses import asdict

from schemas.errors import ConfigurationError, IssueError
from schemas.limits import ReadLimits
from schemas.profile import load_profile
from schemas.rows import IssueRows
from tasks.discover import Found
from tasks.isolation import Sandbox
from tasks.wire import decode

TARGET = "tasks.analyse:answer"


def extract_issue(issue: Found, sandbox: Sandbox, limits: ReadLimits) -> IssueRows:
    """Rows of the issue, not yet validated.

    Raises:
        IssueError: the issue cannot be read or analysed, broke a limit of `sandbox`, or its source's
            profile turned bad.
    """
    try:
        profile = load_profile(issue.profile_path)
    except ConfigurationError as error:
        raise IssueError("discover", "profile", str(error)) from error
    arguments = {
        "source": asdict(issue.source),
        "limits": asdict(limits),
        "profile": profile.model_dump(mode="json", exclude_unset=True),
    }
    return decode(sandbox.run(issue.path, arguments))
