"""What stands beside and what stands over what."""

from __future__ import annotations

import pytest

from schemas.geometry import BBox

TEXT = BBox(100, 100, 300, 110)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(BBox(310, 100, 330, 110), True, id="level"),
        pytest.param(BBox(310, 105, 330, 115), True, id="half_below"),
        pytest.param(BBox(310, 106, 330, 116), False, id="mostly_below"),
        pytest.param(BBox(310, 20, 330, 300), True, id="beside_a_tall_one"),
        pytest.param(BBox(310, 94, 330, 102), False, id="of_the_lower_one"),
    ],
)
def test_a_row_is_what_half_of_the_lower_one_shares(other: BBox, *, expected: bool) -> None:
    assert TEXT.shares_row(other) is other.shares_row(TEXT) is expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(BBox(100, 120, 300, 130), True, id="under"),
        pytest.param(BBox(290, 120, 310, 130), True, id="half_beside"),
        pytest.param(BBox(295, 120, 315, 130), False, id="mostly_beside"),
        pytest.param(BBox(20, 120, 500, 130), True, id="over_a_wide_one"),
    ],
)
def test_a_column_is_what_half_of_the_narrower_one_shares(other: BBox, *, expected: bool) -> None:
    assert TEXT.shares_column(other) is other.shares_column(TEXT) is expected
