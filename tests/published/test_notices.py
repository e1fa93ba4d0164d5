"""Pins what is worth a notice, and what is not, from frames alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from schemas.notices import Notice, NoticeKind
from schemas.run_rows import FailureRow
from schemas.tables import polars_schema
from tasks.published.notices import (
    ISSUE_COLUMNS,
    RUN_COLUMNS,
    arrivals_of,
    failure_notices,
    in_order,
    issue_notices,
    issues_to_measure,
    missed_runs,
    recent_notices,
    silent_sources,
    without_told,
)
from tests.builders import failure_row

DAY = date(2026, 6, 1)


def _frame(dataset: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    schema = polars_schema(dataset)
    return pl.DataFrame(list(rows), schema={name: schema[name] for name in columns})


def _issue(name: str, day: date | None = None, **changes: Any) -> dict[str, Any]:
    return {
        "issue_id": name,
        "published_on": day,
        "language": "en",
        "article_count": 12,
        "contents_entry_count": 0,
        "contents_matched_count": 0,
        "char_count": 1000,
        "char_count_noise": 100,
        **changes,
    }


def _issues(*rows: Mapping[str, Any]) -> pl.DataFrame:
    return _frame("issues", ISSUE_COLUMNS, rows)


def _series(count: int, every: int = 7, source: str = "lake") -> list[dict[str, Any]]:
    """Issues of a source, the newest of them on DAY."""
    return [_issue(f"{source}/{n:02}", DAY - timedelta(days=every * (count - 1 - n))) for n in range(count)]


def _runs(*rows: Mapping[str, Any]) -> pl.DataFrame:
    return _frame("runs", RUN_COLUMNS, rows)


def _run(
    day: date, new_issues: Sequence[str] | None = (), notices: Sequence[str] | None = ()
) -> dict[str, Any]:
    return {
        "run_id": day.isoformat(),
        "started_at": datetime(day.year, day.month, day.day, 2, tzinfo=UTC),
        "new_issues": None if new_issues is None else list(new_issues),
        "notices": None if notices is None else list(notices),
    }


def _silent_from(issues: pl.DataFrame, arrivals: Mapping[str, date] | None = None) -> int | None:
    """Days after DAY on which the only source becomes silent; None when it does not within 200."""
    days = (n for n in range(200) if silent_sources(issues, arrivals or {}, DAY + timedelta(days=n)))
    return next(days, None)


def test_a_source_is_silent_after_one_and_a_half_gaps_and_two_days() -> None:
    assert _silent_from(_issues(*_series(6))) == 13
    assert _silent_from(_issues(*_series(6, every=30))) == 48
    assert _silent_from(_issues(*_series(6, every=1))) == 4


def test_a_source_of_few_issues_has_no_rhythm() -> None:
    assert _silent_from(_issues(*_series(4))) == 13
    assert _silent_from(_issues(*_series(3))) is None


def test_issues_of_one_day_are_one_date() -> None:
    assert _silent_from(_issues(*_series(3), _issue("lake/b", DAY), _issue("lake/c", DAY))) is None


def test_a_source_with_uneven_gaps_is_given_the_longer_ones() -> None:
    gaps = [7, 28, 7, 28, 7, 28, 7, 7]
    days = [DAY - timedelta(days=sum(gaps[n:])) for n in range(len(gaps) + 1)]
    assert _silent_from(_issues(*(_issue(f"lake/{n}", day) for n, day in enumerate(days)))) == 31


def test_one_holiday_does_not_make_a_source_patient() -> None:
    gaps = [7] * 6 + [56] + [7] * 5
    days = [DAY - timedelta(days=sum(gaps[n:])) for n in range(len(gaps) + 1)]
    assert _silent_from(_issues(*(_issue(f"lake/{n}", day) for n, day in enumerate(days)))) == 13


def test_old_gaps_are_forgotten() -> None:
    gaps = [30] * 20 + [7] * 12
    days = [DAY - timedelta(days=sum(gaps[n:])) for n in range(len(gaps) + 1)]
    assert _silent_from(_issues(*(_issue(f"lake/{n}", day) for n, day in enumerate(days)))) == 13


def test_undated_issues_have_the_rhythm_of_their_arrival() -> None:
    undated = [{**issue, "published_on": None} for issue in _series(5)]
    arrivals = {issue["issue_id"]: issue["published_on"] for issue in _series(5)}
    assert _silent_from(_issues(*undated)) is None
    assert _silent_from(_issues(*undated), arrivals) == 13


def test_what_arrives_late_or_undated_ends_a_silence() -> None:
    issues = _issues(*_series(6), _issue("lake/late"))
    assert _silent_from(issues, {"lake/late": DAY + timedelta(days=5)}) == 18


def test_a_date_in_the_future_ends_no_silence() -> None:
    issues = _issues(*_series(6), _issue("lake/next", DAY + timedelta(days=365)))
    assert _silent_from(issues) == 13


def test_silence_is_told_in_one_sentence_that_does_not_change() -> None:
    first, later = (silent_sources(_issues(*_series(6)), {}, DAY + timedelta(days=days)) for days in (13, 60))
    assert first == later
    assert [notice.sentence for notice in first] == [
        "lake: no new issue since 2026-06-01, though one usually comes every 7 days; see whether the "
        "publisher has stopped or its files no longer reach raw"
    ]


def test_an_issue_arrives_with_the_run_that_published_it_first() -> None:
    runs = _runs(
        _run(DAY + timedelta(days=1), ["lake/a", "lake/b"]), _run(DAY, ["lake/a"]), _run(DAY, None, None)
    )
    assert arrivals_of(runs) == {"lake/a": DAY, "lake/b": DAY + timedelta(days=1)}


def _odd(history: Sequence[Mapping[str, Any]], **changes: Any) -> list[str]:
    odd = _issue("lake/zz", DAY + timedelta(days=7), **changes)
    lengths = {issue["issue_id"]: issue.get("words", 200.0) for issue in (*history, odd)}
    return [
        notice.sentence
        for notice in issue_notices(_issues(*map(_columns, (*history, odd))), lengths, {"lake/zz"})
    ]


def _columns(issue: Mapping[str, Any]) -> dict[str, Any]:
    return {name: issue[name] for name in ISSUE_COLUMNS}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"article_count": 18}, "articles 18, usually 12"),
        ({"article_count": 6}, "articles 6, usually 12"),
        ({"article_count": 17}, None),
        ({"char_count_noise": 250}, "share of noise 25%, usually 10%"),
        ({"char_count_noise": 240}, None),
        ({"words": 321.0}, "words of an article 321, usually 200"),
        ({"words": 79.0}, "words of an article 79, usually 200"),
        ({"words": 310.0}, None),
        ({"language": "fi"}, "language fi, usually en"),
        ({"language": None}, None),
        ({"language": "und"}, None),
    ],
)
def test_an_issue_far_outside_its_source(changes: Mapping[str, Any], told: str | None) -> None:
    sentences = _odd(_series(5), **changes)
    if told is None:
        assert sentences == []
    else:
        assert sentences == [
            f"lake/zz: unlike the others of its source: {told}; see bulletins review lake/zz"
        ]
    assert _odd(_series(4), **changes) == [], "four issues are no history"


def test_all_that_is_odd_about_an_issue_is_one_notice() -> None:
    (sentence,) = _odd(_series(5), article_count=1, language="fi")
    assert "articles 1, usually 12; language fi, usually en" in sentence


def test_a_source_that_varies_is_given_room() -> None:
    history = _series(7)
    for issue, count in zip(history, (4, 8, 12, 16, 20, 6, 18), strict=True):
        issue["article_count"] = count
    assert _odd(history, article_count=30) == []
    assert _odd(history, article_count=60) != []


def test_a_source_in_two_languages_has_none() -> None:
    history = _series(6)
    history[0]["language"] = history[1]["language"] = "fi"
    assert _odd(history, language="sv") == []


def test_only_the_newest_others_count() -> None:
    history = _series(40)
    for issue in history[:16]:
        issue["article_count"] = 40
    assert _odd(history, article_count=40) != []
    assert _odd(history, article_count=12) == []


def test_only_what_the_run_published_is_looked_at() -> None:
    issues = _issues(*_series(6), _issue("lake/zz", DAY, article_count=99, contents_entry_count=3))
    assert issue_notices(issues, {}, {"lake/00"}) == []
    assert issue_notices(issues, {}, {"lake/zz"}) != []


def test_lengths_are_asked_for_where_they_are_compared() -> None:
    issues = _issues(*_series(40), *_series(3, source="hill"))
    wanted = issues_to_measure(issues, {"lake/03"})
    assert wanted == ["lake/03", *(f"lake/{n:02}" for n in range(15, 40))]


@pytest.mark.parametrize(("matched", "told"), [(9, None), (8, "1 of the 9 entries of its contents list has")])
def test_entries_of_a_contents_list_without_an_article(matched: int, told: str | None) -> None:
    issues = _issues(_issue("lake/a", contents_entry_count=9, contents_matched_count=matched))
    sentences = [notice.sentence for notice in issue_notices(issues, {}, {"lake/a"})]
    expected = [f"lake/a: {told} no article; see bulletins review lake/a"] if told else []
    assert sentences == expected


def _failing(*names: str, **changes: Any) -> dict[str, FailureRow]:
    rows = {name: failure_row(name) for name in names}
    for row in rows.values():
        row.update(changes)  # type: ignore[typeddict-item]  # any column may be the one under test
    return rows


def _told(notices: Sequence[Notice]) -> list[tuple[str, str]]:
    return [(notice.kind, notice.subject) for notice in notices]


def test_failures_are_told_as_they_come_and_go() -> None:
    notices = failure_notices(
        _failing("lake/old", "lake/mended", "lake/gone"),
        _failing("lake/old", "lake/new"),
        {"lake/mended"},
        "run",
    )
    assert _told(notices) == [
        (NoticeKind.NEW_FAILURE, "lake/new"),
        (NoticeKind.MENDED_FAILURE, "lake/mended"),
        (NoticeKind.MENDED_FAILURE, "lake/gone"),
    ]
    new, mended, gone = (notice.sentence for notice in notices)
    assert "lake/new.pdf: the file asks for a password" in new
    assert mended == "lake/mended: no longer fails (encrypted since 2024-06-01); is published now"
    assert "its file is gone from raw" in gone


@pytest.mark.parametrize(("run_id", "count"), [("this run", 1), ("another run", 0)])
def test_what_hardly_passes_by_itself_is_told_by_the_run_that_tried_last(run_id: str, count: int) -> None:
    row = _failing("lake/a", attempts=5, is_transient=True, code="time_limit", run_id=run_id)
    notices = failure_notices(row, row, set(), "this run")
    assert _told(notices) == [(NoticeKind.PERSISTENT_FAILURE, "lake/a")] * count


def test_issues_of_one_bad_profile_come_and_go_as_one() -> None:
    bad = {**failure_row("lake/a"), "code": "profile", "sentence": "lake/source.toml: not valid TOML"}
    rows: dict[str, Any] = {f"lake/{name}": {**bad, "issue_id": f"lake/{name}"} for name in "abc"}
    rows["hill/a"] = {**bad, "issue_id": "hill/a", "sentence": "hill/source.toml: not valid TOML"}
    told = failure_notices({}, rows, set(), "run")
    assert [(notice.subject, notice.sentence) for notice in told] == [
        ("lake", "lake: 3 issues: could not be published (profile): lake/source.toml: not valid TOML"),
        ("hill/a", "hill/a: could not be published (profile): lake/a.pdf: hill/source.toml: not valid TOML"),
    ]
    mended = failure_notices(rows, {}, {"lake/a", "lake/b", "lake/c"}, "run")
    assert [notice.sentence for notice in mended] == [
        "lake: 3 issues: no longer fail (profile since 2024-06-01); are published now",
        "hill/a: no longer fails (profile since 2024-06-01); its file is gone from raw, or as it was when it "
        "was published",
    ]


@pytest.mark.parametrize(
    ("hours", "within", "is_told"), [(24, 26, False), (27, 26, True), (100, None, False), (5, 4.5, True)]
)
def test_runs_that_did_not_come_are_told(hours: float, within: float | None, is_told: bool) -> None:
    begun = datetime(2026, 11, 20, 2, tzinfo=UTC)
    runs = pl.DataFrame({"run_id": ["a", "b"], "started_at": [begun - timedelta(hours=90), begun]})
    notices = missed_runs(runs, begun + timedelta(hours=hours), within)
    assert [notice.kind for notice in notices] == [NoticeKind.RUNS_MISSED] * is_told
    assert missed_runs(runs.clear(), begun, within) == [], "nothing was ever run"


def test_what_an_earlier_run_told_is_not_told_again_unless_it_happens_again() -> None:
    silent = Notice(NoticeKind.SILENT_SOURCE, "lake", "lake: silent")
    failed = Notice(NoticeKind.NEW_FAILURE, "lake/a", "lake/a: failed")
    runs = _runs(_run(DAY, notices=["lake: silent", "lake/a: failed"]), _run(DAY, notices=None))
    assert without_told([silent, failed], runs) == [failed]
    assert without_told([silent, failed], _runs()) == [silent, failed]


def test_the_most_pressing_comes_first() -> None:
    kinds = [NoticeKind.MENDED_FAILURE, NoticeKind.SILENT_SOURCE, NoticeKind.NEW_FAILURE]
    notices = in_order(Notice(kind, "lake", "…") for kind in kinds)
    assert [notice.kind for notice in notices] == list(reversed(kinds))


def test_notices_of_the_last_days_are_remembered_once_each() -> None:
    runs = _runs(
        _run(DAY - timedelta(days=7), notices=["too old"]),
        _run(DAY - timedelta(days=6), notices=["a", "b"]),
        _run(DAY, notices=["b"]),
        _run(DAY - timedelta(days=1), notices=None),
    )
    told = recent_notices(runs)
    assert [(notice.sentence, notice.at.day) for notice in told] == [("b", 1), ("a", 26)]
    assert recent_notices(_runs()) == []
