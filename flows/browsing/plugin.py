"""What Datasette asks of us while it serves: the search, what our templates need, and how errors are told."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from datasette import Response, hookimpl
from datasette.filters import FilterArguments
from datasette.utils import tilde_encode
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError
from markupsafe import Markup

from flows.telling.screen import show_line
from tasks.browsing.overview import TABLE
from tasks.browsing.search import Shown, conditions, excerpt, terms_of

DATABASE = "bulletins"
SEARCH = "_search"


@hookimpl  # type: ignore[untyped-decorator]
def filters_from_request(request: Any, database: str, table: str) -> FilterArguments | None:
    """The search of the overview; Datasette's own knows no words of one or two letters."""
    if (database, table) != (DATABASE, TABLE):
        return None
    search = request.args.get(SEARCH) or ""
    met = conditions(terms_of(search))
    return FilterArguments(
        [condition.sql for condition in met],
        {name: value for condition in met for name, value in condition.values.items()},
        [f"title or text has {search}"] if met else [],
        {"supports_search": True, "search": search},
    )


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(request: Any, datasette: Any) -> dict[str, Any]:
    terms = terms_of(request.args.get(SEARCH) or "") if request else []
    return {
        "excerpt_of": _excerpts(datasette, terms),
        "place_of": place_of,
        "page_of": page_of,
        "paragraphs": lambda body: body.split("\n\n"),
        "listed": lambda text: json.loads(text or "[]"),
    }


def _excerpts(datasette: Any, terms: list[str]) -> Callable[[str], Awaitable[list[Shown]]]:
    async def excerpt_of(article_id: str) -> list[Shown]:
        sql = "SELECT body FROM articles WHERE article_id = ?"
        body = (await datasette.get_database(DATABASE).execute(sql, [article_id])).single_value()
        return excerpt(body, terms)

    return excerpt_of


def page_of(article_id: str) -> str:
    """Where an article is shown."""
    return f"/{DATABASE}/articles/{tilde_encode(article_id)}"


def place_of(issue_id: str, position: int) -> str:
    """Where an article's place on the pictures of its issue's pages is shown."""
    return f"/place/{quote(issue_id)}#article-{position}"


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Response]]:
    """One sentence on the page. Datasette's own way also puts a traceback with all values on the terminal."""

    async def told() -> Response:
        page = {"title": None, "error": str(exception), "status": 500}
        if isinstance(exception, Base400):
            page["status"] = exception.status
        elif isinstance(exception, DatasetteError):
            is_markup = exception.message_is_html
            message = Markup(exception.message) if is_markup else exception.message
            page.update(title=exception.title, error=message, status=exception.status)
        else:
            page["error"] = f"this page could not be made ({type(exception).__name__}: {exception})"
            show_line(f"{request.path}: {page['error']}")
        if request.path.endswith(".json"):
            return Response.json({"ok": False, **page}, status=page["status"])
        html = await datasette.render_template("error.html", page, request=request)
        return Response.html(html, status=page["status"])

    return told
