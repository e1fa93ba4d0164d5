"""Pins which columns count as a publisher's text: all prose that nobody has named as told of all."""

from __future__ import annotations

import polars as pl

from schemas.dictionary import DATASETS
from tasks.release.content import RELEASED
from tasks.release.texts import TOLD_OF_ALL, text_columns, without_texts


def test_texts_and_what_quotes_them_are_the_publishers() -> None:
    assert text_columns("articles")[:3] == ["body", "captions", "tables"]
    assert text_columns("blocks") == ["evidence", "text"]
    assert text_columns("edits") == ["replacement", "original"]
    assert text_columns("issues") == text_columns("sources") == []


def test_what_is_told_of_all_are_columns_that_exist() -> None:
    for dataset, names in TOLD_OF_ALL.items():
        assert dataset in RELEASED
        assert names <= {column.name for column in DATASETS[dataset].columns if column.is_prose}


def test_only_the_sources_named_lose_their_texts() -> None:
    said = {"replacement": ["x", "y"], "original": ["v", "w"]}
    rows = pl.DataFrame({"source": ["a", "b"], **said, "length": [1, 2]})
    found = without_texts("edits", rows, ["b"])
    assert found.rows() == [("a", "x", "v", 1), ("b", None, None, 2)]
    assert without_texts("edits", rows, []).equals(rows)
