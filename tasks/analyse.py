"""The run's side of the analysis: one issue's file to its rows, in a bounded child process.

The child's side, which reads and analyses, is `tasks.analysis.target`.
"""

from __future__ import annotations

from dataclasses import asdict

from schemas.errors import ConfigurationError, IssueError
from schemas.limits import ReadLimits
from schemas.profile import SourceProfile, load_profile
from schemas.rows import IssueRows
from tasks.analysis.wire import decode
from tasks.discover import Found, path_below
from tasks.isolation.sandbox import Sandbox

TARGET = "tasks.analysis.target:answer"


def analyse_file(issue: Found, sandbox: Sandbox, limits: ReadLimits) -> IssueRows:
    """Rows of the issue, not yet validated.

    Raises:
        IssueError: the issue cannot be read or analysed, broke a limit of `sandbox`, or its source's
            profile turned bad.
    """
    try:
        profile = _profile_of(issue)
    except ConfigurationError as error:
        raise IssueError("discover", "profile", str(error)) from error
    arguments = {
        "source": asdict(issue.source),
        "limits": asdict(limits),
        "profile": profile.model_dump(mode="json", exclude_unset=True),
    }
    return decode(sandbox.run(issue.path, arguments))


def _profile_of(issue: Found) -> SourceProfile:
    path = issue.profile_path
    return load_profile(path, None if path is None else path_below(issue.raw, path))
