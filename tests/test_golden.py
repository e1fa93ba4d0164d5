"""What the pipeline makes of each bundled sample, compared word by word with files that people can read.

`pytest --update-golden` writes the files under `tests/golden/` anew; a change in them should be one
that can be explained in a sentence.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.rows import ArticleRow, BlockRow, IssueRows
from tests.conftest import UPDATE_GOLDEN
from tests.road import sample_rows
from tests.samples.make import GOLDEN_FOLDER, SAMPLES

WIDTH = 100
FIRST_CHARS = 60

PATHS = [bulletin.path for bulletin, _ in SAMPLES]
every_sample = pytest.mark.parametrize("path", PATHS, ids=[path.split("/")[0] for path in PATHS])


def articles_text(rows: IssueRows) -> str:
    """The issue in one line, then each article: a line of facts, captions and tables, its paragraphs."""
    issue = rows.issue
    facts = (issue["kind"], issue["title"], issue["issue_label"], issue["published_on"], issue["language"])
    lines = [" | ".join(str(fact) for fact in facts), *(f"! {warning}" for warning in issue["warnings"])]
    for article in rows.articles:
        lines += ["", *_article_lines(article)]
    return "\n".join(lines) + "\n"


def _article_lines(article: ArticleRow) -> Iterator[str]:
    pages = sorted({article["page_first"], article["page_last"]})
    place = f"p. {'-'.join(map(str, pages))}"
    flags = ", ".join(article["flags"]) or "-"
    yield f"=== {article['position']} | {article['section'] or '-'} | {place} | {flags}"
    yield f"# {article['title']}"
    for name, value in (
        ("by", article["byline"]),
        ("kicker", article["kicker"]),
        ("under", article["subtitle"]),
        ("at", article["dateline"]),
    ):
        if value:
            yield f"({name}: {value})"
    yield from (f"[caption] {caption}" for caption in article["captions"])
    for table in article["tables"]:
        yield from (f"[table] {row}" for row in table.split("\n"))
    for paragraph in article["body"].split("\n\n"):
        yield ""
        yield from textwrap.wrap(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False)


def noise_text(rows: IssueRows) -> str:
    """One line per block that is in no article, in reading order."""
    return "".join(f"{_noise_line(row)}\n" for row in rows.blocks if row["noise_code"] is not None)


def _noise_line(row: BlockRow) -> str:
    corners = (row["x0"], row["top"], row["x1"], row["bottom"])
    box = " ".join("   -" if corner is None else f"{corner:4.0f}" for corner in corners)
    words = " ".join(row["text"].split())
    shown = words if len(words) <= FIRST_CHARS else words[:FIRST_CHARS].rstrip() + "…"
    return f"p{row['page']} [{box}] {row['noise_code']} {row['rule']}: {shown}"


def compare(path: Path, text: str, *, update: bool) -> None:
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8").split("\n") == text.split("\n"), (
        f"see {path.name} of its golden folder"
    )


@every_sample
def test_articles(path: str, request: pytest.FixtureRequest) -> None:
    target = GOLDEN_FOLDER / path.split("/")[0] / "articles.txt"
    compare(target, articles_text(sample_rows(path)), update=request.config.getoption(UPDATE_GOLDEN))


@every_sample
def test_noise(path: str, request: pytest.FixtureRequest) -> None:
    target = GOLDEN_FOLDER / path.split("/")[0] / "noise.txt"
    compare(target, noise_text(sample_rows(path)), update=request.config.getoption(UPDATE_GOLDEN))


def test_golden_files_are_not_being_written(request: pytest.FixtureRequest) -> None:
    assert not request.config.getoption(UPDATE_GOLDEN), (
        "the golden files were written; run again without the flag"
    )


def test_every_golden_folder_has_its_sample() -> None:
    folders = {entry.name for entry in GOLDEN_FOLDER.iterdir() if entry.is_dir()}
    assert folders == {path.split("/")[0] for path in PATHS}
