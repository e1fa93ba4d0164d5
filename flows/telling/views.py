"""What `status`, `show` and `check` say, as grids and lines for a person and as values for a program.

Nothing here reads a file or prints; how it reaches the reader stands in `flows.telling.screen`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.run.wording import plural
from flows.telling.screen import Grid
from schemas.kinds import Isolation
from schemas.notices import NOT_PUBLISHED, Notice
from schemas.reasons import MEANINGS
from schemas.rows import ArticleRow, BlockRow, IssueRow
from schemas.run_rows import FailureRow, RunRow
from schemas.version import PIPELINE_VERSION
from tasks.published.catalogue import IssueState, is_accounted, noise_share
from tasks.published.notices import ToldNotice

if TYPE_CHECKING:
    from tasks.fetching.memory import FetchTrouble
    from tasks.published.check import CheckReport
    from tasks.published.passages import Passage

FIRST_WORDS_CHARS = 60
MAX_SHOWN_NOTICES = 10
NOTHING = "-"
STATE_WORDS = {
    "published": "published",
    "published_with_warnings": "with warnings",
    "failed": "failed",
    "failed_last_good_published": "failed, last good result published",
    "source_gone": "published, file gone",
}


def status_grid(states: Sequence[IssueState], gone: frozenset[str]) -> Grid:
    """One row for each issue; those in `gone` have no file in raw any more."""
    return Grid(
        headers=("issue", "state", "articles", "noise", "accounting", "warnings"),
        rows=[_status_cells(state, state.issue_id in gone) for state in states],
        right=frozenset({"articles", "noise", "warnings"}),
    )


def state_name(state: IssueState, *, is_gone: bool) -> str:
    """The issue's state, or `source_gone` when it is published and its file has left raw."""
    return "source_gone" if is_gone and state.issue is not None else state.state


def _status_cells(state: IssueState, is_gone: bool) -> tuple[str, ...]:
    word = STATE_WORDS[state_name(state, is_gone=is_gone)] + (", stale" if state.is_stale else "")
    if state.issue is None:
        return state.issue_id, word, NOTHING, NOTHING, NOTHING, NOTHING
    return (
        state.issue_id,
        word,
        str(state.issue["article_count"]),
        f"{noise_share(state.issue):.1%}",
        "exact" if is_accounted(state.issue) else "does not add up",
        str(len(state.issue["warnings"])),
    )


def status_remarks(states: Sequence[IssueState], gone: frozenset[str]) -> list[str]:
    """Warnings, failures, files that are gone and stale issues, a line each."""
    remarks = []
    moves = _moves(states, gone)
    for state in states:
        if state.issue is not None:
            remarks += [f"{state.issue_id}: warning: {warning}" for warning in state.issue["warnings"]]
        if state.failure is not None:
            remarks.append(failure_line(state.failure))
        if state.issue_id in gone:
            remarks.append(_gone_line(state, moves.get(state.issue_id)))
    return remarks + _stale_remarks([state for state in states if state.is_stale])


def _stale_remarks(stale: Sequence[IssueState]) -> list[str]:
    if not stale:
        return []
    versions = sorted({state.issue["pipeline_version"] for state in stale if state.issue is not None})
    return [
        f"{plural(len(stale), 'issue')} published by another version ({', '.join(versions)}; this is "
        f"{PIPELINE_VERSION}): bulletins reprocess --stale brings up to date what still lies under raw"
    ]


def _gone_line(state: IssueState, moved_to: str | None) -> str:
    line = f"{state.issue_id}: its file {state.source_path} is gone from raw"
    if state.issue is None:
        return f"{line}; the next run drops its failure"
    if moved_to is not None:
        line += f" and seems to be {moved_to} now (the same bytes)"
    return f"{line}; what was published of it stays until bulletins forget {state.issue_id}"


def _moves(states: Sequence[IssueState], gone: frozenset[str]) -> dict[str, str]:
    """Issues whose bytes are another issue's now, by the id of the one that is gone."""
    present = {
        state.issue["source_sha256"]: state.issue_id
        for state in states
        if state.issue is not None and state.issue_id not in gone
    }
    return {
        state.issue_id: present[state.issue["source_sha256"]]
        for state in states
        if state.issue_id in gone and state.issue is not None and state.issue["source_sha256"] in present
    }


def failure_line(failure: FailureRow) -> str:
    """What fails, how often and since when, why, and when it is tried again."""
    tries = "once" if failure["attempts"] == 1 else f"{failure['attempts']} times"
    due = failure["next_try"]
    again = (
        "not tried again before its file, its profile or the version changes"
        if due is None
        else f"tried again by the first run from {_minute(due)} on"
    )
    return (
        f"{failure['issue_id']}: failed {tries} in stage {failure['stage']} ({failure['code']}), first on "
        f"{_minute(failure['first_seen'])}: {failure['source_path']}: {failure['sentence']}; {again}"
    )


