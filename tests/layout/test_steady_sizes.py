"""Pins what becomes of sizes that were measured on a picture, and that what was typeset stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from schemas.document import Document, Line, Word
from schemas.geometry import union
from tasks.layout.looks import look_of
from tasks.layout.pages import lay_out
from tasks.layout.steady_sizes import with_steady_sizes
from tasks.layout.type_size import at_usual_size
from tests.build import Page, page, pdf
from tests.reading import read, read_export, word_columns

TEXT = [
    "The ferry to the island begins its summer",
    "timetable on the first of May. Two boats a",
    "day leave the quay, and a third one will be",
    "put on at weekends. Tickets are sold on the",
    "boats and, from ten in the morning, in the",
    "new office beside the fish market, which is",
    "closed on Mondays and on public holidays.",
    "now we are as sure as ever once more.",
]
FACTORS = (1.0, 0.96, 1.06, 1.02, 0.94, 1.05, 0.97, 1.07)
"""What sizes that are measured line by line are off by."""

SHALLOW = 0.75
"""A line without hanging or rising letters is measured so much lower."""


def article(title: str = "Summer on the water", size: float = 10) -> Page:
    return page().line(title, at=(72, 72), size=16).lines(TEXT, at=(72, 110), leading=13, size=size)


def remeasured(document: Document, factor: Callable[[int, Line], float]) -> Document:
    """`document` with other sizes told for its lines, and boxes as high as those; words are as wide."""

    def word(told: Word, by: float) -> Word:
        assert told.style is not None
        assert told.bbox is not None
        baseline = told.bbox.bottom - 0.2 * told.bbox.height
        top, bottom = (baseline + by * (edge - baseline) for edge in (told.bbox.top, told.bbox.bottom))
        style = replace(told.style, size_pt=round(by * told.style.size_pt, 1))
        return replace(told, style=style, bbox=replace(told.bbox, top=top, bottom=bottom))

    def line(number: int, told: Line) -> Line:
        words = tuple(word(one, factor(number, told)) for one in told.words)
        return replace(told, words=words, bbox=union(w.bbox for w in words if w.bbox is not None))

    pages = (replace(p, lines=tuple(map(line, range(len(p.lines)), p.lines))) for p in document.pages)
    return replace(document, pages=tuple(pages))


def by_turns(number: int, _line: Line) -> float:
    return FACTORS[number % len(FACTORS)]


def sizes(document: Document) -> list[float]:
    return [look_of(line.words).size_pt for page in document.pages for line in page.lines]


def test_lines_of_one_size_are_told_in_one_size_again() -> None:
    head, *text = sizes(with_steady_sizes(remeasured(read(pdf(article())), by_turns)))
    assert len(set(text)) == 1
    assert text[0] == pytest.approx(10, abs=0.5)
    assert head == pytest.approx(16, abs=1.0)


def test_what_rises_and_hangs_in_a_line_says_nothing_of_its_size() -> None:
    document = read(pdf(article("SUMMER")))
    shallow = {document.pages[0].lines[at].span.start for at in (0, 8)}

    def ink(number: int, line: Line) -> float:
        return (SHALLOW if line.span.start in shallow else 1.0) * by_turns(number, line)

    head, *text = sizes(with_steady_sizes(remeasured(document, ink)))
    assert len(set(text)) == 1
    assert head == pytest.approx(16, abs=1.0)


def test_blocks_are_those_of_the_page_as_it_was_set() -> None:
    drawn = read(pdf(article()))
    scanned = remeasured(drawn, by_turns)

    def blocks(document: Document) -> list[str]:
        return [block.text for block in lay_out(document)]

    assert blocks(at_usual_size(scanned)) == blocks(at_usual_size(drawn))
    assert blocks(scanned) != blocks(drawn)


def test_baselines_and_sides_stay_and_heights_follow_the_sizes() -> None:
    drawn = read(pdf(article()))
    steady = with_steady_sizes(remeasured(drawn, by_turns))
    for line, other in zip(drawn.pages[0].lines[1:], steady.pages[0].lines[1:], strict=True):
        assert line.bbox is not None
        assert other.bbox is not None
        assert (other.bbox.x0, other.bbox.x1) == (line.bbox.x0, line.bbox.x1)
        assert other.bbox.bottom == pytest.approx(line.bbox.bottom, abs=0.2)
        assert other.bbox.height == pytest.approx(line.bbox.height, abs=0.6)


def shelf() -> Page:
    """A list of books: titles, authors and prices, each a little smaller than what is above it."""
    content = page()
    for number in range(6):
        top = 72 + 42 * number
        content.line(f"Lighthouses of the northern coast {number}", at=(72, top), size=11)
        content.line(f"by Keeper {number} of the society", at=(72, top + 13), size=10)
        content.line(f"{number + 3} crowns at the office", at=(72, top + 25), size=9.4)
    return content


def rounded(number: int, _line: Line) -> float:
    """Lines of 12.45 points are told in 12.4 or 12.5."""
    return 1.0 + 0.01 * (number % 2)


@pytest.mark.parametrize(
    "document",
    [
        read(pdf(article())),
        read(pdf(shelf())),
        remeasured(read(pdf(article())), rounded),
        read_export("A text\nof an export."),
    ],
    ids=["an article", "sizes by turns", "rounded by turns", "text"],
)
def test_what_was_typeset_stays_as_it_is(document: Document) -> None:
    assert with_steady_sizes(document) is document


def test_what_is_steady_stays_so() -> None:
    steady = with_steady_sizes(remeasured(read(pdf(article())), by_turns))
    assert with_steady_sizes(steady) is steady


def test_a_scan_that_is_bound_in_is_steadied_alone() -> None:
    document = read(pdf(*[article(size=11)] * 5, article()))
    drawn, scan = document.pages[:5], remeasured(document, by_turns).pages[5]
    steady = with_steady_sizes(replace(document, pages=(*drawn, scan)))
    assert steady.pages[:5] == drawn
    assert len({look_of(line.words).size_pt for line in steady.pages[5].lines[1:]}) == 1


def test_words_kept_as_columns_are_steadied_as_others_are() -> None:
    document = remeasured(read(pdf(article())), by_turns)
    (one,) = document.pages
    parts = word_columns([word for line in one.lines for word in line.words]).parts(
        [len(line.words) for line in one.lines]
    )
    lines = tuple(replace(line, words=words) for line, words in zip(one.lines, parts, strict=True))
    kept = with_steady_sizes(replace(document, pages=(replace(one, lines=lines),)))
    assert kept.pages[0].lines == with_steady_sizes(document).pages[0].lines
    assert all(not isinstance(line.words, tuple) for line in kept.pages[0].lines)
