"""Fixtures for every test: a pair of folders with a few bulletins in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

NEWS = """Harbour opens its new quay

PORT LUMEN, 3 May 2024 - The harbour of Port Lumen opened its new quay on Friday, two months
earlier than planned. Ferries will use it from the first of June.

The mayor thanked everyone who had worked through the winter. The old quay stays open for
fishing boats until it is repaired next year.
"""


# Files of tests that start real processes and mostly wait for them.
LONGEST_FIRST = (
    "test_serve",
    "test_cli",
    "test_kills",
    "test_slice",
    "test_ingest",
    "test_perform",
    "test_fetch_all",
    "test_logs",
    "test_embedded",
    "test_disk",
    "test_week",
)
UPDATE_GOLDEN = "--update-golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        UPDATE_GOLDEN, action="store_true", help="write the golden files anew; look at what changed in them"
    )


def pytest_configure() -> None:
    """Properties are tried on the same examples each time, and never fail for the time that they take."""
    from hypothesis import HealthCheck, settings

    slow = [HealthCheck.too_slow]
    settings.register_profile("bulletins", derandomize=True, deadline=None, suppress_health_check=slow)
    settings.load_profile("bulletins")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files begin first; what they wait for, the short ones run beside."""
    order = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


@dataclass(frozen=True)
class Folders:
    """A raw and a processed folder; `add` puts a bulletin under raw."""

    raw: Path
    processed: Path

    def add(self, name: str, content: str | bytes = NEWS) -> Path:
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def published(self, dataset: str) -> dict[str, bytes]:
        """Bytes of a dataset's files by their path below it."""
        folder = self.processed / dataset
        return {
            str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))
        }


@pytest.fixture
def pair(tmp_path: Path) -> Folders:
    raw = tmp_path / "raw"
    raw.mkdir()
    return Folders(raw, tmp_path / "processed")
