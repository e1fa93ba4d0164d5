"""`bulletins`: parses, delegates, and turns errors into sentences and exit statuses. No logic.

Exit status: 0 all well; 1 at least one issue could not be published, a wrong profile of its source
included; 2 wrong usage or configuration; 3 the run as a whole could not work; 130 stopped by Ctrl-C.
What runs a flow is imported only by the commands that run one, Prefect only when it has work to do.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.acknowledge import acknowledge
from flows.commands.browse import browse
from flows.commands.forget import forget
from flows.commands.look import check, schema, show
from flows.commands.options import (
    DEFAULT_PROCESSED,
    DEFAULT_RAW,
    DirectOption,
    JsonOption,
    LogFormatOption,
    ProcessedOption,
    RawOption,
    WorkersOption,
)
from flows.commands.release import release
from flows.commands.review import review
from flows.commands.status import status
from flows.telling.screen import write_document, write_json
from schemas.errors import ConfigurationError, StorageError
from schemas.version import PIPELINE_VERSION

if TYPE_CHECKING:
    from flows.run.report import RunReport
    from flows.settings import Settings

ALL_WELL, ISSUE_FAILED, WRONG_USAGE, RUN_FAILED, INTERRUPTED = 0, 1, 2, 3, 130


@dataclass(slots=True)
class _Stderr:
    """What the command at work writes there besides errors."""

    is_json: bool = False


_stderr = _Stderr()

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _show_version(is_asked: bool) -> None:
    if is_asked:
        write_document(f"bulletins {PIPELINE_VERSION}\n")
        raise typer.Exit


@app.callback()
def _every_command(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version.")
    ] = False,
) -> None:
    """Bulletins in, trusted Parquet of their articles out."""


@app.command()
def ingest(
    raw: RawOption = DEFAULT_RAW,
    processed: ProcessedOption = DEFAULT_PROCESSED,
    workers: WorkersOption = None,
    source: Annotated[str | None, typer.Option(help="Only this source.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Publish again what has not changed, too.")] = False,
    direct: DirectOption = False,
    log_format: LogFormatOption = None,
    as_json: JsonOption = False,
) -> None:
    """Publish everything new or changed under raw as Parquet under processed."""
    from flows.commands.perform import perform
    from flows.run.plan import Request
    from schemas.kinds import RunKind

    settings = _settings(log_format, raw=raw, processed=processed, workers=workers)
    report = perform(settings, Request(RunKind.INGEST, source=source, force=force), direct=direct)
    _finish(report, as_json=as_json)


@app.command()
def reprocess(
    issue_ids: Annotated[
        list[str] | None, typer.Argument(metavar="ISSUE_ID...", help="As `status` lists them.")
    ] = None,
    raw: RawOption = DEFAULT_RAW,
    processed: ProcessedOption = DEFAULT_PROCESSED,
    workers: WorkersOption = None,
    stale: Annotated[
        bool, typer.Option("--stale", help="All issues that another version published, instead of names.")
    ] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="Publish nothing, show what would change.")
    ] = False,
    direct: DirectOption = False,
    log_format: LogFormatOption = None,
    as_json: JsonOption = False,
) -> None:
    """Publish issues again from their raw bytes, and show what changed."""
    from flows.commands.perform import perform
    from flows.run.plan import Request
    from schemas.kinds import RunKind

    settings = _settings(log_format, raw=raw, processed=processed, workers=workers)
    request = Request(RunKind.REPROCESS, issue_ids=tuple(issue_ids or ()), stale=stale, preview=preview)
    report = perform(settings, request, direct=direct)
    _finish(report, as_json=as_json)


@app.command()
def serve(
    raw: RawOption = DEFAULT_RAW,
    processed: ProcessedOption = DEFAULT_PROCESSED,
    workers: WorkersOption = None,
    cron: Annotated[str, typer.Option(help="When the nightly run fires.")] = "0 2 * * *",
    timezone: Annotated[str, typer.Option(help="Time zone of --cron, such as Europe/Oslo.")] = "UTC",
    host: Annotated[str, typer.Option(help="Address of Prefect's page.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Its port; 0 takes any free one.", min=0, max=65535)] = 4200,
    log_format: LogFormatOption = None,
) -> None:
    """Run what is new every night, and show the runs on Prefect's page; until Ctrl-C."""
    from flows.commands.serve import Timetable
    from flows.commands.serve import serve as keep_serving
    from flows.server.address import Address

    settings = _settings(log_format, raw=raw, processed=processed, workers=workers)
    keep_serving(settings, Timetable(cron, timezone), Address(host, port))


@app.command()
def fetch(
    source: Annotated[
        str | None, typer.Argument(metavar="[SOURCE]", help="Only this source, at once.")
    ] = None,
    raw: RawOption = DEFAULT_RAW,
    processed: ProcessedOption = DEFAULT_PROCESSED,
    as_json: JsonOption = False,
) -> None:
    """Bring new bulletins into raw, from where each source's source.toml says they come."""
    from flows.run.fetch_all import fetch_all
    from flows.settings import load_settings
    from flows.telling.fetch_lines import show_outcome, show_summary

    settings = load_settings(raw=raw, processed=processed)
    report = fetch_all(settings, source, on_done=show_outcome)
    show_summary(report)
    if as_json:
        write_json(report.as_json())
    raise typer.Exit(ISSUE_FAILED if report.has_failures else ALL_WELL)


app.command()(status)
app.command()(show)
app.command()(review)
app.command()(browse)
app.command()(check)
app.command()(forget)
app.command()(acknowledge)
app.command()(release)
app.command()(schema)


def _settings(log_format: str | None, **options: object) -> Settings:
    from flows.settings import load_settings

    settings = load_settings(log_format=log_format, **options)
    _stderr.is_json = settings.log_format == "json"
    return settings


def _finish(report: RunReport, *, as_json: bool) -> None:
    if as_json:
        write_json(report.as_json())
    raise typer.Exit(ISSUE_FAILED if report.has_failures else ALL_WELL)


def main() -> None:
    """The console script."""
    try:
        app()
    except ConfigurationError as error:
        _complain(error, WRONG_USAGE)
    except StorageError as error:
        _complain(error, RUN_FAILED)


def _complain(error: Exception, exit_status: int) -> None:
    if _stderr.is_json:
        from flows.telling.logs import LogWatcher

        LogWatcher().fail(str(error))
    else:
        typer.echo(f"bulletins: {error}", err=True)
    sys.exit(exit_status)


if __name__ == "__main__":
    main()
