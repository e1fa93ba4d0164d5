"""Watermarks that stand upright: lines drawn across others are set apart, and the text stays whole."""

from __future__ import annotations

import pytest

from tasks.extraction.overlays import find_overlays
from tests.build import Page, page, pdf
from tests.reading import line_texts, read
from tests.road import prose_lines

TEXT = prose_lines(0) + prose_lines(1) + prose_lines(2)


def tiled(
    text: str,
    *,
    step: float,
    down: float,
    size: float = 14,
    color: str = "#000000",
    left: float = 40,
    is_under: bool = False,
) -> Page:
    """A page of text with words in a grid over it, or drawn before it."""
    tiles, made = page(), page().lines(TEXT, at=(72, 100), leading=14)
    columns = int((560 - left) / step) + 1
    for row in range(int(400 / down)):
        for column in range(columns):
            tiles.line(text, at=(left + column * step, 85 + row * down), size=size, color=color)
    made.marks = tiles.marks + made.marks if is_under else made.marks + tiles.marks
    return made


GRIDS = {
    "far apart": tiled("DRAFT", step=150, down=90),
    "under the text": tiled("DRAFT", step=150, down=90, is_under=True),
    "one gap apart": tiled("DRAFT", step=54, down=30),
    "without a gap": tiled("DRAFT", step=46.3, down=16),
    "pale": tiled("DRAFT", step=70, down=30, color="#dddddd"),
    "coloured": tiled("DRAFT", step=70, down=30, color="#ff9999"),
    "several words": tiled("DO NOT COPY", step=110, down=50, size=12),
    "large": tiled("VOID", step=190, down=120, size=40, color="#ffcccc"),
    "cut at the edge": tiled("DRAFT", step=46.3, down=40, left=-20),
    "another script": tiled("ПРОЕКТ", step=90, down=45),
}


@pytest.mark.parametrize("content", GRIDS.values(), ids=GRIDS.keys())
def test_words_in_a_grid_over_the_text(content: Page) -> None:
    document = read(pdf(content))
    lines = document.pages[0].lines
    assert [document.slice(line.span) for line in lines if not line.is_overlay] == TEXT
    assert any(line.is_overlay for line in lines)


@pytest.mark.parametrize("is_under", [True, False])
@pytest.mark.parametrize(
    ("text", "size", "color", "top"),
    [
        ("CONFIDENTIAL", 60, "#e0e0e0", 110),
        ("DRAFT", 30, "#c8c8c8", 120),
        ("Draft of May", 12, "#ffcccc", 119),
        ("COPY", 10, "#d0d0d0", 128),
        ("ORIGINAL", 90, "#cceeff", 100),
    ],
)
def test_one_pale_word_across_the_text(
    text: str, size: float, color: str, top: float, is_under: bool
) -> None:
    word = page().line(text, at=(90, top), size=size, color=color)
    made = page().lines(TEXT, at=(72, 100), leading=14)
    made.marks = word.marks + made.marks if is_under else made.marks + word.marks
    document = read(pdf(made))
    told = [(document.slice(line.span), line.is_overlay) for line in document.pages[0].lines]
    assert sorted(told) == sorted([(text, True), *((line, False) for line in TEXT)])


def rows(*cells: str) -> Page:
    made = page().line("Boats that came in on each day of the week before", at=(72, 80))
    for row in range(6):
        for column, cell in enumerate(cells):
            made.line(cell, at=(72 + 90 * column, 100 + 12 * row))
    return made


@pytest.mark.parametrize(
    "content",
    [
        rows("none", "none", "none"),
        page().lines(["The same line of a form is here three times"] * 4, at=(72, 100), leading=9),
        page().lines(TEXT, at=(72, 100)).line("See below", at=(72, 400), color="#c0c0c0"),
        page().lines(TEXT, at=(72, 100)).line("RECEIVED", at=(90, 120), size=30, color="#cc0000"),
        page().line("Jan", at=(72, 80)).line("Feb", at=(80, 80)).line("Jan", at=(88, 80)),
        page()
        .lines(TEXT, at=(72, 100), leading=14)
        .line("DRAFT", at=(90, 107))
        .line("DRAFT", at=(390, 300))
        .line("DRAFT", at=(390, 400)),
        page().lines(TEXT, at=(72, 100), leading=14).line("12%", at=(90, 107)).line("12%", at=(90, 121))
        .line("12%", at=(90, 135)),
    ],
    ids=[
        "cells of a table", "lines set close", "pale beside the text", "a stamp", "labels of a chart",
        "one of three across", "no word",
    ],
)  # fmt: skip
def test_what_is_no_overlay(content: Page) -> None:
    assert not any(line.is_overlay for line in read(pdf(content)).pages[0].lines)


def test_a_page_without_runs_has_none() -> None:
    assert find_overlays([]) == frozenset()


def test_all_that_is_drawn_is_in_the_text() -> None:
    letters = "".join(line_texts(read(pdf(GRIDS["one gap apart"])))).replace(" ", "")
    assert letters.count("DRAFT") == 13 * 10
