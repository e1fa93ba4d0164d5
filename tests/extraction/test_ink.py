"""Pins which lines of a scan are bold: those that its picture shows so much blacker than the others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pypdfium2
import pytest

from schemas.document import Direction
from schemas.geometry import BBox
from tasks.extraction.ink import with_bold_lines
from tasks.extraction.pages import Pixels
from tasks.extraction.words import RawLine, RawWord
from tests.build import Page, page, pdf
from tests.reading import PLAIN, read

SCALE = 2.0
PAPER, BLACK = 255, 0
TEXT = [
    "The harbour office opens at eight in the",
    "morning and closes when the last boat is",
    "in. Keys are kept by the warden, who asks",
    "for a name and a number in the book; they",
    "are handed out to members of the society.",
]


def line(number: int, words: Sequence[str], direction: Direction = Direction.HORIZONTAL) -> RawLine:
    """Words of ten points, five points a letter, one line under the other."""
    top = 20.0 + 12 * number
    boxes = [
        BBox(20.0 + 60 * at, top, 20.0 + 60 * at + 5 * len(word), top + 10) for at, word in enumerate(words)
    ]
    raw = [RawWord(w, b, PLAIN, None, b.x0, b.x1, b.bottom) for w, b in zip(words, boxes, strict=True)]
    box = BBox(boxes[0].x0, top, boxes[-1].x1, top + 10)
    return RawLine(tuple(raw), direction, number, box, PLAIN.size_pt)


def printed(
    lines: Sequence[RawLine], shares: Sequence[float], ground: int = PAPER, ink: int = BLACK
) -> Pixels:
    """A page on which so large a share of the pixels of each line's words is ink."""
    picture = np.full((800, 800), ground, dtype=np.uint8)
    for one, share in zip(lines, shares, strict=True):
        for word in one.words:
            left, top, right, bottom = (
                round(edge * SCALE) for edge in (word.bbox.x0, word.bbox.top, word.bbox.x1, word.bbox.bottom)
            )
            picture[top:bottom, left : left + round(share * (right - left))] = ink
    return picture


LINES = [line(number, ["nonet", "sonata"]) for number in range(7)]
SHARES = (0.2, 0.21, 0.3, 0.2, 0.19, 0.21, 0.2)


def bold(lines: Sequence[RawLine]) -> list[int]:
    return [number for number, one in enumerate(lines) if all(word.style.is_bold for word in one.words)]


@pytest.mark.parametrize(("ground", "ink"), [(PAPER, BLACK), (200, 60), (BLACK, PAPER)])
def test_a_line_that_is_much_blacker_is_bold(ground: int, ink: int) -> None:
    assert bold(with_bold_lines(LINES, printed(LINES, SHARES, ground, ink), SCALE)) == [2]


@pytest.mark.parametrize(
    "shares",
    [
        (0.2, 0.21, 0.23, 0.2, 0.19, 0.21, 0.2),
        (0.2, 0.26, 0.3, 0.2, 0.12, 0.14, 0.15),
        (0.02, 0.02, 0.03, 0.02, 0.02, 0.02, 0.02),
        (0.12, 0.12, 0.45, 0.12, 0.12, 0.12, 0.12),
    ],
    ids=["hardly blacker", "all differ", "nothing printed", "a picture behind it"],
)
def test_what_is_not_clearly_blacker_is_not(shares: Sequence[float]) -> None:
    assert bold(with_bold_lines(LINES, printed(LINES, shares), SCALE)) == []


def test_one_black_word_makes_no_line_bold() -> None:
    picture = printed(LINES, (0.2,) * 7)
    box = LINES[3].words[0].bbox
    picture[round(2 * box.top) : round(2 * box.bottom), round(2 * box.x0) : round(2 * box.x0) + 8] = BLACK
    assert bold(with_bold_lines(LINES, picture, SCALE)) == []


def test_few_lines_tell_nothing() -> None:
    assert bold(with_bold_lines(LINES[:4], printed(LINES[:4], SHARES[:4]), SCALE)) == []


def test_what_runs_upwards_is_not_judged() -> None:
    upright = [*LINES[:2], line(2, ["nonet", "sonata"], Direction.VERTICAL), *LINES[3:]]
    assert bold(with_bold_lines(upright, printed(upright, SHARES), SCALE)) == []


def bulletin(*, invisible: bool) -> Page:
    """A bold head over text; without ink as a layer tells it, of letters as wide, but not bold."""
    content = page()
    content.line("Keys of the harbour", at=(72, 72), bold=not invisible, font="mono", invisible=invisible)
    return content.lines(TEXT, at=(72, 100), font="mono", invisible=invisible)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_bold_lines_of_a_scan_are_read_as_bold(rotate: int) -> None:
    picture = pypdfium2.PdfDocument(pdf(bulletin(invisible=False)))[0].render(scale=2).to_pil()
    layer = page(rotate=rotate).scan(picture)
    layer.marks += bulletin(invisible=True).marks
    document = read(pdf(layer))
    weights = [
        [word.style is not None and word.style.is_bold for word in one.words]
        for one in document.pages[0].lines
    ]
    assert [all(one) for one in weights] == [True, *[False] * len(TEXT)]
