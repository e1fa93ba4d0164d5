"""Options that commands share, and the datasets as a command opens them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.telling.screen import show_line

if TYPE_CHECKING:
    from tasks.published.catalogue import Catalogue

RawOption = Annotated[Path, typer.Option("--raw", envvar="BULLETINS_RAW", help="Folder of the bulletins.")]
ProcessedOption = Annotated[
    Path, typer.Option("--processed", envvar="BULLETINS_PROCESSED", help="Folder of the datasets.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")]
WorkersOption = Annotated[int | None, typer.Option(help="Issues worked on at a time.", min=1, max=64)]
DirectOption = Annotated[bool, typer.Option("--direct", help="Take the same road without Prefect.")]
LogFormatOption = Annotated[
    str | None,
    typer.Option(
        help="text, or json: one line on stderr for each event.",
        envvar="BULLETINS_LOG_FORMAT",
        show_default="text",
    ),
]

DEFAULT_RAW = Path("raw")
DEFAULT_PROCESSED = Path("processed")


def open_catalogue(processed: Path) -> Catalogue:
    """The published datasets, once a commit that a killed run left behind is carried out.

    Raises:
        ConfigurationError: the folder is not there.
    """
    from tasks.published.catalogue import Catalogue

    catalogue = Catalogue(processed)
    catalogue.require()
    if catalogue.unfinished_commits():
        from tasks.storage.store import Store

        try:
            Store(processed).recover()
        except OSError as error:
            show_line(
                f"an issue in {processed} is half replaced since a run was cut off, and this cannot be "
                f"finished here ({error.strerror or error}); run bulletins ingest"
            )
    return catalogue