def notice_lines(silent: Sequence[Notice], told: Sequence[ToldNotice]) -> list[str]:
    """Sources that are silent, and what the runs of the last days told besides, the newest first.

    New failures are left out: while an issue fails, its own line says more, and then its end is told.
    """
    standing = [notice.sentence for notice in silent]
    rest = [
        notice for notice in told if notice.sentence not in standing and NOT_PUBLISHED not in notice.sentence
    ]
    lines = [f"notice: {sentence}" for sentence in standing]
    lines += [f"notice of {notice.at:%Y-%m-%d}: {notice.sentence}" for notice in rest[:MAX_SHOWN_NOTICES]]
    if (more := len(rest) - MAX_SHOWN_NOTICES) > 0:
        lines.append(f"and {plural(more, 'notice')} more of these days, in the dataset runs")
    return lines


def last_run_line(run: RunRow | None) -> str:
    if run is None:
        return "No run yet."
    unconfined = "; files were read with limits only" if run["isolation"] == Isolation.LIMITS_ONLY else ""
    return (
        f"Last run: {run['kind']} by {run['started_by']} at {_minute(run['started_at'])}, "
        f"{run['status'].replace('_', ' ')} in {run['seconds']:.1f} s: {run['published_count']} published, "
        f"{run['unchanged_count']} unchanged, {run['failed_count']} failed, "
        f"{run['still_failing_count']} still failing{unconfined}"
    )


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def fetch_lines(troubles: Sequence[FetchTrouble]) -> list[str]:
    """What could not be fetched, a line each."""
    return [_fetch_line(trouble) for trouble in troubles]


def _fetch_line(trouble: FetchTrouble) -> str:
    what = trouble.source if trouble.address is None else f"{trouble.source}: {trouble.address}"
    tries = "once" if trouble.attempts == 1 else f"{trouble.attempts} times"
    line = f"{what}: could not be fetched {tries} since {trouble.first_seen:%Y-%m-%d}: {trouble.sentence}"
    if trouble.next_try is None:
        return line
    return f"{line}; tried again by the first run from {_minute(trouble.next_try)} on"


def status_values(
    states: Sequence[IssueState],
    gone: frozenset[str],
    run: RunRow | None,
    silent: Sequence[Notice],
    told: Sequence[ToldNotice],
    troubles: Sequence[FetchTrouble],
) -> dict[str, object]:
    """`status` for a program."""
    moves = _moves(states, gone)
    return {
        "pipeline_version": PIPELINE_VERSION,
        "issues": [
            _state_values(state, state.issue_id in gone, moves.get(state.issue_id)) for state in states
        ],
        "stale_count": sum(state.is_stale for state in states),
        "silent_sources": [asdict(notice) for notice in silent],
        "recent_notices": [asdict(notice) for notice in told],
        "fetch_troubles": [asdict(trouble) for trouble in troubles],
        "last_run": run,
    }


def _state_values(state: IssueState, is_gone: bool, moved_to: str | None) -> dict[str, object]:
    issue = state.issue
    return {
        "issue_id": state.issue_id,
        "source_path": state.source_path,
        "is_source_gone": is_gone,
        "moved_to": moved_to,
        "state": state_name(state, is_gone=is_gone),
        "is_stale": state.is_stale,
        "pipeline_version": issue["pipeline_version"] if issue else None,
        "article_count": issue["article_count"] if issue else None,
        "noise_share": noise_share(issue) if issue else None,
        "is_accounted": is_accounted(issue) if issue else None,
        "warnings": issue["warnings"] if issue else [],
        "failure": state.failure,
    }


def issue_lines(state: IssueState, raw: Path) -> list[str]:
    """A published issue in a few lines: what it is, and where its characters went."""
    issue = state.issue
    if issue is None:
        return []
    sum_words = "the sum is exact" if is_accounted(issue) else "the sum does not add up"
    lines = [
        f"{issue['issue_id']} ({raw / issue['source_path']}): {_facts(issue)}",
        f"{issue['char_count']} characters: {issue['char_count_articles']} in articles, "
        f"{issue['char_count_noise']} noise, {issue['char_count_edits']} edited away, "
        f"{issue['char_count_lost']} lost; {sum_words}",
        *(f"warning: {warning}" for warning in issue["warnings"]),
    ]
    if state.failure is not None:
        lines.append(f"this is its last good result; {failure_line(state.failure)}")
    return lines


def _facts(issue: IssueRow) -> str:
    day = issue["published_on"]
    facts = [
        issue["title"],
        issue["issue_label"],
        day.isoformat() if day else None,
        issue["kind"].replace("_", " "),
        issue["language"],
        plural(issue["page_count"], "page"),
    ]
    return ", ".join(fact for fact in facts if fact)


