"""Those that are installed read the same letters; a file that one cannot read is named, and no more."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.speed.readers import READERS, main
from tests.build import page, pdf

PARAGRAPH = [
    "The harbour of Port Lumen opened its new",
    "quay on Friday, two months early, and the",
    "old one stays.",
]
LETTERS = "".join(["Newquayisopen", *PARAGRAPH]).replace(" ", "")
NEEDS = {"liteparse": "liteparse", "kreuzberg": "kreuzberg"}


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    good = page().line("New quay is open", at=(72, 72), size=18, bold=True).lines(PARAGRAPH, at=(72, 110))
    (tmp_path / "good.pdf").write_bytes(pdf(good))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nand then nothing that makes sense")
    path = tmp_path / "listing"
    path.write_text(f"{tmp_path / 'broken.pdf'}\n{tmp_path / 'good.pdf'}\n")
    return path


@pytest.mark.parametrize("name", READERS)
def test_letters_are_counted_and_broken_files_named(
    name: str, listing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if name in NEEDS and find_spec(NEEDS[name]) is None:
        pytest.skip(f"{NEEDS[name]} is not installed")
    main(name, str(listing))
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["failed"] == [str(listing.parent / "broken.pdf")]
    # Markdown has signs of its own; it takes a page as short as this for a table.
    assert len(LETTERS) <= told["characters"] <= 2 * len(LETTERS)
