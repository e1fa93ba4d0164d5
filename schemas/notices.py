"""Notices: what a person should know of a run, and from which numbers on it is worth a sentence.

Only the words and numbers stand here; how notices are found stands in `tasks.published.notices`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is about, in the order in which notices are told."""

    RUN_ABORTED = "run_aborted"
    RUNS_MISSED = "runs_missed"
    NEW_FAILURE = "new_failure"
    FETCH_FAILURE = "fetch_failure"
    PERSISTENT_FAILURE = "persistent_failure"
    SILENT_SOURCE = "silent_source"
    ODD_ISSUE = "odd_issue"
    CONTENTS_WITHOUT_ARTICLE = "contents_without_article"
    MENDED_FAILURE = "mended_failure"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for a person.

    Attributes:
        subject: the source or issue it is about; empty when it is about the run.
        sentence: what is the matter and what to do; it names the subject.
    """

    kind: NoticeKind
    subject: str
    sentence: str


# What the sentence of a new failure has, by which `status` knows it: its failures say the same.
NOT_PUBLISHED = ": could not be published ("
# Told once, not night after night: as long as the sentence stays the same, nothing has changed.
TOLD_ONCE = frozenset(
    {
        NoticeKind.FETCH_FAILURE,
        NoticeKind.SILENT_SOURCE,
        NoticeKind.ODD_ISSUE,
        NoticeKind.CONTENTS_WITHOUT_ARTICLE,
    }
)
# Runs that are looked through for what was told before: more than two years of nights.
REMEMBERED_RUNS = 800

# Days before the last run whose notices `status` still shows.
RECENT_DAYS = 7

# A source is silent once its gap is longer than this many usual ones (the median) and longer than
# the gaps it has every now and then (this share of its gaps is shorter), and some days on top.
MIN_DATES_FOR_RHYTHM = 4
GAPS_REMEMBERED = 12
SILENT_FROM_GAPS = 1.5
COMMON_GAPS_SHARE = 0.9
SILENCE_SLACK_DAYS = 2

# An issue is compared with the newest of its source's others, if there are enough.
MIN_HISTORY_ISSUES = 5
HISTORY_ISSUES = 24
# So many spreads (median absolute deviations, scaled to a standard deviation) are far outside …
FAR_SPREADS = 4.0
SPREAD_SCALE = 1.4826
# … but a source whose issues are all alike has no spread, so the difference must count by itself:
# this many at least, and this share of what is usual.
MIN_DIFFERENT_ARTICLES, MIN_DIFFERENT_ARTICLES_SHARE = 5, 0.5
MIN_DIFFERENT_NOISE = 0.15
MIN_DIFFERENT_WORDS, MIN_DIFFERENT_WORDS_SHARE = 60, 0.6
# A source has one language when this share of its issues has it.
ONE_LANGUAGE_SHARE = 0.9
