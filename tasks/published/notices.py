"""What a person should know after a run, computed from nothing but the datasets.

Pure functions over Polars frames: who reads the frames and who is told stands in `flows.run.aftermath`,
the numbers they decide by in `schemas.notices`. The same frames always give the same notices.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

import polars as pl

from schemas.kinds import UNDETERMINED
from schemas.notices import (
    COMMON_GAPS_SHARE,
    FAR_SPREADS,
    GAPS_REMEMBERED,
    HISTORY_ISSUES,
    MIN_DATES_FOR_RHYTHM,
    MIN_DIFFERENT_ARTICLES,
    MIN_DIFFERENT_ARTICLES_SHARE,
    MIN_DIFFERENT_NOISE,
    MIN_DIFFERENT_WORDS,
    MIN_DIFFERENT_WORDS_SHARE,
    MIN_HISTORY_ISSUES,
    NOT_PUBLISHED,
    ONE_LANGUAGE_SHARE,
    RECENT_DAYS,
    SILENCE_SLACK_DAYS,
    SILENT_FROM_GAPS,
    SPREAD_SCALE,
    TOLD_ONCE,
    Notice,
    NoticeKind,
)
from schemas.run_rows import FailureRow
from tasks.published.retry import is_persistent

ISSUE_COLUMNS = (
    "issue_id",
    "published_on",
    "language",
    "article_count",
    "contents_entry_count",
    "contents_matched_count",
    "char_count",
    "char_count_noise",
)
NO_LANGUAGE = (None, UNDETERMINED)
RUN_COLUMNS = ("run_id", "started_at", "new_issues", "notices")

Issue = Mapping[str, Any]
Failures = Mapping[str, FailureRow]


def source_of(issue_id: str) -> str:
    return issue_id.partition("/")[0]


def arrivals_of(runs: pl.DataFrame) -> dict[str, date]:
    """Day of the run that first published an issue, for those that a row of `runs` names."""
    arrivals: dict[str, date] = {}
    for run in runs.sort("run_id").to_dicts():
        for issue_id in run["new_issues"] or ():
            arrivals.setdefault(issue_id, run["started_at"].date())
    return arrivals


@dataclass(frozen=True, slots=True)
class ToldNotice:
    """A notice as an earlier run told it."""

    run_id: str
    at: datetime
    sentence: str


def recent_notices(runs: pl.DataFrame) -> list[ToldNotice]:
    """What the runs of the last days told, the newest first, each sentence once."""
    told: dict[str, ToldNotice] = {}
    newest_first = runs.sort("run_id", descending=True).to_dicts()
    for run in newest_first:
        if newest_first[0]["started_at"] - run["started_at"] < timedelta(days=RECENT_DAYS):
            for sentence in run["notices"] or ():
                told.setdefault(sentence, ToldNotice(run["run_id"], run["started_at"], sentence))
    return list(told.values())


def without_told(notices: Iterable[Notice], runs: pl.DataFrame) -> list[Notice]:
    """Notices without those that are told once and stand in an earlier run."""
    told = set(runs["notices"].explode().drop_nulls())
    return [notice for notice in notices if notice.kind not in TOLD_ONCE or notice.sentence not in told]


def in_order(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """By kind, the most pressing first, and by subject."""
    order = list(NoticeKind)
    return tuple(sorted(notices, key=lambda n: (order.index(n.kind), n.subject, n.sentence)))


def silent_sources(issues: pl.DataFrame, arrivals: Mapping[str, date], today: date) -> list[Notice]:
    """Sources with no new issue for longer than their usual rhythm.

    The rhythm is that of the dates the issues bear, or else of the days they arrived; what arrives
    late ends a silence all the same.

    Args:
        issues: published issues, with the columns of `ISSUE_COLUMNS`.
        arrivals: as `arrivals_of` gives them.
        today: day on which the silence is measured.
    """
    dated: dict[str, set[date]] = defaultdict(set)
    arrived: dict[str, set[date]] = defaultdict(set)
    for issue_id, day in issues.select("issue_id", "published_on").iter_rows():
        source = source_of(issue_id)
        if day is not None and day <= today:
            dated[source].add(day)
        if issue_id in arrivals:
            arrived[source].add(arrivals[issue_id])
    notices = []
    for source in sorted(dated.keys() | arrived.keys()):
        days = dated[source] if len(dated[source]) >= MIN_DATES_FOR_RHYTHM else arrived[source]
        newest = max(dated[source] | arrived[source])
        if len(days) >= MIN_DATES_FOR_RHYTHM and _is_silent(sorted(days), newest, today):
            notices.append(_silence(source, sorted(days), newest))
    return notices


def _gaps(days: Sequence[date]) -> list[int]:
    """Days between the newest dates, ascending."""
    return sorted((later - earlier).days for earlier, later in pairwise(days[-GAPS_REMEMBERED - 1 :]))


def _is_silent(days: Sequence[date], newest: date, today: date) -> bool:
    gaps = _gaps(days)
    common = gaps[int(COMMON_GAPS_SHARE * (len(gaps) - 1))]
    allowed = max(SILENT_FROM_GAPS * median(gaps), common) + SILENCE_SLACK_DAYS
    return (today - newest).days > allowed


def _silence(source: str, days: Sequence[date], newest: date) -> Notice:
    usual = round(median(_gaps(days)))
    every = "every day" if usual == 1 else f"every {usual} days"
    return Notice(
        NoticeKind.SILENT_SOURCE,
        source,
        f"{source}: no new issue since {newest}, though one usually comes {every}; see whether the "
        f"publisher has stopped or its files no longer reach raw",
    )


def failure_notices(before: Failures, after: Failures, published: Set[str], run_id: str) -> list[Notice]:
    """New failures, those that hardly pass by themselves, and those that were mended.

    Args:
        before: failures as they stood when the run began, by issue id.
        after: failures as they stand at its end.
        published: issues that the run published.
        run_id: the run.
    """
    new = [row for issue_id, row in after.items() if issue_id not in before]
    notices = [_new_failure(rows) for rows in alike(new)]
    notices += [_persistent(row) for row in after.values() if row["run_id"] == run_id and is_persistent(row)]
    gone = [row for issue_id, row in before.items() if issue_id not in after]
    return notices + [_mended(rows, published) for rows in alike(gone)]


def alike(failures: Iterable[FailureRow]) -> list[list[FailureRow]]:
    """Failures in their order; those of one profile are one, since there is one thing to mend."""
    together: dict[tuple[str, ...], list[FailureRow]] = {}
    for row in failures:
        is_profile = row["code"] == "profile"
        key = (source_of(row["issue_id"]), row["sentence"]) if is_profile else (row["issue_id"],)
        together.setdefault(key, []).append(row)
    return list(together.values())


def names_of(failures: Sequence[FailureRow]) -> tuple[str, str]:
    """What failures that are alike are about: their issue, or their source and how many issues of it."""
    issue_id = failures[0]["issue_id"]
    if len(failures) == 1:
        return issue_id, issue_id
    source = source_of(issue_id)
    return source, f"{source}: {len(failures)} issues"


def _new_failure(failures: Sequence[FailureRow]) -> Notice:
    row = failures[0]
    subject, name = names_of(failures)
    where = f"{row['source_path']}: " if len(failures) == 1 else ""
    return Notice(
        NoticeKind.NEW_FAILURE, subject, f"{name}{NOT_PUBLISHED}{row['code']}): {where}{row['sentence']}"
    )


def _persistent(row: FailureRow) -> Notice:
    return Notice(
        NoticeKind.PERSISTENT_FAILURE,
        row["issue_id"],
        f"{row['issue_id']}: has failed {row['attempts']} times since {row['first_seen']:%Y-%m-%d} "
        f"({row['code']}) and hardly passes by itself: {row['sentence']}",
    )


def _mended(failures: Sequence[FailureRow], published: Set[str]) -> Notice:
    row = failures[0]
    subject, name = names_of(failures)
    is_one = len(failures) == 1
    if all(failure["issue_id"] in published for failure in failures):
        how = "is published now" if is_one else "are published now"
    elif is_one:
        how = "its file is gone from raw, or as it was when it was published"
    else:
        how = "their files are published now, gone from raw, or as they were when they were published"
    verb = "no longer fails" if is_one else "no longer fail"
    return Notice(
        NoticeKind.MENDED_FAILURE,
        subject,
        f"{name}: {verb} ({row['code']} since {row['first_seen']:%Y-%m-%d}); {how}",
    )


def missed_runs(runs: pl.DataFrame, now: datetime, within_hours: float | None) -> list[Notice]:
    """That no run began for longer than it should be.

    Args:
        runs: with the columns of `RUN_COLUMNS`, oldest first.
        now: when the next run begins, or somebody asks, UTC.
        within_hours: so long it may be from one run to the next; None where nobody expects any.
    """
    if within_hours is None or runs.is_empty():
        return []
    last = runs["started_at"].to_list()[-1]
    hours = (now - last) / timedelta(hours=1)
    if hours <= within_hours:
        return []
    return [
        Notice(
            NoticeKind.RUNS_MISSED,
            "",
            f"no run began between {last:%Y-%m-%d %H:%M} and {now:%Y-%m-%d %H:%M} UTC ({hours:.0f} hours; "
            f"one is expected every {within_hours:g} hours): see whether what starts the runs is at work",
        )
    ]


def issue_notices(issues: pl.DataFrame, lengths: Mapping[str, float], published: Set[str]) -> list[Notice]:
    """What is odd about the issues that a run published, against the others of their source.

    Args:
        issues: published issues, with the columns of `ISSUE_COLUMNS`.
        lengths: median words of an article, by issue id.
        published: issues that the run published.
    """
    notices: list[Notice] = []
    for of_source in _by_source(issues, published).values():
        for issue in of_source:
            if issue["issue_id"] in published:
                others = [other for other in of_source if other is not issue][-HISTORY_ISSUES:]
                notices += _contents_without_article(issue)
                notices += _odd(issue, others, lengths)
    return notices


def issues_to_measure(issues: pl.DataFrame, published: Set[str]) -> list[str]:
    """Ids of the issues whose lengths `issue_notices` asks for, when a run published `published`."""
    wanted = [*published]
    for of_source in _by_source(issues, published).values():
        wanted += [issue["issue_id"] for issue in of_source[-HISTORY_ISSUES - 1 :]]
    return sorted({*wanted})


def _by_source(issues: pl.DataFrame, published: Set[str]) -> dict[str, list[Issue]]:
    """Issues of each source of which the run published something, the newest last."""
    by_source: dict[str, list[Issue]] = defaultdict(list)
    sources = {source_of(issue_id) for issue_id in published}
    is_of_them = pl.col("issue_id").str.split("/").list.first().is_in(sources)
    in_time = pl.col("published_on").fill_null(date.min)
    of_them = issues.select(ISSUE_COLUMNS).filter(is_of_them).sort(in_time, "issue_id")
    for issue in of_them.iter_rows(named=True):
        by_source[source_of(issue["issue_id"])].append(issue)
    return by_source


def _contents_without_article(issue: Issue) -> list[Notice]:
    entries, matched = issue["contents_entry_count"], issue["contents_matched_count"]
    if matched >= entries:
        return []
    missing = entries - matched
    verb = "has" if missing == 1 else "have"
    return [
        Notice(
            NoticeKind.CONTENTS_WITHOUT_ARTICLE,
            issue["issue_id"],
            f"{issue['issue_id']}: {missing} of the {entries} entries of its contents list {verb} "
            f"no article; see bulletins review {issue['issue_id']}",
        )
    ]


@dataclass(frozen=True, slots=True)
class _Measure:
    """One number of an issue, and from which difference on it may be far outside."""

    value: float
    usual: Sequence[float]
    least: float
    least_share: float
    words: str

    @property
    def is_far(self) -> bool:
        if len(self.usual) < MIN_HISTORY_ISSUES:
            return False
        centre = median(self.usual)
        spread = SPREAD_SCALE * median(abs(value - centre) for value in self.usual)
        difference = abs(self.value - centre)
        return difference >= max(self.least, self.least_share * centre) and difference > FAR_SPREADS * spread


def _odd(issue: Issue, others: Sequence[Issue], lengths: Mapping[str, float]) -> list[Notice]:
    faults = [measure.words for measure in _measures(issue, others, lengths) if measure.is_far]
    faults += _other_language(issue, others)
    if not faults:
        return []
    issue_id = issue["issue_id"]
    return [
        Notice(
            NoticeKind.ODD_ISSUE,
            issue_id,
            f"{issue_id}: unlike the others of its source: {'; '.join(faults)}; "
            f"see bulletins review {issue_id}",
        )
    ]


def _measures(issue: Issue, others: Sequence[Issue], lengths: Mapping[str, float]) -> list[_Measure]:
    counts = [float(other["article_count"]) for other in others]
    shares = [_noise_share(other) for other in others]
    known = [lengths[other["issue_id"]] for other in others if other["issue_id"] in lengths]
    count, share = float(issue["article_count"]), _noise_share(issue)
    measures = [
        _Measure(
            count,
            counts,
            MIN_DIFFERENT_ARTICLES,
            MIN_DIFFERENT_ARTICLES_SHARE,
            f"articles {count:.0f}, usually {_middle(counts):.0f}",
        ),
        _Measure(
            share,
            shares,
            MIN_DIFFERENT_NOISE,
            0,
            f"share of noise {share:.0%}, usually {_middle(shares):.0%}",
        ),
    ]
    if (length := lengths.get(issue["issue_id"])) is not None:
        words = f"words of an article {length:.0f}, usually {_middle(known):.0f}"
        measures.append(_Measure(length, known, MIN_DIFFERENT_WORDS, MIN_DIFFERENT_WORDS_SHARE, words))
    return measures


def _middle(values: Sequence[float]) -> float:
    return median(values) if values else 0.0


def _noise_share(issue: Issue) -> float:
    return float(issue["char_count_noise"] / max(1, issue["char_count"]))


def _other_language(issue: Issue, others: Sequence[Issue]) -> list[str]:
    languages = Counter(other["language"] for other in others if other["language"] not in NO_LANGUAGE)
    if issue["language"] in NO_LANGUAGE or languages.total() < MIN_HISTORY_ISSUES:
        return []
    usual, count = languages.most_common(1)[0]
    if usual == issue["language"] or count < ONE_LANGUAGE_SHARE * languages.total():
        return []
    return [f"language {issue['language']}, usually {usual}"]


def aborted(reason: str) -> Notice:
    """That a run could not go on."""
    return Notice(NoticeKind.RUN_ABORTED, "", f"the run could not go on: {reason}")


def not_compared(reason: str) -> Notice:
    """That this run could not be looked at."""
    return Notice(
        NoticeKind.NOT_COMPARED, "", f"what this run did could not be compared with earlier ones: {reason}"
    )
