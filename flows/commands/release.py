"""`bulletins release`: the datasets as they are now, in many formats, under a version that stays.

What a release holds stands in `tasks.release`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import DEFAULT_PROCESSED, JsonOption, ProcessedOption, open_catalogue
from flows.telling.screen import show_line, write_json


def release(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="Numbers and dots, such as 2026.11.")],
    out: Annotated[Path, typer.Option("--out", help="Folder of the releases.")],
    title: Annotated[str, typer.Option(help="What the data are called.")] = "Articles of bulletins",
    author: Annotated[
        list[str] | None, typer.Option("--author", help="Who is cited; may be given again.")
    ] = None,
    with_all_texts: Annotated[
        bool, typer.Option("--with-all-texts", help="Texts of sources without a licence, too.")
    ] = False,
    processed: ProcessedOption = DEFAULT_PROCESSED,
    as_json: JsonOption = False,
) -> None:
    """Write a version to cite, in many formats and explained; it is never changed."""
    from flows.telling.dictionary_views import release_dictionary
    from schemas.dictionary import DATASETS
    from tasks.release.content import RELEASED
    from tasks.release.describe import Cover
    from tasks.release.make import make_release
    from tasks.storage.store import Store

    open_catalogue(processed)
    cover = Cover(version, title, tuple(author or ("Bulletins",)), datetime.now(UTC).date())
    dictionary = release_dictionary([DATASETS[name] for name in RELEASED])
    done = make_release(Store(processed), out, cover, dictionary, with_all_texts=with_all_texts)
    if as_json:
        write_json(
            {
                "folder": str(done.folder),
                "rows": done.row_counts,
                "withheld": done.withheld,
                "since": done.since,
            }
        )
        return
    show_line(f"{done.folder}: {', '.join(f'{count} {name}' for name, count in done.row_counts.items())}")
    if done.withheld:
        show_line(
            f"without the texts of {', '.join(done.withheld)}, whose profiles name no licence; "
            "--with-all-texts gives them, too"
        )
    show_line("it is never changed; a later version tells what is new in it")
