"""A folder of bulletins whose bytes change, and what each edition of them looks like when published.

Kills, readers and figures stand elsewhere; here is only what is right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tasks.storage.store import ISSUE_DATASET_NAMES, Store
from tests.conftest import Folders
from tests.publishing import publish_bulletin

SOURCE = "news"
EDITIONS = 6
# Empty in every other edition: its failure comes and goes while its last good result stays.
FRAGILE = "fragile"
# Never anything but empty, so that `failures` always holds a row.
BROKEN = "broken"
ARTICLE = """{title}

PORT LUMEN, {day} May 2024 - The harbour of Port Lumen told the readers of edition {edition} that bul-
letin {name} has reached them. Ferries will use the quay from the first of June, and the har-
bour master thanked everyone who had worked through the winter.

The old quay stays open for fishing boats until it is repaired next year. Edition {edition} ends here.

"""
TITLES = ("Harbour opens its new quay", "Ferries change their hours", "A lamp for the old lighthouse")


@dataclass(frozen=True, slots=True)
class Edition:
    """Digests of an issue's files by dataset, for one edition of its bytes."""

    files: Mapping[str, str]


def names(count: int) -> list[str]:
    """Names of `count` issues that can be read, in at least one of their editions."""
    return [f"n{number:02}" for number in range(count - 1)] + [FRAGILE]


def text_of(name: str, edition: int) -> bytes:
    """The bytes of one edition of a bulletin; editions differ in every dataset."""
    if name == BROKEN or (name == FRAGILE and edition % 2):
        return b""
    articles = [
        ARTICLE.format(title=f"{title}, part {edition}", day=edition + 1, edition=edition, name=name)
        for title in TITLES[: 1 + edition % len(TITLES)]
    ]
    return "".join(articles).encode()


def digests(processed: Path, name: str) -> dict[str, str]:
    """SHA-256 of the issue's files by dataset, of those that are there."""
    store = Store(processed)
    paths = {dataset: store.path(dataset, f"{SOURCE}/{name}") for dataset in ISSUE_DATASET_NAMES}
    return {
        dataset: hashlib.sha256(path.read_bytes()).hexdigest()
        for dataset, path in paths.items()
        if path.is_file()
    }


def publish_editions(folder: Path, count: int) -> dict[str, dict[int, Edition]]:
    """Every readable edition of every bulletin by name, published without a run in a folder of its own."""
    editions: dict[str, dict[int, Edition]] = {name: {} for name in names(count)}
    for number in range(EDITIONS):
        pair = Folders(folder / "raw", folder / "processed")
        for name, known in editions.items():
            if text := text_of(name, number):
                publish_bulletin(pair, f"{SOURCE}/{name}.txt", text)
                known[number] = Edition(digests(pair.processed, name))
    return editions
