"""The version that published rows carry; nothing else belongs here."""

from __future__ import annotations

PIPELINE_VERSION = "0.3.0"
