"""What reading one issue may take: bounds that the run sets and the readers keep, and how far is looked."""

from __future__ import annotations

from dataclasses import dataclass

LOOK_BACK = 100
"""So many heads, blocks of a list, pages or short runs of lines are looked at, and nothing further off."""

MAX_EDGES = 1500
"""Drawn edges looked at for tables and their outlines; a page with more is a drawing."""

MAX_TABLE_EDGES = 8000
MAX_TABLE_PIECES = 4000
"""A table of more edges or pieces of text is none that a page can print."""


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds on what reading one issue may take; beyond them the issue is set aside."""

    max_pages: int = 600
    max_chars: int = 5_000_000
    max_stream_bytes: int = 256 * 1024 * 1024