def issue_values(state: IssueState, articles: Sequence[ArticleRow]) -> dict[str, object]:
    """One issue and its articles, without their texts, for a program."""
    without_text = [{name: value for name, value in row.items() if name != "body"} for row in articles]
    return {"state": state.state, "issue": state.issue, "failure": state.failure, "articles": without_text}


def articles_grid(articles: Sequence[ArticleRow]) -> Grid:
    return Grid(
        headers=("article", "section", "title", "pages", "words", "flags"),
        rows=[
            (
                str(article["position"]),
                article["section"] or NOTHING,
                article["title"],
                _pages(article),
                str(article["word_count"]),
                ", ".join(article["flags"]) or NOTHING,
            )
            for article in articles
        ],
        right=frozenset({"article", "words"}),
    )


def article_text(article: ArticleRow) -> str:
    """One article in full, as a person would read it."""
    place = [article["section"], f"page {_pages(article)}", plural(article["word_count"], "word")]
    place += [article["language"], *article["flags"]]
    head = [article["kicker"], article["title"], article["byline"], article["dateline"]]
    parts = [
        " · ".join(part for part in place if part),
        "\n".join(part for part in head if part),
        article["body"],
        *(f"Caption: {caption}" for caption in article["captions"]),
        *(f"Table:\n{table}" for table in article["tables"]),
    ]
    return "\n\n".join(part for part in parts if part)


def passages_grid(passages: Sequence[Passage]) -> Grid:
    """A row for each block that words of a body stand in; edges in points from the page's top left."""
    return Grid(
        headers=("article", "page", "left", "top", "right", "bottom", "block", "words"),
        rows=[
            (
                str(passage.article["position"]),
                str(block["page"]),
                *(NOTHING if edge is None else f"{edge:.2f}" for edge in _edges(block)),
                str(block["ordinal"]),
                _first_words(passage.text),
            )
            for passage in passages
            for block in passage.blocks
        ],
        right=frozenset({"article", "page", "left", "top", "right", "bottom", "block"}),
    )


def passage_values(passages: Sequence[Passage]) -> list[dict[str, Any]]:
    """Places of words for a program, each with the blocks it stands in."""
    names = ("block_id", "ordinal", "page", "x0", "top", "x1", "bottom", "body_start", "body_end")
    return [
        {
            "article_id": passage.article["article_id"],
            "position": passage.article["position"],
            "start": passage.start,
            "end": passage.end,
            "text": passage.text,
            "blocks": [
                {name: value for name, value in block.items() if name in names} for block in passage.blocks
            ],
        }
        for passage in passages
    ]


def _edges(block: BlockRow) -> tuple[float | None, ...]:
    return block["x0"], block["top"], block["x1"], block["bottom"]


def noise_grid(blocks: Sequence[BlockRow]) -> Grid:
    """The ledger's noise and losses, in reading order."""
    return Grid(
        headers=("page", "code", "meaning", "why", "characters", "first words"),
        rows=[
            (
                str(block["page"]),
                block["noise_code"] or NOTHING,
                _meaning(block),
                block["evidence"],
                str(block["char_count"]),
                _first_words(block["text"]),
            )
            for block in blocks
        ],
        right=frozenset({"page", "characters"}),
    )


def noise_values(blocks: Sequence[BlockRow]) -> list[dict[str, Any]]:
    """Noise and losses for a program, each with the meaning of its code."""
    return [{**block, "meaning": _meaning(block)} for block in blocks]


def check_lines(report: CheckReport) -> list[str]:
    counts = ", ".join(plural(count, "row") + f" in {name}" for name, count in report.row_counts.items())
    verdict = plural(len(report.faults), "fault") if report.faults else "all is well"
    faults = [f"{fault.place}: {fault.code}: {fault.sentence}" for fault in report.faults]
    return [*faults, f"Checked {plural(report.issue_count, 'issue')}: {counts}: {verdict}."]


def check_values(report: CheckReport) -> dict[str, object]:
    """`check` for a program."""
    return {
        "is_well": not report.faults,
        "issue_count": report.issue_count,
        "row_counts": report.row_counts,
        "faults": [
            {"place": fault.place, "code": fault.code, "sentence": fault.sentence} for fault in report.faults
        ],
    }


def _meaning(block: BlockRow) -> str:
    return MEANINGS.get(block["noise_code"] or "", NOTHING)


def _pages(article: ArticleRow) -> str:
    first, last = article["page_first"], article["page_last"]
    return str(first) if first == last else f"{first}-{last}"


def _first_words(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= FIRST_WORDS_CHARS else folded[: FIRST_WORDS_CHARS - 1].rstrip() + "…"
