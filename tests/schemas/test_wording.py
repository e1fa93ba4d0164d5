"""Shapes of lines that stages read alike."""

from __future__ import annotations

import pytest

from schemas.wording import is_capitals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ROAD CLOSED", True, id="latin"),
        pytest.param("ROAD 7 CLOSED 24 HOURS, 2026", True, id="figures"),
        pytest.param("ÉCOLE FERMÉE", True, id="accents"),
        pytest.param("ДОРОГА ЗАКРЫТА", True, id="cyrillic"),
        pytest.param("AGM 会议", True, id="mostly_capitals"),
        pytest.param("Road closed", False, id="mixed_case"),
        pytest.param("2026", False, id="no_letters"),
        pytest.param("新桥星期六正式通车", False, id="no_case"),
        pytest.param("第一个小时内约有四百人步行过桥,GDP增长", False, id="chinese_with_acronym"),
        pytest.param("図書館はWHOの手引きを配る", False, id="japanese_with_acronym"),
        pytest.param("المدينة تفتح الجسر مع UN", False, id="arabic_with_acronym"),
        pytest.param("नगर का नया पुल NGO", False, id="hindi_with_acronym"),
        pytest.param("다리가 토요일에 KTX", False, id="korean_with_acronym"),
    ],
)
def test_capitals(text: str, *, expected: bool) -> None:
    assert is_capitals(text) is expected
