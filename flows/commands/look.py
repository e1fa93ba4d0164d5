"""The commands that only look: `status`, `show`, `check` and `schema`.

They change nothing, run no flow, and answer at once; so Pandera is imported only by `check`, and
Prefect by none.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import (
    DEFAULT_PROCESSED,
    DEFAULT_RAW,
    JsonOption,
    ProcessedOption,
    RawOption,
    open_catalogue,
)
from flows.telling import dictionary_views
from flows.telling.screen import show_grid, show_line, write_document, write_json
from schemas.dictionary import DATASETS, Dataset
from schemas.errors import ConfigurationError
from schemas.notices import REMEMBERED_RUNS, Notice

if TYPE_CHECKING:
    import polars as pl

    from schemas.rows import ArticleRow
    from tasks.fetching.memory import FetchTrouble
    from tasks.published.catalogue import Catalogue, IssueState


def status(
    raw: RawOption = DEFAULT_RAW, processed: ProcessedOption = DEFAULT_PROCESSED, as_json: JsonOption = False
) -> None:
    """Every issue: state, articles, noise, accounting, warnings; notices, and the last run."""
    from flows.telling import views
    from tasks.published.notices import RUN_COLUMNS, recent_notices

    catalogue = open_catalogue(processed)
    states, run = catalogue.states(), catalogue.last_run()
    gone = frozenset(
        state.issue_id for state in states if raw.is_dir() and not os.path.lexists(raw / state.source_path)
    )
    runs = catalogue.recent_runs(REMEMBERED_RUNS, RUN_COLUMNS)
    silent, told = _silent_sources(catalogue, runs), recent_notices(runs)
    troubles = _fetch_troubles(raw)
    if as_json:
        write_json(views.status_values(states, gone, run, silent, told, troubles))
        return
    if states:
        show_grid(views.status_grid(states, gone))
    else:
        show_line(f"Nothing is published in {processed} yet.")
    for remark in views.status_remarks(states, gone):
        show_line(remark)
    for line in [*views.fetch_lines(troubles), *views.notice_lines(silent, told)]:
        show_line(line)
    show_line(views.last_run_line(run))


def _fetch_troubles(raw: Path) -> list[FetchTrouble]:
    """What could not be fetched; the libraries that read the records are loaded only if there are any."""
    if not any(raw.glob("*/.fetched.json")):
        return []
    from tasks.fetching.memory import open_troubles

    return open_troubles(raw)


def _silent_sources(catalogue: Catalogue, runs: pl.DataFrame) -> list[Notice]:
    """Sources that are silent as of the last run, whenever that was told."""
    from tasks.published.notices import ISSUE_COLUMNS, arrivals_of, silent_sources

    if runs.is_empty():
        return []
    issues = catalogue.read_dataset("issues", ISSUE_COLUMNS)
    return silent_sources(issues, arrivals_of(runs), runs["started_at"].to_list()[-1].date())


def show(
    issue_id: Annotated[str, typer.Argument(metavar="ISSUE_ID", help="The issue, as status lists it.")],
    article: Annotated[
        int | None, typer.Option("--article", metavar="N", min=0, help="The text of this article.")
    ] = None,
    noise: Annotated[bool, typer.Option("--noise", help="What is in no article, and why.")] = False,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="WORDS", help="Where on the pages these words of a body stand."),
    ] = None,
    raw: RawOption = DEFAULT_RAW,
    processed: ProcessedOption = DEFAULT_PROCESSED,
    as_json: JsonOption = False,
) -> None:
    """One issue: its articles, the text or a passage of one, or what was kept out of all of them."""
    from flows.telling import views

    if noise and (article is not None or at is not None):
        option = "--article" if at is None else "--at"
        raise ConfigurationError(f"{option} and --noise exclude each other; give one of them")
    if at is not None and not at.split():
        raise ConfigurationError("--at has no words to look for")
    catalogue = open_catalogue(processed)
    state = catalogue.state_of(issue_id)
    if state.issue is None:
        _show_failed(state, as_json=as_json)
    elif at is not None:
        _show_passages(catalogue, issue_id, at, article, as_json=as_json)
    elif article is not None:
        _show_article(catalogue, issue_id, article, as_json=as_json)
    elif noise:
        _show_noise(catalogue, issue_id, as_json=as_json)
    else:
        articles = catalogue.articles(issue_id)
        if as_json:
            write_json(views.issue_values(state, articles))
            return
        for line in views.issue_lines(state, raw):
            show_line(line)
        show_grid(views.articles_grid(articles))


def _show_failed(state: IssueState, *, as_json: bool) -> None:
    """An issue that was never published; leaves with 1, as a run does when an issue fails."""
    from flows.telling import views

    if as_json:
        write_json(views.issue_values(state, []))
    elif state.failure is not None:
        show_line(views.failure_line(state.failure))
    raise typer.Exit(1)


def _show_article(catalogue: Catalogue, issue_id: str, position: int, *, as_json: bool) -> None:
    from flows.telling import views

    article = _article(catalogue, issue_id, position)
    if as_json:
        write_json(article)
    else:
        show_line(views.article_text(article))


def _article(catalogue: Catalogue, issue_id: str, position: int) -> ArticleRow:
    articles = {row["position"]: row for row in catalogue.articles(issue_id)}
    if position not in articles:
        raise ConfigurationError(
            f"{issue_id} has no article {position}; its articles are 0 to {max(articles, default=0)}"
        )
    return articles[position]


def _show_passages(
    catalogue: Catalogue, issue_id: str, words: str, position: int | None, *, as_json: bool
) -> None:
    """Where `words` stand, in one article or in all; finding them nowhere is an answer like any other."""
    from flows.telling import views
    from tasks.published.passages import find_passages

    articles = catalogue.articles(issue_id) if position is None else [_article(catalogue, issue_id, position)]
    passages = find_passages(words, articles, catalogue.blocks(issue_id))
    if as_json:
        write_json(views.passage_values(passages))
    elif passages:
        show_grid(views.passages_grid(passages))
    else:
        show_line("These words stand in no body; titles, captions, tables and noise are not looked at.")


def _show_noise(catalogue: Catalogue, issue_id: str, *, as_json: bool) -> None:
    from flows.telling import views

    blocks = [block for block in catalogue.blocks(issue_id) if block["noise_code"] is not None]
    if as_json:
        write_json(views.noise_values(blocks))
    else:
        show_grid(views.noise_grid(blocks))


def check(
    mend: Annotated[bool, typer.Option("--repair", help="Make again from raw what is broken.")] = False,
    raw: RawOption = DEFAULT_RAW,
    processed: ProcessedOption = DEFAULT_PROCESSED,
    as_json: JsonOption = False,
) -> None:
    """Are the datasets whole, valid, consistent with each other and with the bulletins? 1 if not."""
    from flows.telling import views
    from tasks.published.check import check_all

    mended: tuple[str, ...] = ()
    if mend:
        from flows.commands.repair import repair
        from flows.settings import load_settings
        from flows.telling.progress import ScreenWatcher

        with ScreenWatcher() as watcher:
            repaired = repair(load_settings(raw=raw, processed=processed), watcher)
        mended, report = repaired.mended, repaired.report
    else:
        report = check_all(raw, processed)
    if as_json:
        write_json({**views.check_values(report), **({"mended": mended} if mend else {})})
    else:
        for line in (*(f"mended: {line}" for line in mended), *views.check_lines(report)):
            show_line(line)
    if report.faults:
        raise typer.Exit(1)


def schema(
    dataset: Annotated[str | None, typer.Argument(help="Only this dataset.")] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Write it as a document to standard output.")
    ] = False,
    raw: RawOption = DEFAULT_RAW,
    processed: ProcessedOption = DEFAULT_PROCESSED,
    as_json: JsonOption = False,
) -> None:
    """The data dictionary: every dataset and column, its type, unit and meaning."""
    del raw, processed  # taken as every command takes them; the dictionary lies in neither
    datasets = _chosen_datasets(dataset)
    if markdown and as_json:
        raise ConfigurationError("--markdown and --json exclude each other; give one of them")
    if as_json:
        write_json(dictionary_views.dictionary_values(datasets))
    elif markdown:
        write_document(dictionary_views.dictionary_markdown(datasets))
    else:
        for chosen in datasets:
            show_line(f"{chosen.name}: {chosen.description}")
            show_grid(dictionary_views.dataset_grid(chosen))
            show_line()


def _chosen_datasets(name: str | None) -> list[Dataset]:
    if name is None:
        return list(DATASETS.values())
    if name not in DATASETS:
        raise ConfigurationError(f"there is no dataset {name}; the datasets are {', '.join(DATASETS)}")
    return [DATASETS[name]]
