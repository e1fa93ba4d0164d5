"""Issues that seem to be an older one under another name: the same bytes, and the old file is gone.

Nothing is decided by it: ids are made of paths, and both issues stay until somebody forgets one.
"""

from __future__ import annotations

from collections.abc import Mapping

from tasks.discover import Discovery
from tasks.storage.store import Store


def find_moves(discovery: Discovery, store: Store, source: str | None = None) -> dict[str, str]:
    """Old issue id by the new one, for issues that are not published yet.

    Args:
        discovery: all of raw, or one source.
        store: what is published.
        source: the only source that was looked at.
    """
    discovered = {issue.source.issue_id for issue in discovery.found}
    discovered.update(problem.issue_id for problem in discovery.problems)
    published = set(store.published_issues(source))
    gone = {
        state.source_sha256: issue_id
        for issue_id in sorted(published - discovered)
        if (state := store.published_state(issue_id)) is not None
    }
    return {
        issue.source.issue_id: gone[issue.source.sha256]
        for issue in discovery.found
        if issue.source.sha256 in gone and issue.source.issue_id not in published
    }


def move_lines(moves: Mapping[str, str]) -> list[str]:
    return [
        f"{new}: seems to be {old} under another name (the same bytes); both stay published until "
        f"bulletins forget {old}"
        for new, old in sorted(moves.items())
    ]
