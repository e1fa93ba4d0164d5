"""`bulletins status`: a verdict first, then only what needs someone; the rest for those who ask.

It changes nothing and runs no flow; neither Prefect nor Pandera is imported. What is said stands in
`flows.telling.morning` and `flows.telling.views`, here it is gathered.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, available_timezones

import typer

from flows.commands.options import (
    DEFAULT_PROCESSED,
    DEFAULT_RAW,
    JsonOption,
    ProcessedOption,
    RawOption,
    open_catalogue,
)
from flows.telling.screen import write_grid, write_json, write_line
from schemas.errors import ConfigurationError, StorageError
from schemas.notices import REMEMBERED_RUNS, Notice
from tasks.storage.index import STATE_FOLDER

if TYPE_CHECKING:
    import polars as pl

    from flows.telling.morning import Morning
    from tasks.fetching.memory import FetchTrouble
    from tasks.published.catalogue import Catalogue, IssueState
    from tasks.storage.schedule import Schedule

SOMEONE_NEEDED = 1


def status(
    raw: RawOption = DEFAULT_RAW,
    processed: ProcessedOption = DEFAULT_PROCESSED,
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Only these sources.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="The table of every issue, too.")] = False,
    problems: Annotated[
        bool, typer.Option("--problems", help="The table of issues about which there is anything to see.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Leave with 1 if anything needs someone: for health checks.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it as a page, too.", dir_okay=False)
    ] = None,
    timezone: Annotated[
        str | None,
        typer.Option(help="Time zone of what is told.", show_default="that of the schedule, or UTC"),
    ] = None,
    within_hours: Annotated[
        float | None,
        typer.Option(
            envvar="BULLETINS_RUN_WITHIN_HOURS",
            help="Hours that may pass from one run to the next.",
            show_default="as the schedule has it",
            min=0,
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Does anything need someone? Then what; with --all every issue."""
    from flows.telling import views
    from flows.telling.morning import is_problem, needs, verdict

    catalogue = open_catalogue(processed)
    morning = _look(catalogue, raw, frozenset(sources or ()), timezone, within_hours)
    if as_json:
        told = {"verdict": verdict(morning), "needs": needs(morning)}
        troubles = [*morning.troubles, *morning.known_troubles]
        values = views.status_values(
            morning.states, morning.gone, morning.run, morning.silent, morning.told, troubles, morning.known
        )
        write_json({**told, **values})
    else:
        _tell(morning, processed)
        if everything:
            _tell_issues(morning, morning.states)
        elif problems:
            _tell_issues(morning, [state for state in morning.states if is_problem(state, morning.gone)])
    if html is not None:
        _write_page(morning, processed, html)
    if check and needs(morning):
        raise typer.Exit(SOMEONE_NEEDED)


def _tell(morning: Morning, processed: Path) -> None:
    from flows.telling.morning import needs, rest_line, verdict

    write_line(verdict(morning))
    for line in needs(morning):
        write_line(line)
    if not morning.states:
        write_line(f"Nothing is published in {processed} yet.")
    if rest := rest_line(morning):
        write_line(rest)


def _tell_issues(morning: Morning, states: Sequence[IssueState]) -> None:
    """The table of some issues, and a line for each thing that there is to say of any."""
    from flows.telling import views
    from flows.telling.morning import needs

    if states:
        write_grid(views.status_grid(states, morning.gone))
    told = frozenset(needs(morning))
    for remark in views.status_remarks(morning.states, morning.gone, morning.zone, morning.known):
        if remark not in told:
            write_line(remark)
    for trouble, said in morning.known_troubles.items():
        write_line(f"{views.fetch_line(trouble, morning.zone)} ({said})")
    for line in views.notice_lines([], [told_of for told_of in morning.told if told_of.sentence not in told]):
        write_line(line)
    write_line(views.last_run_line(morning.run, morning.zone))


