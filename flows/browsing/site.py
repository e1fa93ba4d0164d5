"""The site as an application: Datasette over the database, review pages, and what is refused.

Nothing can be written through it: it answers reading requests only, the database is opened as one that never
changes, and Datasette's pages about itself are shut.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.database import Database as ServedDatabase
from datasette.plugins import pm
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from flows.browsing import plugin
from flows.browsing.pages import ReviewPages
from flows.browsing.plugin import DATABASE
from flows.server.hosts import Application, Message, Receive, Send
from schemas.dictionary import DATASETS
from schemas.errors import ConfigurationError, StorageError
from tasks.browsing.database import BROWSED, Database
from tasks.browsing.overview import COLUMNS, TABLE
from tasks.release.content import described_columns

FIRST_PAGE = f"/{DATABASE}/{TABLE}"
PLACE = "/place/"
# Pages of Datasette about itself name files of this machine.
ABOUT_ITSELF, ITS_FILES = "/-/", "/-/static/"
READING = frozenset({"GET", "HEAD"})
# Datasette has scripts within its pages. Nothing is loaded from elsewhere, sent there, or framed.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
SQL_SECONDS, FACET_SECONDS = 5, 2
SETTINGS = {
    "allow_download": False,
    "suggest_facets": False,
    "default_page_size": 25,
    "default_facet_size": 12,
    "sql_time_limit_ms": SQL_SECONDS * 1000,
    "facet_time_limit_ms": FACET_SECONDS * 1000,
}


@dataclass(slots=True)
class Served:
    """A state of the datasets while it is served."""

    database: Database
    datasette: Any
    application: Application

    @classmethod
    def of(cls, database: Database) -> Served:
        if not pm.is_registered(plugin):
            pm.register(plugin)
            pm.unregister(name="datasette.handle_exception")
        datasette = Datasette(
            [],
            metadata=metadata(),
            settings=SETTINGS,
            template_dir=str(files("flows.browsing").joinpath("templates")),
        )
        datasette.remove_database("_memory")
        datasette.add_database(
            ServedDatabase(datasette, path=str(database.path), is_mutable=False), name=DATABASE
        )
        return cls(database, datasette, datasette.app())

    def close(self) -> None:
        self.datasette.executor.shutdown()
        self.datasette.get_database(DATABASE).close()
        self.database.close()


class Site:
    """All that is answered to those who ask by a known name; `show` puts another state in place."""

    def __init__(self, served: Served, pages: ReviewPages) -> None:
        self._served = served
        self._before: Served | None = None
        self._pages = pages

    @property
    def state(self) -> str:
        """Which state of the datasets is shown."""
        return self._served.database.state

    def show(self, served: Served) -> None:
        """Shows another state from now on. The one before is kept for requests that are being answered."""
        if self._before is not None:
            self._before.close()
        self._before, self._served = self._served, served

    def close(self) -> None:
        for served in (self._before, self._served):
            if served is not None:
                served.close()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope)(scope, receive, _with_headers(send))

    def _answer(self, scope: Message) -> Application:
        # As Datasette reads it, so that no way of writing it leads past us.
        path = scope["raw_path"].decode("ascii").partition("?")[0]
        if scope["method"] not in READING:
            return PlainTextResponse("only read here\n", 405, {"allow": "GET, HEAD"})
        if path == "/":
            return RedirectResponse(FIRST_PAGE)
        if path.startswith(PLACE):
            return self._place(unquote(path.removeprefix(PLACE)))
        if path.startswith(ABOUT_ITSELF) and not path.startswith(ITS_FILES):
            return PlainTextResponse("nothing here\n", 404)
        return self._served.application

    def _place(self, issue_id: str) -> Application:
        async def answer(scope: Message, receive: Receive, send: Send) -> None:
            response = await asyncio.to_thread(self._review, issue_id)
            await response(scope, receive, send)

        return answer

    def _review(self, issue_id: str) -> Response:
        try:
            return Response(self._pages.page(issue_id), media_type="text/html")
        except ConfigurationError as error:
            return PlainTextResponse(f"{error}\n", 404)
        except StorageError as error:
            return PlainTextResponse(f"{error}\n", 503)


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *HEADERS]}
        await send(message)

    return send_with_headers


def metadata() -> dict[str, Any]:
    """What Datasette tells of the tables, from the dictionary."""
    tables: dict[str, Any] = {
        name: {
            "description": DATASETS[name].description,
            "columns": {column.name: column.description for column in described_columns(name)},
        }
        for name in BROWSED
    }
    tables[TABLE] = {
        "title": "Articles",
        "columns": COLUMNS,
        "facets": ["source", "month", {"array": "countries"}, "publisher_country", "language"],
    }
    return {"title": "Bulletins", "databases": {DATABASE: {"tables": tables}}}
