"""Numbers of lines in a margin are no text, and take no headline with them; lists and tables stay."""

from __future__ import annotations

import pytest

from tasks.layout.pages import lay_out
from tests.build import page, pdf
from tests.reading import read

PROSE = [
    "The town opened its new bridge over the river on Saturday after",
    "two years of building. Some four hundred people walked across",
    "it in the first hour, and the band played on the bank until noon.",
    "The old bridge had carried no lorries since the flood. Drivers",
    "had to take the long way round by the village, which cost them",
    "half an hour on each trip and brought much noise to everyone.",
    "What is left of the money goes into the footpath along the mill",
    "stream, where benches are to be set up before the winter comes.",
]  # fmt: skip


def numbers(data: bytes) -> list[str]:
    return [block.text for block in lay_out(read(data)) if block.is_line_number]


def numbered(labels: list[str], lines: list[str], *, x: float = 50.0, gap: float = 20.0) -> bytes:
    sheet = page()
    for place, (label, line) in enumerate(zip(labels, lines, strict=True)):
        top = 80 + 14 * place
        sheet.line(line, at=(x + gap, top))
        if label:
            sheet.line(label, at=(x, top))
    return pdf(sheet)


@pytest.mark.parametrize(
    "labels",
    [
        [str(n) for n in range(1, 9)],
        [str(n) for n in range(41, 49)],
        [str(5 * n) for n in range(1, 9)],
    ],
    ids=["from one", "on a later page", "by fives"],
)
def test_numbers_that_count_lines_are_told(labels: list[str]) -> None:
    data = numbered(labels, PROSE)
    assert numbers(data) == labels
    text = " ".join(block.text for block in lay_out(read(data)) if not block.is_line_number)
    assert " ".join(text.split()) == " ".join(PROSE)


def test_numbers_close_to_their_lines_are_told() -> None:
    labels = [str(n) for n in range(1, 9)]
    assert numbers(numbered(labels, PROSE, gap=9.0)) == labels


def test_numbers_on_the_right_are_told() -> None:
    labels = [str(n) for n in range(1, 9)]
    sheet = page().lines(PROSE, at=(60, 80), leading=14).lines(labels, at=(420, 80), leading=14)
    assert numbers(pdf(sheet)) == labels


@pytest.mark.parametrize(
    "lines",
    [
        [f"Runner {letter} of the northern club, 12:3{letter}" for letter in "ABCDEFGH"],
        [line.capitalize() for line in PROSE],
    ],
    ids=["ranking", "list"],
)
def test_lists_keep_their_numbers(lines: list[str]) -> None:
    assert numbers(numbered([str(n) for n in range(1, 9)], lines)) == []


def test_years_beside_text_do_not_count() -> None:
    labels = ["1999", "2003", "2004", "2011", "2012", "2019", "2020", "2026"]
    assert numbers(numbered(labels, PROSE)) == []
