"""Pins what numbers of a table's cells are worth, and which of them are rather not read."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.articles.numbers import NumberReader


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12.0),
        ("12%", 12.0),
        ("12 %", 12.0),
        ("-3", -3.0),
        ("\u22123", -3.0),
        ("(+)116", 116.0),
        ("(7)", 7.0),
        ("444*", 444.0),
        ("444²", 444.0),
        ("15.000 00", None),
        ("3.5", 3.5),
        ("52,9%", 52.9),
        ("1 720", 1720.0),
        ("1\u202f720", 1720.0),
        ("12'500", 12500.0),
        ("1,448", 1448.0),
        ("1.234.567", 1234567.0),
        ("1,234.50", 1234.5),
        ("1.234,50", 1234.5),
        ("$1,200.50", 1200.5),
        ("=616.124,37 kr", 616124.37),
        ("0.125", 0.125),
        ("٤٢", 42.0),
        ("１２", 12.0),
        ("100.001", None),
        ("06.30", None),
        ("08-01-2024", None),
        ("12 34", None),
        ("1.2.3", None),
        ("12 May", None),
        ("2/3", None),
        ("ND", None),
        ("-", None),
        ("", None),
        ("9" * 16, None),
    ],
)
def test_a_cell_alone(text: str, number: float | None) -> None:
    assert NumberReader([text]).read(text) == number


@pytest.mark.parametrize(
    ("others", "number"),
    [
        pytest.param(["2,5"], 1234.0, id="the_comma_is_decimal"),
        pytest.param(["2.5"], 1.234, id="the_point_is_decimal"),
        pytest.param(["0.250"], 1.234, id="a_nought_tells"),
        pytest.param(["1.234.567"], 1234.0, id="twice_in_one_number"),
        pytest.param(["1.234,5"], 1234.0, id="both_marks"),
        pytest.param(["2.5", "2,5"], None, id="they_contradict"),
        pytest.param(["2.345"], None, id="nothing_tells"),
    ],
)
def test_the_other_cells_tell_what_a_point_is(others: list[str], number: float | None) -> None:
    assert NumberReader(["1.234", *others]).read("1.234") == number


@given(st.lists(st.one_of(st.text("0123456789.,'-+()% =", max_size=12), st.text(max_size=6)), max_size=5))
def test_any_text_is_a_finite_number_or_none(texts: list[str]) -> None:
    reader = NumberReader(texts)
    for text in texts:
        number = reader.read(text)
        assert number is None or math.isfinite(number)
