"""What stands on two sides of a gutter: columns that are read downwards, or rows."""

from __future__ import annotations

import pytest

from tasks.extraction.side_by_side import are_columns, count_rows, is_table

TEXT = (
    "The boats came in late on Monday, and",
    "the nets were full of ice when they",
    "were drawn. Nobody on the quay had seen",
    "so much of it since the winter of the",
    "flood, when the harbour froze for weeks.",
)
OTHER = (
    "The bees of the orchard have come",
    "through the winter, and the keepers",
    "open the hives on the first warm day",
    "of March. Visitors may come and see",
    "them at work on any Saturday.",
)
NAMES = ("Ann Tide, chair", "Bo Reed, clerk", "Cai Stone", "Dee Marsh", "Eve Mill")
NUMBERS = ("12.50", "8.00", "20.00", "24.00", "4.00")
HEADS = ("Boats and nets", "Ice on the quay", "Old floods", "Winter", "The harbour")
SENTENCES = (TEXT[0], OTHER[0], TEXT[1], "Nobody on the quay had seen", OTHER[1])
SUMS = tuple(f"to {n}12.40 or {n}9.75 at 18.30 less 44.10" for n in range(5))
CHINESE = ("日期：二〇三一年五月三日上午", "時間：上午十時至中午十二時", "地點：湖畔大樓四樓的演講廳")


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param(TEXT, OTHER, True, id="texts"),
        pytest.param(TEXT[:3], OTHER[:3], True, id="short_texts_that_go_on_at_once"),
        pytest.param(TEXT[:2], OTHER[:2], False, id="two_lines"),
        pytest.param(NAMES, TEXT, True, id="names_beside_text"),
        pytest.param(TEXT, NAMES, True, id="text_beside_names"),
        pytest.param(NAMES[:4], TEXT[:4], False, id="few_names_beside_text"),
        pytest.param(NUMBERS, TEXT, False, id="numbers_beside_text"),
        pytest.param(NAMES, HEADS, False, id="names_beside_names"),
        pytest.param(("Boats", "", "", "") * 5, TEXT * 4, False, id="entries_far_apart"),
        pytest.param(("Tide", "") * 8 + ("", "Reed") * 3, TEXT[:2] * 11, False, id="entries_in_step"),
        pytest.param(("eel", "cod", "herring", "pike", "perch"), SENTENCES, False, id="sentences"),
        pytest.param(SUMS, SUMS, False, id="sums"),
        pytest.param(CHINESE, CHINESE, False, id="few_lines_without_case"),
    ],
)
def test_are_columns(left: tuple[str, ...], right: tuple[str, ...], expected: bool) -> None:
    assert are_columns(left, right) is expected


def test_words_drawn_apart_are_no_running_text() -> None:
    drawn = tuple(line.replace(" ", "   ") for line in TEXT)
    assert not are_columns(drawn, drawn)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param(NAMES, NUMBERS, True, id="rows"),
        pytest.param(NAMES[:2], NUMBERS[:2], False, id="two_rows"),
        pytest.param(NAMES, TEXT, False, id="text_on_one_side"),
        pytest.param(("",) * 5, NAMES, False, id="one_side"),
    ],
)
def test_is_table(left: tuple[str, ...], right: tuple[str, ...], expected: bool) -> None:
    assert is_table(left, right) is expected


def test_lines_that_are_not_level_are_counted_in_pairs() -> None:
    assert count_rows(("a", "", "b", "", "c"), ("", "d", "", "e", "f")) == 3
