"""Rows and errors of one issue as JSON, on their way from the child that made them.

JSON and not pickle, so that a child taken over by a hostile file can hand over data only. Whether the
rows are right is for `tasks.validate` to say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from schemas.errors import IssueError
from schemas.rows import ArticleRow, IssueRow, IssueRows


def encode_rows(rows: IssueRows) -> bytes:
    """UTF-8 JSON of the rows.

    Raises:
        IssueError: a text holds half a surrogate pair, which no dataset can store.
    """
    content = {
        "issue": rows.issue,
        "articles": rows.articles,
        "blocks": rows.blocks,
        "edits": rows.edits,
        "mentions": rows.mentions,
        "links": rows.links,
    }
    try:
        return json.dumps({"rows": content}, ensure_ascii=False, default=_date_text).encode()
    except UnicodeEncodeError as error:
        raise IssueError(
            "analyse", "broken_text", "its text holds broken characters (lone surrogates); save it anew"
        ) from error


def encode_error(error: IssueError) -> bytes:
    content = {
        "stage": error.stage,
        "code": error.code,
        "sentence": error.sentence,
        "is_transient": error.is_transient,
    }
    return json.dumps({"error": content}).encode()


def decode(data: bytes) -> IssueRows:
    """The rows in `data`; an error in it is raised.

    Raises:
        IssueError: the child found something wrong with the issue.
    """
    message: dict[str, Any] = json.loads(data)
    if "error" in message:
        error = message["error"]
        raise IssueError(error["stage"], error["code"], error["sentence"], is_transient=error["is_transient"])
    rows = message["rows"]
    return IssueRows(
        issue=cast(IssueRow, _with_date(rows["issue"])),
        articles=[cast(ArticleRow, _with_date(row)) for row in rows["articles"]],
        blocks=rows["blocks"],
        edits=rows["edits"],
        mentions=rows["mentions"],
        links=rows["links"],
    )


def _date_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a row")


def _with_date(row: Mapping[str, Any]) -> dict[str, Any]:
    text = row["published_on"]
    return {**row, "published_on": None if text is None else date.fromisoformat(text)}