def _look(
    catalogue: Catalogue, raw: Path, sources: frozenset[str], timezone: str | None, within_hours: float | None
) -> Morning:
    """All there is to be told of some sources, or of all of them.

    Raises:
        ConfigurationError: a source or the time zone is not known.
    """
    from flows.telling.morning import Morning
    from tasks.published.notices import RUN_COLUMNS, missed_runs, recent_notices, source_of
    from tasks.storage.acknowledged import who_acknowledged
    from tasks.storage.schedule import expected_within_hours, load_schedule

    now, state = datetime.now(UTC), catalogue.processed / STATE_FOLDER
    schedule = load_schedule(state)
    runs = catalogue.recent_runs(REMEMBERED_RUNS, RUN_COLUMNS)
    states = catalogue.states()
    silent = _silent_sources(catalogue, runs)
    troubles, known_troubles = _fetch_troubles(raw, state)
    told = recent_notices(runs)
    if sources:
        _require(
            sources,
            {source_of(each.issue_id) for each in states}
            | {trouble.source for trouble in (*troubles, *known_troubles)},
        )
        states = [each for each in states if source_of(each.issue_id) in sources]
        silent = [notice for notice in silent if notice.subject in sources]
        troubles = [trouble for trouble in troubles if trouble.source in sources]
        known_troubles = {each: said for each, said in known_troubles.items() if each.source in sources}
        told = [notice for notice in told if _source_told(notice.sentence) in sources]
    known = {
        each.issue_id: words
        for each in states
        if each.failure is not None and (words := who_acknowledged(state, each.failure)) is not None
    }
    return Morning(
        states=states,
        gone=_gone(raw, states),
        known=known,
        troubles=troubles,
        known_troubles=known_troubles,
        silent=silent,
        missed=missed_runs(runs, now, expected_within_hours(within_hours, state)),
        told=told,
        run=catalogue.last_run(),
        next_run=None if schedule is None else schedule.next_after(now),
        is_served=schedule is not None and _is_served(state),
        now=now,
        zone=_zone(timezone, schedule),
    )


def _require(asked: frozenset[str], known: set[str]) -> None:
    if unknown := sorted(asked - known):
        raise ConfigurationError(
            f"there is no source {unknown[0]}; those with something to tell are: "
            f"{', '.join(sorted(known)) or 'none'}"
        )


def _gone(raw: Path, states: Sequence[IssueState]) -> frozenset[str]:
    if not raw.is_dir():
        return frozenset()
    return frozenset(each.issue_id for each in states if not os.path.lexists(raw / each.source_path))


def _is_served(state: Path) -> bool:
    """Whether somebody keeps to the timetable; where the folder is not ours to lock in, it is believed."""
    from tasks.storage.turns import Turns

    try:
        return Turns(state).is_served()
    except StorageError:
        return True


def _source_told(sentence: str) -> str:
    """The source of which a notice tells: each begins with its name or an issue's."""
    return sentence.split(":", 1)[0].split("/", 1)[0]


def _zone(asked: str | None, schedule: Schedule | None) -> tzinfo:
    """The time zone that was asked for, or that of the schedule, or UTC."""
    if asked is not None and asked not in available_timezones():
        raise ConfigurationError(
            f"--timezone {asked}: there is no such time zone; give a name like Europe/Oslo"
        )
    name = asked or (schedule.timezone if schedule is not None else "UTC")
    return ZoneInfo(name) if name in available_timezones() else UTC


def _fetch_troubles(raw: Path, state: Path) -> tuple[list[FetchTrouble], dict[FetchTrouble, str]]:
    """What could not be fetched: what nobody has acknowledged, and the rest with who has.

    The libraries that read the records are loaded only if there are any.
    """
    if not any(raw.glob("*/.fetched.json")):
        return [], {}
    from tasks.fetching.memory import open_troubles
    from tasks.fetching.notices import who_acknowledged

    said = {trouble: who_acknowledged(trouble, state) for trouble in open_troubles(raw)}
    new = [trouble for trouble, words in said.items() if words is None]
    return new, {trouble: words for trouble, words in said.items() if words is not None}


def _silent_sources(catalogue: Catalogue, runs: pl.DataFrame) -> list[Notice]:
    """Sources that are silent as of the last run, whenever that was told."""
    from tasks.published.notices import ISSUE_COLUMNS, arrivals_of, silent_sources

    if runs.is_empty():
        return []
    issues = catalogue.read_dataset("issues", ISSUE_COLUMNS)
    return silent_sources(issues, arrivals_of(runs), runs["started_at"].to_list()[-1].date())


def _write_page(morning: Morning, processed: Path, path: Path) -> None:
    from flows.telling.morning_page import render_morning
    from tasks.storage.commit import write_durably

    try:
        write_durably(path, render_morning(morning, processed).encode())
    except OSError as error:
        raise StorageError(
            f"the page {path} cannot be written ({error.strerror or error}); name another file with --html"
        ) from error
