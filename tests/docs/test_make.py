"""The generated parts of the documentation are as the code and the bundled samples have them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from schemas.reasons import MEANINGS, EditCode, LossCode, NoiseCode
from tests.docs.make import (
    CODES_PAGE,
    README,
    ROOT,
    codes_page,
    readme_with_outputs,
    readme_with_run,
    rule_pages,
)

HOW_TO = "run bulletins ingest, then python -m tests.docs.make, and look at the difference"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    processed = tmp_path_factory.mktemp("samples") / "processed"
    command = [sys.executable, "-m", "flows.cli", "ingest", "--direct"]
    done = subprocess.run(
        [*command, "--raw", str(ROOT / "raw"), "--processed", str(processed)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (processed.parent / "screen.txt").write_text(done.stderr, encoding="utf-8")
    return processed


def test_page_of_reason_codes_is_current() -> None:
    assert CODES_PAGE.read_text(encoding="utf-8") == codes_page(), HOW_TO


def test_page_names_every_code_once() -> None:
    page = codes_page().split("## When rules differ")[0]
    for code in (*LossCode, *NoiseCode, *EditCode):
        assert page.count(f"| `{code}` | `{code.name.lower()}` | {MEANINGS[code]} |") == 1


def test_every_noise_code_has_a_place_where_it_is_decided() -> None:
    told = {code for rule in rule_pages() for code in rule.codes}
    assert told == set(NoiseCode) - {NoiseCode.SECTION, NoiseCode.UNASSIGNED}


def test_outputs_in_the_readme_are_what_the_queries_print(published: Path) -> None:
    text = README.read_text(encoding="utf-8")
    assert text.count("```python") == 3
    assert text == readme_with_outputs(text, published), HOW_TO


def test_the_first_run_in_the_readme_has_the_counts_and_shares_of_the_samples(published: Path) -> None:
    text = README.read_text(encoding="utf-8")
    assert text == readme_with_run(text, published), HOW_TO
    ids = pl.read_parquet(published / "issues")["issue_id"].to_list()
    shown = [line for line in text.splitlines() if re.match(r"\S+/\S+ +published +\d+ +[\d.]+%", line)]
    assert sorted(line.split()[0] for line in shown) == sorted(ids), "each sample has its row"


def test_the_first_run_in_the_readme_looks_as_a_run_does(published: Path) -> None:
    """Its lines are those of a run over the samples, whatever the seconds."""

    def shapes(text: str) -> set[str]:
        lines = (" ".join(line.split()) for line in text.splitlines())
        return {re.sub(r"\d+\.\d(?= s$|$)", "n", line) for line in lines}

    (screen,) = re.findall(r"```console\nstarting(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    ran = shapes((published.parent / "screen.txt").read_text(encoding="utf-8"))
    told = shapes(screen.partition("\n")[2]) - {"…"}
    progress = {line for line in told if line.startswith("[1/6] ")}
    assert told - progress - ran == set()
    assert {line.partition("] ")[2] for line in progress} <= {line.partition("] ")[2] for line in ran}


def test_counts_and_shares_that_are_not_current_are_replaced(published: Path) -> None:
    text = README.read_text(encoding="utf-8")
    stale = re.sub(r"(published +)\d+ +[\d.]+%", r"\g<1>99  99.9%", text)
    stale = re.sub(r"(published, )\d+( articles)", r"\g<1>99\2", stale)
    stale = re.sub(r"published; \d+ articles in", "published; 99 articles in", stale)
    assert stale.count("99") > text.count("99") + 7
    mended = readme_with_run(stale, published)
    assert [line.split() for line in mended.splitlines()] == [line.split() for line in text.splitlines()]


def test_an_output_that_is_not_current_is_replaced(tmp_path: Path) -> None:
    page = "before\n```python\nprint(6 * 7)\n```\n\n```text\n41\n```\nafter\n"
    assert readme_with_outputs(page, tmp_path / "processed") == page.replace("41", "42")
