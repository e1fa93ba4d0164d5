"""`bulletins review`: one HTML page of an issue, as the pipeline saw it.

What is on the page stands in `tasks.review.explain`, how it looks in `flows.telling.review_page`.
Nothing published is changed, and no flow runs.
"""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import (
    DEFAULT_PROCESSED,
    DEFAULT_RAW,
    JsonOption,
    ProcessedOption,
    RawOption,
    open_catalogue,
)
from flows.telling.screen import show_line, write_json
from schemas.errors import StorageError


def review(
    issue_id: Annotated[str, typer.Argument(metavar="ISSUE_ID", help="The issue, as status lists it.")],
    output: Annotated[
        Path | None,
        typer.Option(
            help="File to write.",
            metavar="FILE",
            show_default="<processed>/.state/review/<source>/<slug>.html",
            dir_okay=False,
        ),
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    raw: RawOption = DEFAULT_RAW,
    processed: ProcessedOption = DEFAULT_PROCESSED,
    as_json: JsonOption = False,
) -> None:
    """One page to look at: the issue's pages with every block drawn, its articles and its noise."""
    from flows.settings import load_settings
    from flows.telling import views
    from flows.telling.review_page import default_path, render_review
    from tasks.review.explain import review_issue

    catalogue = open_catalogue(processed)
    state = catalogue.state_of(issue_id)
    if state.issue is None:
        if state.failure is not None:
            show_line(views.failure_line(state.failure))
        raise typer.Exit(1)
    limits = load_settings(raw=raw, processed=processed).child_limits
    seen = review_issue(catalogue, state, raw, limits)
    path = output or default_path(processed, issue_id)
    _write(path, render_review(seen))
    if seen.remark is not None:
        show_line(f"{issue_id}: shown without pictures of its pages: {seen.remark}")
    if as_json:
        write_json({"issue_id": issue_id, "path": str(path), "remark": seen.remark})
    else:
        show_line(f"Wrote {path}")
    if open_it:
        webbrowser.open(path.resolve().as_uri())


def _write(path: Path, html: str) -> None:
    from tasks.storage.commit import write_durably

    try:
        write_durably(path, html.encode())
    except OSError as error:
        raise StorageError(
            f"the review page {path} cannot be written ({error.strerror or error}); name another file "
            "with --output"
        ) from error
