"""`bulletins browse`: the published articles in a browser, to search and to filter.

How it is served stands in `flows.browsing`.
"""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.options import DEFAULT_PROCESSED, DEFAULT_RAW, ProcessedOption, RawOption, open_catalogue


def browse(
    raw: RawOption = DEFAULT_RAW,
    processed: ProcessedOption = DEFAULT_PROCESSED,
    host: Annotated[str, typer.Option(help="Address of the page.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Its port; 0 takes any free one.", min=0, max=65535)] = 8001,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Search and filter the articles in a browser, each with its place on its page; until Ctrl-C."""
    from flows.browsing.serving import browse as serve_pages
    from flows.server.address import Address
    from flows.settings import load_settings

    open_catalogue(processed)
    serve_pages(load_settings(raw=raw, processed=processed), Address(host, port), open_it=open_it)
