"""Rows and errors of one issue as JSON, on their way from the child that made them.

JSON and not pickle, so that a child taken over by a hostile file can hand over data only. Whether the
rows are right is for `tasks.validate` to say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from json import JSONEncoder
from typing import Any

from schemas.answers import load_answer
from schemas.dictionary import DATASETS, ColumnType
from schemas.errors import IssueError
from schemas.kinds import Stage
from schemas.rows import IssueRows

BROKEN_TEXT = IssueError(
    "analyse", "broken_text", "its text holds broken characters (lone surrogates); save it anew"
)


def encode_rows(rows: IssueRows) -> Iterator[bytes]:
    """UTF-8 JSON of the rows, one by one: all of a long issue are never there at once.

    At a text with half a surrogate pair, which no dataset can store, there is an error for `decode` to raise.
    """
    to_row = JSONEncoder(ensure_ascii=False, default=_date_text)
    before_table = '{"rows": {'
    for dataset, table in rows.by_dataset().items():
        yield f'{before_table}"{dataset}": ['.encode()
        before_row = ""
        for row in table:
            try:
                yield (before_row + to_row.encode(row)).encode()
            except UnicodeEncodeError:
                yield b"]}, " + encode_error(BROKEN_TEXT).removeprefix(b"{")
                return
            before_row = ", "
        yield b"]"
        before_table = ", "
    yield b"}}"


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
        IssueError: the child found something wrong with the issue, or answers what no child of ours does.
    """
    try:
        message = load_answer(data)
        if "error" not in message:
            return _rows(message["rows"])
        error = message["error"]
        told = IssueError(
            str(Stage(error["stage"])),
            str(error["code"]),
            str(error["sentence"]),
            is_transient=error["is_transient"] is True,
        )
    except (ValueError, LookupError, TypeError, AttributeError) as wrong:
        raise IssueError(
            "analyse",
            "forbidden",
            "the file made its reader answer what no reader answers; do not trust the file, and remove it",
        ) from wrong
    raise told


def _rows(rows: Mapping[str, Any]) -> IssueRows:
    tables = {dataset: _with_dates(dataset, table) for dataset, table in rows.items()}
    (issue,) = tables.pop("issues")
    return IssueRows(issue, **tables)


def _date_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a row")


def _with_dates(dataset: str, rows: Sequence[dict[str, Any]]) -> list[Any]:
    """The rows with the texts that stand for dates as dates."""
    names = [column.name for column in DATASETS[dataset].columns if column.type is ColumnType.DATE]
    return [{**row, **{name: _date(row[name]) for name in names}} for row in rows]


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
