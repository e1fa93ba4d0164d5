"""What reading one issue may take: bounds that the run sets and the readers keep."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds on what reading one issue may take; beyond them the issue is set aside."""

    max_pages: int = 600
    max_chars: int = 5_000_000
    max_stream_bytes: int = 256 * 1024 * 1024
