"""Hand-made hostile files, each the smallest that does one evil thing."""

from __future__ import annotations

MONSTERS = ()
