"""Writes the samples below `raw/` and their truth below `tests/golden/`.

    python -m tests.samples.make

Run it after a change to a sample; a test compares what is committed with what would be written.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.samples import (
    belokamysh_reserve,
    harbour_town_council,
    health_situation_reports,
    lakeland_digest,
    lakeland_stories,
    ministry_of_fisheries,
    valley_gardeners,
)
from tests.samples.story import Bulletin, truth

ROOT = Path(__file__).parents[2]
RAW_FOLDER = ROOT / "raw"
GOLDEN_FOLDER = ROOT / "tests" / "golden"

SAMPLES: tuple[tuple[Bulletin, Callable[[], bytes]], ...] = (
    (lakeland_stories.BULLETIN, lakeland_digest.build),
    (ministry_of_fisheries.BULLETIN, ministry_of_fisheries.build),
    (health_situation_reports.BULLETIN, health_situation_reports.build),
    (harbour_town_council.BULLETIN, harbour_town_council.build),
    (valley_gardeners.BULLETIN, valley_gardeners.build),
    (belokamysh_reserve.BULLETIN, belokamysh_reserve.build),
)


def truth_text(bulletin: Bulletin) -> str:
    """The truth file of `bulletin`."""
    return json.dumps(truth(bulletin), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    GOLDEN_FOLDER.mkdir(parents=True, exist_ok=True)
    for bulletin, build in SAMPLES:
        target = RAW_FOLDER / bulletin.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(build())
        (GOLDEN_FOLDER / bulletin.truth_name).write_text(truth_text(bulletin), encoding="utf-8")


if __name__ == "__main__":
    main()
