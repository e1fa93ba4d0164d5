"""Pins what the overview says of an article."""

from __future__ import annotations

from typing import Any

import polars as pl

from tasks.browsing.overview import COLUMNS, DECLARED, NEEDED, overview
from tasks.storage.store import Store
from tasks.storage.whole import whole_path


def _overview(store: Store) -> dict[str, dict[str, Any]]:
    store.refresh_whole()
    frames = {
        name: pl.read_parquet(whole_path(store.processed, name), columns=list(columns))
        for name, columns in NEEDED.items()
    }
    rows = overview(**frames)
    return {row["article_id"]: row for row in rows.to_dicts()}


def test_countries_stand_by_their_names_once(store: Store) -> None:
    rows = _overview(store)
    assert rows["lake/may#a0"]["countries"] == ["Norway"]
    assert rows["lake/may#a1"]["countries"] == []


def test_the_newest_come_first_and_issues_stay_in_reading_order(store: Store) -> None:
    ranked = [(row["rank"], name) for name, row in _overview(store).items()]
    assert ranked == [(1, "lake/june#a0"), (2, "lake/may#a0"), (3, "lake/may#a1"), (4, "sea/may#a0")]


def test_what_people_look_for_stands_beside_the_title(store: Store) -> None:
    row = _overview(store)["lake/may#a1"]
    expected = {"issue": "Lake Digest", "source": "lake", "publisher_country": "Norway", "month": "2024-05"}
    assert expected.items() <= row.items()
    assert (row["page"], row["words"], row["position"]) == (2, 7, 1)


def test_what_is_not_known_is_missing(store: Store) -> None:
    row = _overview(store)["sea/may#a0"]
    assert [row[name] for name in ("published_on", "month", "publisher_country")] == [None] * 3
    assert row["issue"] == "sea/may", "an issue without a name has its id"


def test_its_columns_are_declared_in_their_order() -> None:
    assert [column.split()[0] for column in DECLARED.split(", ")] == list(COLUMNS)
