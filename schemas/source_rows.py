"""Rows of `sources`: what the profile of a source says of its publisher and of the licence of its texts."""

from __future__ import annotations

from typing import TypedDict

from schemas.profile import SourceProfile


class SourceRow(TypedDict):
    """One row of `sources`, at `sources/<source>.parquet`; all but the source as the profile says it."""

    source: str
    title: str | None
    publisher: str | None
    country: str | None
    homepage: str | None
    licence: str | None
    terms: str | None
    language: str | None


def source_row(source: str, profile: SourceProfile) -> SourceRow:
    return SourceRow(
        source=source,
        title=profile.title,
        publisher=profile.publisher,
        country=profile.country,
        homepage=profile.homepage,
        licence=profile.licence,
        terms=profile.terms,
        language=profile.language,
    )
