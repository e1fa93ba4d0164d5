"""Notes in the margin stand behind the paragraph beside them; what else stands beside a text stays there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tasks.layout.gutters import split_at_gutters
from tasks.layout.pages import lay_out
from tasks.layout.side_notes import part_side_notes
from tests.build import Page, page, pdf
from tests.reading import read
from tests.road import issue_of, page_document, prose, prose_lines

TOPS = (100, 200, 330, 430)
HEADS = ("Moles dig", "Bees want a home")


def sheet(left: float = 60, *, width: int = 66) -> Page:
    """Two heads with two paragraphs each, of several lines, at `TOPS`."""
    content = page()
    for number, top in enumerate(TOPS):
        content.lines(prose_lines(number, width=width), at=(left, top))
        if number % 2 == 0:
            content.line(HEADS[number // 2], at=(left, top - 30), size=16, bold=True)
    return content


def order(content: Page) -> list[str]:
    return [" ".join(block.text.split()) for block in lay_out(read(pdf(content)))]


def with_notes(notes: Sequence[Sequence[str]]) -> list[str]:
    """Heads, paragraphs and notes as they are to be read."""
    texts = [[prose(number), *(" ".join(note.split()) for note in notes[number])] for number in range(4)]
    return [HEADS[0], *texts[0], *texts[1], HEADS[1], *texts[2], *texts[3]]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(("left", "at"), [(60, 470), (150, 50)], ids=["right", "left"])
@pytest.mark.parametrize("drop", [0, 1, 13], ids=["level", "nearly", "second_line"])
def test_a_note_stands_behind_the_paragraph_beside_it(
    left: float, at: float, drop: float, bold: bool
) -> None:
    notes = ["How moles live", "Where they dig", "Hives", "Swarms"]
    content = sheet(left)
    for note, top in zip(notes, TOPS, strict=True):
        content.line(note, at=(at, top + drop), size=7, bold=bold)
    assert order(content) == with_notes([[note] for note in notes])


def test_notes_of_several_lines_and_two_beside_one_paragraph() -> None:
    content = sheet().lines(["How moles", "live below", "the lawn"], at=(470, TOPS[0]), size=6)
    content.line("More of it", at=(470, TOPS[0] + 36), size=6).line("Swarms", at=(470, TOPS[3]), size=6)
    assert order(content) == with_notes([["How moles live below the lawn", "More of it"], [], [], ["Swarms"]])


def test_notes_go_to_the_article_beside_them() -> None:
    content = sheet()
    for note, top in zip(("Lawns", "Tunnels", "Hives", "Swarms"), TOPS, strict=True):
        content.line(note, at=(470, top), size=7)
    rows = issue_of(page_document(content))
    titles = {article["article_id"]: article["title"] for article in rows.articles}
    told = [(titles.get(block["article_id"] or ""), " ".join(block["text"].split())) for block in rows.blocks]
    assert told == [
        *(("Moles dig", text) for text in ("Moles dig", prose(0), "Lawns", prose(1), "Tunnels")),
        *(("Bees want a home", text) for text in ("Bees want a home", prose(2), "Hives", prose(3), "Swarms")),
    ]


@pytest.mark.parametrize(
    "others",
    [
        pytest.param(lambda p: p.lines(prose_lines(9, width=18), at=(470, 100), size=7), id="column_of_text"),
        pytest.param(lambda p: p.line("Lawns", at=(470, 100)).line("Hives", at=(470, 330)), id="as_large"),
        pytest.param(lambda p: p.line("Lawns", at=(470, 100), size=7), id="only_one"),
        pytest.param(
            lambda p: p.line("12", at=(470, 100), size=7).line("14", at=(470, 330), size=7), id="numbers"
        ),
        pytest.param(
            lambda p: (
                p.rect((460, 90, 540, 350))
                .line("Lawns", at=(470, 100), size=7)
                .line("Hives", at=(470, 330), size=7)
            ),
            id="in_a_box",
        ),
    ],
)
def test_what_else_stands_beside_a_text_is_no_note(others: Callable[[Page], Page]) -> None:
    document = read(pdf(others(sheet())))
    lines = document.pages[0].lines
    parted = split_at_gutters(lines, document.text)
    assert part_side_notes(document, document.pages[0], lines, parted, 10.0) == (list(lines), [])
