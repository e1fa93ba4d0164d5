"""The versions that published rows and releases carry; nothing else belongs here."""

from __future__ import annotations

PIPELINE_VERSION = "0.3.0"
# Of names, types and meanings of datasets and columns. The first number rises when one of them goes or
# changes, the second when one comes; docs/releases.md has the rules, and a release tells what came of them.
SCHEMA_VERSION = "1.0"
