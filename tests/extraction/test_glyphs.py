"""Letters in columns: those of one glyph, their angles, and what can be asked of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from schemas.geometry import BBox
from tasks.extraction.glyphs import DENSE, RIGHT_TO_LEFT, SLANTED, angles_of, has, no_glyphs
from tests.reading import Glyph, columns, glyph, rows


@pytest.mark.parametrize(
    ("angle", "boxes"),
    [
        (0, [(72, 92, 77, 102), (77, 92, 82, 102)]),
        (None, [(72, 92, 77, 102), (77, 92, 82, 102)]),
        (180, [(77, 92, 82, 102), (72, 92, 77, 102)]),
        (90, [(72, 97, 82, 102), (72, 92, 82, 97)]),
        (270, [(72, 92, 82, 97), (72, 97, 82, 102)]),
    ],
)
def test_letters_of_one_glyph_share_its_box_along_their_way(
    angle: int | None, boxes: list[tuple[float, ...]]
) -> None:
    ligature = replace(glyph("fi", 72, width=10), angle=angle)
    assert [one.bbox for one in rows(columns([ligature]))] == [BBox(*box) for box in boxes]


def test_letters_of_an_arabic_glyph_run_from_the_right() -> None:
    first, second = rows(columns([glyph("لا", 72, width=10)]))
    assert (first.text, first.bbox.x0, first.origin[0]) == ("ل", 77, 77)
    assert (second.text, second.bbox.x0, second.origin[0]) == ("ا", 72, 72)


def test_points_on_a_right_to_left_letter_share_its_box_with_it() -> None:
    letters = rows(columns([glyph("\u05e9\u05b4\u05c1", 72, width=9)]))
    assert [(one.text, one.bbox.x0) for one in letters] == [("\u05e9", 78), ("\u05b4", 75), ("\u05c1", 72)]


def test_no_glyphs() -> None:
    assert (len(no_glyphs()), no_glyphs().text(), no_glyphs().blank.size) == (0, "", 0)


def test_columns_are_taken_together() -> None:
    items: list[Glyph] = [glyph(letter, 72 + 5 * place) for place, letter in enumerate("abc")]
    assert rows(columns(items).take(np.array([2, 0]))) == [items[2], items[0]]


@pytest.mark.parametrize(
    ("a", "b", "angle"),
    [(1, 0, 0), (1, 0.04, 0), (-2, 0, 180), (0, 1, 90), (0.01, -1, 270), (1, 1, SLANTED), (1, 0.1, SLANTED)],
)
def test_angles(a: float, b: float, angle: int) -> None:
    assert angles_of(np.array([float(a)]), np.array([float(b)])).tolist() == [angle]


def test_traits() -> None:
    codes = np.array([ord(letter) for letter in "aש日"], dtype=np.uint32)
    assert has(codes, RIGHT_TO_LEFT).tolist() == [False, True, False]
    assert has(codes, DENSE).tolist() == [False, False, True]
