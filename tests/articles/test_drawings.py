"""Grounds and pictures beside blocks, against asking for each pair of them."""

from __future__ import annotations

import numpy as np
import pytest

from schemas.geometry import BBox
from tasks.articles import drawings
from tasks.articles.drawings import NEAR_PICTURE_PT, any_pair, corners, is_at, is_on

BOXES = [BBox(x, y, x + 60, y + 12) for x in (0.0, 70.0, 200.0) for y in (0.0, 40.0, 100.0)]
DRAWN = [BBox(10, 14, 90, 38), BBox(195, 90, 270, 120), BBox(0, 52 + NEAR_PICTURE_PT, 19, 99)]


def _is_at(box: BBox, picture: BBox) -> bool:
    gaps = (abs(picture.bottom - box.top), abs(box.bottom - picture.top))
    return min(gaps) < NEAR_PICTURE_PT and picture.overlap_x(box) > 0.3 * box.width


@pytest.mark.parametrize("at_a_time", [1, 4, 1000])
def test_pairs_are_found_however_many_are_asked_at_a_time(
    at_a_time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawings, "PAIRS_AT_A_TIME", at_a_time)
    boxes = np.array([corners(box) for box in BOXES])
    on = [any(ground.contains_point(box.center_x, box.center_y) for ground in DRAWN) for box in BOXES]
    at = [any(_is_at(box, picture) for picture in DRAWN) for box in BOXES]
    assert {*on} == {*at} == {True, False}
    assert list(any_pair(boxes, DRAWN, is_on)) == on
    assert list(any_pair(boxes, DRAWN, is_at)) == at


def test_without_drawings_nothing_is_beside_any() -> None:
    assert list(any_pair(np.zeros((2, 4)), [], is_on)) == [False, False]
