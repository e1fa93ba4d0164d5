"""What a release holds: its datasets, and their columns as every format of it names them."""

from __future__ import annotations

from schemas.dictionary import ARTICLE_LINKS, DATASETS, ISSUE_DATASETS, SOURCES, Column, ColumnType
from schemas.tables import SOURCE_DESCRIPTION

# What runs did, and on whose machine, is nobody else's business.
RELEASED = (SOURCES.name, *(dataset.name for dataset in (*ISSUE_DATASETS, ARTICLE_LINKS)))
_SOURCE = Column("source", ColumnType.TEXT, SOURCE_DESCRIPTION)
# Columns by which rows of other datasets name one of this dataset.
_OWNERS = {DATASETS[name].primary_key[0]: name for name in RELEASED if len(DATASETS[name].primary_key) == 1}


def described_columns(dataset: str) -> tuple[Column, ...]:
    """The columns of a released dataset, with its source."""
    described = DATASETS[dataset]
    return (_SOURCE, *described.columns) if described.is_per_source else described.columns


def column_names(dataset: str) -> list[str]:
    return [column.name for column in described_columns(dataset)]


def owner_of_key(dataset: str, column: str) -> str | None:
    """The other dataset whose rows the column names; None for a column that names none."""
    owner = _OWNERS.get(column)
    return None if owner == dataset else owner
