"""Shapes of lines that stages read alike."""

from __future__ import annotations

import pytest

from schemas.wording import are_in_capitals, is_capitals, is_set_in_capitals, is_typed_rule, plain
from tests.road import prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ROAD CLOSED", True, id="latin"),
        pytest.param("ROAD 7 CLOSED 24 HOURS, 2026", True, id="figures"),
        pytest.param("ÉCOLE FERMÉE", True, id="accents"),
        pytest.param("LEI Nº 12, 1ª VIA", True, id="raised_letters"),
        pytest.param("Lei nº 12, 1ª via", False, id="small_with_raised_letters"),
        pytest.param("12º", False, id="raised_letter_alone"),
        pytest.param("ДОРОГА ЗАКРЫТА", True, id="cyrillic"),
        pytest.param("AGM 会议", True, id="mostly_capitals"),
        pytest.param("CHILDREN’s BAND AND MEN's CHOIR", True, id="small_possessives"),
        pytest.param("ÉLODIE's FÊTE", True, id="small_possessive_after_accents"),
        pytest.param("What's ON", False, id="small_word_with_a_contraction"),
        pytest.param("A's and B's", False, id="letters_named"),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [("PIER", True), ("ABC", False), ("A. B. C.", False), ("Pier", False)],
)
def test_an_abbreviation_is_not_set_in_capitals(text: str, *, expected: bool) -> None:
    assert is_set_in_capitals(text) is expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([prose(0).upper(), prose(1).upper(), prose(2)], True, id="most"),
        pytest.param([prose(0).upper(), prose(1), prose(2)], False, id="one_notice"),
        pytest.param(["ROAD CLOSED"] * 30 + [prose()], False, id="many_heads"),
        pytest.param(["ROAD CLOSED"], False, id="no_text"),
    ],
)
def test_an_issue_is_in_capitals_where_most_of_its_text_is(texts: list[str], *, expected: bool) -> None:
    assert are_in_capitals(texts) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<h2 class="x"><b>Two</b>\nherons</h2>', "Two herons"),
        ("**Two** <herons>", "Two <herons>"),
        ("two < herons", "two < herons"),
    ],
)
def test_markup_of_exports_is_no_word(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "is_rule"),
    [
        ("-----", True),
        (" ==== ", True),
        ("---", False),
        ("-=-=-=", False),
        ("- - - -", False),
        ("aaaaa", False),
    ],
)
def test_a_typed_rule_is_one_sign_again_and_again(text: str, is_rule: bool) -> None:
    assert is_typed_rule(text) is is_rule
