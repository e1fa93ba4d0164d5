"""When an issue that failed is tried again: the whole policy, in one place.

Here stands only how a failure, its count and the time lead to a next try. That changed bytes, another
profile or another version make an issue due at once stands in `flows.run.plan`; the second try within
one run, for failures of an instant, in `flows.run.engine`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from schemas.run_rows import FailureRow

# Nights from the first, second, … failure to the next try; the last one holds from there on. What
# passes at all mostly passes by the next night, and what does not should not cost its time limit each night.
NIGHTS_BETWEEN_TRIES = (1, 2, 4, 8)
# A try is due so much before its nights are over: a run reaches an issue a little earlier or later than
# the night before, and clocks change in spring and autumn.
EARLY = timedelta(hours=6)
# Failures by their nature ours or the machine's, whatever the error itself says of them.
RETRIED_CODES = frozenset({"internal"})
# With this many tries all waits have been tried out: it hardly passes by itself, and a person is told.
PERSISTENT_ATTEMPTS = len(NIGHTS_BETWEEN_TRIES) + 1


def may_pass(failure: FailureRow) -> bool:
    """Whether the same bytes, profile and version may succeed at another time."""
    return failure["is_transient"] or failure["code"] in RETRIED_CODES


def next_try(failure: FailureRow) -> datetime | None:
    """When the issue is due again though nothing has changed; None when only a change makes it so.

    Args:
        failure: the failure as of its last try; its own `next_try` is not looked at.
    """
    if not may_pass(failure):
        return None
    wait = min(failure["attempts"], len(NIGHTS_BETWEEN_TRIES)) - 1
    return failure["last_seen"] + timedelta(days=NIGHTS_BETWEEN_TRIES[wait]) - EARLY


def is_due(failure: FailureRow, now: datetime) -> bool:
    """Whether a run at `now` tries the same bytes, profile and version once more.

    A failure from the future was recorded by a clock that was wrong; it does not put off a try.
    """
    if not may_pass(failure):
        return False
    due = failure["next_try"]
    return due is None or now >= due or now < failure["last_seen"]


def is_persistent(failure: FailureRow) -> bool:
    """Whether all waits have been tried out with this try, and not before."""
    return failure["attempts"] == PERSISTENT_ATTEMPTS and may_pass(failure)
