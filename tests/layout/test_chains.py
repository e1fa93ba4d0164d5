"""Lines right under each other are one run, and no line is in two."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from schemas.document import Line
from schemas.geometry import BBox
from schemas.tolerances import MINORITY
from tasks.layout.chains import chain_lines
from tests.reading import PLAIN, Sheet

WORDS = "reeds ice boat quay lamp mill goat rope barn wool salt tide"


def test_lines_right_below_each_other_are_one_chain() -> None:
    sheet = Sheet()
    sheet.column(["one one", "two two"], 60, 100)
    sheet.line("three after a gap", 60, 140)
    sheet.line("beside", 300, 100)
    chains = [[sheet.text_of(line) for line in chain] for chain in chain_lines(sheet.lines)]
    assert sorted(chains) == [["beside"], ["one one", "two two"], ["three after a gap"]]


@pytest.mark.parametrize(
    ("x", "top", "is_one"),
    [
        pytest.param(220, 117, False, id="under_the_middle_of_a_wide_line"),
        pytest.param(220, 113, True, id="in_the_leading_of_a_text"),
        pytest.param(60, 117, True, id="at_its_left_edge"),
    ],
)
def test_a_line_shifted_behind_white_space_begins_a_chain(x: float, top: float, *, is_one: bool) -> None:
    """Found in a real bulletin: the officers' names over all columns took the second one's top with them."""
    sheet = Sheet()
    sheet.line("one two three four five six seven eight nine ten eleven twelve", 60, 100)
    sheet.line("the second column", x, top)
    assert (len(chain_lines(sheet.lines)) == 1) is is_one


def plain_chains(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of lines by their definition: each line is asked about each other."""

    def is_right_under(a: BBox, b: BBox, size: float, others: Sequence[BBox]) -> bool:
        is_near = b.top - a.bottom <= 0.75 * size + 2.0 and b.center_y > a.bottom - MINORITY * a.height
        return is_near and a.overlap_x(b) > 0 and not any(stands_between(c, a, b) for c in others)

    def stands_between(c: BBox, a: BBox, b: BBox) -> bool:
        is_level = a.center_y + MINORITY * a.height < c.center_y < b.center_y - MINORITY * b.height
        return is_level and c.overlap_x(a) > 0 and c.overlap_x(b) > 0

    def is_apart(a: BBox, b: BBox, size: float) -> bool:
        shifts = b.x0 - a.x0, b.x1 - a.x1, b.center_x - a.center_x
        return b.top - a.bottom >= 0.5 * size and all(abs(shift) > 2 * size for shift in shifts)

    ordered = sorted(lines, key=lambda line: (box_of(line).top, box_of(line).x0))
    boxes = [box_of(line) for line in ordered]
    sizes = [size_of(line) for line in ordered]
    count = range(len(ordered))
    pairs = [
        (i, j)
        for i in count
        for j in count[i + 1 :]
        if is_right_under(boxes[i], boxes[j], sizes[i], boxes[i + 1 : j])
    ]
    below = {i: [b for a, b in pairs if a == i] for i in count}
    above = {j: [a for a, b in pairs if b == j] for j in count}
    followers = {
        i: below[i][0]
        for i in count
        if len(below[i]) == 1
        and len(above[below[i][0]]) == 1
        and max(sizes[i], sizes[below[i][0]]) <= 1.3 * min(sizes[i], sizes[below[i][0]])
        and not is_apart(boxes[i], boxes[below[i][0]], sizes[i])
    }
    chains = []
    for first in count:
        if first not in followers.values():
            chain = [first]
            while chain[-1] in followers:
                chain.append(followers[chain[-1]])
            chains.append([ordered[i] for i in chain])
    return chains


def box_of(line: Line) -> BBox:
    assert line.bbox is not None
    return line.bbox


def size_of(line: Line) -> float:
    return max(word.style.size_pt for word in line.words if word.style is not None)


@pytest.mark.parametrize("seed", range(25))
def test_chains_of_lines_anywhere(seed: int) -> None:
    draw = random.Random(seed)
    sheet = Sheet()
    for _ in range(draw.randrange(1, 50)):
        style = replace(PLAIN, size_pt=draw.choice([8.0, 10.0, 11.0, 16.0]))
        sheet.line(
            " ".join(draw.choices(WORDS.split(), k=draw.randrange(1, 9))),
            draw.randrange(400),
            draw.randrange(300),
            style=style,
        )
    assert chain_lines(sheet.lines) == plain_chains(sheet.lines)
