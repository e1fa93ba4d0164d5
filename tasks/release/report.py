"""What to know of a release before one counts, and what changed since the release before it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from tasks.release.content import RELEASED, described_columns

# So many issues are named in the page for people; all of them stand in the JSON.
MAX_NAMED = 50
# By what a row is known again, and what tells that it is another one.
KNOWN_BY = {"issues": ("issue_id", "source_sha256"), "articles": ("article_id", "text_sha256")}


def quality(
    issues: pl.DataFrame, articles: pl.DataFrame, counts: Mapping[str, int], withheld: Sequence[str]
) -> dict[str, Any]:
    """Counts and shares over all issues; shares are of the characters of all documents."""
    total = int(issues["char_count"].sum()) or 1
    return {
        "rows": dict(counts),
        "sources_without_text": list(withheld),
        "issues_by_source": _counts(issues, "source"),
        "issues_by_kind": _counts(issues, "kind"),
        "issues_by_status": _counts(issues, "status"),
        "issues_without_date": issues["published_on"].null_count(),
        "articles_by_language": _counts(articles, "language"),
        "flags": _counts(articles.explode("flags").drop_nulls("flags"), "flags"),
        "contents_entries": issues["contents_entry_count"].sum(),
        "contents_entries_found": issues["contents_matched_count"].sum(),
        "share_of_characters": {
            name: round(int(issues[f"char_count_{name}"].sum()) / total, 4)
            for name in ("articles", "noise", "edits", "lost")
        },
    }


def _counts(rows: pl.DataFrame, column: str) -> dict[str, int]:
    counted = rows.group_by(column).len().sort("len", column, descending=[True, False])
    return {str(value): count for value, count in counted.iter_rows()}


def columns_of() -> dict[str, dict[str, str]]:
    """Type of every column by dataset, as a release remembers it for the next one."""
    return {name: {column.name: column.type.value for column in described_columns(name)} for name in RELEASED}


def changes(before: Path | None, parquet: Path) -> dict[str, Any]:
    """What differs from the release in the folder `before`; `parquet` is that of the new one.

    Raises:
        OSError, ValueError, PolarsError: the release before cannot be read.
    """
    if before is None:
        return {"since": None}
    columns: dict[str, dict[str, str]] = json.loads((before / "columns.json").read_bytes())
    return {
        "since": before.name,
        "columns": _changed_columns(columns, columns_of()),
        **{name: _changed_rows(before / "parquet", parquet, name) for name in KNOWN_BY},
    }


def _changed_columns(
    before: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]]
) -> dict[str, list[str]]:
    old = {f"{name}.{column}": kind for name, columns in before.items() for column, kind in columns.items()}
    new = {f"{name}.{column}": kind for name, columns in now.items() for column, kind in columns.items()}
    return {
        "added": sorted(new.keys() - old.keys()),
        "removed": sorted(old.keys() - new.keys()),
        "of_another_type": sorted(name for name in old.keys() & new.keys() if old[name] != new[name]),
    }


def _changed_rows(before: Path, now: Path, dataset: str) -> dict[str, list[str]]:
    key, digest = KNOWN_BY[dataset]
    old = pl.read_parquet(before / f"{dataset}.parquet", columns=[key, digest])
    new = pl.read_parquet(now / f"{dataset}.parquet", columns=[key, digest])
    both = old.join(new, on=key, suffix="_now")
    return {
        "added": new.join(old, on=key, how="anti")[key].sort().to_list(),
        "removed": old.join(new, on=key, how="anti")[key].sort().to_list(),
        "changed": both.filter(pl.col(digest) != pl.col(f"{digest}_now"))[key].sort().to_list(),
    }


def quality_page(said: Mapping[str, Any]) -> str:
    lines = ["# Quality\n"]
    for name, value in said.items():
        title = name.replace("_", " ").capitalize()
        if isinstance(value, Mapping):
            lines += [f"## {title}\n", "| | |", "| --- | ---: |"]
            lines += [f"| {key} | {number} |" for key, number in value.items()]
            lines.append("")
        else:
            shown = ", ".join(value) or "none" if isinstance(value, list) else value
            lines.append(f"{title}: {shown}\n")
    return "\n".join(lines)


def changes_page(said: Mapping[str, Any]) -> str:
    if said["since"] is None:
        return "# Changes\n\nThis is the first release.\n"
    lines = [f"# Changes since {said['since']}\n"]
    for name in ("columns", *KNOWN_BY):
        for what, ids in said[name].items():
            lines.append(f"{name.capitalize()} {what.replace('_', ' ')}: {_named(ids)}\n")
    return "\n".join(lines)


def _named(ids: Sequence[str]) -> str:
    if not ids:
        return "none"
    rest = len(ids) - MAX_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    return f"{len(ids)}: {', '.join(ids[:MAX_NAMED])}{more}"
