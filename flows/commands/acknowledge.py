"""`bulletins acknowledge`: a person says that a failure is known, so that nights with nothing new say so.

What is kept, and which failure it is about, stands in `tasks.storage.acknowledged`. Nothing published
changes; the failure itself stays in `failures` and in the counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
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
from flows.telling.screen import show_line, write_json
from schemas.errors import ConfigurationError, StorageError
from tasks.storage.index import STATE_FOLDER

if TYPE_CHECKING:
    from tasks.published.catalogue import Catalogue


def acknowledge(
    subjects: Annotated[
        list[str],
        typer.Argument(
            metavar="ISSUE_ID|FILE|SOURCE...",
            help="Issues that fail, as `status` lists them, or their files below raw, or sources of which "
            "something is not fetched.",
        ),
    ],
    by: Annotated[str | None, typer.Option(help="Who says so.", show_default="your login name")] = None,
    note: Annotated[str | None, typer.Option(help="What there is to say of it.")] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take it back.")] = False,
    raw: RawOption = DEFAULT_RAW,
    processed: ProcessedOption = DEFAULT_PROCESSED,
    as_json: JsonOption = False,
) -> None:
    """Say that failures are known: they call nobody until their file, or what is said of it, changes."""
    from tasks.storage.acknowledged import Acknowledgement, save_acknowledgement, withdraw_acknowledgement

    catalogue, state = open_catalogue(processed), processed / STATE_FOLDER
    names = list(dict.fromkeys(_subject(name, catalogue) for name in subjects))
    try:
        if withdraw:
            changed = [name for name in names if withdraw_acknowledgement(state, _safe(name))]
        else:
            who, now = by or _login_name(), datetime.now(UTC)
            marks = {name: _marks_of(name, catalogue, raw) for name in names}
            for name, found in marks.items():
                save_acknowledgement(state, Acknowledgement(name, found, who, now, note))
            changed = names
    except OSError as error:
        raise StorageError(
            f"the acknowledgement cannot be written below {state} ({error.strerror or error}); "
            "check the permissions of the folder and the space on its disk"
        ) from error
    if as_json:
        write_json({"withdrawn" if withdraw else "acknowledged": changed})
        return
    for line in _lines(names, changed, withdraw=withdraw):
        show_line(line)


def _subject(name: str, catalogue: Catalogue) -> str:
    """The id under which a file below raw fails; any other name as it is.

    A file that is not understood has no id that anybody knows it by; of files that share one, a failure names
    the first as its own.
    """
    from tasks.discover import issue_id_of

    failing = {each.issue_id: each.source_path for each in catalogue.states() if each.failure is not None}
    if name in failing:
        return name
    named = [issue_id for issue_id, path in failing.items() if path == name]
    if not named and "." in name and issue_id_of(name) in failing:
        named = [issue_id_of(name)]
    return named[0] if named else name


def _marks_of(name: str, catalogue: Catalogue, raw: Path) -> tuple[str, ...]:
    """The failures of an issue or a source, as an acknowledgement knows them.

    Raises:
        ConfigurationError: it has none.
    """
    from tasks.storage.acknowledged import failure_mark

    if "/" in name:
        failure = catalogue.state_of(name).failure
        if failure is None:
            raise ConfigurationError(f"{name} does not fail, so there is nothing to acknowledge")
        return (failure_mark(failure),)
    from tasks.fetching.memory import open_troubles
    from tasks.fetching.notices import mark_of

    marks = tuple(mark_of(trouble) for trouble in open_troubles(raw) if trouble.source == name)
    if not marks:
        raise ConfigurationError(
            f"{name} is no source of which something could not be fetched; to acknowledge an issue that "
            "fails, name it as bulletins status does"
        )
    return marks


def _safe(name: str) -> str:
    """`name` if it can be that of an issue or a source, and so of a file."""
    from tasks.discover import name_source, slug_of

    source, _, slug = name.partition("/")
    if name_source(source) != source or (slug and slug_of(slug) != slug):
        raise ConfigurationError(f"{name} is neither an issue nor a source; bulletins status lists them")
    return name


def _login_name() -> str:
    from flows.run.record import login_name

    name = login_name()
    if name is None:
        raise ConfigurationError("this machine does not say who you are; say it with --by NAME")
    return name


def _lines(names: Sequence[str], changed: Sequence[str], *, withdraw: bool) -> list[str]:
    if not withdraw:
        return [f"{name}: acknowledged; told again when it changes" for name in names]
    return [
        f"{name}: {'told again from now on' if name in changed else 'was not acknowledged'}" for name in names
    ]
