"""Pins that a page is read the same at any scale, and what becomes of a document of another size of type."""

from __future__ import annotations

import tracemalloc
from copy import deepcopy
from dataclasses import replace

import pytest

from schemas.document import Document
from schemas.geometry import BBox
from tasks.layout.pages import lay_out
from tasks.layout.type_size import USUAL_PT, at_usual_size, body_size_pt
from tests.build import Page, page, pdf
from tests.layout.test_pages import CASES
from tests.reading import read, read_export, word_columns

LINES = ["A line of running text begins here", "and it goes on in another line."]


def ruled_rows() -> Page:
    """A table of words far apart between rules that are as long as the column of a narrow page is wide."""
    content = page()
    for row, (name, place) in enumerate(
        [("Ann", "Lakeside"), ("Bob", "Hill"), ("Cid", "Quay"), ("Dan", "Mill")]
    ):
        top = 100 + 16 * row
        content.rule((60, top), (160, top)).line(name, at=(64, top + 3)).line(place, at=(120, top + 3))
    return content.rule((60, 164), (160, 164))


def box_with_a_bar() -> Page:
    """A box of three lines under a bar of its width with a head, both drawn by fills that hardly meet."""
    content = page().rect((60, 100, 260, 120), stroke=None, fill="#224466")
    content.rect((60, 122, 260, 170), stroke=None, fill="#ffeecc")
    content.line("Notices", at=(66, 104), bold=True, color="#ffffff")
    return content.lines(["One of the notices", "goes on in this line."], at=(66, 128))


PAGES = {
    **{name: content for name, (content, _) in CASES.items()},
    "ruled rows": ruled_rows(),
    "box with a bar": box_with_a_bar(),
}


def blocks(content: Page) -> list[tuple[str, bool, bool]]:
    """Of each block its text, whether it is a table's, and whether it stands in the first box."""
    found = lay_out(at_usual_size(read(pdf(content))))
    frame = next((block.frame for block in found if block.frame is not None), None)
    return [
        (block.text, block.is_in_table, block.frame is not None and block.frame == frame) for block in found
    ]


@pytest.mark.parametrize("factor", [0.4, 0.7, 1.4, 3.0])
@pytest.mark.parametrize("content", PAGES.values(), ids=PAGES.keys())
def test_blocks_are_the_same_at_any_scale(content: Page, factor: float) -> None:
    assert blocks(content.enlarged(factor)) == blocks(content)


def sheet(size: float) -> Document:
    content = page().rect((70, 70, 300, 140), fill="#ffeecc").lines(LINES, at=(72, 80), size=size)
    content.line("A head", at=(72, 50), size=1.5 * size).image((72, 200, 172, 300)).rule(
        (72, 320), (300, 320)
    )
    return read(pdf(content))


def test_all_lengths_are_scaled_together() -> None:
    document = sheet(size=5.5)
    resized = at_usual_size(document)
    assert resized.scale == 2
    assert resized.text == document.text
    (one,), (other,) = document.pages, resized.pages
    assert (other.width_pt, other.height_pt) == (2 * (one.width_pt or 0), 2 * (one.height_pt or 0))
    assert other.images == (BBox(144, 400, 344, 600),)
    assert [frame.bbox for frame in other.frames] == [BBox(140, 140, 600, 280)]
    assert [rule.width for rule in other.rules] == [pytest.approx(2 * rule.width) for rule in one.rules]
    assert [line.bbox for line in other.lines] == [line.bbox and line.bbox.scaled(2) for line in one.lines]
    words = [[word for line in lines for word in line.words] for lines in (one.lines, other.lines)]
    assert [w.bbox for w in words[1]] == [w.bbox and w.bbox.scaled(2) for w in words[0]]
    assert [w.style.size_pt for w in words[1] if w.style] == [
        w.style.size_pt * 2 for w in words[0] if w.style
    ]


def test_lost_letters_stay_where_they_were_on_the_page() -> None:
    content = (
        page().lines(LINES, at=(72, 80), size=5.5).line("nobody", at=(72, 300), size=5.5, invisible=True)
    )
    document = read(pdf(content))
    (lost,), (resized,) = document.losses, at_usual_size(document).losses
    assert lost.bbox is not None
    assert resized.bbox == lost.bbox.scaled(2)


def test_words_kept_as_columns_are_scaled_as_others_are() -> None:
    document = sheet(size=5.5)
    (one,) = document.pages
    parts = word_columns([word for line in one.lines for word in line.words]).parts(
        [len(line.words) for line in one.lines]
    )
    lines = tuple(replace(line, words=words) for line, words in zip(one.lines, parts, strict=True))
    kept = at_usual_size(replace(document, pages=(replace(one, lines=lines),)))
    assert kept.pages[0].lines == at_usual_size(document).pages[0].lines
    assert all(not isinstance(line.words, tuple) for line in kept.pages[0].lines)


def test_a_document_is_never_there_twice() -> None:
    (one,) = sheet(size=5.5).pages
    tracemalloc.start()
    document = [Document("", tuple(deepcopy(one) for _ in range(200)))]
    of_one, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    at_usual_size(document.pop())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1.5 * of_one


@pytest.mark.parametrize(
    "document", [sheet(USUAL_PT), read_export("A text\nof an export.")], ids=["usual", "text"]
)
def test_what_has_the_usual_size_or_none_stays_as_it_is(document: Document) -> None:
    assert at_usual_size(document).pages is document.pages


@pytest.mark.parametrize("size", [5.5, USUAL_PT])
def test_the_size_of_running_text_is_found_once_and_told(size: float) -> None:
    resized = at_usual_size(sheet(size))
    assert at_usual_size(resized) is resized
    measured = body_size_pt(replace(resized, body_pt=0.0))
    assert resized.body_pt == body_size_pt(resized) == measured == pytest.approx(USUAL_PT)
